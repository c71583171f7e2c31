"""What the tests of the whole product share: a founded workspace, fresh for each test."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import DATABASE
from tests.whole.running import Home, Login, environment_for, found


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A workspace on SQLite, made once; copied for each test, because making it takes seconds."""
    place = tmp_path_factory.mktemp("founded")
    return found(place / "data", place / "temporary")


@pytest.fixture
def home(founded: Home, tmp_path: Path) -> Home:
    """An own copy of the founded workspace, on SQLite whatever the other tests run on."""
    shutil.copytree(founded.data, tmp_path / "data")
    return settled(founded, tmp_path, "")


@pytest.fixture
def home_on_either(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> Home:
    """A workspace in the database that this run is about."""
    if DATABASE == "sqlite":
        found_home: Home = request.getfixturevalue("home")
        return found_home
    return found(tmp_path / "data", tmp_path / "temporary", database_url)


def settled(founded: Home, place: Path, database_url: str) -> Home:
    """The founded workspace as it lies in `place`."""
    temporary = place / "temporary"
    return replace(
        founded,
        data=place / "data",
        temporary=temporary,
        environment=environment_for(place / "data", temporary, database_url),
        founder=Login("alder", founded.founder.passphrase, founded.founder.second_factor),
    )
