"""One request, whole: its words, thread, files, notes, links, checks, history.

What the member may not open comes as `Sealed`, and everything else is there all the same.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.cases import access as cases
from safeconduct.apps.intake import access, codes, screening
from safeconduct.apps.intake.codes import LinkKind, MessageKind
from safeconduct.apps.intake.models import Link, Message, Plea, PleaFile, RequestNote, Screening
from safeconduct.apps.intake.queries import RequestRow, filtered, opened, row_of, short
from safeconduct.apps.intake.records import (
    MessageText,
    PleaContent,
    RequestNoteText,
    ScreeningNote,
)
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault import reading
from safeconduct.apps.vault.opening import Sealed
from safeconduct.apps.vault.records import FileKey


@dataclass(frozen=True)
class Written:
    """One message of the thread. `text` is Sealed without the key, None when erased.

    `only_theirs`: sealed to the person's mailbox and to no member (`unseen_answers`).
    """

    number: int
    kind: str
    kind_name: str
    theirs: bool
    by: str
    at: datetime
    read_at: datetime | None
    text: MessageText | Sealed | None
    only_theirs: bool
    files: tuple["FileRow", ...]


@dataclass(frozen=True)
class FileRow:
    """A file the person sent; `key` has its name and length, or is Sealed."""

    blob: UUID
    message: UUID | None
    key: FileKey | Sealed | None


@dataclass(frozen=True)
class NoteRow:
    """A member's note."""

    by: str
    at: datetime
    text: RequestNoteText | Sealed | None


@dataclass(frozen=True)
class LinkRow:
    """A link, seen from one of its two requests."""

    id: UUID
    kind: str
    kind_name: str
    points_here: bool
    other: UUID
    other_short: str
    made_by: str
    made_on: date
    undone_by: str
    undone_on: date | None


@dataclass(frozen=True)
class PointRow:
    """One point of the screening checklist with its answer, if it has one."""

    code: str
    question: str
    answer: str
    answer_name: str
    warns: bool
    by: str
    on: date | None
    note: ScreeningNote | Sealed | None


@dataclass(frozen=True)
class Step:
    """One thing that happened to a request; `by` is empty for the person."""

    at: datetime
    verb: str
    by: str


@dataclass(frozen=True)
class CaseLink:
    """The case a request became; without `code` when it is not the member's."""

    id: UUID
    code: str


@dataclass(frozen=True)
class Request:
    """One request, whole, as its page shows it."""

    row: RequestRow
    content: PleaContent | Sealed | None
    where: str
    channel: str
    never: tuple[str, ...]
    messages: tuple[Written, ...]
    files: tuple[FileRow, ...]
    notes: tuple[NoteRow, ...]
    links: tuple[LinkRow, ...]
    points: tuple[PointRow, ...]
    warnings: int
    first_clearer: str
    decline_reason: str
    withdrawn_on: date | None
    case: CaseLink | None
    history: tuple[Step, ...]


def see(actor: Actor, plea_id: UUID, today: date) -> Request:
    """One request with everything the member may open. Raises Http404."""
    access.plea_for(actor, plea_id)
    plea = filtered(actor, show="").get(pk=plea_id)
    names = team.names()
    content = opened(actor, plea, "content", PleaContent, plea.compartment_id)
    said = content if isinstance(content, PleaContent) else None
    files = files_of(actor, plea)
    points = points_of(actor, plea, names)
    return Request(
        row=row_of(actor, plea, today),
        content=content,
        where=str(codes.WHERE_FOR_MEMBERS.get(said.where, "")) if said else "",
        channel=str(codes.CHANNELS_FOR_MEMBERS.get(said.channel, "")) if said else "",
        never=tuple(str(codes.NEVER_FOR_MEMBERS[one]) for one in said.never) if said else (),
        messages=tuple(messages_of(actor, plea, names, files)),
        files=tuple(file for file in files if file.message is None),
        notes=tuple(notes_of(actor, plea, names)),
        links=tuple(links_of(plea, names)),
        points=points,
        warnings=sum(point.warns for point in points),
        first_clearer=names.get(str(plea.cleared_first_by_id), ""),
        decline_reason=str(codes.DECLINE_REASONS.get(plea.decline_reason, "")),
        withdrawn_on=plea.withdrawn_on,
        case=case_of(actor, plea),
        history=tuple(
            Step(event.at, event.verb, names.get(event.who, ""))
            for event in audit.of_row(Plea._meta.db_table, plea.id)
        ),
    )


def files_of(actor: Actor, plea: Plea) -> list[FileRow]:
    """Every file of a request, with its name for those who hold the key."""
    rows = PleaFile.objects.filter(plea=plea).select_related("blob").order_by("id")
    return [
        FileRow(
            file.blob_id,
            file.message_id,
            reading.file_key(actor, file.blob)
            if actor.holds(file.blob.compartment_id)
            else Sealed("intake"),
        )
        for file in rows
    ]


def messages_of(
    actor: Actor, plea: Plea, names: dict[str, str], files: list[FileRow]
) -> list[Written]:
    """The thread, oldest first."""
    return [
        Written(
            number=message.number,
            kind=message.kind,
            kind_name=str(codes.MESSAGE_KINDS[message.kind]),
            theirs=message.kind == MessageKind.THEIRS,
            by=names.get(str(message.by_id), ""),
            at=message.at,
            read_at=message.read_at,
            text=opened(actor, message, "text", MessageText, message.compartment_id),
            only_theirs=message.text is None and message.answer is not None,
            files=tuple(file for file in files if file.message == message.id),
        )
        for message in Message.objects.filter(plea=plea)
    ]


def notes_of(actor: Actor, plea: Plea, names: dict[str, str]) -> list[NoteRow]:
    """Members' notes, newest first."""
    return [
        NoteRow(
            names.get(str(note.by_id), ""),
            note.at,
            opened(actor, note, "text", RequestNoteText, note.compartment_id),
        )
        for note in RequestNote.objects.filter(plea=plea).order_by("-at", "id")
    ]


def links_of(plea: Plea, names: dict[str, str]) -> list[LinkRow]:
    """Links of a request, in either direction, undone ones too."""
    found = []
    for link in Link.objects.filter(Q(one=plea) | Q(other=plea)):
        here = link.other_id == plea.id
        other = link.one_id if here else link.other_id
        found.append(
            LinkRow(
                id=link.id,
                kind=link.kind,
                kind_name=str(codes.LINK_KINDS[link.kind]),
                points_here=here and link.kind == LinkKind.DUPLICATE_OF,
                other=other,
                other_short=short(other),
                made_by=names.get(str(link.made_by_id), ""),
                made_on=link.made_on,
                undone_by=names.get(str(link.undone_by_id), ""),
                undone_on=link.undone_on,
            )
        )
    return found


def points_of(actor: Actor, plea: Plea, names: dict[str, str]) -> tuple[PointRow, ...]:
    """The whole checklist in its order, answered or not."""
    given = {row.item: row for row in Screening.objects.filter(plea=plea)}
    points = []
    for item in screening.ITEMS:
        row = given.get(item.code)
        answer = row.answer if row else ""
        points.append(
            PointRow(
                code=item.code,
                question=str(item.question),
                answer=answer,
                answer_name=str(screening.ANSWERS.get(answer, "")),
                warns=screening.warns(item.code, answer),
                by=names.get(str(row.by_id), "") if row else "",
                on=row.on if row else None,
                note=opened(actor, row, "note", ScreeningNote, row.compartment_id) if row else None,
            )
        )
    return tuple(points)


def screened(actor: Actor, plea_id: UUID) -> dict[str, str]:
    """What a screening form begins with: answers so far, and notes the member may read."""
    plea = access.plea_for(actor, plea_id)
    initial = {}
    for point in points_of(actor, plea, {}):
        initial[point.code] = point.answer
        if isinstance(point.note, ScreeningNote):
            initial[f"{point.code}_note"] = point.note.text
    return initial


def case_of(actor: Actor, plea: Plea) -> CaseLink | None:
    """The case of a request; its code only for members who may work it."""
    if plea.case_id is None:
        return None
    if not actor.may("work_cases"):
        return CaseLink(plea.case_id, "")
    code = cases.cases_for(actor).filter(pk=plea.case_id).values_list("code", flat=True).first()
    return CaseLink(plea.case_id, code or "")
