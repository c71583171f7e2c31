"""Turn counts and dates into the places where a chart draws them.

Pure functions: rows in, frozen shapes of whole pixels out; the templates under `charts/` draw
them and put the same figures in a table beside. Reads no table, no clock and no language.
Refuses negative counts and dates that run backwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median

WIDTH = 720
ROW = 30
BAND = 20
# Widths of a character at the chart's 13 px, generous enough for Cyrillic.
CHARACTER = 8
TONES = 6


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where (pixels) and the number that stands there."""

    at: int
    value: int


@dataclass(frozen=True, slots=True)
class Key:
    """One series in the legend; `tone` is the colour class 0-5."""

    label: str
    tone: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One coloured piece of a bar; `text` is what fits inside it, perhaps nothing."""

    x: int
    width: int
    label: str
    value: int
    tone: int
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar with its pieces from left to right; `values` also holds the noughts."""

    label: str
    y: int
    text_y: int
    segments: tuple[Segment, ...]
    values: tuple[int, ...]
    end: int
    total: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of stacked horizontal bars."""

    width: int
    height: int
    left: int
    thickness: int
    bars: tuple[Bar, ...]
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a histogram: days `first` to `last`, both included.

    `named` says whether the axis has room for its first day.
    """

    x: int
    y: int
    width: int
    height: int
    middle: int
    first: int
    last: int
    count: int
    named: bool


@dataclass(frozen=True, slots=True)
class Distribution:
    """A histogram of days with its median; `base` is the y of the axis."""

    width: int
    height: int
    base: int
    left: int
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    total: int
    median: int | None
    median_x: int
    longest: int


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a journey as it is known: `end` None means that it still goes on."""

    label: str
    start: date
    end: date | None
    tone: int = 0


@dataclass(frozen=True, slots=True)
class DrawnSpan:
    """A span inside the window; `text` is its label where that fits."""

    x: int
    width: int
    label: str
    start: date
    end: date | None
    tone: int
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the Gantt chart."""

    label: str
    y: int
    text_y: int
    spans: tuple[DrawnSpan, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The first day of a month on the time axis."""

    at: int
    day: date


@dataclass(frozen=True, slots=True)
class Gantt:
    """Journeys side by side over the same dates."""

    width: int
    height: int
    left: int
    base: int
    thickness: int
    lanes: tuple[Lane, ...]
    months: tuple[Month, ...]
    keys: tuple[Key, ...]
    today: date | None
    today_x: int


def _left(labels: Sequence[str]) -> int:
    """Pixels kept for row labels: as wide as the longest, never past a third of the chart."""
    longest = max((len(label) for label in labels), default=0)
    return min(longest * CHARACTER + 12, WIDTH // 3)


def _fitting(width: int, *texts: str) -> str:
    """The first of `texts` that fits into `width` pixels, or nothing."""
    for text in texts:
        if len(text) * CHARACTER + 8 <= width:
            return text
    return ""


def bars(
    rows: Sequence[tuple[str, Sequence[int]]], series: Sequence[str], tones: Sequence[int] = ()
) -> Bars:
    """Stacked horizontal bars: each row a label and one count for each name in `series`.

    `tones` are the colour classes of the series, 0, 1, 2... unless given.
    Raises ValueError for a negative count or a row with more or fewer counts than series.
    """
    for label, values in rows:
        if len(values) != len(series):
            raise ValueError(f"{label}: {len(values)} counts for {len(series)} series")
        if any(value < 0 for value in values):
            raise ValueError(f"{label}: a count below nought")
    tones = [tone % TONES for tone in tones or range(len(series))]
    left = _left([label for label, _ in rows])
    most = max((sum(values) for _, values in rows), default=0) or 1
    # The total stands to the right of the longest bar.
    room = WIDTH - left - (len(str(most)) * CHARACTER + 16)
    drawn = []
    for number, (label, values) in enumerate(rows):
        x = left
        segments = []
        passed = 0
        for tone, name, value in zip(tones, series, values, strict=True):
            if not value:
                continue
            passed += value
            # Ends are computed from the running sum, so that rounding never adds up.
            end = left + round(room * passed / most)
            width = max(end - x, 2)
            text = _fitting(width, f"{name} {value}", str(value))
            segments.append(Segment(x, width, name, value, tone, text))
            x = max(end, x + width)
        y = number * ROW + 4
        drawn.append(
            Bar(label, y, y + 15, tuple(segments), tuple(values), x + 6, sum(values)),
        )
    keys = tuple(Key(name, tone) for tone, name in zip(tones, series, strict=True))
    return Bars(WIDTH, len(rows) * ROW + 4, left, BAND, tuple(drawn), keys)


def _round_step(most: int) -> int:
    """A step of 1, 2, 5, 10, 20, 50... that divides an axis into at most five parts."""
    step = 1
    while most / step > 5:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def distribution(days: Sequence[int], step: int = 14) -> Distribution:
    """Histogram of days (whole, from 0) in columns of `step` days, with the median.

    Raises ValueError for negative days or a step below one.
    """
    if step < 1:
        raise ValueError("a column covers at least one day")
    if any(day < 0 for day in days):
        raise ValueError("days below nought")
    height, top, base, left = 230, 34, 196, 36
    longest = max(days, default=0)
    bins = longest // step + 1
    counts = [0] * bins
    for day in days:
        counts[day // step] += 1
    most = max(counts) or 1
    tick_step = _round_step(most)
    ceiling = ceil(most / tick_step) * tick_step
    span = WIDTH - left - 8

    def across(part: float) -> int:
        return left + round(span * part)

    columns = []
    # A number under the axis needs about 34 pixels.
    every = ceil(34 * bins / span)
    for number, count in enumerate(counts):
        x = across(number / bins) + 1
        width = max(across((number + 1) / bins) - 1 - x, 1)
        tall = round((base - top) * count / ceiling)
        columns.append(
            Column(
                x=x,
                y=base - tall,
                width=width,
                height=tall,
                middle=x + width // 2,
                first=number * step,
                last=(number + 1) * step - 1,
                count=count,
                named=number % every == 0,
            ),
        )
    ticks = tuple(
        Tick(base - round((base - top) * value / ceiling), value)
        for value in range(0, ceiling + 1, tick_step)
    )
    middle = round(median(days)) if days else None
    return Distribution(
        width=WIDTH,
        height=height,
        base=base,
        left=left,
        columns=tuple(columns),
        ticks=ticks,
        total=len(days),
        median=middle,
        median_x=across((middle or 0) / (bins * step)),
        longest=longest,
    )


def gantt(
    rows: Sequence[tuple[str, Sequence[Span]]],
    *,
    first: date,
    last: date,
    today: date | None = None,
) -> Gantt:
    """Journeys between the dates `first` and `last`, both included.

    A span without an end runs to `today`, or to `last` where today is not given. Spans outside
    the window are left out of the drawing and of the table. Raises ValueError when the window
    or a span runs backwards.
    """
    if last < first:
        raise ValueError("the window runs backwards")
    left = _left([label for label, _ in rows])
    total = (last - first).days + 1
    room = WIDTH - left - 8

    def at(day: date) -> int:
        inside = min(max((day - first).days, 0), total)
        return left + round(room * inside / total)

    lanes = []
    keys: dict[str, Key] = {}
    for number, (label, spans) in enumerate(rows):
        drawn = []
        for span in spans:
            end = span.end if span.end is not None else max(today or last, span.start)
            if end < span.start:
                raise ValueError(f"{label}: {span.label} ends before it starts")
            if end < first or span.start > last:
                continue
            x = at(span.start)
            # The last day counts whole.
            width = max(at(end + timedelta(days=1)) - x, 3)
            tone = span.tone % TONES
            drawn.append(
                DrawnSpan(
                    x=x,
                    width=width,
                    label=span.label,
                    start=span.start,
                    end=span.end,
                    tone=tone,
                    text=_fitting(width, span.label),
                ),
            )
            keys.setdefault(span.label, Key(span.label, tone))
        y = number * ROW + 26
        lanes.append(Lane(label, y, y + 15, tuple(drawn)))
    months = []
    day = first.replace(day=1)
    # A label needs about 70 pixels: long windows name every second, third... month.
    every = max(1, ceil(70 / (room * 30 / total)))
    counted = 0
    while day <= last:
        if day >= first:
            if counted % every == 0:
                months.append(Month(at(day), day))
            counted += 1
        day = (day + timedelta(days=32)).replace(day=1)
    base = len(rows) * ROW + 26
    shown = today if today is not None and first <= today <= last else None
    return Gantt(
        width=WIDTH,
        height=base + 4,
        left=left,
        base=base,
        thickness=BAND,
        lanes=tuple(lanes),
        months=tuple(months),
        keys=tuple(keys.values()),
        today=shown,
        today_x=at(shown) if shown else left,
    )
