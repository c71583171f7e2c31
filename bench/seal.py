"""Sealing alone, without Django or a database: records, sealing to somebody absent, files.

Peers are the same cipher from the same library on the same bytes, without keys of their own,
binding, padding and wrapping.
"""

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.measuring import Measured, brief, median, resident_mib, rounds_of, timed
from safeconduct.seal.binding import Binding
from safeconduct.seal.epochs import epoch_public_key
from safeconduct.seal.opening import EpochKeys, open_record
from safeconduct.seal.sealing import (
    FRESH_TO_EPOCH,
    FRESH_WITH_EPOCH,
    seal_to_epoch,
    seal_with_epoch,
)
from safeconduct.seal.stream_opening import StreamOpener
from safeconduct.seal.stream_sealing import CHUNK, FRESH_STREAM, StreamSealer

RECORD_BYTES = 1000
PLEA_BYTES = 2048
PART = 1024 * 1024
MIB = 2**20
#: Records, and bytes of the file, by size.
RECORDS = {"toy": 50, "small": 1_000, "medium": 20_000, "large": 100_000}
FILES = {"toy": MIB, "small": 64 * MIB, "medium": 256 * MIB, "large": 1024 * MIB}
WORKSPACE, COMPARTMENT = uuid4(), uuid4()


def measure(size: str) -> list[Measured]:
    """The file first: the highest memory of a process never comes down again."""
    return [*files(size), *records(size), *pleas(size)]


def binding(row: UUID) -> Binding:
    """Where an invented record stands."""
    return Binding(WORKSPACE, "cases_note", row, "text", COMPARTMENT, 1)


def records(size: str) -> list[Measured]:
    """Open many records of 1 KB, each under its own wrapped key."""
    count = RECORDS[size]
    keys = EpochKeys.of(secrets.token_bytes(32))
    text = secrets.token_bytes(RECORD_BYTES)
    plain_key = AESGCM(secrets.token_bytes(32))
    sealed = []
    for _ in range(count):
        where = binding(uuid4())
        fresh = secrets.token_bytes(FRESH_WITH_EPOCH)
        sealed.append((where, seal_with_epoch(keys.wrapping_key, 1, where, text, fresh=fresh)))
    bare = plain_key.encrypt(bytes(12), text, None)

    def open_all() -> None:
        for where, envelope in sealed:
            open_record(keys, envelope, where)

    def decrypt_all() -> None:
        for _ in range(count):
            plain_key.decrypt(bytes(12), bare, None)

    took = rounds_of(open_all, 3)
    alone = rounds_of(decrypt_all, 3)
    return [
        Measured(
            bench="seal",
            size=size,
            what=f"open {count:,} records of 1 KB",
            value=round(median(took) / 1000, 6),
            unit="s",
            peer="AES-256-GCM alone, one key",
            peer_value=round(median(alone) / 1000, 6),
            detail={
                "rounds_ms": brief(took),
                "microseconds_each": round(median(took) / count * 1000, 2),
            },
        )
    ]


def pleas(size: str) -> list[Measured]:
    """Seal 2 KiB to a compartment's public key, as the public face does with each request."""
    count = max(10, RECORDS[size] // 100)
    secret = secrets.token_bytes(32)
    public = epoch_public_key(secret)
    keys = EpochKeys.of(secret)
    where = binding(uuid4())
    text = secrets.token_bytes(PLEA_BYTES)
    sealed = seal_to_epoch(public, 1, where, text, fresh=secrets.token_bytes(FRESH_TO_EPOCH))

    def seal_all() -> None:
        for _ in range(count):
            seal_to_epoch(public, 1, where, text, fresh=secrets.token_bytes(FRESH_TO_EPOCH))

    def open_all() -> None:
        for _ in range(count):
            open_record(keys, sealed, where)

    took, opened = rounds_of(seal_all, 5), rounds_of(open_all, 5)
    return [
        Measured(
            bench="seal",
            size=size,
            what="seal 2 KiB to a public key (hybrid, post-quantum)",
            value=round(median(took) / count, 4),
            unit="ms",
            peer="opening it again",
            peer_value=round(median(opened) / count, 4),
            detail={"rounds_ms": brief(took), "bytes_more": len(sealed) - PLEA_BYTES},
        )
    ]


def files(size: str) -> list[Measured]:
    """Seal a sparse file of the size's length to nowhere; seal and open a smaller one on disk."""
    length = FILES[size]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sparse"
        with source.open("wb") as made:
            made.truncate(length)
        before = resident_mib(field="VmHWM")
        took = rounds_of(lambda: seal_file(source, Path(os.devnull)), 3, warm=0)
        grown = resident_mib(field="VmHWM") - before
        alone = rounds_of(lambda: encrypt_file(source), 3, warm=0)
        os.truncate(source, min(length, FILES["small"]))
        kept = Path(folder) / "sealed"
        opened = open_file(*seal_file(source, kept), kept)
    rate = length / MIB / (median(took) / 1000)
    return [
        Measured(
            bench="seal",
            size=size,
            what=f"seal a file of {length // MIB:,} MiB",
            value=round(rate, 1),
            unit="MiB/s",
            peer="AES-256-GCM alone, same chunks",
            peer_value=round(length / MIB / (median(alone) / 1000), 1),
            detail={
                "rounds_ms": brief(took),
                "memory_grew_mib": round(grown, 1),
                "open_mib_per_s": round(min(length, FILES["small"]) / MIB / (opened / 1000), 1),
            },
        ),
        Measured(
            bench="seal",
            size=size,
            what=f"memory while sealing {length // MIB:,} MiB",
            value=round(grown, 1),
            unit="MiB more",
        ),
    ]


def parts_of(source: Path) -> Iterator[bytes]:
    """The file in parts of 1 MiB."""
    with source.open("rb") as read:
        while part := read.read(PART):
            yield part


def seal_file(source: Path, to: Path) -> tuple[bytes, UUID]:
    """Seal a file as an upload is sealed; returns its key and blob."""
    key, blob = secrets.token_bytes(32), uuid4()
    sealer = StreamSealer(key, blob, WORKSPACE, secrets.token_bytes(FRESH_STREAM))
    with to.open("wb") as out:
        out.write(sealer.start())
        for part in parts_of(source):
            out.write(sealer.update(part))
        for part in sealer.finishing():
            out.write(part)
    return key, blob


def encrypt_file(source: Path) -> None:
    """The same chunks through the cipher, and nothing more."""
    cipher, nonce = AESGCM(secrets.token_bytes(32)), bytes(12)
    with Path(os.devnull).open("wb") as out, source.open("rb") as read:
        while part := read.read(CHUNK):
            out.write(cipher.encrypt(nonce, part, None))


def open_file(key: bytes, blob: UUID, stored: Path) -> float:
    """Milliseconds to open a sealed file from beginning to end."""
    with stored.open("rb", buffering=0) as file:
        read_at: Callable[[int, int], bytes] = lambda offset, length: os.pread(  # noqa: E731
            file.fileno(), length, offset
        )

        def whole() -> None:
            for _part in StreamOpener(
                key, blob, WORKSPACE, read_at, os.fstat(file.fileno()).st_size
            ).chunks():
                pass

        return timed(whole)
