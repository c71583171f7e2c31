"""The papers of a case, opened: what they have, what they lack, what runs out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import papers
from safeconduct.apps.cases.models import Case, Person
from safeconduct.apps.cases.records import Identity, PaperDetails
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed


@dataclass(frozen=True)
class PaperRow:
    """A paper. `days_left` until it runs out; below 0 afterwards; None when unknown."""

    id: UUID
    whose: str
    details: PaperDetails | Sealed | None
    kind: str
    state: str
    state_name: str
    attention: bool
    attention_month: date | None
    days_left: int | None


@dataclass(frozen=True)
class PapersPage:
    """The papers of a case: those that need attention first."""

    rows: list[PaperRow]


def papers_page(actor: Actor, case: Case) -> PapersPage:
    """Papers with their state as of today, which may be further than what was last chosen."""
    day = today()
    rows = []
    for paper in case.papers.select_related("person").order_by("person__ordinal", "id"):
        details = open_sealed(actor, paper, "details", PaperDetails)
        state, kind, left = paper.state, "", None
        if isinstance(details, PaperDetails):
            state = papers.state_on(paper.state, details.kind, details.expires, day)
            kind = papers.kind_name(details.kind)
            left = (details.expires - day).days if details.expires else None
        rows.append(
            PaperRow(
                paper.id,
                f"{case.code}/{paper.person.ordinal}" if paper.person else "",
                details,
                kind,
                state,
                papers.state_name(state),
                paper.attention_month is not None and paper.attention_month <= day,
                paper.attention_month,
                left,
            )
        )
    return PapersPage(sorted(rows, key=lambda row: (not row.attention, row.whose, row.kind)))


def people_choices(actor: Actor, case: Case) -> list[tuple[str, str]]:
    """The household as choices: the person's number, and the first name where it may be read."""
    found = []
    for person in Person.objects.filter(case=case):
        identity = open_sealed(actor, person, "identity", Identity)
        name = identity.names[0].text if isinstance(identity, Identity) and identity.names else ""
        found.append((str(person.pk), f"{case.code}/{person.ordinal} {name}".strip()))
    return found
