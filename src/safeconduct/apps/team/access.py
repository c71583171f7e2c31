"""Who may reach rows of the team. What is not yours is not there: 404, never 403."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.team import queries
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.models import Compartment, Member
from safeconduct.apps.team.roles import Standing


def manage_team(actor: Actor) -> None:
    """Raises Http404 unless the actor manages the team."""
    need(actor, "manage_team")


def need(actor: Actor, permission: str) -> None:
    """Raises Http404 unless the actor's role has the permission."""
    if not actor.may(permission):
        raise Http404


def burn(actor: Actor, code: str) -> Compartment:
    """A compartment that the actor may burn: it is held, and the role is the one to decide.

    Coordinators burn what they hold; keepers burn the addresses, which coordinators do not hold.
    Raises Http404.
    """
    if not (actor.may("manage_team") or (code == Standing.ADDRESSES and actor.may("keep_flats"))):
        raise Http404
    return compartment_held(actor, code)


def check_here(*members: UUID | None) -> None:
    """The word of somebody who has left, or had to, is not one of two. Raises Refused."""
    if not all(member is not None and queries.is_here(member) for member in members):
        raise Refused(
            "has_left",
            _("One of the two is no member any more. Take it back, and begin it again."),
        )


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
