"""From a plea to a place abroad, without JavaScript; then every page of that way, looked at.

Looked at means: axe finds nothing (WCAG 2.2 AA), 320 pixels are wide enough, it can be printed,
and a Russian member reads no English.
"""

import re
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import context_of
from tests.journeys.hands import Hands
from tests.journeys.looking import english_left, overflow, prints, said_by_axe
from tests.journeys.walk import Walked
from tests.whole.operation import UUID

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]


@dataclass
class Found:
    """What is wrong with the pages, one line each."""

    axe: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    english: list[str] = field(default_factory=list)
    looked_at: int = 0


@pytest.fixture(scope="module")
def found(walked: Walked, chromium: Browser) -> Found:
    """Every kind of page of the walk once, in Russian, whose words are the longest."""
    found, kinds = Found(), set[str]()
    for hands in walked.staff().values():
        context = context_of(chromium, scripts=True)
        context.add_cookies(hands.page.context.cookies())  # type: ignore[arg-type]
        page = context.new_page()
        speak_russian(page, hands)
        for path in hands.visited:
            kind = re.sub(UUID, "…", path)
            if kind not in kinds and look(page, hands, path, kind, found):
                kinds.add(kind)
        context.close()
    return found


def look(page: Page, hands: Hands, path: str, kind: str, found: Found) -> bool:
    """One page; False when it is not there any more, because its step is done."""
    answer = page.goto(f"http://{hands.address}{path}")
    if answer is None or answer.status != 200 or "/sign-in/" in page.url:
        return False
    found.looked_at += 1
    found.axe += [f"{kind}: {one}" for one in said_by_axe(Axe().run(page))]
    found.wide += [f"{kind}: {one}" for one in overflow(page)]
    found.printed += [f"{kind}: {one}" for one in prints(page)]
    found.english += [f"{kind}: {text}" for text in english_left(page)]
    return True


def speak_russian(page: Page, hands: Hands) -> None:
    """The member chooses Russian."""
    page.goto(f"http://{hands.address}/account/")
    page.locator('main select[name="language"]').select_option("ru")
    page.locator('main form:has(select[name="language"]) button').first.click()


def test_a_person_comes_from_a_plea_to_a_place_abroad(walked: Walked) -> None:
    linden = walked.hands["linden"]
    assert len(linden.visited) > 10
    assert "arrived" in walked.hands["birch"].text()


def test_axe_finds_nothing(found: Found) -> None:
    assert found.looked_at > 40
    assert found.axe == [], "\n".join(found.axe)


def test_no_page_scrolls_sideways_at_320_pixels(found: Found) -> None:
    assert found.wide == [], "\n".join(found.wide)


def test_every_page_can_be_printed(found: Found) -> None:
    assert found.printed == [], "\n".join(found.printed)


def test_no_english_is_left_on_russian_pages(found: Found) -> None:
    """Red until every text is translated; the message lists what is left."""
    assert found.english == [], "\n".join(sorted(set(found.english)))
