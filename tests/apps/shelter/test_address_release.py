"""An address is told after two people agreed, by a keeper, and no copy of it stays here."""

import secrets

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import PUBLIC, Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions as case_actions
from safeconduct.apps.cases.models import Case
from safeconduct.apps.intake import plea_actions, plea_mailbox
from safeconduct.apps.intake.models import Message, Plea
from safeconduct.apps.intake.records import PleaContent
from safeconduct.apps.shelter import actions, tracing
from safeconduct.apps.shelter.models import AddressRelease, Flat
from safeconduct.apps.vault.opening import write_openings
from safeconduct.seal.return_code import FRESH_RETURN_CODE, ReturnCode, make
from tests.apps.shelter.house import LANDLORD, STREET, a_case, a_flat
from tests.cast import Cast


@pytest.fixture
def flat(cast: Cast) -> Flat:
    """Heron, four beds."""
    return a_flat(cast)


@pytest.fixture
def case(cast: Cast, flat: Flat) -> Case:
    """A cleared case with a bed in Heron."""
    found = a_case(cast)
    actions.place_in_flat(cast.willow, found.id, flat.pk)
    return found


def agreed(cast: Cast, case: Case, flat: Flat) -> AddressRelease:
    """A release that birch proposed and rowan approved."""
    release = actions.propose_address_release(cast.birch, case.id, flat.pk)
    return actions.approve_address_release(cast.rowan, release.pk)


def a_plea(cast: Cast, case: Case) -> tuple[Plea, ReturnCode]:
    """A request of this case, with the code its mailbox opens to."""
    code = make(secrets.token_bytes(FRESH_RETURN_CODE))
    plea = plea_actions.ask(
        PUBLIC,
        plea_mailbox.new_mailbox(code),
        content=PleaContent(text="Help us."),
        urgency="now",
        language="en",
    )
    Plea.objects.filter(pk=plea.pk).update(case=case.pk)
    return plea, code


def test_two_people_agree_and_a_keeper_tells(cast: Cast, flat: Flat, case: Case) -> None:
    release = agreed(cast, case, flat)
    release = actions.share_address(cast.willow, release.pk, how="in_person")
    assert (release.shared_by_id, release.shared_on) == (cast.willow.member.pk, today())
    verbs = [one.verb for one in audit.of_case(case.id)]
    assert verbs[:3] == ["share_address", "approve_address_release", "propose_address_release"]
    with pytest.raises(Refused, match="already_told"):
        actions.share_address(cast.willow, release.pk, how="in_person")
    with pytest.raises(Refused, match="already_told"):
        actions.withdraw_address_release(cast.willow, release.pk)
    with pytest.raises(Refused, match="already_proposed"):
        actions.propose_address_release(cast.willow, case.id, flat.pk)


def test_nobody_agrees_with_themselves(cast: Cast, flat: Flat, case: Case) -> None:
    release = actions.propose_address_release(cast.willow, case.id, flat.pk)
    with pytest.raises(Refused, match="same_person"):
        actions.approve_address_release(cast.willow, release.pk)
    with pytest.raises(Refused, match="not_approved"):
        actions.share_address(cast.willow, release.pk, how="in_person")
    release.refresh_from_db()
    assert release.approved_by_id is None


def test_the_database_knows_that_it_takes_two(cast: Cast, flat: Flat, case: Case) -> None:
    release = actions.propose_address_release(cast.birch, case.id, flat.pk)
    rows = AddressRelease.objects.filter(pk=release.pk)
    for values in (
        {"approved_by": cast.birch.member, "approved_on": today()},
        {"approved_by": cast.rowan.member},
        {"shared_by": cast.willow.member, "shared_on": today(), "shared_how": "in_person"},
        {"withdrawn_on": today()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["linden", "maple"])
def test_only_some_roles_release(cast: Cast, flat: Flat, case: Case, name: str) -> None:
    actor = cast.actor(name)
    with pytest.raises(Http404):
        actions.propose_address_release(actor, case.id, flat.pk)
    release = actions.propose_address_release(cast.birch, case.id, flat.pk)
    for act in (actions.approve_address_release, actions.withdraw_address_release):
        with pytest.raises(Http404):
            act(actor, release.pk)


@pytest.mark.parametrize("name", ["alder", "birch", "linden", "maple"])
def test_only_keepers_tell(cast: Cast, flat: Flat, case: Case, name: str) -> None:
    release = agreed(cast, case, flat)
    with pytest.raises(Http404):
        actions.share_address(cast.actor(name), release.pk, how="in_person")


def test_a_keeper_without_the_key_cannot_tell(cast: Cast, flat: Flat, case: Case) -> None:
    release = agreed(cast, case, flat)
    cast.keys["ivy"] = cast.keys["willow"]
    willow = cast.willow
    willow._grants = {
        key: value for key, value in willow.grants().items() if key != willow.standing("addresses")
    }
    with pytest.raises(Refused, match="no_key"):
        actions.share_address(willow, release.pk, how="in_person")


def test_a_release_of_a_case_sealed_off_is_not_there(cast: Cast, flat: Flat, case: Case) -> None:
    release = actions.propose_address_release(cast.birch, case.id, flat.pk)
    case_actions.seal_off_case(cast.birch, case.id, members=[cast.rowan.member.pk])
    for act in (actions.approve_address_release, actions.withdraw_address_release):
        with pytest.raises(Http404):
            act(cast.willow, release.pk)
    actions.approve_address_release(cast.rowan, release.pk)
    with pytest.raises(Http404):
        actions.share_address(cast.willow, release.pk, how="in_person")


def test_only_the_flat_they_stay_in(cast: Cast, flat: Flat, case: Case) -> None:
    other = a_flat(cast, "Otter")
    with pytest.raises(Refused, match="no_bed_there"):
        actions.propose_address_release(cast.birch, case.id, other.pk)
    release = agreed(cast, case, flat)
    actions.move_to_flat(cast.willow, case.id, other.pk)
    with pytest.raises(Refused, match="withdrawn"):
        actions.share_address(cast.willow, release.pk, how="in_person")
    actions.end_stay(cast.willow, case.id, why="left")
    with pytest.raises(Refused, match="no_bed_there"):
        actions.propose_address_release(cast.birch, case.id, flat.pk)


def test_suspicion_stops_it_at_every_step(cast: Cast, flat: Flat, case: Case) -> None:
    release = actions.propose_address_release(cast.birch, case.id, flat.pk)
    case_actions.move_vetting(cast.alder, case.id, to="hold_infiltration", reason="odd")
    with pytest.raises(Refused, match="vetting_stopped"):
        actions.approve_address_release(cast.rowan, release.pk)
    AddressRelease.objects.filter(pk=release.pk).update(
        approved_by=cast.rowan.member, approved_on=today()
    )
    with pytest.raises(Refused, match="vetting_stopped"):
        actions.share_address(cast.willow, release.pk, how="in_person")
    actions.withdraw_address_release(cast.rowan, release.pk)
    with pytest.raises(Refused, match="vetting_stopped"):
        actions.propose_address_release(cast.birch, case.id, flat.pk)


def test_the_address_reaches_the_mailbox_and_nobody_else(
    cast: Cast, flat: Flat, case: Case
) -> None:
    plea, code = a_plea(cast, case)
    release = agreed(cast, case, flat)
    keeper = cast.actor("willow", "share_address")
    actions.share_address(keeper, release.pk, how="mailbox")
    message = Message.objects.get(plea=plea)
    assert message.text is None
    assert STREET.encode() not in bytes(message.answer or b"")
    box = plea_mailbox.open_box(code)
    assert box is not None
    text = plea_mailbox.answers(box)[0].text
    assert text is not None
    assert STREET in text
    assert "by the yard" in text
    assert LANDLORD not in text
    write_openings(keeper)
    assert [one.name for one in tracing.who_knows(flat).seen] == ["willow"]
    for event in audit.newest():
        assert STREET not in str(event.details)


def test_without_a_mailbox_it_is_told_in_person(cast: Cast, flat: Flat, case: Case) -> None:
    release = agreed(cast, case, flat)
    with pytest.raises(Refused, match="no_mailbox"):
        actions.share_address(cast.willow, release.pk, how="mailbox")
    with pytest.raises(Refused, match="bad_way"):
        actions.share_address(cast.willow, release.pk, how="by_post")
    first, _code = a_plea(cast, case)
    a_plea(cast, case)
    with pytest.raises(Refused, match="which_mailbox"):
        actions.share_address(cast.willow, release.pk, how="mailbox")
    actions.share_address(cast.willow, release.pk, how="mailbox", plea_id=first.pk)
    assert Message.objects.filter(plea=first).count() == 1


def test_only_keepers_answer_unseen_and_only_their_cases(cast: Cast, case: Case) -> None:
    plea, _code = a_plea(cast, case)
    from_nobody, _code = a_plea(cast, case)
    Plea.objects.filter(pk=from_nobody.pk).update(case=None)
    unseen = actions.addresses.telling.answer_unseen
    for name in ("alder", "birch", "linden", "maple"):
        with pytest.raises(Http404):
            unseen(cast.actor(name), plea.pk, "text")
    with pytest.raises(Http404):
        unseen(cast.willow, from_nobody.pk, "text")


def test_who_knows(cast: Cast, flat: Flat, case: Case) -> None:
    release = agreed(cast, case, flat)
    actions.share_address(cast.aspen, release.pk, how="in_person")
    knowers = tracing.who_knows(flat)
    assert knowers.seen == []
    assert [one.name for one in knowers.wrote] == ["willow"]
    assert [(one.case_id, one.shared_how) for one in knowers.told] == [(case.id, "in_person")]
    assert [one.case_id for one in knowers.stayed] == [case.id]
