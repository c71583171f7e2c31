"""Canonical bytes: one unambiguous spelling of a list of fields, for AADs, `info` and digests.

Every text is preceded by its length, every number and UUID has a fixed width, and every spelling
starts with its own domain string, so no two different meanings share the same bytes. Refuses
numbers and texts that do not fit; never truncates.
"""

import struct
from uuid import UUID

from safeconduct.seal.errors import Malformed

_U16 = struct.Struct(">H")
_U32 = struct.Struct(">I")
_U64 = struct.Struct(">Q")


def domain(name: str) -> bytes:
    """The domain string `safeconduct/<name>`, length-prefixed like any short text."""
    return short_text(f"safeconduct/{name}")


def short_text(text: str) -> bytes:
    """u16 length in bytes, then the UTF-8 of the text. Raises Malformed past 65,535 bytes."""
    try:
        encoded = text.encode("utf-8")
        return _U16.pack(len(encoded)) + encoded
    except (UnicodeEncodeError, struct.error):
        raise Malformed("a text does not fit a sealed field") from None


def long_bytes(value: bytes) -> bytes:
    """u32 length, then the bytes. Raises Malformed past 4 GiB."""
    return u32(len(value)) + value


def u32(number: int) -> bytes:
    """Four bytes, big-endian. Raises Malformed outside 0..2**32-1."""
    try:
        return _U32.pack(number)
    except struct.error:
        raise Malformed("a number does not fit four bytes") from None


def u64(number: int) -> bytes:
    """Eight bytes, big-endian. Raises Malformed outside 0..2**64-1."""
    try:
        return _U64.pack(number)
    except struct.error:
        raise Malformed("a number does not fit eight bytes") from None


def place(name: str, *ids: UUID) -> bytes:
    """A domain string followed by 16 bytes for each UUID: the usual binding of a sealed thing."""
    return domain(name) + b"".join(id_.bytes for id_ in ids)


def exactly(what: str, value: bytes, length: int) -> bytes:
    """Return `value` if it is `length` bytes long; raises ValueError, naming only the lengths."""
    if len(value) != length:
        raise ValueError(f"{what} must be {length} bytes, not {len(value)}")
    return value
