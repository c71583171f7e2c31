"""Kill -9, a full disk and a locked database: what was acknowledged is there, all else is not.

Acknowledged is what an answer said: a plea whose code was shown, a note after which the page came
back. Whoever got no answer sends the same form again, as a browser does, and gets one plea.
"""

import http.client
import random
import re
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.conftest import DATABASE
from tests.whole.operation import UUID, code_on
from tests.whole.posting import Sent, box_of, fresh_form, post_plea, send_form
from tests.whole.running import Home, Serving, command, serving, sign_in
from tests.whole.visitor import Answer, Visitor, encoded

ROUNDS = 5
WRITERS = 3
GONE = (OSError, http.client.HTTPException)


@contextmanager
def database_of(
    home: Home,
) -> Iterator[sqlite3.Connection | psycopg.Connection[tuple[object, ...]]]:
    """A connection of our own to the database that the product uses."""
    if url := home.environment.get("DATABASE_URL"):
        with psycopg.connect(url, autocommit=True) as connection:
            yield connection
        return
    plain = sqlite3.connect(home.data / "safeconduct.sqlite3", isolation_level=None, timeout=30)
    try:
        yield plain
    finally:
        plain.close()


def rows(home: Home, query: str) -> list[tuple[object, ...]]:
    """What a query finds."""
    with database_of(home) as connection:
        return list(connection.execute(query).fetchall())  # type: ignore[arg-type]


def chain_holds(home: Home) -> None:
    """`safeconduct audit verify` has nothing to say."""
    ran = subprocess.run(
        command("audit", "verify"), env=home.environment, capture_output=True, timeout=60
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


class Writing:
    """People who write until the server is gone."""

    def __init__(self, served: Serving, turn: int) -> None:
        self.served, self.turn = served, turn
        self.sent: list[Sent] = []
        self.unanswered: list[dict[str, str]] = []
        self.failed: list[str] = []

    def write(self, number: int) -> None:
        """Ask for help again and again."""
        visitor = self.served.visitor("public")
        for count in range(500):
            try:
                form = fresh_form(visitor, f"round {self.turn}, writer {number}, request {count}")
            except GONE:
                return
            try:
                answer = send_form(visitor, form)
            except GONE:
                self.unanswered.append(form)
                return
            if answer.status != 200:
                self.failed.append(f"{answer.status}: {answer.read.errors}")
                return
            self.sent.append(Sent(form, code_on(answer)))

    def attach(self, visitor: Visitor, case: str, notes: list[str]) -> None:
        """A member who notes things and attaches files."""
        for count in range(500):
            text = f"note {self.turn}-{count}"
            try:
                page = visitor.get(f"/cases/{case}/files/attach/")
                visitor.send(page, {"about": text}, files={"file": ("a.txt", b"x" * 70_000)})
                page = visitor.get(f"/cases/{case}/notes/write/")
                visitor.send(page, {"text": text})
            except GONE:
                return
            notes.append(text)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_kill_minus_nine_at_any_moment(home_on_either: Home) -> None:
    home = home_on_either
    sent: list[Sent] = []
    unanswered: list[dict[str, str]] = []
    notes: list[str] = []
    member: Visitor | None = None
    case = ""
    for turn in range(ROUNDS):
        with serving(home) as served:
            if member is None:
                member = sign_in(served, home.founder)
                case = case_of(member)
            else:
                # The keyring rests sealed in the database; the cookie of before opens it again.
                member = moved(served, member)
                assert member.get(f"/cases/{case}/").status == 200
            writing = Writing(served, turn)
            threads = [
                threading.Thread(target=writing.write, args=(n,), daemon=True)
                for n in range(WRITERS)
            ]
            staff = threading.Thread(target=writing.attach, args=(member, case, notes), daemon=True)
            for thread in (*threads, staff):
                thread.start()
            # A slow machine needs a while before anything is under way; then any moment will do.
            until = time.monotonic() + 30
            while time.monotonic() < until and (len(writing.sent) < 2 or not notes):
                time.sleep(0.01)
            time.sleep(random.uniform(0, 0.6))
            served.kill()
            for thread in (*threads, staff):
                thread.join(30)
                assert not thread.is_alive()
        assert writing.failed == []
        sent += writing.sent
        unanswered += writing.unanswered
    assert len(sent) > ROUNDS and notes, "hardly anything was under way when it was killed"
    assert not half_written(home)
    with serving(home) as served:
        check_after_the_crash(home, served, sent, unanswered)
        seen = moved(served, member).get(f"/cases/{case}/notes/").text if member else ""
        assert [text for text in notes if text not in seen] == []
    chain_holds(home)


def case_of(member: Visitor) -> str:
    """Open a case; its id."""
    answer = member.send(member.get("/cases/open/"), {"text": "They hide.", "people": "1"})
    found = re.search(UUID, answer.path)
    assert found, answer.path
    return found.group(0)


def moved(served: Serving, member: Visitor) -> Visitor:
    """The same browser after the server has come back on another port."""
    again = served.visitor("staff")
    again.cookies = dict(member.cookies)
    return again


def half_written(home: Home) -> list[str]:
    """What could only be seen if something was kept by half."""
    without = rows(
        home, "SELECT id FROM intake_plea WHERE content IS NULL OR lookup_digest IS NULL"
    )
    blobs = {str(row[0]).replace("-", "") for row in rows(home, "SELECT id FROM vault_blob")}
    there = {path.name for path in (home.data / "blobs").glob("*/*")}
    return [f"plea {row[0]}" for row in without] + [f"file {one}" for one in blobs - there]


def check_after_the_crash(
    home: Home, served: Serving, sent: list[Sent], unanswered: list[dict[str, str]]
) -> None:
    """Every code opens its box; a form sent again gives the code it gave, and makes one plea."""
    visitor = served.visitor("public")
    for one in sent:
        assert "You asked for help" in box_of(visitor, one.code).text, one.form["text"]
    for one in random.sample(sent, min(len(sent), 10)):
        assert code_on(send_form(visitor, one.form)) == one.code
    for form in unanswered:
        first, second = code_on(send_form(visitor, form)), code_on(send_form(visitor, form))
        assert first == second
        assert "You asked for help" in box_of(visitor, first).text
    count = rows(home, "SELECT count(*) FROM intake_plea")[0][0]
    assert count == len(sent) + len(unanswered)


@pytest.mark.slow
def test_a_locked_database_gives_everything_back(home_on_either: Home) -> None:
    with serving(home_on_either) as served:
        person, member = served.visitor("public"), sign_in(served, home_on_either.founder)
        case = case_of(member)
        note = member.get(f"/cases/{case}/notes/write/")
        reader = moved(served, member)
        form = fresh_form(person, "They stand at the door & wait.")
        answers: dict[str, Answer] = {}

        def staff() -> None:
            answers["staff"] = member.send(note, {"text": "Nobody opened to-day."}, expect=503)

        def reading() -> None:
            answers["reading"] = reader.get(f"/cases/{case}/")

        with database_of(home_on_either) as connection:
            hold_lock(connection)
            threads = [threading.Thread(target=one, daemon=True) for one in (staff, reading)]
            for thread in threads:
                thread.start()
            busy = send_form(person, form)
            for thread in threads:
                thread.join(30)
            let_go(connection)
        assert busy.status == 503
        assert "They stand at the door &amp; wait." in busy.text
        assert busy.form("token", "text").action.endswith("/en/ask/")
        assert "Nobody opened to-day." in answers["staff"].text
        # Opening a case is an event: where it cannot be written, the case is not shown.
        if DATABASE == "sqlite":
            assert answers["reading"].status == 503
            assert "They hide." not in answers["reading"].text
        # What came back is sent again as it is, by its own button.
        assert code_on(person.send(busy, {}))
        member.send(note, {"text": "Nobody opened to-day."})
        assert len(rows(home_on_either, "SELECT id FROM intake_plea")) == 1


def hold_lock(connection: sqlite3.Connection | psycopg.Connection[tuple[object, ...]]) -> None:
    """Keep everybody else from writing."""
    if DATABASE == "sqlite":
        connection.execute("BEGIN EXCLUSIVE")
    else:
        connection.execute("BEGIN")
        connection.execute("LOCK TABLE intake_plea, cases_note IN EXCLUSIVE MODE")


def let_go(connection: sqlite3.Connection | psycopg.Connection[tuple[object, ...]]) -> None:
    """End it."""
    connection.execute("ROLLBACK")


@pytest.mark.slow
@pytest.mark.skipif(DATABASE != "sqlite", reason="the limit is on this process's own files")
@pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is not installed")
def test_a_full_disk_gives_everything_back(home: Home) -> None:
    """No file of the process may grow past a size, which is how a full disk feels to it."""
    room = (home.data / "safeconduct.sqlite3").stat().st_size + 100_000
    sent: list[Sent] = []
    with serving(home, "--public-only", before=("prlimit", f"--fsize={room}")) as served:
        visitor = served.visitor("public")
        page = visitor.get("/en/ask/")
        page = visitor.send(page, {"text": "My neighbours came back."}, button=("do", "next"))
        with_file = {**fresh_form(visitor, "My neighbours came back."), "step": "5", "do": "next"}
        body, kind = multipart(with_file, b"y" * 3 * room)
        answer = visitor.ask("POST", "/en/ask/", body, {"Content-Type": kind})
        assert answer.status == 422
        assert "My neighbours came back." in answer.text
        assert "no room" in answer.text
        assert list((home.data / "blobs").glob("*/*")) == []
        for count in range(400):
            form = fresh_form(visitor, f"Please read this, number {count}." + " Help." * 2000)
            answer = send_form(visitor, form)
            if answer.status != 200:
                break
            sent.append(Sent(form, code_on(answer)))
        assert answer.status == 503
        assert form["text"] in answer.text
        assert len(sent) > 3
        for one in sent:
            assert "You asked for help" in box_of(visitor, one.code).text
    with serving(home, "--public-only") as served:
        visitor = served.visitor("public")
        assert code_on(send_form(visitor, form))
        for one in sent:
            assert "You asked for help" in box_of(visitor, one.code).text
        assert len(rows(home, "SELECT id FROM intake_plea")) == len(sent) + 1
        post_plea(visitor, "And one more.")
    assert not half_written(home)
    chain_holds(home)


def multipart(form: dict[str, str], content: bytes) -> tuple[bytes, str]:
    """The form with a file in it."""
    return encoded(list(form.items()), {"file": ("photograph.jpg", content)})
