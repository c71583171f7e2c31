"""The danger page of a case: the band, the rule that gave it, why, and what would make it surer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import danger_words
from safeconduct.apps.cases.models import Assessment, BandProposal, Case
from safeconduct.apps.cases.records import Assessed, Reason
from safeconduct.apps.cases.stages import IN_DANGER
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed


@dataclass(frozen=True)
class Explained:
    """An assessment in words, ready for the page."""

    rule: str
    also: list[str]
    reasons: list[str]
    held_down_by: list[str]
    modifiers: list[str]
    percent: int
    missing: list[str]
    could_be: str
    could_be_worse: bool
    sooner_if: list[str]
    act_within_hours: int | None
    place_within_days: int | None
    note: str


@dataclass(frozen=True)
class AssessmentRow:
    """One assessment of the history."""

    id: UUID
    made_on: date
    made_by: str
    band: str
    weight: int
    look_again_on: date
    rules_version: str
    rule: str


@dataclass(frozen=True)
class ProposalRow:
    """Another band than the rules gave: waiting, standing or over."""

    id: UUID
    band: str
    reason: Reason | Sealed | None
    proposed_by: str
    proposed_on: date
    confirmed_by: str
    confirmed_on: date | None
    ended_on: date | None
    mine: bool


@dataclass(frozen=True)
class DangerPage:
    """`sealed` names the compartment when the newest assessment may not be read."""

    explained: Explained | None
    sealed: str
    newest: AssessmentRow | None
    history: list[AssessmentRow]
    waiting: ProposalRow | None
    standing: ProposalRow | None
    past: list[ProposalRow]
    look_again_late: bool


def explained(said: Assessed) -> Explained:
    """Codes into sentences of the reader's language."""
    rules, modifiers, sooner = (
        danger_words.RULES,
        danger_words.MODIFIERS,
        danger_words.SOONER,
    )
    return Explained(
        rule=str(rules.get(said.sentence, said.sentence)),
        also=[str(rules.get(code, code)) for code in said.also_fired],
        reasons=[danger_words.answered(code) for code in said.reasons],
        held_down_by=[danger_words.answered(code) for code in said.held_down_by],
        modifiers=[str(modifiers.get(code, code)) for code in said.modifiers],
        percent=said.percent,
        missing=[danger_words.question(code) for code in said.missing],
        could_be=said.could_be,
        could_be_worse=said.could_be != said.band,
        sooner_if=[str(sooner.get(code, code)) for code in said.sooner_if],
        act_within_hours=said.act_within_hours,
        place_within_days=said.place_within_days,
        note=said.note,
    )


def danger_page(actor: Actor, case: Case) -> DangerPage:
    """Everything about the danger of a case whom `access` let this actor reach."""
    rows = list(case.assessments.select_related("made_by").order_by("-place")[:50])
    said = open_sealed(actor, rows[0], "said", Assessed) if rows else None
    history = [_row(row, said if place == 0 else None) for place, row in enumerate(rows)]
    proposals = [
        _proposal(actor, row)
        for row in BandProposal.objects.filter(case=case)
        .select_related("proposed_by", "confirmed_by")
        .order_by("-proposed_on", "id")[:50]
    ]
    over = [p for p in proposals if p.ended_on is not None]
    alive = [p for p in proposals if p.ended_on is None]
    return DangerPage(
        explained=explained(said) if isinstance(said, Assessed) else None,
        sealed=said.compartment if isinstance(said, Sealed) else "",
        newest=history[0] if history else None,
        history=history,
        waiting=next((p for p in alive if p.confirmed_on is None), None),
        standing=next((p for p in alive if p.confirmed_on is not None), None),
        past=over,
        look_again_late=case.stage in IN_DANGER
        and case.look_again_on is not None
        and case.look_again_on <= today(),
    )


def _row(row: Assessment, said: Assessed | Sealed | None) -> AssessmentRow:
    rule = danger_words.RULES.get(said.sentence, "") if isinstance(said, Assessed) else ""
    return AssessmentRow(
        row.id,
        row.made_on,
        row.made_by.name,
        row.band,
        row.weight,
        row.look_again_on,
        row.rules_version,
        str(rule),
    )


def _proposal(actor: Actor, row: BandProposal) -> ProposalRow:
    return ProposalRow(
        row.id,
        row.band,
        open_sealed(actor, row, "reason", Reason),
        row.proposed_by.name,
        row.proposed_on,
        row.confirmed_by.name if row.confirmed_by else "",
        row.confirmed_on,
        row.ended_on,
        row.proposed_by_id == actor.member.pk,
    )


def latest_answers(actor: Actor, case: Case) -> dict[str, str | list[str]]:
    """The answers of last time, to fill the form; empty when there are none or they are sealed."""
    row = case.assessments.order_by("-place").first()
    said = open_sealed(actor, row, "said", Assessed) if row else None
    if not isinstance(said, Assessed):
        return {}
    # A question nobody answered is shown open again, not as answered with "we do not know".
    return {code: given for code, given in said.answers.items() if given != ["unknown"]}
