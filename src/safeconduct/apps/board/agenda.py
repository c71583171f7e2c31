"""What asks for something to be done: alarms, what is due, what waits for a second person.

Rows of other apps become rows of the Board, for the cases a member may see; all others are left
out without a word. What is the member's own comes first. Reads no table and no clock.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from safeconduct.apps.board.rows import (
    AgainRow,
    AlarmRow,
    DueRow,
    EndingRow,
    MoveRow,
    StepRow,
    UrgencyRow,
)
from safeconduct.apps.board.sight import Sight
from safeconduct.apps.cases.overview_queries import TasksDue
from safeconduct.apps.cases.queries import PaperDue, Silence
from safeconduct.apps.cases.queries import Waiting as WaitingCase
from safeconduct.apps.cases.stages import IN_DANGER
from safeconduct.apps.intake.overview_queries import HalfCleared
from safeconduct.apps.intake.overview_queries import Waiting as WaitingRequests
from safeconduct.apps.intake.queries import short
from safeconduct.apps.relocation.queries import RunningOut
from safeconduct.apps.shelter.queries import Hidden
from safeconduct.apps.shelter.queries import Waiting as WaitingShelter
from safeconduct.apps.team.actor import Actor

Names = Mapping[str, str]


def name(names: Names, member: UUID | None) -> str:
    """A member's name, or nothing."""
    return names.get(str(member), "") if member else ""


def alarms(sight: Sight, silences: Iterable[Silence], moment: datetime) -> list[AlarmRow]:
    """Silences and words for danger: my own first, then words, then the longest silence."""
    rows = [
        AlarmRow(
            case=sight.marks[one.case],
            since=one.due_at,
            minutes=max(0, int((moment - one.due_at).total_seconds()) // 60),
            called=one.called,
            mine=one.mine,
            by_words=one.by_words,
        )
        for one in silences
        if one.case in sight.marks
    ]
    return sorted(rows, key=lambda row: (not row.mine, not row.by_words, row.since))


def moves(sight: Sight, rows: Iterable[Hidden]) -> list[MoveRow]:
    """People who must move tonight, most people first."""
    return [
        MoveRow(sight.marks[row.case], row.flat, row.cover_name, row.people)
        for row in rows
        if row.case in sight.marks
    ]


def due(
    actor: Actor,
    sight: Sight,
    tasks: Iterable[TasksDue],
    ending: Iterable[RunningOut],
    names: Names,
    on: date,
) -> list[DueRow]:
    """Tasks by case and owner, holds and filings whose day has come; mine first, then by day."""
    me = actor.member.id
    rows = [
        DueRow(
            case=sight.marks[task.case],
            kind="task",
            count=task.count,
            day=task.since,
            on=on,
            mine=task.owner == me,
            owner=name(names, task.owner),
        )
        for task in tasks
        if task.case in sight.marks
    ]
    for row in ending:
        if row.case in sight.marks and row.kind in {"hold", "filing"} and row.by <= on:
            owner = sight.cases[row.case].owner
            mark = sight.marks[row.case]
            rows.append(
                DueRow(mark, row.kind, 1, row.by, on, owner == me, name(names, owner)),
            )
    return sorted(rows, key=lambda one: (not one.mine, one.day, -one.case.weight, one.case.code))


def again(actor: Actor, sight: Sight, names: Names, on: date) -> list[AgainRow]:
    """Cases in danger whose assessment is due; mine first, then the longest overdue."""
    rows = [
        AgainRow(
            sight.marks[case.id],
            case.look_again_on,
            on,
            case.owner == actor.member.id,
            name(names, case.owner),
        )
        for case in sight.cases.values()
        if case.look_again_on is not None and case.look_again_on <= on and case.stage in IN_DANGER
    ]
    return sorted(rows, key=lambda one: (not one.mine, one.day, -one.case.weight, one.case.code))


def endings(
    sight: Sight, papers: Iterable[PaperDue], ending: Iterable[RunningOut], on: date
) -> list[EndingRow]:
    """Papers, visas and consents that run out, and holds that soon do; the first to end first."""
    month = on.replace(day=1)
    since: dict[UUID, date] = {}
    count: dict[UUID, int] = {}
    for paper in papers:
        if paper.case in sight.marks:
            since[paper.case] = min(paper.month, since.get(paper.case, paper.month))
            count[paper.case] = paper.papers + count.get(paper.case, 0)
    rows = [
        EndingRow(sight.marks[case], "papers", count[case], by, True, by < month, on)
        for case, by in since.items()
    ]
    rows += [
        EndingRow(sight.marks[row.case], row.kind, 1, row.by, row.whole_month, row.late, on)
        for row in ending
        if row.case in sight.marks and (row.kind not in {"hold", "filing"} or row.by > on)
    ]
    return sorted(rows, key=lambda one: (one.by, -one.case.weight, one.case.code, one.kind))


def requests(rows: Iterable[WaitingRequests], moment: datetime) -> list[UrgencyRow]:
    """Undecided requests by urgency, with the minutes that the oldest has waited."""
    return [
        UrgencyRow(
            row.urgency,
            row.count,
            row.oldest,
            int((moment - row.oldest).total_seconds()) // 60 if row.oldest else 0,
            row.unanswered,
        )
        for row in rows
    ]


def steps(
    actor: Actor,
    sight: Sight,
    cases: Iterable[WaitingCase],
    shelter: Iterable[WaitingShelter],
    pleas: Iterable[HalfCleared],
    names: Names,
    on: date,
) -> list[StepRow]:
    """What this member can do as the second person: nothing they began themselves."""
    me = actor.member.id
    found: list[StepRow] = []

    def wait(
        kind: str,
        by: UUID | None,
        since: date,
        case: UUID | None,
        plea: UUID | None = None,
        flat: str = "",
    ) -> None:
        mark = sight.marks.get(case) if case else None
        found.append(
            StepRow(
                kind,
                mark,
                plea,
                short(plea) if plea else "",
                name(names, by),
                since,
                (on - since).days,
                flat,
            )
        )

    if actor.may("triage"):
        for half in pleas:
            if half.first != me:
                wait("request", half.first, half.arrived.date(), None, half.plea)
    if actor.may("work_cases"):
        for one in cases:
            if not one.mine and one.case in sight.marks:
                wait(one.what, None, one.since, one.case)
    able = {
        "release": actor.may("release_address"),
        "telling": actor.may("keep_flats"),
        "emergency": actor.may("keep_flats"),
    }
    for row in shelter:
        second = row.kind == "telling" or row.by != me
        if second and able[row.kind] and row.case in sight.marks:
            wait(row.kind, row.by, row.since, row.case, flat=row.cover_name)
    return sorted(found, key=lambda one: (one.kind != "emergency", one.since))
