"""Asks for help as a person would: real HTTP posts to the public face on this machine."""

import html
import http.client
import re
from urllib.parse import urlencode

from safeconduct.rehearsal.people import Invented

TOKEN = re.compile(r'name="token" value="([^"]+)"')
DIGITS = re.compile(r"(?:\d{5}\s+){5}\d{5}")


class NotTaken(Exception):
    """The public face did not answer a plea with a return code."""


class PublicFace:
    """One connection to the public face, kept open between pleas."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.connection = http.client.HTTPConnection(address, timeout=60)

    def fetch(self, method: str, path: str, form: list[tuple[str, str]] | None = None) -> str:
        """One request; the body of the answer."""
        body = urlencode(form).encode("ascii") if form is not None else None
        headers = {"Host": self.address, "Accept-Encoding": "identity"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.HTTPException, OSError):
            # The server may close an idle connection; a second failure is a real one.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        return answer.read().decode("utf-8")

    def ask(self, who: Invented) -> str:
        """Fill in the whole form and send it. Returns the return code as shown."""
        path = f"/{who.language}/ask/"
        found = TOKEN.search(self.fetch("GET", path))
        if found is None:
            raise NotTaken("the form has no token")
        answers = [
            ("text", who.story),
            ("urgency", who.urgency),
            ("where", "region" if who.urgency != "later" else "country"),
            ("where_words", who.town),
            ("channel", "other" if who.number % 3 == 0 else "page"),
            ("reach", f"{who.telephone}, 22:00–23:00" if who.number % 3 == 0 else ""),
            ("never", "family"),
            ("never", "call"),
        ]
        form = [("token", html.unescape(found.group(1))), ("step", "6"), ("do", "send"), *answers]
        page = self.fetch("POST", path, form)
        code = DIGITS.search(re.sub(r"<[^>]+>", " ", page))
        if code is None:
            raise NotTaken("the answer holds no code")
        return " ".join(code.group(0).split())
