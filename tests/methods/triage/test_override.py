"""Two people, a reason, and what follows from their band."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta

import pytest

from safeconduct.methods.triage import Assessment, Band, OverrideRefused, Question, assess, override

TODAY = date(2026, 11, 20)


@pytest.fixture
def urgent() -> Assessment:
    return assess(Question.from_answers({"alone_with": ["children"]}, TODAY))


def test_two_people_raise_a_band(urgent: Assessment) -> None:
    made = override(urgent, Band.EMERGENCY, ("amina", "bors"), " Her brother is in town. ")
    assert (made.from_band, made.to_band) == (Band.URGENT, Band.EMERGENCY)
    assert made.by == ("amina", "bors")
    assert made.reason == "Her brother is in town."
    assert made.weight == 300 * urgent.percent // 100
    assert (made.act_within_hours, made.place_within_days) == (24, 7)
    assert made.look_again_on == TODAY + timedelta(days=1)
    with pytest.raises(FrozenInstanceError):
        made.reason = ""  # type: ignore[misc]


def test_two_people_lower_a_band_but_not_the_next_look(urgent: Assessment) -> None:
    made = override(urgent, Band.NORMAL, ("amina", "bors"), "Already abroad since Monday.")
    assert made.weight == 10 * urgent.percent // 100
    assert made.look_again_on == urgent.look_again_on


@pytest.mark.parametrize("to_band", [Band.EMERGENCY, Band.NORMAL])
@pytest.mark.parametrize("by", [("amina", "amina"), ("amina", " Amina "), ("amina", " "), ("", "")])
def test_one_person_is_refused_both_ways(
    urgent: Assessment, to_band: Band, by: tuple[str, str]
) -> None:
    with pytest.raises(OverrideRefused) as refused:
        override(urgent, to_band, by, "a reason")
    assert refused.value.code == "two_people_needed"


def test_no_reason_is_refused(urgent: Assessment) -> None:
    with pytest.raises(OverrideRefused) as refused:
        override(urgent, Band.NORMAL, ("amina", "bors"), "  ")
    assert refused.value.code == "reason_needed"


def test_the_same_band_is_no_override(urgent: Assessment) -> None:
    with pytest.raises(OverrideRefused) as refused:
        override(urgent, Band.URGENT, ("amina", "bors"), "a reason")
    assert refused.value.code == "same_band"


def test_other_rules_are_refused(urgent: Assessment) -> None:
    with pytest.raises(OverrideRefused) as refused:
        override(replace(urgent, rules_version="old"), Band.NORMAL, ("a", "b"), "a reason")
    assert refused.value.code == "other_rules_version"


def test_one_person_raises_by_answering_more_severely(urgent: Assessment) -> None:
    more = assess(Question.from_answers({"alone_with": ["children"], "nearness": "place"}, TODAY))
    assert urgent.band is Band.URGENT
    assert more.band is Band.EMERGENCY
