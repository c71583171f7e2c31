"""Check-ins of a case: what was agreed, when they were last heard, the alarm, what was done."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from safeconduct.apps.audit.clock import now
from safeconduct.apps.cases import silence
from safeconduct.apps.cases.models import Alarm, Case, CheckInAgreement
from safeconduct.apps.cases.records import CheckInTerms, Deed, Heard
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed


@dataclass(frozen=True)
class Agreed:
    """What was agreed. `hours` between check-ins; None for one check-in only."""

    id: UUID
    terms: CheckInTerms | Sealed | None
    next_due_at: datetime | None
    hours: int | None
    grace_minutes: int
    step_minutes: int
    order: list[str]
    agreed_on: date
    agreed_by: str
    overdue: bool


@dataclass(frozen=True)
class Call:
    """Somebody to be called about a silence, and since when."""

    name: str
    since: datetime | None
    mine: bool


@dataclass(frozen=True)
class OpenAlarm:
    """An alarm that waits for somebody to say what they did."""

    due_at: datetime
    by_words: bool
    called: list[Call]


@dataclass(frozen=True)
class HeardLine:
    """One check-in."""

    id: UUID
    said: Heard | Sealed | None
    heard_on: date
    heard_by: str


@dataclass(frozen=True)
class PastAlarm:
    """An alarm that was answered, and how."""

    id: UUID
    due_at: datetime
    by_words: bool
    answered_on: date
    answered_by: str
    deed: Deed | Sealed | None


@dataclass(frozen=True)
class CheckInsPage:
    """The check-ins of a case."""

    agreed: Agreed | None
    alarm: OpenAlarm | None
    heard: list[HeardLine]
    alarms: list[PastAlarm]


def checkins_page(actor: Actor, case: Case) -> CheckInsPage:
    """The open agreement, its alarm, the last fifty check-ins and answered alarms."""
    row = (
        case.agreements.filter(ended_on__isnull=True)
        .select_related("agreed_by")
        .prefetch_related("order__member")
        .first()
    )
    heard = [
        HeardLine(
            line.id, open_sealed(actor, line, "said", Heard), line.heard_on, line.heard_by.name
        )
        for line in case.checkins.select_related("heard_by").order_by("-heard_on", "-id")[:50]
    ]
    past = []
    rows = case.alarms.filter(answered_on__isnull=False).select_related("answered_by")
    for alarm in rows.order_by("-due_at")[:50]:
        assert alarm.answered_on is not None  # the filter above; who and when go together
        assert alarm.answered_by is not None
        past.append(
            PastAlarm(
                alarm.id,
                alarm.due_at,
                alarm.by_words,
                alarm.answered_on,
                alarm.answered_by.name,
                open_sealed(actor, alarm, "deed", Deed),
            )
        )
    return CheckInsPage(
        agreed=_agreed(actor, row) if row else None,
        alarm=_alarm(actor, row) if row else None,
        heard=sorted(heard, key=_moment, reverse=True),
        alarms=past,
    )


def _agreed(actor: Actor, row: CheckInAgreement) -> Agreed:
    return Agreed(
        row.id,
        open_sealed(actor, row, "terms", CheckInTerms),
        row.next_due_at,
        row.every_minutes // 60 if row.every_minutes else None,
        row.grace_minutes,
        row.step_minutes,
        [called.member.name for called in row.order.all()],
        row.agreed_on,
        row.agreed_by.name,
        row.next_due_at is not None and row.next_due_at < now(),
    )


def _alarm(actor: Actor, row: CheckInAgreement) -> OpenAlarm | None:
    names = team.names()
    called = silence.called(row, now())
    kept = Alarm.objects.filter(agreement=row, answered_on__isnull=True).first()
    if kept is None and not called:
        return None
    calls = [Call(names.get(c.whom, c.whom), c.since, c.whom == actor.who) for c in called]
    if not calls:
        calls = [
            Call(one.member.name, None, str(one.member_id) == actor.who) for one in row.order.all()
        ]
    due_at = kept.due_at if kept else row.next_due_at
    assert due_at is not None  # somebody is called only when something was due
    return OpenAlarm(due_at, kept.by_words if kept else False, calls)


def _moment(line: HeardLine) -> tuple[date, str]:
    at = line.said.at.isoformat() if isinstance(line.said, Heard) else ""
    return line.heard_on, at
