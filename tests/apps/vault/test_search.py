"""Searching: who finds what, in either script, and what a search leaves behind."""

from collections.abc import Iterator

import pytest

from safeconduct.apps.cases.actions import open_case
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.records import CaseSummary, Identity, WrittenName
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.search import sessions
from tests.cast import Cast

pytestmark = pytest.mark.timeout(60)


@pytest.fixture(autouse=True)
def _end_children() -> Iterator[None]:
    yield
    sessions.children().end_all()


def a_case(actor: Actor, text: str, *names: str) -> Case:
    """A case with a summary and persons."""
    return open_case(
        actor,
        people=max(1, len(names)),
        summary=CaseSummary(text, "", ""),
        language="ru",
        persons=[Identity(names=(WrittenName(name),)) for name in names],
    )


def test_a_recent_case_is_found_on_the_page(cast: Cast) -> None:
    case = a_case(cast.birch, "Прячется у тёти", "Хасан Кадыров")
    client = cast.client("birch")
    page = client.post("/search/", {"text": "khasan kadyrow"}, secure=True)
    assert page.status_code == 200
    assert case.code in page.content.decode()
