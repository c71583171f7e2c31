"""Needs, tasks, notes and files: the daily work on a case."""

from datetime import date
from uuid import UUID

import msgspec
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases import access, policies
from safeconduct.apps.cases.models import CaseFile, Need, Note, Task
from safeconduct.apps.cases.records import FileNote, NeedText, NoteText, TaskText
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault import blobs
from safeconduct.apps.vault.opening import must_open
from safeconduct.apps.vault.sealing import seal


@action
def raise_need(actor: Actor, case_id: UUID, *, text: str) -> Need:
    """Write down something people need."""
    case = access.case_for_change(actor, case_id)
    policies.check_open(case)
    need = Need(
        case=case,
        compartment_id=case.compartment_id,
        raised_on=today(),
        raised_by_id=actor.member.pk,
    )
    seal(need, "text", NeedText(policies.check_text(text)), actor)
    need.save(force_insert=True)
    record(actor, "raise_need", need, case=case.id)
    return need


@action
def meet_need(actor: Actor, need_id: UUID, *, how: str = "") -> Need:
    """Write down that a need was met, and how."""
    case, need = access.part_for_change(actor, Need, need_id)
    if need.met_on is not None:
        raise Refused("met_already", _("This need has been met already."))
    need.met_on, need.met_by_id = today(), actor.member.pk
    if how.strip():
        text = must_open(actor, need, "text", NeedText)
        seal(need, "text", msgspec.structs.replace(text, met=policies.check_text(how)), actor)
    need.save()
    record(actor, "meet_need", need, case=case.id)
    return need


@action
def add_task(
    actor: Actor, case_id: UUID, *, text: str, due_on: date, owner: UUID | None = None
) -> Task:
    """Add something to do by a day, for a member who can open the case or for nobody yet."""
    case = access.case_for_change(actor, case_id)
    policies.check_open(case)
    task = Task(
        case=case,
        compartment_id=case.compartment_id,
        due_on=due_on,
        owner_id=policies.check_worker(case, owner) if owner else None,
        set_on=today(),
        set_by_id=actor.member.pk,
    )
    seal(task, "text", TaskText(policies.check_text(text)), actor)
    task.save(force_insert=True)
    record(actor, "add_task", task, case=case.id, details={"due_on": due_on.isoformat()})
    return task


@action
def change_task(actor: Actor, task_id: UUID, *, due_on: date, owner: UUID | None) -> Task:
    """Move a task to another day, or give it to another member."""
    case, task = access.part_for_change(actor, Task, task_id)
    if task.done_on is not None:
        raise Refused("done_already", _("This task is done. Add a new one instead."))
    task.due_on = due_on
    task.owner_id = policies.check_worker(case, owner) if owner else None
    task.save(update_fields=("due_on", "owner"))
    record(actor, "change_task", task, case=case.id, details={"due_on": due_on.isoformat()})
    return task


@action
def finish_task(actor: Actor, task_id: UUID) -> Task:
    """Write down that a task is done."""
    case, task = access.part_for_change(actor, Task, task_id)
    if task.done_on is not None:
        raise Refused("done_already", _("This task was done already."))
    task.done_on, task.done_by_id = today(), actor.member.pk
    task.save(update_fields=("done_on", "done_by"))
    record(actor, "finish_task", task, case=case.id)
    return task


@action
def write_note(actor: Actor, case_id: UUID, *, text: str) -> Note:
    """Write a note. Notes are never changed; a later one puts right an earlier one."""
    case = access.case_for_change(actor, case_id)
    note = Note(
        case=case,
        compartment_id=case.compartment_id,
        written_on=today(),
        written_by_id=actor.member.pk,
    )
    seal(note, "text", NoteText(policies.check_text(text), now()), actor)
    note.save(force_insert=True)
    record(actor, "write_note", note, case=case.id)
    return note


@action
def attach_file(
    actor: Actor, case_id: UUID, *, file: blobs.SealedFile, about: str = ""
) -> CaseFile:
    """Keep a file that arrived sealed, with a word on what it is."""
    case = access.case_for_change(actor, case_id)
    blob = blobs.keep(file, case.compartment_id, case=case.id, actor=actor)
    kept = CaseFile(
        case=case,
        compartment_id=case.compartment_id,
        blob_id=blob.pk,
        attached_on=today(),
        attached_by_id=actor.member.pk,
    )
    if about.strip():
        seal(kept, "about", FileNote(policies.check_text(about)), actor)
    kept.save(force_insert=True)
    record(actor, "attach_file", kept, case=case.id)
    return kept
