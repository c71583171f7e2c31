"""Answers to a person who returns with a code: sealed to their mailbox, opened by their code only.

The mailbox key comes from `ReturnCode.mailbox_seed`; the server keeps its public half. The public
process may import this module: it opens only what was sealed to the code the person has just
typed. An answer proves no sender, since anyone who knows the public half can seal to it.
"""

from uuid import UUID

from safeconduct.seal._unsealing import unseal
from safeconduct.seal.canonical import place
from safeconduct.seal.padding import pad, unpad
from safeconduct.seal.recipients import private_key, public_key, seal_to


def mailbox_public(seed: bytes) -> bytes:
    """The 1,216-byte public half of a mailbox from its 32-byte seed."""
    return public_key(seed)


def _info(workspace: UUID, plea: UUID, message: UUID) -> bytes:
    return place("mailbox/1", workspace, plea, message)


def seal_answer(
    public: bytes, workspace: UUID, plea: UUID, message: UUID, plaintext: bytes
) -> bytes:
    """Seal one message, padded, to a mailbox; bound to workspace, plea and message.

    HPKE draws its own randomness. Raises Malformed for a public key that is not one.
    """
    return seal_to(public, _info(workspace, plea, message), pad(plaintext))


def open_answer(seed: bytes, workspace: UUID, plea: UUID, message: UUID, sealed: bytes) -> bytes:
    """The message sealed to a mailbox. Raises DoesNotOpen, Truncated or Malformed."""
    return unpad(unseal(private_key(seed), _info(workspace, plea, message), sealed))
