"""How applications and cases move along by themselves when what they waited for is there.

Called inside actions, on rows that are locked. Records no event of its own: the action that
caused the step does, and `cases.actions.move_stage` does for the case.
"""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.actions import move_stage
from safeconduct.apps.cases.stages import ASIDE, ENDED, ROAD, TRANSITIONS, Stage
from safeconduct.apps.relocation.models import Application, Consent, Hold
from safeconduct.apps.relocation.places import settle
from safeconduct.apps.relocation.stages import (
    APPLICATION,
    CLOSED,
    ApplicationState,
    HoldState,
    check_move,
)
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.roles import Standing

if TYPE_CHECKING:
    from safeconduct.apps.cases.models import Case


def happened_on(on: date | None, not_before: date | None = None) -> date:
    """A day that has come: `on`, or today. Raises Refused for one to come or before another."""
    day = on or today()
    if day > today():
        raise Refused("in_future", _("This day has not come yet. Give the day it happened."))
    if not_before is not None and day < not_before:
        raise Refused("out_of_order", _("This day lies before what went ahead of it. Check it."))
    return day


def check_open(application: Application) -> None:
    """Raises Refused for an application that has ended."""
    if application.ended_on is not None or application.state in CLOSED:
        raise Refused("ended", _("This application has ended. Begin another one."))


def step(application: Application, to: str, day: date) -> None:
    """Move a locked application one step. Raises Refused when the table has no such step.

    While its way is suspended it can only be ended; `resume_route` lets it go on.
    """
    check_move(APPLICATION, application.state, to, ApplicationState)
    if application.before_suspension:
        if to not in CLOSED:
            raise Refused(
                "suspended",
                _(
                    "The way of this application is suspended. Wait until it is open again, or "
                    "look for another one."
                ),
            )
        application.before_suspension = ""
    application.state, application.state_since = to, day
    application.save()


def consent_on(application: Application, day: date) -> Consent | None:
    """A consent that holds on `day`: given, not run out, not taken back."""
    return Consent.objects.filter(
        application=application, given_on__lte=day, expires_on__gte=day, withdrawn_on__isnull=True
    ).first()


def hold_on(application: Application, day: date) -> Hold | None:
    """The places that are held for an application on `day`; bound ones outlast their day."""
    hold = Hold.objects.filter(application=application, state=HoldState.HELD).first()
    if hold is None or (hold.until < day and application.handed_in_on is None):
        return None
    return hold


def advance(application: Application, day: date) -> None:
    """On to consented, and to place held, where consent and place are there already."""
    if application.state == ApplicationState.REVIEWED and consent_on(application, day):
        step(application, ApplicationState.CONSENTED, day)
    if application.state == ApplicationState.CONSENTED and hold_on(application, day):
        step(application, ApplicationState.PLACE_HELD, day)


def fall_back(application: Application, day: date) -> None:
    """Back to where it stood without a consent or a place that has gone meanwhile."""
    before = (
        ApplicationState(application.before_suspension) if application.before_suspension else None
    )
    state = before or application.state
    if state == ApplicationState.PLACE_HELD and not hold_on(application, day):
        state = ApplicationState.CONSENTED
    if state in (ApplicationState.CONSENTED, ApplicationState.PLACE_HELD) and not consent_on(
        application, day
    ):
        state = ApplicationState.REVIEWED
    if before:
        application.before_suspension = state
        application.save()
    elif state != application.state:
        step(application, state, day)


def release(application: Application, day: date) -> None:
    """Give back what is held for an application that ends."""
    for hold in Hold.objects.select_for_update().filter(
        application=application, state=HoldState.HELD
    ):
        hold.state, hold.ended_on = HoldState.RELEASED, day
        hold.save()
        settle(hold.place, day)


def way_to(old: Stage, new: Stage) -> list[Stage]:
    """The steps forward along the road from one stage to another; empty when already there."""
    if old not in ROAD or ROAD.index(old) >= ROAD.index(new):
        return []
    paths = [[old]]
    while paths:
        path = paths.pop(0)
        for stage in ROAD[ROAD.index(path[-1]) + 1 :]:
            if stage in TRANSITIONS[path[-1]]:
                if stage == new:
                    return [*path[1:], stage]
                paths.append([*path, stage])
    return []


def bring_case_to(actor: Actor, case: "Case", stage: Stage) -> None:
    """Move a case forward along its road to `stage`, step by step; never back.

    Raises Refused for a case that is on hold, lost, compromised or over.
    """
    check_on_the_road(case)
    for following in way_to(Stage(case.stage), stage):
        move_stage(actor, case.id, to=following)
    case.refresh_from_db()


def check_on_the_road(case: "Case") -> None:
    """Raises Refused for a case that stands aside or is over."""
    if case.stage in ENDED:
        raise Refused("case_over", _("This case is closed. Nothing more can happen to it."))
    if case.stage in ASIDE:
        raise Refused(
            "case_aside",
            _("This case is on hold or out of reach. Bring it back to its stage first."),
        )


def travel_compartment(case: "Case") -> UUID:
    """Where visas and journeys abroad are sealed: to `partners`, because they tell who the
    partner is; for a case that was sealed off, to its own compartment."""
    if case.compartment.standing:
        return team.compartment(Standing.PARTNERS).id
    return case.compartment_id
