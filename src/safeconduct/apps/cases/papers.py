"""What state a paper is in, and when it needs attention. Pure: dates in, dates and states out.

The exact expiry is sealed; the month in which somebody must look is not.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class PaperState(StrEnum):
    """From a paper somebody lacks to one that has run out."""

    MISSING = "missing"
    REQUESTED = "requested"
    HELD = "held"
    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"


STATE_NAMES = {
    PaperState.MISSING: _("missing"),
    PaperState.REQUESTED: _("asked for"),
    PaperState.HELD: _("held, not checked"),
    PaperState.VALID: _("valid"),
    PaperState.EXPIRING: _("runs out soon"),
    PaperState.EXPIRED: _("run out"),
}

KIND_NAMES = {
    "travel_passport": _("travel passport"),
    "internal_passport": _("internal passport"),
    "birth_certificate": _("birth certificate"),
    "marriage_certificate": _("marriage or divorce certificate"),
    "custody_consent": _("consent of the other parent"),
    "photos": _("photographs"),
    "medical": _("medical certificate"),
    "criminal_record": _("criminal record certificate"),
    "proof_of_danger": _("proof of danger"),
    "visa": _("visa"),
    "other": _("other paper"),
}

#: Days before the end at which a kind of paper needs attention. A passport must outlast a visa.
LEAD_DAYS: Mapping[str, int] = {"travel_passport": 180, "internal_passport": 90, "visa": 30}
LEAD_DAYS_OTHERWISE = 30

#: States somebody chooses; the other two follow from the expiry.
CHOSEN = (PaperState.MISSING, PaperState.REQUESTED, PaperState.HELD, PaperState.VALID)


def state_name(state: str) -> str:
    """A state in the reader's language. Raises ValueError for a code that is none."""
    return str(STATE_NAMES[PaperState(state)])


def kind_name(kind: str) -> str:
    """A kind of paper in the reader's language; a kind nobody listed is shown as it is."""
    return str(KIND_NAMES.get(kind, kind))


def attention_on(kind: str, expires: date) -> date:
    """The day on which a paper that ends at `expires` first needs attention."""
    return expires - timedelta(days=LEAD_DAYS.get(kind, LEAD_DAYS_OTHERWISE))


def attention_month(state: str, kind: str, expires: date | None) -> date | None:
    """The first day of the month in which the paper needs attention; None: it never does."""
    if expires is None or state in {PaperState.MISSING, PaperState.REQUESTED}:
        return None
    return attention_on(kind, expires).replace(day=1)


def state_on(state: str, kind: str, expires: date | None, day: date) -> PaperState:
    """The state on a day, from what was chosen and the expiry. Only a held paper runs out."""
    chosen = PaperState(state)
    if chosen in {PaperState.MISSING, PaperState.REQUESTED} or expires is None:
        return PaperState.VALID if chosen in {PaperState.EXPIRING, PaperState.EXPIRED} else chosen
    if expires < day:
        return PaperState.EXPIRED
    if attention_on(kind, expires) <= day:
        return PaperState.EXPIRING
    return PaperState.VALID if chosen in {PaperState.EXPIRING, PaperState.EXPIRED} else chosen
