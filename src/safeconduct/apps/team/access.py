"""Who may reach rows of the team. What is not yours is not there: 404, never 403."""

from uuid import UUID

from django.http import Http404

from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.models import Compartment, Member


def manage_team(actor: Actor) -> None:
    """Raises Http404 unless the actor manages the team."""
    need(actor, "manage_team")


def need(actor: Actor, permission: str) -> None:
    """Raises Http404 unless the actor's role has the permission."""
    if not actor.may(permission):
        raise Http404


def member_for_change(actor: Actor, member_id: UUID) -> Member:
    """A member's row, locked. Raises Http404."""
    found = Member.objects.select_for_update().filter(pk=member_id).first()
    if found is None:
        raise Http404
    return found


def compartment_held(actor: Actor, code: str) -> Compartment:
    """A compartment that the actor holds. Raises Http404 for any other."""
    found = Compartment.objects.filter(code=code, pk__in=actor.held()).first()
    if found is None:
        raise Http404
    return found
