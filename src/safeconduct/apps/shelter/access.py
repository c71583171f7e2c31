"""The only way to obtain rows of shelter. What is not yours is not there: 404, never 403."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from safeconduct.apps.cases import access as cases
from safeconduct.apps.shelter.models import AddressRelease, EmergencyAsk, Flat, Stay
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.roles import Standing


def flats_for(actor: Actor) -> QuerySet[Flat]:
    """All flats, under their cover names. Raises Http404 without see_beds."""
    need(actor, "see_beds")
    return Flat.objects.all()


def flat_for(actor: Actor, flat_id: UUID) -> Flat:
    """One flat as everybody who sees beds may see it. Raises Http404."""
    found = flats_for(actor).filter(pk=flat_id).first()
    if found is None:
        raise Http404
    return found


def flat_for_keeper(actor: Actor, flat_id: UUID) -> Flat:
    """One flat for somebody who keeps flats. Raises Http404 for everybody else."""
    need(actor, "keep_flats")
    return flat_for(actor, flat_id)


def flat_for_change(actor: Actor, flat_id: UUID) -> Flat:
    """One flat, locked, for somebody who keeps flats. Raises Http404."""
    need(actor, "keep_flats")
    return locked_flat(flat_id)


def locked_flat(flat_id: UUID) -> Flat:
    """A flat's row, locked until the transaction ends. Raises Http404 for an unknown one."""
    found = Flat.objects.select_for_update().filter(pk=flat_id).first()
    if found is None:
        raise Http404
    return found


def flat_for_tracing(actor: Actor, flat_id: UUID) -> Flat:
    """One flat for whoever may ask who knows it: keepers, and readers of the audit chain."""
    found = Flat.objects.filter(pk=flat_id).first()
    if found is None or not (actor.may("keep_flats") or actor.may("read_audit")):
        raise Http404
    return found


def current_stay(case_id: UUID) -> Stay | None:
    """Where a case is hidden now, with its flat. The caller has already obtained the case."""
    return Stay.objects.select_related("flat").filter(case=case_id, until__isnull=True).first()


def current_stay_for_change(case_id: UUID) -> Stay | None:
    """The same, locked. The caller has locked the case."""
    return (
        Stay.objects.select_for_update(of=("self",))
        .select_related("flat")
        .filter(case=case_id, until__isnull=True)
        .first()
    )


def release_for(actor: Actor, release_id: UUID) -> AddressRelease:
    """An address release of a case that the actor works. Raises Http404."""
    need(actor, "release_address")
    found = AddressRelease.objects.select_related("flat", "case").filter(pk=release_id).first()
    if found is None:
        raise Http404
    cases.case_for(actor, found.case_id)
    return found


def release_for_change(actor: Actor, release_id: UUID) -> AddressRelease:
    """The same, with its case, its flat and itself locked, in that order. Raises Http404."""
    need(actor, "release_address")
    found = AddressRelease.objects.filter(pk=release_id).first()
    if found is None:
        raise Http404
    cases.case_for_change(actor, found.case_id)
    locked_flat(found.flat_id)
    return (
        AddressRelease.objects.select_for_update(of=("self",))
        .select_related("flat", "case")
        .get(pk=release_id)
    )


def open_ask(case_id: UUID) -> EmergencyAsk | None:
    """Who asked for shelter in an emergency and still waits for a second member."""
    return (
        EmergencyAsk.objects.select_related("asked_by")
        .filter(case=case_id, confirmed_by__isnull=True, withdrawn_by__isnull=True)
        .first()
    )


def holds_addresses(actor: Actor) -> bool:
    """Whether the actor has the key that opens addresses."""
    return actor.holds(team.compartment(Standing.ADDRESSES).id)
