"""Sealing to someone who is not here: HPKE (RFC 9180) with the X-Wing hybrid KEM.

Suite: KEM MLKEM768-X25519 (draft-connolly-cfrg-xwing-kem, id 0x647a), KDF HKDF-SHA256, AEAD
AES-256-GCM, base mode, single shot. What is sealed here stays sealed unless both ML-KEM-768 and
X25519 fall. HPKE draws its own encapsulation randomness from the library; no function here takes
`fresh`. This module seals and derives keys; it opens nothing. Base mode proves nothing about who
sealed.
"""

import hashlib
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from safeconduct.seal.canonical import exactly
from safeconduct.seal.errors import Malformed

SEED_BYTES = 32
PUBLIC_BYTES = 1216
OVERHEAD_BYTES = 1136
"""Encapsulated key (1,120) and tag (16): what sealing adds to a plaintext."""

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_MLKEM_PUBLIC_BYTES = 1184


def _halves(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    expanded = hashlib.shake_256(exactly("a recipient's seed", seed, SEED_BYTES)).digest(96)
    return (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        X25519PrivateKey.from_private_bytes(expanded[64:]),
    )


def private_key(seed: bytes) -> MLKEM768X25519PrivateKey:
    """The X-Wing private key of a 32-byte seed.

    The seed is expanded with SHAKE-256 to 96 bytes: 64 of ML-KEM-768 seed (d, z), then 32 of
    X25519 scalar, as the X-Wing draft prescribes. Raises ValueError for another length.
    """
    mlkem, x25519 = _halves(seed)
    return MLKEM768X25519PrivateKey(mlkem, x25519)


def public_key(seed: bytes) -> bytes:
    """The X-Wing public key of a seed, 1,216 bytes: ML-KEM-768 (1,184), then X25519 (32)."""
    mlkem, x25519 = _halves(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


@lru_cache(maxsize=64)
def _parsed(public: bytes) -> MLKEM768X25519PublicKey:
    if len(public) != PUBLIC_BYTES:
        raise Malformed("a public key is not 1216 bytes")
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES])
        x25519 = X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:])
    except ValueError:
        raise Malformed("a public key is not one of ML-KEM-768 and X25519") from None
    return MLKEM768X25519PublicKey(mlkem, x25519)


def seal_to(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Seal `plaintext` so that only the holder of the seed behind `public` opens it.

    `info` says what for and where, and must be given again to open. The result is the
    encapsulated key (1,120 bytes), then the ciphertext with its tag: 1,136 bytes more than the
    plaintext, whose length is not hidden here. Raises Malformed for a key that is not one.
    """
    try:
        return SUITE.encrypt(plaintext, _parsed(public), info=info)
    except ValueError:
        raise Malformed("nothing can be sealed to this public key") from None
