"""How epochs are begun, granted and handed on. Only `team.actions` calls this, in a transaction.

Nothing here asks who may: that is the actions' part.
"""

import secrets
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.enrolment import MemberKeys
from safeconduct.apps.team.models import Compartment, Epoch, Grant, Member, Unlock, Workspace
from safeconduct.apps.team.roles import ROLES
from safeconduct.seal import keyring
from safeconduct.seal.chain import signing_public
from safeconduct.seal.epochs import epoch_public_key, signing_seed
from safeconduct.seal.sealing import grant_epoch


def add_member(keys: MemberKeys, name: str, role: str, language: str, day: date) -> Member:
    """Insert a member's row. Raises Refused for a name that is taken or an unknown role."""
    name = name.strip()
    if not name or len(name) > 40:
        raise Refused("bad_name", _("Give a pseudonym of 1 to 40 characters."))
    if role not in ROLES:
        raise Refused("bad_role", _("Choose one of the roles in the list."))
    if Member.objects.filter(name=name).exists():
        raise Refused("name_taken", _("This pseudonym is taken. Choose another one."))
    return Member.objects.create(
        id=keys.member,
        name=name,
        role=role,
        language=language,
        public_key=keys.public_key,
        salt=keys.salt,
        parameters=keys.parameters,
        sealed_keys=keys.sealed_keys,
        must_choose_passphrase=False,
        joined_on=day,
    )


def begin_epoch(
    compartment: Compartment, number: int, holders: Iterable[Member], *, by: Member, day: date
) -> bytes:
    """Draw a new epoch's secret and seal it to its holders and to recovery. Returns the secret."""
    workspace = Workspace.objects.get()
    secret = secrets.token_bytes(32)
    epoch = Epoch.objects.create(
        compartment=compartment,
        number=number,
        public_key=epoch_public_key(secret),
        signing_public=signing_public(signing_seed(secret)),
        recovery=grant_epoch(
            bytes(workspace.recovery_public), workspace.id, compartment.id, number, secret
        ),
        begun_on=day,
        resealed=number == 1,
    )
    for member in holders:
        grant(epoch, member, secret, by=by, day=day)
    return secret


def grant(epoch: Epoch, member: Member, secret: bytes, *, by: Member, day: date) -> None:
    """Seal an epoch's secret to one member."""
    workspace = Workspace.objects.get()
    Grant.objects.create(
        member=member,
        epoch=epoch,
        sealed_secret=grant_epoch(
            bytes(member.public_key), workspace.id, epoch.compartment_id, epoch.number, secret
        ),
        granted_by=by,
        granted_on=day,
    )


def hand_over(actor: Actor, member: Member, compartment: Compartment, day: date) -> bool:
    """Seal every epoch of a compartment that the actor holds to a member. False if none is held."""
    if not actor.holds(compartment.id):
        return False
    locked(compartment)
    had = set(Grant.objects.filter(member=member).values_list("epoch", flat=True))
    for epoch in Epoch.objects.filter(compartment=compartment):
        secret = actor.epoch_secret(compartment.id, epoch.number)
        if secret is not None and epoch.pk not in had:
            grant(epoch, member, secret, by=actor.member, day=day)
    return True


def renew(actor: Actor, keys: MemberKeys, cookie: bytes | None) -> None:
    """Seal the actor's grants, and the keyring behind a cookie, to the actor's new keys.

    Whoever invited a member has seen the first passphrase. With a copy of the database from then
    they would open the first keys, and with those everything handed over later.
    """
    Member.objects.select_for_update().get(pk=actor.member.pk)
    for compartment in Compartment.objects.filter(epochs__grants__member=actor.member).distinct():
        locked(compartment)
    actor.forget_grants()
    for row in Grant.objects.filter(member=actor.member).select_related("epoch"):
        compartment_id, number = row.epoch.compartment_id, row.epoch.number
        secret = actor.epoch_secret(compartment_id, number)
        assert secret is not None  # the grant is this row
        row.sealed_secret = grant_epoch(
            keys.public_key, actor.workspace_id(), compartment_id, number, secret
        )
        row.save(update_fields=("sealed_secret",))
    if cookie is not None:
        fresh = secrets.token_bytes(keyring.FRESH_KEYRING)
        sealed = keyring.seal_keyring(cookie, actor.member.id, keys.seed, fresh=fresh)
        Unlock.objects.filter(pk=actor.session).update(keyring=sealed)
    actor.seed = keys.seed
    actor.forget_grants()


def holders_of(compartment: Compartment) -> list[Member]:
    """Members who hold the newest epoch and have not left."""
    newest = Epoch.objects.filter(compartment=compartment).order_by("-number")[:1].get()
    return list(Member.objects.filter(grants__epoch=newest, left_on__isnull=True))


def locked(compartment: Compartment) -> None:
    """Hold the compartment's row until the transaction ends: whoever hands over and whoever
    begins an epoch wait for each other, so that nobody who has just left is counted in."""
    Compartment.objects.select_for_update().get(pk=compartment.pk)


def rotate(compartment: Compartment, *, without: Member, by: Member) -> int:
    """Begin a new epoch for all holders but one, and destroy that one's grants.

    Returns how many hold the new epoch.
    """
    locked(compartment)
    stay = [m for m in holders_of(compartment) if m.pk != without.pk]
    number = Epoch.objects.filter(compartment=compartment).order_by("-number")[0].number
    Grant.objects.filter(member=without, epoch__compartment=compartment).delete()
    begin_epoch(compartment, number + 1, stay, by=by, day=today())
    return len(stay)
