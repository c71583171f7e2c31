"""Writing to the person, and noting among members."""

from uuid import UUID

import msgspec
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import now, this_hour, today
from safeconduct.apps.intake import access, stages
from safeconduct.apps.intake.codes import MessageKind, Stage
from safeconduct.apps.intake.models import Message, Plea, RequestNote
from safeconduct.apps.intake.records import MessageText, RequestNoteText
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal
from safeconduct.seal.mailbox import seal_answer

LONGEST_TEXT = 20_000


@action
def answer(actor: Actor, plea_id: UUID, text: str) -> Message:
    """Write to the person, who reads it with the return code. Raises Refused, Http404."""
    plea = access.plea_for_change(actor, plea_id)
    message = _send(actor, plea, MessageKind.ANSWER, text)
    record(actor, "answer", plea, case=plea.case_id, details={"message": message.number})
    return message


@action
def ask_back(actor: Actor, plea_id: UUID, text: str, *, to: str = "") -> Message:
    """Ask the person something; the request moves to stage `to`, or to screening when it is new.

    Raises Refused, Http404.
    """
    plea = access.plea_for_change(actor, plea_id)
    old = plea.stage
    if to and to != old:
        plea.stage = stages.check_move(old, to)
    elif old == Stage.REQUESTED:
        plea.stage = Stage.SCREENING
    if plea.stage != old:
        plea.stage_since = today()
    message = _send(actor, plea, MessageKind.QUESTION, text)
    record(
        actor,
        "ask_back",
        plea,
        case=plea.case_id,
        details={"message": message.number, "from": old, "to": str(plea.stage)},
    )
    return message


@action
def note_on_request(actor: Actor, plea_id: UUID, text: str) -> RequestNote:
    """Note something on a request, for members only. Raises Refused, Http404."""
    plea = access.plea_for_change(actor, plea_id)
    note = _note(actor, plea, text)
    record(actor, "note_on_request", note, case=plea.case_id)
    return note


def _send(actor: Actor, plea: Plea, kind: MessageKind, text: str) -> Message:
    """Seal one message twice, for members and for the mailbox; the plea no longer waits."""
    if plea.stage == Stage.WITHDRAWN:
        raise Refused("withdrawn", _("The person has withdrawn everything and cannot be reached."))
    text = _checked(text)
    last: int | None = Message.objects.filter(plea=plea).aggregate(last=Max("number"))["last"]
    message = Message(
        plea=plea,
        compartment_id=plea.compartment_id,
        number=(last or 0) + 1,
        kind=kind,
        by_id=actor.member.pk,
        at=this_hour(),
    )
    seal(message, "text", MessageText(text), actor)
    message.answer = seal_answer(
        bytes(plea.mailbox_public),
        actor.workspace_id(),
        plea.id,
        message.id,
        msgspec.msgpack.encode(MessageText(text)),
    )
    message.save(force_insert=True)
    plea.waits_since = None
    plea.save(update_fields=("stage", "stage_since", "waits_since", "decline_reason"))
    return message


def _note(actor: Actor, plea: Plea, text: str) -> RequestNote:
    """Seal a note on a request."""
    note = RequestNote(
        plea=plea,
        compartment_id=plea.compartment_id,
        by_id=actor.member.pk,
        at=now().replace(second=0, microsecond=0),
    )
    seal(note, "text", RequestNoteText(_checked(text)), actor)
    note.save(force_insert=True)
    return note


def _checked(text: str) -> str:
    """The text without blanks around it. Raises Refused when it is empty or too long."""
    text = text.strip()
    if not text:
        raise Refused("empty", _("Write a few words."))
    if len(text) > LONGEST_TEXT:
        raise Refused("too_long", _("This is too long. Send it in two messages."))
    return text
