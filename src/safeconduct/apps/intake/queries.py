"""What pages show of requests: the list by danger and age, counts, and what a case came from.

The number of queries does not grow with the number of requests. What the member may not open
comes as `Sealed`, and everything else of the page is there all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from safeconduct.apps.cases.stages import vetting_name
from safeconduct.apps.intake import access, codes, stages
from safeconduct.apps.intake.codes import Stage, Urgency
from safeconduct.apps.intake.models import Message, Plea, RequestNote, Screening
from safeconduct.apps.intake.records import PleaContent
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed

S = TypeVar("S", bound=msgspec.Struct)

FIRST_LINE = 120
MOST_LINKABLE = 200

BY_DANGER = Case(
    *(When(urgency=urgency, then=Value(rank)) for rank, urgency in enumerate(Urgency)),
    default=Value(9),
)


@dataclass(frozen=True)
class RequestRow:
    """One request in the list. `first_line` is its beginning, Sealed, or None when erased."""

    id: UUID
    short: str
    urgency: str
    urgency_name: str
    stage: str
    stage_name: str
    vetting: str
    vetting_name: str
    arrived: datetime
    age_days: int
    language: str
    waits_since: datetime | None
    first_line: str | Sealed | None
    files: int
    linked: int


def short(plea_id: UUID) -> str:
    """How members speak of a request: the first eight digits of its id."""
    return plea_id.hex[:8]


def filtered(
    actor: Actor, *, show: str = "open", urgency: str = "", language: str = ""
) -> QuerySet[Plea]:
    """Requests by danger, then age. `show`: waiting (for us), open, decided, or a stage."""
    rows = access.pleas_for(actor)
    if show == "waiting":
        rows = rows.filter(waits_since__isnull=False)
    elif show == "open":
        rows = rows.filter(stage__in=stages.OPEN)
    elif show == "decided":
        rows = rows.exclude(stage__in=stages.OPEN)
    elif show in set(Stage):
        rows = rows.filter(stage=show)
    if urgency in set(Urgency):
        rows = rows.filter(urgency=urgency)
    if language:
        rows = rows.filter(language=language)
    return rows.annotate(
        danger=BY_DANGER,
        file_count=Count("files", distinct=True),
        from_count=Count("links_from", filter=Q(links_from__undone_on__isnull=True), distinct=True),
        to_count=Count("links_to", filter=Q(links_to__undone_on__isnull=True), distinct=True),
    ).order_by("danger", "arrived", "id")


def rows_of(actor: Actor, pleas: Sequence[Plea], today: date) -> list[RequestRow]:
    """The list's rows, each with the beginning of what the person wrote."""
    return [row_of(actor, plea, today) for plea in pleas]


def row_of(actor: Actor, plea: Plea, today: date) -> RequestRow:
    """One row of the list."""
    content = opened(actor, plea, "content", PleaContent, plea.compartment_id)
    first = beginning(content.text) if isinstance(content, PleaContent) else content
    return RequestRow(
        id=plea.id,
        short=short(plea.id),
        urgency=plea.urgency,
        urgency_name=str(codes.URGENCIES[plea.urgency]),
        stage=plea.stage,
        stage_name=str(codes.STAGES[plea.stage]),
        vetting=plea.vetting,
        vetting_name=vetting_name(plea.vetting),
        arrived=plea.arrived,
        age_days=(today - plea.arrived.date()).days,
        language=plea.language,
        waits_since=plea.waits_since,
        first_line=first,
        files=getattr(plea, "file_count", 0),
        linked=getattr(plea, "from_count", 0) + getattr(plea, "to_count", 0),
    )


def opened(
    actor: Actor,
    row: Plea | Message | RequestNote | Screening,
    name: str,
    shape: type[S],
    compartment: UUID,
) -> S | Sealed | None:
    """Open a column, asking the database nothing for members without the key."""
    if getattr(row, name) is not None and not actor.holds(compartment):
        return Sealed("intake")
    return open_sealed(actor, row, name, shape)


def beginning(text: str) -> str:
    """The first line of a text, at most 120 characters."""
    line = " ".join(text.split())
    return line if len(line) <= FIRST_LINE else line[: FIRST_LINE - 1].rstrip() + "…"


def counts(actor: Actor) -> dict[str, int]:
    """How many requests per stage, and `open`, `waiting`, `now` (open and in danger now)."""
    rows = access.pleas_for(actor)
    by_stage = dict(rows.values_list("stage").annotate(how_many=Count("id")))
    is_open = Q(stage__in=stages.OPEN)
    sums = rows.aggregate(
        open=Count("id", filter=is_open),
        waiting=Count("id", filter=Q(waits_since__isnull=False)),
        now=Count("id", filter=is_open & Q(urgency=Urgency.NOW)),
        decided=Count("id", filter=~is_open),
    )
    return {**{str(stage): by_stage.get(stage, 0) for stage in Stage}, **sums}


def linkable(actor: Actor, plea_id: UUID) -> list[tuple[str, str]]:
    """Other requests to link with, newest first: (id, how members speak of it)."""
    rows = access.pleas_for(actor).exclude(pk=plea_id).exclude(stage=Stage.WITHDRAWN)
    return [
        (
            str(plea.id),
            f"{short(plea.id)} · {plea.arrived:%Y-%m-%d} · {codes.URGENCIES[plea.urgency]} · "
            f"{codes.STAGES[plea.stage]}",
        )
        for plea in rows.order_by(F("arrived").desc(), "id")[:MOST_LINKABLE]
    ]


def pleas_of_case(case_id: UUID) -> list[tuple[UUID, str, str, date]]:
    """Requests that became a case: (id, short id, stage's name, day of arrival)."""
    rows = Plea.objects.filter(case=case_id).order_by("arrived", "id")
    return [
        (plea.id, short(plea.id), str(codes.STAGES[plea.stage]), plea.arrived.date())
        for plea in rows
    ]
