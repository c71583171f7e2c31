"""The operation in numbers: counted from real rows, as of any day."""

from datetime import date

from safeconduct.apps.board.queries import snapshot
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.stages import Stage
from safeconduct.apps.intake import plea_actions
from tests.apps.board.operation import TODAY, Operation, days_ago, run


def test_an_empty_workspace_counts_nothing(operation: Operation) -> None:
    found = snapshot(TODAY)
    assert (found.requests, found.supported, found.hidden_now, found.left_country) == (0, 0, 0, 0)
    assert set(found.by_stage) == {stage.value for stage in Stage}
    assert found.beds == {"total": 0, "taken": 0, "free": 0, "unusable": 0}


def test_figures_are_those_of_the_rows(operation: Operation) -> None:
    """Households 0 to 7 have 1, 2, 3, 1, 2, 3, 1, 2 people; 1 to 5 are hidden, 6 is abroad."""
    made = run(operation, 8)
    withdrawn = operation.ask()
    plea_actions.withdraw(operation.cast.alder, withdrawn.id, digits="0" * 30)
    cases.bring_out(operation.cast.birch, made[1].id)
    found = snapshot(TODAY)
    assert found.requests == 9, "withdrawn requests were made all the same"
    assert found.supported == 15
    assert found.hidden_now == 2 + 3 + 1 + 2 + 3
    assert found.evacuated_from_region == 2
    assert found.left_country == 1
    assert found.lost_contact == 2
    assert (found.governments_briefed, found.governments_helping) == (2, 2)
    assert found.places_open == 6
    assert found.by_stage["sheltered"] == 6
    assert found.cases_by_stage["sheltered"] == 3
    assert sum(found.by_stage.values()) == 15
    assert found.beds["taken"] == found.hidden_now
    assert found.beds["free"] == found.beds["total"] - found.hidden_now


def test_a_day_in_the_past_is_counted_as_it_was(operation: Operation) -> None:
    """Household 0 was asked 100 days ago, household 1 88 days ago and hidden two days later."""
    run(operation, 8)
    before = snapshot(days_ago(101))
    assert (before.requests, before.supported) == (0, 0)
    first = snapshot(days_ago(90))
    assert (first.requests, first.supported, first.hidden_now) == (1, 1, 0)
    assert first.by_stage["accepted"] == 1
    hidden = snapshot(days_ago(86))
    assert (hidden.requests, hidden.hidden_now) == (2, 2)
    assert hidden.by_stage["sheltered"] == 2
    assert snapshot(date(2020, 1, 1)).governments_helping == 0
