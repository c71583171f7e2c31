"""The child process: hardened, told nothing it could betray, and gone when it should be."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from safeconduct.apps.vault.models import SearchEntry, SearchSegment
from safeconduct.apps.vault.search.children import Child, ChildGone, Children, start
from safeconduct.apps.vault.search.messages import Found, Look
from safeconduct.apps.vault.search.scanning import KEY_AT, WORDS_AT

pytestmark = [
    pytest.mark.timeout(60),
    pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel about a process"),
]
NOTHING = Look([["x"]], b"", [], 0, 10)


def soon(happened: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something happens in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if happened():
            return True
        time.sleep(0.02)
    return happened()


def running(pid: int) -> bool:
    """Whether a process runs (one that is dead and not yet reaped does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_child_answers_and_dies_when_killed() -> None:
    child = start()
    assert child.ask(NOTHING) == Found(b"", 0)
    child.kill()
    assert not running(child.pid)
    assert child.process.returncode == -signal.SIGKILL
    with pytest.raises(ChildGone):
        child.ask(NOTHING)


def test_a_child_cannot_be_dumped_and_shows_nothing() -> None:
    child = start()
    child.ask(NOTHING)
    proc = Path(f"/proc/{child.pid}")
    try:
        # A process that is not dumpable has its files in /proc owned by root.
        assert (proc / "mem").stat().st_uid == 0
        limits = (proc / "limits").read_text().splitlines()
        assert [line.split()[4] for line in limits if line.startswith("Max core")] == ["0"]
        assert b"DATABASE" not in (proc / "environ").read_bytes()
        arguments = (proc / "cmdline").read_bytes().split(b"\0")
        assert arguments[-2].isdigit() and arguments[-3].isdigit()
    finally:
        child.kill()


def test_hardening_is_more_than_words() -> None:
    """PR_GET_DUMPABLE (3) is asked from within: nobody outside may ask."""
    code = (
        "import ctypes, os, resource\n"
        "from safeconduct.apps.vault.search.child import close_up\n"
        "close_up(os.getppid())\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30)
    assert said.stdout.strip() == "0 (0, 0)", said.stderr


def test_a_child_dies_with_its_parent() -> None:
    code = (
        "from safeconduct.apps.vault.search.children import start\n"
        "from safeconduct.apps.vault.search.messages import Look\n"
        "child = start(); child.ask(Look([['x']], b'', [], 0, 1))\n"
        "print(child.pid, flush=True); import time; time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert running(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert soon(lambda: not running(pid))


def test_the_keeper_ends_children_of_sessions_that_are_locked() -> None:
    unlocked = {b"one", b"two"}
    children = Children()
    children.warm(lambda sessions: unlocked & set(sessions))
    one, two = children.of(b"one"), children.of(b"two")
    unlocked.discard(b"one")
    assert soon(lambda: not children.has(b"one"))
    assert soon(lambda: not running(one.pid))
    assert children.of(b"two") is two and running(two.pid)
    children.close()
    assert not running(two.pid)


def test_too_many_children_end_the_longest_unused() -> None:
    children = Children(most=2)
    first = children.of(b"one")
    second = children.of(b"two")
    first.ask(NOTHING)
    third = children.of(b"three")
    assert not running(second.pid)
    assert running(first.pid) and running(third.pid)
    children.close()


def test_a_child_outlives_the_thread_that_asked_for_it() -> None:
    """PR_SET_PDEATHSIG strikes when the starting thread ends; only the keeper may start one."""
    children = Children()
    got: list[Child] = []
    script = threading.Thread(target=lambda: got.append(children.of(b"one")))
    script.start()
    script.join()
    time.sleep(0.3)
    assert got[0].ask(NOTHING) == Found(b"", 0)
    children.close()


def test_the_child_knows_no_django() -> None:
    code = "import sys, safeconduct.apps.vault.search.child; print('django' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30)
    assert said.stdout.strip() == "False", said.stderr


def test_it_looks_where_the_database_keeps_the_words() -> None:
    assert (SearchEntry._meta.db_table, "words") == WORDS_AT
    assert (SearchSegment._meta.db_table, "key") == KEY_AT
