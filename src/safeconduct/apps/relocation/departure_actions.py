"""What happens to people on the way: brought out, left, arrived, status filed, lost and found.

Dates of days that have come stand in plain on the persons of the case and on the journey; where
somebody went stays sealed.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.access import case_for_change
from safeconduct.apps.cases.stages import ABROAD, Stage
from safeconduct.apps.relocation import access, places
from safeconduct.apps.relocation.journeys import application_of, new_journey
from safeconduct.apps.relocation.models import Application, Hold, Journey, Traveller
from safeconduct.apps.relocation.progress import (
    bring_case_to,
    check_on_the_road,
    happened_on,
    step,
)
from safeconduct.apps.relocation.records import FilingNote, JourneyPlan
from safeconduct.apps.relocation.stages import (
    JOURNEY,
    ApplicationState,
    HoldState,
    JourneyKind,
    JourneyState,
    check_move,
)
from safeconduct.apps.shelter.access import current_stay
from safeconduct.apps.shelter.actions import end_stay
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal

if TYPE_CHECKING:
    from safeconduct.apps.cases.models import Case

FILING_DAYS = 90  # after arrival, to ask for a status


def _planned(
    actor: Actor, case: "Case", journey_id: UUID | None, kind: JourneyKind
) -> Journey | None:
    """The planned journey that begins now. Raises Refused for another case's or a begun one."""
    if journey_id is None:
        return None
    journey = access.journey_for_change(actor, journey_id)
    if journey.case_id != case.id or journey.kind != kind:
        raise Refused("other_case", _("This journey belongs elsewhere. Choose one of this case."))
    check_move(JOURNEY, journey.state, JourneyState.UNDER_WAY, JourneyState)
    return journey


@action
def evacuate(
    actor: Actor,
    case_id: UUID,
    *,
    on: date | None = None,
    persons: Sequence[UUID] | None = None,
    journey_id: UUID | None = None,
    plan: JourneyPlan | None = None,
) -> Journey:
    """Chosen people were brought out of the region of danger, inside the country.

    Without `persons`: those of the planned journey, or everybody who has not been brought out.
    """
    need(actor, "work_relocation")
    case = case_for_change(actor, case_id)
    day = happened_on(on)
    journey = _planned(actor, case, journey_id, JourneyKind.OUT_OF_REGION)
    if persons is None and journey is not None:
        persons = list(journey.travellers.values_list("person", flat=True))
    if persons is None:
        inside = case.persons.filter(evacuated_on__isnull=True, left_country_on__isnull=True)
        persons = list(inside.values_list("id", flat=True))
    if journey is None:
        journey = new_journey(
            actor, case, JourneyKind.OUT_OF_REGION, day, persons, plan, application=None
        )
    _keep_travellers(journey, persons)
    cases.bring_out(actor, case.id, on=day, persons=persons)
    journey.left_on = journey.arrived_on = day
    journey.state = JourneyState.ARRIVED
    journey.save()
    record(actor, "evacuate", journey, case=case.id, details={"persons": len(persons)})
    return journey


def _keep_travellers(journey: Journey, persons: Sequence[UUID]) -> None:
    """Make a journey's travellers exactly those who went."""
    journey.travellers.exclude(person__in=persons).delete()
    there = set(journey.travellers.values_list("person", flat=True))
    Traveller.objects.bulk_create(
        Traveller(journey=journey, person_id=person) for person in persons if person not in there
    )


@action
def depart(
    actor: Actor,
    case_id: UUID,
    *,
    on: date | None = None,
    persons: Sequence[UUID] | None = None,
    journey_id: UUID | None = None,
    application_id: UUID | None = None,
    plan: JourneyPlan | None = None,
) -> Journey:
    """Chosen people left the country: on an application's visa, or by their own means.

    Without `persons`: those of the planned journey, or everybody still inside. The case departs
    when nobody of it is left inside, and gives its beds back; the application when as many left
    as it was made for.
    """
    need(actor, "work_relocation")
    case = case_for_change(actor, case_id)
    check_on_the_road(case)
    day = happened_on(on)
    journey = _planned(actor, case, journey_id, JourneyKind.ABROAD)
    if journey is not None and application_id is None:
        application_id = journey.application_id
    application = application_of(actor, case, application_id)
    if application is not None and application.state not in (
        ApplicationState.VISA_ISSUED,
        ApplicationState.PRE_DEPARTURE,
    ):
        raise Refused(
            "no_visa",
            _(
                "This application has no visa yet, or its way is suspended. Note the visa first, "
                "or note the departure without this application."
            ),
        )
    if persons is None and journey is not None:
        persons = list(journey.travellers.values_list("person", flat=True))
    if persons is None:
        inside = case.persons.filter(left_country_on__isnull=True)
        persons = list(inside.values_list("id", flat=True))
    if case.persons.filter(pk__in=persons, left_country_on__isnull=False).exists():
        raise Refused("gone", _("Somebody of these has left already. Choose the others only."))
    if journey is None:
        journey = new_journey(actor, case, JourneyKind.ABROAD, day, persons, plan, application)
    _keep_travellers(journey, persons)
    cases.leave_country(actor, case.id, on=day, persons=persons)
    journey.left_on, journey.state = day, JourneyState.UNDER_WAY
    journey.save()
    if application is not None:
        _use_up(application, day)
    if not case.persons.filter(left_country_on__isnull=True).exists():
        bring_case_to(actor, case, Stage.DEPARTED)
        _leave_flat(actor, case, day)
    record(actor, "depart", journey, case=case.id, details={"persons": len(persons)})
    return journey


def _leave_flat(actor: Actor, case: "Case", day: date) -> None:
    """Nobody of the case is inside any more: their beds are free, and nobody counts as hidden."""
    stay = current_stay(case.id)
    if stay is not None:
        end_stay(actor, case.id, why="departed", on=max(day, stay.from_on))


def _use_up(application: Application, day: date) -> None:
    """Turn held places into used ones once as many people left as an application was made for."""
    if application.state == ApplicationState.VISA_ISSUED:
        step(application, ApplicationState.PRE_DEPARTURE, day)
    left = Traveller.objects.filter(
        journey__application=application, journey__left_on__isnull=False
    ).count()
    if left < application.persons:
        return
    application.ended_on = day
    step(application, ApplicationState.DEPARTED, day)
    for hold in Hold.objects.select_for_update().filter(
        application=application, state=HoldState.HELD
    ):
        hold.state, hold.ended_on = HoldState.USED, day
        hold.save()
        place = access.one(type(hold.place).objects.select_for_update(), hold.place_id)
        places.settle(place, day)


@action
def arrive(actor: Actor, journey_id: UUID, *, on: date | None = None) -> Journey:
    """People arrived. From this day they have 90 days to ask for a status."""
    journey = access.journey_for_change(actor, journey_id)
    check_move(JOURNEY, journey.state, JourneyState.ARRIVED, JourneyState)
    day = happened_on(on, journey.left_on)
    journey.state, journey.arrived_on = JourneyState.ARRIVED, day
    if journey.kind == JourneyKind.ABROAD:
        journey.file_by = day + timedelta(days=FILING_DAYS)
    journey.save()
    case = case_for_change(actor, journey.case_id)
    under_way = Journey.objects.filter(
        case=case, kind=JourneyKind.ABROAD, state=JourneyState.UNDER_WAY
    )
    if case.stage == Stage.DEPARTED and not under_way.exists():
        bring_case_to(actor, case, Stage.ARRIVED)
    record(actor, "arrive", journey, case=case.id)
    return journey


@action
def file_status(
    actor: Actor, journey_id: UUID, *, on: date | None = None, note: FilingNote | None = None
) -> Journey:
    """Those who arrived asked for asylum or another status; the 90 days stop."""
    journey = access.journey_for_change(actor, journey_id)
    if journey.arrived_on is None or journey.kind != JourneyKind.ABROAD:
        raise Refused("not_arrived", _("First note that they arrived."))
    if journey.filed_on is not None:
        raise Refused("filed", _("This has been noted already."))
    journey.filed_on = happened_on(on, journey.arrived_on)
    if note is not None:
        seal(journey, "filing", note, actor)
    journey.save()
    case = case_for_change(actor, journey.case_id)
    waiting = Journey.objects.filter(
        case=case, kind=JourneyKind.ABROAD, left_on__isnull=False, filed_on__isnull=True
    )
    if case.stage == Stage.ARRIVED and not waiting.exists():
        bring_case_to(actor, case, Stage.STATUS_FILED)
    record(actor, "file_status", journey, case=case.id)
    return journey


@action
def lose_contact(actor: Actor, case_id: UUID, *, reason: str) -> "Case":
    """Nobody can reach these people any more. A stage of its own; nothing else changes."""
    need(actor, "work_relocation")
    case = cases.move_stage(actor, case_id, to=Stage.LOST_CONTACT, reason=reason)
    record(actor, "lose_contact", case, case=case.id)
    return case


@action
def contact_again(actor: Actor, case_id: UUID, *, to: str, reason: str) -> "Case":
    """Somebody heard from them again; the case goes back to the stage it is at now.

    Whoever has left the country cannot go back to a stage inside it, nor the reverse.
    """
    need(actor, "work_relocation")
    case = case_for_change(actor, case_id)
    if case.stage != Stage.LOST_CONTACT:
        raise Refused("in_contact", _("Contact with this case has not been lost."))
    inside = case.persons.filter(left_country_on__isnull=True).exists()
    if inside == (to in ABROAD):
        raise Refused(
            "elsewhere",
            _("That stage does not fit where the people are. Choose one that does."),
        )
    case = cases.move_stage(actor, case.id, to=to, reason=reason)
    record(actor, "contact_again", case, case=case.id, details={"to": to})
    return case
