"""The audit chain: every event hashes its predecessor, and heads are signed.

A chain shows that nothing was changed, left out or put in between two heads that were kept
elsewhere. It cannot show that an event was never recorded, nor stop whoever holds the signing
seed from writing another history; anchors outside the server do that. Refuses values that are
not text, whole numbers or nothing.
"""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safeconduct.seal.canonical import domain, exactly, long_bytes, place, short_text, u32, u64
from safeconduct.seal.errors import Malformed

DIGEST_BYTES = 32
SIGNATURE_BYTES = 64


def genesis(workspace: UUID) -> bytes:
    """The 32 bytes that stand before the first event of a workspace's chain."""
    return hashlib.sha256(place("audit/genesis/1", workspace)).digest()


def _value(value: str | int | None) -> bytes:
    # A type byte keeps the text "7", the number 7 and nothing apart.
    if value is None:
        return b"n" + long_bytes(b"")
    if isinstance(value, str):
        try:
            return b"s" + long_bytes(value.encode("utf-8"))
        except UnicodeEncodeError:
            raise Malformed("an event holds a text that is not Unicode") from None
    if isinstance(value, int) and not isinstance(value, bool):
        return b"i" + long_bytes(str(value).encode("ascii"))
    raise Malformed("an event holds something that is not text, a whole number or nothing")


def event_digest(previous: bytes, fields: Mapping[str, str | int | None]) -> bytes:
    """SHA-256 over domain, the previous digest (32 bytes), and the fields in order of name.

    Each field is its length-prefixed name, a type byte (`s` text, `i` whole number as decimal
    ASCII, `n` nothing) and its length-prefixed value; fields are ordered by the UTF-8 bytes of
    their names, and their number stands before them. Raises Malformed for other kinds of value.
    """
    exactly("a previous digest", previous, DIGEST_BYTES)
    named = sorted((short_text(name)[2:], name) for name in fields)
    body = b"".join(short_text(name) + _value(fields[name]) for _, name in named)
    return hashlib.sha256(domain("audit/event/1") + previous + u32(len(fields)) + body).digest()


def _head(workspace: UUID, seq: int, digest: bytes) -> bytes:
    return place("audit/head/1", workspace) + u64(seq) + exactly("a digest", digest, DIGEST_BYTES)


def signing_public(seed: bytes) -> bytes:
    """The 32-byte Ed25519 public key of a 32-byte signing seed."""
    key = Ed25519PrivateKey.from_private_bytes(exactly("a signing seed", seed, 32))
    return key.public_key().public_bytes_raw()


def sign_head(signing_seed: bytes, workspace: UUID, seq: int, digest: bytes) -> bytes:
    """The 64-byte Ed25519 signature over domain, workspace, u64 number of the event, digest."""
    key = Ed25519PrivateKey.from_private_bytes(exactly("a signing seed", signing_seed, 32))
    return key.sign(_head(workspace, seq, digest))


def verify_head(public: bytes, workspace: UUID, seq: int, digest: bytes, signature: bytes) -> bool:
    """Whether the signature is the workspace's over this head. Never raises for a bad signature."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, _head(workspace, seq, digest))
    except (InvalidSignature, ValueError, Malformed):
        return False
    return True
