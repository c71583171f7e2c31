"""The public face as a stranger's browser meets it, and the path that such a person walks."""

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from safeconduct.apps.intake import plea_limits
from safeconduct.config import public as public_settings
from tests.cast import Cast

HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">')
CODE = re.compile(r'<output class="code"[^>]*>([0-9 ]+)</output>')


def hidden(page: str) -> dict[str, list[str]]:
    """The hidden fields of a page, as its first form would send them."""
    fields: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(page):
        fields.setdefault(name, []).append(unescape(value))
    return fields


@dataclass
class Stranger:
    """Somebody without an account: a client that walks the pages and counts what it receives."""

    client: Client = field(default_factory=Client)
    language: str = "en"
    page: str = ""
    status: int = 0
    responses: list[Any] = field(default_factory=list)

    def take(self, response: Any) -> str:
        self.responses.append(response)
        self.status, self.page = response.status_code, response.content.decode()
        return self.page

    def get(self, place: str = "") -> str:
        return self.take(self.client.get(f"/{self.language}/{place}"))

    def post(self, place: str, **fields: Any) -> str:
        """Send the present page's hidden fields and `fields` with them."""
        return self.take(
            self.client.post(f"/{self.language}/{place}", {**hidden(self.page), **fields})
        )

    def begin(self) -> str:
        return self.get("ask/")

    def answer(self, **fields: Any) -> str:
        return self.post("ask/", **{"do": "next", **fields})

    def fill(self, text: str = "They took my brother.", urgency: str = "now", **more: Any) -> str:
        """All steps up to reading through, with the page for files only where there are some."""
        self.begin()
        self.answer(text=text)
        self.answer(urgency=urgency)
        self.answer(where="region", where_words=more.get("where_words", ""))
        page = self.answer(
            channel=more.get("channel", "page"),
            reach=more.get("reach", ""),
            never=more.get("never", ["call", "family"]),
        )
        if "file" in more:
            self.answer(do="5")
            page = self.answer(file=more["file"])
        return page

    def send(self) -> str:
        return self.post("ask/", do="send")

    @property
    def code(self) -> str:
        found = CODE.search(self.page)
        assert found, self.page
        return found[1]

    def look(self, code: str) -> str:
        self.page = ""
        return self.post("box/", code=code)


@pytest.fixture
def public(cast: Cast, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stranger:
    """The public face over the cast's workspace, its files under this test's folder."""
    settings.ROOT_URLCONF = public_settings.ROOT_URLCONF
    settings.MIDDLEWARE = public_settings.MIDDLEWARE
    settings.TEMPLATES = public_settings.TEMPLATES
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("safeconduct.apps.intake.plea_box_views.CODES", plea_limits.Bucket(100, 10))
    return Stranger()
