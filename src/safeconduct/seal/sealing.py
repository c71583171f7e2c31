"""Sealing one version of one field, and granting an epoch to a member. Opens nothing.

Every sealing gets a record key of its own, taken from `fresh`. That key encrypts exactly one
message, so its nonce can be a constant zero: a nonce must never repeat under the same key, and
here the key itself never repeats. The record key is then wrapped: under the epoch's wrapping key
with a random nonce (kind 1; safe for 2**32 wraps per epoch), or to the epoch's public key by HPKE
(kind 2), which draws its randomness from the library.

Whoever calls must draw `fresh` from the system's generator and use it once.
"""

from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safeconduct.seal.binding import Binding
from safeconduct.seal.canonical import domain, exactly, place, u32
from safeconduct.seal.envelope import HPKE, SYMMETRIC, build
from safeconduct.seal.padding import pad
from safeconduct.seal.recipients import seal_to

CONTENT_NONCE = bytes(12)
FRESH_WITH_EPOCH = 32 + 12
FRESH_TO_EPOCH = 32


def wrap_info(binding: Binding, epoch: int) -> bytes:
    """The HPKE `info` of a kind 2 wrap: its own domain string, then `binding.wrap_bytes`."""
    return domain("wrap-to-epoch/1") + binding.wrap_bytes(epoch)


def grant_info(workspace: UUID, compartment: UUID, epoch: int) -> bytes:
    """The HPKE `info` of a grant: domain, workspace, compartment, epoch."""
    return place("grant-epoch/1", workspace, compartment) + u32(epoch)


def _content(record_key: bytes, binding: Binding, plaintext: bytes) -> bytes:
    return AESGCM(record_key).encrypt(CONTENT_NONCE, pad(plaintext), binding.content_bytes())


def seal_with_epoch(
    wrapping_key: bytes, epoch: int, binding: Binding, plaintext: bytes, *, fresh: bytes
) -> bytes:
    """Seal a field for those who hold the epoch (wrap kind 1).

    `fresh`: 44 bytes, 32 of record key and 12 of wrap nonce. Raises ValueError for a key or
    `fresh` of another length, Malformed for a binding that does not fit its format.
    """
    exactly("a wrapping key", wrapping_key, 32)
    exactly("fresh", fresh, FRESH_WITH_EPOCH)
    record_key, nonce = fresh[:32], fresh[32:]
    wrapped = nonce + AESGCM(wrapping_key).encrypt(nonce, record_key, binding.wrap_bytes(epoch))
    content = _content(record_key, binding, plaintext)
    return build(SYMMETRIC, epoch, binding.version, wrapped, content)


def seal_to_epoch(
    public_key: bytes, epoch: int, binding: Binding, plaintext: bytes, *, fresh: bytes
) -> bytes:
    """Seal a field for those who hold the epoch, by someone who does not (wrap kind 2).

    `fresh`: 32 bytes of record key; HPKE draws the rest itself. Anyone with the public key can
    make such a record, so it says nothing about who wrote it. Raises as `seal_with_epoch`.
    """
    exactly("fresh", fresh, FRESH_TO_EPOCH)
    wrapped = seal_to(public_key, wrap_info(binding, epoch), fresh)
    return build(HPKE, epoch, binding.version, wrapped, _content(fresh, binding, plaintext))


def grant_epoch(
    member_public: bytes, workspace: UUID, compartment: UUID, epoch: int, secret: bytes
) -> bytes:
    """Seal an epoch's 32-byte secret to a member; 1,168 bytes, opened by `opening.open_grant`.

    Bound to workspace, compartment and epoch. Anyone can make a grant of a secret of their own
    choosing: who opens one must compare `epochs.epoch_public_key(secret)` with the public key on
    record for that epoch before sealing anything with it.
    """
    exactly("an epoch secret", secret, 32)
    return seal_to(member_public, grant_info(workspace, compartment, epoch), secret)
