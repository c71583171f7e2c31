"""Moving a request on, and deciding it: accept, decline, refer to others."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.actions import move_vetting, open_case
from safeconduct.apps.cases.records import CaseSummary, Identity
from safeconduct.apps.cases.stages import Vetting
from safeconduct.apps.intake import access, codes, stages
from safeconduct.apps.intake.actions.writing import _note, _send
from safeconduct.apps.intake.codes import DeclineReason, MessageKind, Stage
from safeconduct.apps.intake.models import Plea
from safeconduct.apps.intake.records import PleaContent
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed

if TYPE_CHECKING:
    from safeconduct.apps.cases.models import Case

#: Steps of the vetting that a case inherits. Clearing by two members is done anew on the case,
#: because there it lets people into flats.
INHERITED: Mapping[str, tuple[Vetting, ...]] = {
    Vetting.IDENTITY_OK: (Vetting.IDENTITY_OK,),
    Vetting.CORROBORATED: (Vetting.IDENTITY_OK, Vetting.CORROBORATED),
    Vetting.TWO_PERSON_CLEARED: (Vetting.IDENTITY_OK, Vetting.CORROBORATED),
}


@action
def move_request_stage(actor: Actor, plea_id: UUID, *, to: str, reason: str = "") -> Plea:
    """Move a request to another stage, by the table in `stages`; a reason is kept as a note.

    Raises Refused, Http404.
    """
    plea = access.plea_for_change(actor, plea_id)
    old = plea.stage
    _move(plea, stages.check_move(old, to))
    plea.decline_reason = ""
    plea.save(update_fields=("stage", "stage_since", "decline_reason"))
    if reason.strip():
        _note(actor, plea, reason)
    record(actor, "move_request_stage", plea, details={"from": old, "to": str(plea.stage)})
    return plea


@action
def decline(actor: Actor, plea_id: UUID, *, reason: str, text: str, referral: str = "") -> Plea:
    """Decline a request: the person reads `text`, and `referral` says where else to turn.

    `reason` is a code of `codes.DeclineReason`. Raises Refused, Http404.
    """
    plea = access.plea_for_change(actor, plea_id)
    stages.check_open(plea.stage)
    if reason not in set(DeclineReason):
        raise Refused("no_reason", _("Choose one of the reasons."))
    old = plea.stage
    _move(plea, Stage.DECLINED)
    plea.decline_reason = reason
    whole = "\n\n".join(part.strip() for part in (text, referral) if part.strip())
    message = _send(actor, plea, MessageKind.DECLINE, whole)
    record(
        actor,
        "decline",
        plea,
        details={"from": old, "reason": reason, "message": message.number},
    )
    return plea


@action
def refer_out(actor: Actor, plea_id: UUID, *, text: str) -> Plea:
    """Refer a request to others: the person reads to whom and how. Raises Refused, Http404."""
    plea = access.plea_for_change(actor, plea_id)
    stages.check_open(plea.stage)
    old = plea.stage
    _move(plea, Stage.REFERRED_OUT)
    message = _send(actor, plea, MessageKind.REFERRAL, text)
    record(actor, "refer_out", plea, details={"from": old, "message": message.number})
    return plea


@action
def accept(
    actor: Actor,
    plea_id: UUID,
    *,
    people: int = 1,
    answers: Mapping[str, str | list[str]] | None = None,
    persons: Sequence[Identity] = (),
    text: str = "",
) -> "Case":
    """Accept a request: a case is opened with what the person wrote, and how to reach them.

    The danger is assessed from `answers`, or else from what the person said about "when". `text`,
    where given, is sent to the person. Raises Refused, Http404.
    """
    plea = access.plea_for_change(actor, plea_id)
    stages.check_acceptable(plea.stage, plea.vetting)
    content = open_sealed(actor, plea, "content", PleaContent)
    if content is None or isinstance(content, Sealed):
        raise Refused(
            "no_key", _("You need the key of intake to accept a request. Ask a coordinator for it.")
        )
    when = codes.WHEN_OF_URGENCY[codes.Urgency(plea.urgency)]
    given: dict[str, str | list[str]] = {"when": when, **dict(answers or {})}
    case = open_case(
        actor,
        people=people,
        summary=_summary_of(content),
        language=plea.language,
        answers=given,
        persons=persons,
    )
    for step in INHERITED.get(plea.vetting, ()):
        move_vetting(actor, case.id, to=step, reason=_now("Checked on the request."))
    old = plea.stage
    _move(plea, Stage.ACCEPTED)
    # The case stands for the answer; what the person writes from now on waits again.
    plea.case_id, plea.waits_since = case.id, None
    plea.save(update_fields=("stage", "stage_since", "case", "waits_since"))
    if text.strip():
        _send(actor, plea, MessageKind.ACCEPTANCE, text)
    record(actor, "accept", plea, case=case.id, details={"from": old, "people": people})
    case.refresh_from_db()
    return case


def _summary_of(content: PleaContent) -> CaseSummary:
    """What a case begins with: the person's words, how to reach them, what never to do."""
    where = str(codes.WHERE_FOR_MEMBERS.get(content.where, ""))
    place = " · ".join(part for part in (where, content.where_words) if part)
    way = str(codes.CHANNELS_FOR_MEMBERS.get(content.channel, ""))
    never = "\n".join(str(codes.NEVER_FOR_MEMBERS[one]) for one in content.never)
    return CaseSummary(
        text=f"{content.text}\n\n{place}".strip(),
        contact="\n".join(part for part in (way, content.reach) if part),
        never_do=never,
    )


def _move(plea: Plea, to: Stage) -> None:
    plea.stage, plea.stage_since = to, today()
