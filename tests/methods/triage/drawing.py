"""Hypothesis strategies: any question, a worse one, a less severe one, any table of rules."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from safeconduct.methods.triage import ANSWERS, DEFAULT_MAPPING, ONE_ANSWER, Dimension, Question
from safeconduct.methods.triage.order import at_least, at_most

TODAY = date(2026, 11, 20)

# A busy machine is no counterexample.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

dimensions = st.sampled_from(list(Dimension))
passport_dates = st.none() | st.integers(-400, 1500).map(lambda days: TODAY + timedelta(days))


def answers_of(dimension: Dimension) -> st.SearchStrategy[Any]:
    """One answer, or a set of up to four."""
    several = list(ANSWERS[dimension])
    if dimension in ONE_ANSWER:
        return st.sampled_from(several)
    return st.frozensets(st.sampled_from(several), max_size=4)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    drawn = {d.value: draw(answers_of(d)) for d in Dimension}
    return Question(today=TODAY, passport_valid_until=draw(passport_dates), **drawn)


def with_answers(question: Question, dimension: Dimension, given: set[str]) -> Question:
    """The same question with the answers of one dimension exchanged."""
    members = frozenset(ANSWERS[dimension](a) for a in given)
    if dimension in ONE_ANSWER:
        (one,) = members
        return replace(question, **{dimension.value: one})  # type: ignore[arg-type]
    return replace(question, **{dimension.value: members})  # type: ignore[arg-type]


@st.composite
def worse_in(draw: st.DrawFn, question: Question, dimension: Dimension) -> Question:
    """The question with one dimension answered the same or worse."""
    worse = {
        draw(st.sampled_from(sorted(at_least(dimension, [answer]))))
        for answer in sorted(question.answered(dimension))
    }
    if dimension not in ONE_ANSWER:
        worse |= draw(st.frozensets(st.sampled_from([a.value for a in ANSWERS[dimension]])))
    return with_answers(question, dimension, worse)


@st.composite
def withdrawn(
    draw: st.DrawFn, question: Question, dimension: Dimension, named: set[str]
) -> Question:
    """The question with unnamed answers of a dimension taken back, unknown or less severe."""
    left = set()
    for answer in sorted(question.answered(dimension)):
        if answer in named:
            left.add(answer)
            continue
        choices = [{"unknown"}, *({a} for a in sorted(at_most(dimension, answer)))]
        if dimension not in ONE_ANSWER:
            choices.append(set())
        left |= draw(st.sampled_from(choices))
    return with_answers(question, dimension, left)


@st.composite
def clauses(draw: st.DrawFn) -> dict[str, list[str]]:
    chosen = draw(st.lists(dimensions, min_size=1, max_size=2, unique=True))
    return {
        d.value: draw(
            st.lists(st.sampled_from([a.value for a in ANSWERS[d]]), min_size=1, max_size=3)
        )
        for d in chosen
    }


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """A table an organisation might write: any rules at all, and one for the unanswered."""
    conditions = st.lists(clauses(), min_size=1, max_size=3)
    bands = st.sampled_from(["emergency", "urgent", "normal"])
    rules = [
        {"code": f"rule_{n}", "band": band, "all": condition}
        for n, (band, condition) in enumerate(
            draw(st.lists(st.tuples(bands, conditions), max_size=6))
        )
    ]
    rules.append({"code": "nothing_known", "band": "urgent", "all": [{"when": ["unknown"]}]})
    modifiers = [
        {"code": f"modifier_{n}", "percent": percent, "all": condition}
        for n, (percent, condition) in enumerate(
            draw(st.lists(st.tuples(st.integers(100, 300), conditions), max_size=4))
        )
    ]
    return {**DEFAULT_MAPPING, "version": "ours.1", "rules": rules, "modifiers": modifiers}
