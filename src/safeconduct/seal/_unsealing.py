"""The one call that opens HPKE, shared by `opening` and `mailbox` and by nobody else.

Kept apart so that the sealing side can be shown never to reach it. Every way to fail is
DoesNotOpen: a wrong key and an altered ciphertext are not told apart.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from safeconduct.seal.errors import DoesNotOpen, Truncated
from safeconduct.seal.recipients import OVERHEAD_BYTES, SUITE


def unseal(private: MLKEM768X25519PrivateKey, info: bytes, sealed: bytes) -> bytes:
    """The plaintext of `recipients.seal_to`. Raises Truncated when too short, else DoesNotOpen."""
    if len(sealed) < OVERHEAD_BYTES:
        raise Truncated("what was sealed to a key is shorter than any such sealing")
    try:
        return SUITE.decrypt(sealed, private, info=info)
    except (InvalidTag, ValueError):
        raise DoesNotOpen("sealed to another key or for another purpose, or altered") from None
