"""Sealed files: whole or refused, seekable, and of a size that tells only the bucket."""

import os
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.seal.errors import DoesNotOpen, SealError, Truncated, UnknownFormat
from safeconduct.seal.stream_opening import StreamOpener
from safeconduct.seal.stream_sealing import (
    CHUNK,
    HEADER_BYTES,
    TAG_BYTES,
    StreamSealer,
    padded_size,
    sealed_size,
)

KEY = bytes(range(32))
BLOB = UUID(int=5)
WORKSPACE = UUID(int=6)
STEP = CHUNK + TAG_BYTES
THREE = os.urandom(3 * CHUNK + 1000)


def seal(data: bytes, piece: int = 50_000, key: bytes = KEY) -> bytes:
    sealer = StreamSealer(key, BLOB, WORKSPACE, os.urandom(7))
    parts = [sealer.start()]
    parts += [sealer.update(data[at : at + piece]) for at in range(0, len(data), piece)]
    return b"".join([*parts, sealer.finish()])


def reader(stored: bytes) -> Callable[[int, int], bytes]:
    return lambda offset, length: stored[offset : offset + length]


def opener(
    stored: bytes, key: bytes = KEY, blob: UUID = BLOB, workspace: UUID = WORKSPACE
) -> StreamOpener:
    return StreamOpener(key, blob, workspace, reader(stored), len(stored))


def whole(stored: bytes) -> bytes:
    return b"".join(opener(stored).chunks())


@pytest.mark.parametrize(
    "length",
    [0, 1, 4087, 4088, 4089, CHUNK - 9, CHUNK - 8, CHUNK - 7, CHUNK, CHUNK + 1, 2 * CHUNK, 300_001],
)
def test_round_trip(length: int) -> None:
    data = os.urandom(length)
    stored = seal(data)
    assert len(stored) == sealed_size(length)
    assert opener(stored).length == length
    assert whole(stored) == data
    assert opener(stored).read(0, length + 10) == data


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_piece_is_read_alike(data: st.DataObject) -> None:
    length = data.draw(st.integers(0, 3 * CHUNK + 1000))
    stored = seal(THREE[:length], piece=data.draw(st.integers(1000, 200_000)))
    opened = opener(stored)
    for _ in range(3):
        offset = data.draw(st.integers(0, length + 5))
        count = data.draw(st.integers(0, length + 5))
        assert opened.read(offset, count) == THREE[:length][offset : offset + count]
    assert b"".join(opened.chunks()) == THREE[:length]


def test_the_size_tells_only_the_bucket() -> None:
    assert {len(seal(bytes(n))) for n in (0, 1, 4088)} == {HEADER_BYTES + 4096 + 16}
    assert padded_size(10_000_000_000) <= 10_000_000_000 * 1.016


@given(st.integers(0, 2**45))
def test_the_length_is_never_torn_over_two_chunks(length: int) -> None:
    tail = padded_size(length) % CHUNK
    assert tail == 0 or tail >= 2048


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_flip_is_refused(data: st.DataObject) -> None:
    stored = bytearray(seal(THREE[: CHUNK + 100]))
    stored[data.draw(st.integers(0, len(stored) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealError):
        whole(bytes(stored))


STORED = seal(THREE)
HEAD = STORED[:HEADER_BYTES]
CHUNKS = [STORED[at : at + STEP] for at in range(HEADER_BYTES, len(STORED), STEP)]


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (HEAD + CHUNKS[1] + CHUNKS[0] + b"".join(CHUNKS[2:]), DoesNotOpen),
        (HEAD + CHUNKS[0] + CHUNKS[0] + b"".join(CHUNKS[2:]), DoesNotOpen),
        (HEAD + b"".join(CHUNKS[:2]), Truncated),
        (HEAD + CHUNKS[0], Truncated),
        (HEAD + b"".join(CHUNKS[:3]) + CHUNKS[3][:-1], Truncated),
        (HEAD, Truncated),
        (HEAD[:-1], Truncated),
        (b"", Truncated),
        (b"SCF\x02" + STORED[4:], UnknownFormat),
        (HEAD + b"".join(CHUNKS[:3]), SealError),
        (STORED + b"\0", SealError),
        (HEAD + CHUNKS[0] + b"".join(CHUNKS), SealError),
    ],
    ids=[
        "exchanged",
        "repeated in place",
        "half left",
        "a quarter left",
        "a byte short",
        "header only",
        "half a header",
        "nothing",
        "other format",
        "last dropped",
        "a byte more",
        "one inserted",
    ],
)
def test_a_file_put_together_otherwise_is_refused(stored: bytes, expected: type[SealError]) -> None:
    with pytest.raises(expected):
        whole(stored)


def test_elsewhere_it_does_not_open() -> None:
    for altered in (
        {"key": os.urandom(32)},
        {"blob": uuid4()},
        {"workspace": uuid4()},
    ):
        with pytest.raises(DoesNotOpen):
            opener(STORED, **altered)


def test_chunks_of_another_sealing_of_the_same_file_do_not_mix() -> None:
    other = seal(THREE)
    with pytest.raises(DoesNotOpen):
        whole(STORED[: HEADER_BYTES + STEP] + other[HEADER_BYTES + STEP :])


def test_a_store_that_gives_less_than_it_promised_is_refused() -> None:
    with pytest.raises(Truncated):
        StreamOpener(KEY, BLOB, WORKSPACE, reader(STORED[:-5]), len(STORED))


def test_only_the_needed_chunks_are_read() -> None:
    asked: list[int] = []

    def read_at(offset: int, length: int) -> bytes:
        asked.append(offset)
        return STORED[offset : offset + length]

    opened = StreamOpener(KEY, BLOB, WORKSPACE, read_at, len(STORED))
    asked.clear()
    assert opened.read(CHUNK + 5, 10) == THREE[CHUNK + 5 : CHUNK + 15]
    assert opened.read(CHUNK + 15, 10) == THREE[CHUNK + 15 : CHUNK + 25]
    assert asked == [HEADER_BYTES + STEP]
    with pytest.raises(ValueError, match="negative"):
        opened.read(-1, 2)


def test_closing_a_file_takes_no_more_than_a_chunk_of_memory_at_a_time() -> None:
    sealer = StreamSealer(KEY, BLOB, WORKSPACE, bytes(7))
    sealer.start()
    sealer.update(bytes(129 * CHUNK + 1))
    parts = list(sealer.finishing())
    assert padded_size(129 * CHUNK + 1) == 132 * CHUNK
    assert len(parts) == 3
    assert max(map(len, parts)) == STEP


def test_a_sealer_serves_one_file_once() -> None:
    sealer = StreamSealer(KEY, BLOB, WORKSPACE, bytes(7))
    with pytest.raises(RuntimeError):
        sealer.update(b"x")
    sealer.start()
    with pytest.raises(RuntimeError):
        sealer.start()
    sealer.finish()
    with pytest.raises(RuntimeError):
        sealer.finish()
    with pytest.raises(RuntimeError):
        sealer.update(b"x")
