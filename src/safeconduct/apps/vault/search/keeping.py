"""Keeping segments: gathering the tail, merging small ones, writing stale ones anew.

A search child writes the new file; only when it is on disk does one transaction make its row and
point the entries to it. An entry's words are therefore always in exactly one place, and a crash
leaves at most a file that no row names, which is swept. Nothing here opens anything: the child has
everything open from the search that came before, and without it the work waits for the next one.
"""

import contextlib
import logging
import secrets
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connections
from django.db.models import Count, F

from safeconduct.apps.audit.action import SYSTEM, action, record
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.models import SearchEntry, SearchSegment
from safeconduct.apps.vault.records import FileKey
from safeconduct.apps.vault.sealing import seal
from safeconduct.apps.vault.search import sessions
from safeconduct.apps.vault.search.children import Child, ChildGone
from safeconduct.apps.vault.search.looking import path_of
from safeconduct.apps.vault.search.messages import Build, Built, joined

LONGEST_TAIL = 2000
LARGEST_SEGMENT = 10_000
# Below this share of living entries a segment is written anew without the dead ones.
LEAST_LIVING = 0.75
PER_QUERY = 500

logger = logging.getLogger(__name__)


class Overtaken(Exception):
    """Somebody else has gathered or replaced the same entries; this new segment is discarded."""


@dataclass(frozen=True)
class Segment:
    """A segment's row and how many of its entries still exist."""

    id: UUID
    entries: int
    living: int
    stale: bool


@dataclass(frozen=True)
class Work:
    """One segment to be written: of part of the tail, of older segments, or of both."""

    compartment: UUID
    tail: int
    segments: tuple[UUID, ...]


def work_for(compartment: UUID, tail: int, segments: Sequence[Segment]) -> Work | None:
    """The next thing to do for one compartment; None when all is in order. Pure.

    Stale segments first; then a long tail; then segments that have grown alike. A segment joins
    only what is at least as large as itself, so each entry is rewritten few times (logarithmically
    many), and none grows past LARGEST_SEGMENT.
    """
    for segment in segments:
        if segment.stale or segment.living < segment.entries * LEAST_LIVING:
            return Work(compartment, 0, (segment.id,))
    if tail > LONGEST_TAIL:
        taken = min(tail, LARGEST_SEGMENT)
        chosen = alike(segments, taken)
        return Work(compartment, taken, tuple(segment.id for segment in chosen))
    smallest = sorted(segments, key=lambda one: one.living)
    for at, segment in enumerate(smallest):
        chosen = alike(smallest[at + 1 :], segment.living)
        if chosen:
            return Work(compartment, 0, (segment.id, *(one.id for one in chosen)))
    return None


def alike(segments: Iterable[Segment], size: int) -> list[Segment]:
    """The segments that may join a beginning of `size` entries, smallest first."""
    chosen: list[Segment] = []
    for segment in sorted(segments, key=lambda one: one.living):
        if segment.living > size or size + segment.living > LARGEST_SEGMENT:
            break
        chosen.append(segment)
        size += segment.living
    return chosen


def state_of(compartment: UUID) -> tuple[int, list[Segment]]:
    """How long a compartment's tail is, and its segments."""
    entries = SearchEntry.objects.filter(compartment=compartment)
    living = dict(
        entries.filter(segment__isnull=False)
        .values_list("segment")
        .annotate(Count("id"))
        .values_list("segment", "id__count")
    )
    segments = [
        Segment(pk, count, living.get(pk, 0), stale)
        for pk, count, stale in SearchSegment.objects.filter(compartment=compartment).values_list(
            "id", "entries", "stale"
        )
    ]
    return entries.filter(segment=None).count(), segments


def tidy(child: Child, compartments: Collection[UUID]) -> int:
    """Do all the work that waits in these compartments. Returns how many segments were written.

    Raises ChildGone. What the child has not open is left for another time.
    """
    written = 0
    for compartment in compartments:
        forget_empty(compartment)
        while (work := work_for(compartment, *state_of(compartment))) is not None:
            if not write(child, work):
                break
            written += 1
    return written


def forget_empty(compartment: UUID) -> None:
    """Remove the segments that no entry stands in any more, files and rows."""
    empty = SearchSegment.objects.filter(compartment=compartment, words_in__isnull=True)
    ids = list(empty.values_list("id", flat=True))
    if ids:
        drop_segments(ids)
        for segment in ids:
            path_of(segment).unlink(missing_ok=True)


@action
def drop_segments(segments: Sequence[UUID]) -> None:
    """Remove segments without entries. Raises ProtectedError for one that has some."""
    SearchSegment.objects.filter(pk__in=segments).delete()
    record(SYSTEM, "drop_segments", details={"segments": len(segments)})


def write(child: Child, work: Work) -> bool:
    """Have the child write one segment, then make it the place of its entries. False if it could
    not be done now; then nothing has changed. Raises ChildGone."""
    rows = SearchEntry.objects.filter(compartment=work.compartment)
    tail = list(rows.filter(segment=None).values_list("id", flat=True)[: work.tail])
    moved = list(rows.filter(segment__in=work.segments).values_list("id", flat=True))
    segment, key = uuid4(), secrets.token_bytes(32)
    path = path_of(segment)
    answer = child.ask(
        Build(
            team.workspace().id.bytes,
            segment.bytes,
            key,
            str(path),
            joined([entry.bytes for entry in tail]),
            [old.bytes for old in work.segments],
            joined([entry.bytes for entry in (*tail, *moved)]),
        )
    )
    if not isinstance(answer, Built):
        return False
    try:
        merge_segments(segment, key, work, tail, len(moved))
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, Overtaken):
            return False
        raise
    for old in work.segments:
        path_of(old).unlink(missing_ok=True)
    return True


@action
def merge_segments(
    segment: UUID, key: bytes, work: Work, tail: Sequence[UUID], moved: int
) -> SearchSegment:
    """Make a segment whose file is on disk the place of its entries. Raises Overtaken.

    `moved` is how many entries were taken over from older segments, which cease to exist.
    """
    old = SearchSegment.objects.select_for_update().filter(pk__in=work.segments)
    if len(old) != len(work.segments):
        raise Overtaken
    row = SearchSegment(id=segment, compartment_id=work.compartment, entries=len(tail) + moved)
    seal(row, "key", FileKey(key))
    row.save(force_insert=True)
    came = SearchEntry.objects.filter(segment__in=work.segments).update(segment=row)
    for start in range(0, len(tail), PER_QUERY):
        part = tail[start : start + PER_QUERY]
        here = SearchEntry.objects.filter(pk__in=part, segment=None).update(
            segment=row, words=None, words_version=F("words_version") + 1
        )
        came += here
        if here < len(part) and SearchEntry.objects.filter(pk__in=part).exclude(segment=row):
            raise Overtaken
    if came < row.entries:
        # Words were erased while the file was being written: it must be written once more.
        SearchSegment.objects.filter(pk=row.pk).update(stale=True)
    SearchSegment.objects.filter(pk__in=work.segments).delete()
    record(
        SYSTEM,
        "merge_segments",
        row,
        details={"entries": came, "tail": len(tail), "replaced": len(work.segments)},
    )
    return row


def tidy_later(actor: Actor) -> None:
    """Tidy what the actor has just searched, in the background, if anything waits."""
    held = actor.held()
    tails = SearchEntry.objects.filter(compartment__in=held, segment=None).order_by()
    long = tails.values("compartment").annotate(entries=Count("id"))
    stale = SearchSegment.objects.filter(compartment__in=held, stale=True)
    waiting = {
        *long.filter(entries__gt=LONGEST_TAIL).values_list("compartment", flat=True),
        *stale.values_list("compartment", flat=True),
    }
    if not waiting:
        return
    child = sessions.children().of(actor.session)
    if child.tidying.acquire(blocking=False):
        threading.Thread(
            target=tidy_in_background, args=(child, waiting), name="search-tidying", daemon=True
        ).start()


def tidy_in_background(child: Child, compartments: Collection[UUID]) -> None:
    """Tidy and let go of the database; what fails now is tried again after the next search."""
    try:
        with contextlib.suppress(ChildGone):
            tidy(child, compartments)
    except Exception as error:  # nothing may end the process because of tidying
        logger.warning("segments were not tidied", exc_info=error)
    finally:
        connections.close_all()
        child.tidying.release()
