"""Padding: a length is hidden within its bucket, and only what was padded here is unpadded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.seal.errors import Malformed
from safeconduct.seal.padding import SMALLEST, bucket, pad, unpad


@given(st.binary(max_size=5000))
def test_round_trip(plaintext: bytes) -> None:
    assert unpad(pad(plaintext)) == plaintext


@given(st.integers(0, 2**45))
def test_a_bucket_holds_its_lengths_and_costs_at_most_an_eighth(length: int) -> None:
    size = bucket(length)
    assert size >= max(length, SMALLEST)
    assert size <= max(SMALLEST, length * 1.125)
    assert bucket(size) == size


def test_lengths_of_one_bucket_look_the_same() -> None:
    assert {len(pad(bytes(n))) for n in range(SMALLEST - 3)} == {SMALLEST}
    assert {len(pad(bytes(n))) for n in range(1024 - 3, 1024 + 64 - 3)} == {1088}


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        bytes(SMALLEST - 1),
        pad(b"text") + b"\0",
        pad(b"text")[:-1] + b"\1",
        b"\xff" * SMALLEST,
        bytes(512),
    ],
    ids=["empty", "short", "longer", "not zero", "length too large", "bucket too large"],
)
def test_other_padding_is_refused(padded: bytes) -> None:
    with pytest.raises(Malformed):
        unpad(padded)
