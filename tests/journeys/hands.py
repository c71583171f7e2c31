"""A person's hands on a browser without JavaScript: follows links, fills forms, presses buttons.

Finds things by what they are for (names of fields, ends of addresses), so that a journey reads the
same in every language. Remembers every page that was open.
"""

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import UUID

from playwright.sync_api import Locator, Page

Chosen = dict[str, str | list[str]]
Seen = Callable[[Page], None]


class Hands:
    """One person at one browser."""

    def __init__(self, page: Page, address: str, seen: Seen | None = None) -> None:
        self.page = page
        self.address = address
        self.visited: list[str] = []
        self.seen = seen

    def look(self) -> None:
        """Remember the page that is open."""
        parts = urlsplit(self.page.url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if path not in self.visited:
            self.visited.append(path)
        if self.seen:
            self.seen(self.page)

    def go(self, path: str) -> None:
        """Type an address."""
        answer = self.page.goto(f"http://{self.address}{path}")
        assert answer is not None and answer.status == 200, f"{path}: {answer and answer.status}"
        self.look()

    def follow(self, ending: str) -> None:
        """Click the first link in the page whose address ends so."""
        link = self.page.locator(f'main a[href$="{ending}"], nav a[href$="{ending}"]').first
        if link.count() == 0:
            raise AssertionError(f"{self.page.url} has no link to {ending}: {self.links()}")
        link.click()
        self.look()

    def links(self) -> list[str]:
        """Where this page leads."""
        found = self.page.locator("main a[href]")
        return [found.nth(n).get_attribute("href") or "" for n in range(found.count())]

    def ids(self, before: str, after: str) -> list[str]:
        """The ids that stand between two parts of the addresses of links."""
        found = [
            link[len(before) : len(link) - len(after)]
            for link in (urlsplit(one).path for one in self.links())
            if link.startswith(before) and link.endswith(after)
        ]
        return list(dict.fromkeys(one for one in found if len(one) == len(str(UUID(int=0)))))

    def form(self, names: list[str], action: str) -> Locator:
        """The form that has these fields."""
        chosen = f'main form[method="post"][action*="{action}"]' if action else "main form"
        forms = self.page.locator(chosen)
        for place in range(forms.count()):
            one = forms.nth(place)
            if all(one.locator(f'[name="{name}"]').count() for name in names):
                return one
        raise AssertionError(f"{self.page.url} has no form with {names}")

    def send(self, chosen: Chosen | None = None, *, action: str = "", button: str = "") -> None:
        """Fill in a form and press its first button, or the one with this value."""
        chosen = chosen or {}
        form = self.form(list(chosen), action)
        for name, value in chosen.items():
            for one in [value] if isinstance(value, str) else value:
                fill(form.locator(f'[name="{name}"]'), one)
        pressed = form.locator(f'button[value="{button}"]' if button else "button").first
        pressed.click()
        wrong = self.page.locator('[role="alert"]')
        assert wrong.count() == 0, f"{self.page.url}: {wrong.first.inner_text()}"
        self.look()

    def text(self) -> str:
        """What is to be read."""
        return self.page.locator("main").inner_text()


def fill(field: Locator, value: str) -> None:
    """Choose, tick or type, whatever the field is."""
    kind = field.first.evaluate("e => e.type")
    if kind in {"radio", "checkbox"}:
        for place in range(field.count()):
            if field.nth(place).get_attribute("value") == value:
                field.nth(place).check()
                return
        raise AssertionError(f"there is no {value} to choose")
    if kind.startswith("select"):
        field.first.select_option(value)
    else:
        field.first.fill(value)
