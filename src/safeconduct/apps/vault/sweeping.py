"""Removes files that nothing refers to: uploads whose sender never finished the form, and
segments of the search that a crash left behind."""

import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from safeconduct.apps.audit.action import SYSTEM, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.vault.blobs import path_of
from safeconduct.apps.vault.models import Blob, SearchSegment

# Longer than anybody takes to fill in a form, and shorter than a trace should last.
OLDEST_SECONDS = 26 * 3600


def sweep() -> int:
    """Destroy uploads left unfinished for more than a day, and bytes without a row."""
    unfinished = forget_unfinished()
    blobs = Blob.objects.values_list("id", flat=True)
    segments = SearchSegment.objects.values_list("id", flat=True)
    known = {one.hex for one in (*blobs, *segments)}
    removed = 0
    for path in (
        *(Path(settings.DATA_DIR) / "blobs").glob("*/*"),
        *(Path(settings.DATA_DIR) / "segments").glob("*/*"),
    ):
        if path.name not in known and time.time() - path.stat().st_mtime > OLDEST_SECONDS:
            path.unlink(missing_ok=True)
            removed += 1
    return unfinished + removed


@action
def forget_unfinished() -> int:
    """Delete the rows of uploads that no form was ever finished for."""
    rows = list(Blob.objects.filter(kept=False, arrived_on__lt=today() - timedelta(days=1)))
    for blob in rows:
        path = path_of(blob.id)
        blob.delete()
        path.unlink(missing_ok=True)
    record(SYSTEM, "forget_unfinished", details={"files": len(rows)})
    return len(rows)
