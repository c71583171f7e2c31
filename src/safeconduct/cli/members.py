"""`member add|remove|list|recover`: the team from the command line."""

import argparse
import base64
from typing import Any
from uuid import UUID

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.team import actions, enrolment, queries, unlocking
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.roles import ROLES
from safeconduct.cli.said import Stop, ask_secret, say
from safeconduct.cli.workspace import need_workspace
from safeconduct.seal.errors import SealError
from safeconduct.seal.opening import open_grant
from safeconduct.seal.recovery import RecoveryRefused, join


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add this group's verbs."""
    member = verbs.add_parser("member", help="add, remove, list or recover members")
    group = member.add_subparsers(title="verbs", metavar="<verb>", required=True)
    acting = argparse.ArgumentParser(add_help=False)
    acting.add_argument("--as", dest="acting", required=True, metavar="NAME", help="who acts")
    acting.add_argument("--passphrase-file", metavar="FILE", help="its first line; else asked")
    acting.add_argument("--code-file", metavar="FILE", help="the six digits; else asked")
    add = group.add_parser("add", parents=[shared, acting], help="invite a member")
    add.add_argument("name", help="a pseudonym")
    add.add_argument("--role", required=True, choices=sorted(ROLES))
    add.add_argument("--language", default="en", choices=["en", "ru"])
    add.set_defaults(run=add_member)
    remove = group.add_parser(
        "remove", parents=[shared, acting], help="remove a member; their compartments get new keys"
    )
    remove.add_argument("name")
    remove.set_defaults(run=remove_member)
    listing = group.add_parser("list", parents=[shared], help="who is and was a member")
    listing.set_defaults(run=list_members)
    recover = group.add_parser(
        "recover", parents=[shared], help="give a member new keys, with the trustees' shares"
    )
    recover.add_argument("name")
    recover.add_argument("--shares-file", metavar="FILE", help="one share a line; else asked")
    recover.add_argument(
        "--also",
        metavar="COMPARTMENT",
        action="append",
        default=[],
        help="hand over this compartment too, for one that nobody holds any more",
    )
    recover.set_defaults(run=recover_member)


def signed_in(chosen: argparse.Namespace) -> Actor:
    """Unlock the acting member for this one command. Raises Stop."""
    need_workspace()
    passphrase = ask_secret("passphrase", chosen.passphrase_file)
    code = ask_secret("code", chosen.code_file)
    try:
        _secret, actor = unlocking.sign_in(chosen.acting, passphrase, code)
    except Refused as refused:
        raise Stop(str(refused.sentence)) from None
    return actor


def add_member(chosen: argparse.Namespace) -> int:
    """`safeconduct member add`."""
    actor = signed_in(chosen)
    actor.purpose = "invite_member"
    keys = enrolment.make_keys(actor.workspace_id())
    try:
        member = actions.invite_member(
            actor, keys, name=chosen.name, role=chosen.role, language=chosen.language
        )
    except Refused as refused:
        raise Stop(str(refused.sentence)) from None
    finally:
        unlocking.lock(actor)
    result = {
        "member": member.name,
        "role": member.role,
        "passphrase": keys.passphrase,
        "second_factor": base64.b32encode(keys.second_factor).decode("ascii"),
    }
    lines = [
        f"{member.name} is invited as {member.role}. Shown once:",
        f"  passphrase     {result['passphrase']}",
        f"  authenticator  {result['second_factor']}",
    ]
    say(result, lines, as_json=chosen.json)
    return 0


def member_id(name: str) -> UUID:
    """The id of an active member by name. Raises Stop."""
    for row in queries.members():
        if row.name == name and row.left_on is None:
            return row.id
    raise Stop(f"there is no member {name}; `safeconduct member list` shows who there is")


def remove_member(chosen: argparse.Namespace) -> int:
    """`safeconduct member remove`."""
    actor = signed_in(chosen)
    actor.purpose = "remove_member"
    try:
        orphaned = actions.remove_member(actor, member_id=member_id(chosen.name))
    except Refused as refused:
        raise Stop(str(refused.sentence)) from None
    finally:
        unlocking.lock(actor)
    lines = [f"{chosen.name} is removed; what they held has new keys."]
    lines += [f"Nobody holds {code} any more: only the trustees can open it." for code in orphaned]
    lines.append("Older things wait to be sealed under the new keys: open the Team page.")
    say({"removed": chosen.name, "held_by_nobody": orphaned}, lines, as_json=chosen.json)
    return 0


def list_members(chosen: argparse.Namespace) -> int:
    """`safeconduct member list`."""
    need_workspace()
    rows = queries.members()
    result = {
        "members": [
            {
                "name": row.name,
                "role": row.role,
                "joined_on": row.joined_on,
                "left_on": row.left_on,
                "holds": row.holds,
                "waits_for": row.waits_for,
            }
            for row in rows
        ]
    }
    lines = (
        f"{row.name:20} {row.role:20} since {row.joined_on}"
        f"{f', left {row.left_on}' if row.left_on else ''}  {' '.join(row.holds)}"
        for row in rows
    )
    say(result, lines, as_json=chosen.json)
    return 0


def recover_member(chosen: argparse.Namespace) -> int:
    """`safeconduct member recover`: trustees bring their shares, the member gets new keys."""
    need_workspace()
    workspace = queries.workspace()
    needed = workspace.recovery_threshold
    if chosen.shares_file:
        text = ask_secret_lines(chosen.shares_file)
    else:
        text = [ask_secret(f"share {number} of {needed}", None) for number in range(1, needed + 1)]
    try:
        seed = join(text)
    except RecoveryRefused as refused:
        raise Stop(
            {
                "misspelt": f"share {refused.share} is misspelt; check it word by word",
                "too_few": f"{refused.needed} different shares are needed",
                "mixed": "these shares do not belong together",
            }.get(refused.code, "these shares do not fit; check them word by word")
        ) from None
    secrets = {}
    for compartment, number, sealed in queries.recovery_copies():
        try:
            secrets[(compartment, number)] = open_grant(
                seed, workspace.id, compartment, number, sealed
            )
        except SealError:
            raise Stop("these shares are of another workspace") from None
    keys = enrolment.make_keys(workspace.id, member=member_id(chosen.name))
    unknown = set(chosen.also) - set(queries.codes().values())
    if unknown:
        raise Stop(f"there is no compartment {', '.join(sorted(unknown))}")
    actions.recover_member(
        member_name=chosen.name, keys=keys, epoch_secrets=secrets, also=chosen.also
    )
    result = {
        "member": chosen.name,
        "passphrase": keys.passphrase,
        "second_factor": base64.b32encode(keys.second_factor).decode("ascii"),
    }
    lines = [
        f"{chosen.name} has new keys. Shown once:",
        f"  passphrase     {result['passphrase']}",
        f"  authenticator  {result['second_factor']}",
    ]
    say(result, lines, as_json=chosen.json)
    return 0


def ask_secret_lines(file: str) -> list[str]:
    """Every line of a file that holds something. Raises Stop."""
    try:
        with open(file, encoding="utf-8") as lines:  # noqa: PTH123  (also for /dev/stdin)
            return [line.strip() for line in lines if line.strip()]
    except OSError:
        raise Stop("the file with the shares cannot be read") from None
