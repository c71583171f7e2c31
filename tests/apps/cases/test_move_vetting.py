"""Vetting: clearing takes two members, and any other step forgets a first clearing."""

import pytest

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.cases import actions, queries
from safeconduct.apps.cases.models import Case
from tests.apps.cases.household import opened
from tests.cast import Cast


def corroborated(cast: Cast) -> Case:
    case = opened(cast)
    actions.move_vetting(cast.birch, case.id, to="identity_ok", reason="video call")
    return actions.move_vetting(cast.birch, case.id, to="corroborated", reason="two friends")


def test_two_members_clear(cast: Cast) -> None:
    case = corroborated(cast)
    half = actions.move_vetting(cast.birch, case.id, to="two_person_cleared", reason="sure")
    assert half.vetting == "corroborated"
    assert [w.mine for w in queries.waiting_for_second(cast.birch)] == [True]
    assert [w.mine for w in queries.waiting_for_second(cast.rowan)] == [False]
    done = actions.move_vetting(cast.rowan, case.id, to="two_person_cleared", reason="sure too")
    assert done.vetting == "two_person_cleared"
    assert queries.waiting_for_second(cast.rowan) == []


def test_one_member_alone_does_not(cast: Cast) -> None:
    case = corroborated(cast)
    actions.move_vetting(cast.birch, case.id, to="two_person_cleared", reason="sure")
    with pytest.raises(Refused) as refused:
        actions.move_vetting(cast.birch, case.id, to="two_person_cleared", reason="very sure")
    assert refused.value.code == "second_person"


def test_a_doubt_in_between_forgets_the_first(cast: Cast) -> None:
    case = corroborated(cast)
    actions.move_vetting(cast.birch, case.id, to="two_person_cleared", reason="sure")
    case = actions.move_vetting(cast.rowan, case.id, to="hold_infiltration", reason="the uncle")
    assert case.first_clearer_id is None
    with pytest.raises(Refused) as refused:
        actions.move_vetting(cast.rowan, case.id, to="two_person_cleared", reason="sure")
    assert refused.value.code == "not_a_step"


def test_every_step_needs_grounds(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Refused) as refused:
        actions.move_vetting(cast.birch, case.id, to="identity_ok", reason="  ")
    assert refused.value.code == "nothing_written"
