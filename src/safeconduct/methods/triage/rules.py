"""What a table of rules is, and when its parts hold for a set of answers.

Conditions only say "this answer or worse", so no table that loads can rank a worse answer lower.
This module holds no opinion of its own: the opinions are in `default_table`, or in the table an
organisation loads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from safeconduct.methods.triage.order import at_least
from safeconduct.methods.triage.questions import ANSWERS, UNKNOWN, Dimension, Paper, Question

Reading = Mapping[Dimension, frozenset[str]]
"""The answers of each dimension as the rules see them, the passport's date read in."""


class Band(StrEnum):
    """How soon. Compare with `severity`, not as strings."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def severity(self) -> int:
        """0 normal, 1 urgent, 2 emergency."""
        return tuple(Band).index(self)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a band means: weight per person-day and the clocks it starts (None: no such clock)."""

    weight: int
    act_within_hours: int | None
    place_within_days: int | None
    look_again_days: int


@dataclass(frozen=True, slots=True)
class Clause:
    """Holds when any of its dimensions has one of the listed answers.

    Built from the least answers of each dimension; everything worse is added, so that a clause
    that holds for an answer holds for every worse one.
    """

    any_of: tuple[tuple[Dimension, frozenset[str]], ...]

    def __post_init__(self) -> None:
        """Add every answer that is worse than a listed one."""
        closed = tuple((dimension, at_least(dimension, least)) for dimension, least in self.any_of)
        object.__setattr__(self, "any_of", closed)

    def matching(self, reading: Reading) -> frozenset[tuple[Dimension, str]]:
        """The answers that make the clause hold; empty when it does not."""
        return frozenset(
            (dimension, answer)
            for dimension, counting in self.any_of
            for answer in reading[dimension] & counting
        )

    def holds(self, reading: Reading) -> bool:
        """Whether one of the answers given is one of those listed."""
        return any(
            not reading[dimension].isdisjoint(counting) for dimension, counting in self.any_of
        )

    def if_unanswered(self, reading: Reading) -> frozenset[tuple[Dimension, str]]:
        """The answers that keep the clause from holding and would not if they were unknown."""
        return frozenset(
            (dimension, answer)
            for dimension, counting in self.any_of
            if UNKNOWN in counting
            for answer in reading[dimension]
        )


Condition = tuple[Clause, ...]
"""Clauses that must all hold."""


def fires(condition: Condition, reading: Reading) -> bool:
    """Whether every clause holds."""
    return all(clause.holds(reading) for clause in condition)


def matched(condition: Condition, reading: Reading) -> frozenset[tuple[Dimension, str]]:
    """Every answer that helps the condition to hold."""
    return frozenset().union(*(clause.matching(reading) for clause in condition))


def held_off(condition: Condition, reading: Reading) -> frozenset[tuple[Dimension, str]]:
    """The answers that keep a condition from holding, if leaving them unanswered would let it.

    Empty when the condition holds, or when it would not hold even then.
    """
    missing = [clause for clause in condition if not clause.holds(reading)]
    eased = [clause.if_unanswered(reading) for clause in missing]
    return frozenset().union(*eased) if eased and all(eased) else frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to put someone in a band. `sentence` is the key a template translates."""

    code: str
    band: Band
    condition: Condition
    sentence: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """Raises the weight inside a band. `percent` is 100 or more; 130 means one third more."""

    code: str
    percent: int
    condition: Condition


@dataclass(frozen=True, slots=True)
class Sooner:
    """An event that brings the next look forward.

    Named when `applies` is empty or one of its dimensions has one of the answers (exactly those,
    not worse ones). With `days`, the next look is also at most that many days away.
    """

    code: str
    applies: tuple[tuple[Dimension, frozenset[str]], ...]
    days: int | None

    def named(self, reading: Reading) -> bool:
        """Whether this event is worth naming for these answers."""
        return not self.applies or any(reading[d] & answers for d, answers in self.applies)


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A whole table. `rules` are in the order in which they are read aloud: the first fired
    rule of the highest band is the one an assessment reports."""

    version: str
    bands: Mapping[Band, Terms]
    rules: tuple[Rule, ...]
    modifiers: tuple[Modifier, ...]
    sooner: tuple[Sooner, ...]
    passport_short_days: int
    most_percent: int

    def band(self, reading: Reading) -> tuple[Band, tuple[Rule, ...]]:
        """The highest band a rule gives, and every rule that gives it. Normal needs no rule."""
        fired = [rule for rule in self.rules if fires(rule.condition, reading)]
        highest = max((rule.band for rule in fired), key=lambda b: b.severity, default=Band.NORMAL)
        return highest, tuple(rule for rule in fired if rule.band is highest)

    def percent(self, reading: Reading) -> tuple[int, tuple[Modifier, ...]]:
        """By how much the weight is moved (100 to `most_percent`), and by which modifiers.

        Factors multiply exactly and the product is rounded down to a whole percent.
        """
        moving = tuple(m for m in self.modifiers if fires(m.condition, reading))
        product, scale = 100, 1
        for modifier in moving:
            product, scale = product * modifier.percent, scale * 100
        return min(self.most_percent, product // scale), moving

    def weight(self, band: Band, percent: int) -> int:
        """Danger of one person-day in this band, a whole number, rounded down."""
        return self.bands[band].weight * percent // 100

    def read(self, question: Question) -> dict[Dimension, frozenset[str]]:
        """The answers as the rules see them.

        A travel passport is read by its date: expired before `today`, short when it runs out
        within `passport_short_days`. Without a date it is read as short.
        """
        reading = {dimension: question.answered(dimension) for dimension in Dimension}
        papers = reading[Dimension.PAPERS]
        if Paper.TRAVEL_PASSPORT in papers:
            held = self._passport(question.passport_valid_until, question.today)
            reading[Dimension.PAPERS] = (papers - {Paper.TRAVEL_PASSPORT}) | {held}
        return reading

    def _passport(self, valid_until: date | None, today: date) -> Paper:
        if valid_until is None:
            return Paper.PASSPORT_SHORT
        if valid_until < today:
            return Paper.PASSPORT_EXPIRED
        if valid_until - today < timedelta(days=self.passport_short_days):
            return Paper.PASSPORT_SHORT
        return Paper.TRAVEL_PASSPORT


def code_of(dimension: Dimension, answer: str) -> str:
    """The code of one answer, as reasons carry it: `nearness.place`."""
    return f"{dimension.value}.{answer}"


def codes_of(pairs: Iterable[tuple[Dimension, str]]) -> tuple[str, ...]:
    """Codes of answers, in the order of the questions."""
    given = set(pairs)
    return tuple(
        code_of(dimension, answer.value)
        for dimension, answers in ANSWERS.items()
        for answer in answers
        if (dimension, answer.value) in given
    )
