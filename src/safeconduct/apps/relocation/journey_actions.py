"""What happens before people travel: visas noted, journeys planned, changed, called off.

Visas and journeys abroad tell who the partner is, so they are sealed to `partners` (for a case
that was sealed off, to its own compartment). A member without that key may still write them.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.access import case_for_change
from safeconduct.apps.relocation import access
from safeconduct.apps.relocation.journeys import application_of, new_journey
from safeconduct.apps.relocation.models import Journey, Visa
from safeconduct.apps.relocation.progress import (
    check_on_the_road,
    check_open,
    step,
    travel_compartment,
)
from safeconduct.apps.relocation.records import JourneyPlan, VisaDetails
from safeconduct.apps.relocation.stages import (
    YES,
    ApplicationState,
    Decision,
    JourneyKind,
    JourneyState,
    VisaKind,
)
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal

VISA_LEAD_DAYS = 30  # somebody must look again so long before a visa ends


@action
def note_visa(
    actor: Actor,
    application_id: UUID,
    *,
    details: VisaDetails,
    kind: str = VisaKind.VISA,
    replaces: UUID | None = None,
) -> Visa:
    """Write down a visa, permit or travel document. Its number and dates are sealed; in plain
    stands only the month in which somebody must look again.

    Raises Refused without a decision that lets people in, or for a split that the people have not
    agreed to.
    """
    application = access.application_for_change(actor, application_id)
    check_open(application)
    if kind not in VisaKind:
        raise Refused("bad_choice", _("Choose one of the answers in the list."))
    if not details.number.strip():
        raise Refused("empty", _("Write the number that stands on it."))
    if details.valid_until < today() or (
        details.valid_from and details.valid_from > details.valid_until
    ):
        raise Refused("run_out", _("These dates cannot be right. Check from when and until when."))
    if application.decision not in YES:
        raise Refused("not_approved", _("First write down the partner's decision."))
    if application.decision == Decision.SPLIT and not application.case.may_be_split:
        raise Refused(
            "no_split",
            _(
                "These people agreed to go together only. Ask them, and note their consent to be "
                "split on the case."
            ),
        )
    if replaces is not None:
        changed = Visa.objects.filter(
            pk=replaces, application=application, replaced_on__isnull=True
        ).update(replaced_on=today())
        if not changed:
            raise Refused("replaced", _("The earlier one is not there any more. Load the page."))
    attention = details.valid_until - timedelta(days=VISA_LEAD_DAYS)
    visa = Visa(
        case=application.case,
        compartment_id=travel_compartment(application.case),
        application=application,
        kind=kind,
        attention_month=attention.replace(day=1),
        noted_on=today(),
    )
    seal(visa, "details", details, actor)
    visa.save(force_insert=True)
    if application.state == ApplicationState.DECIDED:
        step(application, ApplicationState.VISA_ISSUED, today())
    record(actor, "note_visa", visa, case=application.case_id, details={"kind": kind})
    return visa


@action
def plan_journey(
    actor: Actor,
    case_id: UUID,
    *,
    kind: str,
    month: date,
    persons: Sequence[UUID],
    plan: JourneyPlan | None = None,
    application_id: UUID | None = None,
) -> Journey:
    """Plan a journey of chosen people. Its legs and days are sealed; the month is not.

    An application with a visa becomes ready to leave.
    """
    need(actor, "work_relocation")
    case = case_for_change(actor, case_id)
    check_on_the_road(case)
    if kind not in JourneyKind:
        raise Refused("bad_choice", _("Choose one of the answers in the list."))
    application = application_of(actor, case, application_id)
    if application is not None:
        if kind != JourneyKind.ABROAD:
            raise Refused("bad_choice", _("An application leads abroad. Choose that."))
        if application.state == ApplicationState.VISA_ISSUED:
            step(application, ApplicationState.PRE_DEPARTURE, today())
        elif application.state != ApplicationState.PRE_DEPARTURE:
            raise Refused("no_visa", _("First write down the visa, then plan the journey."))
    journey = new_journey(actor, case, kind, month, persons, plan, application)
    record(actor, "plan_journey", journey, case=case.id, details={"kind": kind})
    return journey


@action
def change_journey(actor: Actor, journey_id: UUID, *, month: date, plan: JourneyPlan) -> Journey:
    """Change the plan of a journey that has not begun or is under way."""
    journey = access.journey_for_change(actor, journey_id)
    if journey.state not in (JourneyState.PLANNED, JourneyState.UNDER_WAY):
        raise Refused("over", _("This journey is over. Plan another one."))
    journey.month = month.replace(day=1)
    seal(journey, "plan", plan, actor)
    journey.save()
    record(actor, "change_journey", journey, case=journey.case_id)
    return journey


@action
def call_off_journey(actor: Actor, journey_id: UUID) -> Journey:
    """Call a planned journey off. Its application goes back to waiting with a visa."""
    journey = access.journey_for_change(actor, journey_id)
    if journey.state != JourneyState.PLANNED:
        raise Refused("begun", _("This journey has begun or is over. It cannot be called off."))
    journey.state = JourneyState.CALLED_OFF
    journey.save()
    application = journey.application
    if application is not None and application.state == ApplicationState.PRE_DEPARTURE:
        others = application.journeys.exclude(pk=journey.pk)
        if not others.exclude(state=JourneyState.CALLED_OFF).exists():
            step(application, ApplicationState.VISA_ISSUED, today())
    record(actor, "call_off_journey", journey, case=journey.case_id)
    return journey
