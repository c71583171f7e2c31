"""From a case's papers to what an application still misses: rows, then `dossier`, then findings.

Answers None where a paper stays sealed to the member: a count from half of the papers would
mislead. Papers that somebody lacks or has only asked for do not count as held.
"""

from datetime import date

from safeconduct.apps.cases import queries as cases
from safeconduct.apps.cases.papers import PaperState
from safeconduct.apps.relocation.dossier import Finding, Held, look_through
from safeconduct.apps.relocation.models import Application
from safeconduct.apps.relocation.records import Checklist
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed

IN_HAND = (PaperState.HELD, PaperState.VALID, PaperState.EXPIRING, PaperState.EXPIRED)


def held_papers(actor: Actor, application: Application) -> list[Held] | None:
    """The case's papers that are in hand, opened; None when one of them stays sealed."""
    held = []
    for row in cases.papers_page(actor, application.case).rows:
        if isinstance(row.details, Sealed):
            return None
        if row.details is not None and row.state in IN_HAND:
            held.append(Held(row.details.kind, row.details.issued, row.details.expires))
    return held


def findings_for(
    actor: Actor, application: Application, checklist: Checklist, entry: date
) -> list[Finding] | None:
    """How every paper of the list stands for an entry on `entry`; None where papers are sealed."""
    held = held_papers(actor, application)
    if held is None:
        return None
    return look_through(
        checklist.papers,
        held,
        persons=application.persons,
        entry=entry,
        brought=checklist.brought,
    )
