"""The tables of states: everything can be reached, nothing leads nowhere, the docs say the same."""

from itertools import pairwise

import pytest

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.relocation import described
from safeconduct.apps.relocation.stages import (
    APPLICATION,
    CLOSED,
    FIRST,
    IN_FLIGHT,
    STEPS,
    TABLES,
    ApplicationState,
    check_move,
)
from tools import docs


def reachable(table: dict[str, tuple[str, ...]], first: str) -> set[str]:
    """Every state that some steps lead to."""
    seen, waiting = {first}, [first]
    while waiting:
        for to in table[waiting.pop()]:
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    return seen


@pytest.mark.parametrize("name", TABLES)
def test_every_state_is_in_its_table_and_can_be_reached(name: str) -> None:
    table = dict(TABLES[name])
    states = {str(state) for state in described.WORDS[name]}
    assert set(table) == states
    assert reachable(table, FIRST[name]) == states


@pytest.mark.parametrize("name", TABLES)
def test_no_table_goes_to_the_state_it_is_in(name: str) -> None:
    assert [now for now, following in TABLES[name].items() if now in following] == []


def test_an_application_can_always_be_ended_until_it_has() -> None:
    for state, following in APPLICATION.items():
        if state in CLOSED:
            assert following == ()
        else:
            assert {ApplicationState.WITHDRAWN, ApplicationState.EXPIRED} <= set(following)


def test_a_suspended_way_gives_back_every_state_it_can_take() -> None:
    taken = {now for now, to in APPLICATION.items() if ApplicationState.ROUTE_SUSPENDED in to}
    assert taken <= set(APPLICATION[ApplicationState.ROUTE_SUSPENDED])


def test_the_stepper_walks_along_the_table() -> None:
    for now, to in pairwise(STEPS):
        assert to in APPLICATION[now], (now, to)
    assert set(IN_FLIGHT) & set(CLOSED) == set()


def test_a_step_the_table_does_not_have_is_refused_with_what_is_possible() -> None:
    with pytest.raises(Refused) as refused:
        check_move(APPLICATION, "draft", "departed", ApplicationState)
    assert "read through" in str(refused.value.sentence)


def test_the_documentation_draws_these_tables() -> None:
    page = docs.PAGES / "how-to" / "way-out.md"
    text = page.read_text("utf-8")
    assert set(described.drawn()) <= {part["name"] for part in docs.PART.finditer(text)}
    assert docs.redrawn(text) == text
