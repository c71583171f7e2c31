"""What every test stands on: the chosen database, no network, a browser when asked for.

A test may talk to this machine only. Missing chromium or PostgreSQL skips what needs it, and fails
it under CI=true, so that a green run there means that everything ran.
"""

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.postgres import new_database

pytest_plugins = ["tests.browser", "tests.cast"]

DATABASE = os.environ.get("SAFECONDUCT_TEST_DATABASE", "sqlite")
USES_DATABASE = {"db", "transactional_db", "live_server", "database_url"}


class NetworkForbiddenError(RuntimeError):
    """A test tried to reach something that is not this machine."""


def is_here(host: str | bytes | None) -> bool:
    """Whether a host is loopback; a name other than `localhost` never is."""
    if host is None or host in {"", b"", "localhost", b"localhost"}:
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def forbid_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse connections and name look-ups that leave this machine; a Python audit hook.

    A hook cannot be undone by the code under test. It does not see other programs: chromium is
    held to loopback by its own options (tests/browser.py).
    """
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        if isinstance(address, tuple) and len(address) >= 2 and not is_here(address[0]):
            raise NetworkForbiddenError(f"{event} {address[0]}:{address[1]}")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not is_here(arguments[0]):
        raise NetworkForbiddenError(f"{event} {arguments[0]!r}")


sys.addaudithook(forbid_network)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to report about PostgreSQL what ran on SQLite, and the reverse."""
    engine = str(settings.DATABASES["default"]["ENGINE"]).rpartition(".")[2]
    expected = {"sqlite": "sqlite3", "postgresql": "postgresql"}.get(DATABASE)
    if engine != expected:
        raise pytest.UsageError(
            f"SAFECONDUCT_TEST_DATABASE={DATABASE}, but the settings say {engine}. On PostgreSQL: "
            "python -m tests.postgres pytest ...; on SQLite, leave DATABASE_URL unset."
        )


def pytest_report_header() -> str:
    """Which database this run uses."""
    return f"safeconduct: on {DATABASE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what uses a database; all else gives the same answer as on SQLite."""
    if DATABASE == "sqlite":
        return
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        uses = item.get_closest_marker("django_db") or fixtures & USES_DATABASE
        (kept if uses else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """DATABASE_URL of an empty database for a test that starts `safeconduct` as a process."""
    if DATABASE == "sqlite":
        yield f"sqlite://{tmp_path / 'safeconduct.sqlite3'}"
        return
    with new_database(os.environ["DATABASE_URL"]) as address:
        yield address
