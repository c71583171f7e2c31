"""Looking for typed words: supplies the search child with what it lacks and reads its answer.

What is typed goes to the child only, never to a log, an address or the audit chain. An entry is
given back only when it still exists and stands in a compartment that the actor holds.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.folding import spellings
from safeconduct.apps.vault.models import SearchEntry, SearchSegment
from safeconduct.apps.vault.search import sessions
from safeconduct.apps.vault.search.children import Child, ChildGone
from safeconduct.apps.vault.search.messages import (
    Found,
    Key,
    Lacks,
    Look,
    SegmentFile,
    Supply,
    TailEntry,
    Taken,
    joined,
    split,
)
from safeconduct.seal.envelope import parse

MOST_WORDS = 12
MOST_ENTRIES = 150
ENTRIES_PER_MESSAGE = 2000
MOST_ROUNDS = 4


@dataclass(frozen=True)
class Entry:
    """One findable column of one row, as the database names it."""

    id: UUID
    table: str
    row: UUID
    column: str


@dataclass(frozen=True)
class Looked:
    """What a search found: entries, whether there may be more, and how much is damaged."""

    entries: tuple[Entry, ...] = ()
    more: bool = False
    damaged: int = 0


@dataclass(frozen=True)
class Searchable:
    """What of the index an actor may look at now: entries without a segment, and segments."""

    tail: tuple[UUID, ...]
    segments: tuple[UUID, ...]


def words_of(typed: str) -> list[list[str]]:
    """For each word typed, the folded spellings of which one must occur."""
    found = (spellings(word) for word in typed.split())
    return [spelled for spelled in found if spelled][:MOST_WORDS]


def path_of(segment: UUID) -> Path:
    """Where a segment's sealed file lies."""
    return Path(settings.DATA_DIR) / "segments" / segment.hex[:2] / segment.hex


def searchable(compartments: Collection[UUID]) -> Searchable:
    """What there is to look at in these compartments."""
    entries = SearchEntry.objects.filter(compartment__in=compartments, segment=None)
    segments = SearchSegment.objects.filter(compartment__in=compartments)
    return Searchable(
        tuple(entries.values_list("id", flat=True)), tuple(segments.values_list("id", flat=True))
    )


def look(actor: Actor, typed: str, *, most: int = MOST_ENTRIES, skip: int = 0) -> Looked:
    """Entries in which every word typed occurs, in either script.

    `skip` leaves out as many as an earlier, shorter search has given. Raises ChildGone when no
    search process can be had.
    """
    words = words_of(typed)
    if not words:
        return Looked()
    try:
        return look_with(sessions.children().of(actor.session), actor, words, most, skip)
    except ChildGone:
        # It was killed for room or memory, or by hand: a fresh one opens everything again.
        return look_with(sessions.children().of(actor.session), actor, words, most, skip)


def look_with(child: Child, actor: Actor, words: list[list[str]], most: int, skip: int) -> Looked:
    """The same with a given child. Raises ChildGone."""
    there = searchable(actor.held())
    damaged: set[UUID] = set()
    for _round in range(MOST_ROUNDS):
        asked = Look(
            words,
            joined([entry.bytes for entry in there.tail if entry not in damaged]),
            [segment.bytes for segment in there.segments if segment not in damaged],
            skip,
            most,
        )
        answer = child.ask(asked)
        if isinstance(answer, Found):
            ids = [UUID(bytes=one) for one in split(answer.ids)]
            return Looked(
                entries_of(ids, actor.held()), answer.total > skip + len(ids), len(damaged)
            )
        if not isinstance(answer, Lacks):
            break
        failed = supply(child, actor, answer)
        if failed:
            # A segment may just have been replaced by a larger one; then it is not damaged.
            there = searchable(actor.held())
            damaged |= failed & {*there.tail, *there.segments}
    raise ChildGone


def supply(child: Child, actor: Actor, lacks: Lacks) -> set[UUID]:
    """Give the child what it lacks, with the keys for it. Returns what did not open."""
    ids = [UUID(bytes=one) for one in split(lacks.tail)]
    damaged: set[UUID] = set()
    for start in range(0, len(ids), ENTRIES_PER_MESSAGE):
        part = ids[start : start + ENTRIES_PER_MESSAGE]
        rows = SearchEntry.objects.filter(pk__in=part, words__isnull=False).values_list(
            "id", "compartment", "words_version", "words"
        )
        tail = [TailEntry(i.bytes, c.bytes, version, bytes(e)) for i, c, version, e in rows]
        damaged |= {*part} - {UUID(bytes=entry.id) for entry in tail}
        damaged |= give(child, actor, tail, [])
    wanted = [UUID(bytes=one) for one in lacks.segments]
    found = SearchSegment.objects.filter(pk__in=wanted).values_list(
        "id", "compartment", "key_version", "key"
    )
    segments = [
        SegmentFile(i.bytes, c.bytes, version, bytes(e), str(path_of(i)))
        for i, c, version, e in found
    ]
    damaged |= {*wanted} - {UUID(bytes=segment.id) for segment in segments}
    return damaged | give(child, actor, [], segments)


def give(
    child: Child, actor: Actor, tail: list[TailEntry], segments: list[SegmentFile]
) -> set[UUID]:
    """Send sealed things with the epoch keys that open them. Returns what did not open."""
    if not tail and not segments:
        return set()
    given: list[TailEntry | SegmentFile] = [*tail, *segments]
    epochs = {(one.compartment, parse(one.envelope).epoch) for one in given}
    keys = []
    for compartment, epoch in sorted(epochs):
        held = actor.epoch_keys(UUID(bytes=compartment), epoch)
        if held is not None:
            keys.append(Key(compartment, epoch, held.wrapping_key, held.hpke_seed))
    answer = child.ask(Supply(actor.workspace_id().bytes, keys, tail, segments))
    if not isinstance(answer, Taken):
        raise ChildGone
    return {UUID(bytes=one) for one in answer.damaged}


def entries_of(ids: list[UUID], held: Collection[UUID]) -> tuple[Entry, ...]:
    """The entries that still exist in compartments held, in the order of their ids given."""
    rows = SearchEntry.objects.filter(pk__in=ids, compartment__in=held).values_list(
        "id", "table", "row", "column"
    )
    by_id = {row[0]: Entry(*row) for row in rows}
    return tuple(by_id[one] for one in ids if one in by_id)
