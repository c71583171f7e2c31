"""Intake: how many people can ask for help at once, and how long each waits for the code.

The server is `safeconduct serve --public-only` with its defaults, on SQLite with synchronous=FULL;
the people are another process. A request counts as accepted when its answer shows a return code,
which is derived (Argon2id) and committed by then.
"""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from bench.clients import TEXTS, Plan, Told
from bench.measuring import TOY, Measured, brief, median, percentile, rounds_of
from bench.workspace import new_workspace
from safeconduct.apps.audit.action import PUBLIC
from safeconduct.apps.intake import plea_actions, plea_tokens
from safeconduct.apps.intake.plea_mailbox import MailboxKeys, new_mailbox
from safeconduct.apps.intake.records import PleaContent
from safeconduct.cli.serving import Face, start_face, stop_faces, wait_until_up

#: People at once, by size.
CLIENTS = {TOY: 2, "small": 1, "medium": 4, "large": 16}
TARGET_PER_SECOND = 75.0
TARGET_P99_MS = 250.0
TARGET_BYTES = 15 * 1024
SECONDS_AT_MOST = 120


def measure(size: str) -> list[Measured]:
    """Sealed intake over HTTP, its plain peer, the whole path, and the work without HTTP."""
    new_workspace()
    rounds = 1 if size == TOY else 3
    sends = 6 if size == TOY else 240
    with public_face() as face:
        lived(face, size, sends=sends // 4)  # the first requests import and compile
        sealed = [lived(face, size, sends=sends) for _ in range(rounds)]
        whole = {
            language: lived(face, size, sends=max(sends // 8, 2), way="steps", language=language)
            for language in TEXTS
        }
        single = {
            language: lived(face, size, sends=1, way="steps", language=language, clients=1)
            for language in TEXTS
        }
    with plain_face() as face:
        lived(face, size, sends=sends // 4)
        plain = [lived(face, size, sends=sends) for _ in range(rounds)]
    return [
        *over_http(size, sealed, plain),
        *paths(size, whole, single),
        without_http(size, rounds=sends // 2),
    ]


def lived(
    face: Face,
    size: str,
    *,
    sends: int,
    way: str = "send",
    language: str = "en",
    clients: int | None = None,
) -> Told:
    """Let people ask `sends` times altogether. Raises subprocess.TimeoutExpired."""
    host, _, port = face.address.rpartition(":")
    people = clients or CLIENTS[size]
    plan = Plan(host, int(port), people, max(1, sends // people), way, language)
    done = subprocess.run(
        [sys.executable, "-m", "bench.clients"],
        input=msgspec.json.encode(plan),
        stdout=subprocess.PIPE,
        check=True,
        timeout=SECONDS_AT_MOST,
    )
    return msgspec.json.decode(done.stdout, type=Told)


@contextmanager
def public_face() -> Iterator[Face]:
    """The real public face, started as a person starts it."""
    main = "import sys; from safeconduct.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", main, "serve", "--public-only", "--public", "127.0.0.1:0"]
    process = subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        said = b""
        while not said.rstrip().endswith(b"}"):
            line = process.stdout.readline()
            if not line:
                raise RuntimeError("the public face did not start")
            said += line
        address = json.loads(said)["public"].removeprefix("http://").rstrip("/")
        yield Face("public", address, process)
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


@contextmanager
def plain_face() -> Iterator[Face]:
    """The same server with the peer's application."""
    face = start_face("public", "127.0.0.1:0", application="bench.plain_intake:application")
    try:
        wait_until_up(face)
        yield face
    finally:
        stop_faces([face])


def per_second(told: Told) -> float:
    """Accepted requests a second."""
    return told.accepted / told.seconds


def over_http(size: str, sealed: list[Told], plain: list[Told]) -> list[Measured]:
    """Requests a second, the 99th percentile, failures."""
    people = CLIENTS[size]
    judged = people == CLIENTS["large"]
    posts = [took for told in sealed for took in told.posts_ms]
    peers = [took for told in plain for took in told.posts_ms]
    pages = [took for told in sealed for took in told.pages_ms]
    failed = sum(told.failed for told in sealed)
    at = f"{people} client" + ("s" if people > 1 else "")
    detail = {
        "clients": people,
        "rounds": brief([per_second(told) for told in sealed], 1),
        "peer_rounds": brief([per_second(told) for told in plain], 1),
        "requests": sum(told.accepted for told in sealed),
        "why_failed": sorted({why for told in sealed for why in told.said}),
    }
    return [
        Measured(
            bench="intake",
            size=size,
            what=f"requests accepted, {at}",
            value=round(median([per_second(told) for told in sealed]), 1),
            unit="1/s",
            target=TARGET_PER_SECOND if judged else None,
            at_most=False,
            peer="same server, nothing derived or sealed",
            peer_value=round(median([per_second(told) for told in plain]), 1),
            detail=detail,
        ),
        Measured(
            bench="intake",
            size=size,
            what=f"answer with the code, p99, {at}",
            value=round(percentile(posts, 0.99), 1),
            unit="ms",
            target=TARGET_P99_MS if judged else None,
            peer="same server, nothing derived or sealed",
            peer_value=round(percentile(peers, 0.99), 1),
            detail={
                "p50": round(percentile(posts, 0.5), 1),
                "peer_p50": round(percentile(peers, 0.5), 1),
                "page_p50": round(percentile(pages, 0.5), 1),
                "page_p99": round(percentile(pages, 0.99), 1),
            },
        ),
        Measured(
            bench="intake",
            size=size,
            what=f"requests failed, {at}",
            value=failed,
            unit="",
            target=0,
        ),
    ]


def paths(size: str, whole: dict[str, Told], single: dict[str, Told]) -> list[Measured]:
    """The whole path in each language: people a second, and bytes both ways of one person."""
    found = []
    for language, told in whole.items():
        alone = single[language]
        found += [
            Measured(
                bench="intake",
                size=size,
                what=f"whole path in {language}: first page to code",
                value=round(per_second(told), 1),
                unit="people/s",
                detail={"p50_ms": round(median(told.paths_ms), 1), "failed": told.failed},
            ),
            Measured(
                bench="intake",
                size=size,
                what=f"bytes over the wire in {language}: first page to code",
                value=alone.received_bytes,
                unit="bytes",
                target=TARGET_BYTES,
                detail={"sent": alone.sent_bytes, "headers": "included, both ways"},
            ),
        ]
    return found


def without_http(size: str, *, rounds: int) -> Measured:
    """Sealing and committing in this process, with and without the return code's derivation."""
    content = PleaContent(TEXTS["en"], "region")

    def ask(keys: MailboxKeys) -> None:
        plea_actions.ask(PUBLIC, keys, content=content, urgency="days", language="en")

    def commit() -> None:
        ask(MailboxKeys(secrets.token_bytes(32), secrets.token_bytes(16), bytes(1216)))

    alone = rounds_of(commit, rounds)
    derived = rounds_of(lambda: ask(new_mailbox(plea_tokens.fresh_code())), rounds)
    return Measured(
        bench="intake",
        size=size,
        what="seal and commit alone, without HTTP",
        value=round(1000 / median(alone), 1),
        unit="1/s",
        peer="with the return code derived",
        peer_value=round(1000 / median(derived), 1),
        detail={
            "ms_p50": round(median(alone), 3),
            "with_code_ms_p50": round(median(derived), 3),
            "process": os.getpid(),
        },
    )
