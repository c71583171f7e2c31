"""The first page of a case: who it is about, what they need, what is due, what to do next."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases.models import BandProposal, Case
from safeconduct.apps.cases.queries.frame import silent_now
from safeconduct.apps.cases.records import CaseSummary, Identity, NeedText, Reason, TaskText
from safeconduct.apps.cases.stages import IN_DANGER, OPEN, Stage, Vetting, stage_name, vetting_name
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed


@dataclass(frozen=True)
class PersonRow:
    """One of the household."""

    id: UUID
    ordinal: int
    identity: Identity | Sealed | None
    evacuated_on: date | None
    left_country_on: date | None


@dataclass(frozen=True)
class NeedRow:
    """Something people need."""

    id: UUID
    text: NeedText | Sealed | None
    raised_on: date
    days: int


@dataclass(frozen=True)
class TaskRow:
    """Something to do; `late_days` is below 0 while there is time."""

    id: UUID
    text: TaskText | Sealed | None
    due_on: date
    late_days: int
    owner: str


@dataclass(frozen=True)
class Step:
    """A change of stage or vetting, with its reason."""

    on: date
    by: str
    old: str
    new: str
    reason: Reason | Sealed | None


@dataclass(frozen=True)
class Next:
    """Something to do next, and where. `tone` is emergency, urgent or nothing."""

    sentence: str
    url: str
    tone: str = ""


@dataclass(frozen=True)
class Overview:
    """The first page of a case."""

    summary: CaseSummary | Sealed | None
    persons: list[PersonRow]
    needs: list[NeedRow]
    needs_met: int
    tasks: list[TaskRow]
    next_due_at: datetime | None
    overdue: bool
    stage_steps: list[Step]
    vetting_steps: list[Step]
    to_do: list[Next]


def overview(actor: Actor, case: Case) -> Overview:
    """The first page of a case, opened for an actor whom `access` let through."""
    day = today()
    persons = [
        PersonRow(
            person.id,
            person.ordinal,
            open_sealed(actor, person, "identity", Identity),
            person.evacuated_on,
            person.left_country_on,
        )
        for person in case.persons.all()
    ]
    needs = [
        NeedRow(
            need.id,
            open_sealed(actor, need, "text", NeedText),
            need.raised_on,
            (day - need.raised_on).days,
        )
        for need in case.needs.filter(met_on__isnull=True).order_by("raised_on", "id")
    ]
    tasks = [
        TaskRow(
            task.id,
            open_sealed(actor, task, "text", TaskText),
            task.due_on,
            (day - task.due_on).days,
            task.owner.name if task.owner else "",
        )
        for task in case.tasks.filter(done_on__isnull=True)
        .select_related("owner")
        .order_by("due_on", "id")[:5]
    ]
    agreement = case.agreements.filter(ended_on__isnull=True).first()
    due_at = agreement.next_due_at if agreement else None
    return Overview(
        summary=open_sealed(actor, case, "summary", CaseSummary),
        persons=persons,
        needs=needs,
        needs_met=case.needs.filter(met_on__isnull=False).count(),
        tasks=tasks,
        next_due_at=due_at,
        overdue=due_at is not None and due_at < now(),
        stage_steps=[
            Step(
                move.moved_on,
                move.moved_by.name,
                stage_name(move.old) if move.old else "",
                stage_name(move.new),
                open_sealed(actor, move, "reason", Reason),
            )
            for move in case.moves.select_related("moved_by").order_by("-place")
        ],
        vetting_steps=[
            Step(
                move.moved_on,
                move.moved_by.name,
                vetting_name(move.old),
                vetting_name(move.new),
                open_sealed(actor, move, "reason", Reason),
            )
            for move in case.vetting_moves.select_related("moved_by").order_by("-place")
        ],
        to_do=to_do(actor, case, persons, agreed=agreement is not None),
    )


def to_do(actor: Actor, case: Case, persons: list[PersonRow], *, agreed: bool) -> list[Next]:
    """What this case asks for next, the most pressing first. Nothing once it has ended."""
    if case.stage not in OPEN:
        return []
    day = today()

    def url(name: str) -> str:
        return reverse(name, args=[case.id])

    found: list[Next] = []
    if silent_now(case):
        found.append(
            Next(
                _("Somebody is silent: call, then say what was done."),
                url("case_checkins"),
                "emergency",
            )
        )
    if case.stage == Stage.COMPROMISED:
        found.append(
            Next(
                _("The hunter may know. Move them before anything else."),
                url("move_stage"),
                "emergency",
            )
        )
    if not case.band:
        found.append(Next(_("Assess the danger."), url("case_danger"), "urgent"))
    elif case.stage in IN_DANGER and case.look_again_on and case.look_again_on <= day:
        found.append(Next(_("Look at the danger again."), url("case_danger"), "urgent"))
    waiting = BandProposal.objects.filter(
        case=case, confirmed_by__isnull=True, ended_on__isnull=True
    ).exclude(proposed_by=actor.member.pk)
    if waiting.exists():
        found.append(
            Next(_("Another band waits for you as second person."), url("case_danger"), "urgent")
        )
    if case.vetting == Vetting.CORROBORATED and case.first_clearer_id not in {
        None,
        actor.member.pk,
    }:
        found.append(
            Next(_("Clearing these people waits for you as second person."), url("move_vetting"))
        )
    if case.owner_id is None:
        found.append(Next(_("Nobody works this case: give it to somebody."), url("hand_case")))
    if not agreed:
        found.append(Next(_("Agree on check-ins."), url("agree_checkins")))
    if any(person.identity is None for person in persons):
        found.append(Next(_("Write down who the people are."), url("see_case") + "#people"))
    if case.vetting == Vetting.UNSEEN:
        found.append(Next(_("Check who they are."), url("move_vetting")))
    if not case.papers.exists():
        found.append(Next(_("Write down which papers they have."), url("case_papers")))
    elif case.papers.filter(attention_month__lte=day).exists():
        found.append(Next(_("A paper runs out: look at the papers."), url("case_papers"), "urgent"))
    return found
