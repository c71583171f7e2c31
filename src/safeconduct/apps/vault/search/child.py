"""The search child: a process that opens words, answers from them, and is killed to forget them.

Run as `python -m safeconduct.apps.vault.search.child <socket> <parent's process id>`. It hardens
itself before it reads anything, imports no Django, writes nothing but sealed segments, says
nothing on its output, and ends by itself when the parent is gone.
"""

import ctypes
import os
import resource
import signal
import socket
import sys

import msgspec

from safeconduct.apps.vault.search.messages import (
    Build,
    Failed,
    Look,
    Reply,
    Request,
    Supply,
    receive,
    send,
)
from safeconduct.apps.vault.search.scanning import Supplied, exercise

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4


def close_up(parent: int) -> None:
    """No core dump, no debugger, files for this user only, and death with the parent.

    The same as `config.hardening` and a little more; apps may not import from config.
    """
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    except (OSError, AttributeError):
        # Not Linux: the end of the connection still ends this process.
        pass
    if os.getppid() != parent:
        os._exit(0)


def answered(held: Supplied, request: Request) -> Reply:
    """The answer to one request. Errors come back by their kind: a message could quote words."""
    try:
        match request:
            case Supply():
                return held.supply(request)
            case Look():
                return held.look(request)
            case Build():
                return held.build(request)
    except (OSError, MemoryError) as error:
        return Failed(type(error).__name__)


def talk(parent: socket.socket) -> None:
    """Answer until the parent closes the connection."""
    exercise()
    held = Supplied()
    decoder = msgspec.msgpack.Decoder(Request)
    while (body := receive(parent)) is not None:
        send(parent, answered(held, decoder.decode(body)))


def main(arguments: list[str]) -> None:
    """Harden, then talk. Leaves without cleaning up: the kernel takes the memory back."""
    close_up(int(arguments[1]))
    try:
        talk(socket.socket(fileno=int(arguments[0])))
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
