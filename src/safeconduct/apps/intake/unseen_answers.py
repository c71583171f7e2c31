"""Answers that only the person can read: sealed to their mailbox, with no copy for members.

For what not even those who read requests may know, such as the address of a flat. Refuses
requests that belong to no case the actor works, and mailboxes that were given up.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import this_hour
from safeconduct.apps.cases import access as cases
from safeconduct.apps.intake.codes import MessageKind
from safeconduct.apps.intake.models import Message, Plea
from safeconduct.apps.intake.records import MessageText
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.seal.mailbox import seal_answer


@dataclass(frozen=True)
class Mailbox:
    """A request through which people of a case can be reached; its arrival, to the day."""

    plea: UUID
    arrived_on: date
    language: str


def mailboxes(case_id: UUID) -> list[Mailbox]:
    """Mailboxes of a case that were not given up, the newest first."""
    rows = Plea.objects.filter(case=case_id, withdrawn_on__isnull=True).order_by("-arrived")
    return [
        Mailbox(pk, arrived.date(), language)
        for pk, arrived, language in rows.values_list("pk", "arrived", "language")
    ]


@action
def answer_unseen(actor: Actor, plea_id: UUID, text: str) -> Message:
    """Seal `text` to the person's mailbox and to nobody else. Raises Refused, Http404."""
    need(actor, "keep_flats")
    plea = Plea.objects.select_for_update().filter(pk=plea_id).first()
    if plea is None or plea.case_id is None:
        raise Http404
    cases.case_for(actor, plea.case_id)
    if plea.withdrawn_on is not None:
        raise Refused(
            "gone", _("They have withdrawn everything; this mailbox cannot be reached any more.")
        )
    last = Message.objects.filter(plea=plea).aggregate(last=Max("number"))["last"] or 0
    message = Message(
        plea=plea,
        number=last + 1,
        kind=MessageKind.ANSWER,
        by_id=actor.member.pk,
        at=this_hour(),
        compartment_id=plea.compartment_id,
    )
    message.answer = seal_answer(
        bytes(plea.mailbox_public),
        actor.workspace_id(),
        plea.pk,
        message.pk,
        msgspec.msgpack.encode(MessageText(text)),
    )
    message.save(force_insert=True)
    record(actor, "answer_unseen", message, case=plea.case_id)
    return message
