"""The Board: what a member sees first, gathered in a fixed number of queries.

Codes, counts and dates; nothing sealed is opened. Totals count everybody. Lists name only cases
the member may see; of the sealed-off ones nothing is said but how many there are. A member who
works no cases (an auditor) gets every list as a count alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeconduct.apps.audit.clock import now
from safeconduct.apps.board import agenda
from safeconduct.apps.board.rows import (
    AgainRow,
    AlarmRow,
    DueRow,
    EndingRow,
    FlatRow,
    HiddenRow,
    KeyRow,
    Mark,
    MoveRow,
    Panel,
    PlaceRow,
    ReadyRow,
    StageRow,
    StepRow,
    UrgencyRow,
    WayRow,
    panel,
)
from safeconduct.apps.board.sight import Sight, sight_of
from safeconduct.apps.board.snapshot import Snapshot, snapshot
from safeconduct.apps.cases import queries as cases
from safeconduct.apps.cases.overview_queries import OpenCase, open_cases, tasks_due
from safeconduct.apps.cases.stages import Stage, Vetting
from safeconduct.apps.intake import overview_queries as intake
from safeconduct.apps.relocation import overview_queries as ways
from safeconduct.apps.relocation import queries as relocation
from safeconduct.apps.shelter import queries as shelter
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.reseal import waiting as waiting_to_reseal

__all__ = ["Board", "Snapshot", "board", "snapshot"]

#: How far ahead the Board looks for holds, visas and consents that end, in days.
AHEAD_DAYS = 14
#: No limit: the Board counts all and shows a few.
EVERY = 1_000_000
#: Vetting under which no place is offered.
HELD_BACK = frozenset({Vetting.HOLD_INCONSISTENT, Vetting.HOLD_INFILTRATION, Vetting.REJECTED})
#: The order in which the stages of people in danger are read.
STAGES = (
    Stage.COMPROMISED,
    Stage.LOST_CONTACT,
    Stage.ON_HOLD,
    Stage.ACCEPTED,
    Stage.SHELTERED,
    Stage.ROUTABLE,
    Stage.IN_PROCESS,
    Stage.DEPARTED,
)


@dataclass(frozen=True, slots=True)
class Board:
    """The state of the operation for one member on one day."""

    on: date
    names_cases: bool
    sealed_off: int
    stages: tuple[StageRow, ...]
    hidden_people: int
    days_hidden: tuple[int, ...]
    left_country: int
    beds: shelter.Beds
    flats: Panel[FlatRow]
    must_move: Panel[MoveRow]
    longest: Panel[HiddenRow]
    alarms: Panel[AlarmRow]
    my_alarms: int
    compromised: Panel[Mark]
    due: Panel[DueRow]
    due_count: int
    my_due: int
    late_due: int
    again: Panel[AgainRow]
    steps: Panel[StepRow]
    endings: Panel[EndingRow]
    places: Panel[PlaceRow]
    places_free: int
    ready: Panel[ReadyRow]
    ways: Panel[WayRow]
    keys: Panel[KeyRow]
    requests: tuple[UrgencyRow, ...]
    messages: int
    outcomes: tuple[tuple[str, str | None, int], ...]

    @property
    def in_danger(self) -> int:
        """People with a case who are not abroad yet."""
        return sum(row.total for row in self.stages)

    @property
    def waiting(self) -> int:
        """Requests that wait for a decision."""
        return sum(row.count for row in self.requests)


def board(actor: Actor, on: date) -> Board:
    """The Board of one member. Raises Http404 without see_board."""
    need(actor, "see_board")
    moment = now()
    opened = open_cases()
    sight = sight_of(actor, opened)
    names = team.names()
    hidden = shelter.hidden(on)
    ending = relocation.running_out(on, days=AHEAD_DAYS)
    works = actor.may("work_cases")
    flats = actor.may("see_beds")
    placing = actor.may("work_relocation")

    alarms = agenda.alarms(sight, cases.silences(actor), moment)
    due = agenda.due(actor, sight, tasks_due(on), ending, names, on)
    ready = _ready(sight, hidden, ways.holding(on), on)
    places = _places(relocation.open_places(on), ready, on)
    steps = agenda.steps(
        actor,
        sight,
        cases.waiting_for_second(actor),
        shelter.waiting(),
        intake.half_cleared(),
        names,
        on,
    )
    return Board(
        on=on,
        names_cases=works,
        sealed_off=sight.sealed_off,
        stages=_stages(opened),
        hidden_people=sum(row.people for row in hidden),
        days_hidden=tuple(row.days for row in hidden for _person in range(row.people)),
        left_country=cases.as_of(on).left_country,
        beds=shelter.beds(on),
        flats=panel(_flats(shelter.rooms(on)), shown=flats, most=6),
        must_move=panel(agenda.moves(sight, shelter.must_move(on)), shown=works and flats),
        longest=panel(_longest(sight, hidden), shown=works),
        alarms=panel(alarms, shown=works),
        my_alarms=sum(row.mine for row in alarms),
        compromised=panel(_compromised(sight), shown=works),
        due=panel(due, shown=works, most=10),
        due_count=sum(row.count for row in due),
        my_due=sum(row.count for row in due if row.mine),
        late_due=sum(row.count for row in due if row.is_late),
        again=panel(agenda.again(actor, sight, names, on), shown=works, most=6),
        steps=panel(steps),
        endings=panel(
            agenda.endings(sight, cases.papers_due(actor, most=EVERY), ending, on), shown=works
        ),
        places=panel(places, shown=placing, most=6),
        places_free=sum(row.free for row in places),
        ready=panel(ready, shown=works, most=6),
        ways=panel(_ways(on), shown=placing),
        keys=panel(_keys(actor)),
        requests=tuple(agenda.requests(intake.waiting_by_urgency(), moment)),
        messages=intake.messages_of_cases()[0],
        outcomes=tuple(intake.outcomes()),
    )


def _stages(opened: Iterable[OpenCase]) -> tuple[StageRow, ...]:
    """People by stage and band; stages that nobody is in are left out."""
    people: Counter[tuple[str, str]] = Counter()
    for case in opened:
        people[case.stage, case.band] += case.people
    rows = (
        StageRow(
            stage,
            emergency=people[stage, "emergency"],
            urgent=people[stage, "urgent"],
            normal=people[stage, "normal"],
            unassessed=people[stage, ""],
        )
        for stage in STAGES
    )
    return tuple(row for row in rows if row.total)


def _longest(sight: Sight, hidden: Iterable[shelter.Hidden]) -> list[HiddenRow]:
    """Cases in flats, the longest hidden first."""
    return [
        HiddenRow(sight.marks[row.case], row.since, row.days, row.flat, row.cover_name)
        for row in hidden
        if row.case in sight.marks
    ]


def _compromised(sight: Sight) -> list[Mark]:
    """Cases whose hunter may know where they are, the heaviest first."""
    found = [mark for mark in sight.marks.values() if mark.stage == Stage.COMPROMISED]
    return sorted(found, key=lambda mark: (-mark.weight, mark.code))


def _flats(rooms: Iterable[shelter.Room]) -> list[FlatRow]:
    """Open flats with their free beds, most free beds first."""
    return [
        FlatRow(room.flat.pk, room.flat.cover_name, room.flat.beds, max(room.free, 0))
        for room in rooms
    ]


def _ready(
    sight: Sight, hidden: Iterable[shelter.Hidden], placed: Collection[UUID], on: date
) -> list[ReadyRow]:
    """Cases that are ready to be placed and have no place: the heaviest, then longest hidden."""
    since = {row.case: row.since for row in hidden}
    found = []
    for case in sight.cases.values():
        ready = case.stage == Stage.ROUTABLE and case.vetting not in HELD_BACK
        if ready and case.id not in placed:
            day = since.get(case.id)
            days = (on - day).days if day else None
            found.append(ReadyRow(sight.marks[case.id], day, days))
    return sorted(found, key=lambda row: (-row.case.weight, -(row.days or 0), row.case.code))


def _places(
    offers: Iterable[relocation.OpenPlaces], ready: Iterable[ReadyRow], on: date
) -> list[PlaceRow]:
    """Open places, those that run out first at the top, with how many households would fit.

    By size alone: what else a place asks for is sealed, and judged where it is offered.
    """
    sizes = [row.case.people for row in ready]
    rows = [
        PlaceRow(
            offer.place,
            offer.cover_name,
            offer.way,
            offer.free,
            offer.valid_until,
            on,
            sum(size <= offer.free for size in sizes),
        )
        for offer in offers
    ]
    return sorted(rows, key=lambda row: (row.until or date.max, row.cover_name, row.way))


def _ways(on: date) -> list[WayRow]:
    """Suspended ways in, the longest suspended first."""
    return [
        WayRow(
            row.cover_name,
            row.way,
            row.since,
            (on - row.since).days,
            row.applications,
            row.people,
        )
        for row in ways.suspended_ways()
    ]


def _keys(actor: Actor) -> list[KeyRow]:
    """Compartments to be sealed anew by this member; of others' nothing is said."""
    return [KeyRow(code) for pk, code in waiting_to_reseal() if actor.holds(pk)]
