"""Withdraws releases of an address that make no sense any more. Called within actions."""

from uuid import UUID

from safeconduct.apps.audit.clock import today
from safeconduct.apps.shelter.models import AddressRelease, Flat
from safeconduct.apps.team.actor import Actor


def withdraw_untold(actor: Actor, flat: Flat, case_id: UUID | None = None) -> None:
    """Withdraw releases of a flat's address that nobody acted on; one case's, or all."""
    open_ones = AddressRelease.objects.filter(
        flat=flat, shared_on__isnull=True, withdrawn_on__isnull=True
    )
    if case_id is not None:
        open_ones = open_ones.filter(case=case_id)
    open_ones.update(withdrawn_by=actor.member, withdrawn_on=today())
