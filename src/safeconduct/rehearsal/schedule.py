"""When each invented person writes, is accepted, brought out, hidden, and leaves. Pure.

Cumulative counts are laid through the published figures and read backwards: the k-th person leaves
on the day on which the count reaches k. Where two sources contradict each other the schedule
follows N2 for people brought out and N6 for people abroad in May (see `figures.contradictions`).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

SEED = 20170329
FIRST = date(2017, 3, 29)
LAST = date(2017, 12, 31)
FIRST_WAVE_ENDS = date(2017, 5, 16)

# Anchors (date, cumulative count). The published ones are in record-2017.toml; those between keep
# the whole consistent: people accepted are at least those hidden, abroad and lost together.
REQUESTS = (
    (date(2017, 4, 1), 0),
    (date(2017, 4, 2), 1),
    (date(2017, 4, 3), 13),
    (date(2017, 4, 17), 60),
    (date(2017, 5, 16), 80),
    (date(2017, 5, 19), 80),
    (date(2017, 7, 13), 121),
    (date(2017, 8, 3), 135),
    (LAST, 171),
)
ACCEPTED = (
    (date(2017, 4, 1), 0),
    (date(2017, 4, 2), 1),
    (date(2017, 4, 4), 12),
    (date(2017, 4, 17), 30),
    (date(2017, 5, 16), 61),
    (date(2017, 7, 13), 96),
    (date(2017, 8, 3), 105),
    (LAST, 141),
)
BROUGHT_OUT = (
    (date(2017, 4, 6), 0),
    (date(2017, 4, 7), 1),
    (date(2017, 4, 17), 14),
    (date(2017, 5, 16), 42),
    (date(2017, 5, 19), 42),
    (date(2017, 7, 13), 61),
    (date(2017, 8, 3), 68),
    (LAST, 107),
)
LEFT = (
    (date(2017, 5, 17), 0),
    (date(2017, 5, 19), 9),
    (date(2017, 7, 13), 28),
    (date(2017, 8, 3), 35),
    (LAST, 89),
)
#: Accepted people whose contact broke off, by the day it was noticed.
LOST = (date(2017, 4, 12), date(2017, 4, 15))
#: Accepted people who had got out of the region by themselves, in spring and in summer.
OUT_EARLY, OUT_LATER = 9, 21


@dataclass(frozen=True)
class Person:
    """One invented person's way. Days that never come in 2017 are None."""

    number: int
    writes: date
    accepted: date | None = None
    declined: date | None = None
    brought_out: date | None = None
    hidden: date | None = None
    leaves: date | None = None
    lost: date | None = None
    duplicate_of: int | None = None


def days_of(anchors: Sequence[tuple[date, int]]) -> list[date]:
    """The day on which the cumulative count first reaches 1, 2, 3 … along straight lines."""
    found: list[date] = []
    for (begin, low), (end, high) in pairwise(anchors):
        span, more = (end - begin).days, high - low
        found += [begin + timedelta(days=-(-span * k // more)) for k in range(1, more + 1)]
    return found


def people(seed: int = SEED) -> tuple[Person, ...]:
    """Everybody who writes in 2017, in order of arrival; the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311  (invented people, not secrets)
    everybody = [Person(i, day) for i, day in enumerate(days_of(REQUESTS), start=1)]
    accept(everybody, draw)
    lose(everybody)
    bring_out(everybody, draw)
    leave(everybody, draw)
    decline(everybody, draw)
    return tuple(everybody)


def accept(everybody: list[Person], draw: random.Random) -> None:
    """Give each day of acceptance to somebody who waits.

    While the first wave is worked off it is mostly the one who has waited longest; from mid-May
    somebody who wrote within the last days, because the others have been declined by then.
    """
    for day in days_of(ACCEPTED):
        waiting = [p for p in everybody if p.accepted is None and p.writes <= day]
        if day <= FIRST_WAVE_ENDS:
            chosen = waiting[0] if draw.random() < 0.7 else draw.choice(waiting[:6])
        else:
            recent = [p for p in waiting if (day - p.writes).days <= 6]
            chosen = draw.choice(recent or waiting[-4:])
        everybody[chosen.number - 1] = replace(chosen, accepted=day)


def bring_out(everybody: list[Person], draw: random.Random) -> None:
    """Some got out by themselves and are hidden soon; the others are brought out, then hidden."""
    accepted = sorted(
        (p for p in everybody if p.accepted and not p.lost), key=lambda p: (p.accepted, p.number)
    )
    # The very first is brought out by the organisation: that is what the record tells.
    numbers = [p.number for p in accepted]
    alone = {*draw.sample(numbers[12:45], OUT_EARLY), *draw.sample(numbers[55:105], OUT_LATER)}
    for p in accepted:
        if p.number in alone and p.accepted:
            everybody[p.number - 1] = replace(p, hidden=p.accepted + timedelta(days=1))
    wait = [p for p in accepted if p.number not in alone]
    for day in days_of(BROUGHT_OUT):
        ready = [p for p in wait if p.accepted and p.accepted <= day]
        if not ready:
            continue
        chosen = ready[0]
        wait.remove(chosen)
        everybody[chosen.number - 1] = replace(chosen, brought_out=day, hidden=day)


def lose(everybody: list[Person]) -> None:
    """Contact breaks off with two people who had just been accepted, before they were hidden."""
    for day in LOST:
        chosen = next(
            p for p in reversed(everybody) if p.accepted and p.accepted < day and p.lost is None
        )
        everybody[chosen.number - 1] = replace(chosen, lost=day)


def leave(everybody: list[Person], draw: random.Random) -> None:
    """Mostly the longest hidden leave first; one early arrival waits until December."""
    waits_longest = next(
        p.number for p in everybody if p.accepted and p.accepted >= date(2017, 4, 16) and p.hidden
    )
    days = days_of(LEFT)
    for day in days:
        hidden = sorted(
            (
                p
                for p in everybody
                if p.hidden and p.hidden < day and not p.leaves and p.number != waits_longest
            ),
            key=lambda p: (p.accepted, p.number),
        )
        ready = [p for p in hidden if p.accepted and (day - p.accepted).days >= 45] or hidden
        chosen = ready[0] if draw.random() < 0.45 else draw.choice(ready)
        if day >= date(2017, 12, 14) and not everybody[waits_longest - 1].leaves:
            chosen = everybody[waits_longest - 1]
        everybody[chosen.number - 1] = replace(chosen, leaves=day)


def decline(everybody: list[Person], draw: random.Random) -> None:
    """Those never accepted are duplicates of somebody, are declined with a referral, or wait."""
    for p in list(everybody):
        if p.accepted:
            continue
        day = p.writes + timedelta(days=draw.randint(7, 18))
        earlier = [q for q in everybody if q.accepted and q.number < p.number]
        if day > LAST:
            continue
        if earlier and draw.random() < 0.25:
            everybody[p.number - 1] = replace(
                p, duplicate_of=draw.choice(earlier).number, declined=day
            )
        else:
            everybody[p.number - 1] = replace(p, declined=day)
