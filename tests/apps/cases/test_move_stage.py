"""Moving a case: days in hiding, departures, reasons sealed, and a refusal that loses nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions, queries
from safeconduct.apps.cases.models import Case, Person, StageMove
from safeconduct.apps.cases.records import Reason
from safeconduct.apps.vault.opening import open_sealed
from tests.apps.cases.household import opened
from tests.cast import Cast

ROAD = ("sheltered", "routable", "in_process", "departed", "arrived", "status_filed", "closed")


def test_the_whole_road(cast: Cast) -> None:
    case = opened(cast)
    for stage in ROAD:
        case = actions.move_stage(cast.birch, case.id, to=stage)
    assert case.stage == "closed"
    assert (case.hidden_since, case.hidden_until) == (today(), today())
    assert not Person.objects.filter(case=case, left_country_on__isnull=True).exists()
    moves = [(move.old, move.new) for move in case.moves.order_by("place")]
    assert moves[0] == ("", "accepted")
    assert [new for _old, new in moves[1:]] == list(ROAD)


def test_hiding_is_counted_until_they_leave(cast: Cast) -> None:
    case = actions.move_stage(cast.birch, opened(cast).id, to="sheltered")
    assert (case.hidden_since, case.hidden_until) == (today(), None)
    case = actions.move_stage(cast.birch, case.id, to="compromised", reason="seen")
    assert case.hidden_until is None
    case = actions.move_stage(cast.birch, case.id, to="withdrawn", reason="went home")
    assert case.hidden_until == today()


def test_a_case_may_become_routable_without_a_flat(cast: Cast) -> None:
    case = actions.move_stage(cast.birch, opened(cast).id, to="routable")
    assert case.hidden_since is None


def test_the_reason_is_sealed_and_the_event_holds_codes(cast: Cast) -> None:
    case = opened(cast)
    actions.move_stage(cast.birch, case.id, to="lost_contact", reason="no answer since Monday")
    move = StageMove.objects.get(case=case, place=1)
    assert open_sealed(cast.rowan, move, "reason") == Reason("no answer since Monday")
    event = audit.of_case(case.id)[0]
    assert event.details == {"from": "accepted", "to": "lost_contact"}


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [("arrived", "", "not_a_step"), ("on_hold", " ", "reason_needed"), ("x", "", "not_a_step")],
)
def test_refused(cast: Cast, to: str, reason: str, code: str) -> None:
    case = opened(cast)
    with pytest.raises(Refused) as refused:
        actions.move_stage(cast.birch, case.id, to=to, reason=reason)
    assert refused.value.code == code
    assert Case.objects.get(pk=case.pk).stage == "accepted"


def test_the_page_moves_the_case_or_comes_back_filled(cast: Cast) -> None:
    case = opened(cast)
    client = cast.client("rowan")
    address = reverse("move_stage", args=[case.id])
    text = "  " * 3
    page = client.post(address, {"to": "withdrawn", "reason": text})
    assert page.status_code == 200
    assert "this step needs a reason" in page.content.decode()
    assert 'value="withdrawn"' in page.content.decode()
    moved = client.post(address, {"to": "withdrawn", "reason": "they wrote"})
    assert moved.status_code == 302
    assert moved["Location"] == reverse("see_case", args=[case.id])
    assert Case.objects.get(pk=case.pk).stage == "withdrawn"


def test_nothing_typed_is_lost_on_any_form(cast: Cast) -> None:
    """A form that is refused or not understood shows every word again."""
    case = opened(cast)
    client = cast.client("birch")
    typed = "слова, которые нельзя потерять"
    wrong = {
        "change_summary": {"text": " ", "contact": typed},
        "move_vetting": {"to": "two_person_cleared", "reason": typed},
        "add_person": {"names": typed, "born": "yesterday"},
        "raise_need": {"text": typed + "x" * 20_001},
        "add_task": {"text": typed, "due_on": "soon"},
        "add_paper": {"kind": "visa", "state": "valid", "note": typed, "issued": "x"},
        "agree_checkins": {"how": typed},
        "record_checkin": {"at": "2017-01-01T10:00", "words": "none", "text": typed},
        "answer_alarm": {"text": typed},
        "propose_band": {"band": "urgent", "reason": typed},
        "assess_danger": {"hunter": "nobody-knows", "note": typed},
    }
    for name, data in wrong.items():
        page = client.post(reverse(name, args=[case.id]), data)
        assert page.status_code == 200, name
        assert typed in page.content.decode(), name
        assert "Please put this right" in page.content.decode(), name


def test_counts_as_of_a_day_come_from_rows(cast: Cast) -> None:
    case = opened(cast, people=3)
    actions.move_stage(cast.birch, case.id, to="sheltered")
    actions.bring_out(cast.birch, case.id)
    actions.move_stage(cast.birch, case.id, to="lost_contact", reason="silent")
    now = queries.as_of(today())
    assert (now.opened, now.people, now.evacuated, now.left_country) == (1, 3, 3, 0)
    assert (now.cases["lost_contact"], now.lost_contact) == (1, 3)
    before = queries.as_of(today() - timedelta(days=1))
    assert (before.opened, before.people, before.evacuated) == (0, 0, 0)
