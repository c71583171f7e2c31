"""Canaries in every sensitive field of the whole operation are found nowhere but where sealed.

Searched: every byte of the data folder, of PostgreSQL's own files, of what the processes printed,
of their temporary folder, their arguments and environments; and everything of a page that stands
outside its body. The last tests show that the search finds what it is meant to find.
"""

import base64
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.conftest import DATABASE
from tests.whole import casework
from tests.whole.canaries import Sower, found_in, search_files, search_processes
from tests.whole.operation import Operation
from tests.whole.running import Home, Serving, serving
from tests.whole.visitor import Visitor

SESSION = "__Host-safeconduct"

#: Pages that this operation does not go through. Each takes no free text; what takes text must be
#: driven in tests/whole/casework.py, so that a canary stands in it.
NOT_DRIVEN = {
    "remove_member",
    "hand_over_key",
    "leave_compartment",
    "reseal",
    "style",
}


def names_of(resolver: URLResolver) -> set[str]:
    """The names of all pages of the staff face."""
    names: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            names |= names_of(pattern)
        elif isinstance(pattern, URLPattern) and pattern.name:
            names.add(pattern.name)
    return names


def places_to_search(home: Home, served: Serving) -> list[Path]:
    """Everywhere that bytes of this operation can have come to rest."""
    places = [home.data, home.temporary, *served.said]
    if DATABASE == "postgresql":
        with psycopg.connect(home.environment["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
        places.append(Path(row[0]))
    return places


def read_everything(op: Operation) -> None:
    """Two who may not open everything look at every page that anybody saw."""
    paths = sorted({path for visitor in op.members.values() for path in visitor.paths})
    for name in ("maple", "linden"):
        for path in paths:
            answer = op.members[name].get(path)
            assert answer.status in {200, 404}, f"{name} {path}: {answer.status}"


def walk(op: Operation) -> casework.Work:
    """The whole operation."""
    work = casework.Work()
    op.gather()
    casework.write_in(op)
    casework.triage(op, work)
    casework.work_case(op, work)
    casework.hide(op, work)
    casework.way_out(op, work)
    casework.other_ways(op, work)
    return work


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_no_canary_is_found_anywhere(home_on_either: Home) -> None:
    home, sower = home_on_either, Sower()
    sower.keep("founder's passphrase", home.founder.passphrase)
    sower.keep("founder's authenticator key", home.founder.second_factor)
    for number, share in enumerate(home.recovery):
        sower.keep(f"recovery share {number}", share)
    with serving(home) as served:
        op = Operation(home, served, sower)
        work = walk(op)
        box = op.come_back("accepted")
        assert sower.cyrillic in box.text, "the person reads the answers"
        for who, words in (("birch", sower.latin), ("rowan", sower.cyrillic)):
            result = casework.look(op, who, words)
            assert f"/cases/{work.case}/" in result.text, "what was sealed can be found"
        casework.look(op, "willow", sower.sown[0])
        read_everything(op)
        check_downloads(op)
        check_errors(op, work)
        check_strangers(op)
        check_outside(op)
        for name, visitor in op.members.items():
            sower.keep(f"session of {name}", visitor.cookies[SESSION])
        op.do("maple", "/account/", action="/lock/")
        check_every_page_was_driven(op)
        needles = sower.needles()
        assert len(sower.sown) > 150, "fewer fields than there were: some form was left out"
        found = search_processes(served.processes(), needles)
        assert len(served.processes()) >= 5, "serve, two faces with their workers"
        places = places_to_search(home, served)
        assert found | search_files(places, needles) == set()
    assert search_files(places_to_search(home, served), needles) == set()


def check_downloads(op: Operation) -> None:
    """Files come back whole to whoever may open them, under a name that says nothing."""
    birch = op.members["birch"]
    links = {
        link
        for body in birch.paths.values()
        for link in body.decode("utf-8", "replace").split('"')
        if link.startswith("/files/")
    }
    sizes = []
    for link in links:
        answer = birch.get(link)
        assert answer.status == 200
        assert op.sower.latin.encode() in answer.body
        assert op.sower.latin not in answer.header("Content-Disposition")
        sizes.append(len(answer.body))
    assert min(sizes) < 64 * 1024 and max(sizes) > 10**6, sizes


def check_errors(op: Operation, work: casework.Work) -> None:
    """Error pages hold nothing of what is kept; what was typed comes back to whoever typed it."""
    birch, person = op.members["birch"], op.served.visitor("public")
    needles = op.sower.needles()
    nowhere = "00000000-0000-4000-8000-000000000000"
    for visitor, path in (
        (birch, f"/cases/{nowhere}/"),
        (birch, f"/requests/{nowhere}/"),
        (birch, f"/files/{nowhere}/"),
        (birch, "/nothing/here/"),
        (op.members["rowan"], f"/cases/{work.sealed_off}/"),
        (op.members["maple"], f"/cases/{work.case}/"),
        (op.members["birch"], f"/flats/{work.flat}/address/"),
        (person, "/nothing/here/"),
        (person, "/en/box/extra/"),
    ):
        answer = visitor.get(path)
        assert answer.status == 404, path
        assert found_in(answer.body, needles) == set(), path
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    typed = op.sower.sow("forged note")
    body = f"text={typed}".encode()
    forged = birch.ask("POST", f"/cases/{work.case}/notes/write/", body, kind)
    assert forged.status == 403
    assert typed in forged.text, "what was typed comes back"
    broken = person.ask("POST", "/en/ask/", body, {"Content-Type": "multipart/form-data"})
    assert broken.status == 400
    assert found_in(broken.body, needles) == set()
    times = 500_000 // len(typed.encode())
    # The server closes a connection whose form it refused to read, so this is a fresh one.
    another = op.served.visitor("public")
    too_long = another.ask("POST", "/en/ask/", b"text=" + typed.encode() * times, kind)
    assert too_long.status == 422
    assert too_long.text.count(typed) == times, "what was typed comes back, however long"


def check_strangers(op: Operation) -> None:
    """Nobody without a sign-in, and no auditor, sees a canary on any page."""
    needles = op.sower.needles()
    stranger = op.served.visitor("staff")
    paths = sorted({path for visitor in op.members.values() for path in visitor.paths})
    assert len(paths) > 60
    for path in paths:
        answer = stranger.get(path)
        assert found_in(answer.body, needles) == set(), path
    for path, body in op.members["maple"].paths.items():
        assert found_in(body, needles) == set(), path


def check_outside(op: Operation) -> None:
    """Addresses, redirects, headers, cookies, titles and links hold no canary."""
    needles = op.sower.needles()
    visitors: list[Visitor] = [*op.members.values(), *op.people]
    for visitor in visitors:
        assert found_in("\n".join(visitor.outside).encode("utf-8"), needles) == set()
    for person in op.people:
        assert person.cookies == {}
        assert {path.strip("/").split("/")[-1] for path in person.sent_to} <= {"ask", "box"}


def check_every_page_was_driven(op: Operation) -> None:
    """A page that is added to the staff face has to be added to the operation."""
    reached = {path for v in op.members.values() for path in (*v.paths, *v.sent_to)}
    seen = {resolve(path.partition("?")[0]).url_name for path in reached}
    left = sorted(names_of(get_resolver()) - seen - NOT_DRIVEN)
    assert left == [], " ".join(left)


# ---- the search itself -----------------------------------------------------------------------


def test_the_search_finds_a_canary_in_every_form(tmp_path: Path) -> None:
    sower = Sower()
    sower.keep("return code", "12345 67890 12345 67890 12345 67890")
    needles = sower.needles()
    assert len(needles) > 40
    for number, (needle, said) in enumerate(needles.items()):
        path = tmp_path / f"form-{number}"
        path.write_bytes(os.urandom(700) + needle + os.urandom(300))
        assert any(said in one for one in search_files([path], needles)), said


@pytest.mark.parametrize("before", [0, 1, 2, 3, 4, 5])
def test_the_search_finds_base64_whatever_stands_before(before: int, tmp_path: Path) -> None:
    sower = Sower()
    for word in (sower.latin, sower.cyrillic):
        text = os.urandom(before) + word.encode() + os.urandom(11)
        for code in (base64.b64encode, base64.urlsafe_b64encode):
            path = tmp_path / "coded"
            path.write_bytes(code(text))
            assert search_files([path], sower.needles())


def test_the_search_finds_what_lies_across_two_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sower = Sower()
    monkeypatch.setattr("tests.whole.canaries.PIECE", 1000)
    path = tmp_path / "large"
    path.write_bytes(b"." * 995 + sower.latin.encode() + b"." * 2000)
    assert search_files([tmp_path], sower.needles())


def test_the_search_finds_names_of_files_and_folders(tmp_path: Path) -> None:
    sower = Sower()
    (tmp_path / sower.cyrillic).mkdir()
    assert search_files([tmp_path], sower.needles())


def test_the_search_finds_a_plain_column_and_its_log(tmp_path: Path) -> None:
    sower = Sower()
    connection = sqlite3.connect(tmp_path / "plain.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE note (text TEXT)")
    connection.execute("INSERT INTO note VALUES (?)", (sower.sow("note"),))
    connection.commit()
    found = search_files([tmp_path], sower.needles())
    connection.close()
    assert any("-wal" in one for one in found)


def test_the_search_finds_arguments_and_environments() -> None:
    sower = Sower()
    sleeping = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    for arguments, environment in (
        ([*sleeping, sower.sow("argument")], {}),
        (sleeping, {"NOTE": sower.sow("environment")}),
    ):
        process = subprocess.Popen(arguments, env=environment, stdin=subprocess.PIPE)
        try:
            # The new program's arguments show a moment after its process does.
            until = time.monotonic() + 10
            while not (found := search_processes([process.pid], sower.needles())):
                assert time.monotonic() < until
                time.sleep(0.01)
            assert found
        finally:
            process.communicate(b"", timeout=10)
