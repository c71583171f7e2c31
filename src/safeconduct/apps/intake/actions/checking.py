"""Screening and vetting: is the request what it says, and who stands for that."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.stages import Vetting, check_vetting
from safeconduct.apps.intake import access, screening
from safeconduct.apps.intake.actions.writing import _note
from safeconduct.apps.intake.codes import Stage
from safeconduct.apps.intake.models import Plea, Screening
from safeconduct.apps.intake.records import ScreeningNote
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import erase, seal

#: Steps that have verbs of their own.
APART = frozenset({Vetting.TWO_PERSON_CLEARED, Vetting.HOLD_INFILTRATION})


@action
def screen_request(actor: Actor, plea_id: UUID, *, points: Mapping[str, tuple[str, str]]) -> int:
    """Answer points of the screening checklist: code → (yes, no or unknown; a note or nothing).

    Returns how many of all answers given so far are warnings. Raises Refused, Http404.
    """
    plea = access.plea_for_change(actor, plea_id)
    for code, (given, note) in points.items():
        if code not in screening.CODES or given not in screening.ANSWERS:
            raise Refused("no_point", _("Choose one of the answers."))
        row = Screening.objects.filter(plea=plea, item=code).first()
        row = row or Screening(plea=plea, item=code, compartment_id=plea.compartment_id)
        row.answer, row.by_id, row.on = given, actor.member.pk, today()
        if note.strip():
            seal(row, "note", ScreeningNote(note.strip()), actor)
        elif row.note is not None:
            erase(row, "note")
        row.save()
    given_so_far = Screening.objects.filter(plea=plea).values_list("item", "answer")
    warnings = sum(screening.warns(item, answer) for item, answer in given_so_far)
    record(
        actor,
        "screen_request",
        plea,
        details={"points": sorted(points), "warnings": warnings},
    )
    return warnings


@action
def vet_request(actor: Actor, plea_id: UUID, *, to: str, reason: str) -> Plea:
    """Say how sure we are of a request, and why; the reason is kept as a note.

    Clearing by two members and holding as infiltration have their own verbs. Raises Refused, 404.
    """
    plea = _vetted_here(actor, plea_id)
    if to in APART:
        raise Refused("own_verb", _("This step has a page of its own."))
    _vet(actor, plea, check_vetting(plea.vetting, to), reason, "vet_request")
    return plea


@action
def hold_infiltration(actor: Actor, plea_id: UUID, *, reason: str) -> Plea:
    """Put a request on hold because it may come from the hunter. Raises Refused, Http404."""
    plea = _vetted_here(actor, plea_id)
    new = check_vetting(plea.vetting, Vetting.HOLD_INFILTRATION)
    _vet(actor, plea, new, reason, "hold_infiltration")
    return plea


@action
def clear_two_person(actor: Actor, plea_id: UUID, *, reason: str) -> Plea:
    """Stand for a confirmed request. The first member's word waits for a second, other member.

    Raises Refused when the same member speaks twice, Http404.
    """
    plea = _vetted_here(actor, plea_id)
    new = check_vetting(plea.vetting, Vetting.TWO_PERSON_CLEARED)
    first = plea.cleared_first_by_id
    if first is None or not team.is_here(first):
        # Nobody stands for a request with the word of somebody who had to go.
        plea.cleared_first_by_id = actor.member.pk
        done = False
    elif first == actor.member.pk:
        raise Refused("second_person", _("You have cleared this request. A second member must."))
    else:
        plea.cleared_second_by_id = actor.member.pk
        plea.vetting = new
        done = True
    plea.save(update_fields=("vetting", "cleared_first_by", "cleared_second_by"))
    _note(actor, plea, reason)
    record(actor, "clear_two_person", plea, details={"complete": done})
    return plea


def _vetted_here(actor: Actor, plea_id: UUID) -> Plea:
    """A request whose vetting is still kept on the request itself."""
    plea = access.plea_for_change(actor, plea_id)
    if plea.case_id is not None:
        raise Refused("on_the_case", _("This request has a case. Go on with the vetting there."))
    if plea.stage == Stage.WITHDRAWN:
        raise Refused("withdrawn", _("The person has withdrawn everything."))
    return plea


def _vet(actor: Actor, plea: Plea, new: Vetting, reason: str, verb: str) -> None:
    """Take one step; whoever had cleared the request before must do so again."""
    old, plea.vetting = plea.vetting, new
    plea.cleared_first_by_id = plea.cleared_second_by_id = None
    plea.save(update_fields=("vetting", "cleared_first_by", "cleared_second_by"))
    _note(actor, plea, reason)
    record(actor, verb, plea, details={"from": old, "to": str(new)})
