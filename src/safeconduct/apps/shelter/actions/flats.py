"""What happens to flats: opened, changed, paused, reopened, burnt.

Locks are taken in one order everywhere: case, flat, stay or release, and last the audit chain.
"""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.shelter import access, policies
from safeconduct.apps.shelter.models import Flat, Stay
from safeconduct.apps.shelter.records import FlatAddress, FlatConditions
from safeconduct.apps.shelter.releasing import withdraw_untold
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal


@action
def add_flat(
    actor: Actor,
    *,
    cover_name: str,
    beds: int,
    address: FlatAddress,
    conditions: FlatConditions,
    beds_out: int = 0,
    opened_on: date | None = None,
) -> Flat:
    """Put a flat on file under a cover name that nobody else uses. Raises Refused."""
    need(actor, "keep_flats")
    opened_on = opened_on or today()
    policies.check_day(opened_on)
    flat = Flat(
        cover_name=_free_name(cover_name),
        beds=beds,
        beds_out=beds_out,
        opened_on=opened_on,
        state_on=today(),
        state_by=actor.member,
    )
    policies.check_beds_of_flat(flat, beds, beds_out, today())
    seal(flat, "address", address, actor)
    seal(flat, "conditions", conditions, actor)
    flat.save(force_insert=True)
    record(actor, "add_flat", flat, details={"beds": beds})
    return flat


def _free_name(name: str, *, but: UUID | None = None) -> str:
    """The cover name without outer spaces. Raises Refused when it is empty, long or taken."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 40:
        raise Refused("bad_name", _("Give a cover name of 1 to 40 letters."))
    others = Flat.objects.filter(cover_name__iexact=name)
    if but is not None:
        others = others.exclude(pk=but)
    if others.exists():
        raise Refused("name_taken", _("Another flat has this cover name. Choose another one."))
    return name


@action
def change_flat(
    actor: Actor,
    flat_id: UUID,
    *,
    cover_name: str,
    beds: int,
    beds_out: int,
    conditions: FlatConditions,
) -> Flat:
    """Change a flat's cover name, beds and conditions; never below what is taken."""
    flat = access.flat_for_change(actor, flat_id)
    policies.check_beds_of_flat(flat, beds, beds_out, today())
    flat.cover_name = _free_name(cover_name, but=flat.pk)
    flat.beds, flat.beds_out = beds, beds_out
    seal(flat, "conditions", conditions, actor)
    flat.save()
    record(actor, "change_flat", flat, details={"beds": beds, "beds_out": beds_out})
    return flat


@action
def change_address(actor: Actor, flat_id: UUID, *, address: FlatAddress) -> Flat:
    """Replace where a flat is and how to get in. The old text is gone."""
    flat = access.flat_for_change(actor, flat_id)
    seal(flat, "address", address, actor)
    flat.save(update_fields=("address", "address_version"))
    record(actor, "change_address", flat)
    return flat


def _set_state(actor: Actor, flat: Flat, state: str) -> None:
    """Write a flat's state with who and when."""
    flat.state, flat.state_on, flat.state_by = state, today(), actor.member
    flat.save(update_fields=("state", "state_on", "state_by"))


@action
def pause_flat(actor: Actor, flat_id: UUID) -> Flat:
    """Take nobody new into a flat for now. Who is there stays."""
    flat = access.flat_for_change(actor, flat_id)
    if flat.state != "open":
        raise Refused("not_open", _("Only an open flat can be paused."))
    _set_state(actor, flat, "paused")
    record(actor, "pause_flat", flat)
    return flat


@action
def reopen_flat(actor: Actor, flat_id: UUID) -> Flat:
    """Let a paused flat take people again. A burnt flat never comes back."""
    flat = access.flat_for_change(actor, flat_id)
    if flat.state == "burnt":
        raise Refused(
            "flat_burnt",
            _("A burnt flat cannot be used again. Add the new flat under another cover name."),
        )
    if flat.state != "paused":
        raise Refused("not_paused", _("This flat is open already."))
    _set_state(actor, flat, "open")
    record(actor, "reopen_flat", flat)
    return flat


@action
def burn_flat(actor: Actor, flat_id: UUID) -> Flat:
    """Mark a flat as known to those who must not know it.

    It takes nobody any more, releases of its address that were not told yet are withdrawn, and
    everybody who is there is on the list of those who must move tonight (`queries.must_move`).
    Their stays end when they are moved, so that they are counted and seen until then.
    """
    flat = access.flat_for_change(actor, flat_id)
    if flat.state == "burnt":
        raise Refused("flat_burnt", _("This flat is marked as burnt already."))
    _set_state(actor, flat, "burnt")
    withdraw_untold(actor, flat)
    there = Stay.objects.filter(flat=flat, until__isnull=True).values_list("case", flat=True)
    record(actor, "burn_flat", flat, details={"must_move": sorted(str(case) for case in there)})
    return flat
