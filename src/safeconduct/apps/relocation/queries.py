"""Typed rows about relocation for pages, the Board and the command line.

Sets, not loops: each function asks the database a fixed number of times. Nothing here opens what
is sealed, so the Board can be shown to anybody with `see_board`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q

from safeconduct.apps.cases import queries as case_queries
from safeconduct.apps.relocation import places
from safeconduct.apps.relocation.models import (
    Application,
    Consent,
    Hold,
    Journey,
    Partner,
    Place,
    Route,
    Visa,
)
from safeconduct.apps.relocation.stages import (
    CLOSED,
    IN_FLIGHT,
    ApplicationState,
    HoldState,
    JourneyKind,
    JourneyState,
    PartnerKind,
    PartnerState,
    RouteStatus,
)

SOON_DAYS = 30


@dataclass(frozen=True)
class Counts:
    """The state of relocation on a day, in numbers of persons, governments, applications, places.

    `evacuated_from_region` and `left_country` count persons. Governments are those of kind
    government; helping means agreed by that day and not ended by it.
    """

    evacuated_from_region: int
    left_country: int
    governments_briefed: int
    governments_helping: int
    applications_in_flight: int
    places_open: int


@dataclass(frozen=True)
class RunningOut:
    """Something that runs out. `by` is a day, or the first day of a month when `whole_month`.

    `kind`: visa, filing, hold, consent or passport.
    """

    kind: str
    case: UUID
    case_code: str
    application: UUID | None
    cover_name: str
    by: date
    whole_month: bool
    late: bool


@dataclass(frozen=True)
class OpenPlaces:
    """Places of one offer that somebody could still take."""

    place: UUID
    route: UUID
    cover_name: str
    way: int
    free: int
    persons: int
    valid_until: date | None


@dataclass(frozen=True)
class PartnerRow:
    """A partner as the list shows it: cover name, state and numbers."""

    partner: Partner
    ways: int
    ways_suspended: int
    free: int
    in_flight: int
    last_contact: date | None


def counts(on: date) -> Counts:
    """The numbers as of the end of `on`, in a fixed number of queries."""
    people = case_queries.as_of(on)
    agreed = Q(agreed_on__lte=on) & (Q(agreed_until__isnull=True) | Q(agreed_until__gt=on))
    governments = Partner.objects.filter(kind=PartnerKind.GOVERNMENT).aggregate(
        briefed=Count("id", filter=Q(briefed_on__lte=on)), helping=Count("id", filter=agreed)
    )
    in_flight = Application.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on), handed_in_on__lte=on
    ).count()
    return Counts(
        evacuated_from_region=people.evacuated,
        left_country=people.left_country,
        governments_briefed=governments["briefed"],
        governments_helping=governments["helping"],
        applications_in_flight=in_flight,
        places_open=sum(row.free for row in open_places(on)),
    )


def open_places(on: date) -> list[OpenPlaces]:
    """Offers that still have a free place on `on`, on ways that are open. Two queries."""
    rows = list(
        Place.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=on),
            state__in=places.GIVEN_OUT,
            opened_on__lte=on,
            route__status=RouteStatus.ACTIVE,
            route__partner__state=PartnerState.AGREED,
        ).select_related("route__partner")
    )
    taken = places.taken([row.id for row in rows], on)
    found = [
        OpenPlaces(
            place=row.id,
            route=row.route_id,
            cover_name=row.route.partner.cover_name,
            way=row.route.number,
            free=row.persons - taken.get(row.id, 0),
            persons=row.persons,
            valid_until=row.valid_until,
        )
        for row in rows
    ]
    return [row for row in found if row.free > 0]


def running_out(
    on: date, *, cases: Iterable[UUID] | None = None, days: int = SOON_DAYS
) -> list[RunningOut]:
    """What runs out within `days` of `on`, or has run out and waits for somebody. Five queries.

    `cases` limits it to cases a member may see (ids, or a query for them). Only plain, coarse
    dates are used; the exact ones stand on the case's page, for whoever can open them.
    """
    until = on + timedelta(days=days)
    month = on.replace(day=1)
    going = Application.objects.filter(ended_on__isnull=True).exclude(state__in=CLOSED)
    seen = Q() if cases is None else Q(case__in=cases)
    found: list[RunningOut] = []

    def add(
        kind: str, row: Visa | Hold | Consent | Journey | Application, by: date, monthly: bool
    ) -> None:
        application = (
            row
            if isinstance(row, Application)
            else row.application  # None for a journey by people's own means
        )
        found.append(
            RunningOut(
                kind=kind,
                case=row.case_id,
                case_code=row.case.code,
                application=application.id if application else None,
                cover_name=application.route.partner.cover_name if application else "",
                by=by,
                whole_month=monthly,
                late=by < (month if monthly else on),
            )
        )

    joined = ("case", "application__route__partner")
    visas = Visa.objects.filter(
        seen, replaced_on__isnull=True, attention_month__lte=until, application__in=going
    )
    for visa in visas.select_related(*joined):
        add("visa", visa, visa.attention_month, True)
    filings = Journey.objects.filter(seen, file_by__lte=until, filed_on__isnull=True)
    for journey in filings.select_related(*joined):
        assert journey.file_by is not None  # asked for above
        add("filing", journey, journey.file_by, False)
    holds = Hold.objects.filter(
        seen, state=HoldState.HELD, until__lte=until, application__handed_in_on__isnull=True
    )
    for hold in holds.select_related(*joined):
        add("hold", hold, hold.until, False)
    consents = (
        Consent.objects.filter(
            seen, withdrawn_on__isnull=True, expires_on__lte=until, application__in=going
        )
        # A consent that was renewed runs out unnoticed.
        .exclude(
            application__in=Consent.objects.filter(
                withdrawn_on__isnull=True, expires_on__gt=until
            ).values("application")
        )
    )
    for consent in consents.select_related(*joined):
        add("consent", consent, consent.expires_on, False)
    passports = going.filter(seen, passport_month__lte=until)
    for application in passports.select_related("case", "route__partner"):
        assert application.passport_month is not None  # asked for above
        add("passport", application, application.passport_month, True)
    return sorted(found, key=lambda row: (row.by, row.case_code, row.kind))


def partner_rows(on: date) -> list[PartnerRow]:
    """Every partner with its numbers, by cover name. Four queries."""
    free: dict[str, int] = {}
    for row in open_places(on):
        free[row.cover_name] = free.get(row.cover_name, 0) + row.free
    in_flight = dict(
        Application.objects.filter(ended_on__isnull=True, state__in=IN_FLIGHT)
        .values_list("route__partner")
        .annotate(n=Count("id"))
    )
    partners = Partner.objects.annotate(
        ways=Count("routes", distinct=True),
        ways_suspended=Count(
            "routes", filter=Q(routes__status=RouteStatus.SUSPENDED), distinct=True
        ),
    )
    contacts: dict[UUID, date] = {}
    for partner, day in Partner.objects.values_list("id", "contact_log__on"):
        if day is not None:
            contacts[partner] = max(day, contacts.get(partner, day))
    return [
        PartnerRow(
            partner=partner,
            ways=partner.ways,
            ways_suspended=partner.ways_suspended,
            free=free.get(partner.cover_name, 0),
            in_flight=in_flight.get(partner.id, 0),
            last_contact=contacts.get(partner.id),
        )
        for partner in sorted(partners, key=lambda one: one.cover_name)
    ]


def under_way(cases: Iterable[UUID]) -> list[Application]:
    """Applications of these cases that have not ended, with partner and case; newest step first."""
    rows = Application.objects.filter(case__in=cases, ended_on__isnull=True)
    rows = rows.exclude(state__in=CLOSED).select_related("route__partner", "case")
    return list(rows.order_by("-state_since", "case__code"))


def by_state(cases: Iterable[UUID] | None = None) -> dict[str, int]:
    """How many applications under way stand in each state."""
    rows = Application.objects.filter(ended_on__isnull=True)
    if cases is not None:
        rows = rows.filter(case__in=cases)
    return dict(rows.values_list("state").annotate(n=Count("id")))


def suspended_cases(cases: Iterable[UUID] | None = None) -> list[Application]:
    """Applications whose way was suspended under them."""
    rows = Application.objects.filter(
        Q(state=ApplicationState.ROUTE_SUSPENDED)
        | Q(route__status=RouteStatus.SUSPENDED, ended_on__isnull=True)
    ).select_related("case", "route__partner")
    return list(rows if cases is None else rows.filter(case__in=cases))


def under_way_on(route: UUID) -> int:
    """How many applications on a way have not ended."""
    rows = Application.objects.filter(route=route, ended_on__isnull=True)
    return rows.exclude(state__in=CLOSED).count()


def ways_to_apply() -> list[Route]:
    """Ways in on which an application can be begun now."""
    rows = Route.objects.filter(status=RouteStatus.ACTIVE, partner__state=PartnerState.AGREED)
    return list(rows.select_related("partner"))


def ready_to_travel(case: UUID) -> list[Application]:
    """Applications of a case with a visa, nobody gone yet."""
    rows = Application.objects.filter(
        case=case,
        ended_on__isnull=True,
        state__in=(ApplicationState.VISA_ISSUED, ApplicationState.PRE_DEPARTURE),
    )
    return list(rows.select_related("route__partner"))


def planned_journeys(case: UUID, kind: JourneyKind) -> list[Journey]:
    """Journeys of a case that are planned and have not begun, by month."""
    rows = Journey.objects.filter(case=case, kind=kind, state=JourneyState.PLANNED)
    return list(rows.order_by("month"))
