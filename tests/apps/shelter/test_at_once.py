"""Two keepers press the button in the same moment: the last bed is given once.

Real requests in real threads. SQLite's tests run in memory, which threads cannot share the way a
server's do; so the threads get a copy of the database in a file.
"""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client

from safeconduct.apps.audit.clock import today
from safeconduct.apps.shelter import actions, queries
from safeconduct.apps.shelter.models import Flat, Stay
from tests.apps.shelter.house import a_case, a_flat
from tests.cast import Cast, found


@pytest.fixture
def threads(
    transactional_db: None, tmp_path: Path
) -> Iterator[Callable[[list[Callable[[], object]]], list[object]]]:
    """Runs functions at the same moment, each in a thread with its own database connection."""
    shared = connections.settings["default"]
    before = shared["NAME"]

    def run(acts: list[Callable[[], object]]) -> list[object]:
        if connection.vendor == "sqlite":
            copy = tmp_path / "copy.sqlite3"
            if not copy.exists():
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM INTO %s", [str(copy)])
            shared["NAME"] = str(copy)
        together = threading.Barrier(len(acts))
        results: list[object] = [None] * len(acts)

        def one(place: int) -> None:
            try:
                connection.ensure_connection()
                together.wait(timeout=20)
                results[place] = acts[place]()
            except Exception as error:  # shown by the test that asked
                results[place] = error
            finally:
                connection.close()

        started = [threading.Thread(target=one, args=(n,)) for n in range(len(acts))]
        for thread in started:
            thread.start()
        for thread in started:
            thread.join(timeout=60)
        shared["NAME"] = before
        return results

    yield run
    shared["NAME"] = before


def status_of(client: Client, address: str, data: dict[str, object]) -> Callable[[], int]:
    """A POST, to be made in a thread; gives its status."""
    return lambda: client.post(address, data).status_code


def test_the_last_bed_is_given_once(
    threads: Callable[[list[Callable[[], object]]], list[object]],
) -> None:
    cast: Cast = found()
    rounds = 4
    flats = [a_flat(cast, f"Flat {n}", beds=1) for n in range(rounds)]
    cases = [[a_case(cast).id for _ in range(3)] for _ in range(rounds)]
    browsers = [cast.client(name) for name in ("willow", "aspen")]
    browsers.append(cast.client("willow"))
    for flat, three in zip(flats, cases, strict=True):
        answers = threads(
            [
                status_of(
                    browser,
                    f"/cases/{case}/hiding/place/",
                    {"flat": str(flat.pk), "beds": 1, "on": today().isoformat()},
                )
                for browser, case in zip(browsers, three, strict=True)
            ]
        )
        assert sorted(map(str, answers)) == ["200", "200", "302"]

    def look() -> object:
        free = [Flat.objects.get(pk=flat.pk).beds for flat in flats]
        return free, Stay.objects.count(), queries.beds()

    assert threads([look]) == [([1] * rounds, rounds, queries.Beds(rounds, rounds, 0))]


def test_one_case_is_placed_once(
    threads: Callable[[list[Callable[[], object]]], list[object]],
) -> None:
    cast: Cast = found()
    flats = [a_flat(cast, f"Flat {n}", beds=1) for n in range(2)]
    case = a_case(cast).id
    keepers = [cast.willow, cast.aspen]
    answers = threads(
        [
            lambda keeper=keeper, flat=flat: actions.place_in_flat(keeper, case, flat.pk).beds
            for keeper, flat in zip(keepers, flats, strict=True)
        ]
    )
    codes = [getattr(one, "code", one) for one in answers]
    assert sorted(map(str, codes)) == ["1", "already_hidden"]
