"""Search children of one staff process: starting, talking to, ending them.

Each unlocked session that searches has one child to itself, taken from a spare that waits empty
and without keys, so that the first search does not wait for a start. A child is killed and reaped
when its session locks, signs out or idles out, when too many are open, and with this process.
Refuses to keep more than `most` children with words in memory: the longest unused one goes.
"""

import atexit
import contextlib
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import msgspec

from safeconduct.apps.vault.search.messages import Reply, Request, receive, send

# A child holds about 80 MB and what it has opened (100 MB for 100,000 cases): six fit in 2 GB.
MOST = 6
SECONDS_TO_START = 15.0
SECONDS_TO_ANSWER = 60.0
SECONDS_BETWEEN_LOOKS = 2.0
SECONDS_IN_USE = 3.0

logger = logging.getLogger(__name__)


class ChildGone(Exception):
    """The child ended or did not answer; another one can be asked."""


@dataclass(eq=False)
class Child:
    """One search process and the only connection to it."""

    process: subprocess.Popen[bytes]
    connection: socket.socket
    used: float = field(default_factory=time.monotonic)
    busy: threading.RLock = field(default_factory=threading.RLock)
    tidying: threading.Lock = field(default_factory=threading.Lock)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def ask(self, request: Request) -> Reply:
        """Send a request and wait for its answer; one at a time. Raises ChildGone."""
        with self.busy:
            self.used = time.monotonic()
            try:
                send(self.connection, request)
                body = receive(self.connection)
            except (OSError, EOFError, ValueError):
                body = None
            if body is None:
                self.kill()
                raise ChildGone
            reply: Reply = msgspec.msgpack.decode(body, type=Reply)
            return reply

    def kill(self) -> None:
        """SIGKILL, and wait until the kernel has taken its memory back."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        # Whoever waits for an answer sees the connection end and lets go of it first.
        with self.busy:
            self.connection.close()


def start() -> Child:
    """Start an empty child. Raises OSError when no process can be started.

    Its environment and arguments hold nothing but its end of the connection and our process id;
    large pages of memory halve the time that opening many segments takes.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603  (our own module, no shell)
            [
                sys.executable,
                "-I",
                "-m",
                "safeconduct.apps.vault.search.child",
                str(theirs.fileno()),
                str(os.getpid()),
            ],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"},
            cwd="/",
        )
    ours.settimeout(SECONDS_TO_ANSWER)
    return Child(process, ours)


class Children:
    """The children of this process by session, and the thread that starts and watches them."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._by_session: dict[bytes, Child] = {}
        self._spare: Child | None = None
        self._wanted = False
        self._closing = False
        self._keeper: threading.Thread | None = None
        self._still: Callable[[Collection[bytes]], Collection[bytes]] | None = None
        self._changed = threading.Condition()

    def warm(self, still: Callable[[Collection[bytes]], Collection[bytes]]) -> None:
        """Have an empty child waiting. `still` says which sessions are unlocked still."""
        with self._changed:
            self._still = still
            if self._spare is None and not self._wanted:
                self._want()

    def of(self, session: bytes) -> Child:
        """The child of a session, taken from the spare if it has none. Raises ChildGone."""
        over: list[Child] = []
        with self._changed:
            while True:
                child = self._by_session.get(session)
                if child is not None and child.process.poll() is None:
                    break
                if child is not None:
                    over.append(self._by_session.pop(session))
                if self._spare is not None:
                    child, self._spare = self._spare, None
                    child.used = time.monotonic()
                    self._by_session[session] = child
                    self._want()
                    break
                self._want()
                started = self._changed.wait_for(
                    lambda: self._spare is not None or not self._wanted, SECONDS_TO_START
                )
                if not started or self._spare is None:
                    raise ChildGone
            longest = sorted(self._by_session, key=lambda one: self._by_session[one].used)
            over += [self._by_session.pop(one) for one in longest[: -self.most]]
        for one in over:
            one.kill()
        return child

    def has(self, session: bytes) -> bool:
        """Whether a child works for this session."""
        with self._changed:
            return session in self._by_session

    def end(self, session: bytes) -> None:
        """Kill and reap the child of a session that is locked, if it has one."""
        with self._changed:
            child = self._by_session.pop(session, None)
        if child is not None:
            child.kill()

    def end_all(self) -> None:
        """Kill and reap every child, spare ones too."""
        with self._changed:
            gone = list(self._by_session.values())
            self._by_session.clear()
            if self._spare is not None:
                gone.append(self._spare)
                self._spare = None
        for child in gone:
            child.kill()

    def close(self) -> None:
        """End everything, the keeper included: the process is about to end."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._keeper is not None:
            self._keeper.join(SECONDS_TO_START)
        self.end_all()

    def _want(self) -> None:
        """Ask the keeper for a spare. A child dies with the thread that started it (a property of
        PR_SET_PDEATHSIG), and threads that serve requests come and go; the keeper stays."""
        self._wanted = True
        if self._keeper is None:
            self._keeper = threading.Thread(target=self._keep, name="search-keeper", daemon=True)
            self._keeper.start()
            atexit.register(self.close)
        self._changed.notify_all()

    def _keep(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or self._wanted, SECONDS_BETWEEN_LOOKS)
                if self._closing:
                    return
                wanted = self._wanted
            if wanted:
                self._start_spare()
            self._end_locked()

    def _start_spare(self) -> None:
        try:
            child = start()
        except OSError as error:
            logger.warning("no search child could be started", exc_info=error)
            child = None
        with self._changed:
            self._wanted = False
            if child is not None and self._spare is None and not self._closing:
                self._spare, child = child, None
            self._changed.notify_all()
        if child is not None:
            child.kill()

    def _end_locked(self) -> None:
        # A child in the middle of a request is left to the next look: its unlock was just seen.
        before = time.monotonic() - SECONDS_IN_USE
        with self._changed:
            sessions = [one for one, child in self._by_session.items() if child.used < before]
            still = self._still
        if not sessions or still is None:
            return
        try:
            unlocked = set(still(sessions))
        except Exception as error:  # the database is busy or gone: ask again soon
            logger.warning("could not see who is unlocked", exc_info=error)
            return
        for session in sessions:
            if session not in unlocked:
                self.end(session)
