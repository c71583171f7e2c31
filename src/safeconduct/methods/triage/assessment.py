"""The judgement: answers in, a band with its whole explanation out.

Pure and repeatable: the same question and table always give the same assessment. It proposes; a
named person sets the band. It never reads an unanswered question as safety.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from safeconduct.methods.triage.loading import DEFAULT
from safeconduct.methods.triage.order import LEAST
from safeconduct.methods.triage.questions import (
    ANSWERS,
    PASSPORT_DATE,
    UNKNOWN,
    Dimension,
    Paper,
    Question,
)
from safeconduct.methods.triage.rules import (
    Band,
    Reading,
    RuleTable,
    codes_of,
    held_off,
    matched,
)

NO_RULE = "no_rule_fired"
"""The rule code of a normal band that no rule gave."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A band and everything that led to it, in codes.

    `rule` is the first rule of the band in the table's order, `also_fired` the others of the same
    band. `reasons` are the answers that fired them or moved the weight. `held_down_by` are the
    answers that kept a higher band, or a higher weight, away: had they been left unanswered, it
    would have been given. `could_be` is the band if everything unanswered turned out worst.
    `missing` are the unanswered dimensions that can change band or weight, those that can raise
    the band first. `weight` is per person and day; `percent` is what the modifiers made of 100.
    """

    band: Band
    rule: str
    sentence: str
    also_fired: tuple[str, ...]
    reasons: tuple[str, ...]
    held_down_by: tuple[str, ...]
    weight: int
    percent: int
    modifiers: tuple[str, ...]
    act_within_hours: int | None
    place_within_days: int | None
    assessed_on: date
    look_again_on: date
    look_again_sooner_if: tuple[str, ...]
    missing: tuple[str, ...]
    could_be: Band
    rules_version: str


def assess(question: Question, table: RuleTable = DEFAULT) -> Assessment:
    """Judge one person's danger by the table.

    Worse answers never give a lower band or weight, and neither does leaving a question
    unanswered instead of answering it with anything not worse than unknown (see `order`).
    Unnamed answers (neither in `reasons` nor in `held_down_by`) may be withdrawn or made less
    severe, one or all, without changing the band.
    """
    reading = table.read(question)
    band, fired = table.band(reading)
    percent, moving = table.percent(reading)
    terms = table.bands[band]
    mattered = [matched(rule.condition, reading) for rule in fired]
    mattered += [matched(modifier.condition, reading) for modifier in moving]
    eased = [
        held_off(rule.condition, reading)
        for rule in table.rules
        if rule.band.severity > band.severity
    ]
    eased += [held_off(modifier.condition, reading) for modifier in table.modifiers]
    could_be, _ = table.band(_at_worst(question, reading))
    sooner = [event for event in table.sooner if event.named(reading)]
    days = [table.bands[could_be].look_again_days, terms.look_again_days]
    days += [event.days for event in sooner if event.days is not None]
    return Assessment(
        band=band,
        rule=fired[0].code if fired else NO_RULE,
        sentence=fired[0].sentence if fired else NO_RULE,
        also_fired=tuple(rule.code for rule in fired[1:]),
        reasons=codes_of(frozenset().union(*mattered)),
        held_down_by=codes_of(frozenset().union(*eased)),
        weight=table.weight(band, percent),
        percent=percent,
        modifiers=tuple(modifier.code for modifier in moving),
        act_within_hours=terms.act_within_hours,
        place_within_days=terms.place_within_days,
        assessed_on=question.today,
        look_again_on=question.today + timedelta(days=min(days)),
        look_again_sooner_if=tuple(event.code for event in sooner),
        missing=_missing(question, reading, table),
        could_be=could_be,
        rules_version=table.version,
    )


def _every_answer(dimension: Dimension) -> frozenset[str]:
    return frozenset(answer.value for answer in ANSWERS[dimension])


def _undated(question: Question) -> bool:
    """Whether there is a travel passport of which nobody said how long it is valid."""
    return Paper.TRAVEL_PASSPORT in question.papers and question.passport_valid_until is None


def _at_worst(question: Question, reading: Reading) -> Reading:
    """Everything that is not known, at its worst."""
    worst = {
        dimension: _every_answer(dimension) if UNKNOWN in given else given
        for dimension, given in reading.items()
    }
    if _undated(question):
        worst[Dimension.PAPERS] |= {Paper.PASSPORT_EXPIRED}
    return worst


def _missing(question: Question, reading: Reading, table: RuleTable) -> tuple[str, ...]:
    """Unanswered dimensions, most telling first; those that can change nothing are left out."""
    band, _ = table.band(reading)
    percent, _ = table.percent(reading)
    telling: list[tuple[int, int, str]] = []
    for place, (dimension, given) in enumerate(reading.items()):
        if UNKNOWN not in given:
            continue
        # Every answer lies between the least and all at once, so these two tell what any can do.
        known = given - {UNKNOWN}
        least = {**reading, dimension: known | {LEAST[dimension]}}
        worst = {**reading, dimension: _every_answer(dimension)}
        (low, _), (high, _) = table.band(least), table.band(worst)
        if high is not band:
            telling.append((0, place, dimension.value))
        elif low is not band:
            telling.append((1, place, dimension.value))
        elif any(table.percent(then)[0] != percent for then in (least, worst)):
            telling.append((2, place, dimension.value))
    if _undated(question):
        telling.append((2, len(reading), PASSPORT_DATE))
    return tuple(code for _, _, code in sorted(telling))
