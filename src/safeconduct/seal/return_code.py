"""The return code of a person who asked for help: 30 digits that can pass for any number.

Ten digits look the request up, eighteen keep its secret, two check the typing (ISO 7064
MOD 97-10): 28 free digits, 93 bits. The lookup digits may be stored as a digest; the secret
digits are stored nowhere. Refuses mistyped codes without saying anything about which exist.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from safeconduct.seal.canonical import exactly, place
from safeconduct.seal.errors import SealError

FRESH_RETURN_CODE = 32
SALT_BYTES = 16
DIGITS = 30
LOOKUP_DIGITS = 10
FREE_DIGITS = 28
GROUP = 5
LONGEST_TYPED = 400
MEMORY_KIB = 19 * 1024
ITERATIONS = 2
LANES = 1


class NotACode(SealError):
    """What was typed is no return code: `code` is "length" or "check"."""

    def __init__(self, code: Literal["length", "check"]) -> None:
        super().__init__(f"not a return code: {code}")
        self.code: Literal["length", "check"] = code


@dataclass(frozen=True)
class ReturnCode:
    """Thirty ASCII digits whose check digits hold; made by `make` or `parse` only."""

    digits: str = field(repr=False)

    @property
    def shown(self) -> str:
        """Six groups of five digits, separated by single spaces."""
        return " ".join(self.digits[i : i + GROUP] for i in range(0, DIGITS, GROUP))

    def lookup_digest(self, workspace: UUID) -> bytes:
        """32 bytes by which a request is found: SHA-256 of domain, workspace, 10 lookup digits.

        Whoever holds the database can try all 10**10 of them, so this protects nothing by
        itself; the secret digits do. Two requests in a large workspace can meet on the same
        lookup digits: keep the digest unique and make another code when it is taken.
        """
        bound = place("return-code/lookup/1", workspace)
        return hashlib.sha256(bound + self.digits[:LOOKUP_DIGITS].encode("ascii")).digest()

    def mailbox_seed(self, salt: bytes) -> bytes:
        """The 32-byte seed of the request's mailbox: Argon2id over all 30 digits.

        `salt`: 16 bytes, the request's own, so one guess tests one request. 19 MiB, two
        passes, one lane. Takes about 20 ms and 19 MiB: never inside a database transaction.
        """
        kdf = Argon2id(
            salt=exactly("a mailbox salt", salt, SALT_BYTES),
            length=32,
            iterations=ITERATIONS,
            lanes=LANES,
            memory_cost=MEMORY_KIB,
            ad=b"safeconduct/return-code/mailbox/1",
        )
        return kdf.derive(self.digits.encode("ascii"))


def make(fresh: bytes) -> ReturnCode:
    """A new code from 32 fresh bytes.

    The bytes, read as one big-endian number below 2**256, are reduced modulo 10**28. That is 162
    bits more than 10**28 needs, so no code is likelier than another by more than one part in
    2**162, and nothing ever has to be drawn again.
    """
    number = int.from_bytes(exactly("fresh", fresh, FRESH_RETURN_CODE), "big") % 10**FREE_DIGITS
    check = 98 - number * 100 % 97
    return ReturnCode(f"{number:0{FREE_DIGITS}d}{check:02d}")


def parse(text: str) -> ReturnCode:
    """The code someone typed, in the decimal digits of any script.

    Everything that is not a decimal digit (spaces, dashes, invisible direction marks) is passed
    over. Raises NotACode with code "length" unless 30 digits remain, "check" when they do not
    check out: any one wrong digit and any two neighbours exchanged are noticed.
    """
    if len(text) > LONGEST_TYPED:
        raise NotACode("length")
    digits = "".join(str(int(character)) for character in text if character.isdecimal())
    if len(digits) != DIGITS:
        raise NotACode("length")
    # Of the hundred pairs of check digits, 97 + r and r leave the same rest; only one is written.
    if int(digits) % 97 != 1 or not 2 <= int(digits[-2:]) <= 98:
        raise NotACode("check")
    return ReturnCode(digits)
