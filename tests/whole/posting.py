"""A plea as one post, and what is left when the server dies in the middle of it."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.whole.operation import code_on
from tests.whole.visitor import Answer, Visitor

TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass(frozen=True)
class Sent:
    """A form that was sent, and the code that was shown for it."""

    form: dict[str, str]
    code: str


def fresh_form(visitor: Visitor, text: str) -> dict[str, str]:
    """A whole form as its last page sends it."""
    page = visitor.get("/en/ask/")
    found = TOKEN.search(page.text)
    assert found, page.status
    return {
        "token": html.unescape(found.group(1)),
        "step": "6",
        "do": "send",
        "text": text,
        "urgency": "now",
        "where": "region",
        "channel": "page",
    }


def send_form(visitor: Visitor, form: dict[str, str], path: str = "/en/ask/") -> Answer:
    """Post a form as it is. Raises OSError or HTTPException when the server is gone."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return visitor.ask("POST", path, urlencode(form).encode("ascii"), kind)


def post_plea(visitor: Visitor, text: str) -> Sent:
    """Ask for help. Fails unless a code is shown."""
    form = fresh_form(visitor, text)
    answer = send_form(visitor, form)
    assert answer.status == 200, (answer.status, answer.read.errors)
    return Sent(form, code_on(answer))


def box_of(visitor: Visitor, code: str) -> Answer:
    """What the code opens."""
    return send_form(visitor, {"code": code}, "/en/box/")
