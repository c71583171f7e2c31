"""Where the stays of one flat are drawn, a line for each. Pure: dates in, whole pixels out.

The template puts a table beside it with the same stays. Reads no table and no clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

WIDTH = 720
LABELS = 110
ROW = 26
THICK = 16
TOP = 22
LEAST_DAYS = 14
MOST_LINES = 40
MONTH_ROOM = 70


@dataclass(frozen=True, slots=True)
class Line:
    """One stay: its label left of the bar, its bar, and whether it goes on."""

    label: str
    x: int
    y: int
    width: int
    text_y: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The first day of a month on the axis."""

    x: int
    day: date


@dataclass(frozen=True, slots=True)
class Stays:
    """The whole drawing. `left_out` counts older stays for which there was no room."""

    width: int
    height: int
    left: int
    base: int
    thick: int
    lines: tuple[Line, ...]
    months: tuple[Month, ...]
    left_out: int


def draw(stays: Sequence[tuple[str, date, date | None]], today: date) -> Stays | None:
    """Stays as (label, first night, morning of leaving or None), newest first; None without any.

    The axis runs from the earliest night shown to `today`, at least two weeks.
    """
    shown = stays[:MOST_LINES]
    if not shown:
        return None
    first = min(min(begin for _label, begin, _end in shown), today - timedelta(days=LEAST_DAYS))
    days = (today - first).days + 1

    def at(day: date) -> int:
        return LABELS + round((WIDTH - LABELS - 8) * (day - first).days / days)

    lines = []
    for place, (label, begin, end) in enumerate(shown):
        x = at(begin)
        # A night lasts until the next day, so somebody who still is there fills tonight too.
        width = max(at(end if end is not None else today + timedelta(days=1)) - x, 3)
        y = TOP + place * ROW
        lines.append(Line(label, x, y, width, y + THICK - 3, end is None))
    height = TOP + len(shown) * ROW
    return Stays(
        WIDTH, height + 4, LABELS, height, THICK, tuple(lines), _months(first, today, at(today)),
        len(stays) - len(shown),
    )  # fmt: skip


def _months(first: date, last: date, last_x: int) -> tuple[Month, ...]:
    """First days of months inside the window, so far apart that their names do not touch."""
    days = (last - first).days or 1
    per_day = (last_x - LABELS) / days
    every = max(1, ceil(MONTH_ROOM / max(per_day * 30, 0.01)))
    found = []
    day, count = (first.replace(day=1) + timedelta(days=32)).replace(day=1), 0
    while day <= last:
        if count % every == 0:
            found.append(Month(LABELS + round(per_day * (day - first).days), day))
        count += 1
        day = (day + timedelta(days=32)).replace(day=1)
    return tuple(found)
