"""How sealing and opening fail: four names, none of which ever carries a secret or a plaintext.

A caller's own mistake (a key or `fresh` of the wrong length) is a ValueError instead, so that
nobody mistakes a bug for a ciphertext that does not open.
"""


class SealError(Exception):
    """Anything the seal refuses; catch this to treat all refusals alike."""


class Malformed(SealError):
    """The bytes or fields cannot have been written by this software."""


class DoesNotOpen(SealError):
    """Wrong key, or the ciphertext was altered, moved to another place, or taken back in time."""


class UnknownFormat(SealError):
    """The leading bytes name no format, or no format version, known here."""


class Truncated(SealError):
    """The bytes end before they should."""
