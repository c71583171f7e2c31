"""Papers of the household: which they have, which they lack, and when one runs out."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access
from safeconduct.apps.cases.models import Case, Paper, Person
from safeconduct.apps.cases.papers import CHOSEN, PaperState, attention_month, state_on
from safeconduct.apps.cases.records import PaperDetails
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal


@action
def add_paper(
    actor: Actor,
    case_id: UUID,
    *,
    details: PaperDetails,
    state: str = PaperState.MISSING.value,
    person: UUID | None = None,
) -> Paper:
    """Put a paper on the case: one that is there or one that is needed. Raises Refused, Http404.

    The expiry is sealed; only the month in which somebody must look again is not.
    """
    case = access.case_for_change(actor, case_id)
    paper = Paper(case=case, compartment_id=case.compartment_id)
    _write(actor, case, paper, details, state, person)
    paper.save(force_insert=True)
    record(actor, "add_paper", paper, case=case.id, details={"state": paper.state})
    return paper


@action
def change_paper(
    actor: Actor, paper_id: UUID, *, details: PaperDetails, state: str, person: UUID | None = None
) -> Paper:
    """Change what is known of a paper, or its state. Raises Refused, Http404."""
    case, paper = access.part_for_change(actor, Paper, paper_id)
    old = paper.state
    _write(actor, case, paper, details, state, person)
    paper.save()
    record(actor, "change_paper", paper, case=case.id, details={"from": old, "to": paper.state})
    return paper


def _write(
    actor: Actor, case: Case, paper: Paper, details: PaperDetails, state: str, person: UUID | None
) -> None:
    """Check and fill a paper's row."""
    if state not in CHOSEN:
        raise Refused("no_state", _("Choose one of the listed states."))
    if not details.kind.strip():
        raise Refused("no_kind", _("Say what kind of paper this is."))
    if details.issued and details.expires and details.expires < details.issued:
        raise Refused("ends_before", _("The paper would end before it was issued. Check both."))
    if person is not None and not Person.objects.filter(case=case, pk=person).exists():
        raise Refused("who", _("Choose a person of this case."))
    day = today()
    now_in = state_on(state, details.kind, details.expires, day)
    if paper.state != now_in or not paper.details_version:
        paper.state, paper.state_since = now_in, day
    paper.person_id = person
    paper.attention_month = attention_month(now_in, details.kind, details.expires)
    seal(paper, "details", details, actor)
