"""Places: never given twice, held until a day, given back, lapsed, revoked."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, connections

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.relocation import actions, partner_actions, place_actions, queries
from safeconduct.apps.relocation.models import Application, Hold, Place
from safeconduct.apps.relocation.records import PlaceConditions
from tests.apps.relocation.scene import ROUTE as ROUTE_TWO
from tests.apps.relocation.scene import Scene
from tests.cast import Cast, found

TOMORROW = today() + timedelta(days=1)


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


def test_no_more_are_held_than_there_are(scene: Scene) -> None:
    linden = scene.cast.linden
    scene.offered()
    other = scene.household(2)
    assert (
        code(lambda: place_actions.offer_place(linden, scene.place.id, case_id=other.id))
        == "too_few_places"
    )
    place_actions.offer_place(linden, scene.place.id, case_id=other.id, persons=1)
    assert Place.objects.get().state == "held"
    assert queries.open_places(today()) == []


def test_the_last_place_is_offered_once(transactional_db: None, tmp_path: Path) -> None:
    """Four officers press the button in the same moment; one household gets the place."""
    scene = Scene(found())
    place = scene.places(1)
    households = [scene.household(1).id for _ in range(4)]
    shared = connections.settings["default"]
    before = shared["NAME"]
    if connection.vendor == "sqlite":
        # In-memory databases are not shared by threads the way a server's are.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(tmp_path / "copy.sqlite3")])
        shared["NAME"] = str(tmp_path / "copy.sqlite3")
    together = threading.Barrier(len(households))
    answers: list[str] = []

    def offer(case: UUID) -> None:
        try:
            connection.ensure_connection()
            together.wait(timeout=20)
            place_actions.offer_place(scene.cast.linden, place.id, case_id=case)
            answers.append("held")
        except Refused as refused:
            answers.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=offer, args=(case,)) for case in households]
    counted: list[int] = []

    def look() -> None:
        counted.append(Hold.objects.filter(place=place).count())
        connection.close()

    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        last = threading.Thread(target=look)
        last.start()
        last.join()
    finally:
        shared["NAME"] = before
    assert sorted(answers) == ["held", "too_few_places", "too_few_places", "too_few_places"]
    assert counted == [1]


def test_a_hold_that_ran_out_leaves_the_place_to_others(scene: Scene) -> None:
    hold = scene.offered()
    Hold.objects.filter(pk=hold.pk).update(until=today() - timedelta(days=1))
    assert [row.free for row in queries.open_places(today())] == [3]
    other = scene.household(3)
    place_actions.offer_place(scene.cast.linden, scene.place.id, case_id=other.id)
    assert (
        code(lambda: place_actions.extend_hold(scene.cast.linden, hold.id, until=TOMORROW))
        == "too_few_places"
    )


def test_a_place_that_was_handed_in_on_stays_bound(scene: Scene) -> None:
    scene.handed_in()
    Hold.objects.update(until=today() - timedelta(days=1))
    assert [row.free for row in queries.open_places(today())] == [1]


def test_the_same_people_hold_no_second_place(scene: Scene) -> None:
    linden = scene.cast.linden
    scene.offered()
    route = partner_actions.add_route(linden, scene.partner.id, terms=ROUTE_TWO)
    second = place_actions.pledge_places(linden, route.id, persons=2)
    place_actions.open_places(linden, second.id)
    assert (
        code(lambda: place_actions.offer_place(linden, second.id, case_id=scene.case.id))
        == "already_held"
    )


def test_pledged_places_are_not_offered(scene: Scene) -> None:
    pledged = place_actions.pledge_places(scene.cast.linden, scene.route.id, persons=2)
    assert (
        code(
            lambda: place_actions.offer_place(scene.cast.linden, pledged.id, case_id=scene.case.id)
        )
        == "not_open"
    )


def test_nobody_is_offered_a_place_while_the_vetting_is_on_hold(scene: Scene) -> None:
    cases.move_vetting(
        scene.cast.birch, scene.case.id, to="hold_infiltration", reason="knew too much"
    )
    assert code(scene.offered) == "vetting_held"
    assert not Application.objects.exists()


def test_a_suspended_way_or_partner_gives_no_place(scene: Scene) -> None:
    partner_actions.suspend_route(scene.cast.linden, scene.route.id)
    assert code(scene.offered) == "suspended"
    assert queries.open_places(today()) == []


def test_a_hold_ends_no_later_than_the_places(scene: Scene) -> None:
    place = scene.places(2, valid_until=TOMORROW)
    linden = scene.cast.linden
    later = TOMORROW + timedelta(days=1)
    assert (
        code(
            lambda: place_actions.offer_place(linden, place.id, case_id=scene.case.id, until=later)
        )
        == "beyond_place"
    )
    hold = place_actions.offer_place(linden, place.id, case_id=scene.case.id)
    assert hold.until == TOMORROW


def test_a_place_given_back_takes_the_application_back_a_step(scene: Scene) -> None:
    application = scene.ready()
    assert application.state == "place_held"
    place_actions.give_back_place(scene.cast.linden, Hold.objects.get().id)
    assert scene.fresh(application).state == "consented"
    assert Place.objects.get().state == "open"
    scene.offered()
    assert scene.fresh(application).state == "place_held"


def test_places_taken_back_are_lost_to_every_case(scene: Scene) -> None:
    application = scene.ready()
    place_actions.revoke_places(scene.cast.linden, scene.place.id)
    assert scene.fresh(application).state == "consented"
    assert Hold.objects.get().state == "released"
    assert code(scene.offered) == "too_few_places"
    assert (
        code(lambda: actions.hand_in_application(scene.cast.linden, application.id))
        == "not_from_here"
    )


def test_fewer_places_than_are_held_is_refused(scene: Scene) -> None:
    scene.offered()
    assert (
        code(
            lambda: place_actions.change_places(
                scene.cast.linden,
                scene.place.id,
                persons=1,
                valid_until=None,
                conditions=PlaceConditions(),
            )
        )
        == "below_held"
    )
