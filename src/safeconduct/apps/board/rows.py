"""What the Board is made of, as frozen rows: codes, counts and dates. Nothing sealed has a place.

A `Panel` keeps the whole count beside the rows that are shown, so that a short list never makes
the operation look smaller than it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from safeconduct.apps.board import words

T = TypeVar("T")
MOST = 8


@dataclass(frozen=True, slots=True)
class Panel(Generic[T]):
    """A list cut short: `rows` are shown, `count` is how many there are."""

    rows: tuple[T, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def panel(rows: Iterable[T], *, shown: bool = True, most: int = MOST) -> Panel[T]:
    """The first `most` rows and the count of all; without `shown`, the count alone."""
    found: Sequence[T] = list(rows)
    return Panel(tuple(found[:most]) if shown else (), len(found))


@dataclass(frozen=True, slots=True)
class Mark:
    """How a case is named here; `linked` says whether the member can open its page."""

    id: UUID
    code: str
    stage: str
    band: str
    weight: int
    people: int
    linked: bool


@dataclass(frozen=True, slots=True)
class StageRow:
    """People in danger in one stage, by band."""

    stage: str
    emergency: int
    urgent: int
    normal: int
    unassessed: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.emergency + self.urgent + self.normal + self.unassessed


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """Somebody is silent, or used the words for danger. `called` are names, in order."""

    case: Mark
    since: datetime
    minutes: int
    called: tuple[str, ...]
    mine: bool
    by_words: bool

    @property
    def lasted(self) -> str:
        """For how long, in words."""
        return words.span(self.minutes)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """People who are still in a burnt flat."""

    case: Mark
    flat: UUID
    cover_name: str
    people: int

    @property
    def who(self) -> str:
        """How many, in words."""
        return words.people(self.people)


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something due by `day`: `count` tasks of one owner, a hold that ends, a filing."""

    case: Mark
    kind: str
    count: int
    day: date
    on: date
    mine: bool
    owner: str

    @property
    def what(self) -> str:
        """What is due, in words."""
        return words.tasks(self.count) if self.kind == "task" else str(words.KINDS[self.kind])

    @property
    def when(self) -> str:
        """How late it is, in words."""
        return words.late(self.day, self.on)

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.day < self.on


@dataclass(frozen=True, slots=True)
class AgainRow:
    """A case whose danger has to be assessed again, or for the first time."""

    case: Mark
    day: date
    on: date
    mine: bool
    owner: str

    @property
    def when(self) -> str:
        """How late it is, in words."""
        return words.late(self.day, self.on)

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.day < self.on


@dataclass(frozen=True, slots=True)
class HiddenRow:
    """A case in a flat and for how long it has been hidden."""

    case: Mark
    since: date
    days: int
    flat: UUID
    cover_name: str


@dataclass(frozen=True, slots=True)
class EndingRow:
    """Papers, visas, consents, holds of one case that need somebody. `count` only for papers."""

    case: Mark
    kind: str
    count: int
    by: date
    whole_month: bool
    late: bool
    on: date

    @property
    def what(self) -> str:
        """What runs out, in words."""
        return str(words.KINDS[self.kind])

    @property
    def when(self) -> str:
        """When somebody has to look, in words: a month where only that is known."""
        return words.month(self.by) if self.whole_month else words.late(self.by, self.on)


@dataclass(frozen=True, slots=True)
class FlatRow:
    """An open flat and its beds from tonight on."""

    flat: UUID
    cover_name: str
    beds: int
    free: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Places open on one way in, and how many households that are ready would fit in."""

    place: UUID
    cover_name: str
    way: int
    free: int
    until: date | None
    on: date
    could_take: int

    @property
    def when(self) -> str:
        """Until when, in words."""
        return words.late(self.until, self.on) if self.until else ""


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A case that waits for a place; `days` hidden, None where it never was in a flat."""

    case: Mark
    since: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class WayRow:
    """A suspended way in and what it stops."""

    cover_name: str
    way: int
    since: date
    days: int
    applications: int
    people: int

    @property
    def ago(self) -> str:
        """Since when, in words."""
        return words.ago(self.days)

    @property
    def who(self) -> str:
        """How many people wait on it, in words."""
        return words.people(self.people)


@dataclass(frozen=True, slots=True)
class StepRow:
    """What waits for this member as the second person: a case, or a request by its short name."""

    kind: str
    case: Mark | None
    plea: UUID | None
    short: str
    by: str
    since: date
    days: int
    cover_name: str = ""

    @property
    def ago(self) -> str:
        """Since when it waits, in words."""
        return words.ago(self.days)

    @property
    def what(self) -> str:
        """What to do, in words."""
        return str(words.STEPS[self.kind])


@dataclass(frozen=True, slots=True)
class UrgencyRow:
    """Requests of one urgency that wait for a decision; spans are minutes until now."""

    urgency: str
    count: int
    oldest: datetime | None
    minutes: int
    unanswered: int

    @property
    def lasted(self) -> str:
        """How long the oldest has waited, in words."""
        return words.span(self.minutes) if self.oldest else ""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A compartment the member holds, with contents that wait for its newest key."""

    code: str
