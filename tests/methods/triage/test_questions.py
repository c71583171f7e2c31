"""Answers as plain strings: in, out, and refused."""

from datetime import date

import pytest

from safeconduct.methods.triage import (
    ANSWERS,
    ONE_ANSWER,
    QUESTION_KEYS,
    Aim,
    Dimension,
    Happened,
    Question,
    Trace,
    UnknownAnswer,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("empty", [None, "", [], "unknown"])
@pytest.mark.parametrize("key", [k for k in QUESTION_KEYS if k != "passport_valid_until"])
def test_no_answer_is_unknown(key: str, empty: str | list[str] | None) -> None:
    assert Question.from_answers({key: empty}, TODAY) == Question(TODAY)


def test_every_answer_can_be_given_and_stored() -> None:
    for dimension in Dimension:
        for answer in ANSWERS[dimension]:
            question = Question.from_answers({dimension.value: [answer.value]}, TODAY)
            stored = question.to_answers()
            expected = answer.value if dimension in ONE_ANSWER else [answer.value]
            assert stored[dimension.value] == expected
            assert Question.from_answers(stored, TODAY) == question


def test_the_passport_date_is_kept() -> None:
    question = Question.from_answers({"passport_valid_until": "2027-01-31"}, TODAY)
    assert question.passport_valid_until == date(2027, 1, 31)
    assert question.to_answers()["passport_valid_until"] == "2027-01-31"


@pytest.mark.parametrize(
    ("answers", "dimension", "value"),
    [
        ({"hunter": "mafia"}, "hunter", "mafia"),
        ({"aim": ["find", "place"]}, "aim", "place"),
        ({"nearness": ["city", "place"]}, "nearness", "city, place"),
        ({"passport_valid_until": "31.1.2027"}, "passport_valid_until", "31.1.2027"),
        ({"danger": "high"}, "danger", "high"),
        ({"when": "Now"}, "when", "Now"),
    ],
)
def test_an_answer_nobody_knows_is_refused(
    answers: dict[str, str | list[str]], dimension: str, value: str
) -> None:
    with pytest.raises(UnknownAnswer) as refused:
        Question.from_answers(answers, TODAY)
    assert (refused.value.dimension, refused.value.value) == (dimension, value)


def test_none_gives_way_to_what_was_ticked_beside_it() -> None:
    question = Question.from_answers({"traces": ["none", "visited"]}, TODAY)
    assert question.traces == frozenset({Trace.VISITED})


def test_unknown_may_stand_beside_what_is_known() -> None:
    question = Question.from_answers({"happened": ["tortured", "unknown"]}, TODAY)
    assert question.happened == frozenset({Happened.TORTURED, Happened.UNKNOWN})


def test_looking_again_keeps_what_was_not_asked_again() -> None:
    earlier = Question.from_answers(
        {"aim": ["kill"], "nearness": "place", "passport_valid_until": "2027-01-31"}, TODAY
    )
    again = Question.from_answers({"nearness": "region"}, date(2026, 11, 21))
    filled = again.with_unanswered_from(earlier)
    assert filled.aim == frozenset({Aim.KILL})
    assert filled.nearness.value == "region"
    assert filled.passport_valid_until == date(2027, 1, 31)
    assert filled.today == date(2026, 11, 21)
