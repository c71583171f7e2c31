"""The schedule of 2017 meets every published figure, and its people can be nobody real."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from safeconduct.rehearsal.figures import (
    contradictions,
    disagreements,
    figures,
    governments,
)
from safeconduct.rehearsal.people import GIVEN, GIVEN_FEMALE, invent
from safeconduct.rehearsal.schedule import FIRST, LAST, Person, people
from safeconduct.rehearsal.world import FLATS

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "public-record-2017.toml"
EVERYBODY = people()


def happened(day: date | None, until: date) -> bool:
    """Whether something has happened by a day."""
    return day is not None and day <= until


def hidden(person: Person, on: date) -> bool:
    """Whether a person has a bed on a night."""
    return happened(person.hidden, on) and not happened(person.leaves, on) and not person.lost


def counts(on: date) -> dict[str, int]:
    """What the schedule says of a day."""
    return {
        "requests": sum(p.writes <= on for p in EVERYBODY),
        "supported": sum(happened(p.accepted, on) for p in EVERYBODY),
        "evacuated_from_region": sum(happened(p.brought_out, on) for p in EVERYBODY),
        "hidden_now": sum(hidden(p, on) for p in EVERYBODY),
        "left_country": sum(happened(p.leaves, on) for p in EVERYBODY),
        "lost_contact": sum(happened(p.lost, on) for p in EVERYBODY),
        "governments_briefed": sum(happened(g.briefed, on) for g in governments()),
        "governments_helping": sum(happened(g.agreed, on) for g in governments()),
    }


def test_every_published_figure_is_met_but_for_the_two_that_contradict_others() -> None:
    unmet = [
        (one["date"], one["figure"], one["published"], one["shown"])
        for day in {figure.date for figure in figures()}
        for one in disagreements(counts(day), day)
    ]
    assert sorted(unmet) == [
        ("2017-05-19", "evacuated_from_region", 40, 42),
        ("2017-05-25", "left_country", 0, 11),
    ]


def test_the_contradictions_are_named_with_their_sources() -> None:
    found = {
        (one["figure"], one["earlier_source"], one["later_source"]) for one in contradictions(LAST)
    }
    assert found == {("evacuated_from_region", "N2", "N6"), ("left_country", "N6", "N4")}
    assert contradictions(date(2017, 5, 1)) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the public record is not beside the checkout")
def test_our_figures_are_those_of_the_public_record() -> None:
    # The tables after "governments" give a month where TOML wants a day; they are not read here.
    text = SHARED.read_text("utf-8").partition("[briefings]")[0]
    rows = tomllib.loads(text)["progress"]
    ours = {(f.date, f.what, f.value, f.source) for f in figures()}
    for row in rows:
        for what in (
            "requests",
            "supported",
            "evacuated_from_region",
            "left_country",
            "lost_contact",
            "hidden_now",
        ):
            if what in row:
                assert (row["date"], what, row[what], row["source"]) in ours


def test_support_lasts_as_long_as_the_record_says() -> None:
    """3.5 months on average, 1.5 at least, 8 at most (N4)."""
    months = [(p.leaves - p.accepted).days / 30.44 for p in EVERYBODY if p.leaves and p.accepted]
    assert 3.3 <= sum(months) / len(months) <= 3.7
    assert 1.4 <= min(months) <= 1.6
    assert 7.9 <= max(months) <= 8.05


def test_fewer_than_half_of_those_who_asked_had_left_by_august() -> None:
    on = counts(date(2017, 8, 3))
    assert on["left_country"] * 2 < on["requests"]


def test_nobody_does_the_second_thing_before_the_first() -> None:
    for p in EVERYBODY:
        days = [d for d in (p.writes, p.accepted, p.brought_out, p.hidden, p.leaves) if d]
        assert days == sorted(days), p
        assert not (p.accepted and p.declined), p
        assert not (p.lost and (p.hidden or p.leaves)), p
        if p.duplicate_of:
            assert EVERYBODY[p.duplicate_of - 1].accepted, p


def test_there_is_a_bed_for_everybody_each_night() -> None:
    day = FIRST
    while day <= LAST:
        beds = sum(beds for _name, beds, found in FLATS if found <= day)
        assert sum(hidden(p, day) for p in EVERYBODY) <= beds, day
        day += timedelta(days=1)


def test_the_same_seed_gives_the_same_year() -> None:
    assert people() == EVERYBODY
    assert people(1) != EVERYBODY
    assert [invent(n) for n in range(1, 30)] == [invent(n) for n in range(1, 30)]


def test_nobody_bears_these_names_or_has_these_telephones() -> None:
    stones = {name for pair in (*GIVEN, *GIVEN_FEMALE) for name in pair}
    for number in range(1, 172):
        who = invent(number)
        assert who.cyrillic.split()[0] in stones and who.latin.split()[0] in stones
        assert re.fullmatch(r"[А-Яа-яё\- ]+", who.cyrillic)
        assert re.fullmatch(r"[A-Za-z\- ]+", who.latin)
        assert who.telephone.startswith("+7 000 ")


def test_the_government_that_must_not_be_named_is_not_named() -> None:
    confidential = [g for g in governments() if g.confidential]
    assert len(confidential) == 1
    assert "not to be named" in confidential[0].name
    assert sum(g.briefed is not None for g in governments()) == 19
