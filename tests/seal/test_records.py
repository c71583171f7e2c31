"""Sealed records: they open in one place only, and re-wrapping changes only the wrap."""

import os
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.seal import epochs
from safeconduct.seal.binding import Binding
from safeconduct.seal.envelope import EPOCH_AT, HPKE, SYMMETRIC, content_digest, parse
from safeconduct.seal.errors import DoesNotOpen, Malformed, SealError, Truncated, UnknownFormat
from safeconduct.seal.opening import EpochKeys, open_grant, open_record, record_key, rewrap
from safeconduct.seal.recipients import public_key
from safeconduct.seal.sealing import grant_epoch, seal_to_epoch, seal_with_epoch

SECRET = bytes(range(32))
KEYS = EpochKeys.of(SECRET)
PUBLIC = epochs.epoch_public_key(SECRET)
PLACE = Binding(UUID(int=1), "cases_note", UUID(int=2), "text", UUID(int=3), 7)


def sealed(plaintext: bytes = b"a note", place: Binding = PLACE, kind: int = SYMMETRIC) -> bytes:
    if kind == SYMMETRIC:
        return seal_with_epoch(KEYS.wrapping_key, 4, place, plaintext, fresh=os.urandom(44))
    return seal_to_epoch(PUBLIC, 4, place, plaintext, fresh=os.urandom(32))


BOTH = pytest.mark.parametrize("kind", [SYMMETRIC, HPKE])


@given(st.binary(max_size=3000), st.sampled_from([SYMMETRIC, HPKE]))
def test_round_trip(plaintext: bytes, kind: int) -> None:
    assert open_record(KEYS, sealed(plaintext, kind=kind), PLACE) == plaintext


@BOTH
@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, workspace=uuid4()),
        replace(PLACE, table="cases_notf"),
        replace(PLACE, row=uuid4()),
        replace(PLACE, column="texu"),
        replace(PLACE, compartment=uuid4()),
        replace(PLACE, version=6),
        replace(PLACE, version=8),
        replace(PLACE, table="cases_not", column="etext"),
    ],
    ids=["workspace", "table", "row", "column", "compartment", "older", "newer", "shifted names"],
)
def test_elsewhere_it_does_not_open(kind: int, place: Binding) -> None:
    with pytest.raises(DoesNotOpen):
        open_record(KEYS, sealed(kind=kind), place)


@BOTH
def test_an_older_version_relabelled_does_not_open(kind: int) -> None:
    envelope = bytearray(sealed(kind=kind))
    envelope[9:13] = (8).to_bytes(4, "big")
    with pytest.raises(DoesNotOpen):
        open_record(KEYS, bytes(envelope), replace(PLACE, version=8))


@BOTH
def test_another_epoch_does_not_open(kind: int) -> None:
    envelope = bytearray(sealed(kind=kind))
    with pytest.raises(DoesNotOpen):
        open_record(EpochKeys.of(os.urandom(32)), bytes(envelope), PLACE)
    envelope[5:9] = (5).to_bytes(4, "big")
    with pytest.raises(DoesNotOpen):
        open_record(KEYS, bytes(envelope), PLACE)


@BOTH
def test_every_byte_matters(kind: int) -> None:
    envelope = sealed(kind=kind)
    # All of the header, wrap edges and content edges; the property below tries the rest.
    edges = [*range(75), *range(1178, 1184), len(envelope) - 17, len(envelope) - 1]
    for place in (p for p in edges if p < len(envelope)):
        altered = bytearray(envelope)
        altered[place] ^= 0x80
        with pytest.raises(SealError):
            open_record(KEYS, bytes(altered), PLACE)


@given(st.data())
def test_any_flip_or_cut_is_refused(data: st.DataObject) -> None:
    envelope = sealed(kind=data.draw(st.sampled_from([SYMMETRIC, HPKE])))
    place = data.draw(st.integers(0, len(envelope) - 1))
    altered = bytearray(envelope)
    altered[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealError):
        open_record(KEYS, bytes(altered), PLACE)
    with pytest.raises(SealError):
        open_record(KEYS, envelope[:place], PLACE)


@given(st.binary(max_size=2000))
def test_whatever_comes_in_is_refused_by_name(garbage: bytes) -> None:
    with pytest.raises(SealError):
        open_record(KEYS, b"SCR\x01\x01" + garbage, PLACE)
    with pytest.raises(SealError):
        parse(garbage)


def test_the_epoch_stands_where_a_database_looks_for_it() -> None:
    assert sealed()[EPOCH_AT : EPOCH_AT + 4] == (4).to_bytes(4, "big")


def test_parsing_names_what_is_wrong() -> None:
    envelope = sealed()
    with pytest.raises(UnknownFormat):
        parse(b"SCR\x02" + envelope[4:])
    with pytest.raises(UnknownFormat):
        parse(b"SCR\x01\x03" + envelope[5:])
    with pytest.raises(Truncated):
        parse(envelope[:12])
    with pytest.raises(Truncated):
        parse(envelope[:-1])
    with pytest.raises(Malformed):
        parse(envelope + b"\0")


@BOTH
def test_rewrapping_changes_only_the_wrap(kind: int) -> None:
    before = sealed(b"a note", kind=kind)
    new = EpochKeys.of(os.urandom(32))
    after = rewrap(KEYS, new.wrapping_key, 5, before, PLACE, fresh=os.urandom(12))
    assert open_record(new, after, PLACE) == b"a note"
    assert content_digest(after) == content_digest(before)
    assert parse(after).content == parse(before).content
    assert (parse(after).epoch, parse(after).kind) == (5, SYMMETRIC)
    assert record_key(new, after, PLACE) == record_key(KEYS, before, PLACE)
    with pytest.raises(DoesNotOpen):
        open_record(KEYS, after, PLACE)
    with pytest.raises(DoesNotOpen):
        rewrap(KEYS, new.wrapping_key, 6, after, PLACE, fresh=os.urandom(12))


def test_two_sealings_of_one_text_share_nothing() -> None:
    one, other = parse(sealed()), parse(sealed())
    assert one.wrapped != other.wrapped
    assert one.content != other.content
    assert content_digest(sealed()) != content_digest(sealed())


def test_the_size_tells_only_the_bucket() -> None:
    assert len(sealed(b"")) == len(sealed(b"x" * 252)) == 13 + 60 + 256 + 16
    assert len(sealed(b"", kind=HPKE)) == 13 + 1168 + 256 + 16


def test_a_grant_opens_for_one_member_one_compartment_one_epoch() -> None:
    seed, workspace, compartment = os.urandom(32), uuid4(), uuid4()
    grant = grant_epoch(public_key(seed), workspace, compartment, 4, SECRET)
    assert open_grant(seed, workspace, compartment, 4, grant) == SECRET
    for other in (
        (os.urandom(32), workspace, compartment, 4),
        (seed, uuid4(), compartment, 4),
        (seed, workspace, uuid4(), 4),
        (seed, workspace, compartment, 5),
    ):
        with pytest.raises(DoesNotOpen):
            open_grant(*other, grant)


def test_keys_of_an_epoch_are_independent_and_stay_out_of_sight() -> None:
    assert len({SECRET, KEYS.wrapping_key, KEYS.hpke_seed, epochs.signing_seed(SECRET)}) == 4
    assert KEYS.wrapping_key.hex() not in repr(KEYS)
    assert repr(KEYS.wrapping_key) not in repr(KEYS)


@settings(max_examples=50)
@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_two_places_share_their_bytes(a: str, b: str, c: str, d: str) -> None:
    one, other = replace(PLACE, table=a, column=b), replace(PLACE, table=c, column=d)
    assert (one.content_bytes() == other.content_bytes()) == ((a, b) == (c, d))


@pytest.mark.parametrize("version", [-1, 2**32])
def test_a_version_that_does_not_fit_is_refused(version: int) -> None:
    with pytest.raises(Malformed):
        sealed(place=replace(PLACE, version=version))


def test_names_that_do_not_fit_are_refused() -> None:
    with pytest.raises(Malformed):
        sealed(place=replace(PLACE, table="x" * 65536))
    with pytest.raises(Malformed):
        sealed(place=replace(PLACE, column="\ud800"))


@pytest.mark.parametrize("length", [0, 43, 45])
def test_fresh_of_another_length_is_a_mistake_of_the_caller(length: int) -> None:
    with pytest.raises(ValueError, match="fresh must be 44 bytes"):
        seal_with_epoch(KEYS.wrapping_key, 4, PLACE, b"", fresh=bytes(length))
