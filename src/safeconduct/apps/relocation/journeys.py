"""Making a journey's rows: who travels, where its plan is sealed, which application it serves.

Called inside actions, with the case locked. Refuses people and applications of another case.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.relocation import access
from safeconduct.apps.relocation.models import Application, Journey, Traveller
from safeconduct.apps.relocation.progress import check_open, travel_compartment
from safeconduct.apps.relocation.records import JourneyPlan
from safeconduct.apps.relocation.stages import JourneyKind, JourneyState
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal

if TYPE_CHECKING:
    from safeconduct.apps.cases.models import Case


def _plan_compartment(case: "Case", kind: str) -> UUID:
    """Journeys abroad tell who the partner is; those inside the country belong to the case."""
    return travel_compartment(case) if kind == JourneyKind.ABROAD else case.compartment_id


def application_of(actor: Actor, case: "Case", application_id: UUID | None) -> Application | None:
    """The open application a journey belongs to. Raises Refused for one of another case."""
    if application_id is None:
        return None
    application = access.application_for_change(actor, application_id)
    check_open(application)
    if application.case_id != case.id:
        raise Refused("other_case", _("This application belongs to another case."))
    return application


def new_journey(
    actor: Actor,
    case: "Case",
    kind: str,
    month: date,
    persons: Sequence[UUID],
    plan: JourneyPlan | None,
    application: Application | None,
) -> Journey:
    """Insert a planned journey and who travels. Raises Refused for people of another case."""
    if not persons or len(set(persons)) != case.persons.filter(pk__in=persons).count():
        raise Refused("nobody", _("Choose who travels: people of this case."))
    journey = Journey(
        case=case,
        compartment_id=_plan_compartment(case, kind),
        application=application,
        kind=kind,
        state=JourneyState.PLANNED,
        month=month.replace(day=1),
    )
    seal(journey, "plan", plan or JourneyPlan(), actor)
    journey.save(force_insert=True)
    Traveller.objects.bulk_create(
        Traveller(journey=journey, person_id=person) for person in dict.fromkeys(persons)
    )
    return journey
