"""Debian's chromium for tests that walk the pages as a person would, without JavaScript.

The browser reaches nothing but this machine. `page` has JavaScript switched off; `axe` looks at the
same address in a second page that has it, because axe is a script (in a page without JavaScript it
waits for ever). Both share their cookies, so axe sees what the signed-in person sees.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

MILLISECONDS = 10_000
OPTIONS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-gpu",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run. Skips when there is none; under CI=true, fails."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        said = "chromium is not installed (on Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    # Playwright keeps an event loop in this thread, and Django would take that for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=OPTIONS, timeout=6 * MILLISECONDS
        )
        yield browser
        browser.close()


def context_of(browser: Browser, *, scripts: bool, locale: str = "en") -> BrowserContext:
    """A fresh, empty profile in which everything gives up after ten seconds."""
    context = browser.new_context(java_script_enabled=scripts, locale=locale)
    context.set_default_timeout(MILLISECONDS)
    context.set_default_navigation_timeout(MILLISECONDS)
    return context


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages without JavaScript, each its own person: `new_page(locale="ru")`."""
    contexts: list[BrowserContext] = []

    def make(locale: str = "en") -> Page:
        contexts.append(context_of(chromium, scripts=False, locale=locale))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page without JavaScript."""
    return new_page()


@pytest.fixture
def axe(chromium: Browser) -> Iterator[Callable[[Page], list[str]]]:
    """What axe finds wrong with what a page shows, one line each; an empty list is the aim.

    The address is fetched again, so the page must be one that can be (not the answer to a POST).
    """
    contexts: list[BrowserContext] = []

    def look(seen: Page) -> list[str]:
        # A context per look: a staff page that is left and returned to must not share a history.
        context = context_of(chromium, scripts=True)
        contexts.append(context)
        context.add_cookies(seen.context.cookies())  # type: ignore[arg-type]
        copy = context.new_page()
        copy.goto(seen.url)
        found = Axe().run(copy).response["violations"]
        return [
            f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['html'][:160]}"
            for violation in found
            for node in violation["nodes"]
        ]

    yield look
    for context in contexts:
        context.close()
