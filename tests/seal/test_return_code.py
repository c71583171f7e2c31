"""The return code and the mailbox it opens."""

import os
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.seal.errors import DoesNotOpen, Truncated
from safeconduct.seal.mailbox import mailbox_public, open_answer, seal_answer
from safeconduct.seal.return_code import FREE_DIGITS, NotACode, ReturnCode, make, parse

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
CODE = make(bytes(range(32)))


@given(st.binary(min_size=32, max_size=32))
def test_a_code_shown_is_read_back(fresh: bytes) -> None:
    code = make(fresh)
    assert parse(code.shown) == code
    assert parse(code.digits) == code
    assert [len(group) for group in code.shown.split(" ")] == [5] * 6
    assert int(code.digits) % 97 == 1


def test_the_same_code_in_other_spellings() -> None:
    shown = CODE.shown
    for typed in (
        shown.translate(ARABIC),
        shown.translate(PERSIAN),
        shown.replace(" ", "-"),
        shown.replace(" ", "\u2013"),
        shown.replace(" ", "\u00a0"),
        f"\u200f{shown}\u200e\n",
        f"  {shown} . ",
    ):
        assert parse(typed) == CODE


@given(st.integers(0, 29), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, step: int) -> None:
    digits = list(CODE.digits)
    digits[place] = str((int(digits[place]) + step) % 10)
    with pytest.raises(NotACode) as refused:
        parse("".join(digits))
    assert refused.value.code == "check"


@given(st.binary(min_size=32, max_size=32), st.integers(0, 28))
def test_two_neighbours_exchanged_are_noticed(fresh: bytes, place: int) -> None:
    digits = make(fresh).digits
    if digits[place] == digits[place + 1]:
        return
    with pytest.raises(NotACode):
        parse(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])


@pytest.mark.parametrize("typed", ["", "12345", CODE.digits[:-1], CODE.digits + "1", "1" * 999])
def test_another_length_is_named(typed: str) -> None:
    with pytest.raises(NotACode) as refused:
        parse(typed)
    assert refused.value.code == "length"
    assert typed == "" or typed not in str(refused.value)


def test_what_is_no_decimal_digit_is_passed_over() -> None:
    with pytest.raises(NotACode):
        parse("\u00b2" * 30)


def test_only_one_spelling_of_the_check_digits_is_accepted() -> None:
    for free in range(200):
        head = f"{free:0{FREE_DIGITS}d}"
        accepted = []
        for check in range(100):
            try:
                accepted.append(parse(f"{head}{check:02d}"))
            except NotACode:
                continue
        assert len(accepted) == 1


def test_the_map_from_fresh_bytes_to_codes_is_even() -> None:
    """Every code has floor or ceil of 2**256 / 10**28 preimages; the edges of the map show it."""
    codes, space = 10**FREE_DIGITS, 2**256
    turns, rest = divmod(space, codes)
    assert turns > 2**160

    def free(number: int) -> int:
        return int(make(number.to_bytes(32, "big")).digits[:FREE_DIGITS])

    assert free(0) == 0
    assert free(codes - 1) == codes - 1
    assert free(codes) == 0
    assert free(turns * codes - 1) == codes - 1
    assert free(turns * codes) == 0
    assert free(space - 1) == rest - 1
    # Statistical distance from even, exactly: rest codes have one preimage more than the others.
    assert rest * (codes - rest) * 2**160 < space * codes


def test_digits_are_evenly_spread() -> None:
    """4,000 codes: each digit's count at each free place within six standard deviations."""
    drawn = [make(os.urandom(32)).digits for _ in range(4000)]
    for place in range(FREE_DIGITS):
        for digit in "0123456789":
            count = sum(code[place] == digit for code in drawn)
            assert abs(count - 400) < 6 * (4000 * 0.1 * 0.9) ** 0.5


def test_secrets_stay_out_of_sight() -> None:
    assert CODE.digits not in repr(CODE)


def test_lookup_uses_ten_digits_and_the_workspace() -> None:
    workspace = uuid4()
    other = ReturnCode(CODE.digits[:10] + "0" * 20)
    assert CODE.lookup_digest(workspace) == other.lookup_digest(workspace)
    assert CODE.lookup_digest(workspace) != CODE.lookup_digest(uuid4())
    assert len(CODE.lookup_digest(workspace)) == 32
    changed = ReturnCode("9" + CODE.digits[1:])
    assert changed.lookup_digest(workspace) != CODE.lookup_digest(workspace)


def test_the_seed_depends_on_every_digit_and_on_the_salt() -> None:
    salt = bytes(16)
    seeds = {
        CODE.mailbox_seed(salt),
        CODE.mailbox_seed(bytes(15) + b"\1"),
        ReturnCode("9" + CODE.digits[1:]).mailbox_seed(salt),
        ReturnCode(CODE.digits[:20] + "0" * 10).mailbox_seed(salt),
    }
    assert len(seeds) == 4
    assert CODE.mailbox_seed(salt) in seeds
    with pytest.raises(ValueError, match="16 bytes"):
        CODE.mailbox_seed(b"short")


def test_an_answer_opens_for_its_mailbox_and_its_place_only() -> None:
    seed, workspace, plea, message = os.urandom(32), uuid4(), uuid4(), uuid4()
    public = mailbox_public(seed)
    sealed = seal_answer(public, workspace, plea, message, "Мы вас слышим".encode())
    assert open_answer(seed, workspace, plea, message, sealed).decode() == "Мы вас слышим"
    for other in (
        (os.urandom(32), workspace, plea, message),
        (seed, uuid4(), plea, message),
        (seed, workspace, uuid4(), message),
        (seed, workspace, plea, uuid4()),
    ):
        with pytest.raises(DoesNotOpen):
            open_answer(*other, sealed)
    with pytest.raises(DoesNotOpen):
        open_answer(seed, workspace, plea, message, sealed[:-1])
    with pytest.raises(Truncated):
        open_answer(seed, workspace, plea, message, sealed[:100])
    assert len(sealed) == len(seal_answer(public, workspace, plea, message, b""))
