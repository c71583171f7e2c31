"""What the Board asks of cases beside `queries`: every open case, and tasks by case and owner.

Codes, stages, bands, dates and owners only; nothing sealed is opened. One query each, whatever
the number of cases. Who may see which code is decided by the caller, from `compartment` and
`standing`.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min

from safeconduct.apps.cases.models import Case, Task
from safeconduct.apps.cases.stages import OPEN


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is being worked, by its plain columns."""

    id: UUID
    code: str
    compartment: UUID
    standing: bool
    stage: str
    stage_since: date
    vetting: str
    band: str
    weight: int
    people: int
    look_again_on: date | None
    hidden_since: date | None
    owner: UUID | None
    first_clearer: UUID | None
    first_cleared_on: date | None


@dataclass(frozen=True, slots=True)
class TasksDue:
    """How many tasks of one case one member (or nobody) has due, and since when."""

    case: UUID
    owner: UUID | None
    count: int
    since: date


def open_cases() -> list[OpenCase]:
    """Every case that is being worked, by code. Sealed-off ones too: the caller leaves them out."""
    rows = Case.objects.filter(stage__in=OPEN).order_by("code")
    return [
        OpenCase(*row)
        for row in rows.values_list(
            "id",
            "code",
            "compartment",
            "compartment__standing",
            "stage",
            "stage_since",
            "vetting",
            "band",
            "weight",
            "people",
            "look_again_on",
            "hidden_since",
            "owner",
            "first_clearer",
            "first_cleared_on",
        )
    ]


def tasks_due(on: date) -> list[TasksDue]:
    """Tasks of open cases that are due on a day or were before, by case and owner."""
    rows = Task.objects.filter(done_on__isnull=True, due_on__lte=on, case__stage__in=OPEN)
    grouped = rows.order_by().values("case", "owner").annotate(n=Count("id"), since=Min("due_on"))
    return [TasksDue(*row) for row in grouped.values_list("case", "owner", "n", "since")]
