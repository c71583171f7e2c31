"""A missed check-in: who is called, when, and what ends it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.methods.triage import (
    Agreement,
    AgreementRefused,
    Alarm,
    Deed,
    alarms,
    next_due,
)
from tests.methods.triage.drawing import steady

DUE = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
DAY = 24 * 60


def at(minutes: int) -> datetime:
    return DUE + timedelta(minutes=minutes)


DAILY = Agreement(DUE, ("keeper", "caseworker", "coordinator"), every_minutes=DAY)


def called(now: int, checkins: tuple[int, ...] = (), deeds: tuple[int, ...] = ()) -> list[str]:
    said = [Deed(at(minute), "keeper") for minute in deeds]
    return [a.whom for a in alarms(DAILY, [at(m) for m in checkins], at(now), said)]


def test_nobody_is_called_before_the_grace_has_passed() -> None:
    assert called(-1) == called(0) == called(29) == []


def test_people_are_called_in_order_each_after_a_step() -> None:
    assert called(30) == ["keeper"]
    assert called(60) == ["keeper", "caseworker"]
    assert called(90) == ["keeper", "caseworker", "coordinator"]
    assert alarms(DAILY, [], at(60)) == (
        Alarm(1, "keeper", at(30)),
        Alarm(2, "caseworker", at(60)),
    )


def test_all_stay_called_until_something_is_done() -> None:
    assert called(3 * DAY) == ["keeper", "caseworker", "coordinator"]


def test_a_check_in_a_little_early_counts() -> None:
    assert called(90, checkins=(-60,)) == []


def test_a_check_in_long_before_does_not() -> None:
    assert called(90, checkins=(-61,)) == ["keeper", "caseworker", "coordinator"]


def test_being_heard_from_late_ends_the_alarm_but_counts_for_that_day_only() -> None:
    assert called(95, checkins=(95,)) == []
    assert called(DAY + 30, checkins=(95,)) == ["keeper"]


def test_saying_what_was_done_ends_the_alarm_until_the_next_due_time() -> None:
    assert called(45, deeds=(40,)) == []
    assert called(DAY, deeds=(40,)) == []
    assert called(DAY + 30, deeds=(40,)) == ["keeper"]


def test_a_deed_before_the_alarm_ends_nothing() -> None:
    assert called(45, deeds=(20,)) == ["keeper"]


def test_what_lies_in_the_future_is_not_heard_yet() -> None:
    assert called(45, checkins=(46,), deeds=(46,)) == ["keeper"]


def test_a_single_check_in_is_done_once_heard() -> None:
    once = Agreement(DUE, ("keeper",))
    assert next_due(once, [], at(500)) == DUE
    assert next_due(once, [at(5)], at(500)) is None
    assert alarms(once, [at(5)], at(500)) == ()


def test_an_agreement_ends_but_not_a_silence_begun_before() -> None:
    until = Agreement(DUE, ("keeper",), every_minutes=DAY, ends=at(DAY))
    assert next_due(until, [at(0)], at(2 * DAY)) is None
    assert [a.whom for a in alarms(until, [], at(2 * DAY))] == ["keeper"]


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"first_due": datetime(2026, 11, 20, 18, 0)}, "needs_time_zone"),
        ({"ends": datetime(2026, 11, 20, 18, 0)}, "needs_time_zone"),
        ({"order": ()}, "needs_someone_to_call"),
        ({"order": ("keeper", " ")}, "needs_someone_to_call"),
        ({"order": ("keeper", "keeper")}, "called_twice"),
        ({"step_minutes": 0}, "needs_minutes"),
        ({"grace_minutes": -1}, "needs_minutes"),
        ({"every_minutes": 0}, "needs_minutes"),
        ({"every_minutes": 60}, "early_too_long"),
    ],
)
def test_an_agreement_under_which_silence_could_go_unheard(over: dict[str, Any], code: str) -> None:
    fields: dict[str, Any] = {"first_due": DUE, "order": ("keeper",), **over}
    with pytest.raises(AgreementRefused) as refused:
        Agreement(**fields)
    assert refused.value.code == code


minutes = st.integers(-200, 900)


@steady
@given(
    every=st.integers(31, 300),
    grace=st.integers(0, 90),
    checkins=st.lists(minutes, max_size=6),
    deeds=st.lists(minutes, max_size=4),
    now=minutes,
)
def test_the_same_as_counting_every_due_time(
    every: int, grace: int, checkins: list[int], deeds: list[int], now: int
) -> None:
    """Against the slow way: go through the due times one by one and ask what settled each."""
    agreement = Agreement(DUE, ("a", "b"), every, grace, step_minutes=10, early_minutes=30)
    expected: list[tuple[str, int]] = []
    for due in range(0, 1300, every):
        heard = any(due - 30 <= c <= now for c in checkins)
        done = any(due + grace <= d <= now for d in deeds)
        if not heard and not done:
            expected = [("a", due + grace), ("b", due + grace + 10)]
            break
    raised = alarms(
        agreement, [at(c) for c in checkins], at(now), [Deed(at(d), "a") for d in deeds]
    )
    assert [(a.whom, a.since) for a in raised] == [
        (who, at(since)) for who, since in expected if since <= now
    ]


@steady
@given(st.lists(minutes, max_size=5), minutes, minutes)
def test_an_alarm_never_ends_by_waiting(checkins: list[int], now: int, later: int) -> None:
    first, second = sorted((now, later))
    heard = [at(c) for c in checkins if c <= first]
    before = alarms(DAILY, heard, at(first))
    assert alarms(DAILY, heard, at(second))[: len(before)] == before
