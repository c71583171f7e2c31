"""What the Board asks of relocation beside `queries`: suspended ways and who has a place already.

Cover names, counts and dates only; nothing sealed is opened. One query each, whatever the number
of applications.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Sum

from safeconduct.apps.relocation.models import Route
from safeconduct.apps.relocation.places import binding
from safeconduct.apps.relocation.stages import ApplicationState, RouteStatus


@dataclass(frozen=True, slots=True)
class SuspendedWay:
    """A way in that was suspended, and how many applications and people it leaves waiting."""

    route: UUID
    cover_name: str
    way: int
    since: date
    applications: int
    people: int


def holding(on: date) -> set[UUID]:
    """Cases for which a place is held or used."""
    return set(binding(on).order_by().values_list("case", flat=True).distinct())


def suspended_ways() -> list[SuspendedWay]:
    """Ways that are suspended, the longest first, with the applications that wait on them."""
    stuck = Q(applications__state=ApplicationState.ROUTE_SUSPENDED)
    rows = Route.objects.filter(status=RouteStatus.SUSPENDED, suspended_on__isnull=False).annotate(
        waiting=Count("applications", filter=stuck),
        people=Sum("applications__persons", filter=stuck),
    )
    return [
        SuspendedWay(route, name, way, since, waiting, people or 0)
        for route, name, way, since, waiting, people in rows.order_by("suspended_on").values_list(
            "id", "partner__cover_name", "number", "suspended_on", "waiting", "people"
        )
        if since is not None
    ]
