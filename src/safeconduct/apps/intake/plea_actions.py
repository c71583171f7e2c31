"""What a person does on the public face. Seals and keeps; opens nothing.

Everything is done by code and by key, never by session: asking twice with the same code makes one
row, sending a message twice keeps one, and whoever withdraws is forgotten. The public process
imports this module, so nothing here may reach what opens.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, Who, action, record
from safeconduct.apps.audit.clock import this_hour, today
from safeconduct.apps.cases.stages import Vetting
from safeconduct.apps.intake.codes import MessageKind, Stage, Urgency
from safeconduct.apps.intake.models import Message, Plea, PleaFile, RequestNote, Screening
from safeconduct.apps.intake.plea_mailbox import MailboxKeys, spent_digest
from safeconduct.apps.intake.records import MessageText, PleaContent
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.roles import Standing
from safeconduct.apps.vault import blobs
from safeconduct.apps.vault.sealing import erase, seal

GONE = Refused("gone", _("Everything was withdrawn. Nothing can be added any more."))


@action
def ask(
    actor: Who,
    keys: MailboxKeys,
    *,
    content: PleaContent,
    urgency: str,
    language: str,
    files: Sequence[UUID] = (),
) -> Plea:
    """Keep a request for help, sealed to the intake compartment, with its waiting files.

    `keys` are derived from the return code beforehand, because that takes 20 ms. Raises Refused
    with code "taken" when the lookup digits belong to somebody already: look at whose they are.
    """
    if Plea.objects.filter(lookup_digest=keys.lookup_digest).exists():
        raise Refused("taken", _("Please send it once more."))
    hour = this_hour()
    plea = Plea(
        compartment=team.compartment(Standing.INTAKE),
        lookup_digest=keys.lookup_digest,
        mailbox_salt=keys.salt,
        mailbox_public=keys.public,
        urgency=urgency,
        language=language,
        arrived=hour,
        waits_since=hour,
        stage_since=today(),
    )
    seal(plea, "content", content)
    plea.save(force_insert=True)
    attached = _attach_waiting(plea, None, files)
    # Not the urgency: it is blanked when the person withdraws, and the chain forgets nothing.
    record(actor, "ask", plea, details={"files": attached})
    return plea


@action
def hold_file(actor: Who, file: blobs.SealedFile) -> UUID:
    """Keep the key of a file that has just arrived, until its form is sent. Returns its id."""
    blob = blobs.keep(file, team.compartment(Standing.INTAKE).id, kept=False)
    record(actor, "hold_file", blob)
    return blob.id


@action
def drop_file(actor: Who, blob: UUID) -> None:
    """Destroy a file that waited for its form: the person thought better of it."""
    for found in blobs.waiting([blob]):
        blobs.destroy(found)
    record(actor, "drop_file")


@action
def read_answers(actor: Who, plea_id: UUID) -> int:
    """Note the hour in which the person read the answers. Returns how many were new."""
    plea = Plea.objects.select_for_update().get(pk=plea_id)
    unread = Message.objects.filter(plea=plea, read_at__isnull=True)
    count = unread.exclude(kind=MessageKind.THEIRS).update(read_at=this_hour())
    record(actor, "read_answers", plea, details={"new": count})
    return count


@action
def write_more(
    actor: Who, plea_id: UUID, *, message_id: UUID, text: str, files: Sequence[UUID] = ()
) -> Message:
    """Keep another message of the person; the same `message_id` a second time changes nothing.

    Raises Refused with code "gone" after withdrawal.
    """
    plea = Plea.objects.select_for_update().get(pk=plea_id)
    before = Message.objects.filter(pk=message_id, plea=plea).first()
    if before is not None:
        record(actor, "write_more", before, details={"again": True})
        return before
    if plea.stage == Stage.WITHDRAWN:
        raise GONE
    message = Message(
        id=message_id,
        plea=plea,
        compartment_id=plea.compartment_id,
        number=_next_number(plea),
        kind=MessageKind.THEIRS,
        at=this_hour(),
    )
    seal(message, "text", MessageText(text))
    message.save(force_insert=True)
    attached = _attach_waiting(plea, message, files)
    if plea.waits_since is None:
        plea.waits_since = this_hour()
        plea.save(update_fields=("waits_since",))
    record(actor, "write_more", message, details={"files": attached})
    return message


@action
def withdraw(actor: Who, plea_id: UUID, *, digits: str) -> None:
    """Erase what the person sent and what was answered; the row keeps its stage and dates.

    Words that search could find, files and their keys, and what members noted go too; only about
    a request held as a possible infiltration do members keep their notes. The code opens nothing
    afterwards. What a case has copied stays with the case.
    """
    plea = Plea.objects.select_for_update().get(pk=plea_id)
    if plea.stage == Stage.WITHDRAWN:
        record(actor, "withdraw", plea, details={"again": True})
        return
    for file in PleaFile.objects.filter(plea=plea).select_related("blob"):
        file.delete()
        blobs.destroy(file.blob)
    for message in Message.objects.filter(plea=plea):
        erase(message, "text")
        message.answer = None
        message.save(update_fields=("text", "text_version", "answer"))
    if plea.vetting != Vetting.HOLD_INFILTRATION:
        for note in RequestNote.objects.filter(plea=plea):
            erase(note, "text")
            note.save(update_fields=("text", "text_version"))
        for screened in Screening.objects.filter(plea=plea):
            erase(screened, "note")
            screened.save(update_fields=("note", "note_version"))
    erase(plea, "content")
    plea.urgency, plea.language = Urgency.UNCLEAR, ""
    plea.lookup_digest = spent_digest(team.workspace().id, digits)
    plea.mailbox_salt = plea.mailbox_public = b""
    plea.stage, plea.stage_since = Stage.WITHDRAWN, today()
    plea.withdrawn_on, plea.waits_since = today(), None
    plea.save()
    record(actor, "withdraw", plea)


def _next_number(plea: Plea) -> int:
    """The place of the next message; the plea's row must be locked."""
    last: int | None = Message.objects.filter(plea=plea).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _attach_waiting(plea: Plea, message: Message | None, files: Sequence[UUID]) -> int:
    """Tie files that waited for their form to a plea. Returns how many.

    Raises Refused with code "file_gone" when one of them waited for too long and was swept.
    """
    found = blobs.waiting(files) if files else []
    if len(found) < len(set(files)):
        raise Refused("file_gone", _("A file waited for too long and is gone. Choose it again."))
    for blob in found:
        blobs.attach(blob)
        PleaFile.objects.create(plea=plea, message=message, blob=blob)
    return len(found)
