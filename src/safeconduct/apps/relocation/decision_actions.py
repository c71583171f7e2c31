"""What happens with an application once the partner has it: asked for more, decided, ended.

Every function needs `work_relocation` and a case the member can reach. Texts that caseworkers can
read must not name a partner (cover.py).
"""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.relocation import access, places
from safeconduct.apps.relocation.cover import check_names_nobody
from safeconduct.apps.relocation.models import Application
from safeconduct.apps.relocation.progress import (
    check_open,
    happened_on,
    hold_on,
    release,
    step,
)
from safeconduct.apps.relocation.records import DecisionText, Reason
from safeconduct.apps.relocation.stages import (
    EXCLUSION,
    FINAL_NO,
    ApplicationState,
    Decision,
    Exclusion,
    check_move,
)
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal


@action
def note_request(
    actor: Actor, application_id: UUID, *, asked: str, on: date | None = None
) -> Application:
    """The partner asks for more before it goes on."""
    application = access.application_for_change(actor, application_id)
    check_open(application)
    if not asked.strip():
        raise Refused("empty", _("Write what was asked for."))
    check_names_nobody(actor, application.route.partner, asked)
    seal(application, "reason", Reason(asked.strip()), actor)
    step(application, ApplicationState.INFO_REQUESTED, happened_on(on))
    record(actor, "note_request", application, case=application.case_id)
    return application


@action
def note_interview(actor: Actor, application_id: UUID, *, on: date | None = None) -> Application:
    """The partner has called people to an interview or to give biometrics."""
    application = access.application_for_change(actor, application_id)
    check_open(application)
    step(application, ApplicationState.INTERVIEW, happened_on(on))
    record(actor, "note_interview", application, case=application.case_id)
    return application


@action
def note_decision(
    actor: Actor,
    application_id: UUID,
    *,
    decision: str,
    text: DecisionText,
    on: date | None = None,
    persons: int | None = None,
) -> Application:
    """Write down what the partner decided, and its reason.

    A no ends the application and gives its places back. A deferral is no denial: more is asked
    for. A split names how many people it takes; the places of the others become free.
    """
    application = access.application_for_change(actor, application_id)
    check_open(application)
    if decision not in Decision or decision == Decision.NONE:
        raise Refused("bad_choice", _("Choose one of the answers in the list."))
    day = happened_on(on)
    check_names_nobody(actor, application.route.partner, text.reason, text.included)
    to = {
        Decision.DEFERRED_INFO: ApplicationState.INFO_REQUESTED,
        Decision.WITHDRAWN: ApplicationState.WITHDRAWN,
    }.get(Decision(decision), ApplicationState.DECIDED)
    application.decision, application.decided_on = decision, day
    seal(application, "decision_text", text, actor)
    if decision == Decision.SPLIT:
        if persons is None or not 1 <= persons < application.persons:
            raise Refused(
                "bad_number",
                _("Say how many people are included: fewer than the %(persons)d applied for.")
                % {"persons": application.persons},
            )
        application.persons = persons
        hold = hold_on(application, day)
        if hold is not None:
            hold.persons = persons
            hold.save()
            places.settle(hold.place, today())
    if decision in FINAL_NO or to == ApplicationState.WITHDRAWN:
        application.ended_on = day
        release(application, today())
    step(application, to, day)
    record(
        actor,
        "note_decision",
        application,
        case=application.case_id,
        details={"decision": decision},
    )
    return application


@action
def review_exclusion(actor: Actor, application_id: UUID, *, to: str, reason: str) -> Application:
    """Open or close the individual review of somebody's past (Refugee Convention, art. 1F).

    A service record only ever opens a review; it decides nothing. Who opened it does not close it.
    """
    application = access.application_for_change(actor, application_id)
    check_open(application)
    check_move(EXCLUSION, application.exclusion, to, Exclusion)
    if not reason.strip():
        raise Refused("empty", _("Say why. This is looked at again, perhaps by a court."))
    if to != Exclusion.PENDING and application.exclusion_by_id == actor.member.id:
        raise Refused("same_person", _("You opened this review. Somebody else has to close it."))
    check_names_nobody(actor, application.route.partner, reason)
    was, application.exclusion = application.exclusion, to
    application.exclusion_by_id = actor.member.id
    seal(application, "exclusion_text", Reason(reason.strip()), actor)
    application.save()
    record(
        actor,
        "review_exclusion",
        application,
        case=application.case_id,
        details={"from": was, "to": to},
    )
    return application


@action
def withdraw_application(actor: Actor, application_id: UUID, *, reason: str) -> Application:
    """Take an application back; its places become free."""
    application = _close(actor, application_id, ApplicationState.WITHDRAWN, reason)
    record(actor, "withdraw_application", application, case=application.case_id)
    return application


@action
def expire_application(actor: Actor, application_id: UUID, *, reason: str) -> Application:
    """A time ran out (visa, consent, place) and the application with it."""
    application = _close(actor, application_id, ApplicationState.EXPIRED, reason)
    record(actor, "expire_application", application, case=application.case_id)
    return application


def _close(actor: Actor, application_id: UUID, to: ApplicationState, reason: str) -> Application:
    """End an application with its reason."""
    application = access.application_for_change(actor, application_id)
    check_open(application)
    if not reason.strip():
        raise Refused("empty", _("Say why."))
    check_names_nobody(actor, application.route.partner, reason)
    seal(application, "reason", Reason(reason.strip()), actor)
    application.ended_on, application.before_suspension = today(), ""
    step(application, to, today())
    release(application, today())
    return application
