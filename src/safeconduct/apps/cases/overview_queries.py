"""What the whole operation asks of cases: sets and counts for the Board and for `status`.

Codes, stages, bands, dates and owners only; nothing sealed is opened. Each function takes one
query, whatever the number of cases, unless it says otherwise. Who may see which code is decided
by the caller, from `compartment` and `standing`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Q, Subquery, Sum

from safeconduct.apps.cases import silence
from safeconduct.apps.cases.models import (
    Alarm,
    BandProposal,
    Case,
    Paper,
    Person,
    StageMove,
    Task,
)
from safeconduct.apps.cases.papers import PaperState
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
class Silence:
    """An alarm: `due_at` was missed, or the words for danger were used (`by_words`).

    `called` are the members who are to be called by now, in the agreed order.
    """

    case: UUID
    due_at: datetime
    called: tuple[UUID, ...]
    by_words: bool


@dataclass(frozen=True, slots=True)
class TasksDue:
    """How many tasks of one case one member (or nobody) has due, and since when."""

    case: UUID
    owner: UUID | None
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class PapersDue:
    """How many papers of one case need attention since a month, and how many have run out."""

    case: UUID
    count: int
    run_out: int
    since: date


@dataclass(frozen=True, slots=True)
class BandWaiting:
    """Another band that waits for its second person."""

    case: UUID
    by: UUID
    since: date


@dataclass(frozen=True, slots=True)
class Out:
    """People counted as of a day: in our care ever, out of the region, out of the country."""

    supported: int
    out_of_region: int
    out_of_country: int


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


def people_by_stage(on: date) -> dict[str, tuple[int, int]]:
    """(cases, people) in each stage at the end of a day; a stage nobody was in is left out."""
    last = StageMove.objects.filter(case=OuterRef("pk"), moved_on__lte=on).order_by("-place")
    rows = (
        Case.objects.filter(opened_on__lte=on)
        .order_by()
        .values_list(Subquery(last.values("new")[:1]))
        .annotate(Count("id"), Sum("people"))
    )
    return {stage: (cases, people) for stage, cases, people in rows if stage}


def people_out(on: date) -> Out:
    """How many people had a case, were out of the region, and out of the country on a day.

    Two queries.
    """
    ours = Case.objects.filter(opened_on__lte=on).aggregate(n=Sum("people"))["n"]
    dates = Person.objects.aggregate(
        region=Count("id", filter=Q(evacuated_on__lte=on)),
        country=Count("id", filter=Q(left_country_on__lte=on)),
    )
    return Out(ours or 0, dates["region"], dates["country"])


def silences(moment: datetime) -> list[Silence]:
    """Every alarm that nobody answered, the longest silence first; raised on file or not yet.

    Three queries.
    """
    found: dict[UUID, Silence] = {}
    for agreement in silence.overdue(moment).filter(case__stage__in=OPEN):
        called = silence.called(agreement, moment)
        if called and agreement.next_due_at is not None:
            found[agreement.case_id] = Silence(
                agreement.case_id,
                agreement.next_due_at,
                tuple(UUID(alarm.whom) for alarm in called),
                by_words=False,
            )
    raised = Alarm.objects.filter(answered_on__isnull=True, case__stage__in=OPEN)
    for case, due_at, by_words in raised.values_list("case", "due_at", "by_words"):
        known = found.get(case)
        found[case] = Silence(
            case,
            min(due_at, known.due_at) if known else due_at,
            known.called if known else (),
            by_words,
        )
    return sorted(found.values(), key=lambda one: (not one.by_words, one.due_at))


def tasks_due(on: date) -> list[TasksDue]:
    """Tasks of open cases that are due on a day or were before, by case and owner."""
    rows = Task.objects.filter(done_on__isnull=True, due_on__lte=on, case__stage__in=OPEN)
    grouped = rows.order_by().values("case", "owner").annotate(n=Count("id"), since=Min("due_on"))
    return [TasksDue(*row) for row in grouped.values_list("case", "owner", "n", "since")]


def papers_due(on: date) -> list[PapersDue]:
    """Papers of open cases whose month of attention has come, by case."""
    rows = Paper.objects.filter(attention_month__lte=on, case__stage__in=OPEN)
    grouped = (
        rows.order_by()
        .values("case")
        .annotate(
            n=Count("id"),
            gone=Count("id", filter=Q(state=PaperState.EXPIRED)),
            since=Min("attention_month"),
        )
    )
    return [PapersDue(*row) for row in grouped.values_list("case", "n", "gone", "since")]


def bands_waiting() -> list[BandWaiting]:
    """Proposed bands of open cases that wait for a second person, the oldest first."""
    rows = BandProposal.objects.filter(
        confirmed_by__isnull=True, ended_on__isnull=True, case__stage__in=OPEN
    ).order_by("proposed_on")
    return [BandWaiting(*row) for row in rows.values_list("case", "proposed_by", "proposed_on")]
