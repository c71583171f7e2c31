"""From answers to a judgement and back to what is kept: the way to methods.triage.

A question nobody answers keeps its earlier answer; an answer `unknown` that somebody chose stays
unknown, which is never read as safe.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from safeconduct.apps.cases.records import Assessed
from safeconduct.methods import triage

Answers = Mapping[str, str | list[str]]


def judged(answers: Answers, day: date) -> triage.Assessment:
    """The rules' judgement. Raises triage.UnknownAnswer for answers they do not know."""
    return triage.assess(triage.Question.from_answers(answers, day))


def unassessed(day: date) -> triage.Assessment:
    """The judgement while nothing has been asked: what a case weighs until somebody asks."""
    return judged({}, day)


def completed(answers: Answers, earlier: Answers | None) -> dict[str, str | list[str]]:
    """`answers`, with the earlier answer to every question that was left out this time."""
    given: dict[str, str | list[str]] = {k: v for k, v in answers.items() if v}
    for key, value in (earlier or {}).items():
        # A date without the passport it belongs to says nothing.
        if key == "passport_valid_until" and "papers" in given:
            continue
        given.setdefault(key, value)
    return given


def kept(answers: Answers, found: triage.Assessment, note: str = "") -> Assessed:
    """What is sealed: the answers as given and the whole answer of the rules."""
    question = triage.Question.from_answers(answers, found.assessed_on)
    return Assessed(
        answers=question.to_answers(),
        band=found.band.value,
        rule=found.rule,
        sentence=found.sentence,
        also_fired=found.also_fired,
        reasons=found.reasons,
        held_down_by=found.held_down_by,
        modifiers=found.modifiers,
        percent=found.percent,
        missing=found.missing,
        could_be=found.could_be.value,
        sooner_if=found.look_again_sooner_if,
        act_within_hours=found.act_within_hours,
        place_within_days=found.place_within_days,
        note=note,
    )


def severity(band: str) -> int:
    """0 normal, 1 urgent, 2 emergency. Raises ValueError for no band."""
    return triage.Band(band).severity


def weight_of(band: str, percent: int) -> int:
    """The planner's weight of a band with the modifiers' percent."""
    return triage.DEFAULT.weight(triage.Band(band), percent)


def overridden(
    said: Assessed, made_on: date, band: str, by: Sequence[str], reason: str
) -> triage.Override:
    """Check another band that two members set. Raises triage.OverrideRefused."""
    found = judged(said.answers, made_on)
    return triage.override(found, triage.Band(band), (by[0], by[1]), reason)
