"""Opening the Board with many active cases; and what sealing costs on a page with one case.

Both are whole requests through the staff face's URLs and middleware, without the network: unlocking
from the cookie, the page, and the audit events of what was opened, committed with
synchronous=FULL. The second page is measured against itself with everything opened beforehand and
nothing written to the audit chain.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.many_cases import add_copies, add_requests, household
from bench.measuring import TOY, Measured, brief, median, percentile, rounds_of, timed
from bench.workspace import new_workspace
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault import opening
from safeconduct.config import staff_middleware

#: Active cases, by size.
CASES = {TOY: 20, "small": 100, "medium": 1_000, "large": 5_000}
TARGET_BOARD_MS = 150.0
TARGET_OVERHEAD_MS = 5.0


def measure(size: str) -> list[Measured]:
    """The empty Board, the page of one case, then the Board with many."""
    rounds = 3 if size == TOY else 21
    workspace = new_workspace()
    browser = workspace.browser()
    empty = rounds_of(lambda: get(browser, "/"), rounds)
    # In the pages of a case only what is opened is of interest; one case is enough for that.
    case = household(workspace.actor("bench"))
    overhead = sealing_on_a_page(size, browser, f"/cases/{case.pk}/", rounds)
    add_copies(case, CASES[size] - 1)
    add_requests(CASES[size] // 10)
    took = rounds_of(lambda: get(browser, "/"), rounds)
    return [
        Measured(
            bench="board",
            size=size,
            what=f"open the Board, {CASES[size]:,} active cases",
            value=round(median(took), 1),
            unit="ms",
            target=TARGET_BOARD_MS if size == "medium" else None,
            peer="the Board of an empty workspace",
            peer_value=round(median(empty), 1),
            detail={"rounds": brief(took, 1), "p95": round(percentile(took, 0.95), 1)},
        ),
        Measured(
            bench="board",
            size=size,
            what="database queries of the Board",
            value=queries(browser, "/"),
            unit="",
            detail={"cases": CASES[size]},
        ),
        overhead,
    ]


def get(browser: Client, path: str) -> bytes:
    """A page. Raises RuntimeError when it is not given."""
    response = browser.get(path, secure=True)
    if response.status_code != 200:
        raise RuntimeError(f"{path}: {response.status_code}")
    content: bytes = response.content
    return content


def queries(browser: Client, path: str) -> int:
    """How many questions a page asks the database, all its middleware included."""
    with CaptureQueriesContext(connection) as asked:
        get(browser, path)
    return len(asked)


def sealing_on_a_page(size: str, browser: Client, path: str, rounds: int) -> Measured:
    """A page with sealing, and the same page with everything already open: in turns."""
    known: dict[tuple[Any, str], object] = {}
    opened = 0

    def keep(
        actor: Actor, row: Any, name: str, shape: Any = None, real: Callable[..., Any] = REAL
    ) -> object:
        known[row.pk, name] = real(actor, row, name, shape)
        return known[row.pk, name]

    with replaced(keep):
        page = get(browser, path)
        opened = len(known)
    for _ in range(3):
        get(browser, path)
    sealed, plain, writing, opening_ms = [], [], [], []
    for _ in range(rounds):
        sealed.append(timed(lambda: get(browser, path)))
        with replaced(lambda actor, row, name, shape=None: known[row.pk, name]), unwritten():
            plain.append(timed(lambda: same(get(browser, path), page)))
        with stopwatch() as spent:
            get(browser, path)
        opening_ms.append(spent["opening"])
        writing.append(spent["writing"])
    each = [one - other for one, other in zip(sealed, plain, strict=True)]
    return Measured(
        bench="board",
        size=size,
        what=f"sealing on a page with one case, {opened} sealed columns",
        value=round(median(each), 2),
        unit="ms more",
        target=TARGET_OVERHEAD_MS,
        peer="the whole page, opened beforehand",
        peer_value=round(median(plain), 2),
        detail={
            "page_ms": round(median(sealed), 2),
            "opening_ms": round(median(opening_ms), 2),
            "audit_ms": round(median(writing), 2),
            "rounds": brief(each, 2),
        },
    )


def same(page: bytes, expected: bytes) -> None:
    """Refuse to compare two different pages (their form tokens differ, their length does not)."""
    if len(page) != len(expected):
        raise RuntimeError("the page without sealing is another page")


REAL = opening.open_sealed


@contextmanager
def replaced(function: Callable[..., object]) -> Iterator[None]:
    """Let every module that opens sealed columns call `function` instead."""
    users = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith("safeconduct.") and getattr(module, "open_sealed", None) is REAL
    ]
    for module in users:
        module.open_sealed = function  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module in users:
            module.open_sealed = REAL  # type: ignore[attr-defined]


@contextmanager
def unwritten() -> Iterator[None]:
    """Let the middleware write nothing about openings."""
    with patch.object(staff_middleware, "write_openings", lambda actor: actor.opened.clear()):
        yield


@contextmanager
def stopwatch() -> Iterator[dict[str, float]]:
    """Milliseconds spent in opening and in writing openings down."""
    spent = {"opening": 0.0, "writing": 0.0}

    def watched(what: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: Any, **named: Any) -> object:
            begun = time.perf_counter()
            try:
                return real(*given, **named)
            finally:
                spent[what] += (time.perf_counter() - begun) * 1000

        return call

    write = watched("writing", opening.write_openings)
    with (
        replaced(watched("opening", REAL)),
        patch.object(staff_middleware, "write_openings", write),
    ):
        yield spent
