"""Moving a case from stage to stage, and vetting the people in it."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access, policies, stages
from safeconduct.apps.cases.models import Case, Person, StageMove, VettingMove
from safeconduct.apps.cases.records import Reason
from safeconduct.apps.cases.stages import Stage, Vetting
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal


@action
def move_stage(actor: Actor, case_id: UUID, *, to: str, reason: str = "") -> Case:
    """Move a case to another stage, by the table in `stages`; the reason is sealed.

    Steps aside, back and out need a reason. Counting of days hidden begins at `sheltered` and
    stops when the people leave or the case ends. Raises Refused, Http404.
    """
    case = access.case_for_change(actor, case_id)
    old = case.stage
    new = stages.check_move(old, to, reason)
    day = today()
    case.stage, case.stage_since = new, day
    _count_hiding(case, new, day)
    case.save(update_fields=("stage", "stage_since", "hidden_since", "hidden_until"))
    if new == Stage.DEPARTED:
        _date_departure(case, day)
    move = StageMove(
        case=case,
        compartment_id=case.compartment_id,
        place=StageMove.objects.filter(case=case).count(),
        old=old,
        new=new,
        moved_on=day,
        moved_by_id=actor.member.pk,
    )
    if reason.strip():
        seal(move, "reason", Reason(policies.check_text(reason)), actor)
    move.save(force_insert=True)
    record(actor, "move_stage", case, case=case.id, details={"from": old, "to": str(new)})
    return case


def _count_hiding(case: Case, new: Stage, day: date) -> None:
    if new == Stage.SHELTERED:
        case.hidden_since, case.hidden_until = case.hidden_since or day, None
    elif new in stages.HIDDEN or new in stages.ASIDE:
        return
    elif case.hidden_since is not None and case.hidden_until is None:
        case.hidden_until = max(day, case.hidden_since)


def _date_departure(case: Case, day: date) -> None:
    """A household that departs without saying who left: all of them, today."""
    if not Person.objects.filter(case=case, left_country_on__isnull=False).exists():
        Person.objects.filter(case=case).update(left_country_on=day)


@action
def move_vetting(actor: Actor, case_id: UUID, *, to: str, reason: str) -> Case:
    """Say how far the people are vetted, and on what grounds.

    `two_person_cleared` takes two members: the first call is remembered, the second one by
    another member clears. Any other step forgets a first clearing. Raises Refused, Http404.
    """
    case = access.case_for_change(actor, case_id)
    old = case.vetting
    new = stages.check_vetting(old, to)
    reason = policies.check_text(reason)
    day = today()
    half = False
    first = case.first_clearer_id
    if new == Vetting.TWO_PERSON_CLEARED and (first is None or not team.is_here(first)):
        # The word of somebody who had to go does not count: this member is the first.
        case.first_clearer_id, case.first_cleared_on, half = actor.member.pk, day, True
    elif new == Vetting.TWO_PERSON_CLEARED and first == actor.member.pk:
        raise Refused(
            "second_person", _("You cleared these people already. Ask a second member to do it.")
        )
    else:
        case.vetting = new
        if new != Vetting.TWO_PERSON_CLEARED:
            case.first_clearer_id = case.first_cleared_on = None
    case.save(update_fields=("vetting", "first_clearer", "first_cleared_on"))
    move = VettingMove(
        case=case,
        compartment_id=case.compartment_id,
        place=VettingMove.objects.filter(case=case).count() + 1,
        old=old,
        new=new,
        moved_on=day,
        moved_by_id=actor.member.pk,
    )
    seal(move, "reason", Reason(reason), actor)
    move.save(force_insert=True)
    record(
        actor,
        "move_vetting",
        case,
        case=case.id,
        details={"from": old, "to": str(new), "first_of_two": half},
    )
    return case
