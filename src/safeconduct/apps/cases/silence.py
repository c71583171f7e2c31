"""From check-in agreements to who is to be called: the way to methods.triage's silence alarm.

`next_due_at` already counts what was heard and done, so an alarm needs only the row and the hour.
"""

from datetime import datetime

from django.db.models import QuerySet

from safeconduct.apps.cases.models import CheckInAgreement
from safeconduct.methods import triage

EARLY_MINUTES = 60


def early_minutes(every_minutes: int | None) -> int:
    """How early a check-in may come and still count for the time it was agreed for."""
    return EARLY_MINUTES if every_minutes is None else min(EARLY_MINUTES, every_minutes // 4)


def agreed(agreement: CheckInAgreement) -> triage.Agreement:
    """A row as the method reads it, from the time that is still open. Prefetch `order__member`.

    Who has left is not called, unless everybody in the order has: then the alarm still stands.
    Raises ValueError when nothing is due any more.
    """
    if agreement.next_due_at is None:
        raise ValueError("nothing is due under this agreement")
    order = list(agreement.order.all())
    here = [called for called in order if called.member.left_on is None]
    return triage.Agreement(
        first_due=agreement.next_due_at,
        order=tuple(str(called.member_id) for called in here or order),
        every_minutes=agreement.every_minutes,
        grace_minutes=agreement.grace_minutes,
        step_minutes=agreement.step_minutes,
        early_minutes=early_minutes(agreement.every_minutes),
    )


def called(agreement: CheckInAgreement, moment: datetime) -> tuple[triage.Alarm, ...]:
    """Who is to be called at this moment, in the agreed order; empty when nobody is."""
    if agreement.next_due_at is None or agreement.ended_on is not None:
        return ()
    return triage.alarms(agreed(agreement), (), moment)


def overdue(moment: datetime) -> QuerySet[CheckInAgreement]:
    """Open agreements whose time has passed; some are still within their grace."""
    rows = CheckInAgreement.objects.filter(ended_on__isnull=True, next_due_at__lt=moment)
    return rows.order_by("next_due_at").prefetch_related("order__member")
