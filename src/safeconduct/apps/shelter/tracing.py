"""Who knows where a flat is: who opened its address, who was told it, who stayed there.

Rows for one page; the openings come from the audit chain, where nobody can take them out.
"""

from dataclasses import dataclass
from datetime import datetime

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.shelter.models import AddressRelease, Flat, Stay
from safeconduct.apps.shelter.queries import all_stays
from safeconduct.apps.team import queries as team


@dataclass(frozen=True)
class Seen:
    """A member who opened the address: how often, first and last, and when each time."""

    name: str
    times: int
    first: datetime
    last: datetime
    moments: tuple[datetime, ...]


@dataclass(frozen=True)
class Wrote:
    """A member who wrote the address down, and so knows it."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Knowers:
    """Everybody who knows a flat, as far as this software can tell."""

    seen: list[Seen]
    wrote: list[Wrote]
    told: list[AddressRelease]
    stayed: list[Stay]


def who_knows(flat: Flat) -> Knowers:
    """Everybody who knows where this flat is. The caller has already obtained the flat."""
    names = team.names()
    moments: dict[str, list[datetime]] = {}
    for one in audit.openings(flat.pk, "address"):
        moments.setdefault(one.who, []).append(one.at)
    seen = [
        Seen(names.get(who, who), len(at), min(at), max(at), tuple(sorted(at, reverse=True)))
        for who, at in moments.items()
    ]
    wrote = [
        Wrote(names.get(one.who, one.who), one.at)
        for one in audit.of_row(flat._meta.db_table, flat.pk)
        if one.verb in {"add_flat", "change_address"}
    ]
    told = AddressRelease.objects.filter(flat=flat, shared_on__isnull=False).select_related(
        "case", "shared_by", "proposed_by", "approved_by"
    )
    return Knowers(
        sorted(seen, key=lambda one: one.last, reverse=True),
        wrote,
        list(told.order_by("-shared_on")),
        all_stays(flat.pk),
    )
