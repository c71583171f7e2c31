"""The tables of stages and vetting: what follows what, and that the drawn page says the same."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.cases import described, stages
from safeconduct.apps.cases.stages import ASIDE, ENDED, OPEN, ROAD, TRANSITIONS, Stage, Vetting
from tools import docs


def reachable(start: Stage) -> set[Stage]:
    seen, todo = {start}, [start]
    while todo:
        for step in TRANSITIONS[todo.pop()] - seen:
            seen.add(step)
            todo.append(step)
    return seen


def test_every_stage_is_reached_and_every_open_one_can_end() -> None:
    assert reachable(Stage.ACCEPTED) == set(Stage)
    for stage in OPEN:
        assert Stage.CLOSED in reachable(stage)
    for stage in ENDED:
        assert TRANSITIONS[stage] == frozenset()


def test_the_road_runs_forward_and_aside_comes_back() -> None:
    for here, there in pairwise(ROAD):
        assert there in TRANSITIONS[here]
    assert Stage.ROUTABLE in TRANSITIONS[Stage.ACCEPTED]
    for stage in OPEN:
        assert (ASIDE | {Stage.WITHDRAWN, Stage.DECEASED}) - {stage} <= TRANSITIONS[stage]
    for aside in ASIDE:
        assert set(ROAD) <= TRANSITIONS[aside]


@given(st.lists(st.sampled_from([stage.value for stage in Stage]), max_size=12))
def test_no_walk_leaves_the_table(steps: list[str]) -> None:
    """Whatever is tried in whatever order, only steps of the table are taken."""
    here = Stage.ACCEPTED.value
    for step in steps:
        try:
            there = stages.check_move(here, step, "because")
        except Refused as refused:
            assert refused.code == "not_a_step"
            assert Stage(step) not in TRANSITIONS[Stage(here)]
            continue
        assert there in TRANSITIONS[Stage(here)]
        here = there.value
    if here in ENDED:
        assert stages.next_stages(here) == []


@given(st.sampled_from(Stage), st.sampled_from(Stage), st.sampled_from(["", "  ", "because"]))
def test_steps_back_aside_and_out_need_a_reason(old: Stage, new: Stage, reason: str) -> None:
    try:
        stages.check_move(old, new, reason)
    except Refused as refused:
        if refused.code == "reason_needed":
            assert stages.needs_reason(old, new)
            assert not reason.strip()
    else:
        assert reason.strip() or not stages.needs_reason(old, new)
        if new in ASIDE | ENDED - {Stage.CLOSED} or old in ASIDE:
            assert reason.strip()


def test_what_is_no_stage_is_refused() -> None:
    with pytest.raises(Refused):
        stages.check_move("accepted", "elsewhere", "because")
    with pytest.raises(Refused):
        stages.check_vetting("unseen", "two_person_cleared")


def test_vetting_is_never_cleared_at_once_or_out_of_a_hold() -> None:
    steps = stages.VETTING_STEPS
    before = [old for old in Vetting if Vetting.TWO_PERSON_CLEARED in steps[old]]
    assert before == [Vetting.CORROBORATED]
    for hold in (Vetting.HOLD_INCONSISTENT, Vetting.HOLD_INFILTRATION, Vetting.REJECTED):
        assert not steps[hold] & {Vetting.CORROBORATED, Vetting.TWO_PERSON_CLEARED}


def test_every_stage_and_vetting_has_its_words() -> None:
    assert set(stages.STAGE_NAMES) == set(Stage)
    assert set(stages.VETTING_NAMES) == set(Vetting)


def test_the_page_says_what_the_table_says() -> None:
    page = (docs.PAGES / "how-to" / "stages.md").read_text("utf-8")
    assert docs.redrawn(page) == page
    drawn = set(re.findall(r"^ {4}(\w+) --> (\w+)$", described.drawn()["case-stages"], re.M))
    assert drawn == {
        (old.value, new.value)
        for old, following in TRANSITIONS.items()
        for new in following
        if not {old, new} & (ASIDE | ENDED - {Stage.CLOSED})
    }
