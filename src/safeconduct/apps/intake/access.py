"""Who may reach a request. Without the permission `triage` nothing is there: 404, never 403.

A member with the permission but without the key of intake reaches the rows and sees bars.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from safeconduct.apps.intake.models import Link, Plea
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor


def pleas_for(actor: Actor) -> QuerySet[Plea]:
    """Every request, for those who triage. Raises Http404.

    The request of a case that was sealed off is there only for those who hold that case's key.
    """
    need(actor, "triage")
    return Plea.objects.filter(Q(compartment__standing=True) | Q(compartment__in=actor.held()))


def plea_for(actor: Actor, plea_id: UUID) -> Plea:
    """One request. Raises Http404."""
    found = pleas_for(actor).filter(pk=plea_id).first()
    if found is None:
        raise Http404
    return found


def plea_for_change(actor: Actor, plea_id: UUID) -> Plea:
    """One request, its row locked until the transaction ends. Raises Http404."""
    found = pleas_for(actor).select_for_update().filter(pk=plea_id).first()
    if found is None:
        raise Http404
    return found


def link_for(actor: Actor, link_id: UUID) -> Link:
    """One link between requests. Raises Http404."""
    need(actor, "triage")
    found = Link.objects.filter(pk=link_id, one__in=pleas_for(actor)).first()
    if found is None:
        raise Http404
    return found


def link_for_change(actor: Actor, link_id: UUID) -> Link:
    """One link between requests, its row locked. Raises Http404."""
    need(actor, "triage")
    found = (
        Link.objects.select_for_update(of=("self",))
        .filter(pk=link_id, one__in=pleas_for(actor))
        .first()
    )
    if found is None:
        raise Http404
    return found
