"""Placing, moving, ending: never more beds than a flat has, never without two people."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions as case_actions
from safeconduct.apps.cases.models import Case
from safeconduct.apps.shelter import actions, queries
from safeconduct.apps.shelter.models import EmergencyAsk, Stay
from safeconduct.apps.shelter.records import Reason
from tests.apps.shelter.house import a_case, a_flat, clear
from tests.cast import Cast

DAY = timedelta(days=1)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    """Expect a refusal with exactly this code."""
    return pytest.raises(Refused, match=f"^{code}$")


def test_place_in_flat(cast: Cast) -> None:
    flat, case = a_flat(cast), a_case(cast, people=3)
    stay = actions.place_in_flat(cast.willow, case.id, flat.pk)
    assert (stay.beds, stay.from_on, stay.until) == (3, today(), None)
    assert Case.objects.get(pk=case.pk).stage == "sheltered"
    event = next(one for one in audit.of_case(case.id) if one.verb == "place_in_flat")
    assert event.details == {"flat": str(flat.pk), "beds": 3, "from": today().isoformat()}
    assert queries.beds() == queries.Beds(total=4, taken=3, free=1)
    assert queries.hidden_people() == 3


@pytest.mark.parametrize("name", ["alder", "birch", "linden", "maple"])
def test_only_keepers_place_and_move(cast: Cast, name: str) -> None:
    flat, case = a_flat(cast), a_case(cast)
    for act in (actions.place_in_flat, actions.move_to_flat, actions.shelter_in_emergency):
        with pytest.raises(Http404):
            act(cast.actor(name), case.id, flat.pk)
    assert not Stay.objects.exists()


def test_a_case_sealed_off_is_not_there(cast: Cast) -> None:
    flat, case = a_flat(cast), a_case(cast)
    case_actions.seal_off_case(cast.birch, case.id, members=[cast.rowan.member.pk])
    for act in (actions.place_in_flat, actions.move_to_flat, actions.shelter_in_emergency):
        with pytest.raises(Http404):
            act(cast.willow, case.id, flat.pk)
    for name in ("alder", "willow"):
        with pytest.raises(Http404):
            actions.end_stay(cast.actor(name), case.id)
        with pytest.raises(Http404):
            actions.ask_emergency_shelter(cast.actor(name), case.id, reason=Reason("x"))


def test_place_refused(cast: Cast) -> None:
    flat = a_flat(cast, beds=3, opened_on=today() - 5 * DAY)
    unclear = a_case(cast, cleared=False)
    with refused("not_cleared"):
        actions.place_in_flat(cast.willow, unclear.id, flat.pk)
    case = a_case(cast, people=2)
    for said, code in (
        ({"beds": 0}, "no_beds"),
        ({"beds": 3}, "too_many_beds"),
        ({"on": today() + DAY}, "not_yet"),
        ({"on": today() - 6 * DAY}, "too_early"),
    ):
        with refused(code):
            actions.place_in_flat(cast.willow, case.id, flat.pk, **said)  # type: ignore[arg-type]
    actions.place_in_flat(cast.willow, case.id, flat.pk)
    with refused("already_hidden"):
        actions.place_in_flat(cast.willow, case.id, flat.pk)
    with refused("no_room"):
        actions.place_in_flat(cast.willow, a_case(cast, people=2).id, flat.pk)
    assert Stay.objects.count() == 1


@pytest.mark.parametrize("stage", ["lost_contact", "withdrawn", "deceased"])
def test_who_is_not_in_our_care_gets_no_bed(cast: Cast, stage: str) -> None:
    flat, case = a_flat(cast), a_case(cast)
    case_actions.move_stage(cast.birch, case.id, to=stage, reason="so it is")
    with pytest.raises(Refused) as caught:
        actions.place_in_flat(cast.willow, case.id, flat.pk)
    assert caught.value.code in {"lost_contact", "wrong_stage"}


def test_children_may_share(cast: Cast) -> None:
    flat, case = a_flat(cast, beds=2), a_case(cast, people=4)
    with refused("no_room"):
        actions.place_in_flat(cast.willow, case.id, flat.pk)
    actions.place_in_flat(cast.willow, case.id, flat.pk, beds=2)
    assert queries.hidden_people() == 4
    assert queries.beds().free == 0


def test_a_bed_of_the_past_is_counted_too(cast: Cast) -> None:
    flat = a_flat(cast, beds=1, opened_on=today() - 20 * DAY)
    first, second = a_case(cast), a_case(cast)
    actions.place_in_flat(cast.willow, first.id, flat.pk, on=today() - 10 * DAY)
    actions.end_stay(cast.willow, first.id, why="own_place", on=today() - 2 * DAY)
    for ago in (15, 5, 3):
        with refused("no_room"):
            actions.place_in_flat(cast.willow, second.id, flat.pk, on=today() - ago * DAY)
    actions.place_in_flat(cast.willow, second.id, flat.pk, on=today() - 2 * DAY)
    assert queries.beds(today() - 3 * DAY).taken == 1
    assert queries.hidden_people(today() - 11 * DAY) == 0


def test_move_to_flat(cast: Cast) -> None:
    flat, other = a_flat(cast, opened_on=today() - 9 * DAY), a_flat(cast, "Otter", 2)
    case = a_case(cast, people=2)
    with refused("not_hidden"):
        actions.move_to_flat(cast.willow, case.id, other.pk)
    actions.place_in_flat(cast.willow, case.id, flat.pk, on=today() - 9 * DAY)
    with refused("already_there"):
        actions.move_to_flat(cast.willow, case.id, flat.pk)
    stay = actions.move_to_flat(cast.willow, case.id, other.pk)
    assert (stay.flat_id, stay.hidden_since) == (other.pk, today() - 9 * DAY)
    old = Stay.objects.get(flat=flat)
    assert (old.until, old.ended_why, old.ended_by_id) == (
        today(), "moved", cast.willow.member.pk,
    )  # fmt: skip
    assert queries.longest_hidden()[0].days == 9
    event = next(one for one in audit.of_case(case.id) if one.verb == "move_to_flat")
    assert event.details["from_flat"] == str(flat.pk)


def test_a_refused_move_leaves_them_where_they_are(cast: Cast) -> None:
    flat, other, case = a_flat(cast), a_flat(cast, "Otter", 1), a_case(cast, people=2)
    actions.place_in_flat(cast.willow, case.id, flat.pk)
    with refused("no_room"):
        actions.move_to_flat(cast.willow, case.id, other.pk)
    assert Stay.objects.get().until is None


def test_the_same_flat_with_fewer_beds(cast: Cast) -> None:
    flat, case = a_flat(cast, beds=2), a_case(cast, people=2)
    actions.place_in_flat(cast.willow, case.id, flat.pk)
    actions.move_to_flat(cast.willow, case.id, flat.pk, beds=1)
    assert queries.beds() == queries.Beds(total=2, taken=1, free=1)


@pytest.mark.parametrize("name", ["alder", "birch", "willow", "linden"])
def test_whoever_works_the_case_ends_a_stay(cast: Cast, name: str) -> None:
    flat, case = a_flat(cast), a_case(cast)
    actions.place_in_flat(cast.willow, case.id, flat.pk)
    stay = actions.end_stay(cast.actor(name), case.id, why="departed")
    assert (stay.until, stay.ended_why) == (today(), "departed")
    assert queries.beds().free == 4
    assert queries.hidden_people() == 0
    assert "end_stay" in [one.verb for one in audit.of_case(case.id)]


def test_end_stay_refused(cast: Cast) -> None:
    flat, case = a_flat(cast), a_case(cast)
    with refused("not_hidden"):
        actions.end_stay(cast.birch, case.id)
    actions.place_in_flat(cast.willow, case.id, flat.pk)
    for said, code in (
        ({"why": "moved"}, "bad_reason"),
        ({"on": today() + DAY}, "not_yet"),
        ({"on": today() - DAY}, "too_early"),
    ):
        with refused(code):
            actions.end_stay(cast.birch, case.id, **said)  # type: ignore[arg-type]
    with pytest.raises(Http404):
        actions.end_stay(cast.maple, case.id)


def test_an_emergency_takes_two(cast: Cast) -> None:
    flat, case = a_flat(cast), a_case(cast, cleared=False)
    with refused("not_asked"):
        actions.shelter_in_emergency(cast.willow, case.id, flat.pk)
    ask = actions.ask_emergency_shelter(cast.willow, case.id, reason=Reason("tonight"))
    with refused("already_asked"):
        actions.ask_emergency_shelter(cast.birch, case.id, reason=Reason("tonight"))
    with refused("same_person"):
        actions.shelter_in_emergency(cast.willow, case.id, flat.pk)
    assert not Stay.objects.exists()
    actions.shelter_in_emergency(cast.aspen, case.id, flat.pk)
    ask.refresh_from_db()
    assert (ask.asked_by_id, ask.confirmed_by_id) == (
        cast.willow.member.pk, cast.aspen.member.pk,
    )  # fmt: skip
    assert Case.objects.get(pk=case.pk).stage == "sheltered"
    event = next(one for one in audit.of_case(case.id) if one.verb == "shelter_in_emergency")
    assert event.details["asked_by"] == cast.willow.who


def test_the_database_knows_that_an_emergency_takes_two(cast: Cast) -> None:
    case = a_case(cast, cleared=False)
    ask = actions.ask_emergency_shelter(cast.birch, case.id, reason=Reason("tonight"))
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyAsk.objects.filter(pk=ask.pk).update(
            confirmed_by=cast.birch.member, confirmed_on=today()
        )


def test_an_emergency_is_for_cases_that_are_not_under_suspicion(cast: Cast) -> None:
    flat, case = a_flat(cast), a_case(cast, cleared=False)
    actions.ask_emergency_shelter(cast.birch, case.id, reason=Reason("tonight"))
    case_actions.move_vetting(cast.rowan, case.id, to="hold_infiltration", reason="two stories")
    with refused("vetting_stopped"):
        actions.shelter_in_emergency(cast.willow, case.id, flat.pk)
    actions.withdraw_emergency_ask(cast.rowan, case.id)
    with refused("vetting_stopped"):
        actions.ask_emergency_shelter(cast.birch, case.id, reason=Reason("tonight"))
    with refused("not_asked"):
        actions.withdraw_emergency_ask(cast.rowan, case.id)


def test_no_emergency_for_who_can_be_placed(cast: Cast) -> None:
    case = a_case(cast, cleared=False)
    clear(cast, case.id)
    with refused("cleared"):
        actions.ask_emergency_shelter(cast.birch, case.id, reason=Reason("tonight"))


def test_the_database_refuses_stays_that_make_no_sense(cast: Cast) -> None:
    flat, case = a_flat(cast), a_case(cast)
    stay = actions.place_in_flat(cast.willow, case.id, flat.pk)
    rows = Stay.objects.filter(pk=stay.pk)
    for values in (
        {"beds": 0},
        {"until": today()},
        {"until": today() - DAY, "ended_by": cast.willow.member, "ended_why": "left"},
        {"hidden_since": today() + DAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        stay.pk = None
        Stay.objects.create(
            case=case, flat=flat, beds=1, from_on=today(), hidden_since=today(),
            placed_by=cast.willow.member,
        )  # fmt: skip
