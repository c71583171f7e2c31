"""Padding that hides a length within its bucket (Padmé; smallest bucket 256 bytes).

Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
PURBs", PETS 2019) rounds a length L up so that its binary form keeps only floor(log2 log2 L) + 1
leading bits after the first: at most 12 % more, less for longer texts, and O(log log L) bits of
the length remain to be seen. Refuses to remove padding that it would not have written.
"""

import struct

from safeconduct.seal.errors import Malformed

SMALLEST = 256
_PREFIX = struct.Struct(">I")


def bucket(length: int, smallest: int = SMALLEST) -> int:
    """The Padmé size in bytes for `length` bytes, never below `smallest`."""
    length = max(length, smallest, 2)
    exponent = length.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (length + mask) & ~mask


def pad(plaintext: bytes) -> bytes:
    """u32 length, the plaintext, then zeros up to the bucket. Raises Malformed past 4 GiB."""
    try:
        prefixed = _PREFIX.pack(len(plaintext)) + plaintext
    except struct.error:
        raise Malformed("a plaintext does not fit a sealed field") from None
    return prefixed.ljust(bucket(len(prefixed)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The plaintext inside `padded`. Raises Malformed for anything `pad` does not write."""
    if len(padded) < SMALLEST:
        raise Malformed("a padded text is shorter than the smallest bucket")
    end = 4 + _PREFIX.unpack_from(padded)[0]
    if end > len(padded) or bucket(end) != len(padded):
        raise Malformed("a padded text has a length its bucket cannot hold")
    if padded.count(0, end) != len(padded) - end:
        raise Malformed("padding is not zero")
    return padded[4:end]
