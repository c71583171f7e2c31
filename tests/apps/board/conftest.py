"""The operation of these tests, with a clock that they can set."""

from pathlib import Path

import pytest

from tests.apps.board.operation import TODAY, Operation
from tests.cast import Cast


@pytest.fixture
def operation(cast: Cast, tmp_path: Path, settings: pytest.FixtureRequest) -> Operation:
    """An empty operation at noon of its today."""
    clock = tmp_path / "clock.json"
    settings.REHEARSAL_CLOCK = str(clock)  # type: ignore[attr-defined]  # pytest-django's fixture
    made = Operation(cast, clock)
    made.at(TODAY, 12)
    return made
