"""People who ask for help, as a process of their own: raw HTTP over kept connections.

`python -m bench.clients` reads one JSON plan on its input and prints what happened as JSON. It
knows no Django and parses only what it must, so that it takes little from the machine it shares
with the server.
"""

import asyncio
import gzip
import re
import sys
import time
from urllib.parse import urlencode

import msgspec

TOKEN = re.compile(rb'name="token" value="([^"]+)"')
#: The receipt's six groups of five digits.
RECEIPT = re.compile(rb"\d{5}(?: \d{5}){5}")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
#: What a browser sends with every request.
BROWSER = (
    "User-Agent: Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: en-US,en;q=0.5\r\n"
    "Accept-Encoding: gzip, deflate\r\n"
    "Connection: keep-alive\r\n"
    "Upgrade-Insecure-Requests: 1\r\n"
    "Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: same-origin\r\n"
)
TEXTS = {
    "en": "They came to my parents' house twice this week and asked where I am. My uncle says he "
    "will take me to them himself. I am with a friend until Friday, after that I have nowhere. "
    "I have an internal passport, no money, and I am afraid to use my telephone.",
    "ru": "На этой неделе к родителям дважды приходили и спрашивали, где я. Дядя говорит, что сам "
    "отвезёт меня к ним. До пятницы я у друга, дальше мне некуда идти. У меня внутренний паспорт, "
    "денег нет, телефоном пользоваться боюсь.",
}


class Plan(msgspec.Struct, frozen=True):
    """Where to ask, how many people at once, how many requests each, and in which way.

    `way`: "send" is one page for a token and one post with all answers; "steps" is the whole path
    of a person, from the first page to the code.
    """

    host: str
    port: int
    clients: int
    each: int
    way: str = "send"
    language: str = "en"


class Told(msgspec.Struct):
    """What happened: seconds altogether, milliseconds of each answer, bytes over the wire."""

    seconds: float = 0.0
    accepted: int = 0
    failed: int = 0
    posts_ms: list[float] = []
    pages_ms: list[float] = []
    paths_ms: list[float] = []
    sent_bytes: int = 0
    received_bytes: int = 0
    said: list[str] = []


class Person:
    """One browser with one connection."""

    def __init__(self, plan: Plan, told: Told) -> None:
        self.plan = plan
        self.told = told
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def once(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes, float]:
        """One request: status, plain body, milliseconds. Raises OSError, EOFError."""
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.plan.host, self.plan.port)
        reader, writer = self.streams
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.plan.host}:{self.plan.port}\r\n{BROWSER}"
        if body:
            head += (
                "Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n"
            )
        request = f"{head}\r\n".encode() + body
        begun = time.perf_counter()
        writer.write(request)
        start = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(start)
        content = await reader.readexactly(int(length.group(1)) if length else 0)
        took = (time.perf_counter() - begun) * 1000
        self.told.sent_bytes += len(request)
        self.told.received_bytes += len(start) + len(content)
        if b"content-encoding: gzip" in start.lower():
            content = gzip.decompress(content)
        return int(start[9:12]), content, took

    def token_on(self, page: bytes) -> str:
        """The form's token. Raises ValueError when the page has none."""
        found = TOKEN.search(page)
        if found is None:
            raise ValueError("a page without a form")
        return found.group(1).decode("ascii")

    async def send(self) -> bytes:
        """A page, and one post with everything in it."""
        ask = f"/{self.plan.language}/ask/"
        _status, page, took = await self.once("GET", ask)
        self.told.pages_ms.append(took)
        fields = {"token": self.token_on(page), "step": "6", "do": "send", **self.answers()}
        _status, receipt, took = await self.once("POST", ask, urlencode(fields).encode())
        self.told.posts_ms.append(took)
        return receipt

    async def steps(self) -> bytes:
        """The first page, the form with its four questions, reading through, the code."""
        ask = f"/{self.plan.language}/ask/"
        for path in (f"/{self.plan.language}/", ask):
            _status, page, took = await self.once("GET", path)
            self.told.pages_ms.append(took)
        fields = {"token": self.token_on(page)}
        said = self.answers()
        asked = (("text",), ("urgency",), ("where", "where_words"), ("channel", "reach"))
        for step, names in enumerate(asked, 1):
            fields |= {name: said[name] for name in names}
            posted = {**fields, "step": str(step), "do": "next"}
            _status, page, took = await self.once("POST", ask, urlencode(posted).encode())
            self.told.pages_ms.append(took)
        posted = {**fields, "step": "6", "do": "send"}
        _status, receipt, took = await self.once("POST", ask, urlencode(posted).encode())
        self.told.posts_ms.append(took)
        return receipt

    def answers(self) -> dict[str, str]:
        """What this person says."""
        return {
            "text": TEXTS[self.plan.language],
            "urgency": "days",
            "where": "region",
            "where_words": "",
            "channel": "page",
            "reach": "",
        }

    async def live(self) -> None:
        """Ask for help as often as planned; a failure is counted, and the next try connects."""
        way = self.steps if self.plan.way == "steps" else self.send
        for _ in range(self.plan.each):
            begun = time.perf_counter()
            try:
                receipt = await way()
                accepted = RECEIPT.search(receipt) is not None
                if not accepted:
                    self.told.said.append("no receipt")
            except (OSError, EOFError, ValueError, asyncio.IncompleteReadError) as error:
                self.told.said.append(type(error).__name__)
                self.close()
                accepted = False
            self.told.paths_ms.append((time.perf_counter() - begun) * 1000)
            self.told.accepted += accepted
            self.told.failed += not accepted
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def live(plan: Plan) -> Told:
    """Everybody at once."""
    told = Told()
    begun = time.perf_counter()
    await asyncio.gather(*(Person(plan, told).live() for _ in range(plan.clients)))
    told.seconds = time.perf_counter() - begun
    return told


if __name__ == "__main__":
    planned = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(live(planned))))
