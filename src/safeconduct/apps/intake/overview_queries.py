"""What the whole operation asks of intake: counts of requests by urgency, stage and outcome.

Nothing sealed is opened. Each function takes one query, whatever the number of requests.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from safeconduct.apps.intake.codes import Urgency
from safeconduct.apps.intake.models import Plea
from safeconduct.apps.intake.stages import OPEN


@dataclass(frozen=True, slots=True)
class Waiting:
    """Undecided requests of one urgency: how many, since when the oldest of them waits for a
    decision, how many people also wait for an answer, and the longest of those."""

    urgency: str
    count: int
    oldest: datetime | None
    unanswered: int
    unanswered_since: datetime | None


@dataclass(frozen=True, slots=True)
class HalfCleared:
    """An undecided request that one member has cleared and another has to."""

    plea: UUID
    first: UUID
    arrived: datetime


def waiting_by_urgency() -> list[Waiting]:
    """Undecided requests, the most urgent first; every urgency, also those nobody waits in."""
    rows = Plea.objects.filter(stage__in=OPEN).order_by().values("urgency")
    found = {
        row["urgency"]: Waiting(
            row["urgency"], row["n"], row["oldest"], row["unanswered"], row["unanswered_since"]
        )
        for row in rows.annotate(
            n=Count("id"),
            oldest=Min("arrived"),
            unanswered=Count("id", filter=Q(waits_since__isnull=False)),
            unanswered_since=Min("waits_since"),
        )
    }
    return [found.get(u, Waiting(u, 0, None, 0, None)) for u in Urgency]


def messages_of_cases() -> tuple[int, datetime | None]:
    """How many people who have a case wait for an answer to a message, and since when."""
    rows = Plea.objects.filter(case__isnull=False, waits_since__isnull=False)
    found = rows.aggregate(n=Count("id"), since=Min("waits_since"))
    return found["n"], found["since"]


def requests_until(on: date) -> int:
    """All requests that ever arrived by the end of a day, withdrawn and duplicate ones too."""
    return Plea.objects.filter(arrived__date__lte=on).count()


def outcomes() -> list[tuple[str, str | None, int]]:
    """(stage of the request, stage of its case or None, how many requests)."""
    rows = Plea.objects.order_by().values("stage", "case__stage").annotate(n=Count("id"))
    return [(row["stage"], row["case__stage"], row["n"]) for row in rows]


def half_cleared() -> list[HalfCleared]:
    """Undecided requests that wait for a second member to clear them, the oldest first."""
    rows = Plea.objects.filter(
        stage__in=OPEN, cleared_first_by__isnull=False, cleared_second_by__isnull=True
    ).order_by("arrived")
    return [HalfCleared(*row) for row in rows.values_list("id", "cleared_first_by", "arrived")]
