"""What comes next for an application, and which other things may happen to it now.

Rows in, URL names and words out; decides nothing that the actions do not check again.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.relocation.models import Application
from safeconduct.apps.relocation.stages import (
    CLOSED,
    EXCLUSION,
    STEPS,
    YES,
    ApplicationState,
    RouteStatus,
)

A = ApplicationState


@dataclass(frozen=True)
class Step:
    """One thing to press: the verb (a URL name), its words, and the id its address takes."""

    verb: str
    words: str | Promise
    of: UUID


@dataclass(frozen=True)
class Stair:
    """One state of the stepper; `place` is done, here or ahead."""

    state: str
    label: str
    place: str


def stairs(application: Application) -> list[Stair]:
    """The way from preparing to leaving, with where the application stands on it."""
    state = application.before_suspension or application.state
    shown = A(state)
    if state in (A.INFO_REQUESTED, A.INTERVIEW):
        state = A.SUBMITTED
    at = STEPS.index(A(state)) if state in STEPS else -1
    found = []
    for place, step in enumerate(STEPS):
        where = "here" if place == at else "done" if place < at else "ahead"
        label = shown.label if place == at else step.label
        found.append(Stair(step, str(label), where))
    return found


def is_open(application: Application) -> bool:
    """Whether anything can still happen to it."""
    return application.ended_on is None and application.state not in CLOSED


def next_step(application: Application) -> Step | None:
    """The one thing to do next, or nothing where others have to move first."""
    if not is_open(application) or application.state == A.ROUTE_SUSPENDED:
        return None
    this, case = application.id, application.case_id
    table: dict[str, Step] = {
        A.DRAFT: Step("review_application", _("I have read it through"), this),
        A.REVIEWED: Step("note_consent", _("Write down their consent"), this),
        A.CONSENTED: Step("choose_place", _("Choose a place"), case),
        A.PLACE_HELD: Step("hand_in_application", _("Hand it in"), this),
        A.SUBMITTED: Step("note_decision", _("Write down the decision"), this),
        A.INFO_REQUESTED: Step("hand_in_application", _("Hand in what was asked for"), this),
        A.INTERVIEW: Step("note_decision", _("Write down the decision"), this),
        A.VISA_ISSUED: Step("plan_journey", _("Plan the journey"), case),
        A.PRE_DEPARTURE: Step("depart", _("They have left"), case),
    }
    if application.state == A.DECIDED:
        return Step("note_visa", _("Write down the visa"), this)
    return table.get(application.state)


def other_steps(application: Application) -> list[Step]:
    """What else may happen now."""
    if not is_open(application):
        return []
    this = application.id
    found = [
        Step("look_through_papers", _("Look through the papers"), this),
        Step("change_checklist", _("Change the list of papers"), this),
    ]
    if application.state not in (A.REVIEWED,):
        found.append(Step("note_consent", _("Write down a consent"), this))
    if application.state in (A.SUBMITTED, A.INTERVIEW):
        found.append(Step("note_request", _("They ask for more"), this))
    if application.state == A.SUBMITTED:
        found.append(Step("note_interview", _("They called to an interview"), this))
    if application.state == A.INFO_REQUESTED:
        found.append(Step("note_decision", _("Write down the decision"), this))
    if application.decision in YES and application.state != A.DECIDED:
        found.append(Step("note_visa", _("Write down another visa or document"), this))
    if EXCLUSION[application.exclusion]:
        found.append(Step("review_exclusion", _("Individual review of a past"), this))
    found += [
        Step("withdraw_application", _("Withdraw it"), this),
        Step("expire_application", _("It expired"), this),
    ]
    return found


def is_stopped(application: Application) -> bool:
    """Whether its way is suspended under it, also where visas still hold."""
    return is_open(application) and application.route.status == RouteStatus.SUSPENDED
