"""When someone goes silent: who is called, in which order, since when.

Pure: the agreement, what was heard and the hour are given. It raises the next person while
nobody has said what they did; it never decides that a silence means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

NEEDS_TIME_ZONE = "needs_time_zone"
NEEDS_SOMEONE_TO_CALL = "needs_someone_to_call"
CALLED_TWICE = "called_twice"
NEEDS_MINUTES = "needs_minutes"
EARLY_TOO_LONG = "early_too_long"
REFUSALS = (
    NEEDS_TIME_ZONE,
    NEEDS_SOMEONE_TO_CALL,
    CALLED_TWICE,
    NEEDS_MINUTES,
    EARLY_TOO_LONG,
)


class AgreementRefused(ValueError):
    """An agreement that could not raise an alarm. `code` is one of `REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed: when to be heard from, and who is called in which order.

    `first_due` (aware) is the first agreed time, `every_minutes` the interval after it (None: one
    check-in only), `ends` an aware moment at or after which nothing more is due. A check-in up to
    `early_minutes` before a due time counts for it. The alarm is raised `grace_minutes` after the
    due time, and the next in `order` is called after each further `step_minutes`.
    Raises `AgreementRefused`.
    """

    first_due: datetime
    order: tuple[str, ...]
    every_minutes: int | None = None
    grace_minutes: int = 30
    step_minutes: int = 30
    early_minutes: int = 60
    ends: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse an agreement under which a silence could go unheard."""
        if self.first_due.tzinfo is None or (self.ends is not None and self.ends.tzinfo is None):
            raise AgreementRefused(NEEDS_TIME_ZONE)
        if not self.order or not all(who.strip() for who in self.order):
            raise AgreementRefused(NEEDS_SOMEONE_TO_CALL)
        if len(set(self.order)) != len(self.order):
            raise AgreementRefused(CALLED_TWICE)
        every = self.every_minutes
        least = min(self.grace_minutes, self.early_minutes)
        if self.step_minutes < 1 or least < 0 or (every is not None and every < 1):
            raise AgreementRefused(NEEDS_MINUTES)
        if every is not None and self.early_minutes >= every:
            raise AgreementRefused(EARLY_TOO_LONG)


@dataclass(frozen=True, slots=True)
class Deed:
    """Someone said, at `at` (aware), what they did about the silence. What is kept elsewhere."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """`whom` is to be called, as number `step` in the order (from 1), `since` that moment."""

    step: int
    whom: str
    since: datetime


def next_due(
    agreement: Agreement,
    checkins: Iterable[datetime],
    now: datetime,
    deeds: Iterable[Deed] = (),
) -> datetime | None:
    """The earliest agreed time that is still open at `now`; it may be past. None: nothing due.

    The last check-in settles every due time up to `early_minutes` after it. A deed settles the
    due times whose alarm had been raised when it was said; later ones are due again. Anything
    later than `now` is not heard yet.
    """
    grace = timedelta(minutes=agreement.grace_minutes)
    settled = [at + timedelta(minutes=agreement.early_minutes) for at in checkins if at <= now]
    settled += [deed.at - grace for deed in deeds if deed.at <= now]
    due = agreement.first_due
    if settled and due <= max(settled):
        if agreement.every_minutes is None:
            return None
        every = timedelta(minutes=agreement.every_minutes)
        due += every * ((max(settled) - due) // every + 1)
    return None if agreement.ends is not None and due >= agreement.ends else due


def alarms(
    agreement: Agreement,
    checkins: Iterable[datetime],
    now: datetime,
    deeds: Iterable[Deed] = (),
) -> tuple[Alarm, ...]:
    """Everyone who is to be called at `now`, in the agreed order; empty when nobody is.

    Being heard from, or someone saying what they did, ends the alarm. Once the order is through,
    all stay called.
    """
    due = next_due(agreement, checkins, now, deeds)
    if due is None:
        return ()
    raised = due + timedelta(minutes=agreement.grace_minutes)
    step = timedelta(minutes=agreement.step_minutes)
    called = (
        Alarm(number + 1, whom, raised + number * step)
        for number, whom in enumerate(agreement.order)
    )
    return tuple(alarm for alarm in called if alarm.since <= now)
