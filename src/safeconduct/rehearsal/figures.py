"""The public figures of 2017, and whether a replay agrees with them. Pure but for its own file."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

COUNTED = (
    "requests",
    "supported",
    "evacuated_from_region",
    "hidden_now",
    "left_country",
    "lost_contact",
    "governments_briefed",
    "governments_helping",
)
#: How far above "at least n" a replay may be and still be called agreement.
A_LITTLE_MORE = 5


@dataclass(frozen=True)
class Figure:
    """One published number. `at_least`: it was published as "more than"."""

    date: date
    what: str
    value: int
    source: str
    at_least: bool
    note: str


@dataclass(frozen=True)
class Government:
    """One government of the record; `name` is sealed in the workspace, `cover` stands in lists."""

    name: str
    cover: str
    briefed: date | None
    agreed: date | None
    declined: date | None
    basis: str
    confidential: bool


@cache
def record() -> dict[str, Any]:
    """The file as read."""
    return tomllib.loads(files(__package__).joinpath("record-2017.toml").read_text("utf-8"))


@cache
def figures() -> tuple[Figure, ...]:
    """Every published number, in order of date."""
    found = [
        Figure(
            row["date"],
            what,
            row[what],
            row["source"],
            row.get("at_least", False),
            row.get("note", ""),
        )
        for row in record()["figure"]
        for what in COUNTED
        if what in row
    ]
    return tuple(sorted(found, key=lambda figure: figure.date))


@cache
def governments() -> tuple[Government, ...]:
    """The named governments, then numbered ones up to the nineteen that were briefed."""
    named = [
        Government(
            row["name"],
            row["cover"],
            row.get("briefed"),
            row.get("agreed"),
            row.get("declined"),
            row.get("basis", ""),
            row.get("confidential", False),
        )
        for row in record()["government"]
    ]
    missing = 19 - sum(one.briefed is not None for one in named)
    covers = (
        "Alcove",
        "Barley",
        "Cinder",
        "Dapple",
        "Ember",
        "Fallow",
        "Gable",
        "Harrow",
        "Inlet",
        "Jetty",
        "Kestrel",
        "Lantern",
        "Meadow",
        "Nettle",
    )
    unnamed = [
        Government(
            f"EU government no. {number} (not named in the public record)",
            covers[number - 1],
            date(2017, 4, 19 + number % 10),
            None,
            None,
            "",
            False,
        )
        for number in range(1, missing + 1)
    ]
    return tuple(named + unnamed)


def disagreements(counts: dict[str, int], on: date) -> list[dict[str, Any]]:
    """Figures published for `on` or the latest before it that `counts` (as of `on`) cannot meet.

    Sources contradict each other; nothing is hidden: each entry names the figure, its source, and
    what the replay shows instead.
    """
    found = []
    for figure in figures():
        if figure.date != on:
            continue
        shown = counts[figure.what]
        agrees = (
            figure.value <= shown <= figure.value + A_LITTLE_MORE
            if figure.at_least
            else shown == figure.value
        )
        if not agrees:
            found.append(
                {
                    "figure": figure.what,
                    "date": figure.date.isoformat(),
                    "source": figure.source,
                    "published": figure.value,
                    "shown": shown,
                    "note": figure.note,
                }
            )
    return found


def contradictions(until: date) -> list[dict[str, Any]]:
    """Published cumulative figures that contradict an earlier one: a later, smaller number."""
    found = []
    for later in figures():
        if later.date > until or later.what == "hidden_now":
            continue
        for earlier in figures():
            if (
                earlier.what == later.what
                and earlier.date < later.date
                and earlier.value > later.value
            ):
                found.append(
                    {
                        "figure": later.what,
                        "earlier": earlier.date.isoformat(),
                        "earlier_source": earlier.source,
                        "earlier_value": earlier.value,
                        "later": later.date.isoformat(),
                        "later_source": later.source,
                        "later_value": later.value,
                        "note": later.note,
                    }
                )
    return found
