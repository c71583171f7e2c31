"""The keys of one epoch of one compartment, all derived from one 32-byte secret.

A member holds the secret; someone who may only hand things over holds the public key. Removing a
member starts a new epoch with a new secret that has nothing to do with the old one. Nothing here
opens or seals.
"""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safeconduct.seal.canonical import exactly
from safeconduct.seal.recipients import public_key

SECRET_BYTES = 32
_WRAPPING = b"safeconduct/epoch/wrapping-key/1"
_HPKE = b"safeconduct/epoch/hpke-seed/1"
_SIGNING = b"safeconduct/epoch/signing-seed/1"


def _derive(secret: bytes, info: bytes) -> bytes:
    exactly("an epoch secret", secret, SECRET_BYTES)
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


def wrapping_key(secret: bytes) -> bytes:
    """The 32-byte AES-256-GCM key under which record keys of the epoch are wrapped."""
    return _derive(secret, _WRAPPING)


def hpke_seed(secret: bytes) -> bytes:
    """The 32-byte X-Wing seed of the epoch, for what non-members sealed to it."""
    return _derive(secret, _HPKE)


def epoch_public_key(secret: bytes) -> bytes:
    """The epoch's 1,216-byte public key, which may be known to anyone who may hand things over."""
    return public_key(hpke_seed(secret))


def signing_seed(secret: bytes) -> bytes:
    """The 32-byte Ed25519 seed that signs the audit chain; only the team compartment's is used."""
    return _derive(secret, _SIGNING)
