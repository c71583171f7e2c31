"""Every address × every member × ordinary, sealed-off and absent rows: allowed, or 404.

The addresses come from the URL conf itself, so a new page without a line in `expected.py` fails.
Whatever the answer, no word of a compartment that the member does not hold may be in it.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from safeconduct.faces import staff
from tests.cast import Cast
from tests.matrix.expected import CHOSEN, HOLDS, MAY, MEMBERS, OPEN_TO_STRANGERS
from tests.matrix.world import WORDS, Ids, World, build

#: Posting `lock` would end the session the matrix works with; `sign_in` has tests of its own.
NOT_POSTED = {"lock", "sign_in"}
ALLOWED = {200, 302, 400, 409, 422}


def pages(patterns: list[Any] | None = None) -> Iterator[URLPattern]:
    """Every address of the staff face."""
    for pattern in staff.urlpatterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns)
        else:
            yield pattern


def body(answer: HttpResponseBase) -> bytes:
    """Everything an answer says, headers too."""
    contents = (
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        if answer.streaming
        else answer.content  # type: ignore[attr-defined]
    )
    # The client has closed what it streamed; closing again would end the connection under test.
    return bytes(contents) + repr(sorted(answer.items())).encode()


def try_page(client: Client, name: str, url: str) -> tuple[int, int | None, bytes]:
    """Get and post a page; whatever was written is taken back."""
    seen = client.get(url)
    said = body(seen)
    if name in NOT_POSTED:
        return seen.status_code, None, said
    point = transaction.savepoint()
    posted = client.post(url)
    said += body(posted)
    transaction.savepoint_rollback(point)
    return seen.status_code, posted.status_code, said


def judge(status: int | None, allowed: bool) -> bool:
    """Whether a status is right: 405 says nothing about rows and is right for everybody."""
    if status is None or status == 405:
        return True
    return status in ALLOWED if allowed else status == 404


def wrong_words(said: bytes, member: str) -> list[str]:
    """Compartments whose words this member must not see, and saw."""
    return [
        code
        for code, word in WORDS.items()
        if word.encode() in said and code not in HOLDS.get(member, set())
    ]


def test_every_page_has_a_line() -> None:
    """A new page must say who may reach it."""
    names = {pattern.name for pattern in pages()}
    assert None not in names
    assert names == set(MAY)


@pytest.mark.parametrize("member", MEMBERS)
def test_member_reaches_what_the_role_is_for_and_nothing_else(cast: Cast, member: str) -> None:
    world = build(cast)
    client = cast.client(member)
    client.raise_request_exception = False
    found = []
    for pattern in pages():
        name = str(pattern.name)
        for case, ids, allowed in situations(world, pattern, member):
            url = reverse(name, kwargs={key: ids[key] for key in pattern.pattern.converters})
            got, posted, said = try_page(client, name, url)
            if not judge(got, allowed) or not judge(posted, allowed):
                found.append((name, case, got, posted, "allowed" if allowed else "404 expected"))
            found += [(name, case, "shows words of", code) for code in wrong_words(said, member)]
    assert found == []


def situations(world: World, pattern: URLPattern, member: str) -> Iterator[tuple[str, Ids, bool]]:
    """Rows of an ordinary case, of one sealed off, and rows that do not exist."""
    keys = set(pattern.pattern.converters)
    may = member in MAY[str(pattern.name)]
    yield "ordinary", world.ordinary, may
    if any(world.ordinary[key] != world.apart[key] for key in keys):
        yield "sealed off", world.apart, may and member in CHOSEN
    if keys:
        nothing = {
            key: uuid4() if isinstance(value, UUID) else "no-such-code"
            for key, value in world.ordinary.items()
        }
        yield "absent", nothing, False


def test_strangers_are_asked_to_sign_in_and_learn_nothing(cast: Cast) -> None:
    """The same answer for rows that exist and rows that do not."""
    world = build(cast)
    client = Client()
    found = []
    for pattern in pages():
        name = str(pattern.name)
        if name in OPEN_TO_STRANGERS:
            continue
        for _case, ids, _allowed in situations(world, pattern, "maple"):
            url = reverse(name, kwargs={key: ids[key] for key in pattern.pattern.converters})
            got, posted, said = try_page(client, name, url)
            if (
                got != 302
                or posted not in (None, 401)
                or any(word.encode() in said for word in WORDS.values())
            ):
                found.append((name, got, posted))
    assert found == []


def test_not_yours_and_not_there_are_the_same_page(cast: Cast) -> None:
    """Byte for byte, so that nobody can tell a sealed-off case from no case."""
    world = build(cast)
    client = cast.client("rowan")
    yours = client.get(f"/cases/{world.apart['case_id']}/")
    nobody = client.get(f"/cases/{uuid4()}/")
    assert (yours.status_code, yours.content) == (nobody.status_code, nobody.content)
    assert yours.status_code == 404


def test_a_sealed_off_case_shows_in_no_list_count_or_search(cast: Cast) -> None:
    world = build(cast)
    client = cast.client("rowan")
    code = cast_code(cast, world)
    for url in ("/", "/cases/", "/flats/", "/way-out/", f"/flats/{world.ordinary['flat_id']}/"):
        assert code not in client.get(url).content.decode(), url
    assert code in cast.client("birch").get("/cases/").content.decode()


def cast_code(cast: Cast, world: World) -> str:
    """The code of the case that is sealed off, as birch sees it."""
    page = cast.client("birch").get(f"/cases/{world.apart['case_id']}/").content.decode()
    start = page.index("K-")
    return page[start : start + 6]
