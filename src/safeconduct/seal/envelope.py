"""The outside of a sealed record: what can be read of it without any key.

Layout (docs/spec/sealed-record.md): magic `SCR`, format u8, wrap kind u8, epoch u32, version u32,
wrapped record key (60 bytes for kind 1, 1,168 for kind 2), content. Parsing proves nothing: only
opening does. Refuses unknown formats and anything too short to hold a padded plaintext.
"""

import hashlib
import struct
from typing import Final, NamedTuple

from safeconduct.seal.errors import Malformed, Truncated, UnknownFormat
from safeconduct.seal.padding import SMALLEST, bucket

MAGIC = b"SCR"
FORMAT = 1
SYMMETRIC: Final = 1
HPKE: Final = 2
WRAPPED_BYTES = {SYMMETRIC: 12 + 32 + 16, HPKE: 1120 + 32 + 16}
HEADER = struct.Struct(">3sBBII")
TAG_BYTES = 16
EPOCH_AT = 5
"""Where the epoch (u32, big-endian) stands, so that a database can find what is behind."""


class Envelope(NamedTuple):
    """The parts of a sealed record. `content` is the ciphertext with its 16-byte tag."""

    kind: int
    epoch: int
    version: int
    wrapped: bytes
    content: bytes


def parse(envelope: bytes) -> Envelope:
    """Split a sealed record into its parts.

    Raises UnknownFormat for other magic, format or wrap kind; Truncated when the bytes end early;
    Malformed when the content has a size that no padded plaintext has.
    """
    if len(envelope) < HEADER.size:
        raise Truncated("a sealed record ends inside its header")
    magic, format_, kind, epoch, version = HEADER.unpack_from(envelope)
    if magic != MAGIC or format_ != FORMAT:
        raise UnknownFormat("not a sealed record of a format known here")
    wrapped_bytes = WRAPPED_BYTES.get(kind)
    if wrapped_bytes is None:
        raise UnknownFormat("a sealed record with a wrap kind not known here")
    start = HEADER.size + wrapped_bytes
    padded = len(envelope) - start - TAG_BYTES
    if padded < SMALLEST:
        raise Truncated("a sealed record ends before its smallest content")
    if bucket(padded) != padded:
        raise Malformed("a sealed record's content has a size no sealing gives")
    return Envelope(
        kind, epoch, version, bytes(envelope[HEADER.size : start]), bytes(envelope[start:])
    )


def build(kind: int, epoch: int, version: int, wrapped: bytes, content: bytes) -> bytes:
    """Put the parts together. Raises Malformed when a number does not fit its field."""
    try:
        return HEADER.pack(MAGIC, FORMAT, kind, epoch, version) + wrapped + content
    except struct.error:
        raise Malformed("an epoch or version does not fit four bytes") from None


def content_digest(envelope: bytes) -> bytes:
    """SHA-256 over domain, format, version and content: what re-wrapping leaves unchanged.

    32 bytes, for the audit chain and for checking a re-wrap. It leaves out the wrap kind, the
    epoch and the wrapped key. Raises what `parse` raises.
    """
    parts = parse(envelope)
    fixed = struct.pack(">BI", FORMAT, parts.version)
    return hashlib.sha256(b"safeconduct/content-digest/1" + fixed + parts.content).digest()
