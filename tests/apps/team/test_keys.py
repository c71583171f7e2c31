"""Who can open what: inviting, handing over, leaving, removing, rotating, recovering, burning."""

from pathlib import Path
from uuid import UUID

import pytest
from django.http import Http404

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.team import actions, enrolment, queries
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.models import Epoch, Grant, Member, Unlock
from safeconduct.apps.vault import blobs, reading, reseal
from safeconduct.apps.vault.models import Blob
from safeconduct.apps.vault.opening import Sealed
from safeconduct.apps.vault.records import FileKey
from safeconduct.apps.vault.verifying import replaced
from safeconduct.seal.errors import DoesNotOpen
from safeconduct.seal.opening import EpochKeys, open_grant
from safeconduct.seal.sealing import grant_epoch
from tests.cast import PASSPHRASE, Cast


@action
def put_file(actor: Actor, code: str) -> Blob:
    """Seal a small file to a compartment."""
    file = blobs.write("plan.txt", "text/plain", [b"where the road forks"])
    blob = blobs.keep(file, queries.compartment(code).id, actor=actor)
    record(actor, "put_file", blob)
    return blob


def name_in(actor: Actor, blob: Blob) -> str | None:
    """The file's name if this actor can open it."""
    key = reading.file_key(actor, Blob.objects.get(pk=blob.pk))
    return key.name if isinstance(key, FileKey) else None


def test_only_holders_open(cast: Cast) -> None:
    blob = put_file(cast.willow, "addresses")
    assert name_in(cast.willow, blob) == "plan.txt"
    assert name_in(cast.aspen, blob) == "plan.txt"
    for other in ("alder", "birch", "linden", "maple"):
        assert reading.file_key(cast.actor(other), blob) == Sealed("addresses")


def test_somebody_without_the_key_may_seal_and_not_open(cast: Cast) -> None:
    blob = put_file(cast.birch, "addresses")
    assert name_in(cast.birch, blob) is None
    assert name_in(cast.willow, blob) == "plan.txt"


def test_an_invited_member_waits_for_keys_the_inviter_lacks(cast: Cast) -> None:
    keys = enrolment.make_keys(cast.workspace, passphrase=PASSPHRASE)
    member = actions.invite_member(cast.alder, keys, name="hazel", role="shelter_keeper")
    row = next(r for r in queries.members() if r.id == member.id)
    assert row.waits_for == ("addresses",)
    blob = put_file(cast.willow, "addresses")
    hazel = Actor(member, keys.seed)
    assert name_in(hazel, blob) is None
    actions.hand_over_key(cast.willow, member_id=member.id, code="addresses")
    assert name_in(Actor(member, keys.seed), blob) == "plan.txt"
    assert next(r for r in queries.members() if r.id == member.id).waits_for == ()


def test_a_caseworker_cannot_hand_keys_to_whom_nobody_asked(cast: Cast) -> None:
    with pytest.raises(Http404):
        actions.hand_over_key(cast.birch, member_id=cast.maple.member.id, code="casework")
    with pytest.raises(Http404):
        actions.hand_over_key(cast.alder, member_id=cast.birch.member.id, code="addresses")


def test_only_coordinators_invite_and_remove(cast: Cast) -> None:
    keys = enrolment.make_keys(cast.workspace, passphrase=PASSPHRASE)
    for name in ("birch", "willow", "linden", "maple"):
        with pytest.raises(Http404):
            actions.invite_member(cast.actor(name), keys, name="hazel", role="caseworker")
        with pytest.raises(Http404):
            actions.remove_member(cast.actor(name), member_id=cast.rowan.member.id)
    assert not Member.objects.filter(name="hazel").exists()


@pytest.mark.parametrize(
    ("name", "role", "code"),
    [
        ("birch", "caseworker", "name_taken"),
        ("", "caseworker", "bad_name"),
        ("x", "tsar", "bad_role"),
    ],
)
def test_bad_invitations_are_refused(cast: Cast, name: str, role: str, code: str) -> None:
    keys = enrolment.make_keys(cast.workspace, passphrase=PASSPHRASE)
    with pytest.raises(Refused) as refused:
        actions.invite_member(cast.alder, keys, name=name, role=role)
    assert refused.value.code == code


def test_whoever_leaves_opens_nothing_new_and_nothing_old_in_a_later_copy(cast: Cast) -> None:
    """The thief keeps every key ever held, and later gets a copy of the whole database."""
    old = put_file(cast.willow, "addresses")
    thief = cast.aspen
    stolen: dict[tuple[UUID, int], EpochKeys] = {}
    for compartment, epochs in thief.grants().items():
        for epoch in epochs:
            keys = thief.epoch_keys(compartment, epoch)
            assert keys is not None
            stolen[(compartment, epoch)] = keys
    actions.remove_member(cast.alder, member_id=thief.member.id)
    new = put_file(cast.willow, "addresses")
    compartment = queries.compartment("addresses").id
    while reseal.reseal(cast.willow, compartment=compartment):
        pass
    assert compartment not in {found for found, _code in queries.not_resealed()}
    thief._keys.update(stolen)
    thief.forget_grants()
    for blob in (old, new):
        key = reading.file_key(thief, Blob.objects.get(pk=blob.pk))
        assert isinstance(key, Sealed)
        assert name_in(cast.willow, blob) == "plan.txt"
    assert not Unlock.objects.filter(member=thief.member).exists()
    assert list(replaced()) == []


def test_resealing_can_stop_and_go_on(cast: Cast) -> None:
    blobs_ = [put_file(cast.willow, "addresses") for _ in range(5)]
    actions.remove_member(cast.alder, member_id=cast.aspen.member.id)
    compartment = queries.compartment("addresses").id
    assert reseal.left(compartment) == 5
    assert reseal.reseal(cast.willow, compartment=compartment, most=2) == 2
    assert reseal.left(compartment) == 3
    assert [name_in(cast.willow, blob) for blob in blobs_] == ["plan.txt"] * 5
    assert reseal.reseal(cast.willow, compartment=compartment) == 3
    assert reseal.reseal(cast.willow, compartment=compartment) == 0
    left = Grant.objects.filter(epoch__compartment=compartment)
    assert left.values("epoch").distinct().count() == 1


def test_the_last_holder_cannot_walk_away(cast: Cast) -> None:
    actions.leave_compartment(cast.aspen, code="addresses")
    with pytest.raises(Refused) as refused:
        actions.leave_compartment(cast.willow, code="addresses")
    assert refused.value.code == "last_holder"


def test_removing_the_last_holder_leaves_recovery(cast: Cast) -> None:
    blob = put_file(cast.willow, "addresses")
    actions.leave_compartment(cast.aspen, code="addresses")
    orphaned = actions.remove_member(cast.alder, member_id=cast.willow.member.id)
    assert orphaned == ["addresses"]
    secrets = {
        (c, n): open_grant(cast.recovery_seed, cast.workspace, c, n, sealed)
        for c, n, sealed in queries.recovery_copies()
    }
    compartment = queries.compartment("addresses").id
    newest = queries.recipient(compartment)
    assert (compartment, newest.epoch) in secrets
    assert name_in(cast.birch, blob) is None
    keys = enrolment.make_keys(cast.workspace, member=cast.aspen.member.id, passphrase=PASSPHRASE)
    aspen = actions.recover_member(
        member_name="aspen", keys=keys, epoch_secrets=secrets, also=["addresses"]
    )
    assert name_in(aspen, blob) == "plan.txt"


def test_recovery_brings_a_lost_member_back(cast: Cast) -> None:
    blob = put_file(cast.willow, "addresses")
    secrets = {
        (c, n): open_grant(cast.recovery_seed, cast.workspace, c, n, sealed)
        for c, n, sealed in queries.recovery_copies()
    }
    keys = enrolment.make_keys(cast.workspace, member=cast.willow.member.id, passphrase=PASSPHRASE)
    actions.recover_member(member_name="willow", keys=keys, epoch_secrets=secrets)
    willow = Actor(Member.objects.get(name="willow"), keys.seed)
    assert name_in(willow, blob) == "plan.txt"
    with pytest.raises(DoesNotOpen):
        name_in(cast.willow, blob)  # the old seed opens none of the new grants


def test_a_burnt_compartment_opens_for_nobody(cast: Cast) -> None:
    blob = put_file(cast.linden, "partners")
    actions.burn_compartment(cast.alder, code="partners")
    for name in cast.keys:
        assert name_in(cast.actor(name), blob) is None
    with pytest.raises(Refused):
        put_file(cast.linden, "partners")
    compartment = queries.compartment("partners").id
    assert not Epoch.objects.filter(compartment=compartment, recovery__isnull=False).exists()


def test_keepers_burn_addresses_and_nothing_else(cast: Cast) -> None:
    for name, code in (("birch", "casework"), ("alder", "addresses"), ("willow", "casework")):
        with pytest.raises(Http404):
            actions.burn_compartment(cast.actor(name), code=code)
    actions.burn_compartment(cast.willow, code="addresses")


def test_a_planted_grant_is_refused(cast: Cast) -> None:
    """Somebody who can write to the database hands over a secret of their own choosing."""
    compartment = queries.compartment("casework").id
    birch = cast.birch
    planted = grant_epoch(
        bytes(birch.member.public_key), cast.workspace, compartment, 1, bytes(range(32))
    )
    Grant.objects.filter(member=birch.member, epoch__compartment=compartment).update(
        sealed_secret=planted
    )
    with pytest.raises(DoesNotOpen):
        put_file(birch, "casework")


def test_a_ciphertext_moved_or_rolled_back_does_not_open(cast: Cast) -> None:
    first, second = put_file(cast.willow, "casework"), put_file(cast.willow, "casework")
    moved = bytes(Blob.objects.get(pk=first.pk).key)
    Blob.objects.filter(pk=second.pk).update(key=moved)
    with pytest.raises(DoesNotOpen):
        name_in(cast.willow, second)
    assert len(list(replaced())) == 1
    Blob.objects.filter(pk=first.pk).update(key_version=2)
    with pytest.raises(DoesNotOpen):
        name_in(cast.willow, first)


def test_nothing_of_the_file_is_on_disk(cast: Cast) -> None:
    blob = put_file(cast.willow, "casework")
    stored = blobs.path_of(blob.id).read_bytes()
    assert b"where the road forks" not in stored
    assert b"plan.txt" not in stored
    assert Path(blobs.path_of(blob.id)).stat().st_mode & 0o077 == 0
