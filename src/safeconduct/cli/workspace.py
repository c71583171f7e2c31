"""`init`, `status`: make an empty workspace, and say how one is."""

import argparse
import base64
import io
import secrets
from typing import Any
from uuid import uuid4

import segno
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import SYSTEM, Refused
from safeconduct.apps.cases.actions import raise_alarms
from safeconduct.apps.cases.queries import open_alarms, unraised_silences
from safeconduct.apps.team import actions, enrolment, queries, second_factor
from safeconduct.apps.vault.reseal import waiting
from safeconduct.cli.said import Stop, say
from safeconduct.seal.errors import SealError
from safeconduct.seal.recovery import split


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add this group's verbs."""
    init = verbs.add_parser(
        "init", parents=[shared], help="make an empty workspace and its first member"
    )
    init.add_argument("--name", default="founder", help="the first member's pseudonym")
    init.add_argument("--language", default="en", choices=["en", "ru"])
    init.add_argument(
        "--trustees", type=int, default=3, help="people who each keep one share of the recovery key"
    )
    init.add_argument(
        "--threshold", type=int, default=2, help="how many of them are needed to recover"
    )
    init.add_argument(
        "--title", default="Notes", help="what a browser tab on the public face says: harmless"
    )
    init.add_argument(
        "--leave-url", default="https://www.wikipedia.org/", help='where "Leave now" goes'
    )
    init.set_defaults(run=init_workspace)
    status = verbs.add_parser("status", parents=[shared], help="say how this workspace is")
    status.set_defaults(run=show_status)


def prepare_database() -> None:
    """Create or update the tables. Raises Stop when the database cannot be reached."""
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError:
        raise Stop("the database cannot be reached; check --data or DATABASE_URL") from None


def found(
    *,
    name: str,
    language: str,
    trustees: int,
    threshold: int,
    title: str,
    leave_url: str,
    rehearsal: bool = False,
    passphrase: str | None = None,
) -> dict[str, Any]:
    """Make the workspace; returns everything that must be written down now and is shown once."""
    workspace_id = uuid4()
    recovery_seed = secrets.token_bytes(32)
    try:
        shares = split(recovery_seed, threshold, trustees)
    except SealError:
        raise Stop("choose --threshold between 2 and --trustees, and at most 16 trustees") from None
    keys = enrolment.make_keys(workspace_id, passphrase=passphrase)
    try:
        actor = actions.found_workspace(
            workspace_id=workspace_id,
            founder=keys,
            name=name,
            language=language,
            recovery_seed=recovery_seed,
            threshold=threshold,
            shares=trustees,
            neutral_title=title,
            leave_url=leave_url,
            rehearsal=rehearsal,
        )
    except Refused as refused:
        raise Stop(str(refused.sentence)) from None
    return {
        "data": str(settings.DATA_DIR),
        "member": name,
        "passphrase": keys.passphrase,
        "second_factor": base64.b32encode(keys.second_factor).decode("ascii"),
        "recovery_threshold": threshold,
        "recovery_shares": shares,
        "keys": keys,
        "actor": actor,
    }


def init_workspace(chosen: argparse.Namespace) -> int:
    """`safeconduct init`."""
    prepare_database()
    made = found(
        name=chosen.name,
        language=chosen.language,
        trustees=chosen.trustees,
        threshold=chosen.threshold,
        title=chosen.title,
        leave_url=chosen.leave_url,
    )
    keys = made.pop("keys")
    made.pop("actor")
    picture = io.StringIO()
    segno.make(second_factor.setup_address(keys.second_factor, chosen.name), error="m").terminal(
        out=picture, compact=True
    )
    lines = [
        f"A workspace was made in {made['data']}. What follows is shown once; write it down.",
        "",
        f"  first member        {made['member']}",
        f"  passphrase          {made['passphrase']}",
        f"  authenticator       {made['second_factor']}",
        "",
        picture.getvalue(),
        f"  Recovery: any {chosen.threshold} of these {chosen.trustees} shares bring lost keys"
        " back. Give each to another person.",
        *(f"  share {i}: {share}" for i, share in enumerate(made["recovery_shares"], start=1)),
        "",
        "Next: `safeconduct serve`, sign in on the staff address, invite the others.",
    ]
    say(made, lines, as_json=chosen.json)
    return 0


def need_workspace() -> None:
    """Raises Stop when there is no workspace here yet."""
    try:
        queries.workspace()
    except (queries.NoWorkspace, OperationalError, ProgrammingError):
        raise Stop(
            f"there is no workspace in {settings.DATA_DIR} yet; `safeconduct init` makes one"
        ) from None


def show_status(chosen: argparse.Namespace) -> int:
    """`safeconduct status`."""
    need_workspace()
    # Nothing is written when there is nothing to raise: asking how things are changes nothing.
    raised = raise_alarms(SYSTEM) if unraised_silences() else 0
    seq, digest = audit.head()
    rows = queries.members()
    result = {
        "data": str(settings.DATA_DIR),
        "database": connection.vendor,
        "members": sum(row.left_on is None for row in rows),
        "unlocked_now": queries.unlocked(),
        "new_silence_alarms": raised,
        "open_silence_alarms": open_alarms(),
        "audit_events": seq,
        "audit_head": digest.hex(),
        "to_be_sealed_anew": [code for _id, code in waiting()],
    }
    say(result, (f"{key:18} {value}" for key, value in result.items()), as_json=chosen.json)
    return 0
