"""What holds for every answer: worse is never less, unknown is never safe, nothing is hidden."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.methods.triage import (
    ANSWERS,
    DEFAULT,
    ONE_ANSWER,
    Assessment,
    Dimension,
    Paper,
    Question,
    assess,
    load_table,
)
from safeconduct.methods.triage.order import CERTAIN, at_least, no_worse
from tests.methods.triage.drawing import (
    TODAY,
    answers_of,
    dimensions,
    questions,
    steady,
    tables,
    with_answers,
    withdrawn,
    worse_in,
)


def assert_no_lower(after: Assessment, before: Assessment) -> None:
    assert after.band.severity >= before.band.severity
    assert after.weight >= before.weight


def named_in(assessment: Assessment, dimension: Dimension) -> set[str]:
    """The answers an assessment names in one dimension, a passport under what was ticked."""
    codes = assessment.reasons + assessment.held_down_by
    named = {c.partition(".")[2] for c in codes if c.startswith(f"{dimension}.")}
    if dimension is Dimension.PAPERS and named & {"passport_short", "passport_expired"}:
        named.add("travel_passport")
    return named


@steady
@given(st.data(), questions(), dimensions)
def test_a_worse_answer_never_lowers(
    data: st.DataObject, question: Question, dimension: Dimension
) -> None:
    worse = data.draw(worse_in(question, dimension))
    assert no_worse(dimension, question.answered(dimension), worse.answered(dimension))
    assert_no_lower(assess(worse), assess(question))


@steady
@given(st.data(), questions())
def test_worse_answers_everywhere_never_lower(data: st.DataObject, question: Question) -> None:
    worse = question
    for dimension in Dimension:
        worse = data.draw(worse_in(worse, dimension))
    assert_no_lower(assess(worse), assess(question))


@steady
@given(questions(), st.integers(0, 3000))
def test_a_passport_that_ends_sooner_never_lowers(question: Question, days: int) -> None:
    if question.passport_valid_until is not None:
        sooner = question.passport_valid_until - timedelta(days)
        assert_no_lower(assess(replace(question, passport_valid_until=sooner)), assess(question))


@steady
@given(questions())
def test_an_unknown_passport_date_never_lowers_against_a_valid_passport(
    question: Question,
) -> None:
    until = question.passport_valid_until
    if until is None or until >= TODAY:
        assert_no_lower(assess(replace(question, passport_valid_until=None)), assess(question))


@steady
@given(questions(), dimensions)
def test_leaving_a_question_unanswered_never_lowers(
    question: Question, dimension: Dimension
) -> None:
    """Against every answer but the few that are certain danger (worse than unknown)."""
    if not question.answered(dimension) & CERTAIN[dimension]:
        silent = with_answers(question, dimension, {"unknown"})
        assert_no_lower(assess(silent), assess(question))


@steady
@given(questions())
def test_leaving_all_that_is_not_certain_unanswered_never_lowers(question: Question) -> None:
    silent = question
    for dimension in Dimension:
        certain = question.answered(dimension) & CERTAIN[dimension]
        if dimension not in ONE_ANSWER or not certain:
            silent = with_answers(silent, dimension, {*certain, "unknown"})
    assert_no_lower(assess(silent), assess(question))


@steady
@given(questions(), st.sets(dimensions))
def test_a_question_skipped_when_looking_again_never_lowers(
    question: Question, skipped: set[Dimension]
) -> None:
    """Here without any exception: the earlier answers stand in."""
    again = question
    for dimension in skipped:
        again = with_answers(again, dimension, {"unknown"})
    assert assess(again.with_unanswered_from(question)) == assess(question)


@pytest.mark.parametrize("dimension", list(Dimension))
def test_unknown_ranks_against_every_answer(dimension: Dimension) -> None:
    from_unknown = at_least(dimension, ["unknown"])
    for answer in ANSWERS[dimension]:
        assert answer.value in from_unknown or "unknown" in at_least(dimension, [answer.value])


@pytest.mark.parametrize("dimension", list(Dimension))
def test_the_order_has_no_circle(dimension: Dimension) -> None:
    for answer in ANSWERS[dimension]:
        for worse in at_least(dimension, [answer.value]) - {answer.value}:
            assert answer.value not in at_least(dimension, [worse])


@steady
@given(st.data(), questions())
def test_the_explanation_names_every_answer_that_mattered(
    data: st.DataObject, question: Question
) -> None:
    """Whatever it does not name may be taken back, one or all, without changing anything."""
    before = assess(question)
    after = question
    for dimension in data.draw(st.permutations(list(Dimension))):
        after = data.draw(withdrawn(after, dimension, named_in(before, dimension)))
    assert assess(after).band is before.band
    assert assess(after).weight == before.weight


@steady
@given(questions())
def test_it_names_only_answers_that_were_given(question: Question) -> None:
    reading = DEFAULT.read(question)
    given_codes = {f"{d}.{a}" for d, answers in reading.items() for a in answers}
    assessment = assess(question)
    assert set(assessment.reasons + assessment.held_down_by) <= given_codes


@steady
@given(questions())
def test_every_band_above_normal_has_its_rule_and_reasons(question: Question) -> None:
    assessment = assess(question)
    by_code = {rule.code: rule for rule in DEFAULT.rules}
    for code in (assessment.rule, *assessment.also_fired):
        if assessment.band.value != "normal":
            assert by_code[code].band is assessment.band
            assert assessment.reasons


@steady
@given(questions())
def test_the_same_question_gets_the_same_answer(question: Question) -> None:
    again = Question.from_answers(question.to_answers(), question.today)
    assert again == question
    assert assess(again) == assess(question)
    assert hash(again) == hash(question)


@steady
@given(questions())
def test_the_weight_stays_within_its_band(question: Question) -> None:
    assessment = assess(question)
    base = {"normal": 10, "urgent": 60, "emergency": 300}[assessment.band.value]
    assert base <= assessment.weight <= 3 * base
    assert assessment.weight == base * assessment.percent // 100


@steady
@given(questions())
def test_what_it_could_be_is_never_less(question: Question) -> None:
    assessment = assess(question)
    assert assessment.could_be.severity >= assessment.band.severity
    unanswered = [d for d in Dimension if "unknown" in question.answered(d)]
    if not unanswered:
        assert set(assessment.missing) <= {"passport_valid_until"}
    days = (assessment.look_again_on - TODAY).days
    assert 1 <= days <= {"normal": 30, "urgent": 7, "emergency": 1}[assessment.could_be.value]


@steady
@given(st.data(), questions(), dimensions)
def test_what_is_not_missing_could_change_nothing(
    data: st.DataObject, question: Question, dimension: Dimension
) -> None:
    before = assess(question)
    given_answers = question.answered(dimension)
    if "unknown" not in given_answers or dimension.value in before.missing:
        return
    answers = data.draw(answers_of(dimension))
    told = {answers} if dimension in ONE_ANSWER else set(answers)
    # A passport without a date stays in doubt, and is named under its own code.
    told -= {"unknown", Paper.TRAVEL_PASSPORT}
    if told:
        after = assess(with_answers(question, dimension, (set(given_answers) - {"unknown"}) | told))
        assert (after.band, after.weight) == (before.band, before.weight)


@steady
@given(st.data(), tables(), questions(), dimensions)
def test_no_table_that_loads_can_break_the_promises(
    data: st.DataObject, mapping: dict[str, object], question: Question, dimension: Dimension
) -> None:
    table = load_table(mapping)
    before = assess(question, table)
    assert_no_lower(assess(data.draw(worse_in(question, dimension)), table), before)
    after = question
    for each in Dimension:
        after = data.draw(withdrawn(after, each, named_in(before, each)))
    assert assess(after, table).band is before.band
    assert assess(after, table).weight == before.weight
