"""What happens to people in hiding: placed, moved, gone; and sheltered when they cannot wait.

Locks are taken in one order everywhere: case, flat, stay or release, and last the audit chain.
"""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access as cases
from safeconduct.apps.shelter import access, policies, staying
from safeconduct.apps.shelter.models import EmergencyAsk, Stay
from safeconduct.apps.shelter.records import Reason
from safeconduct.apps.shelter.releasing import withdraw_untold
from safeconduct.apps.team.access import check_here, need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal

#: Why a stay can end; `moved` is only written by a move.
ENDED_WHY = ("departed", "own_place", "left", "lost_contact", "deceased", "mistake")


@action
def place_in_flat(
    actor: Actor, case_id: UUID, flat_id: UUID, *, beds: int | None = None, on: date | None = None
) -> Stay:
    """Give an accepted and cleared case its beds in a flat, from the night of `on`.

    `beds` is one for each person unless said otherwise (children may share). An accepted case
    becomes sheltered. Raises Refused when not cleared, already hidden, or without room.
    """
    need(actor, "keep_flats")
    case = cases.case_for_change(actor, case_id)
    policies.check_cleared(case.vetting)
    stay = staying.begin(actor, case, flat_id, beds=beds, on=on)
    staying.now_sheltered(actor, case)
    record(actor, "place_in_flat", stay, case=case.id, details=staying.said(stay))
    return stay


@action
def move_to_flat(
    actor: Actor, case_id: UUID, flat_id: UUID, *, beds: int | None = None, on: date | None = None
) -> Stay:
    """End where they are and begin in another flat, in one step. Returns the new stay.

    The same flat is possible too, with another number of beds. Raises Refused.
    """
    need(actor, "keep_flats")
    case = cases.case_for_change(actor, case_id)
    policies.check_not_stopped(case.vetting)
    old = access.current_stay_for_change(case.id)
    if old is None:
        raise Refused("not_hidden", _("They have no bed yet. Place them in a flat first."))
    on = on or today()
    policies.check_day(on, not_before=old.from_on)
    if old.flat_id == flat_id and (case.people if beds is None else beds) == old.beds:
        raise Refused("already_there", _("They are in this flat already. Choose another one."))
    staying.end(actor, old, on, "moved")
    stay = staying.begin(actor, case, flat_id, beds=beds, on=on, hidden_since=old.hidden_since)
    if old.flat_id != flat_id:
        withdraw_untold(actor, old.flat, case.id)
    details = {**staying.said(stay), "from_flat": str(old.flat_id)}
    record(actor, "move_to_flat", stay, case=case.id, details=details)
    return stay


@action
def end_stay(actor: Actor, case_id: UUID, *, why: str = "departed", on: date | None = None) -> Stay:
    """They are not in the flat any more from the morning of `on`. Their beds are free again.

    `why` is one of ENDED_WHY. Whoever works the case may say so; it tells nothing of the flat.
    """
    need(actor, "see_beds")
    case = cases.case_for_change(actor, case_id)
    stay = access.current_stay_for_change(case.id)
    if stay is None:
        raise Refused("not_hidden", _("They have no bed with us now; there is nothing to end."))
    if why not in ENDED_WHY:
        raise Refused("bad_reason", _("Choose one of the reasons in the list."))
    on = on or today()
    policies.check_day(on, not_before=stay.from_on)
    staying.end(actor, stay, on, why)
    withdraw_untold(actor, stay.flat, case.id)
    details = {"flat": str(stay.flat_id), "why": why, "until": on.isoformat()}
    record(actor, "end_stay", stay, case=case.id, details=details)
    return stay


@action
def ask_emergency_shelter(actor: Actor, case_id: UUID, *, reason: Reason) -> EmergencyAsk:
    """Say that a case cannot wait for two people to clear it. A second member must confirm."""
    need(actor, "see_beds")
    case = cases.case_for_change(actor, case_id)
    policies.check_needs_a_bed(case.stage)
    policies.check_not_stopped(case.vetting)
    if case.vetting == policies.CLEARED:
        raise Refused("cleared", _("Two people have cleared this case: place them right away."))
    if access.current_stay(case.id) is not None:
        raise Refused("already_hidden", _("They already have a bed."))
    policies.check_no_open_ask(case.id)
    ask = EmergencyAsk(
        case=case, compartment_id=case.compartment_id, asked_by=actor.member, asked_on=today()
    )
    seal(ask, "reason", reason, actor)
    ask.save(force_insert=True)
    record(actor, "ask_emergency_shelter", ask, case=case.id)
    return ask


@action
def withdraw_emergency_ask(actor: Actor, case_id: UUID) -> EmergencyAsk:
    """They can wait after all, or it was a mistake."""
    need(actor, "see_beds")
    case = cases.case_for_change(actor, case_id)
    ask = _ask_to_answer(case.id)
    ask.withdrawn_by, ask.withdrawn_on = actor.member, today()
    ask.save(update_fields=("withdrawn_by", "withdrawn_on"))
    record(actor, "withdraw_emergency_ask", ask, case=case.id)
    return ask


def _ask_to_answer(case_id: UUID) -> EmergencyAsk:
    """The emergency that waits for a second member. Raises Refused when there is none."""
    ask = access.open_ask(case_id)
    if ask is None:
        raise Refused(
            "not_asked",
            _("Nobody has asked for an emergency yet. Ask first; a second member confirms it."),
        )
    return ask


@action
def shelter_in_emergency(
    actor: Actor, case_id: UUID, flat_id: UUID, *, beds: int | None = None, on: date | None = None
) -> Stay:
    """Confirm as the second member that a case cannot wait, and give it its beds.

    Refused to whoever asked, and for a case whose check is on hold.
    """
    need(actor, "keep_flats")
    case = cases.case_for_change(actor, case_id)
    policies.check_not_stopped(case.vetting)
    ask = _ask_to_answer(case.id)
    policies.check_second_person(actor.member.pk, ask.asked_by_id)
    check_here(ask.asked_by_id)
    stay = staying.begin(actor, case, flat_id, beds=beds, on=on)
    ask.confirmed_by, ask.confirmed_on = actor.member, today()
    ask.save(update_fields=("confirmed_by", "confirmed_on"))
    staying.now_sheltered(actor, case)
    details = {**staying.said(stay), "asked_by": str(ask.asked_by_id)}
    record(actor, "shelter_in_emergency", stay, case=case.id, details=details)
    return stay
