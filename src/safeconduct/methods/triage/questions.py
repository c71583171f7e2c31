"""What is asked about a person's danger, and the answers as they were given.

Nine dimensions, each a `StrEnum` whose values are the strings that are stored. Every dimension
has `unknown`, which also stands for a question nobody asked. This module refuses answers it does
not know; it never turns an unknown answer into a harmless one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

Answers = Mapping[str, str | Sequence[str] | None]
"""Answers as plain strings, by the codes of the dimensions."""

PASSPORT_DATE = "passport_valid_until"


class Dimension(StrEnum):
    """The nine things that are asked, in the order a conversation takes them."""

    HUNTER = "hunter"
    AIM = "aim"
    HAPPENED = "happened"
    NEARNESS = "nearness"
    TRACES = "traces"
    WHEN = "when"
    PAPERS = "papers"
    ALONE_WITH = "alone_with"
    EXPOSURE = "exposure"


class Hunter(StrEnum):
    """Who is hunting. One answer."""

    NONE = "none"
    STATE = "state"
    FAMILY = "family"
    ARMED_GROUP = "armed_group"
    STATE_AND_FAMILY = "state_and_family"
    UNKNOWN = "unknown"


class Aim(StrEnum):
    """What they want. Several answers."""

    NONE = "none"
    FIND = "find"
    EXTORT = "extort"
    MAKE_INFORM = "make_inform"
    RETURN_BY_FORCE = "return_by_force"
    DETAIN = "detain"
    KILL = "kill"
    UNKNOWN = "unknown"


class Happened(StrEnum):
    """What has already happened. Several answers."""

    NONE = "none"
    THREATENED = "threatened"
    OUTED_TO_FAMILY = "outed_to_family"
    RELATIVES_MADE_TO_SIGN = "relatives_made_to_sign"
    RELATIVES_TAKEN = "relatives_taken"
    DETAINED = "detained"
    TORTURED = "tortured"
    ATTEMPT_ON_LIFE = "attempt_on_life"
    UNKNOWN = "unknown"


class Nearness(StrEnum):
    """How near the hunter is: what he knows of where the person is now. One answer."""

    DOES_NOT_KNOW = "does_not_know"
    REGION = "region"
    CITY = "city"
    PLACE = "place"
    UNKNOWN = "unknown"


class Trace(StrEnum):
    """What the hunter has done to find the person. Several answers."""

    NONE = "none"
    CALLED = "called"
    FILED_MISSING = "filed_missing"
    VISITED = "visited"
    PHONE_TRACKED = "phone_tracked"
    FILED_WANTED = "filed_wanted"
    UNKNOWN = "unknown"


class When(StrEnum):
    """When the harm is expected. One answer; `unknown` is also the answer "unclear"."""

    LATER = "later"
    WITHIN_WEEK = "within_week"
    WITHIN_DAY = "within_day"
    NOW = "now"
    UNKNOWN = "unknown"


class Paper(StrEnum):
    """What the person can travel on, and what bars them. Several answers.

    `travel_passport` is read together with `Question.passport_valid_until`. `passport_short` and
    `passport_expired` may also be answered directly by someone who does not know the date.
    `withheld` is also the answer for papers that were destroyed or lost.
    """

    TRAVEL_PASSPORT = "travel_passport"
    PASSPORT_SHORT = "passport_short"
    PASSPORT_EXPIRED = "passport_expired"
    INTERNAL_ONLY = "internal_only"
    WITHHELD = "withheld"
    EXIT_BAN = "exit_ban"
    WANTED_LIST = "wanted_list"
    UNKNOWN = "unknown"


class AloneWith(StrEnum):
    """What the person carries alone. Several answers."""

    NONE = "none"
    CHILDREN = "children"
    DEPENDANTS = "dependants"
    ILLNESS = "illness"
    NO_MONEY = "no_money"
    NO_LANGUAGE = "no_language"
    MEDICINE_RUNNING_OUT = "medicine_running_out"
    SELF_HARM_RISK = "self_harm_risk"
    UNKNOWN = "unknown"


class Exposure(StrEnum):
    """Who else knows of the person. Several answers."""

    NONE = "none"
    SPOKE_TO_JOURNALISTS = "spoke_to_journalists"
    PUBLICLY_KNOWN = "publicly_known"
    WITNESS = "witness"
    UNKNOWN = "unknown"


ANSWERS: Mapping[Dimension, type[StrEnum]] = {
    Dimension.HUNTER: Hunter,
    Dimension.AIM: Aim,
    Dimension.HAPPENED: Happened,
    Dimension.NEARNESS: Nearness,
    Dimension.TRACES: Trace,
    Dimension.WHEN: When,
    Dimension.PAPERS: Paper,
    Dimension.ALONE_WITH: AloneWith,
    Dimension.EXPOSURE: Exposure,
}
"""The answers of each dimension."""

ONE_ANSWER = frozenset({Dimension.HUNTER, Dimension.NEARNESS, Dimension.WHEN})
"""Dimensions that take exactly one answer; the others take several."""

UNKNOWN = "unknown"
NONE = "none"


class UnknownAnswer(ValueError):
    """An answer that is not among those of its dimension. Carries `dimension` and `value`."""

    def __init__(self, dimension: str, value: str) -> None:
        super().__init__(f"{dimension}: {value!r} is not one of its answers")
        self.dimension = dimension
        self.value = value


_Answer = TypeVar("_Answer", bound=StrEnum)


def _settled(given: frozenset[_Answer], answers: type[_Answer]) -> frozenset[_Answer]:
    """No answer is read as unknown; "none of these" beside another answer gives way to it."""
    kept = frozenset(answers(a) for a in given if a != NONE)
    return kept or frozenset({answers(NONE if given else UNKNOWN)})


@dataclass(frozen=True, slots=True)
class Question:
    """All answers about one person on one day. Frozen; every answer starts as unknown.

    `today` is the day of the judgement, given by the caller. `passport_valid_until` is only read
    when `papers` holds `travel_passport`. In a dimension with several answers, `unknown` may
    stand beside others: those are known, the rest is not.
    """

    today: date
    hunter: Hunter = Hunter.UNKNOWN
    aim: frozenset[Aim] = frozenset({Aim.UNKNOWN})
    happened: frozenset[Happened] = frozenset({Happened.UNKNOWN})
    nearness: Nearness = Nearness.UNKNOWN
    traces: frozenset[Trace] = frozenset({Trace.UNKNOWN})
    when: When = When.UNKNOWN
    papers: frozenset[Paper] = frozenset({Paper.UNKNOWN})
    alone_with: frozenset[AloneWith] = frozenset({AloneWith.UNKNOWN})
    exposure: frozenset[Exposure] = frozenset({Exposure.UNKNOWN})
    passport_valid_until: date | None = None

    def __post_init__(self) -> None:
        """Settle empty and contradictory sets, so that equal answers are equal questions."""
        for dimension, answers in ANSWERS.items():
            if dimension not in ONE_ANSWER:
                given = frozenset(getattr(self, dimension.value))
                object.__setattr__(self, dimension.value, _settled(given, answers))

    def answered(self, dimension: Dimension) -> frozenset[str]:
        """The answers given in one dimension, as a set even where only one is allowed."""
        given = getattr(self, dimension.value)
        return frozenset({given}) if dimension in ONE_ANSWER else frozenset(given)

    @classmethod
    def from_answers(cls, answers: Answers, today: date) -> Question:
        """Build a question from plain strings, as they are stored or typed in a form.

        Keys are the dimensions' codes and `passport_valid_until` (ISO date). A missing key,
        `None`, an empty string and an empty list all mean unknown. Raises `UnknownAnswer` for a
        key or a value that is not known, and for several answers where one is asked.
        """
        known = {d.value for d in Dimension} | {PASSPORT_DATE}
        for key in answers:
            if key not in known:
                raise UnknownAnswer(key, str(answers[key]))
        built: dict[str, Any] = {}
        for dimension in Dimension:
            given = answers.get(dimension.value)
            if not given:
                continue
            several = [given] if isinstance(given, str) else list(given)
            members = [_member(dimension, value) for value in several]
            if dimension in ONE_ANSWER:
                if len(members) != 1:
                    raise UnknownAnswer(dimension.value, ", ".join(several))
                built[dimension.value] = members[0]
            else:
                built[dimension.value] = frozenset(members)
        until = answers.get(PASSPORT_DATE)
        if until:
            built[PASSPORT_DATE] = _date(until)
        return cls(today=today, **built)

    def to_answers(self) -> dict[str, str | list[str]]:
        """The answers as plain strings, one stable order, without `today`.

        `Question.from_answers(q.to_answers(), q.today) == q` for every question.
        """
        plain: dict[str, str | list[str]] = {}
        for dimension, answers in ANSWERS.items():
            given = self.answered(dimension)
            ordered = [a.value for a in answers if a in given]
            plain[dimension.value] = ordered[0] if dimension in ONE_ANSWER else ordered
        if self.passport_valid_until is not None:
            plain[PASSPORT_DATE] = self.passport_valid_until.isoformat()
        return plain

    def with_unanswered_from(self, earlier: Question) -> Question:
        """Fill each dimension that is wholly unknown here with the earlier answers.

        For looking again: a question that was skipped this time keeps its old answer, so that
        leaving it out can never lower the band.
        """
        filled: dict[str, Any] = {
            d.value: getattr(earlier, d.value)
            for d in Dimension
            if self.answered(d) == frozenset({UNKNOWN})
        }
        if self.passport_valid_until is None:
            filled[PASSPORT_DATE] = earlier.passport_valid_until
        return replace(self, **filled)


QUESTION_KEYS = tuple(f.name for f in fields(Question) if f.name != "today")
"""Every key `from_answers` accepts."""


def _member(dimension: Dimension, value: str) -> StrEnum:
    try:
        return ANSWERS[dimension](value)
    except ValueError:
        raise UnknownAnswer(dimension.value, value) from None


def _date(value: str | Sequence[str]) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise UnknownAnswer(PASSPORT_DATE, str(value)) from None
