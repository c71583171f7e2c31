"""The actor: a member at work, with the keys that member unlocked, for one request.

Keys live in this object only and are unwrapped when first needed. The public process must never
import this module.
"""

from dataclasses import dataclass, field
from uuid import UUID

from safeconduct.apps.team import roles
from safeconduct.apps.team.models import Grant, Member
from safeconduct.apps.team.queries import (
    Recipient,
    compartment,
    epoch_public_key_on_file,
    recipient,
    workspace,
)
from safeconduct.seal.chain import sign_head
from safeconduct.seal.epochs import epoch_public_key, signing_seed
from safeconduct.seal.errors import DoesNotOpen
from safeconduct.seal.opening import EpochKeys, open_grant


@dataclass(frozen=True)
class Opened:
    """One sealed column that was opened for this request."""

    table: str
    row: UUID
    column: str
    case: UUID | None


@dataclass
class Actor:
    """A member with an unlocked keyring. `purpose` is the URL name or CLI verb at work."""

    member: Member
    seed: bytes = field(repr=False)
    purpose: str = ""
    session: bytes = field(default=b"", repr=False)
    opened: list[Opened] = field(default_factory=list)
    _grants: dict[UUID, dict[int, bytes]] | None = field(default=None, repr=False)
    _keys: dict[tuple[UUID, int], EpochKeys] = field(default_factory=dict, repr=False)
    _signing: tuple[int, bytes] | None = field(default=None, repr=False)
    _workspace: UUID | None = None
    _recipients: dict[UUID, Recipient] = field(default_factory=dict, repr=False)
    _codes: dict[str, UUID] = field(default_factory=dict, repr=False)
    _standing: dict[str, UUID] = field(default_factory=dict, repr=False)

    @property
    def who(self) -> str:
        """The member's id as the audit chain writes it."""
        return str(self.member.id)

    def may(self, permission: str) -> bool:
        """Whether the member's role has a permission."""
        return roles.may(self.member.role, permission)

    def workspace_id(self) -> UUID:
        """The workspace all bindings name."""
        if self._workspace is None:
            self._workspace = workspace().id
        return self._workspace

    def standing(self, code: str) -> UUID:
        """The id of a standing compartment, read once a request."""
        if code not in self._standing:
            self._standing[code] = compartment(code).id
        return self._standing[code]

    def recipient(self, compartment_id: UUID) -> Recipient:
        """Whom to seal to for a compartment, read once a request."""
        found = self._recipients.get(compartment_id)
        if found is None:
            found = self._recipients[compartment_id] = recipient(compartment_id)
        return found

    def recipient_of(self, code: str) -> Recipient:
        """Whom to seal to for a standing compartment, read once a request."""
        if code not in self._codes:
            self._codes[code] = compartment(code).id
        return self.recipient(self._codes[code])

    def grants(self) -> dict[UUID, dict[int, bytes]]:
        """Sealed epoch secrets by compartment and epoch number, read once a request."""
        if self._grants is None:
            self._grants = {}
            rows = Grant.objects.filter(member=self.member).values_list(
                "epoch__compartment", "epoch__number", "sealed_secret"
            )
            for compartment_id, number, sealed in rows:
                self._grants.setdefault(compartment_id, {})[number] = bytes(sealed)
        return self._grants

    def forget_grants(self) -> None:
        """Read the grants again at the next use: an action has just changed them."""
        self._grants = None
        self._signing = None
        self._recipients.clear()

    def holds(self, compartment_id: UUID) -> bool:
        """Whether the member has any key of a compartment."""
        return compartment_id in self.grants()

    def held(self) -> frozenset[UUID]:
        """The compartments the member has a key of."""
        return frozenset(self.grants())

    def epoch_secret(self, compartment_id: UUID, epoch: int) -> bytes | None:
        """The 32-byte secret of one epoch, or None when it was never handed to this member."""
        sealed = self.grants().get(compartment_id, {}).get(epoch)
        if sealed is None:
            return None
        return open_grant(self.seed, self.workspace_id(), compartment_id, epoch, sealed)

    def epoch_keys(self, compartment_id: UUID, epoch: int) -> EpochKeys | None:
        """The keys of one epoch, or None when they were never handed to this member."""
        keys = self._keys.get((compartment_id, epoch))
        if keys is None:
            secret = self.epoch_secret(compartment_id, epoch)
            if secret is None:
                return None
            # Anyone who can write to the database could plant a grant of a secret they know.
            if epoch_public_key(secret) != epoch_public_key_on_file(compartment_id, epoch):
                raise DoesNotOpen("a grant does not belong to its epoch")
            keys = self._keys[(compartment_id, epoch)] = EpochKeys.of(secret)
        return keys

    def wrapping_key(self, compartment_id: UUID, epoch: int) -> bytes | None:
        """The symmetric key of one epoch, for sealing without a public-key operation; None for a
        compartment that the member does not hold.

        Raises DoesNotOpen for an epoch that no holder was handed: members never begin one so, but
        whoever writes to the database could plant one to read what is sealed from then on.
        """
        keys = self.epoch_keys(compartment_id, epoch)
        if keys is None and self.holds(compartment_id):
            self.forget_grants()  # it may have begun since this request read its grants
            keys = self.epoch_keys(compartment_id, epoch)
            if keys is None and self.holds(compartment_id):
                raise DoesNotOpen("an epoch that was never handed to a holder")
        return keys.wrapping_key if keys else None

    def sign_head(self, seq: int, digest: bytes) -> bytes | None:
        """Sign the chain with the workspace's key: it derives from the newest team epoch, so it
        changes when somebody leaves. Raises DoesNotOpen for a member without the team's key."""
        if self._signing is None:
            team = self.standing(roles.Standing.TEAM)
            epoch = max(self.grants().get(team, {}), default=0)
            secret = self.epoch_secret(team, epoch)
            if secret is None:
                raise DoesNotOpen("this member holds no key of the team compartment")
            self._signing = (epoch, signing_seed(secret))
        epoch, seed = self._signing
        return epoch.to_bytes(4, "big") + sign_head(seed, self.workspace_id(), seq, digest)
