"""Tasks, notes and files of a case, opened for their pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.models import Case, Note
from safeconduct.apps.cases.records import FileNote, NoteText, TaskText
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault import reading
from safeconduct.apps.vault.opening import Sealed, open_sealed
from safeconduct.apps.vault.records import FileKey

NOTES_PER_PAGE = 20


@dataclass(frozen=True)
class TaskLine:
    """A task on its page."""

    id: UUID
    text: TaskText | Sealed | None
    due_on: date
    late_days: int
    owner: str
    set_by: str
    done_on: date | None
    done_by: str


@dataclass(frozen=True)
class TasksPage:
    """What is to do, the earliest first, and what was done, the newest first."""

    to_do: list[TaskLine]
    done: list[TaskLine]


@dataclass(frozen=True)
class NoteLine:
    """A note."""

    id: UUID
    text: NoteText | Sealed | None
    written_on: date
    written_by: str


@dataclass(frozen=True)
class FileLine:
    """A file: what it is called is sealed with its key."""

    id: UUID
    blob: UUID
    key: FileKey | Sealed | None
    about: FileNote | Sealed | None
    padded_bytes: int
    attached_on: date
    attached_by: str


@dataclass(frozen=True)
class NotesPage:
    """A page of notes, newest first, and all files."""

    notes: list[NoteLine]
    page: Page[Any]
    files: list[FileLine]


def tasks_page(actor: Actor, case: Case) -> TasksPage:
    """All tasks that are open and the last fifty that are done."""
    day = today()
    rows = case.tasks.select_related("owner", "set_by", "done_by")

    def line(task: Any) -> TaskLine:
        return TaskLine(
            task.id,
            open_sealed(actor, task, "text", TaskText),
            task.due_on,
            (day - task.due_on).days,
            task.owner.name if task.owner else "",
            task.set_by.name,
            task.done_on,
            task.done_by.name if task.done_by else "",
        )

    return TasksPage(
        [line(task) for task in rows.filter(done_on__isnull=True).order_by("due_on", "id")],
        [line(task) for task in rows.filter(done_on__isnull=False).order_by("-done_on", "id")[:50]],
    )


def notes_page(actor: Actor, case: Case, number: str | None) -> NotesPage:
    """Page `number` of the notes (the first for anything that is no number) and the files."""
    rows = Note.objects.filter(case=case).select_related("written_by")
    page = Paginator(rows.order_by("-written_on", "-id"), NOTES_PER_PAGE).get_page(number)
    notes = [
        NoteLine(
            note.id,
            open_sealed(actor, note, "text", NoteText),
            note.written_on,
            note.written_by.name,
        )
        for note in page.object_list
    ]
    files = [
        FileLine(
            file.id,
            file.blob_id,
            reading.file_key(actor, file.blob),
            open_sealed(actor, file, "about", FileNote),
            file.blob.padded_bytes,
            file.attached_on,
            file.attached_by.name,
        )
        for file in case.files.select_related("blob", "attached_by").order_by("-attached_on", "id")
    ]
    return NotesPage(sorted(notes, key=_moment, reverse=True), page, files)


def _moment(note: NoteLine) -> tuple[date, str]:
    """Notes of one day in the order they were written, where that can be read."""
    at = note.text.at.isoformat() if isinstance(note.text, NoteText) else ""
    return note.written_on, at
