"""Opening sealed records and grants. Never imported by the process that faces the public.

Wrong key, another place, an older version and an altered byte are one and the same answer,
DoesNotOpen. Re-wrapping moves a record key from one epoch to the next without touching the
content; it does not take back what a former member has already read.
"""

from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from safeconduct.seal import epochs
from safeconduct.seal._unsealing import unseal
from safeconduct.seal.binding import Binding
from safeconduct.seal.canonical import exactly
from safeconduct.seal.envelope import HPKE, SYMMETRIC, Envelope, build, parse
from safeconduct.seal.errors import DoesNotOpen, Malformed
from safeconduct.seal.padding import unpad
from safeconduct.seal.recipients import private_key
from safeconduct.seal.sealing import CONTENT_NONCE, grant_info, wrap_info

FRESH_REWRAP = 12


@dataclass(eq=False)
class EpochKeys:
    """What opening needs of one epoch; parsed keys are kept, so hold on to the instance.

    Never shown by repr, never compared, never pickled by this package.
    """

    wrapping_key: bytes = field(repr=False)
    hpke_seed: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> "EpochKeys":
        """The keys of a 32-byte epoch secret."""
        return cls(epochs.wrapping_key(secret), epochs.hpke_seed(secret))

    @cached_property
    def cipher(self) -> AESGCM:
        """AES-256-GCM under the wrapping key."""
        return AESGCM(exactly("a wrapping key", self.wrapping_key, 32))

    @cached_property
    def private(self) -> MLKEM768X25519PrivateKey:
        """The parsed X-Wing private key, which takes far longer to parse than to use."""
        return private_key(self.hpke_seed)


def _unwrap(keys: EpochKeys, parts: Envelope, binding: Binding) -> bytes:
    if parts.version != binding.version:
        raise DoesNotOpen("a record of another version")
    if parts.kind == HPKE:
        key = unseal(keys.private, wrap_info(binding, parts.epoch), parts.wrapped)
    else:
        nonce, wrapped = parts.wrapped[:12], parts.wrapped[12:]
        try:
            key = keys.cipher.decrypt(nonce, wrapped, binding.wrap_bytes(parts.epoch))
        except InvalidTag:
            raise DoesNotOpen("a record key of another epoch or place, or altered") from None
    return key


def record_key(keys: EpochKeys, envelope: bytes, binding: Binding) -> bytes:
    """The 32-byte key of one version of one field.

    Raises DoesNotOpen, or what `envelope.parse` raises.
    """
    return _unwrap(keys, parse(envelope), binding)


def open_record(keys: EpochKeys, envelope: bytes, binding: Binding) -> bytes:
    """The plaintext of a sealed field.

    `binding` is where the caller found it and the version the caller expects. Raises DoesNotOpen,
    or what `envelope.parse` raises.
    """
    parts = parse(envelope)
    key = _unwrap(keys, parts, binding)
    try:
        padded = AESGCM(key).decrypt(CONTENT_NONCE, parts.content, binding.content_bytes())
    except InvalidTag:
        raise DoesNotOpen("a record moved or altered") from None
    return unpad(padded)


def rewrap(
    old: EpochKeys,
    new_wrapping_key: bytes,
    new_epoch: int,
    envelope: bytes,
    binding: Binding,
    *,
    fresh: bytes,
) -> bytes:
    """The same content with its record key wrapped under another epoch, always as kind 1.

    `fresh`: 12 bytes of wrap nonce. The content is copied byte for byte, unopened, so
    `envelope.content_digest` stays the same. Raises DoesNotOpen, or what `envelope.parse` raises.
    """
    exactly("a wrapping key", new_wrapping_key, 32)
    exactly("fresh", fresh, FRESH_REWRAP)
    parts = parse(envelope)
    key = _unwrap(old, parts, binding)
    cipher = AESGCM(new_wrapping_key)
    wrapped = fresh + cipher.encrypt(fresh, key, binding.wrap_bytes(new_epoch))
    return build(SYMMETRIC, new_epoch, parts.version, wrapped, parts.content)


def open_grant(
    member_seed: bytes, workspace: UUID, compartment: UUID, epoch: int, sealed: bytes
) -> bytes:
    """The 32-byte epoch secret that was granted to a member.

    Raises DoesNotOpen (another member, compartment or epoch, or altered), Truncated or Malformed.
    A grant proves no sender: compare `epochs.epoch_public_key` of the result with the record.
    """
    secret = unseal(private_key(member_seed), grant_info(workspace, compartment, epoch), sealed)
    if len(secret) != epochs.SECRET_BYTES:
        raise Malformed("a grant holds no epoch secret")
    return secret
