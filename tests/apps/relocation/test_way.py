"""The whole way: a place, an application, a visa, a journey, arrival, status."""

from datetime import timedelta

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.models import Case, Person
from safeconduct.apps.relocation import departure_actions, queries
from safeconduct.apps.relocation.models import Hold, Place
from safeconduct.apps.team import queries as team
from tests.apps.relocation.scene import Scene, verbs
from tests.cast import Cast


def test_from_a_place_to_a_status_abroad(cast: Cast) -> None:
    """Every step moves application, place and case; each is in the audit chain, which holds."""
    scene = Scene(cast)
    journey = scene.planned()
    application = scene.fresh(journey.application)
    assert application.state == "pre_departure"
    assert Case.objects.get(pk=scene.case.pk).stage == "in_process"
    departure_actions.depart(cast.linden, scene.case.id, journey_id=journey.id)
    case = Case.objects.get(pk=scene.case.pk)
    assert case.stage == "departed"
    assert set(Person.objects.filter(case=case).values_list("left_country_on", flat=True)) == {
        today()
    }
    assert scene.fresh(application).state == "departed"
    assert Hold.objects.get().state == "used"
    assert Place.objects.get().state == "open"
    departure_actions.arrive(cast.linden, journey.id)
    assert Case.objects.get(pk=case.pk).stage == "arrived"
    filed = departure_actions.file_status(cast.linden, journey.id)
    assert filed.file_by == today() + timedelta(days=90)
    assert Case.objects.get(pk=case.pk).stage == "status_filed"
    assert verbs(case.id)[-1] == "file_status"
    for verb in (
        "offer_place",
        "start_application",
        "review_application",
        "note_consent",
        "hand_in_application",
        "note_decision",
        "note_visa",
        "plan_journey",
        "depart",
        "arrive",
        "file_status",
    ):
        assert verb in verbs(case.id)
    counted = queries.counts(today())
    assert (counted.left_country, counted.governments_helping, counted.places_open) == (2, 1, 1)
    assert list(audit.faults(cast.workspace, team.signing_keys())) == []
