"""Asking for help and coming back, with the keyboard alone and without JavaScript; and a look at
every page of that way: axe, 320 pixels, paper, Russian."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import context_of
from tests.journeys.hands import Hands
from tests.journeys.looking import english_left, overflow, prints, said_by_axe
from tests.journeys.walk import ask_for_help, open_box
from tests.whole.operation import DIGITS, without_tags
from tests.whole.running import Serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_TABS = 40


class Keyboard:
    """A person who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        """Press Tab until this has the focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{self.page.url}: no Tab leads to {selector}")

    def press(self, selector: str, key: str = "Enter") -> None:
        """Go to a link or button and press it; wait for the page behind it."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, selector: str, text: str) -> None:
        """Go to a field and type."""
        self.to(selector)
        self.page.keyboard.type(text)

    def choose(self, name: str) -> None:
        """Go to a question and choose what the keyboard offers first."""
        self.to(f'input[name="{name}"]')
        self.page.keyboard.press("Space")


def code_shown(page: Page) -> str:
    """The code on the page."""
    found = DIGITS.search(without_tags(page.content()))
    assert found, page.url
    return " ".join(found.group(0).split())


def test_the_keyboard_alone_is_enough(served: Serving, new_page: Callable[..., Page]) -> None:
    page = new_page(locale="en")
    page.goto(f"http://{served.addresses['public']}/en/")
    hand = Keyboard(page)
    hand.press('a[href$="/en/ask/"]')
    hand.write('textarea[name="text"]', "They came to our door last night.")
    hand.press('button[value="next"]')
    hand.choose("urgency")
    hand.press('button[value="next"]')
    hand.choose("where")
    hand.press('button[value="next"]')
    hand.press('button[value="next"]')
    if page.locator('input[type="file"]').count():
        hand.press('button[value="next"]')
    hand.press('button[value="send"]')
    code = code_shown(page)
    assert page.context.cookies() == []

    back = new_page(locale="en")
    back.goto(f"http://{served.addresses['public']}/en/")
    hand = Keyboard(back)
    hand.press('a[href$="/en/back/"]')
    hand.write('input[name="code"]', code)
    hand.press("form button")
    hand.write('textarea[name="text"]', "We are at my sister's now.")
    hand.press('button[value="write"]')
    assert "We have your message." in back.content()
    hand.press('button[value="withdraw"]')
    hand.press('button[value="erase"]')
    assert "Everything is withdrawn" in back.content()

    back.goto(f"http://{served.addresses['public']}/en/back/")
    hand.write('input[name="code"]', code)
    hand.press("form button")
    assert back.locator('[role="alert"]').count() == 1
    # What is typed wrongly comes back as it was typed.
    assert back.locator('input[name="code"]').input_value() == code


@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_every_public_page_can_be_used_by_everybody(
    served: Serving, chromium: Browser, language: str
) -> None:
    wrong: list[str] = []

    def look(page: Page) -> None:
        found = said_by_axe(Axe().run(page)) + overflow(page) + prints(page)
        if language == "ru":
            found += [f"English: {text}" for text in english_left(page)]
        wrong.extend(f"{page.url} “{page.locator('h1').inner_text()}”: {one}" for one in found)

    context = context_of(chromium, scripts=True, locale=language)
    hands = Hands(context.new_page(), served.addresses["public"], look)
    code = ask_for_help(hands, language)
    open_box(hands, code, language)
    hands.send({"text": "Мы ушли."}, button="write")
    hands.page.locator('button[value="withdraw"]').click()
    hands.look()
    hands.page.locator('button[value="erase"]').click()
    hands.look()
    # Pages on which something has to be put right.
    hands.go(f"/{language}/ask/")
    hands.page.locator('button[value="next"]').click()
    hands.look()
    hands.go(f"/{language}/back/")
    hands.page.locator('input[name="code"]').fill("123")
    hands.page.locator("main form button").first.click()
    hands.look()
    hands.page.goto(f"http://{hands.address}/{language}/nothing/")
    hands.look()
    context.close()
    assert wrong == [], "\n".join(wrong)
