"""Which cases the Board may name to a member, and what it says of the others: how many.

A case under a standing compartment may be named to whoever works cases; a case that was sealed
off, only to holders of its own compartment. Totals count everybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from safeconduct.apps.board.rows import Mark
from safeconduct.apps.cases.overview_queries import OpenCase
from safeconduct.apps.team.actor import Actor


@dataclass(frozen=True)
class Sight:
    """The open cases as one member may see them."""

    cases: Mapping[UUID, OpenCase]
    marks: Mapping[UUID, Mark]
    sealed_off: int


def sight_of(actor: Actor, opened: Iterable[OpenCase]) -> Sight:
    """Divide the open cases into those that may be named and a number."""
    held = actor.held()
    works = actor.may("work_cases")
    cases: dict[UUID, OpenCase] = {}
    marks: dict[UUID, Mark] = {}
    sealed_off = 0
    for case in opened:
        mine = case.compartment in held
        if not (case.standing or mine):
            sealed_off += 1
            continue
        cases[case.id] = case
        marks[case.id] = Mark(
            case.id,
            case.code,
            case.stage,
            case.band,
            case.weight,
            case.people,
            works and mine,
        )
    return Sight(cases, marks, sealed_off)
