"""What pages and other apps may ask of shelter. Counts and codes; never an address.

Every function takes a fixed number of queries, whatever the number of flats and stays.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from safeconduct.apps.audit.clock import today
from safeconduct.apps.shelter.models import AddressRelease, EmergencyAsk, Flat, Stay


@dataclass(frozen=True)
class Beds:
    """Beds of all flats in one night. `unusable` are out of use, or free in a paused flat."""

    total: int
    taken: int
    free: int

    @property
    def unusable(self) -> int:
        """Beds that are neither taken nor to be had."""
        return self.total - self.taken - self.free


@dataclass(frozen=True)
class Hidden:
    """A case in a flat: since when it is hidden, over all its flats, and where now."""

    case: UUID
    code: str
    people: int
    beds: int
    since: date
    days: int
    flat: UUID
    cover_name: str


@dataclass(frozen=True)
class Waiting:
    """Something that one member began and another has to confirm."""

    case: UUID
    code: str
    kind: str  # "release", "telling" or "emergency"
    by: UUID
    since: date
    flat: UUID | None
    cover_name: str


@dataclass(frozen=True)
class Room:
    """An open flat and the beds that nobody takes from a night on."""

    flat: Flat
    free: int


def covering(night: date) -> Q:
    """Stays that take their beds in the night that begins on this day."""
    return Q(from_on__lte=night) & (Q(until__isnull=True) | Q(until__gt=night))


def taken_by_flat(night: date) -> dict[UUID, int]:
    """Beds taken in one night, by flat."""
    rows = Stay.objects.filter(covering(night)).order_by().values("flat")
    return dict(rows.annotate(taken=Sum("beds")).values_list("flat", "taken"))


def beds(on: date | None = None) -> Beds:
    """Beds in all flats that were in use on a night (today by default) and not burnt by then."""
    night = on or today()
    taken = taken_by_flat(night)
    total = used = free = 0
    for flat in in_use(night).only("beds", "beds_out", "state"):
        there = taken.get(flat.pk, 0)
        total += flat.beds
        used += there
        if flat.state != "paused":
            free += max(flat.beds - flat.beds_out - there, 0)
    return Beds(total, used, free)


def in_use(night: date) -> QuerySet[Flat]:
    """Flats that were opened by this night and not burnt yet."""
    return Flat.objects.filter(opened_on__lte=night).exclude(state="burnt", state_on__lte=night)


def hidden_people(on: date | None = None) -> int:
    """How many people had a bed with us in one night (today by default)."""
    total = Stay.objects.filter(covering(on or today())).aggregate(n=Sum("case__people"))["n"]
    return total or 0


def hidden(on: date | None = None) -> list[Hidden]:
    """Every case with a bed in one night, the longest hidden first."""
    return _hidden(Stay.objects.filter(covering(on or today())), on or today())


def longest_hidden(limit: int = 10, on: date | None = None) -> list[Hidden]:
    """The cases that have been hidden longest in one night, the longest first."""
    rows = Stay.objects.filter(covering(on or today())).order_by("hidden_since", "case__code")
    return _hidden(rows[:limit], on or today())


def must_move(on: date | None = None) -> list[Hidden]:
    """Cases that are still in a burnt flat and must move tonight, the most people first."""
    night = on or today()
    rows = Stay.objects.filter(
        covering(night), flat__state="burnt", flat__state_on__lte=night
    ).order_by("-case__people", "case__code")
    return _hidden(rows, night)


def days_hidden(on: date | None = None) -> list[int]:
    """For each case with a bed in one night, for how many days it has been hidden; sorted."""
    night = on or today()
    since = Stay.objects.filter(covering(night)).values_list("hidden_since", flat=True)
    return sorted((night - day).days for day in since)


def _hidden(rows: QuerySet[Stay], night: date) -> list[Hidden]:
    """Stays as typed rows, in one query."""
    if not rows.query.order_by:
        rows = rows.order_by("hidden_since", "case__code")
    values = rows.values_list(
        "case", "case__code", "case__people", "beds", "hidden_since", "flat", "flat__cover_name"
    )
    return [
        Hidden(case, code, people, count, since, (night - since).days, flat, name)
        for case, code, people, count, since, flat, name in values
    ]


def waiting() -> list[Waiting]:
    """What waits for a second member or for a keeper: releases, tellings, emergencies."""
    releases = AddressRelease.objects.filter(withdrawn_on__isnull=True, shared_on__isnull=True)
    found = [
        Waiting(
            case, code, "telling" if approved is not None else "release", by,
            approved or since, flat, name,
        )
        for case, code, by, since, approved, flat, name in releases.values_list(
            "case", "case__code", "proposed_by", "proposed_on", "approved_on", "flat",
            "flat__cover_name",
        )
    ]  # fmt: skip
    asks = EmergencyAsk.objects.filter(confirmed_by__isnull=True, withdrawn_by__isnull=True)
    found += [
        Waiting(case, code, "emergency", by, since, None, "")
        for case, code, by, since in asks.values_list("case", "case__code", "asked_by", "asked_on")
    ]
    return sorted(found, key=lambda one: (one.kind != "emergency", one.since, one.code))


def rooms(on: date | None = None) -> list[Room]:
    """Open flats with the beds free from a night on, most free beds first.

    Counts every stay that has not ended by that night, so that whoever is offered can be placed.
    """
    night = on or today()
    flats = Flat.objects.filter(state="open", opened_on__lte=night).annotate(
        needed=Coalesce(
            Sum("stays__beds", filter=Q(stays__until__isnull=True) | Q(stays__until__gt=night)), 0
        ),
        room=F("beds") - F("beds_out") - F("needed"),
    )
    return [Room(flat, flat.room) for flat in flats.order_by("-room", "cover_name")]


def history(case_id: UUID) -> list[Stay]:
    """All stays of a case with flat and members, newest first."""
    rows = Stay.objects.filter(case=case_id).select_related("flat", "placed_by", "ended_by")
    return list(rows.order_by("-from_on", F("until").desc(nulls_first=True)))


def releases(case_id: UUID) -> list[AddressRelease]:
    """All address releases of a case with their members, newest first."""
    rows = AddressRelease.objects.filter(case=case_id).select_related(
        "flat", "proposed_by", "approved_by", "withdrawn_by", "shared_by"
    )
    return list(rows.order_by("-proposed_on", "flat__cover_name"))


def stays_of_flats(flats: list[UUID], on: date | None = None) -> list[Stay]:
    """Stays that cover a night in these flats, with their cases, the longest hidden first."""
    rows = Stay.objects.filter(covering(on or today()), flat__in=flats)
    return list(rows.select_related("case").order_by("hidden_since", "case__code"))


def all_stays(flat_id: UUID) -> list[Stay]:
    """Every stay of a flat with its case, newest first."""
    rows = Stay.objects.filter(flat=flat_id).select_related("case")
    return list(rows.order_by("-from_on", "case__code"))
