"""Keys that somebody planted, keys for whoever has left, keys destroyed too early."""

from uuid import uuid4

import pytest

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import now
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.records import NoteText
from safeconduct.apps.team import actions
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.models import Compartment, Epoch, Grant, Member
from safeconduct.apps.vault.reseal import reseal
from safeconduct.apps.vault.sealing import seal
from safeconduct.apps.vault.verifying import replaced
from safeconduct.seal import passphrase as passphrases
from safeconduct.seal.chain import signing_public
from safeconduct.seal.epochs import epoch_public_key, signing_seed
from safeconduct.seal.errors import DoesNotOpen
from tests.apps.shelter.house import a_case
from tests.cast import PASSPHRASE, Cast


def test_members_do_not_seal_to_a_key_that_somebody_planted(cast: Cast) -> None:
    """Whoever writes to the database must not read what members write from then on."""
    case = a_case(cast)
    theirs = bytes(range(32))
    Epoch.objects.create(
        compartment=Compartment.objects.get(code="casework"),
        number=9,
        public_key=epoch_public_key(theirs),
        signing_public=signing_public(signing_seed(theirs)),
        begun_on="2026-01-01",
    )
    with pytest.raises(DoesNotOpen):
        cases.write_note(cast.birch, case.id, text="where they are")


def test_work_under_way_goes_on_when_a_new_epoch_begins(cast: Cast) -> None:
    case = a_case(cast)
    birch = cast.actor("birch")
    birch.held()
    actions.remove_member(cast.alder, member_id=cast.keys["rowan"].member)
    cases.write_note(birch, case.id, text="still here")


def test_whoever_has_left_is_handed_nothing(cast: Cast) -> None:
    gone = cast.keys["rowan"].member
    actions.remove_member(cast.alder, member_id=gone)
    with pytest.raises(Refused) as refused:
        actions.hand_over_key(cast.alder, member_id=gone, code="casework")
    assert refused.value.code == "has_left"
    assert not Grant.objects.filter(member=gone).exists()


def test_older_keys_stay_while_something_needs_them(cast: Cast) -> None:
    """Resealing by a member who lacks an older epoch must not destroy it for the others."""
    case = a_case(cast)
    casework = Compartment.objects.get(code="casework")
    actions.remove_member(cast.alder, member_id=cast.keys["rowan"].member)
    old = Epoch.objects.get(compartment=casework, number=1)
    Grant.objects.filter(member=cast.keys["linden"].member, epoch=old).delete()
    assert reseal(cast.linden, compartment=casework.id) == 0
    assert Grant.objects.filter(epoch=old).exists()
    assert Epoch.objects.get(pk=old.pk).recovery is not None
    while reseal(cast.alder, compartment=casework.id):
        pass
    assert not Grant.objects.filter(epoch=old).exists()
    cases.write_note(cast.birch, case.id, text="under the newest key")


def test_whoever_invited_a_member_does_not_keep_the_members_keys(cast: Cast) -> None:
    """The inviter has seen the first passphrase and may have a copy of the database from then."""
    first = cast.keys["willow"]
    Member.objects.filter(pk=first.member).update(must_choose_passphrase=True)
    client = cast.client("willow")
    chosen = "another seven words that only she has"
    answer = client.post(
        "/account/passphrase/", {"present": PASSPHRASE, "new": chosen, "again": chosen}
    )
    assert answer.status_code == 302
    assert client.get("/flats/").status_code == 200, "the unlock goes on under the new keys"
    member = Member.objects.get(pk=first.member)
    inviter = Actor(member, first.seed)
    for compartment in inviter.held():
        with pytest.raises(DoesNotOpen):
            inviter.epoch_secret(compartment, 1)
    parameters = passphrases.Argon2Parameters.decoded(member.parameters)
    derived = passphrases.derive(chosen, bytes(member.salt), parameters)
    opened = passphrases.open_member(derived, cast.workspace, member.id, bytes(member.sealed_keys))
    owner = Actor(member, opened.seed)
    assert all(owner.epoch_secret(compartment, 1) for compartment in owner.held())
    before = bytes(member.public_key)
    again = "seven more words for the second time"
    client.post("/account/passphrase/", {"present": chosen, "new": again, "again": again})
    assert bytes(Member.objects.get(pk=first.member).public_key) == before


def test_a_note_that_somebody_planted_is_found(cast: Cast) -> None:
    """Anybody can seal to a public key; only what an event vouches for was written by a member."""
    case = a_case(cast)
    note = cases.write_note(cast.birch, case.id, text="we met at the station")
    assert replaced() == []
    note.pk = uuid4()
    seal(note, "text", NoteText("send them to this address", now()))
    note.save(force_insert=True)
    assert set(replaced()) == {0}
