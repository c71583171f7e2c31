"""Cases in rows: the list, the people in most danger, the longest hidden. Opens nothing.

The number of database queries does not grow with the number of rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases import access
from safeconduct.apps.cases.models import Alarm, Case, CheckInAgreement, Task
from safeconduct.apps.cases.queries.frame import hidden_days
from safeconduct.apps.cases.stages import ENDED, IN_DANGER, OPEN, Stage, stage_name
from safeconduct.apps.team.actor import Actor


@dataclass(frozen=True)
class CaseRow:
    """One case in a list."""

    id: UUID
    code: str
    stage: str
    stage_name: str
    band: str
    weight: int
    people: int
    hidden_days: int | None
    hidden_since: date | None
    opened_days: int
    opened_on: date
    owner: str
    next_due_at: datetime | None
    silent: bool
    tasks_open: int
    tasks_late: int
    look_again_on: date | None
    look_again_late: bool
    sealed_off: bool


def sorted_cases(
    actor: Actor, *, stage: str = "", band: str = "", owner: str = ""
) -> QuerySet[Case]:
    """Cases the actor works, most danger first, then longest waiting. Raises Http404.

    `stage`: a stage, `ended`, or nothing for all open ones. `band`: a band or `none`. `owner`: a
    member's id or `nobody`. Raises ValueError for an owner that is no id.
    """
    rows = access.cases_for(actor)
    if stage == "ended":
        rows = rows.filter(stage__in=[s.value for s in ENDED])
    elif stage in set(Stage):
        rows = rows.filter(stage=stage)
    else:
        rows = rows.filter(stage__in=[s.value for s in OPEN])
    if band == "none":
        rows = rows.filter(band="")
    elif band:
        rows = rows.filter(band=band)
    if owner == "nobody":
        rows = rows.filter(owner__isnull=True)
    elif owner:
        rows = rows.filter(owner=UUID(owner))
    # Weights of the bands do not overlap, so the weight alone sorts by band and within it.
    return rows.order_by("-weight", Coalesce("hidden_since", "opened_on"), "code")


def rows_of(cases: QuerySet[Case]) -> list[CaseRow]:
    """Cases with what a list says of each, in the order given, in four queries."""
    day, moment = today(), now()
    agreed = CheckInAgreement.objects.filter(case=OuterRef("pk"), ended_on__isnull=True)
    found = list(
        cases.select_related("owner", "compartment").annotate(
            due_at=Subquery(agreed.values("next_due_at")[:1]),
            grace=Subquery(agreed.values("grace_minutes")[:1]),
        )
    )
    ids = [case.pk for case in found]
    alarmed = set(
        Alarm.objects.filter(case__in=ids, answered_on__isnull=True).values_list("case", flat=True)
    )
    tasks = {
        row["case"]: (row["open"], row["late"])
        for row in Task.objects.filter(case__in=ids, done_on__isnull=True)
        .values("case")
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=day)))
        .order_by()
    }
    return [
        CaseRow(
            id=case.id,
            code=case.code,
            stage=case.stage,
            stage_name=stage_name(case.stage),
            band=case.band,
            weight=case.weight,
            people=case.people,
            hidden_days=hidden_days(case, day),
            hidden_since=case.hidden_since,
            opened_days=(day - case.opened_on).days,
            opened_on=case.opened_on,
            owner=case.owner.name if case.owner else "",
            next_due_at=case.due_at,
            silent=case.pk in alarmed
            or (case.due_at is not None and case.due_at + timedelta(minutes=case.grace) <= moment),
            tasks_open=tasks.get(case.pk, (0, 0))[0],
            tasks_late=tasks.get(case.pk, (0, 0))[1],
            look_again_on=case.look_again_on,
            look_again_late=case.stage in IN_DANGER
            and case.look_again_on is not None
            and case.look_again_on <= day,
            sealed_off=not case.compartment.standing,
        )
        for case in found
    ]


def open_seen(actor: Actor) -> QuerySet[Case]:
    """Open cases that the Board may show this member. Raises Http404."""
    return access.cases_seen(actor).filter(stage__in=[s.value for s in OPEN])


def in_danger(actor: Actor, *, most: int = 10) -> list[CaseRow]:
    """The open cases in most danger, for the Board. Raises Http404."""
    return rows_of(open_seen(actor).order_by("-weight", "opened_on", "code")[:most])


def longest_hidden(actor: Actor, *, most: int = 10) -> list[CaseRow]:
    """The open cases hidden longest and still hidden, for the Board. Raises Http404."""
    rows = open_seen(actor).filter(hidden_since__isnull=False, hidden_until__isnull=True)
    return rows_of(rows.order_by(F("hidden_since"), "code")[:most])


def codes_of(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Codes of the cases this member may see, by id. Raises Http404."""
    return dict(access.cases_seen(actor).filter(pk__in=list(ids)).values_list("pk", "code"))
