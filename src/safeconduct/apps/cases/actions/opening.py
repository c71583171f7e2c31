"""Opening a case, saying what it is about, and giving it to somebody."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access, danger, policies
from safeconduct.apps.cases.actions.danger import assess_danger
from safeconduct.apps.cases.models import Case, Numbering, Person, StageMove
from safeconduct.apps.cases.records import CaseSummary, Identity
from safeconduct.apps.cases.stages import Stage
from safeconduct.apps.team.access import compartment_held, need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.roles import Standing
from safeconduct.apps.vault.sealing import seal

MOST_PEOPLE = 8


@action
def open_case(
    actor: Actor,
    *,
    people: int,
    summary: CaseSummary,
    language: str = "",
    answers: Mapping[str, str | list[str]] | None = None,
    persons: Sequence[Identity] = (),
) -> Case:
    """Open a case for a household of `people` persons; identities may follow later.

    With `answers` the danger is assessed at once. Without, the case has no band and weighs as
    much as one about which nothing is known. Raises Refused, Http404.
    """
    need(actor, "work_cases")
    compartment = compartment_held(actor, Standing.CASEWORK)
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused("one_to_eight", _("A case has one to eight people. Open two cases for more."))
    if len(persons) > people:
        raise Refused("more_persons", _("More people are described than the case has."))
    policies.check_text(summary.text)
    day = today()
    case = Case(
        code=_next_code(),
        compartment_id=compartment.pk,
        stage=Stage.ACCEPTED,
        stage_since=day,
        weight=danger.unassessed(day).weight,
        look_again_on=day,
        opened_on=day,
        people=people,
        owner_id=actor.member.pk,
    )
    if language:
        summary = msgspec.structs.replace(summary, language=language)
    seal(case, "summary", summary, actor)
    case.save(force_insert=True)
    for place in range(people):
        person = Person(case=case, compartment_id=case.compartment_id, ordinal=place + 1)
        if place < len(persons):
            seal(person, "identity", persons[place], actor)
        person.save(force_insert=True)
    StageMove.objects.create(
        case=case,
        compartment_id=case.compartment_id,
        place=0,
        new=Stage.ACCEPTED,
        moved_on=day,
        moved_by_id=actor.member.pk,
    )
    record(actor, "open_case", case, case=case.id, details={"people": people})
    if answers:
        assess_danger(actor, case.id, answers=answers)
        case.refresh_from_db()
    return case


def _next_code() -> str:
    """The next code, such as K-0042. The row stays locked until the transaction ends."""
    numbering = Numbering.objects.select_for_update().filter(pk=1).first()
    if numbering is None:
        numbering = Numbering.objects.create(pk=1, last=0)
    numbering.last += 1
    numbering.save(update_fields=("last",))
    return f"K-{numbering.last:04d}"


@action
def change_summary(actor: Actor, case_id: UUID, *, summary: CaseSummary) -> Case:
    """Say anew what the case is about, how to reach the people, and what never to do."""
    case = access.case_for_change(actor, case_id)
    policies.check_text(summary.text)
    seal(case, "summary", summary, actor)
    case.save(update_fields=("summary", "summary_version"))
    record(actor, "change_summary", case, case=case.id)
    return case


@action
def hand_case(actor: Actor, case_id: UUID, *, owner: UUID | None) -> Case:
    """Give the case to a member who can open it, or to nobody."""
    case = access.case_for_change(actor, case_id)
    case.owner_id = policies.check_worker(case, owner) if owner else None
    case.save(update_fields=("owner",))
    record(actor, "hand_case", case, case=case.id, details={"to": str(owner) if owner else None})
    return case
