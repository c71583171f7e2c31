"""What other apps may ask about the team: the workspace, compartments, epochs and members.

Nothing here opens anything: the public process uses it to find whom to seal to.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.team.models import (
    Compartment,
    Epoch,
    Grant,
    KeyWish,
    Member,
    Unlock,
    Workspace,
)
from safeconduct.apps.team.roles import Standing


class NoWorkspace(Exception):
    """The data folder has no workspace yet. `safeconduct init` makes one."""


@dataclass(frozen=True)
class Recipient:
    """Whom to seal to: a compartment's newest epoch."""

    compartment: UUID
    code: str
    epoch: int
    public_key: bytes


@dataclass(frozen=True)
class MemberRow:
    """A member as lists show them; `holds` are codes of compartments."""

    id: UUID
    name: str
    role: str
    joined_on: date
    left_on: date | None
    holds: tuple[str, ...]
    waits_for: tuple[str, ...]


def workspace() -> Workspace:
    """The one workspace. Raises NoWorkspace before `init`."""
    row = Workspace.objects.first()
    if row is None:
        raise NoWorkspace
    return row


def workspace_id() -> UUID:
    """The id that every binding names. Raises NoWorkspace before `init`."""
    return workspace().id


def compartment(code: str) -> Compartment:
    """A compartment by its code. Raises Compartment.DoesNotExist."""
    return Compartment.objects.get(code=code)


def recipient(compartment_id: UUID) -> Recipient:
    """The newest epoch of a compartment.

    Raises Epoch.DoesNotExist, and Refused for a compartment whose keys were burnt: what is sealed
    there would be lost without anybody noticing.
    """
    epoch = (
        Epoch.objects.filter(compartment=compartment_id)
        .select_related("compartment")
        .order_by("-number")[:1]
        .get()
    )
    if epoch.compartment.burnt_on is not None:
        raise Refused(
            "burnt", _("The keys of this compartment were destroyed. Nothing was kept there.")
        )
    return Recipient(compartment_id, epoch.compartment.code, epoch.number, bytes(epoch.public_key))


def epoch_public_key_on_file(compartment_id: UUID, epoch: int) -> bytes:
    """The public key that an epoch was begun with. Raises Epoch.DoesNotExist."""
    return bytes(Epoch.objects.get(compartment=compartment_id, number=epoch).public_key)


def signing_keys() -> dict[int, bytes]:
    """Public keys that signed the audit chain, by epoch of the team compartment."""
    rows = Epoch.objects.filter(compartment__code=Standing.TEAM)
    return {number: bytes(key) for number, key in rows.values_list("number", "signing_public")}


def recipient_of(code: str) -> Recipient:
    """The newest epoch of the compartment with this code."""
    return recipient(compartment(code).id)


def codes() -> dict[UUID, str]:
    """Every compartment's code by its id."""
    return dict(Compartment.objects.values_list("id", "code"))


def names() -> dict[str, str]:
    """Every member's pseudonym by id (as text), including those who left."""
    return {str(pk): name for pk, name in Member.objects.values_list("id", "name")}


def holders(compartment_id: UUID) -> list[Member]:
    """Members who hold the newest key of a compartment and have not left."""
    newest = Epoch.objects.filter(compartment=compartment_id).order_by("-number")[:1]
    return list(
        Member.objects.filter(grants__epoch__in=list(newest), left_on__isnull=True).order_by("name")
    )


def is_here(member: UUID) -> bool:
    """Whether a member has not left."""
    return Member.objects.filter(pk=member, left_on__isnull=True).exists()


def active_members(*, role: str = "") -> list[Member]:
    """Members who have not left, by name."""
    rows = Member.objects.filter(left_on__isnull=True)
    return list((rows.filter(role=role) if role else rows).order_by("name"))


def members() -> list[MemberRow]:
    """Everybody who is or was a member, with the compartments they hold and wait for."""
    held: dict[UUID, set[str]] = {}
    for member, code in Grant.objects.values_list("member", "epoch__compartment__code"):
        held.setdefault(member, set()).add(code)
    waits: dict[UUID, set[str]] = {}
    for member, code in KeyWish.objects.values_list("member", "compartment__code"):
        waits.setdefault(member, set()).add(code)
    return [
        MemberRow(
            m.id,
            m.name,
            m.role,
            m.joined_on,
            m.left_on,
            tuple(sorted(held.get(m.id, ()))),
            tuple(sorted(waits.get(m.id, ()))),
        )
        for m in Member.objects.all()
    ]


def not_resealed() -> list[tuple[UUID, str]]:
    """Compartments (id, code) whose newest epoch waits for older envelopes to be brought to it."""
    rows = Epoch.objects.filter(resealed=False, compartment__burnt_on__isnull=True)
    return sorted(
        set(rows.values_list("compartment", "compartment__code")), key=lambda found: found[1]
    )


def unlocked() -> int:
    """How many members are unlocked now."""
    return Unlock.objects.count()


def recovery_copies() -> list[tuple[UUID, int, bytes]]:
    """Every epoch's secret as it is sealed to the recovery key: (compartment, number, sealed)."""
    rows = Epoch.objects.filter(recovery__isnull=False)
    return [
        (compartment, number, bytes(sealed))
        for compartment, number, sealed in rows.values_list("compartment", "number", "recovery")
        if sealed is not None
    ]
