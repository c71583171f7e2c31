"""Each verb of relocation: who may, 404 for everybody else, and its event in the audit chain."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.http import Http404

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.models import Case
from safeconduct.apps.relocation import (
    actions,
    decision_actions,
    departure_actions,
    journey_actions,
    partner_actions,
    place_actions,
)
from safeconduct.apps.relocation.models import Consent, Place, Route
from safeconduct.apps.relocation.records import (
    ConsentText,
    ContactNote,
    DecisionText,
    JourneyPlan,
    PaperRule,
    PartnerIdentity,
    PlaceConditions,
    VisaDetails,
)
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from tests.apps.relocation.scene import IDENTITY, ROUTE, TERMS, Scene
from tests.cast import Cast

SOON = today() + timedelta(days=20)


@dataclass(frozen=True)
class Verb:
    """`before` sets the scene and hands out what the verb is told; `who` may do it."""

    before: Callable[[Scene], UUID]
    act: Callable[[Actor, UUID], object]
    who: str = "linden"
    of_partner: bool = False


def suspended(scene: Scene) -> UUID:
    """A way that was suspended."""
    return partner_actions.suspend_route(scene.cast.linden, scene.route.id).id


def pledged(scene: Scene) -> UUID:
    """Places that are only pledged."""
    return place_actions.pledge_places(scene.cast.linden, scene.route.id, persons=2).id


def consented(scene: Scene) -> UUID:
    """A consent."""
    scene.ready()
    return Consent.objects.get().id


def left(scene: Scene) -> UUID:
    """A journey that has begun."""
    journey = scene.planned()
    departure_actions.depart(scene.cast.linden, scene.case.id, journey_id=journey.id)
    return journey.id


def arrived(scene: Scene) -> UUID:
    """A journey that has ended."""
    return departure_actions.arrive(scene.cast.linden, left(scene)).id


def lost(scene: Scene) -> UUID:
    """A case nobody can reach."""
    departure_actions.lose_contact(scene.cast.linden, scene.case.id, reason="no answer")
    return scene.case.id


def the_case(scene: Scene) -> UUID:
    return scene.case.id


def the_partner(scene: Scene) -> UUID:
    return scene.partner.id


def the_route(scene: Scene) -> UUID:
    return scene.route.id


def the_place(scene: Scene) -> UUID:
    return scene.place.id


def first_place() -> UUID:
    return Place.objects.get().id


def partner_route() -> UUID:
    return Route.objects.get().id


def people_of(case: UUID) -> list[UUID]:
    return list(Case.objects.get(pk=case).persons.values_list("id", flat=True))


VISA = VisaDetails("D 1", None, today() + timedelta(days=90))
VERBS = {
    "add_partner": Verb(
        the_partner,
        lambda actor, _id: partner_actions.add_partner(
            actor,
            cover_name="Partner Oak",
            kind="city",
            confidentiality="ours",
            identity=PartnerIdentity("Lutz"),
        ),
        of_partner=True,
    ),
    "change_partner": Verb(
        the_partner,
        lambda actor, row: partner_actions.change_partner(
            actor,
            row,
            cover_name="Partner Elm",
            kind="government",
            confidentiality="ours",
            identity=IDENTITY,
            terms=TERMS,
        ),
        of_partner=True,
    ),
    "move_partner": Verb(
        the_partner,
        lambda actor, row: partner_actions.move_partner(actor, row, to="suspended"),
        of_partner=True,
    ),
    "note_contact": Verb(
        the_partner,
        lambda actor, row: partner_actions.note_contact(
            actor, row, note=ContactNote("them", "that they would see")
        ),
        of_partner=True,
    ),
    "add_route": Verb(
        the_partner,
        lambda actor, row: partner_actions.add_route(actor, row, terms=ROUTE),
        of_partner=True,
    ),
    "change_route": Verb(
        the_route,
        lambda actor, row: partner_actions.change_route(actor, row, terms=ROUTE),
        of_partner=True,
    ),
    "suspend_route": Verb(
        the_route,
        lambda actor, row: partner_actions.suspend_route(actor, row, reason="an order"),
        of_partner=True,
    ),
    "resume_route": Verb(suspended, partner_actions.resume_route, of_partner=True),
    "pledge_places": Verb(
        the_route,
        lambda actor, row: place_actions.pledge_places(actor, row, persons=2),
        of_partner=True,
    ),
    "open_places": Verb(pledged, place_actions.open_places, of_partner=True),
    "change_places": Verb(
        the_place,
        lambda actor, row: place_actions.change_places(
            actor, row, persons=5, valid_until=None, conditions=PlaceConditions()
        ),
        of_partner=True,
    ),
    "lapse_places": Verb(the_place, place_actions.lapse_places, of_partner=True),
    "revoke_places": Verb(the_place, place_actions.revoke_places, of_partner=True),
    "start_application": Verb(
        the_case,
        lambda actor, row: actions.start_application(actor, row, route_id=partner_route()),
        who="birch",
    ),
    "look_through_papers": Verb(
        lambda s: s.offered().application_id, actions.look_through_papers, who="birch"
    ),
    "change_checklist": Verb(
        lambda s: s.offered().application_id,
        lambda actor, row: actions.change_checklist(actor, row, papers=(PaperRule("form"),)),
        who="birch",
    ),
    "review_application": Verb(
        lambda s: s.offered().application_id, actions.review_application, who="birch"
    ),
    "note_consent": Verb(
        lambda s: s.reviewed().id,
        lambda actor, row: actions.note_consent(
            actor, row, text=ConsentText("to be let in", "names"), expires_on=SOON
        ),
        who="birch",
    ),
    "withdraw_consent": Verb(consented, actions.withdraw_consent, who="birch"),
    "hand_in_application": Verb(lambda s: s.ready().id, actions.hand_in_application),
    "offer_place": Verb(
        the_case,
        lambda actor, row: place_actions.offer_place(actor, first_place(), case_id=row),
        who="birch",
    ),
    "extend_hold": Verb(
        lambda s: s.offered().id,
        lambda actor, row: place_actions.extend_hold(actor, row, until=SOON),
        who="birch",
    ),
    "give_back_place": Verb(lambda s: s.offered().id, place_actions.give_back_place, who="birch"),
    "note_request": Verb(
        lambda s: s.handed_in().id,
        lambda actor, row: decision_actions.note_request(actor, row, asked="another photograph"),
    ),
    "note_interview": Verb(lambda s: s.handed_in().id, decision_actions.note_interview),
    "note_decision": Verb(
        lambda s: s.handed_in().id,
        lambda actor, row: decision_actions.note_decision(
            actor, row, decision="denied", text=DecisionText("no reason was given")
        ),
    ),
    "review_exclusion": Verb(
        lambda s: s.offered().application_id,
        lambda actor, row: decision_actions.review_exclusion(
            actor, row, to="triggered_pending", reason="served in the police"
        ),
        who="birch",
    ),
    "withdraw_application": Verb(
        lambda s: s.handed_in().id,
        lambda actor, row: decision_actions.withdraw_application(actor, row, reason="they stay"),
    ),
    "expire_application": Verb(
        lambda s: s.handed_in().id,
        lambda actor, row: decision_actions.expire_application(actor, row, reason="no answer"),
    ),
    "note_visa": Verb(
        lambda s: s.approved().id,
        lambda actor, row: journey_actions.note_visa(actor, row, details=VISA),
    ),
    "plan_journey": Verb(
        the_case,
        lambda actor, row: journey_actions.plan_journey(
            actor, row, kind="out_of_region", month=today(), persons=people_of(row)
        ),
        who="birch",
    ),
    "change_journey": Verb(
        lambda s: s.planned().id,
        lambda actor, row: journey_actions.change_journey(
            actor, row, month=today(), plan=JourneyPlan()
        ),
        who="birch",
    ),
    "call_off_journey": Verb(lambda s: s.planned().id, journey_actions.call_off_journey),
    "evacuate": Verb(the_case, departure_actions.evacuate, who="birch"),
    "depart": Verb(the_case, departure_actions.depart, who="birch"),
    "arrive": Verb(left, departure_actions.arrive, who="birch"),
    "file_status": Verb(arrived, departure_actions.file_status, who="birch"),
    "lose_contact": Verb(
        the_case,
        lambda actor, row: departure_actions.lose_contact(actor, row, reason="no answer"),
        who="birch",
    ),
    "contact_again": Verb(
        lost,
        lambda actor, row: departure_actions.contact_again(
            actor, row, to="accepted", reason="they called"
        ),
        who="birch",
    ),
}
MODULES = (
    actions,
    decision_actions,
    departure_actions,
    journey_actions,
    partner_actions,
    place_actions,
)


def test_every_action_is_tried_here() -> None:
    names = {
        name
        for module in MODULES
        for name, value in vars(module).items()
        if getattr(value, "is_action", False) and value.__module__ == module.__name__
    }
    assert names == set(VERBS)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A partner, a way, places, a household."""
    return Scene(cast)


@pytest.mark.parametrize("name", VERBS)
def test_whoever_may_not_finds_nothing_and_whoever_may_is_on_record(
    name: str, scene: Scene
) -> None:
    verb = VERBS[name]
    row = verb.before(scene)
    strangers = ["willow", "maple", *(["birch"] if verb.of_partner else [])]
    before = audit.head()
    for stranger in strangers:
        with pytest.raises(Http404):
            verb.act(scene.cast.actor(stranger), row)
    assert audit.head() == before
    member = scene.cast.actor(verb.who)
    verb.act(member, row)
    newest = audit.newest(who=member.who, limit=8)
    assert name in {event.verb for event in newest}
    assert list(audit.faults(scene.cast.workspace, team.signing_keys())) == []


@pytest.mark.parametrize("name", [n for n, verb in VERBS.items() if not verb.of_partner])
def test_a_case_that_was_sealed_off_is_not_there(name: str, scene: Scene) -> None:
    """Whoever was left out when a case was sealed off cannot act on it, nor learn that it is."""
    verb = VERBS[name]
    row = verb.before(scene)
    alder = scene.cast.alder
    cases.seal_off_case(alder, scene.case.id, members=[])
    with pytest.raises(Http404):
        verb.act(scene.cast.actor(verb.who), row)
