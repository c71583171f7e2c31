"""The built-in table, tables of an organisation's own, and what is refused and how."""

import copy
import tomllib
from typing import Any

import pytest

from safeconduct.methods.triage import (
    ANSWERS,
    DEFAULT,
    DEFAULT_MAPPING,
    RULES_VERSION,
    Dimension,
    TableError,
    all_codes,
    load_table,
)
from safeconduct.methods.triage.order import LEAST


def changed(**over: Any) -> dict[str, Any]:
    return {**copy.deepcopy(dict(DEFAULT_MAPPING)), "version": "ours.1", **over}


def problems(mapping: dict[str, Any]) -> str:
    with pytest.raises(TableError) as refused:
        load_table(mapping)
    assert refused.value.problems
    return "\n".join(refused.value.problems)


def test_the_figures_are_those_of_the_design() -> None:
    terms = {
        band.value: (t.weight, t.act_within_hours, t.place_within_days, t.look_again_days)
        for band, t in DEFAULT.bands.items()
    }
    assert terms == {
        "emergency": (300, 24, 7, 1),
        "urgent": (60, None, 42, 7),
        "normal": (10, None, None, 30),
    }
    assert DEFAULT.most_percent == 300
    assert DEFAULT.version == RULES_VERSION


def test_every_answer_but_the_harmless_one_counts_somewhere() -> None:
    counted = {
        (dimension, answer)
        for part in (*DEFAULT.rules, *DEFAULT.modifiers)
        for clause in part.condition
        for dimension, answers in clause.any_of
        for answer in answers
    }
    for dimension in Dimension:
        not_counted = {a.value for a in ANSWERS[dimension] if (dimension, a.value) not in counted}
        assert not_counted == {LEAST[dimension]}


def test_codes_are_listed_once_each() -> None:
    for kind, codes in all_codes().items():
        assert codes, kind
        assert len(set(codes)) == len(codes), kind


def test_a_table_from_toml() -> None:
    text = """
    version = "ours.2"
    [bands]
    emergency = { weight = 400, act_within_hours = 12, place_within_days = 5, look_again_days = 1 }
    urgent = { weight = 60, look_again_days = 5 }
    normal = { weight = 20, look_again_days = 20 }
    [[rules]]
    code = "near"
    band = "emergency"
    sentence = "knows_the_place"
    all = [{ nearness = ["city"], traces = ["visited"] }, { hunter = ["family"] }]
    [[rules]]
    code = "anything_else"
    band = "urgent"
    all = [{ when = ["later"] }]
    """
    table = load_table(tomllib.loads(text))
    assert table.version == "ours.2"
    assert [rule.sentence for rule in table.rules] == ["knows_the_place", "anything_else"]
    assert table.modifiers == ()
    assert table.passport_short_days == 180
    assert table.most_percent == 300


def test_a_changed_table_needs_its_own_version() -> None:
    said = problems({**DEFAULT_MAPPING, "passport_short_days": 90})
    assert "give a changed table its own" in said
    load_table(DEFAULT_MAPPING)


def test_unknown_is_never_safe_in_any_table() -> None:
    only_kill = [{"code": "kill", "band": "emergency", "all": [{"aim": ["kill"]}]}]
    assert "unknown is never safe" in problems(changed(rules=only_kill))


def test_a_lower_band_may_not_outweigh_a_higher() -> None:
    bands = {**DEFAULT_MAPPING["bands"], "normal": {"weight": 21, "look_again_days": 30}}
    assert "no normal case outweighs" in problems(changed(bands=bands))


def test_a_higher_band_is_not_looked_at_later() -> None:
    bands = {**DEFAULT_MAPPING["bands"], "urgent": {"weight": 60, "look_again_days": 31}}
    assert "look_again_days must not be longer" in problems(changed(bands=bands))


RULE = {"code": "near", "band": "urgent", "all": [{"when": ["later"]}]}


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"version": " "}, "give the table a version"),
        ({"colour": "red"}, "'colour' is not known here"),
        ({"bands": {}}, "bands: emergency is missing; add it."),
        ({"bands": 3}, "bands: must be a table"),
        ({"rules": {}}, "[[rules]] in TOML"),
        ({"rules": [RULE, RULE]}, "rules.near: this code is used twice"),
        ({"rules": [{**RULE, "code": "Near!"}]}, "rules[0]: give it a code"),
        ({"rules": ["near"]}, "rules[0]: give it a code"),
        ({"rules": [{**RULE, "band": "high"}]}, "write emergency, urgent or normal"),
        ({"rules": [{**RULE, "all": []}]}, "at least one clause"),
        ({"rules": [{**RULE, "all": [{}]}]}, "name at least one dimension"),
        ({"rules": [{**RULE, "all": [{"mood": ["bad"]}]}]}, "'mood' is no dimension; use one of"),
        ({"rules": [{**RULE, "all": [{"when": []}]}]}, "list at least one answer of when"),
        ({"rules": [{**RULE, "all": [{"when": ["soon"]}]}]}, "'soon' is no answer of when; use"),
        ({"rules": [{**RULE, "any": []}]}, "'any' is not known here"),
        (
            {"modifiers": [{"code": "less", "percent": 50, "all": [{"when": ["now"]}]}]},
            "percent must be a whole number from 100 to 300, not 50",
        ),
        ({"most_percent": 400}, "most_percent must be a whole number from 100 to 300"),
        ({"passport_short_days": "90"}, "passport_short_days must be a whole number"),
        ({"sooner": [{"code": "it_rains", "if": {"sky": ["grey"]}}]}, "'sky' is no dimension"),
        ({"sooner": [{"code": "it_rains", "days": 0}]}, "days must be a whole number"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(over: dict[str, Any], said: str) -> None:
    assert said in problems(changed(**over))


def test_all_problems_are_told_at_once() -> None:
    said = problems(changed(version="", colour="red", rules=[{**RULE, "band": "high"}]))
    assert len(said.splitlines()) >= 3


def test_a_table_cannot_be_changed_under_an_assessment() -> None:
    with pytest.raises(TypeError):
        DEFAULT.bands["normal"] = None  # type: ignore[index]
