"""One of everything, with a telling word in each compartment, for the authorisation matrix.

`ordinary` rows belong to a case in `casework`; `apart` rows to a case that only alder and birch
know of. Words in sealed texts are `WORDS`: none may reach a member who does not hold its
compartment.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from safeconduct.apps.audit.action import PUBLIC
from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.records import (
    CaseSummary,
    CheckInTerms,
    Identity,
    PaperDetails,
    written,
)
from safeconduct.apps.intake import actions as intake
from safeconduct.apps.intake import plea_actions, plea_tokens
from safeconduct.apps.intake.plea_mailbox import new_mailbox
from safeconduct.apps.intake.records import PleaContent
from safeconduct.apps.relocation import actions as applications
from safeconduct.apps.relocation import (
    decision_actions,
    journey_actions,
    partner_actions,
    place_actions,
)
from safeconduct.apps.relocation.records import (
    ConsentText,
    ContactNote,
    DecisionText,
    PartnerIdentity,
    PartnerTerms,
    PlaceConditions,
    RouteTerms,
    VisaDetails,
)
from safeconduct.apps.shelter import actions as shelter
from safeconduct.apps.shelter.records import FlatAddress, FlatConditions
from safeconduct.apps.team import queries as team
from safeconduct.apps.vault import blobs
from tests.cast import Cast

#: A word of each compartment, as it stands in sealed texts.
WORDS = {
    "intake": "zimorodok",
    "casework": "perepelka",
    "apart": "sinitsa",
    "addresses": "kozodoy",
    "partners": "vyp",
}
#: Longer, so that it cannot occur by chance.
WORDS = {code: f"{word}-kanareyka-{len(code)}" for code, word in WORDS.items()}

Ids = dict[str, Any]


@dataclass
class World:
    """Ids by the names that URL patterns use."""

    ordinary: Ids
    apart: Ids
    apart_code: str


def build(cast: Cast) -> World:
    """Make one of everything through the actions."""
    flat = shelter.add_flat(
        cast.willow,
        cover_name="Heron",
        beds=6,
        address=FlatAddress(street=WORDS["addresses"]),
        conditions=FlatConditions(who_may_come=WORDS["casework"]),
    )
    partner = partner_actions.add_partner(
        cast.linden,
        cover_name="Maple",
        kind="government",
        confidentiality="never",
        identity=PartnerIdentity(name=WORDS["partners"]),
        terms=PartnerTerms(conditions=WORDS["partners"]),
    )
    partner_actions.move_partner(cast.linden, partner.id, to="agreed")
    partner_actions.note_contact(
        cast.linden, partner.id, note=ContactNote(WORDS["partners"], WORDS["partners"])
    )
    route = partner_actions.add_route(
        cast.linden, partner.id, terms=RouteTerms(legal_basis="national_d", post=WORDS["partners"])
    )
    place = place_actions.pledge_places(
        cast.linden,
        route.id,
        persons=5,
        valid_until=today() + timedelta(days=90),
        conditions=PlaceConditions(conditions=WORDS["partners"]),
    )
    place_actions.open_places(cast.linden, place.id)
    plea, other = ask(WORDS["intake"]), ask(WORDS["intake"])
    link = intake.same_person_as(cast.birch, plea, other=other)
    shared: Ids = {
        "plea_id": plea,
        "link_id": link.id,
        "flat_id": flat.id,
        "partner_id": partner.id,
        "route_id": route.id,
        "place_id": place.id,
        "member_id": cast.rowan.member.id,
        "code": "casework",
    }
    ordinary = {**shared, **case_rows(cast, WORDS["casework"], flat.id, place.id)}
    apart = {**shared, **case_rows(cast, WORDS["apart"], flat.id, place.id)}
    case = cases.seal_off_case(cast.birch, apart["case_id"], members=[cast.alder.member.id])
    return World(ordinary, apart, team.codes()[case.compartment_id])


def ask(text: str) -> UUID:
    """A request, as the public face keeps it."""
    plea = plea_actions.ask(
        PUBLIC,
        new_mailbox(plea_tokens.fresh_code()),
        content=PleaContent(text=text, where_words=text, reach=text),
        urgency="now",
        language="en",
    )
    return plea.id


def case_rows(cast: Cast, word: str, flat: UUID, place: UUID) -> Ids:
    """A case with one of each row, as far on its way as all of them need."""
    birch, rowan, willow, linden = cast.birch, cast.rowan, cast.willow, cast.linden
    case = cases.open_case(
        birch,
        people=1,
        summary=CaseSummary(text=word, contact=word, never_do=word),
        answers={"when": "now"},
        persons=[Identity(names=(written(word),), aliases=(written(word),))],
    ).id
    person = cases.add_person(birch, case, identity=Identity(names=(written(word),))).id
    need = cases.raise_need(birch, case, text=word).id
    task = cases.add_task(birch, case, text=word, due_on=today()).id
    paper = cases.add_paper(
        birch, case, details=PaperDetails(kind="passport", number=word), state="valid"
    ).id
    cases.write_note(birch, case, text=word)
    file = blobs.write(f"{word}.txt", "text/plain", [word.encode()])
    blob = cases.attach_file(birch, case, file=file, about=word).blob_id
    cases.agree_checkins(
        birch,
        case,
        first_due=now() + timedelta(days=1),
        every_minutes=1440,
        order=[birch.member.id],
        terms=CheckInTerms(how=word, well_words=word, danger_words=word),
    )
    proposal = cases.propose_band(birch, case, band="normal", reason=word).id
    for to in ("identity_ok", "corroborated", "two_person_cleared"):
        cases.move_vetting(birch, case, to=to, reason=word)
    cases.move_vetting(rowan, case, to="two_person_cleared", reason=word)
    shelter.place_in_flat(willow, case, flat)
    release = shelter.propose_address_release(birch, case, flat).id
    hold = place_actions.offer_place(linden, place, case_id=case)
    application = hold.application_id
    applications.review_application(birch, application)
    consent = applications.note_consent(
        birch,
        application,
        text=ConsentText(word, word),
        expires_on=today() + timedelta(days=100),
    ).id
    applications.hand_in_application(linden, application, despite=word)
    decision_actions.note_decision(
        linden, application, decision="approved", text=DecisionText(word)
    )
    journey_actions.note_visa(
        linden,
        application,
        details=VisaDetails(word, today(), date(today().year + 1, 1, 1)),
    )
    journey = journey_actions.plan_journey(
        linden,
        case,
        kind="abroad",
        month=today().replace(day=1),
        persons=[person],
        application_id=application,
    ).id
    return {
        "case_id": case,
        "person_id": person,
        "need_id": need,
        "task_id": task,
        "paper_id": paper,
        "blob_id": blob,
        "proposal_id": proposal,
        "release_id": release,
        "hold_id": hold.id,
        "application_id": application,
        "consent_id": consent,
        "journey_id": journey,
    }
