"""What the rehearsal has built so far: members, flats, partners, and each person's case."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from safeconduct.apps.relocation import partner_actions, place_actions
from safeconduct.apps.relocation.records import (
    ContactNote,
    PartnerIdentity,
    PartnerTerms,
    PlaceConditions,
    RouteTerms,
)
from safeconduct.apps.shelter import actions as shelter
from safeconduct.apps.shelter.records import FlatAddress, FlatConditions
from safeconduct.rehearsal.crew import Crew
from safeconduct.rehearsal.figures import Government, governments

#: Flats by cover name, beds, and the day they were found. Birds; nobody's street.
FLATS = (
    ("Heron", 6, date(2017, 4, 3)),
    ("Plover", 5, date(2017, 4, 5)),
    ("Siskin", 4, date(2017, 4, 9)),
    ("Curlew", 8, date(2017, 4, 14)),
    ("Dunlin", 7, date(2017, 4, 19)),
    ("Wagtail", 8, date(2017, 4, 24)),
    ("Linnet", 6, date(2017, 5, 4)),
    ("Redstart", 7, date(2017, 5, 9)),
    ("Goldcrest", 6, date(2017, 5, 15)),
    ("Nuthatch", 8, date(2017, 5, 29)),
    ("Dipper", 7, date(2017, 6, 19)),
    ("Firecrest", 8, date(2017, 7, 10)),
)
#: Places each helping government gave, by cover name: (day, persons).
PLACES = {
    "Amber": ((date(2017, 5, 5), 4), (date(2017, 9, 4), 7)),
    "Juniper": ((date(2017, 6, 19), 4), (date(2017, 8, 28), 12)),
    "Maple": ((date(2017, 5, 30), 1), (date(2017, 9, 18), 3)),
    "Linden": ((date(2017, 6, 12), 5), (date(2017, 10, 2), 4)),
    "Heather": ((date(2017, 7, 19), 3), (date(2017, 11, 6), 2)),
}


@dataclass
class World:
    """Everything the steps need to find again."""

    crew: Crew
    flats: list[UUID] = field(default_factory=list)
    routes: dict[str, UUID] = field(default_factory=dict)
    partners: dict[str, UUID] = field(default_factory=dict)
    places: list[UUID] = field(default_factory=list)
    pleas: dict[int, UUID] = field(default_factory=dict)
    cases: dict[int, UUID] = field(default_factory=dict)
    applications: dict[int, UUID] = field(default_factory=dict)
    journeys: dict[int, UUID] = field(default_factory=dict)
    tasks: dict[int, UUID] = field(default_factory=dict)
    needs: dict[int, UUID] = field(default_factory=dict)


def find_flats(world: World, day: date) -> None:
    """Put the flats that were found on this day on file."""
    for cover, beds, found in FLATS:
        if found != day:
            continue
        number = len(world.flats) + 1
        flat = shelter.add_flat(
            world.crew.at("willow", "add_flat"),
            cover_name=cover,
            beds=beds,
            address=FlatAddress(
                street=f"Nowhere Lane {100 + number}, Invented Town",
                entrance=f"yard, door {number}",
                keys="with the keeper",
                landlord="knows nothing",
            ),
            conditions=FlatConditions(
                who_may_come="anyone" if number % 3 else "no children",
                stairs=f"floor {number % 5}",
                quiet_hours="22:00–07:00",
            ),
        )
        world.flats.append(flat.id)


def brief_and_agree(world: World, day: date) -> None:
    """Governments are briefed, agree or decline; those who agreed offer places."""
    for government in governments():
        if day in (government.briefed, government.agreed, government.declined):
            hear_from(world, government, day)
    for cover, offers in PLACES.items():
        for begun, persons in offers:
            if begun == day and cover in world.routes:
                pledge(world, cover, persons, day)


def hear_from(world: World, government: Government, day: date) -> None:
    """One government is met for the first time, or says yes or no."""
    crew = world.crew
    if government.cover not in world.partners:
        partner = partner_actions.add_partner(
            crew.at("linden", "add_partner"),
            cover_name=government.cover,
            kind="government",
            confidentiality="never" if government.confidential else "open",
            identity=PartnerIdentity(name=government.name),
            terms=PartnerTerms(
                disclosure="never to be named, to nobody" if government.confidential else ""
            ),
            contacted_on=day,
        )
        world.partners[government.cover] = partner.id
    partner_id = world.partners[government.cover]
    if day == government.briefed:
        partner_actions.move_partner(
            crew.at("linden", "move_partner"), partner_id, to="briefed", on=day
        )
    if day == government.agreed:
        partner_actions.note_contact(
            crew.at("linden", "note_contact"),
            partner_id,
            note=ContactNote("embassy", "will work with us on relocation", "places, case by case"),
            on=day,
        )
        partner_actions.move_partner(
            crew.at("linden", "move_partner"), partner_id, to="agreed", on=day
        )
        route = partner_actions.add_route(
            crew.at("linden", "add_route"),
            partner_id,
            terms=RouteTerms(legal_basis=government.basis.lower(), lead_days_usual=40),
        )
        world.routes[government.cover] = route.id
    if day == government.declined:
        partner_actions.move_partner(
            crew.at("linden", "move_partner"), partner_id, to="declined", on=day
        )


def pledge(world: World, cover: str, persons: int, day: date) -> None:
    """A government pledges places and opens them."""
    place = place_actions.pledge_places(
        world.crew.at("linden", "pledge_places"),
        world.routes[cover],
        persons=persons,
        valid_until=day + timedelta(days=210),
        conditions=PlaceConditions(conditions="decided case by case"),
    )
    place_actions.open_places(world.crew.at("linden", "open_places"), place.id)
    world.places.append(place.id)
