"""Segments on disk: Arrow columns of entry ids and folded words, sealed as one padded file.

Knows no Django: the search child writes and reads with it. A file is whole and on disk when
`write` returns; nothing else of it ever touches the disk.
"""

import io
import os
import secrets
from pathlib import Path
from uuid import UUID

import polars as pl

from safeconduct.seal.stream_opening import StreamOpener
from safeconduct.seal.stream_sealing import FRESH_STREAM, StreamSealer

SCHEMA = pl.Schema({"id": pl.Binary(), "text": pl.String()})
PART = 1024 * 1024


def frame(ids: list[bytes], texts: list[str]) -> pl.DataFrame:
    """Entry ids (16 bytes each) beside their folded words."""
    return pl.DataFrame({"id": ids, "text": texts}, schema=SCHEMA)


def unsealed(words: pl.DataFrame) -> io.BytesIO:
    """The columns as one Arrow file in memory."""
    plain = io.BytesIO()
    words.write_ipc(plain)
    return plain


def write(path: Path, key: bytes, segment: UUID, workspace: UUID, words: pl.DataFrame) -> None:
    """Seal `words` into a new file under a 32-byte key made for it, and wait for the disk.

    Raises OSError (FileExistsError included); then nothing is left behind.
    """
    plain = unsealed(words)
    sealer = StreamSealer(key, segment, workspace, secrets.token_bytes(FRESH_STREAM))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(sealer.start())
            view = plain.getbuffer()
            for at in range(0, len(view), PART):
                out.write(sealer.update(bytes(view[at : at + PART])))
            for part in sealer.finishing():
                out.write(part)
            out.flush()
            os.fsync(out.fileno())
        # Only the hour is left on the file: when words were gathered is nobody's business.
        hour = path.stat().st_mtime // 3600 * 3600
        os.utime(path, (hour, hour))
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def read(path: Path, key: bytes, segment: UUID, workspace: UUID) -> pl.DataFrame:
    """The words in a segment's file.

    Raises OSError when it is not there; SealError when it was altered, cut off or belongs to
    another segment; ValueError when its inside has other columns.
    """
    with path.open("rb", buffering=0) as stored:
        opener = StreamOpener(
            key,
            segment,
            workspace,
            lambda offset, length: os.pread(stored.fileno(), length, offset),
            os.fstat(stored.fileno()).st_size,
        )
        words = pl.read_ipc(b"".join(opener.chunks()))
    if words.schema != SCHEMA:
        raise ValueError("a segment with other columns")
    return words
