"""Who agrees that an address is told to somebody, and who tells it. Always two people, on record.

Locks are taken in one order everywhere: case, flat, stay or release, and last the audit chain.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access as cases
from safeconduct.apps.shelter import access, policies, telling
from safeconduct.apps.shelter.models import AddressRelease
from safeconduct.apps.team.access import check_here, need
from safeconduct.apps.team.actor import Actor


@action
def propose_address_release(actor: Actor, case_id: UUID, flat_id: UUID) -> AddressRelease:
    """Propose that the address of the flat they have a bed in is told to them."""
    need(actor, "release_address")
    case = cases.case_for_change(actor, case_id)
    flat = access.locked_flat(flat_id)
    policies.check_not_stopped(case.vetting)
    policies.check_stays_there(case.id, flat)
    known = AddressRelease.objects.filter(case=case.id, flat=flat, withdrawn_on__isnull=True)
    if known.exists():
        raise Refused("already_proposed", _("This has been proposed already. Look at its state."))
    release = AddressRelease.objects.create(
        case=case, flat=flat, proposed_by=actor.member, proposed_on=today()
    )
    details = {"flat": str(flat.pk)}
    record(actor, "propose_address_release", release, case=case.id, details=details)
    return release


@action
def approve_address_release(actor: Actor, release_id: UUID) -> AddressRelease:
    """Agree, as another member than the one who proposed it, that the address is told."""
    release = access.release_for_change(actor, release_id)
    policies.check_release_open(release)
    policies.check_second_person(actor.member.pk, release.proposed_by_id)
    check_here(release.proposed_by_id)
    if release.approved_by_id is not None:
        raise Refused("already_approved", _("This has been approved already. It can be told now."))
    policies.check_not_stopped(release.case.vetting)
    policies.check_stays_there(release.case_id, release.flat)
    release.approved_by, release.approved_on = actor.member, today()
    release.save(update_fields=("approved_by", "approved_on"))
    details = {"flat": str(release.flat_id), "proposed_by": str(release.proposed_by_id)}
    record(actor, "approve_address_release", release, case=release.case_id, details=details)
    return release


@action
def withdraw_address_release(actor: Actor, release_id: UUID) -> AddressRelease:
    """Take a release back that was not acted on. What was told cannot be untold."""
    release = access.release_for_change(actor, release_id)
    policies.check_release_open(release)
    release.withdrawn_by, release.withdrawn_on = actor.member, today()
    release.save(update_fields=("withdrawn_by", "withdrawn_on"))
    details = {"flat": str(release.flat_id)}
    record(actor, "withdraw_address_release", release, case=release.case_id, details=details)
    return release


@action
def share_address(
    actor: Actor, release_id: UUID, *, how: str, plea_id: UUID | None = None
) -> AddressRelease:
    """Tell the address that two people released: `how` is "mailbox" or "in_person".

    Only a keeper who holds `addresses`. By "mailbox" it is sealed to the return code of the
    case's request and to nobody else (`plea_id` chooses where the case has several);
    "in_person" records that the keeper told it.
    """
    need(actor, "keep_flats")
    release = access.release_for_change(actor, release_id)
    policies.check_release_open(release)
    if release.approved_by_id is None:
        raise Refused(
            "not_approved",
            _("A second member has to approve this first. Ask somebody other than the proposer."),
        )
    check_here(release.proposed_by_id, release.approved_by_id)
    if not access.holds_addresses(actor):
        raise Refused(
            "no_key",
            _("You do not hold the key of the addresses. Ask a keeper who does to tell it."),
        )
    policies.check_not_stopped(release.case.vetting)
    policies.check_stays_there(release.case_id, release.flat)
    if how not in ("mailbox", "in_person"):
        raise Refused("bad_way", _("Choose how they are told."))
    if how == "mailbox":
        telling.send_to_mailbox(actor, release, plea_id)
    release.shared_by, release.shared_on, release.shared_how = actor.member, today(), how
    release.save(update_fields=("shared_by", "shared_on", "shared_how"))
    details = {"flat": str(release.flat_id), "how": how}
    record(actor, "share_address", release, case=release.case_id, details=details)
    return release
