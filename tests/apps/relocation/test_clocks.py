"""What runs out: by plain, coarse dates on the lists; by exact ones where they open."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeconduct.apps.audit.clock import today
from safeconduct.apps.relocation import actions, departure_actions, partner_actions, queries
from safeconduct.apps.relocation.dossier import Held, enter_by, look_through
from safeconduct.apps.relocation.models import Application, Hold, Journey, Visa
from safeconduct.apps.relocation.records import PaperRule, PartnerIdentity
from tests.apps.relocation.scene import Scene
from tests.cast import Cast

ENTRY = date(2017, 6, 1)
PASSPORT = PaperRule("travel_passport", valid_days=90, newer_than_days=3652)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A partner, a way, three open places, a household of two."""
    return Scene(cast)


def kinds(on: date, days: int = 30) -> list[str]:
    """What runs out, by kind."""
    return [row.kind for row in queries.running_out(on, days=days)]


@pytest.mark.parametrize(
    ("expires", "issued", "found"),
    [
        (date(2017, 8, 30), date(2016, 1, 1), "there"),  # exactly 90 days after entry
        (date(2017, 8, 29), date(2016, 1, 1), "ends_too_early"),
        (date(2019, 1, 1), date(2007, 5, 30), "too_old"),
        (None, None, "no_date"),
    ],
)
def test_a_passport_outlasts_the_entry(
    expires: date | None, issued: date | None, found: str
) -> None:
    held = [Held("travel_passport", issued, expires)]
    finding = look_through([PASSPORT], held, persons=1, entry=ENTRY)[0]
    assert finding.code == found


def test_the_last_day_of_entry_is_that_of_the_first_passport_to_end() -> None:
    held = [
        Held("travel_passport", None, date(2018, 1, 1)),
        Held("travel_passport", None, date(2017, 10, 30)),
    ]
    findings = look_through([PASSPORT], held, persons=2, entry=ENTRY)
    assert enter_by(findings) == date(2017, 8, 1)


def test_one_passport_for_two_people_is_too_few() -> None:
    held = [Held("travel_passport", None, date(2019, 1, 1))]
    assert look_through([PASSPORT], held, persons=2, entry=ENTRY)[0].code == "too_few"
    seen = look_through([PASSPORT], held, persons=2, entry=ENTRY, brought=["travel_passport"])
    assert seen[0].code == "there"


def test_seeing_a_paper_does_not_make_it_younger() -> None:
    held = [Held("travel_passport", None, date(2017, 7, 1))]
    seen = look_through([PASSPORT], held, persons=1, entry=ENTRY, brought=["travel_passport"])
    assert seen[0].code == "ends_too_early"


def test_holds_and_consents_run_out_until_they_are_renewed(scene: Scene) -> None:
    application = scene.ready()
    assert kinds(today()) == ["hold"]
    assert kinds(today(), days=90) == ["hold", "consent"]
    scene.consent(application)
    actions.hand_in_application(scene.cast.linden, application.id)
    assert "hold" not in kinds(today(), days=90)


def test_a_hold_that_ran_out_is_late(scene: Scene) -> None:
    scene.offered()
    Hold.objects.update(until=today() - timedelta(days=1))
    row = queries.running_out(today())[0]
    assert (row.kind, row.late, row.whole_month, row.cover_name) == (
        "hold",
        True,
        False,
        "Partner Maple",
    )


def test_a_visa_is_looked_at_in_its_month(scene: Scene) -> None:
    visa = scene.visa()
    assert "visa" not in kinds(visa.attention_month - timedelta(days=40))
    row = next(r for r in queries.running_out(visa.attention_month) if r.kind == "visa")
    assert (row.whole_month, row.late, row.by.day) == (True, False, 1)
    later = queries.running_out(visa.attention_month + timedelta(days=45))
    assert next(r for r in later if r.kind == "visa").late
    Visa.objects.update(replaced_on=today())
    assert "visa" not in kinds(visa.attention_month)


def test_ninety_days_to_ask_for_a_status(scene: Scene) -> None:
    journey = scene.planned()
    linden = scene.cast.linden
    departure_actions.depart(linden, scene.case.id, journey_id=journey.id)
    departure_actions.arrive(linden, journey.id)
    file_by = Journey.objects.get().file_by
    assert file_by == today() + timedelta(days=90)
    assert "filing" in kinds(file_by - timedelta(days=30))
    departure_actions.file_status(linden, journey.id)
    assert "filing" not in kinds(file_by)


def test_a_passport_less_what_the_partner_asks(scene: Scene) -> None:
    application = scene.handed_in()
    month = Application.objects.get(pk=application.pk).passport_month
    assert month == (today() + timedelta(days=400 - 90)).replace(day=1)
    assert "passport" in kinds(month)


def test_lists_are_limited_to_the_cases_one_may_see(scene: Scene) -> None:
    scene.offered()
    assert queries.running_out(today(), cases=[]) == []
    assert len(queries.running_out(today(), cases=[scene.case.id])) == 1


def test_counts_are_as_of_a_day(scene: Scene) -> None:
    linden, yesterday = scene.cast.linden, today() - timedelta(days=1)
    scene.handed_in()
    departure_actions.evacuate(scene.cast.birch, scene.case.id)
    now = queries.counts(today())
    assert (now.evacuated_from_region, now.left_country) == (2, 0)
    assert (now.governments_briefed, now.governments_helping) == (1, 1)
    assert (now.applications_in_flight, now.places_open) == (1, 1)
    then = queries.counts(yesterday)
    assert then == queries.Counts(0, 0, 0, 0, 0, 0)
    partner_actions.move_partner(linden, scene.partner.id, to="suspended")
    assert queries.counts(today()).governments_helping == 0
    partner_actions.add_partner(
        linden,
        cover_name="Partner Oak",
        kind="city",
        confidentiality="open",
        identity=PartnerIdentity("Lutz"),
    )
    assert queries.counts(today()).governments_briefed == 1


def test_the_number_of_queries_does_not_grow(scene: Scene) -> None:
    def measured() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.counts(today())
            queries.running_out(today(), days=400)
            queries.partner_rows(today())
        return len(seen)

    scene.visa()
    one = measured()
    for _ in range(3):
        scene.place = scene.places(2)
        scene.case = scene.household(2)
        scene.ready()
    assert measured() == one
