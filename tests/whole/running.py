"""Founds a workspace and serves it with the command line, as whoever runs it would.

Each process gets a private TMPDIR and an environment of its own; what it prints goes to files that
a test can read. Whatever a test does, every process is ended with it.
"""

import base64
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from safeconduct.apps.team import second_factor
from tests.whole.visitor import Visitor

START = "import sys; from safeconduct.cli.main import main; sys.exit(main())"
SECONDS_TO_START = 60.0
CHEAP_PASSPHRASE = "1024"


@dataclass
class Login:
    """What one member signs in with; each one-time code is used once."""

    name: str
    passphrase: str
    second_factor: str
    last_step: int = 0

    def code(self) -> str:
        """A code that was not used yet. Codes of the step before and after are good as well."""
        here = second_factor.current_step()
        step = max(here - 1, self.last_step + 1)
        if step > here + 1:
            time.sleep(second_factor.STEP_SECONDS - time.time() % second_factor.STEP_SECONDS)
            step = second_factor.current_step() + 1
        self.last_step = step
        return second_factor.code_at(base64.b32decode(self.second_factor), step)


@dataclass
class Home:
    """A workspace on this machine: its data folder, its environment, its first member."""

    data: Path
    temporary: Path
    environment: dict[str, str]
    founder: Login
    recovery: list[str] = field(default_factory=list)


@dataclass
class Serving:
    """`safeconduct serve` at work."""

    process: subprocess.Popen[bytes]
    addresses: dict[str, str]
    said: list[Path]
    visitors: list[Visitor] = field(default_factory=list)
    home: Home | None = None

    def visitor(self, face: str, *, seconds: float = 20) -> Visitor:
        """A new browser on one of the faces."""
        self.visitors.append(Visitor(self.addresses[face], seconds=seconds))
        return self.visitors[-1]

    def processes(self) -> list[int]:
        """The ids of every process that belongs to it."""
        return [self.process.pid, *descendants(self.process.pid)]

    def kill(self) -> None:
        """Kill -9 everything at once, as a power cut would."""
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        """Ctrl-C, as a person would end it; browsers are closed as well."""
        for visitor in self.visitors:
            visitor.connection.close()
        if self.process.poll() is None:
            left = self.processes()
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def descendants(pid: int) -> list[int]:
    """Children and their children, from /proc."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if after_name[0] != "Z":
            parents.setdefault(int(after_name[1]), []).append(int(status.parent.name))
    found: list[int] = []
    waiting = [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def environment_for(data: Path, temporary: Path, database_url: str = "") -> dict[str, str]:
    """What a process is told, and nothing of the tests' own settings."""
    temporary.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = {
        "PATH": os.environ["PATH"],
        "HOME": str(temporary),
        "TMPDIR": str(temporary),
        "LANG": "C.UTF-8",
        "SAFECONDUCT_DATA": str(data),
        "SAFECONDUCT_PASSPHRASE_MEMORY_KIB": CHEAP_PASSPHRASE,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    if os.environ.get("PYTHONPATH"):
        told["PYTHONPATH"] = os.environ["PYTHONPATH"]
    if database_url:
        told["DATABASE_URL"] = database_url
    return told


def command(*arguments: str) -> list[str]:
    """`safeconduct` with arguments, by this Python."""
    return [sys.executable, "-c", START, *arguments]


def found(data: Path, temporary: Path, database_url: str = "") -> Home:
    """`safeconduct init`."""
    environment = environment_for(data, temporary, database_url)
    ran = subprocess.run(
        command("init", "--name", "alder", "--json"),
        env=environment,
        capture_output=True,
        timeout=SECONDS_TO_START,
    )
    assert ran.returncode == 0, ran.stderr
    made = json.loads(ran.stdout)
    founder = Login("alder", made["passphrase"], made["second_factor"])
    return Home(data, temporary, environment, founder, made["recovery_shares"])


@contextlib.contextmanager
def serving(
    home: Home, *options: str, before: tuple[str, ...] = (), more: dict[str, str] | None = None
) -> Iterator[Serving]:
    """`safeconduct serve` on free ports until the block ends, behind the command `before`."""
    number = len(list(home.temporary.parent.glob("said-*.out")))
    said = [home.temporary.parent / f"said-{number}.{end}" for end in ("out", "err")]
    arguments = ["--public", "127.0.0.1:0", "--staff", "127.0.0.1:0", *options]
    with said[0].open("wb") as out, said[1].open("wb") as err:
        process = subprocess.Popen(
            [*before, *command("serve", "--json", *arguments)],
            env={**home.environment, **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
    served = Serving(process, {}, said, home=home)
    try:
        served.addresses = wait_for_addresses(process, said)
        yield served
    finally:
        served.stop()


def wait_for_addresses(process: subprocess.Popen[bytes], said: list[Path]) -> dict[str, str]:
    """The addresses that `serve` prints once both faces answer."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        lines = said[0].read_text("utf-8").splitlines()
        if lines:
            told: dict[str, str] = json.loads(lines[0])
            return {name: url.removeprefix("http://").rstrip("/") for name, url in told.items()}
        assert process.poll() is None, said[1].read_text("utf-8", "replace")
        time.sleep(0.05)
    raise AssertionError("serve did not come up")


def sign_in(served: Serving, login: Login) -> Visitor:
    """A browser in which a member has signed in."""
    visitor = served.visitor("staff")
    page = visitor.get("/sign-in/")
    typed = {"name": login.name, "passphrase": login.passphrase, "code": login.code()}
    visitor.send(page, typed)
    assert visitor.cookies, "not signed in"
    return visitor
