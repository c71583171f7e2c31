"""What the journeys share: a served workspace with its members, and one walk through it.

The walk is done once; each test looks at one side of the pages it went through.
"""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import context_of
from tests.journeys.walk import Walked, walk_to_a_place_abroad
from tests.whole.canaries import Sower
from tests.whole.conftest import founded as founded
from tests.whole.conftest import settled
from tests.whole.operation import Operation
from tests.whole.running import Home, Serving, serving


@pytest.fixture(scope="module")
def served(founded: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Both faces of a workspace of its own, on SQLite, as real processes."""
    place = tmp_path_factory.mktemp("journey")
    shutil.copytree(founded.data, place / "data")
    with serving(settled(founded, place, "")) as running:
        yield running


@pytest.fixture(scope="module")
def walked(served: Serving, chromium: Browser) -> Iterator[Walked]:
    """A person's way from asking for help to a place abroad, with everybody who helped."""
    assert served.home is not None
    operation = Operation(served.home, served, Sower())
    operation.gather()
    walked = Walked(operation, lambda: context_of(chromium, scripts=False))
    walk_to_a_place_abroad(walked)
    yield walked
    walked.close()
