"""Removes files that nothing refers to: uploads whose sender never finished the form, and
segments of the search that a crash left behind."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from safeconduct.apps.audit.action import SYSTEM, action, record
from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.vault.blobs import path_of
from safeconduct.apps.vault.models import Blob, SearchSegment

# Longer than anybody takes to fill in a form, and shorter than a trace should last.
OLDEST = timedelta(hours=26)


def sweep() -> int:
    """Destroy uploads left unfinished for more than a day, and bytes without a row."""
    unfinished = forget_unfinished() if left_unfinished().exists() else 0
    blobs = Blob.objects.values_list("id", flat=True)
    segments = SearchSegment.objects.values_list("id", flat=True)
    known = {one.hex for one in (*blobs, *segments)}
    removed = 0
    for path in (
        *(Path(settings.DATA_DIR) / "blobs").glob("*/*"),
        *(Path(settings.DATA_DIR) / "segments").glob("*/*"),
    ):
        if path.name not in known and written(path) < now() - OLDEST:
            path.unlink(missing_ok=True)
            removed += 1
    return unfinished + removed


def written(path: Path) -> datetime:
    """When a file was last written; one that is gone by now counts as new."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return now()


def left_unfinished() -> QuerySet[Blob]:
    """Uploads of forms that can no longer be finished."""
    return Blob.objects.filter(kept=False, arrived_on__lt=today() - timedelta(days=1))


@action
def forget_unfinished() -> int:
    """Delete the rows of uploads that no form was ever finished for."""
    rows = list(left_unfinished())
    for blob in rows:
        path = path_of(blob.id)
        blob.delete()
        path.unlink(missing_ok=True)
    record(SYSTEM, "forget_unfinished", details={"files": len(rows)})
    return len(rows)
