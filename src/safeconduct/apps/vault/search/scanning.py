"""What a search child has open, and looking through it. Knows no Django and no socket.

Words are opened with keys that are forgotten at once; the words stay in memory until this
process is killed, because freeing them inside a Python process would not wipe them.
"""

import re
from pathlib import Path
from uuid import UUID

import msgspec
import polars as pl

from safeconduct.apps.vault.records import FileKey, Words
from safeconduct.apps.vault.search import segment_files
from safeconduct.apps.vault.search.messages import (
    Build,
    Built,
    Found,
    Lacks,
    Look,
    SegmentFile,
    Supply,
    TailEntry,
    Taken,
    joined,
    split,
)
from safeconduct.seal.binding import Binding
from safeconduct.seal.envelope import parse
from safeconduct.seal.errors import DoesNotOpen, SealError
from safeconduct.seal.opening import EpochKeys, open_record

# Where the sealed words and the segments' keys stand in the database; a test holds them to it.
WORDS_AT = ("vault_searchentry", "words")
KEY_AT = ("vault_searchsegment", "key")


class Supplied:
    """The words that one search child holds, by entry and by segment."""

    def __init__(self) -> None:
        self.tail: dict[bytes, str] = {}
        self.segments: dict[bytes, pl.DataFrame] = {}

    def supply(self, given: Supply) -> Taken:
        """Open what was given; what does not open is named and left out."""
        keys = {
            (key.compartment, key.epoch): EpochKeys(key.wrapping, key.hpke) for key in given.keys
        }
        workspace = UUID(bytes=given.workspace)
        damaged = []
        for entry in given.tail:
            try:
                plain = opened(keys, entry, workspace, WORDS_AT)
                self.tail[entry.id] = msgspec.msgpack.decode(plain, type=Words).text
            except (SealError, msgspec.MsgspecError):
                damaged.append(entry.id)
        for segment in given.segments:
            try:
                plain = opened(keys, segment, workspace, KEY_AT)
                file_key = msgspec.msgpack.decode(plain, type=FileKey).key
                self.segments[segment.id] = segment_files.read(
                    Path(segment.path), file_key, UUID(bytes=segment.id), workspace
                )
            except (
                SealError,
                msgspec.MsgspecError,
                OSError,
                ValueError,
                pl.exceptions.PolarsError,
            ):
                damaged.append(segment.id)
        return Taken(damaged)

    def lacks(self, tail: list[bytes], segments: list[bytes]) -> Lacks | None:
        """What of this has not been supplied; None when all of it has."""
        entries = [entry for entry in tail if entry not in self.tail]
        files = [segment for segment in segments if segment not in self.segments]
        return Lacks(joined(entries), files) if entries or files else None

    def look(self, asked: Look) -> Found | Lacks:
        """Entries in which each word occurs in one of its spellings: the tail's first."""
        tail = split(asked.tail)
        lacking = self.lacks(tail, asked.segments)
        if lacking is not None:
            return lacking
        self.tail = {entry: self.tail[entry] for entry in tail}
        self.segments = {segment: self.segments[segment] for segment in asked.segments}
        ids: list[bytes] = [
            entry
            for entry, text in self.tail.items()
            if all(any(spelling in text for spelling in word) for word in asked.words)
        ]
        total = len(ids)
        for words in self.segments.values():
            hits = words["id"].filter(occurring(words["text"], asked.words))
            total += len(hits)
            if len(ids) < asked.skip + asked.most:
                ids.extend(hits.head(asked.skip + asked.most - len(ids)).to_list())
        return Found(joined(ids[asked.skip : asked.skip + asked.most]), total)

    def build(self, asked: Build) -> Built | Lacks:
        """Write a segment. Raises OSError when the disk is full; then no file is left."""
        tail = split(asked.tail)
        lacking = self.lacks(tail, asked.segments)
        if lacking is not None:
            return lacking
        live = pl.Series(split(asked.live), dtype=pl.Binary())
        parts = [segment_files.frame(tail, [self.tail[entry] for entry in tail])]
        parts += [self.segments[segment] for segment in asked.segments]
        words = pl.concat(parts)
        words = words.filter(words["id"].is_in(live.implode()) & words["id"].is_first_distinct())
        segment = UUID(bytes=asked.id)
        segment_files.write(
            Path(asked.path), asked.key, segment, UUID(bytes=asked.workspace), words
        )
        self.segments[asked.id] = words
        return Built(len(words))


def exercise() -> None:
    """Go through the motions once on nothing, so that what loads at first use is loaded."""
    words = segment_files.frame([bytes(16)], ["nothing"])
    kept = pl.read_ipc(segment_files.unsealed(words).getvalue())
    kept["id"].filter(occurring(kept["text"], [["no"], ["no", "thing"]])).to_list()


def opened(
    keys: dict[tuple[bytes, int], EpochKeys],
    sealed: TailEntry | SegmentFile,
    workspace: UUID,
    place: tuple[str, str],
) -> bytes:
    """The plaintext of one sealed column. Raises SealError."""
    epoch = parse(sealed.envelope).epoch
    held = keys.get((sealed.compartment, epoch))
    if held is None:
        raise DoesNotOpen("sealed to an epoch whose key was not supplied")
    binding = Binding(
        workspace=workspace,
        table=place[0],
        row=UUID(bytes=sealed.id),
        column=place[1],
        compartment=UUID(bytes=sealed.compartment),
        version=sealed.version,
    )
    return open_record(held, sealed.envelope, binding)


def occurring(texts: pl.Series, words: list[list[str]]) -> pl.Series:
    """True where every word occurs in one of its spellings."""
    mask = None
    for spellings in words:
        if len(spellings) == 1:
            found = texts.str.contains(spellings[0], literal=True)
        else:
            found = texts.str.contains("|".join(re.escape(spelling) for spelling in spellings))
        mask = found if mask is None else mask & found
    return mask if mask is not None else pl.repeat(False, len(texts), eager=True)
