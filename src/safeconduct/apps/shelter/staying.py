"""Beginning and ending a stay, the same for every way in which it comes about.

Called within actions, with the case locked; locks the flat. Writes no audit event of its own.
"""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Detail, Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.actions import move_stage
from safeconduct.apps.shelter import access, policies
from safeconduct.apps.shelter.models import Stay
from safeconduct.apps.team.actor import Actor

if TYPE_CHECKING:
    from safeconduct.apps.cases.models import Case


def said(stay: Stay) -> dict[str, Detail]:
    """What the audit chain keeps of a stay: codes, counts and days."""
    return {"flat": str(stay.flat_id), "beds": stay.beds, "from": stay.from_on.isoformat()}


def now_sheltered(actor: Actor, case: "Case") -> None:
    """An accepted case that has a bed is a sheltered one; later stages stay as they are."""
    if case.stage == "accepted":
        move_stage(actor, case.id, to="sheltered")


def begin(
    actor: Actor,
    case: "Case",
    flat_id: UUID,
    *,
    beds: int | None,
    on: date | None,
    hidden_since: date | None = None,
) -> Stay:
    """Check everything that holds for any new stay, and write it. The case is locked."""
    policies.check_needs_a_bed(case.stage)
    beds = case.people if beds is None else beds
    on = on or today()
    flat = access.locked_flat(flat_id)
    policies.check_flat_takes_people(flat)
    policies.check_day(on, not_before=flat.opened_on)
    policies.check_beds_asked(beds, case.people)
    if access.current_stay(case.id) is not None:
        raise Refused(
            "already_hidden", _("They already have a bed. Move them instead of placing them.")
        )
    last = Stay.objects.filter(case=case.id).order_by("-until").first()
    policies.check_day(on, not_before=last.until if last else None)
    policies.check_room(flat, beds, on)
    return Stay.objects.create(
        case=case,
        flat=flat,
        beds=beds,
        from_on=on,
        hidden_since=hidden_since or on,
        placed_by=actor.member,
    )


def end(actor: Actor, stay: Stay, on: date, why: str) -> None:
    """Write the end of a stay."""
    stay.until, stay.ended_by, stay.ended_why = on, actor.member, why
    stay.save(update_fields=("until", "ended_by", "ended_why"))
