"""The Board's rows: what is shown to whom, whose comes first, and how many questions it asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from safeconduct.apps.board.queries import Board, board
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.intake import actions as intake
from safeconduct.apps.relocation import partner_actions, place_actions
from safeconduct.apps.shelter import actions as shelter
from safeconduct.apps.shelter.records import Reason
from tests.apps.board.growing import grow
from tests.apps.board.operation import SECRET, TODAY, Operation, run
from tests.cast import ROLES

EVERYBODY = ("alder", *ROLES)
NIGHT = datetime(2026, 11, 20, 3, tzinfo=UTC)


def seen(operation: Operation, name: str = "birch") -> Board:
    """The Board of one member."""
    return board(operation.cast.actor(name), TODAY)


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    """The queries of a block."""
    with CaptureQueriesContext(connection) as queries:
        yield queries


def test_an_empty_board_has_nothing_to_do(operation: Operation) -> None:
    found = seen(operation)
    assert (found.in_danger, found.waiting, found.alarms.count, found.due.count) == (0, 0, 0, 0)
    assert found.stages == ()


def test_people_in_danger_are_counted_by_stage_and_band(operation: Operation) -> None:
    """Of eight households one is abroad; the bands go emergency, urgent, normal, urgent."""
    run(operation, 8)
    found = seen(operation)
    assert found.in_danger == 14
    hidden = next(row for row in found.stages if row.stage == "sheltered")
    assert hidden.total == 6
    assert "arrived" not in {row.stage for row in found.stages}
    assert found.left_country == 1
    assert len(found.days_hidden) == found.hidden_people == 11


def test_the_longest_hidden_come_first(operation: Operation) -> None:
    run(operation, 8)
    days = [row.days for row in seen(operation).longest.rows]
    assert days == sorted(days, reverse=True)
    assert days[0] == 86


def test_a_silence_is_an_alarm_and_says_who_is_called(operation: Operation) -> None:
    case = operation.household()
    operation.agree(case, NIGHT, ("birch", "rowan"))
    mine = seen(operation, "birch")
    assert [row.case.code for row in mine.alarms.rows] == [case.code]
    assert mine.my_alarms == 1
    assert mine.alarms.rows[0].called[0] == "birch"
    assert mine.alarms.rows[0].minutes == 9 * 60
    assert seen(operation, "willow").my_alarms == 0
    cases.record_checkin(operation.cast.birch, case.id, words="well")
    assert seen(operation).alarms.count == 0


def test_nobody_is_silent_before_the_agreed_time(operation: Operation) -> None:
    operation.agree(operation.household(), NIGHT + timedelta(days=1))
    assert seen(operation).alarms.count == 0


def test_a_burnt_flat_means_moving_tonight(operation: Operation) -> None:
    flat = operation.flat("Larch", 4)
    case = operation.household(2)
    operation.hide(case, flat)
    assert seen(operation).must_move.count == 0
    shelter.burn_flat(operation.cast.willow, flat.id)
    rows = seen(operation).must_move.rows
    assert [(row.case.code, row.people, row.cover_name) for row in rows] == [
        (case.code, 2, "Larch")
    ]


def test_what_is_due_lists_mine_first(operation: Operation) -> None:
    first, second, third = (operation.household() for _ in range(3))
    operation.task(first, TODAY - timedelta(days=9), "rowan")
    operation.task(second, TODAY, "birch")
    operation.task(second, TODAY, "birch")
    operation.task(third, TODAY + timedelta(days=1), "birch")
    found = seen(operation)
    assert [(row.case.code, row.count, row.mine) for row in found.due.rows] == [
        (second.code, 2, True),
        (first.code, 1, False),
    ]
    assert (found.my_due, found.late_due, found.due_count) == (2, 1, 3)
    assert seen(operation, "rowan").due.rows[0].case.code == first.code


def test_a_hold_that_ends_today_is_due_and_a_later_one_runs_out(operation: Operation) -> None:
    route = operation.partner("Partner Maple")
    place = operation.open_places(route, 4)
    now, later = operation.household(), operation.household()
    for case, days in ((now, 0), (later, 5)):
        operation.move(case, "routable")
        place_actions.offer_place(
            operation.cast.linden, place.id, case_id=case.id, until=TODAY + timedelta(days=days)
        )
    found = seen(operation)
    assert [(row.case.code, row.kind) for row in found.due.rows] == [(now.code, "hold")]
    assert [(row.case.code, row.kind) for row in found.endings.rows] == [(later.code, "hold")]


def test_papers_that_run_out_are_counted_by_case(operation: Operation) -> None:
    case, other = operation.household(), operation.household()
    operation.passport(case, TODAY + timedelta(days=30))
    operation.passport(case, TODAY + timedelta(days=60))
    operation.passport(other, TODAY + timedelta(days=900))
    rows = seen(operation).endings.rows
    assert [(row.case.code, row.kind, row.count) for row in rows] == [(case.code, "papers", 2)]


def test_open_places_say_how_many_households_fit(operation: Operation) -> None:
    route = operation.partner("Partner Maple")
    operation.open_places(route, 2)
    for people in (1, 2, 3):
        operation.move(operation.household(people), "routable")
    found = seen(operation)
    assert (found.places_free, found.ready.count) == (2, 3)
    assert [row.could_take for row in found.places.rows] == [2]
    partner_actions.suspend_route(operation.cast.linden, route.id, reason=SECRET)
    after = seen(operation)
    assert (after.places_free, after.ways.count) == (0, 1)


def test_requests_wait_by_urgency(operation: Operation) -> None:
    for urgency in ("now", "now", "days"):
        operation.ask(urgency)
    operation.household()
    found = {row.urgency: row.count for row in seen(operation).requests}
    assert found == {"now": 2, "days": 1, "unclear": 0, "later": 0}


def test_what_waits_for_a_second_person_is_not_shown_to_the_first(operation: Operation) -> None:
    case = operation.household()
    operation.clear(case, half=True)
    plea = operation.ask()
    birch = operation.cast.birch
    for step in ("identity_ok", "corroborated"):
        intake.vet_request(birch, plea.id, to=step, reason=SECRET)
    intake.clear_two_person(birch, plea.id, reason=SECRET)
    urgent = operation.household()
    shelter.ask_emergency_shelter(birch, urgent.id, reason=Reason(SECRET))
    assert seen(operation, "birch").steps.count == 0
    assert {row.kind for row in seen(operation, "rowan").steps.rows} == {"request", "vetting"}
    assert {row.kind for row in seen(operation, "willow").steps.rows} == {"vetting", "emergency"}
    assert seen(operation, "maple").steps.count == 0


def test_a_sealed_off_case_is_a_number_to_others(operation: Operation) -> None:
    """It has an alarm, a task, a paper, a bed and is due; none of that is said to the others."""
    flat = operation.flat("Larch", 4)
    case = operation.household(2, "emergency")
    operation.hide(case, flat)
    operation.agree(case, NIGHT)
    operation.task(case, TODAY, "birch")
    operation.passport(case, TODAY)
    cases.seal_off_case(
        operation.cast.birch, case.id, members=[operation.cast.keys["willow"].member]
    )
    shelter.burn_flat(operation.cast.willow, flat.id)
    operation.move(case, "compromised")
    for name in EVERYBODY:
        found = seen(operation, name)
        holder = name in {"birch", "willow"}
        assert found.sealed_off == (0 if holder else 1), name
        assert (case.code in repr(found)) == holder, name
        named = (found.alarms, found.must_move, found.compromised, found.due, found.endings)
        assert {panel.count for panel in named} == {1 if holder else 0}, name
        assert found.in_danger == 2, "totals count everybody"


def test_an_auditor_sees_counts_only(operation: Operation) -> None:
    run(operation, 8)
    found = seen(operation, "maple")
    assert not found.names_cases
    assert found.longest.count == 5
    assert found.longest.rows == ()
    assert "K-0" not in repr(found)
    assert "Partner" not in repr(found)


def test_partners_and_places_are_named_only_to_those_who_place_people(operation: Operation) -> None:
    operation.open_places(operation.partner("Partner Maple"), 3)
    assert "Maple" in repr(seen(operation, "birch"))
    keeper = seen(operation, "willow")
    assert "Maple" not in repr(keeper)
    assert keeper.places_free == 3


def test_whoever_may_not_see_the_board_finds_nothing(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safeconduct.apps.team.roles.may", lambda role, permission: False)
    with pytest.raises(Http404):
        seen(operation)


@pytest.mark.parametrize("name", ["alder", "birch", "willow", "linden", "maple"])
def test_the_number_of_queries_does_not_grow_with_the_cases(
    operation: Operation, name: str
) -> None:
    made = run(operation, 10)
    for case in made[:2]:
        operation.agree(case, NIGHT)
        operation.task(case, TODAY, "birch")
        operation.passport(case, TODAY)
    grow(made, 0)
    actor = operation.cast.actor(name)
    with counted() as few:
        small = board(actor, TODAY)
    grow(made, 990)
    fresh = operation.cast.actor(name)
    with counted() as many:
        large = board(fresh, TODAY)
    assert len(many) == len(few)
    assert large.in_danger > 50 * small.in_danger
    assert len(large.days_hidden) > 50 * len(small.days_hidden)


def test_nothing_is_opened_for_the_board(operation: Operation) -> None:
    run(operation, 8)
    actor = operation.cast.birch
    board(actor, TODAY)
    assert actor.opened == []


def test_a_case_without_the_key_is_named_but_not_linked(operation: Operation) -> None:
    case = operation.household()
    operation.task(case, TODAY)
    row = seen(operation, "willow").due.rows[0]
    assert row.case.linked
    held: dict[UUID, dict[int, bytes]] = {}
    willow = operation.cast.willow
    willow._grants = held
    assert not board(willow, TODAY).due.rows[0].case.linked
