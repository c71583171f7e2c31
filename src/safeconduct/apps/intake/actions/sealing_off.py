"""The requests of a case follow it when it is sealed off: words, thread, notes, files."""

from uuid import UUID

from safeconduct.apps.audit.action import action, record
from safeconduct.apps.cases.access import case_for_change
from safeconduct.apps.intake.models import Message, Plea, PleaFile, RequestNote, Screening
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.moving import move_to


@action
def seal_off_requests(actor: Actor, case_id: UUID) -> int:
    """Seal everything of this case's requests to the case's own compartment.

    Afterwards whoever holds only `intake` finds no such request. What the person reads in the
    mailbox stays as it is. Returns how many requests. Raises Refused without the key of what is
    there now, Http404.
    """
    case = case_for_change(actor, case_id)
    pleas = list(Plea.objects.select_for_update().filter(case=case))
    for plea in pleas:
        rows = [
            plea,
            *Message.objects.filter(plea=plea),
            *RequestNote.objects.filter(plea=plea),
            *Screening.objects.filter(plea=plea),
            *(file.blob for file in PleaFile.objects.filter(plea=plea).select_related("blob")),
        ]
        for row in rows:
            move_to(actor, row, case.compartment_id)
    record(actor, "seal_off_requests", case, case=case.id, details={"requests": len(pleas)})
    return len(pleas)
