"""The unlocked keyring of a signed-in member, sealed under a secret only their cookie holds.

The server keeps the sealed keyring and the SHA-256 of the session id; neither opens anything
without the cookie. Refuses a keyring of another member or another session.
"""

from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safeconduct.seal.canonical import exactly, place
from safeconduct.seal.errors import DoesNotOpen, Truncated
from safeconduct.seal.padding import SMALLEST, pad, unpad

COOKIE_SECRET_BYTES = 32
FRESH_KEYRING = 12
_SESSION = b"safeconduct/session/id/1"
_KEYRING = b"safeconduct/session/keyring-key/1"


def _derive(secret: bytes, info: bytes) -> bytes:
    exactly("a cookie secret", secret, COOKIE_SECRET_BYTES)
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


def session_id(secret: bytes) -> bytes:
    """The 32-byte session id of a cookie secret; the database keeps only its SHA-256."""
    return _derive(secret, _SESSION)


def seal_keyring(secret: bytes, member: UUID, payload: bytes, fresh: bytes) -> bytes:
    """Nonce, then the padded payload under AES-256-GCM, bound to the member.

    `fresh`: 12 bytes of nonce, new each time, because one session seals its keyring repeatedly.
    """
    exactly("fresh", fresh, FRESH_KEYRING)
    cipher = AESGCM(_derive(secret, _KEYRING))
    return fresh + cipher.encrypt(fresh, pad(payload), place("keyring/1", member))


def open_keyring(secret: bytes, member: UUID, sealed: bytes) -> bytes:
    """The payload of `seal_keyring`. Raises DoesNotOpen, or Truncated when too short."""
    if len(sealed) < 12 + SMALLEST + 16:
        raise Truncated("a sealed keyring is shorter than any")
    cipher = AESGCM(_derive(secret, _KEYRING))
    try:
        padded = cipher.decrypt(sealed[:12], sealed[12:], place("keyring/1", member))
    except InvalidTag:
        raise DoesNotOpen("a keyring of another session or member, or altered") from None
    return unpad(padded)
