"""The one place that reads the clock.

A rehearsal (the demo, a test) names a file that says what time it is; everything else in the
software asks here, so that a replay of 2017 has the dates of 2017.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
from django.conf import settings


class RehearsalClock(msgspec.Struct, frozen=True):
    """`rehearsal` is the time shown. With `since`, it runs on from that real moment."""

    rehearsal: datetime
    since: datetime | None = None


def real_now() -> datetime:
    """The real moment in UTC, also in a rehearsal: for whoever sets the rehearsal's clock."""
    return datetime.now(UTC)


def now() -> datetime:
    """The current moment in UTC."""
    real = real_now()
    if not settings.REHEARSAL_CLOCK:
        return real
    clock = msgspec.json.decode(Path(settings.REHEARSAL_CLOCK).read_bytes(), type=RehearsalClock)
    return clock.rehearsal if clock.since is None else clock.rehearsal + (real - clock.since)


def today() -> date:
    """The current date in UTC."""
    return now().date()


def this_hour() -> datetime:
    """The current hour: as fine as an arrival on the public face is ever remembered."""
    return now().replace(minute=0, second=0, microsecond=0)
