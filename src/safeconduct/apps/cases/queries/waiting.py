"""What waits for somebody across all cases: silences, tasks, papers, second looks and persons.

Each function takes the actor and shows only cases that the Board may show to that member.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case as When
from django.db.models import Count, IntegerField, Q, Value
from django.db.models import When as Condition

from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases import access, silence
from safeconduct.apps.cases.models import Alarm, BandProposal, Case, Paper, Task
from safeconduct.apps.cases.queries.listing import CaseRow, open_seen, rows_of
from safeconduct.apps.cases.records import TaskText
from safeconduct.apps.cases.stages import IN_DANGER, OPEN
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed


@dataclass(frozen=True)
class Silence:
    """Somebody went silent. `called` are pseudonyms in the agreed order, the first one first."""

    case: UUID
    code: str
    band: str
    due_at: datetime
    called: tuple[str, ...]
    mine: bool
    by_words: bool


@dataclass(frozen=True)
class Due:
    """A task that waits. `text` is what is to be done, or sealed, or None when not opened."""

    id: UUID
    case: UUID
    code: str
    due_on: date
    late_days: int
    owner: str
    mine: bool
    text: TaskText | Sealed | None


@dataclass(frozen=True)
class PaperDue:
    """A case whose papers need attention: how many, and since which month."""

    case: UUID
    code: str
    month: date
    papers: int


@dataclass(frozen=True)
class Waiting:
    """Something waits for a second person: `what` is band or vetting."""

    case: UUID
    code: str
    what: str
    since: date
    mine: bool


def silences(actor: Actor) -> list[Silence]:
    """Every open alarm, the longest silent first, whether it was recorded yet or not."""
    moment = now()
    names = team.names()
    seen = access.cases_seen(actor)
    found: dict[UUID, Silence] = {}
    rows = silence.overdue(moment).filter(case__in=seen).select_related("case")
    for row in rows:
        called = silence.called(row, moment)
        if called and row.next_due_at is not None:
            ids = [alarm.whom for alarm in called]
            found[row.case_id] = Silence(
                row.case_id,
                row.case.code,
                row.case.band,
                row.next_due_at,
                tuple(names.get(who, who) for who in ids),
                actor.who in ids,
                False,
            )
    alarms = Alarm.objects.filter(answered_on__isnull=True, case__in=seen)
    for alarm in alarms.select_related("case", "agreement").prefetch_related("agreement__order"):
        if alarm.case_id in found and not alarm.by_words:
            continue
        order = [str(one.member_id) for one in alarm.agreement.order.all()]
        found[alarm.case_id] = Silence(
            alarm.case_id,
            alarm.case.code,
            alarm.case.band,
            alarm.due_at,
            tuple(names.get(who, who) for who in order),
            actor.who in order,
            alarm.by_words,
        )
    return sorted(found.values(), key=lambda one: one.due_at)


def tasks_due(
    actor: Actor, *, until: date | None = None, most: int = 20, opened: bool = True
) -> list[Due]:
    """Tasks due by a day (today), mine first, then nobody's, then by day.

    With `opened` their texts are opened where this member holds the key and works cases.
    """
    day = today()
    rows = (
        Task.objects.filter(
            done_on__isnull=True,
            due_on__lte=until or day,
            case__in=access.cases_seen(actor),
            case__stage__in=[s.value for s in OPEN],
        )
        .select_related("case", "owner")
        .annotate(
            turn=When(
                Condition(owner=actor.member.pk, then=Value(0)),
                Condition(owner__isnull=True, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
        )
        .order_by("turn", "due_on", "id")[:most]
    )
    may_open = opened and actor.may("work_cases")
    return [
        Due(
            row.id,
            row.case_id,
            row.case.code,
            row.due_on,
            (day - row.due_on).days,
            row.owner.name if row.owner else "",
            row.owner_id == actor.member.pk,
            open_sealed(actor, row, "text", TaskText) if may_open else None,
        )
        for row in rows
    ]


def papers_due(actor: Actor, *, most: int = 20) -> list[PaperDue]:
    """Open cases with papers that need attention this month or needed it before."""
    rows = (
        Paper.objects.filter(
            attention_month__lte=today(),
            case__in=access.cases_seen(actor),
            case__stage__in=[s.value for s in OPEN],
        )
        .values("case", "case__code", "attention_month")
        .annotate(papers=Count("pk"))
        .order_by("attention_month", "case__code")[:most]
    )
    return [
        PaperDue(row["case"], row["case__code"], row["attention_month"], row["papers"])
        for row in rows
        if row["attention_month"] is not None
    ]


def look_again_due(actor: Actor, *, most: int = 20) -> list[CaseRow]:
    """Cases still in danger that are to be looked at again today or were before."""
    here = [s.value for s in IN_DANGER]
    rows = open_seen(actor).filter(stage__in=here, look_again_on__lte=today())
    return rows_of(rows.order_by("look_again_on", "-weight", "code")[:most])


def waiting_for_second(actor: Actor) -> list[Waiting]:
    """Proposed bands and first clearings that wait for another member; `mine` I cannot confirm."""
    seen = access.cases_seen(actor)
    proposals = BandProposal.objects.filter(
        confirmed_by__isnull=True, ended_on__isnull=True, case__in=seen
    ).select_related("case")
    found = [
        Waiting(p.case_id, p.case.code, "band", p.proposed_on, p.proposed_by_id == actor.member.pk)
        for p in proposals
    ]
    halves: list[Case] = list(seen.filter(Q(vetting="corroborated"), first_clearer__isnull=False))
    found += [
        Waiting(
            case.id,
            case.code,
            "vetting",
            case.first_cleared_on,
            case.first_clearer_id == actor.member.pk,
        )
        for case in halves
        if case.first_cleared_on is not None
    ]
    return sorted(found, key=lambda one: (one.mine, one.since))
