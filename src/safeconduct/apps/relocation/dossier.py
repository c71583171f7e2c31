"""Which papers an application still misses, and until when a passport allows entry.

Pure: rules and papers in, findings out; reads no table, no clock and no key. The rules seen in
practice are DEFAULT; each way in may have its own. Figures are those of the partners' own lists
(a passport valid 90 days after entry and no older than ten years, two blank pages, photographs no
older than six months): check the partner's list before relying on one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.relocation.records import PaperRule

PAPERS = {
    "travel_passport": _("Travel passport"),
    "photos": _("Photographs 35 × 45 mm"),
    "form": _("Application form, signed"),
    "declaration": _("Declaration, signed"),
    "translations": _("Certified translations and copies"),
    "statement": _("Statement of persecution"),
    "proof_of_danger": _("Proof of the danger"),
    "referral": _("Referral letter"),
    "criminal_record": _("Criminal record certificate"),
    "medical": _("Medical certificate"),
    "custody_consent": _("Consent of the other parent or guardian"),
    "lodging": _("Proof of lodging or insurance"),
    "exit_permission": _("Permission to leave"),
}

DEFAULT = (
    PaperRule("travel_passport", valid_days=90, newer_than_days=3652),
    PaperRule("photos", newer_than_days=183, copies=3),
    PaperRule("form"),
    PaperRule("statement", each=False),
    PaperRule("proof_of_danger", each=False),
    PaperRule("referral", each=False),
)

#: Codes of findings, in words.
FINDINGS = {
    "there": _("there"),
    "missing": _("missing"),
    "too_few": _("not enough for everybody"),
    "ends_too_early": _("expires too early"),
    "too_old": _("too old"),
    "no_date": _("there, but its dates are not known"),
}


@dataclass(frozen=True)
class Held:
    """A paper of the case that somebody has in hand. Dates are None where not known."""

    code: str
    issued: date | None = None
    expires: date | None = None


@dataclass(frozen=True)
class Finding:
    """How one rule stands. `enter_by` is the last day of entry that the rule allows."""

    rule: PaperRule
    code: str
    enter_by: date | None = None

    @property
    def missing(self) -> bool:
        """Whether somebody still has to get this paper."""
        return self.code != "there"


def last_entry(rule: PaperRule, held: Iterable[Held]) -> date | None:
    """The last day of entry for which every held paper still has `rule.valid_days` left."""
    ends = [paper.expires - timedelta(days=rule.valid_days) for paper in held if paper.expires]
    return min(ends, default=None)


def finding(
    rule: PaperRule, held: Sequence[Held], *, persons: int, entry: date, brought: bool
) -> Finding:
    """How one rule stands for a household that would enter on `entry`.

    `brought` says that somebody has looked at the paper itself: then only dates can speak
    against it.
    """
    mine = [paper for paper in held if paper.code == rule.code]
    enter_by = last_entry(rule, mine) if rule.valid_days else None
    if not mine:
        return Finding(rule, "there" if brought else "missing")
    if enter_by is not None and enter_by < entry:
        return Finding(rule, "ends_too_early", enter_by)
    if rule.newer_than_days and any(
        paper.issued and paper.issued < entry - timedelta(days=rule.newer_than_days)
        for paper in mine
    ):
        return Finding(rule, "too_old", enter_by)
    if brought:
        return Finding(rule, "there", enter_by)
    if rule.each and len(mine) < persons:
        return Finding(rule, "too_few", enter_by)
    if rule.valid_days and any(paper.expires is None for paper in mine):
        return Finding(rule, "no_date", enter_by)
    return Finding(rule, "there", enter_by)


def look_through(
    rules: Sequence[PaperRule],
    held: Sequence[Held],
    *,
    persons: int,
    entry: date,
    brought: Iterable[str] = (),
) -> list[Finding]:
    """Every rule with how it stands, in the rules' own order."""
    seen = set(brought)
    return [
        finding(rule, held, persons=persons, entry=entry, brought=rule.code in seen)
        for rule in rules
    ]


def enter_by(findings: Iterable[Finding]) -> date | None:
    """The last day of entry that all findings together allow."""
    return min((f.enter_by for f in findings if f.enter_by), default=None)
