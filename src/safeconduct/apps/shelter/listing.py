"""Rows for the pages about flats, as one actor may see them.

A case that is sealed off from the actor is counted like any other and shown as a bar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeconduct.apps.cases import access as cases
from safeconduct.apps.shelter import access, queries
from safeconduct.apps.shelter.models import Flat, Stay
from safeconduct.apps.shelter.records import FlatConditions
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed


@dataclass(frozen=True)
class CaseName:
    """How a case is called on a page: its code, with or without a way to it, or a bar."""

    id: UUID
    code: str
    linked: bool
    compartment: str = ""
    is_sealed: bool = False


@dataclass(frozen=True)
class Guest:
    """A stay as lists show it; `days` counts the whole time in hiding."""

    stay: Stay
    case: CaseName
    days: int


@dataclass(frozen=True)
class FlatRow:
    """A flat as lists show it, in one night."""

    flat: Flat
    taken: int
    free: int
    conditions: FlatConditions | Sealed | None
    guests: list[Guest]


def case_names(actor: Actor, case_ids: Iterable[UUID]) -> dict[UUID, CaseName]:
    """What each case may be called on this actor's pages. Three queries."""
    wanted = set(case_ids)
    worked = cases.cases_for(actor) if actor.may("work_cases") else cases.cases_seen(actor).none()
    linked = set(worked.filter(pk__in=wanted).values_list("pk", flat=True))
    seen = dict(cases.cases_seen(actor).filter(pk__in=wanted).values_list("pk", "code"))
    codes = team.codes() if len(seen) < len(wanted) else {}
    found = {pk: CaseName(pk, code, pk in linked) for pk, code in seen.items()}
    apart = Stay.objects.filter(case__in=wanted - set(seen)).values_list(
        "case", "case__compartment"
    )
    for pk, compartment in apart if codes else ():
        found[pk] = CaseName(pk, "", False, codes.get(compartment, "?"), True)
    return found


def guests(actor: Actor, stays: Sequence[Stay], night: date) -> list[Guest]:
    """Stays with their cases named, in the order given."""
    names = case_names(actor, (stay.case_id for stay in stays))
    return [
        Guest(stay, names[stay.case_id], ((stay.until or night) - stay.hidden_since).days)
        for stay in stays
    ]


def flat_rows(actor: Actor, night: date) -> list[FlatRow]:
    """All flats that are not burnt, or burnt with people in them; a fixed number of queries."""
    flats = list(access.flats_for(actor))
    there: dict[UUID, list[Guest]] = {}
    for guest in guests(actor, queries.stays_of_flats([f.pk for f in flats], night), night):
        there.setdefault(guest.stay.flat_id, []).append(guest)
    rows = []
    for flat in flats:
        inside = there.get(flat.pk, [])
        if flat.state == "burnt" and not inside:
            continue
        rows.append(flat_row(actor, flat, inside))
    return rows


def flat_row(actor: Actor, flat: Flat, inside: list[Guest]) -> FlatRow:
    """One flat with who is there, its conditions opened for this actor."""
    taken = sum(guest.stay.beds for guest in inside)
    free = max(flat.beds - flat.beds_out - taken, 0) if flat.state == "open" else 0
    conditions = open_sealed(actor, flat, "conditions", FlatConditions)
    return FlatRow(flat, taken, free, conditions, inside)


def named(actor: Actor, rows: Sequence[queries.Hidden]) -> list[tuple[queries.Hidden, CaseName]]:
    """Hidden cases with what they may be called on this actor's pages."""
    names = case_names(actor, (row.case for row in rows))
    return [(row, names[row.case]) for row in rows]
