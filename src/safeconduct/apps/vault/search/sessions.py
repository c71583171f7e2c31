"""Search children and unlocked sessions: which child serves whom, and when it must go.

The middleware of the staff face calls `warm` at each request and `end_if_locked` after it; a
keeper thread sees to locks by others (idle time-out, `safeconduct lock`) within seconds.
"""

from collections.abc import Collection
from typing import cast

from django.apps import apps
from django.db import connections

from safeconduct.apps.team.unlocking import still_unlocked
from safeconduct.apps.vault.apps import VaultConfig
from safeconduct.apps.vault.search.children import Children


def children() -> Children:
    """The registry of this process."""
    return cast(VaultConfig, apps.get_app_config("vault")).children


def warm() -> None:
    """Have an empty child ready for whoever searches first."""
    children().warm(seen_from_keeper)


def seen_from_keeper(sessions: Collection[bytes]) -> Collection[bytes]:
    """Those still unlocked, asked from a thread that keeps no connection open."""
    try:
        return still_unlocked(sessions)
    finally:
        connections.close_all()


def end_if_locked(session: bytes) -> None:
    """Kill the session's child at once when the request has just ended its unlock."""
    registry = children()
    if registry.has(session) and not still_unlocked([session]):
        registry.end(session)


def end(session: bytes) -> None:
    """Kill the session's child: its unlock was found to be gone."""
    children().end(session)
