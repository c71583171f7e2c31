"""Makes a member's keys: everything slow or random that must happen outside a transaction.

Argon2id takes a third of a second and 256 MiB by choice. At most two run at once in a process, so
that a small server keeps breathing, and none runs while the database is locked.
"""

import secrets
import threading
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.conf import settings

from safeconduct.apps.team.second_factor import SECRET_BYTES
from safeconduct.seal import passphrase as passphrases
from safeconduct.seal.recipients import public_key

# Shared by all threads of the process on purpose: the limit is on the machine's memory.
TWO_AT_A_TIME = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class MemberKeys:
    """What a new member (or a new passphrase) needs stored, and what must be told to the person."""

    member: UUID
    public_key: bytes
    salt: bytes
    parameters: str
    sealed_keys: bytes
    seed: bytes = field(repr=False)
    passphrase: str = field(repr=False)
    second_factor: bytes = field(repr=False)


def parameters() -> passphrases.Argon2Parameters:
    """The parameters for new passphrases of this installation."""
    return passphrases.Argon2Parameters(
        iterations=3, memory_kib=settings.PASSPHRASE_MEMORY_KIB, lanes=4
    )


def derive(passphrase: str, salt: bytes, chosen: passphrases.Argon2Parameters) -> bytes:
    """Argon2id, at most two at a time in this process."""
    with TWO_AT_A_TIME:
        return passphrases.derive(passphrase, salt, chosen)


def make_keys(
    workspace: UUID,
    *,
    member: UUID | None = None,
    seed: bytes | None = None,
    passphrase: str | None = None,
    second_factor: bytes | None = None,
) -> MemberKeys:
    """Make or re-seal a member's keys. What is not given is drawn afresh."""
    member = member or uuid4()
    seed = seed or secrets.token_bytes(32)
    second_factor = second_factor or secrets.token_bytes(SECRET_BYTES)
    passphrase = passphrase or passphrases.generate_passphrase(
        secrets.token_bytes(passphrases.fresh_for_words())
    )
    salt = secrets.token_bytes(passphrases.SALT_BYTES)
    chosen = parameters()
    sealed = passphrases.seal_member(
        derive(passphrase, salt, chosen),
        workspace,
        member,
        passphrases.MemberSecrets(seed, second_factor),
        fresh=secrets.token_bytes(passphrases.FRESH_MEMBER),
    )
    return MemberKeys(
        member, public_key(seed), salt, chosen.encoded(), sealed, seed, passphrase, second_factor
    )
