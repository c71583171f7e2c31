"""Entering many rows' words at once, straight into segments: for imports and measurements.

Day-to-day writing goes through `vault.sealing`; this is for whoever brings thousands of rows and
has their texts in hand. The file is on disk before its rows exist. Refuses a row that has words
already (the database's constraint on table, row and column).
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from uuid import UUID, uuid4

from safeconduct.apps.audit.action import SYSTEM, action, record
from safeconduct.apps.team import queries as team
from safeconduct.apps.vault.folding import fold
from safeconduct.apps.vault.models import SearchEntry, SearchSegment
from safeconduct.apps.vault.records import FileKey
from safeconduct.apps.vault.sealing import seal
from safeconduct.apps.vault.search import segment_files
from safeconduct.apps.vault.search.keeping import LARGEST_SEGMENT
from safeconduct.apps.vault.search.looking import path_of


@dataclass(frozen=True)
class Text:
    """What one findable column says: `table` is the database's name of the table."""

    table: str
    row: UUID
    column: str
    case: UUID | None
    text: str


def load(compartment: UUID, texts: Iterable[Text]) -> int:
    """Enter texts of one compartment, a segment at a time. Returns how many were entered.

    Raises OSError when the disk is full and IntegrityError for a column that has words already;
    what was entered in earlier segments stays.
    """
    waiting, done = iter(texts), 0
    while part := list(islice(waiting, LARGEST_SEGMENT)):
        segment, key = uuid4(), secrets.token_bytes(32)
        entries = [
            SearchEntry(
                id=uuid4(),
                compartment_id=compartment,
                case_id=one.case,
                table=one.table,
                row=one.row,
                column=one.column,
                segment_id=segment,
            )
            for one in part
        ]
        words = segment_files.frame(
            [entry.id.bytes for entry in entries], [fold(one.text) for one in part]
        )
        path = path_of(segment)
        segment_files.write(path, key, segment, team.workspace().id, words)
        try:
            load_segment(segment, key, compartment, entries)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        done += len(part)
    return done


@action
def load_segment(segment: UUID, key: bytes, compartment: UUID, entries: list[SearchEntry]) -> None:
    """Make the rows of a segment whose file is on disk."""
    row = SearchSegment(id=segment, compartment_id=compartment, entries=len(entries))
    seal(row, "key", FileKey(key))
    row.save(force_insert=True)
    SearchEntry.objects.bulk_create(entries)
    record(SYSTEM, "load_segment", row, details={"entries": len(entries)})
