"""The list: most danger first, then longest; filters that forgive; nothing sealed off in it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions, queries
from safeconduct.apps.cases.models import Case
from tests.apps.cases.household import MILD, SEVERE, opened
from tests.cast import Cast


def test_most_danger_first_then_longest(cast: Cast) -> None:
    mild, unasked, severe, older = (
        opened(cast, answers=MILD),
        opened(cast),
        opened(cast, answers=SEVERE),
        opened(cast, answers=SEVERE),
    )
    Case.objects.filter(pk=older.pk).update(opened_on=today() - timedelta(days=40))
    rows = queries.rows_of(queries.sorted_cases(cast.birch))
    assert [row.code for row in rows] == [older.code, severe.code, unasked.code, mild.code]
    assert rows[0].opened_days == 40


def test_filters(cast: Cast) -> None:
    mild, severe = opened(cast, answers=MILD), opened(cast, answers=SEVERE)
    actions.hand_case(cast.birch, mild.id, owner=None)
    actions.move_stage(cast.birch, mild.id, to="withdrawn", reason="they wrote")
    client = cast.client("birch")

    def shown(query: str) -> set[str]:
        page = client.get(f"{reverse('cases')}?{query}").content.decode()
        return {case.code for case in (mild, severe) if f">{case.code}<" in page}

    assert shown("") == {severe.code}
    assert shown("stage=ended") == shown("stage=withdrawn") == {mild.code}
    assert shown("stage=accepted&band=emergency") == {severe.code}
    assert shown("band=none") == set()
    assert shown(f"owner={cast.birch.member.pk}") == {severe.code}
    assert shown("owner=nobody&stage=ended") == {mild.code}
    # What nobody offered is as if it had not been asked.
    assert shown("stage=x&band=y&owner=z&page=abc") == {severe.code}
    assert shown(f"owner={uuid4()}") == {severe.code}


def test_the_row_says_what_waits(cast: Cast) -> None:
    case = opened(cast)
    actions.add_task(cast.birch, case.id, text="x", due_on=today() - timedelta(days=2))
    actions.add_task(cast.birch, case.id, text="y", due_on=today() + timedelta(days=2))
    (row,) = queries.in_danger(cast.maple)
    assert (row.tasks_open, row.tasks_late, row.look_again_late) == (2, 1, True)
    assert [r.code for r in queries.look_again_due(cast.maple)] == [case.code]


@pytest.mark.parametrize("member", ["alder", "birch", "willow", "linden", "maple"])
def test_tabs_show_what_the_role_may_reach(cast: Cast, member: str) -> None:
    case = opened(cast)
    labels = [tab.label for tab in queries.tabs(cast.actor(member), case, "see_case")]
    assert ("Overview" in labels) == (member != "maple")
    assert "Way out" not in labels or member in {"alder", "birch", "linden"}
