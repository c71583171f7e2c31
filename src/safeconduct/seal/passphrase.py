"""A member's passphrase: making one, judging one, and opening a member's own key with it.

Argon2id turns passphrase and salt into a key; under it rest the member's private 32-byte seed and
the secret of their second factor. Never imported by the process that faces the public. Refuses
Argon2 parameters outside sane bounds, so that an altered row cannot ask for all memory there is or
for no work at all. Reads nothing but the package's own word list, once.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from safeconduct.seal.canonical import exactly, place
from safeconduct.seal.errors import DoesNotOpen, Malformed, Truncated, UnknownFormat

SALT_BYTES = 16
SEED_BYTES = 32
FRESH_MEMBER = 12
WORDS = 7
WORD_BITS = 11
MOST_TOTP_BYTES = 63
FEWEST_WORDS = 5
FEWEST_CHARACTERS_IN_WORDS = 15
FEWEST_CHARACTERS = 20
FEWEST_DIFFERENT = 8
_FORMAT = b"SCM\x01"
_ENCODED = re.compile(r"argon2id\$t=(\d{1,4})\$m=(\d{1,8})\$p=(\d{1,3})")


@dataclass(frozen=True)
class Argon2Parameters:
    """The cost of one derivation, stored beside each sealed key so that it can be raised later.

    `iterations` 1..64, `memory_kib` 8 per lane..4 GiB, `lanes` 1..64; Malformed otherwise.
    """

    iterations: int = 3
    memory_kib: int = 262144
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (
            1 <= self.iterations <= 64
            and 1 <= self.lanes <= 64
            and 8 * self.lanes <= self.memory_kib <= 4 * 1024 * 1024
        ):
            raise Malformed("Argon2 parameters out of bounds")

    def encoded(self) -> str:
        """For a column of text: `argon2id$t=3$m=262144$p=4`."""
        return f"argon2id$t={self.iterations}$m={self.memory_kib}$p={self.lanes}"

    @classmethod
    def decoded(cls, text: str) -> "Argon2Parameters":
        """The parameters `encoded` wrote. Raises UnknownFormat or Malformed."""
        found = _ENCODED.fullmatch(text)
        if found is None:
            raise UnknownFormat("not Argon2 parameters of a format known here")
        return cls(*(int(number) for number in found.groups()))


@dataclass(frozen=True)
class MemberSecrets:
    """A member's private seed (32 bytes) and second factor's secret (at most 63 bytes)."""

    seed: bytes = field(repr=False)
    totp: bytes = field(repr=False)


def normalised(passphrase: str) -> str:
    """NFKC, with every run of spaces as one and none at the ends. Case is kept."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def derive(passphrase: str, salt: bytes, parameters: Argon2Parameters) -> bytes:
    """The 32-byte key of a passphrase: Argon2id over its normalised UTF-8.

    `salt`: 16 bytes. With the usual parameters it takes 256 MiB and about a third of a second on
    four free cores: never inside a database transaction, and few at a time.
    """
    kdf = Argon2id(
        salt=exactly("a passphrase salt", salt, SALT_BYTES),
        length=32,
        iterations=parameters.iterations,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
        ad=b"safeconduct/passphrase/1",
    )
    return kdf.derive(normalised(passphrase).encode("utf-8", "surrogatepass"))


def seal_member(
    derived: bytes, workspace: UUID, member: UUID, secrets: MemberSecrets, *, fresh: bytes
) -> bytes:
    """128 bytes: format, nonce, then seed and second factor under AES-256-GCM.

    `derived`: the 32 bytes of `derive`; `fresh`: 12 bytes of nonce. Bound to workspace, member
    and purpose. Raises ValueError for a seed of another length or too long a second factor.
    """
    exactly("a derived key", derived, 32)
    exactly("fresh", fresh, FRESH_MEMBER)
    exactly("a member's seed", secrets.seed, SEED_BYTES)
    if len(secrets.totp) > MOST_TOTP_BYTES:
        raise ValueError(f"a second factor's secret must be at most {MOST_TOTP_BYTES} bytes")
    plain = secrets.seed + bytes([len(secrets.totp)]) + secrets.totp.ljust(MOST_TOTP_BYTES, b"\0")
    sealed = AESGCM(derived).encrypt(fresh, plain, place("member-secrets/1", workspace, member))
    return _FORMAT + fresh + sealed


def open_member(derived: bytes, workspace: UUID, member: UUID, sealed: bytes) -> MemberSecrets:
    """What `seal_member` sealed.

    Raises DoesNotOpen (wrong passphrase, another member, or altered), UnknownFormat, Truncated.
    """
    if sealed[:4] != _FORMAT:
        raise UnknownFormat("not a member's sealed secrets of a format known here")
    if len(sealed) < 4 + 12 + SEED_BYTES + 1 + MOST_TOTP_BYTES + 16:
        raise Truncated("a member's sealed secrets end early")
    cipher = AESGCM(exactly("a derived key", derived, 32))
    try:
        plain = cipher.decrypt(
            sealed[4:16], sealed[16:], place("member-secrets/1", workspace, member)
        )
    except InvalidTag:
        raise DoesNotOpen("a wrong passphrase, another member, or altered") from None
    return MemberSecrets(plain[:32], plain[33 : 33 + plain[32]])


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 words passphrases are made of, in alphabetical order."""
    return tuple(files(__package__).joinpath("words/en.txt").read_text("ascii").split())


def fresh_for_words(words: int = WORDS) -> int:
    """How many fresh bytes `generate_passphrase` takes: 11 bits a word, 10 bytes for seven."""
    return (words * WORD_BITS + 7) // 8


def generate_passphrase(fresh: bytes, words: int = WORDS) -> str:
    """`words` words, each chosen evenly from 2,048: 11 bits each, 77 for seven.

    `fresh`: `fresh_for_words(words)` bytes. The list's length is a power of two, so the bits of
    `fresh` are the choice itself and no word is likelier than another.
    """
    number = int.from_bytes(exactly("fresh", fresh, fresh_for_words(words)), "big")
    choices = word_list()
    mask = len(choices) - 1
    return " ".join(choices[number >> (WORD_BITS * position) & mask] for position in range(words))


def weakness(passphrase: str, forbidden: tuple[str, ...] = ()) -> str | None:
    """The first thing wrong with a passphrase someone chose, or None.

    "too_short": neither five words of 15 characters together nor 20 characters;
    "contains_name": holds one of `forbidden` (of three characters or more, in any case);
    "repeats": one piece over and over, or the same few words again;
    "sequence": mostly characters that follow one another, such as 1234 or abcd;
    "too_few_different": fewer than eight different characters.
    A floor only: a generated passphrase is better than any that passes.
    """
    text = normalised(passphrase).casefold()
    words = text.split()
    solid = "".join(words)
    in_words = len(words) >= FEWEST_WORDS and len(solid) >= FEWEST_CHARACTERS_IN_WORDS
    if not in_words and len(text) < FEWEST_CHARACTERS:
        return "too_short"
    names = (normalised(name).casefold() for name in forbidden)
    if any(len(name) >= 3 and (name in text or name.replace(" ", "") in solid) for name in names):
        return "contains_name"
    if _repeats(solid) or len(set(words)) * 2 <= len(words):
        return "repeats"
    steps = [ord(after) - ord(before) for before, after in pairwise(solid)]
    if 2 * sum(step in (-1, 0, 1) for step in steps) > len(steps):
        return "sequence"
    if len(set(solid)) < FEWEST_DIFFERENT:
        return "too_few_different"
    return None


def _repeats(text: str) -> bool:
    # A text that is one piece repeated, the last time perhaps cut short, equals itself shifted.
    return any(text[shift:] == text[:-shift] for shift in range(1, len(text) // 2 + 1))
