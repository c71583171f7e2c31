"""Beds are never given twice: the arithmetic, random histories, and two keepers at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.shelter import actions, gantt, queries
from safeconduct.apps.shelter.models import Flat, Stay
from safeconduct.apps.shelter.occupancy import Nights, most_taken, taken
from safeconduct.apps.shelter.records import FlatConditions
from tests.apps.shelter.house import a_case, a_flat
from tests.cast import Cast

DAYS = 12
BEGIN = date(2017, 4, 1)


@st.composite
def nights(draw: st.DrawFn) -> Nights:
    """A stay in the first weeks of April, perhaps without end, perhaps of no night at all."""
    first = BEGIN + timedelta(days=draw(st.integers(0, 20)))
    length = draw(st.none() | st.integers(0, 10))
    until = None if length is None else first + timedelta(days=length)
    return Nights(first, until, draw(st.integers(1, 5)))


@given(st.lists(nights(), max_size=8), st.integers(0, 25))
def test_most_taken_is_the_fullest_night(stays: list[Nights], after: int) -> None:
    first = BEGIN + timedelta(days=after)
    every_night = [first + timedelta(days=n) for n in range(60)]
    assert most_taken(stays, first) == max(taken(stays, night) for night in every_night)


def test_who_leaves_in_the_morning_frees_the_bed_for_the_night() -> None:
    day = BEGIN + timedelta(days=3)
    assert taken([Nights(BEGIN, day, 2)], day) == 0
    assert taken([Nights(BEGIN, day, 2)], day - timedelta(days=1)) == 2
    assert taken([Nights(day, day, 2)], day) == 0


SIZES = {"Heron": 3, "Otter": 2, "Finch": 1}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["place", "place", "place", "move", "move", "end", "change", "pause", "reopen", "burn"]
        ),
        st.integers(0, 4),  # which case
        st.integers(0, 2),  # which flat
        st.integers(0, DAYS),  # days ago
        st.integers(1, 4),  # beds
    ),
    max_size=25,
)


@dataclass(frozen=True)
class House:
    """Three flats opened some days ago, and five households to hide."""

    flats: list[Flat]
    cases: list[UUID]


@pytest.fixture
def house(cast: Cast) -> House:
    """Made once; each example is undone."""
    opened = today() - timedelta(days=DAYS)
    flats = [a_flat(cast, name, beds, opened_on=opened) for name, beds in SIZES.items()]
    return House(flats, [a_case(cast, people).id for people in (1, 2, 2, 3, 4)])


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_free_beds_are_never_negative(
    cast: Cast, house: House, steps: list[tuple[str, int, int, int, int]]
) -> None:
    """Whatever is tried, in whatever order and on whatever day, no night is overbooked."""
    with transaction.atomic():
        for step in steps:
            attempt(cast, house, step)
            no_night_is_overbooked()
        transaction.set_rollback(True)


def attempt(cast: Cast, house: House, step: tuple[str, int, int, int, int]) -> None:
    """Try one step; a refusal for want of room must be true."""
    verb, which, where, ago, beds = step
    flat, case, keeper = house.flats[where], house.cases[which], cast.willow
    day = today() - timedelta(days=ago)
    acts: dict[str, Callable[[], object]] = {
        "place": lambda: actions.place_in_flat(keeper, case, flat.pk, beds=beds, on=day),
        "move": lambda: actions.move_to_flat(keeper, case, flat.pk, beds=beds, on=day),
        "end": lambda: actions.end_stay(keeper, case, why="left", on=day),
        "change": lambda: actions.change_flat(
            keeper,
            flat.pk,
            cover_name=flat.cover_name,
            beds=beds,
            beds_out=0,
            conditions=FlatConditions(),
        ),
        "pause": lambda: actions.pause_flat(keeper, flat.pk),
        "reopen": lambda: actions.reopen_flat(keeper, flat.pk),
        "burn": lambda: actions.burn_flat(keeper, flat.pk),
    }
    try:
        acts[verb]()
    except Refused as refused:
        if refused.code == "no_room" and verb == "place":
            free = Flat.objects.get(pk=flat.pk).beds - fullest(flat, day)
            assert beds > free


def fullest(flat: Flat, first: date) -> int:
    """Beds taken in the fullest night from `first` to today, counted row by row."""
    days = (today() - first).days
    return max(
        sum(
            stay.beds
            for stay in Stay.objects.filter(flat=flat)
            if stay.from_on <= night and (stay.until is None or night < stay.until)
        )
        for night in (first + timedelta(days=n) for n in range(days + 1))
    )


def no_night_is_overbooked() -> None:
    """For each flat and night: taken beds fit; totals agree with the stays."""
    flats = list(Flat.objects.all())
    stays = list(Stay.objects.select_related("case"))
    for ago in range(DAYS + 1):
        night = today() - timedelta(days=ago)
        here = [s for s in stays if s.from_on <= night and (s.until is None or night < s.until)]
        for flat in flats:
            # A flat made smaller today had more beds on the nights before.
            had = flat.beds if ago == 0 else max(flat.beds, SIZES[flat.cover_name])
            assert sum(stay.beds for stay in here if stay.flat_id == flat.pk) <= had
        assert len({stay.case_id for stay in here}) == len(here), "one bed a case and night"
        assert queries.hidden_people(night) == sum(stay.case.people for stay in here)
        assert queries.beds(night).free >= 0


def test_the_drawing_stays_on_the_paper() -> None:
    assert gantt.draw([], BEGIN) is None
    for days in (0, 3, 100, 900):
        last = BEGIN + timedelta(days=days)
        drawn = gantt.draw([("K-0002", last, None), ("K-0001", BEGIN, BEGIN)] * 30, last)
        assert drawn is not None
        assert drawn.left_out == 20
        for line in drawn.lines:
            assert drawn.left <= line.x
            assert line.width >= 3
            assert line.x + line.width <= drawn.width
            assert line.y + drawn.thick <= drawn.height
        places = [month.x for month in drawn.months]
        assert all(b - a >= 60 for a, b in pairwise(places))
