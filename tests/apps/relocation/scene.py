"""A partner with a secret name, a way in, places, and a household of two that may go there.

Not a test: the tests of relocation set their scene here, step by step, through actions alone.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.records import CaseSummary, Identity, PaperDetails, written
from safeconduct.apps.relocation import (
    actions,
    decision_actions,
    journey_actions,
    partner_actions,
    place_actions,
)
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
from safeconduct.apps.relocation.records import (
    ConsentText,
    ContactNote,
    ContactPerson,
    DecisionText,
    JourneyPlan,
    Leg,
    PaperRule,
    PartnerIdentity,
    PartnerTerms,
    PlaceConditions,
    RouteTerms,
    VisaDetails,
)
from tests.cast import Cast

# Impossible names, so that finding one in a page can only mean that it leaked.
SECRETS = (
    "Zubrowka Foreign Ministry",
    "Zubrowka",
    "Desk officer Quillfeather",
    "quillfeather@zubrowka.example",
    "ask only on Tuesdays zzterms",
    "nobody with zzexclusion",
    "never in public zzdisclosure",
    "Lutzburg consulate",
    "zzconditions of this way",
    "zzsaid at the meeting",
    "zzpromised forty",
    "zzbed near the station",
    "D 0042 ZZVISA",
    "Nebelsbad",
    "flight ZZ 1932",
)
IDENTITY = PartnerIdentity(
    "Zubrowka Foreign Ministry",
    "Zubrowka",
    (ContactPerson("Desk officer Quillfeather", "visas", "quillfeather@zubrowka.example"),),
)
TERMS = PartnerTerms(
    "ask only on Tuesdays zzterms",
    "nobody with zzexclusion",
    "never in public zzdisclosure",
    ("French",),
)
PAPERS = (PaperRule("travel_passport", valid_days=90, newer_than_days=3652), PaperRule("photos"))
ROUTE = RouteTerms(
    "national_d", "Lutzburg consulate", "home", 20, 40, 90, "zzconditions of this way", PAPERS
)


@dataclass
class Scene:
    """What has been set up so far. Each step acts as the member who would."""

    cast: Cast
    partner: Partner = field(init=False)
    route: Route = field(init=False)
    place: Place = field(init=False)
    case: Case = field(init=False)

    def __post_init__(self) -> None:
        """A partner that agreed, three open places, a vetted household of two with papers."""
        linden = self.cast.linden
        self.partner = partner_actions.add_partner(
            linden,
            cover_name="Partner Maple",
            kind="government",
            confidentiality="never",
            identity=IDENTITY,
            terms=TERMS,
        )
        partner_actions.move_partner(linden, self.partner.id, to="briefed")
        self.partner = partner_actions.move_partner(linden, self.partner.id, to="agreed")
        partner_actions.note_contact(
            linden,
            self.partner.id,
            note=ContactNote("Quillfeather", "zzsaid at the meeting", "zzpromised forty"),
        )
        self.route = partner_actions.add_route(linden, self.partner.id, terms=ROUTE)
        self.place = self.places(3)
        self.case = self.household(2)

    def places(self, persons: int, **terms: date) -> Place:
        """Open places on the way in."""
        linden = self.cast.linden
        place = place_actions.pledge_places(
            linden,
            self.route.id,
            persons=persons,
            conditions=PlaceConditions("zzbed near the station", ("medical",)),
            valid_until=terms.get("valid_until"),
        )
        return place_actions.open_places(linden, place.id)

    def household(self, people: int) -> Case:
        """A case whose people are vetted and have passports and photographs."""
        birch = self.cast.birch
        case = cases.open_case(
            birch,
            people=people,
            summary=CaseSummary("somebody in danger", "a letter", "never call"),
            language="ru",
            persons=[Identity(names=(written(f"Person {n}"),)) for n in range(people)],
        )
        cases.move_vetting(birch, case.id, to="identity_ok", reason="saw the passport")
        for person in self.persons(case):
            for kind in ("travel_passport", "photos"):
                ends = today() + timedelta(days=400) if kind == "travel_passport" else None
                details = PaperDetails(kind, number="0001", issued=today(), expires=ends)
                cases.add_paper(birch, case.id, details=details, state="valid", person=person)
        case.refresh_from_db()
        return case

    def persons(self, case: Case | None = None) -> list[UUID]:
        """The ids of a case's people."""
        return list((case or self.case).persons.values_list("id", flat=True))

    def offered(self, persons: int | None = None) -> Hold:
        """A place is held; with it an application has begun."""
        return place_actions.offer_place(
            self.cast.linden, self.place.id, case_id=self.case.id, persons=persons
        )

    def reviewed(self) -> Application:
        """Somebody else has read the application through."""
        hold = self.offered()
        return actions.review_application(self.cast.birch, hold.application_id)

    def consent(self, application: Application) -> Consent:
        """The people agreed."""
        return actions.note_consent(
            self.cast.birch,
            application.id,
            text=ConsentText("to be let in", "names, passports, what happened"),
            expires_on=today() + timedelta(days=60),
        )

    def ready(self) -> Application:
        """A place is held, and everything is there to hand the application in."""
        application = self.reviewed()
        self.consent(application)
        return self.fresh(application)

    def handed_in(self) -> Application:
        """The partner has it."""
        return actions.hand_in_application(self.cast.linden, self.ready().id)

    def approved(self) -> Application:
        """The partner said yes."""
        return decision_actions.note_decision(
            self.cast.linden,
            self.handed_in().id,
            decision="approved",
            text=DecisionText("the case is clear"),
        )

    def visa(self) -> Visa:
        """A visa for everybody."""
        return journey_actions.note_visa(
            self.cast.linden,
            self.approved().id,
            details=VisaDetails("D 0042 ZZVISA", today(), today() + timedelta(days=90)),
        )

    def planned(self) -> Journey:
        """A journey of everybody, planned on that visa."""
        visa = self.visa()
        return journey_actions.plan_journey(
            self.cast.linden,
            self.case.id,
            kind="abroad",
            month=today(),
            persons=self.persons(),
            application_id=visa.application_id,
            plan=JourneyPlan((Leg("here", "Nebelsbad", today(), "flight ZZ 1932"),)),
        )

    def fresh(self, row: Application) -> Application:
        """The application as it stands now."""
        return Application.objects.get(pk=row.pk)


def verbs(case: UUID) -> list[str]:
    """What the audit chain says happened to a case, oldest first."""
    return [event.verb for event in reversed(audit.of_case(case))]
