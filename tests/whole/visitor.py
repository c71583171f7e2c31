"""A visitor with a browser's manners over plain HTTP: cookies, redirects, filled forms.

Remembers everything that stands outside the bodies of pages (addresses, headers, titles), because
that is what histories, proxies and logs keep.
"""

import http.client
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode, urljoin, urlsplit

from tests.whole.pages import TEXTS, Form, Reader

SECONDS = 20
SILENT = {"/lock/"}
Chosen = dict[str, str | list[str]]
Files = dict[str, tuple[str, bytes]]


@dataclass(frozen=True)
class Answer:
    """One answer, after redirects."""

    status: int
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @cached_property
    def read(self) -> Reader:
        """The page, read."""
        return Reader(self.text)

    def header(self, name: str) -> str:
        """One header, or nothing."""
        return next((v for n, v in self.headers if n.lower() == name.lower()), "")

    def form(self, *names: str, action: str = "") -> Form:
        """The form that is posted and has these fields (and, if said, leads there)."""
        found = [
            one
            for one in self.read.forms
            if one.method == "post"
            and set(names) <= one.names()
            and action in one.action
            and (action or urlsplit(one.action).path not in SILENT)
        ]
        assert found, f"{self.path} ({self.status}) has no form with {names}: {self.read.errors}"
        return found[0]


class Visitor:
    """One person's browser on one face."""

    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        self.address = address
        self.seconds = seconds
        self.cookies: dict[str, str] = {}
        self.outside: list[str] = []
        self.paths: dict[str, bytes] = {}
        self.sent_to: set[str] = set()
        self.connection = http.client.HTTPConnection(address, timeout=seconds)

    def get(self, path: str) -> Answer:
        """Follow a link."""
        return self.ask("GET", path)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        follow: bool = True,
    ) -> Answer:
        """One request, and those that its redirects lead to."""
        for _turn in range(6):
            answer = self.once(method, path, body, headers or {})
            to = answer.header("Location")
            if not to or not follow or answer.status not in {301, 302, 303, 307, 308}:
                return answer
            method, body, headers = "GET", None, {}
            path = (
                urlsplit(urljoin(f"http://{self.address}{path}", to))
                ._replace(scheme="", netloc="", fragment="")
                .geturl()
            )
        raise AssertionError(f"{path} leads in a circle")

    def once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """One request and its answer. Raises OSError or HTTPException when the server is gone."""
        sent = {"Host": self.address, "Accept-Encoding": "identity", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.connection.request(method, path, body, sent)
            got = self.connection.getresponse()
            content = got.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise
        answer = Answer(got.status, path, tuple(got.getheaders()), content)
        self.remember(method, answer)
        return answer

    def remember(self, method: str, answer: Answer) -> None:
        """Keep cookies, and all that stands outside the body."""
        if method == "GET" and answer.status == 200:
            self.paths[answer.path] = answer.body
        if method == "POST":
            self.sent_to.add(urlsplit(answer.path).path)
        self.outside.append(answer.path)
        for name, value in answer.headers:
            self.outside.append(f"{name}: {value}")
            if name.lower() == "set-cookie":
                pair, _, rest = value.partition(";")
                key, _, worth = pair.partition("=")
                self.cookies[key] = worth.strip('"')
                if "max-age=0" in rest.lower():
                    del self.cookies[key]
        if answer.header("Content-Type").startswith("text/html"):
            self.outside.append(answer.read.title)
            self.outside.extend(answer.read.links)

    def send(
        self,
        page: Answer,
        chosen: Chosen | None = None,
        *,
        files: Files | None = None,
        button: tuple[str, str] | None = None,
        action: str = "",
        sow: Callable[[str], str] | None = None,
        expect: int = 200,
    ) -> Answer:
        """Fill in the page's form and press its button.

        `chosen` says what stands in which field; `sow` writes something into every other field of
        free text. Fails with the page's own sentences unless the answer has the status `expect`.
        """
        chosen = chosen or {}
        form = page.form(*chosen, *(files or {}), action=action)
        pairs = filled(form, chosen, sow)
        pressed = button or (form.buttons[0] if form.buttons else ("", ""))
        if pressed[0]:
            pairs.append(pressed)
        path = urlsplit(urljoin(f"http://{self.address}{page.path}", form.action))
        where = path._replace(scheme="", netloc="", fragment="").geturl()
        body, kind = encoded(pairs, files) if form.multipart else (urlencode(pairs).encode(), "")
        kind = kind or "application/x-www-form-urlencoded"
        answer = self.ask("POST", where, body, {"Content-Type": kind})
        assert answer.status == expect, f"{where}: {answer.status}: {answer.read.errors}"
        if expect == 200:
            assert not answer.read.errors, f"{where}: {answer.read.errors}"
        return answer


def filled(form: Form, chosen: Chosen, sow: Callable[[str], str] | None) -> list[tuple[str, str]]:
    """What a browser would send for a form: defaults, what was chosen, what was sown."""
    pairs: list[tuple[str, str]] = []
    radios = {one.name for one in form.fields if one.kind == "radio"}
    ticked = {one.name for one in form.fields if one.kind == "radio" and one.checked}
    done: set[str] = set()
    for one in form.fields:
        if one.name in chosen:
            if one.name not in done:
                said = chosen[one.name]
                pairs += [(one.name, v) for v in ([said] if isinstance(said, str) else said)]
                done.add(one.name)
        elif one.kind == "radio":
            # A question without an answer yet gets the first.
            first = one.name in radios - ticked and one.name not in done
            if one.checked or first:
                pairs.append((one.name, one.value))
                done.add(one.name)
        elif one.kind == "checkbox":
            if one.checked:
                pairs.append((one.name, one.value))
        elif one.kind == "select":
            marked = [value for value, selected in one.options if selected]
            pairs.append((one.name, (marked or [one.options[0][0] if one.options else ""])[0]))
        elif one.kind == "file":
            continue
        elif one.kind in TEXTS and sow is not None and not one.value:
            pairs.append((one.name, sow(one.name)))
        else:
            pairs.append((one.name, one.value))
    return pairs


def encoded(pairs: list[tuple[str, str]], files: Files | None) -> tuple[bytes, str]:
    """A multipart body and its content type."""
    border = f"----{secrets.token_hex(12)}"
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in pairs
    ]
    for name, (file, content) in (files or {}).items():
        head = (
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        parts.append(head.encode() + content + b"\r\n")
    parts.append(f"--{border}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={border}"
