"""What happens to the team and its keys: founding, inviting, handing over, removing, rotating.

Whoever leaves loses every grant, and each compartment they held begins a new epoch that was never
handed to them. What was sealed before is brought to the new epoch by `vault.reseal`.
"""

import secrets
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.team import access
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.enrolment import MemberKeys
from safeconduct.apps.team.handing import (
    add_member,
    begin_epoch,
    grant,
    hand_over,
    holders_of,
    locked,
    renew,
    rotate,
)
from safeconduct.apps.team.models import (
    Compartment,
    Epoch,
    Grant,
    KeyWish,
    Member,
    Unlock,
    Workspace,
)
from safeconduct.apps.team.roles import ROLES, Standing
from safeconduct.seal.recipients import public_key


@action
def found_workspace(
    *,
    workspace_id: UUID,
    founder: MemberKeys,
    name: str,
    language: str,
    recovery_seed: bytes,
    threshold: int,
    shares: int,
    neutral_title: str,
    leave_url: str,
    rehearsal: bool = False,
) -> Actor:
    """Make the workspace, its standing compartments and its first member, a coordinator.

    The first member begins with every compartment and is meant to hand over `addresses`.
    """
    if Workspace.objects.exists():
        raise Refused("founded", _("This data folder already holds a workspace."))
    day = today()
    Workspace.objects.create(
        id=workspace_id,
        neutral_title=neutral_title,
        leave_url=leave_url,
        recovery_public=public_key(recovery_seed),
        recovery_threshold=threshold,
        recovery_shares=shares,
        created_on=day,
        rehearsal=rehearsal,
    )
    member = add_member(founder, name, "coordinator", language, day)
    for standing in Standing:
        compartment = Compartment.objects.create(code=standing, standing=True)
        begin_epoch(compartment, 1, [member], by=member, day=day)
    actor = Actor(member, founder.seed, purpose="found_workspace")
    record(actor, "found_workspace", member)
    return actor


@action
def invite_member(
    actor: Actor, keys: MemberKeys, *, name: str, role: str, language: str = "en"
) -> Member:
    """Add a member and hand over the role's compartments that the inviter holds.

    The others are left as wishes until somebody who holds them hands them over.
    """
    access.manage_team(actor)
    day = today()
    member = add_member(keys, name, role, language, day)
    Member.objects.filter(pk=member.pk).update(must_choose_passphrase=True)
    given, wished = [], []
    # In the order of their codes, as everywhere: two who lock compartments never wait in a ring.
    for code in sorted(ROLES[role].holds):
        compartment = Compartment.objects.get(code=code)
        if hand_over(actor, member, compartment, day):
            given.append(str(code))
        else:
            KeyWish.objects.create(
                member=member, compartment=compartment, asked_by=actor.member, asked_on=day
            )
            wished.append(str(code))
    record(actor, "invite_member", member, details={"role": role, "given": given, "wished": wished})
    return member


@action
def hand_over_key(actor: Actor, *, member_id: UUID, code: str) -> Member:
    """Hand a compartment's keys to a member who waits for them, or whom a coordinator chose.

    Anyone who holds the compartment may fulfil a wish; giving without a wish takes a coordinator.
    Raises Refused when the actor does not hold the compartment.
    """
    member = access.member_for_change(actor, member_id)
    if member.left_on is not None:
        raise Refused("has_left", _("This member has already been removed."))
    compartment = access.compartment_held(actor, code)
    wish = KeyWish.objects.filter(member=member, compartment=compartment)
    if not wish.exists():
        access.manage_team(actor)
    if not hand_over(actor, member, compartment, today()):
        raise Refused("not_held", _("You do not hold this compartment's key yourself."))
    wish.delete()
    record(actor, "hand_over_key", member, details={"compartment": code})
    return member


@action
def leave_compartment(actor: Actor, *, code: str) -> None:
    """Give up one's own key of a compartment; it begins a new epoch for those who stay.

    Refused when nobody else holds it, because then only the recovery trustees could open it.
    """
    compartment = access.compartment_held(actor, code)
    if code == Standing.TEAM:
        raise Refused("team_stays", _("Every member holds the team's compartment."))
    locked(compartment)
    if len(holders_of(compartment)) < 2:
        raise Refused("last_holder", _("Hand this compartment to somebody else first."))
    rotate(compartment, without=actor.member, by=actor.member)
    actor.forget_grants()
    record(actor, "leave_compartment", actor.member, details={"compartment": code})


@action
def remove_member(actor: Actor, *, member_id: UUID) -> list[str]:
    """Remove a member: grants and unlocks are destroyed, what they held gets new keys.

    Returns the codes of compartments that nobody holds any more (only recovery can open them).
    Raises Refused for oneself or for the last coordinator.
    """
    access.manage_team(actor)
    member = access.member_for_change(actor, member_id)
    if member.pk == actor.member.pk:
        raise Refused("not_yourself", _("Ask another coordinator to remove you."))
    if member.left_on is not None:
        raise Refused("has_left", _("This member has already been removed."))
    orphaned = []
    held = Compartment.objects.filter(epochs__grants__member=member).distinct()
    for compartment in list(held):
        if not rotate(compartment, without=member, by=actor.member):
            orphaned.append(compartment.code)
    Unlock.objects.filter(member=member).delete()
    KeyWish.objects.filter(member=member).delete()
    Member.objects.filter(pk=member.pk).update(left_on=today(), removed_by=actor.member)
    actor.forget_grants()
    record(actor, "remove_member", member, details={"orphaned": orphaned})
    return orphaned


@action
def open_compartment(actor: Actor, *, members: Iterable[UUID]) -> Compartment:
    """Make a compartment for one case that must be kept apart; the actor always holds it."""
    chosen = list(Member.objects.filter(pk__in={*members, actor.member.pk}, left_on__isnull=True))
    compartment = Compartment.objects.create(code=f"apart-{secrets.token_hex(3)}")
    begin_epoch(compartment, 1, chosen, by=actor.member, day=today())
    actor.forget_grants()
    record(actor, "open_compartment", compartment, details={"members": [str(m.pk) for m in chosen]})
    return compartment


@action
def finish_resealing(actor: Actor, *, compartment: UUID, epoch: int) -> None:
    """Everything of a compartment is sealed to this epoch: destroy the older epochs' grants.

    The oldest keys are of no use any more to whoever copies the database from now on.
    """
    older = Epoch.objects.filter(compartment=compartment, number__lt=epoch)
    Grant.objects.filter(epoch__in=older).delete()
    older.update(recovery=None)
    Epoch.objects.filter(compartment=compartment, number__lte=epoch).update(resealed=True)
    actor.forget_grants()
    record(actor, "finish_resealing", details={"epoch": epoch})


@action
def choose_passphrase(actor: Actor, keys: MemberKeys, *, cookie: bytes | None = None) -> None:
    """Replace what seals the member's keys. `keys`, made outside, re-seals the same seed, or
    brings a new one: then every grant moves to it, and the unlock behind `cookie` as well."""
    if keys.seed != actor.seed:
        renew(actor, keys, cookie)
    Member.objects.filter(pk=actor.member.pk).update(
        public_key=keys.public_key,
        salt=keys.salt,
        parameters=keys.parameters,
        sealed_keys=keys.sealed_keys,
        must_choose_passphrase=False,
    )
    Unlock.objects.filter(member=actor.member).exclude(pk=actor.session).delete()
    record(actor, "choose_passphrase", actor.member)


@action
def choose_language(actor: Actor, *, language: str) -> None:
    """Show pages to this member in another language."""
    Member.objects.filter(pk=actor.member.pk).update(language=language)
    record(actor, "choose_language", actor.member, details={"language": language})


@action
def recover_member(
    *,
    member_name: str,
    keys: MemberKeys,
    epoch_secrets: dict[tuple[UUID, int], bytes],
    also: Iterable[str] = (),
) -> Actor:
    """Give a member who lost the passphrase new keys, with the epochs that recovery opened.

    Epochs of the compartments that the member held are granted again, and those of `also` (codes):
    that is how a compartment that nobody holds any more is opened again.
    """
    member = Member.objects.select_for_update().get(name=member_name, left_on__isnull=True)
    held = set(Grant.objects.filter(member=member).values_list("epoch__compartment", flat=True))
    held |= set(Compartment.objects.filter(code__in=list(also)).values_list("id", flat=True))
    Grant.objects.filter(member=member).delete()
    Unlock.objects.filter(member=member).delete()
    member.public_key, member.salt = keys.public_key, keys.salt
    member.parameters, member.sealed_keys = keys.parameters, keys.sealed_keys
    member.must_choose_passphrase, member.failures, member.wait_until = True, 0, None
    member.last_code_step = 0
    member.save()
    for epoch in Epoch.objects.filter(compartment__in=held):
        secret = epoch_secrets.get((epoch.compartment_id, epoch.number))
        if secret is not None:
            grant(epoch, member, secret, by=member, day=today())
    actor = Actor(member, keys.seed, purpose="recover_member")
    record(actor, "recover_member", member)
    return actor


@action
def burn_compartment(actor: Actor, *, code: str) -> None:
    """Destroy every wrap of a compartment's key. What it sealed can never be opened again."""
    compartment = access.burn(actor, code)
    if compartment.code == Standing.TEAM:
        raise Refused("team_stays", _("The team's compartment signs the audit chain; keep it."))
    Grant.objects.filter(epoch__compartment=compartment).delete()
    KeyWish.objects.filter(compartment=compartment).delete()
    Epoch.objects.filter(compartment=compartment).update(recovery=None)
    Compartment.objects.filter(pk=compartment.pk).update(burnt_on=today())
    actor.forget_grants()
    record(actor, "burn_compartment", compartment)
