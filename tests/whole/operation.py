"""The whole operation through the pages: every sensitive field of both faces is filled once.

Free text that a step does not name is written by the sower, so that a field that is added to a
form later is covered without a change here.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from tests.whole.canaries import Sower
from tests.whole.running import Home, Login, Serving, sign_in
from tests.whole.visitor import Answer, Chosen, Files, Visitor

DIGITS = re.compile(r"(?:\d{5}\s+){5}\d{5}")
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
CREW = (
    ("birch", "caseworker", "en"),
    ("rowan", "caseworker", "ru"),
    ("willow", "shelter_keeper", "en"),
    ("linden", "relocation_officer", "en"),
    ("maple", "auditor", "en"),
)
TODAY = datetime.now(UTC).date()
FILES_STEP = "5"


def day(offset: int) -> str:
    """A day near today, as a form takes it."""
    return (TODAY + timedelta(days=offset)).isoformat()


def without_tags(page: str) -> str:
    """The words of a page."""
    return re.sub(r"<[^>]+>", " ", page)


def code_on(page: Answer) -> str:
    """The return code that a page shows."""
    found = DIGITS.search(without_tags(page.text))
    assert found, page.read.errors
    return " ".join(found.group(0).split())


@dataclass
class Operation:
    """Members at work on a served workspace."""

    home: Home
    served: Serving
    sower: Sower
    members: dict[str, Visitor] = field(default_factory=dict)
    logins: dict[str, Login] = field(default_factory=dict)
    people: list[Visitor] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    pleas: dict[str, str] = field(default_factory=dict)

    # ---- the public face ---------------------------------------------------------------------

    def ask_for_help(self, who: str, *, language: str = "ru", files: Files | None = None) -> str:
        """Go through every page of the form. Returns the return code."""
        person = self.served.visitor("public")
        self.people.append(person)
        sow = self.sower.sow
        page = person.get(f"/{language}/")
        page = person.get(f"/{language}/ask/")
        page = person.send(page, {"text": sow("plea text")}, button=("do", "next"))
        page = person.send(page, {"urgency": "now"}, button=("do", "next"))
        page = person.send(
            page, {"where": "region", "where_words": sow("where")}, button=("do", "next")
        )
        page = person.send(
            page,
            {"channel": "other", "reach": sow("reach"), "never": ["call", "family"]},
            button=("do", "next"),
        )
        for name, (_, content) in (files or {}).items():
            if "file" not in page.form("token").names():
                page = person.send(page, {}, button=("do", FILES_STEP))
            page = person.send(page, {}, files={"file": (name, content)}, button=("do", "next"))
        before = set(self.requests())
        page = person.send(page, {}, button=("do", "send"))
        self.codes[who] = code_on(page)
        self.sower.keep(f"return code of {who}", self.codes[who])
        self.sower.keep(f"return code of {who}, joined", self.codes[who].replace(" ", ""))
        (self.pleas[who],) = set(self.requests()) - before
        return self.codes[who]

    def come_back(self, who: str) -> Answer:
        """Open the box with the code."""
        self.people.append(self.served.visitor("public"))
        page = self.people[-1].get("/ru/back/")
        return self.people[-1].send(page, {"code": self.codes[who]})

    # ---- members -----------------------------------------------------------------------------

    def gather(self) -> None:
        """The founder invites everybody; each signs in and chooses a passphrase."""
        sower = self.sower
        self.members["alder"] = alder = sign_in(self.served, self.home.founder)
        self.logins["alder"] = self.home.founder
        for name, role, language in CREW:
            page = alder.get("/team/invite/")
            chosen: Chosen = {"name": name, "role": role, "language": language}
            page = alder.send(page, chosen)
            shown = re.findall(r"<code>([^<]+)</code>", page.text)
            assert len(shown) == 2, page.read.errors
            login = Login(name, shown[0], shown[1])
            sower.keep(f"one-time passphrase of {name}", login.passphrase)
            sower.keep(f"authenticator key of {name}", login.second_factor)
            member = self.members[name] = sign_in(self.served, login)
            page = member.get("/account/passphrase/")
            new = f"{sower.sow('passphrase')} and seven more words"
            sower.keep(f"chosen passphrase of {name}", new)
            member.send(page, {"present": login.passphrase, "new": new, "again": new})
            self.logins[name] = replace(login, passphrase=new)

    def do(
        self,
        who: str,
        path: str,
        /,
        chosen: Chosen | None = None,
        *,
        files: Files | None = None,
        button: tuple[str, str] | None = None,
        expect: int = 200,
        action: str = "",
    ) -> Answer:
        """A member opens a page, fills in its form and presses its button.

        `action` names the form by the end of the address it is sent to; where the page has only a
        link that ends so, the form is on the page behind it.
        """
        visitor = self.members[who]
        page = visitor.get(path)
        assert page.status == 200, f"{who} {path}: {page.status}"
        if action and not any(action in one.action for one in page.read.forms):
            behind = [link for link in page.read.links if link.endswith(action)]
            assert behind, f"{who} {path}: no way to {action} among {page.read.links}"
            page, action = visitor.get(behind[0]), ""
        return visitor.send(
            page,
            chosen,
            files=files,
            button=button,
            sow=self.sower.sow,
            expect=expect,
            action=action,
        )

    def requests(self) -> list[str]:
        """Ids of all requests, as the list's links have them."""
        return self.ids("alder", "/requests/?show=all", "/requests/%s/")

    def ids(self, who: str, path: str, pattern: str) -> list[str]:
        """Ids in the links of a page; `pattern` has %s where the id stands."""
        page = self.members[who].get(path)
        assert page.status == 200, f"{path}: {page.status}"
        return ids_in(page, pattern)


def ids_in(page: Answer, pattern: str) -> list[str]:
    """Ids in links of this form and in addresses to which forms are sent, each once."""
    expression = re.compile(re.escape(pattern).replace("%s", f"({UUID})") + "$")
    paths = [*page.read.links, *(form.action for form in page.read.forms)]
    found = (expression.match(urlsplit(path).path) for path in paths)
    return list(dict.fromkeys(one.group(1) for one in found if one))
