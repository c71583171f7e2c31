"""Replays 2017 day by day, up to a date, into an empty workspace made for it.

Pleas arrive by HTTP on the public face, started as its own process; all that follows goes through
the actions that the pages call. Refuses a workspace that was not made for a rehearsal.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import msgspec

from safeconduct.apps.audit.clock import RehearsalClock
from safeconduct.apps.relocation import queries as relocation
from safeconduct.rehearsal import way
from safeconduct.rehearsal.asking import PublicFace
from safeconduct.rehearsal.schedule import FIRST, Person, people
from safeconduct.rehearsal.world import PLACES, World, brief_and_agree, find_flats

Step = Callable[[World, Person], None]
Progress = Callable[[date], None]

#: How long before leaving a place is offered and an answer comes, where a partner helps.
OFFERED_DAYS, DECIDED_DAYS = 34, 9


def set_clock(path: Path, moment: datetime, *, running_from: datetime | None = None) -> None:
    """Say what time it is to every process of the rehearsal."""
    draft = path.with_suffix(".new")
    draft.write_bytes(msgspec.json.encode(RehearsalClock(moment, running_from)))
    draft.replace(path)


def replay(world: World, face: PublicFace, clock: Path, until: date, progress: Progress) -> None:
    """Play every day from the opening of the hotline to `until`, inclusive."""
    everybody = people()
    helped = helped_by_partners(everybody)
    day = FIRST
    while day <= until:
        set_clock(clock, datetime.combine(day, time(9), UTC))
        find_flats(world, day)
        brief_and_agree(world, day)
        for person, step in steps_of(everybody, day):
            if step is None:
                way.write_in(world, person, face)
            else:
                step(world, person)
        for person in helped:
            if person.leaves and day == person.leaves - timedelta(days=OFFERED_DAYS):
                offer(world, person)
            if (
                person.leaves
                and day == person.leaves - timedelta(days=DECIDED_DAYS)
                and person.number in world.applications
            ):
                way.decide(world, person)
        last_rounds(world, everybody, day, until)
        progress(day)
        day += timedelta(days=1)
    world.crew.finish()


def steps_of(everybody: tuple[Person, ...], day: date) -> Iterator[tuple[Person, Step | None]]:
    """What happens to whom on one day, in the order in which it can happen. None: writes in."""
    for p in everybody:
        if p.writes == day:
            yield p, None
    for p in everybody:
        if p.writes + timedelta(days=1) == day and not (p.accepted and p.accepted < day):
            yield p, way.greet
        if p.declined == day:
            yield p, way.decline
        if p.accepted == day:
            yield p, way.accept
        if p.lost == day:
            yield p, way.lose
        if p.brought_out == day:
            yield p, way.bring_out
    for p in everybody:
        if p.leaves == day:
            yield p, way.leave
        if p.hidden and not p.lost and p.hidden + timedelta(days=2) == day:
            yield p, way.settle
        if p.leaves and p.leaves + timedelta(days=1) == day:
            yield p, way.arrive
        if p.leaves and p.leaves + timedelta(days=21) == day:
            yield p, way.file
    for p in everybody:
        if p.hidden == day and not p.lost:
            yield p, way.hide


def last_rounds(world: World, everybody: tuple[Person, ...], day: date, until: date) -> None:
    """What is done in the last days, so that the replay ends on an ordinary working day.

    Most people were heard from today and looked at again in time; a few are late, and a few silent.
    """
    left = (until - day).days
    if left not in {0, 1, 8}:
        return
    for person in in_care(everybody, day):
        if left == 8 and person.hidden and person.hidden <= day:
            way.look_again(world, person)
        if left == 1 and way.is_quiet(person):
            way.hear(world, person)
        if left == 0 and not way.is_quiet(person):
            way.hear(world, person)
            if person.number % 8:
                way.look_again(world, person)


def in_care(everybody: tuple[Person, ...], day: date) -> list[Person]:
    """Those who have been accepted and are neither abroad nor lost on a day."""
    return [
        p
        for p in everybody
        if p.accepted and p.accepted <= day and not p.lost and not (p.leaves and p.leaves <= day)
    ]


def helped_by_partners(everybody: tuple[Person, ...]) -> list[Person]:
    """Those who leave with a government's visa: a handful by August, more in autumn."""
    offers = sum(persons for given in PLACES.values() for _day, persons in given)
    leaving = sorted(
        (p for p in everybody if p.leaves and p.accepted and p.hidden),
        key=lambda p: p.leaves or FIRST,
    )
    chosen = [p for i, p in enumerate(leaving) if i % 2 == 0]
    return chosen[:offers]


def offer(world: World, person: Person) -> None:
    """Offer the first place that is still open, if there is one and the person is with us."""
    if person.number not in world.cases:
        return
    open_now = relocation.open_places((person.leaves or FIRST) - timedelta(days=OFFERED_DAYS))
    if open_now:
        way.apply(world, person, open_now[0].place)
