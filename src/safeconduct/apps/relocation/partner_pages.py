"""What a partner's page shows: opened where the member holds the key, otherwise sealed."""

from dataclasses import dataclass
from datetime import date

from safeconduct.apps.relocation import places
from safeconduct.apps.relocation.dossier import PAPERS
from safeconduct.apps.relocation.models import Contact, Partner, Place, Route
from safeconduct.apps.relocation.records import (
    ContactNote,
    PartnerIdentity,
    PartnerTerms,
    PlaceConditions,
    Reason,
    RouteTerms,
)
from safeconduct.apps.relocation.stages import LegalBasis, MustBe, PlaceState
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed


@dataclass(frozen=True)
class PlaceLine:
    """One offer of places. `taken` are held or used, `free` can still be offered."""

    place: Place
    conditions: PlaceConditions | Sealed | None
    needs: tuple[str, ...]
    taken: int
    free: int
    run_out: bool


@dataclass(frozen=True)
class RouteLine:
    """One way in with its terms, its places and how many applications are under way."""

    route: Route
    terms: RouteTerms | Sealed | None
    basis: str
    must_be: str
    papers: tuple[str, ...]
    reason: Reason | Sealed | None
    places: tuple[PlaceLine, ...]


@dataclass(frozen=True)
class ContactLine:
    """One entry of the contact log and who wrote it."""

    contact: Contact
    by: str
    note: ContactNote | Sealed | None


@dataclass(frozen=True)
class PartnerPage:
    """Everything about one partner."""

    identity: PartnerIdentity | Sealed | None
    terms: PartnerTerms | Sealed | None
    routes: tuple[RouteLine, ...]
    contacts: tuple[ContactLine, ...]


def partner_page(actor: Actor, partner: Partner, day: date) -> PartnerPage:
    """Open what the member may read of a partner; each opening is on record."""
    names = team.names()
    log = tuple(
        ContactLine(
            contact,
            names.get(str(contact.by_id), ""),
            open_sealed(actor, contact, "note", ContactNote),
        )
        for contact in partner.contact_log.all()
    )
    routes = tuple(route_line(actor, route, day) for route in partner.routes.all())
    return PartnerPage(
        open_sealed(actor, partner, "identity", PartnerIdentity),
        open_sealed(actor, partner, "terms", PartnerTerms),
        routes,
        log,
    )


def route_line(actor: Actor, route: Route, day: date) -> RouteLine:
    """One way in, with its offers."""
    terms = open_sealed(actor, route, "terms", RouteTerms)
    basis = must_be = ""
    papers: tuple[str, ...] = ()
    if isinstance(terms, RouteTerms):
        basis = str(LegalBasis(terms.legal_basis).label)
        must_be = str(MustBe(terms.must_be).label)
        papers = tuple(str(PAPERS.get(rule.code, rule.code)) for rule in terms.papers)
    offers = list(route.places.all())
    taken = places.taken([offer.id for offer in offers], day)
    return RouteLine(
        route,
        terms,
        basis,
        must_be,
        papers,
        open_sealed(actor, route, "reason", Reason),
        tuple(place_line(actor, offer, taken.get(offer.id, 0), day) for offer in offers),
    )


def place_line(actor: Actor, place: Place, taken: int, day: date) -> PlaceLine:
    """One offer of places."""
    conditions = open_sealed(actor, place, "conditions", PlaceConditions)
    needs: tuple[str, ...] = ()
    if isinstance(conditions, PlaceConditions):
        needs = tuple(str(places.NEEDS.get(code, code)) for code in conditions.needs)
    over = place.valid_until is not None and place.valid_until < day
    open_now = place.state in places.GIVEN_OUT
    return PlaceLine(
        place,
        conditions,
        needs,
        taken,
        max(0, place.persons - taken) if open_now and not over else 0,
        over and place.state in (PlaceState.PLEDGED, *places.GIVEN_OUT),
    )
