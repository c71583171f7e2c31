"""The sealed shapes of relocation: who partners are, what they ask, and what was handed in.

Shapes only. Whatever tells who a partner is, or could (a visa's number, a city of arrival), is
sealed to `partners`; what is about the person alone is sealed to the case's compartment.
"""

from datetime import date

import msgspec


class ContactPerson(msgspec.Struct, frozen=True):
    """Somebody at the partner, and how to reach them."""

    name: str
    role: str = ""
    channel: str = ""


class PartnerIdentity(msgspec.Struct, frozen=True):
    """Who stands behind a cover name. `country` is the country that takes people in."""

    name: str
    country: str = ""
    contacts: tuple[ContactPerson, ...] = ()
    note: str = ""


class PartnerTerms(msgspec.Struct, frozen=True):
    """What a partner asks of everybody it takes."""

    conditions: str = ""
    exclusions: str = ""
    disclosure: str = ""  # what may be said about this help, to whom, and when
    languages: tuple[str, ...] = ()


class PaperRule(msgspec.Struct, frozen=True):
    """One paper of a dossier. `code` is one of dossier.PAPERS.

    `valid_days` must still be left on the day of entry (or after the stay); `newer_than_days` is
    the greatest age; `copies` how many; `each` whether every person needs one.
    """

    code: str
    valid_days: int = 0
    newer_than_days: int = 0
    copies: int = 1
    each: bool = True
    note: str = ""


class RouteTerms(msgspec.Struct, frozen=True):
    """One way in: on what basis, where to apply, how long it takes, which papers."""

    legal_basis: str  # a code of stages.LegalBasis
    post: str = ""  # where applications are handed in
    must_be: str = "anywhere"  # a code of stages.MustBe
    lead_days_min: int | None = None
    lead_days_usual: int | None = None
    lead_days_max: int | None = None
    conditions: str = ""
    papers: tuple[PaperRule, ...] = ()


class PlaceConditions(msgspec.Struct, frozen=True):
    """What holds for these places only. `needs` are codes of places.NEEDS."""

    conditions: str = ""
    needs: tuple[str, ...] = ()


class ContactNote(msgspec.Struct, frozen=True):
    """One contact with a partner: with whom, what was said, what was promised."""

    who: str
    said: str
    promised: str = ""


class Reason(msgspec.Struct, frozen=True):
    """Why something was done. Never names a partner."""

    text: str


class ConsentText(msgspec.Struct, frozen=True):
    """What a person agreed to: for what purpose, what is passed on, in whose words."""

    purpose: str
    scope: str
    given_by: str = ""


class Checklist(msgspec.Struct, frozen=True):
    """The papers one application needs; `brought` are codes somebody has seen by eye."""

    papers: tuple[PaperRule, ...]
    from_partner: bool = False
    brought: tuple[str, ...] = ()


class DecisionText(msgspec.Struct, frozen=True):
    """What the partner gave as its reason, and who was included when not all were."""

    reason: str
    included: str = ""


class VisaDetails(msgspec.Struct, frozen=True):
    """A visa, permit or travel document: number and exact validity."""

    number: str
    valid_from: date | None
    valid_until: date
    entries: str = ""
    note: str = ""


class Leg(msgspec.Struct, frozen=True):
    """One leg of a journey: from where to where, on which day, by what, with whom."""

    start: str
    end: str
    on: date | None = None
    by: str = ""
    reference: str = ""
    escort: str = ""


class JourneyPlan(msgspec.Struct, frozen=True):
    """The legs of one journey, and what to know on the way."""

    legs: tuple[Leg, ...] = ()
    note: str = ""


class FilingNote(msgspec.Struct, frozen=True):
    """What was filed after arrival, where, and under which number."""

    text: str
