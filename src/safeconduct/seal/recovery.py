"""The workspace recovery key, split among trustees as SLIP-39 mnemonics.

Any `threshold` of the shares bring the key back; fewer say nothing about it. `shamir-mnemonic`
draws the polynomial and the set's identifier from the system's generator itself, so `split` takes
no `fresh`. No SLIP-39 passphrase is used. Refuses sets that are mixed, short or misspelt, naming
which kind of refusal but never a word of a share.
"""

from collections.abc import Iterable
from typing import Literal

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

from safeconduct.seal.canonical import exactly
from safeconduct.seal.errors import SealError

SEED_BYTES = 32
MOST_SHARES = 16

RecoveryCode = Literal["threshold", "misspelt", "mixed", "too_few", "altered"]


class RecoveryRefused(SealError):
    """Why shares cannot be made or joined.

    `code`: "threshold" (no such split), "misspelt" (share number `share`, from 1, is no valid
    mnemonic), "mixed" (shares of different splits), "too_few" (`needed` different shares are
    required), "altered" (the shares contradict each other).
    """

    def __init__(
        self, code: RecoveryCode, *, share: int | None = None, needed: int | None = None
    ) -> None:
        super().__init__(f"recovery refused: {code}")
        self.code: RecoveryCode = code
        self.share = share
        self.needed = needed


def split(seed: bytes, threshold: int, shares: int) -> list[str]:
    """`shares` mnemonics of 33 words, any `threshold` of which give back the 32-byte seed.

    2 <= threshold <= shares <= 16; a single holder (1 of 1) is allowed as SLIP-39 allows it.
    Raises RecoveryRefused("threshold") otherwise.
    """
    exactly("a recovery seed", seed, SEED_BYTES)
    if not 1 <= threshold <= shares <= MOST_SHARES or (threshold == 1 and shares > 1):
        raise RecoveryRefused("threshold")
    groups: list[list[str]] = generate_mnemonics(1, [(threshold, shares)], seed)
    return groups[0]


def join(mnemonics: Iterable[str]) -> bytes:
    """The 32-byte seed from enough shares, in any order; repeats and extra shares do no harm.

    Raises RecoveryRefused with the code that says what to do about it.
    """
    # An extra share is only compared, not needed; the library insists on exactly the threshold.
    texts = [" ".join(mnemonic.lower().split()) for mnemonic in mnemonics]
    parsed: dict[int, str] = {}
    kinds = set()
    needed = 1
    for number, text in enumerate(texts, start=1):
        try:
            share = Share.from_mnemonic(text)
        except MnemonicError:
            raise RecoveryRefused("misspelt", share=number) from None
        kinds.add((share.group_parameters(), share.group_count, len(share.value)))
        needed = share.member_threshold
        if parsed.setdefault(share.index, text) != text:
            raise RecoveryRefused("mixed")
    if len(kinds) > 1:
        raise RecoveryRefused("mixed")
    if len(parsed) < needed:
        raise RecoveryRefused("too_few", needed=needed)
    try:
        seed: bytes = combine_mnemonics(list(parsed.values())[:needed])
    except MnemonicError:
        raise RecoveryRefused("altered") from None
    if len(seed) != SEED_BYTES:
        raise RecoveryRefused("mixed")
    return seed
