"""`serve`: start the faces as separate processes and stay until Ctrl-C.

The public process gets no key and no way to one; either face can be started alone, on another
machine account if wanted.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection

from safeconduct.apps.team import unlocking
from safeconduct.apps.vault.sweeping import sweep
from safeconduct.cli.said import Stop, say
from safeconduct.cli.workspace import need_workspace, prepare_database

PUBLIC_ADDRESS = "127.0.0.1:8710"
STAFF_ADDRESS = "127.0.0.1:8711"
STDERR = 2


@dataclass
class Face:
    """One serving process."""

    name: str
    address: str
    process: subprocess.Popen[bytes]


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add this group's verbs."""
    serve = verbs.add_parser("serve", parents=[shared], help="start the public and the staff face")
    serve.add_argument("--public", metavar="HOST:PORT", default=PUBLIC_ADDRESS)
    serve.add_argument("--staff", metavar="HOST:PORT", default=STAFF_ADDRESS)
    only = serve.add_mutually_exclusive_group()
    only.add_argument("--public-only", action="store_true", help="start only the public face")
    only.add_argument("--staff-only", action="store_true", help="start only the staff face")
    serve.set_defaults(run=serve_faces)


def start_face(
    name: str, address: str, *, environment: dict[str, str] | None = None, application: str = ""
) -> Face:
    """Start one face with granian. Raises Stop for an address that is not HOST:PORT.

    `application` puts another WSGI application in the face's place (measurements compare).
    """
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal():
        raise Stop(f"{address} is not HOST:PORT, for example 127.0.0.1:8710")
    if port == "0":
        with socket.socket() as probe:
            probe.bind((host, 0))
            port = str(probe.getsockname()[1])
        address = f"{host}:{port}"
    # Deriving a return code takes 20 ms of one core. Two processes with one thread each keep two
    # cores busy, faster than two threads of one process, and never derive more than two at once.
    # The staff face has threads for long downloads, and one process: search children belong to it.
    workers, threads = ("2", "1") if name == "public" else ("1", "4")
    # Large pages: two derivations of 19 MiB at once get less in each other's way.
    pages = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"} if name == "public" else {}
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host.strip("[]"),
        "--port",
        port,
        "--workers",
        workers,
        "--blocking-threads",
        threads,
        "--no-ws",
        "--no-access-log",
        "--log-level",
        "warning",
        application or f"safeconduct.config.wsgi_{name}:application",
    ]
    variables = {**pages, **os.environ, **(environment or {})}
    # What a server says goes to stderr: a script reads one JSON object on stdout, nothing else.
    process = subprocess.Popen(command, env=variables, stdout=STDERR)  # noqa: S603
    return Face(name, address, process)


def wait_until_up(face: Face, *, path: str = "/", seconds: float = 30.0) -> None:
    """Wait until a face answers. Raises Stop when it does not come up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if face.process.poll() is not None:
            raise Stop(f"the {face.name} face could not start on {face.address}; is it in use?")
        try:
            with urllib.request.urlopen(f"http://{face.address}{path}", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise Stop(f"the {face.name} face did not answer on {face.address} in time")


def stop_faces(faces: Sequence[Face]) -> None:
    """Ask the faces to end, and end those that do not."""
    for face in faces:
        if face.process.poll() is None:
            face.process.send_signal(signal.SIGTERM)
    for face in faces:
        try:
            face.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            face.process.kill()
            face.process.wait()


def tidy(*, sweeping: bool) -> None:
    """Destroy the keyrings of whoever has gone without locking, so that a disk seized later holds
    none that a browser's cookie still opens; once an hour also what uploads have left behind."""
    # A busy database or a full disk will pass; the next minute tries again.
    with suppress(DatabaseError, OSError):
        unlocking.forget_idle()
        if sweeping:
            sweep()
    connection.close()


def stay(faces: Sequence[Face]) -> int:
    """Wait for Ctrl-C, or for a face that ended by itself (exit code 1)."""
    ended, minute, hour = 0, time.monotonic(), time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    try:
        while all(face.process.poll() is None for face in faces):
            time.sleep(0.3)
            if time.monotonic() - minute >= 60:
                minute = time.monotonic()
                tidy(sweeping=minute - hour >= 3600)
                hour = minute if minute - hour >= 3600 else hour
        ended = 1
    except KeyboardInterrupt:
        pass
    finally:
        stop_faces(faces)
    return ended


def serve_faces(chosen: argparse.Namespace) -> int:
    """`safeconduct serve`."""
    prepare_database()
    need_workspace()
    sweep()
    faces = []
    try:
        if not chosen.staff_only:
            faces.append(start_face("public", chosen.public))
        if not chosen.public_only:
            faces.append(start_face("staff", chosen.staff))
        for face in faces:
            wait_until_up(face)
    except BaseException:
        stop_faces(faces)
        raise
    addresses = {face.name: f"http://{face.address}/" for face in faces}
    lines = [f"{name:7} {address}" for name, address in addresses.items()]
    say(addresses, [*lines, "Ctrl-C ends both and locks nothing else."], as_json=chosen.json)
    return stay(faces)
