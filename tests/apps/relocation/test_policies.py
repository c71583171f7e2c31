"""What stands in the way of an application, a decision, a visa, a departure; and cover names."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.models import Case, Person
from safeconduct.apps.cases.records import CaseSummary
from safeconduct.apps.relocation import (
    actions,
    decision_actions,
    departure_actions,
    journey_actions,
    partner_actions,
)
from safeconduct.apps.relocation.models import Application, Consent, Hold, Place, Visa
from safeconduct.apps.relocation.records import ConsentText, DecisionText, PaperRule, VisaDetails
from safeconduct.apps.team.actor import Actor
from tests.apps.relocation.scene import IDENTITY, Scene, verbs
from tests.cast import Cast


def code(act: Callable[[], object]) -> str:
    """What an action is refused for."""
    with pytest.raises(Refused) as refused:
        act()
    assert str(refused.value.sentence)
    return refused.value.code


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A partner, a way, three open places, a household of two."""
    return Scene(cast)


def test_who_began_an_application_does_not_read_it_through(scene: Scene) -> None:
    this = scene.offered().application_id
    assert code(lambda: actions.review_application(scene.cast.linden, this)) == "same_person"
    assert actions.review_application(scene.cast.birch, this).state == "reviewed"


def test_consent_and_place_move_it_on_in_either_order(scene: Scene) -> None:
    birch = scene.cast.birch
    begun = actions.start_application(scene.cast.linden, scene.case.id, route_id=scene.route.id)
    scene.consent(begun)
    assert actions.review_application(birch, begun.id).state == "consented"
    scene.offered()
    assert scene.fresh(begun).state == "place_held"


def test_consent_taken_back_stops_what_was_not_handed_in(scene: Scene) -> None:
    application = scene.ready()
    actions.withdraw_consent(scene.cast.birch, Consent.objects.get().id)
    assert scene.fresh(application).state == "reviewed"
    assert (
        code(lambda: actions.hand_in_application(scene.cast.linden, application.id))
        == "not_from_here"
    )


def test_consent_that_ran_out_is_no_consent(scene: Scene) -> None:
    application = scene.ready()
    yesterday = today() - timedelta(days=1)
    Consent.objects.update(given_on=yesterday, expires_on=yesterday)
    assert (
        code(lambda: actions.hand_in_application(scene.cast.linden, application.id)) == "no_consent"
    )


def test_missing_papers_need_a_reason(scene: Scene) -> None:
    linden, birch = scene.cast.linden, scene.cast.birch
    case = cases.open_case(birch, people=1, summary=scene_summary(), language="ru")
    cases.move_vetting(birch, case.id, to="identity_ok", reason="saw them")
    scene.case = case
    application = scene.ready()
    assert code(lambda: actions.hand_in_application(linden, application.id)) == "papers_missing"
    handed = actions.hand_in_application(linden, application.id, despite="they were taken away")
    assert (handed.state, handed.missing) == ("submitted", 2)


def scene_summary() -> CaseSummary:
    """What a case without papers is about."""
    return CaseSummary("no papers at all")


def test_papers_seen_by_eye_count(scene: Scene) -> None:
    birch = scene.cast.birch
    application = actions.change_checklist(
        birch,
        scene.offered().application_id,
        papers=(PaperRule("travel_passport"), PaperRule("form")),
    )
    assert application.missing == 1
    seen = actions.look_through_papers(birch, application.id, brought=["form"])
    assert seen.missing == 0
    assert (
        code(lambda: actions.look_through_papers(birch, application.id, brought=["nonsense"]))
        == "bad_choice"
    )


def test_unvetted_people_are_not_handed_in(scene: Scene) -> None:
    application = scene.ready()
    cases.move_vetting(
        scene.cast.birch, scene.case.id, to="hold_inconsistent", reason="two birthdays"
    )
    assert code(lambda: actions.hand_in_application(scene.cast.linden, application.id)) == "vetting"


def test_a_past_opens_a_review_and_nothing_more(scene: Scene) -> None:
    linden, birch = scene.cast.linden, scene.cast.birch
    application = scene.ready()

    def review(who: Actor, to: str) -> Application:
        return decision_actions.review_exclusion(
            who, application.id, to=to, reason="conscript in the police"
        )

    assert code(lambda: review(birch, "excluded")) == "not_from_here"
    review(birch, "triggered_pending")
    assert code(lambda: actions.hand_in_application(linden, application.id)) == "exclusion"
    assert code(lambda: review(birch, "cleared")) == "same_person"
    review(linden, "cleared")
    assert actions.hand_in_application(linden, application.id).state == "submitted"


def test_a_deferral_is_no_denial(scene: Scene) -> None:
    linden = scene.cast.linden
    this = scene.handed_in().id
    text = DecisionText("one photograph more")
    deferred = decision_actions.note_decision(linden, this, decision="deferred_info", text=text)
    assert (deferred.state, deferred.ended_on) == ("info_requested", None)
    assert Hold.objects.get().state == "held"
    assert actions.hand_in_application(linden, this).state == "submitted"


def test_a_no_ends_it_and_frees_the_place(scene: Scene) -> None:
    linden = scene.cast.linden
    this = scene.handed_in().id
    denied = decision_actions.note_decision(linden, this, decision="denied", text=DecisionText(""))
    assert denied.ended_on == today()
    assert (Hold.objects.get().state, Place.objects.get().state) == ("released", "open")
    assert code(lambda: journey_actions.note_visa(linden, this, details=VISA)) == "ended"
    again = actions.start_application(linden, scene.case.id, route_id=scene.route.id)
    assert again.state == "draft"


VISA = VisaDetails("D 7", None, today() + timedelta(days=90))


def test_a_split_needs_the_households_consent(scene: Scene) -> None:
    linden = scene.cast.linden
    this = scene.handed_in().id
    text = DecisionText("one of them", "the younger")
    assert (
        code(lambda: decision_actions.note_decision(linden, this, decision="split", text=text))
        == "bad_number"
    )
    decision_actions.note_decision(linden, this, decision="split", text=text, persons=1)
    assert Hold.objects.get().persons == 1
    assert code(lambda: journey_actions.note_visa(linden, this, details=VISA)) == "no_split"
    cases.decide_split(linden, scene.case.id, may_be_split=True)
    assert journey_actions.note_visa(linden, this, details=VISA).kind == "visa"


def test_a_visa_stands_in_plain_by_its_month_alone(scene: Scene) -> None:
    visa = scene.visa()
    ends = today() + timedelta(days=90)
    assert visa.attention_month == (ends - timedelta(days=30)).replace(day=1)
    newer = journey_actions.note_visa(
        scene.cast.linden, visa.application_id, details=VISA, replaces=visa.id
    )
    assert Visa.objects.get(pk=visa.id).replaced_on == today()
    assert newer.replaced_on is None


def test_a_suspended_way_stops_cases_under_it_and_lets_them_go_on(scene: Scene) -> None:
    linden = scene.cast.linden
    application = scene.handed_in()
    partner_actions.suspend_route(linden, scene.route.id, reason="a new minister")
    stopped = scene.fresh(application)
    assert (stopped.state, stopped.before_suspension) == ("route_suspended", "submitted")
    assert "suspend_route" in verbs(scene.case.id)
    assert (
        code(
            lambda: decision_actions.note_decision(
                linden, application.id, decision="approved", text=DecisionText("")
            )
        )
        == "suspended"
    )
    for name in ("approved", "denied", "deferred_info"):
        assert (
            code(
                lambda name=name: decision_actions.note_decision(
                    linden, application.id, decision=name, text=DecisionText("")
                )
            )
            == "suspended"
        )
    assert code(lambda: actions.hand_in_application(linden, application.id)) == "suspended"
    partner_actions.resume_route(linden, scene.route.id)
    assert scene.fresh(application).state == "submitted"


def test_an_application_whose_way_is_suspended_can_be_ended(scene: Scene) -> None:
    linden = scene.cast.linden
    this = scene.handed_in().id
    partner_actions.suspend_route(linden, scene.route.id)
    ended = decision_actions.note_decision(
        linden, this, decision="withdrawn", text=DecisionText("they go elsewhere")
    )
    assert (ended.state, ended.before_suspension) == ("withdrawn", "")
    assert Hold.objects.get().state == "released"


def test_visas_in_hand_outlast_a_suspension_unless_it_says_otherwise(scene: Scene) -> None:
    linden = scene.cast.linden
    this = scene.visa().application
    partner_actions.suspend_route(linden, scene.route.id)
    assert scene.fresh(this).state == "visa_issued"
    partner_actions.resume_route(linden, scene.route.id)
    partner_actions.suspend_route(linden, scene.route.id, with_visas=True)
    assert scene.fresh(this).state == "route_suspended"


def test_a_partner_that_suspends_takes_its_ways_with_it(scene: Scene) -> None:
    linden = scene.cast.linden
    application = scene.handed_in()
    partner_actions.move_partner(linden, scene.partner.id, to="suspended")
    assert scene.fresh(application).state == "route_suspended"
    assert code(lambda: partner_actions.resume_route(linden, scene.route.id)) == "not_agreed"


def test_half_a_household_leaves_and_the_case_waits_for_the_rest(scene: Scene) -> None:
    linden = scene.cast.linden
    journey = scene.planned()
    first, second = scene.persons()
    departure_actions.depart(linden, scene.case.id, journey_id=journey.id, persons=[first])
    assert Case.objects.get(pk=scene.case.pk).stage == "in_process"
    assert scene.fresh(journey.application).state == "pre_departure"
    assert Hold.objects.get().state == "held"
    departure_actions.depart(
        linden, scene.case.id, persons=[second], application_id=journey.application_id
    )
    assert Case.objects.get(pk=scene.case.pk).stage == "departed"
    assert scene.fresh(journey.application).state == "departed"
    assert Hold.objects.get().state == "used"
    assert code(lambda: departure_actions.depart(linden, scene.case.id)) == "nobody"


def test_people_of_another_case_do_not_travel(scene: Scene) -> None:
    other = scene.persons(scene.household(1))
    for act in (departure_actions.depart, departure_actions.evacuate):
        assert code(lambda act=act: act(scene.cast.birch, scene.case.id, persons=other)) == "nobody"
    assert not Person.objects.filter(left_country_on__isnull=False).exists()


def test_nobody_leaves_tomorrow(scene: Scene) -> None:
    tomorrow = today() + timedelta(days=1)
    assert (
        code(lambda: departure_actions.depart(scene.cast.birch, scene.case.id, on=tomorrow))
        == "in_future"
    )


def test_contact_comes_back_where_people_are(scene: Scene) -> None:
    birch = scene.cast.birch
    departure_actions.depart(birch, scene.case.id)
    departure_actions.lose_contact(birch, scene.case.id, reason="nobody answers")
    assert (
        code(
            lambda: departure_actions.contact_again(
                birch, scene.case.id, to="sheltered", reason="a letter"
            )
        )
        == "elsewhere"
    )
    case = departure_actions.contact_again(birch, scene.case.id, to="arrived", reason="a letter")
    assert case.stage == "arrived"


@pytest.mark.parametrize("cover", ["Partner Zubrowka", "ZUBRÓWKA'S friends", "Зубровка"])
def test_a_cover_name_tells_nothing(cover: str, scene: Scene) -> None:
    assert (
        code(
            lambda: partner_actions.add_partner(
                scene.cast.linden,
                cover_name=cover,
                kind="government",
                confidentiality="never",
                identity=IDENTITY,
            )
        )
        == "cover_tells"
    )


def test_cover_names_are_unique_whatever_their_case(scene: Scene) -> None:
    assert (
        code(
            lambda: partner_actions.add_partner(
                scene.cast.linden,
                cover_name="partner  maple",
                kind="city",
                confidentiality="ours",
                identity=IDENTITY,
            )
        )
        == "cover_taken"
    )


def test_an_officer_cannot_name_the_partner_by_a_slip(scene: Scene) -> None:
    this = scene.reviewed().id
    text = ConsentText("visas of Zubrowka", "names")
    later = today() + timedelta(days=9)

    def consent(who: Actor) -> Consent:
        return actions.note_consent(who, this, text=text, expires_on=later)

    assert code(lambda: consent(scene.cast.linden)) == "names_partner"
