"""`audit verify|head`, `lock`, `burn`: does the chain still hold, and what to do in a raid."""

import argparse
from typing import Any

from django.db import connection
from django.http import Http404

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import Refused
from safeconduct.apps.team import actions, queries, unlocking
from safeconduct.apps.vault.verifying import replaced
from safeconduct.cli.members import signed_in
from safeconduct.cli.said import Stop, say
from safeconduct.cli.workspace import need_workspace

MEANING = {
    "missing": "an event is missing here",
    "altered": "this event was changed after it was written",
    "unlinked": "this event does not follow the one before it",
    "forged": "this event's signature is missing or false",
    "head": "the chain does not end where it should: events are missing at its end",
    "planted": "something sealed stands in the tables that no event vouches for",
    "replaced": "something sealed by this event was exchanged, rolled back or removed",
}


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add this group's verbs."""
    chain = verbs.add_parser("audit", help="check the audit chain, or show its newest link")
    group = chain.add_subparsers(title="verbs", metavar="<verb>", required=True)
    verify = group.add_parser(
        "verify", parents=[shared], help="walk the chain and say where it breaks"
    )
    verify.set_defaults(run=verify_chain)
    head = group.add_parser(
        "head", parents=[shared], help="print the newest link, to be noted somewhere else"
    )
    head.set_defaults(run=show_head)
    lock = verbs.add_parser("lock", parents=[shared], help="panic: end every unlock at once")
    lock.set_defaults(run=lock_everyone)
    acting = argparse.ArgumentParser(add_help=False)
    acting.add_argument("--as", dest="acting", required=True, metavar="NAME", help="who acts")
    acting.add_argument("--passphrase-file", metavar="FILE", help="its first line; else asked")
    acting.add_argument("--code-file", metavar="FILE", help="the six digits; else asked")
    burn = verbs.add_parser(
        "burn",
        parents=[shared, acting],
        help="destroy a compartment's keys: what it sealed can never be opened again",
    )
    burn.add_argument("compartment")
    burn.add_argument(
        "--i-understand-nothing-brings-it-back", dest="understood", action="store_true"
    )
    burn.set_defaults(run=burn_compartment)


def verify_chain(chosen: argparse.Namespace) -> int:
    """`safeconduct audit verify`: exit code 1 when anything does not hold."""
    need_workspace()
    found = list(audit.faults(queries.workspace().id, queries.signing_keys()))
    found += [audit.Fault(seq, "replaced" if seq else "planted") for seq in replaced()]
    seq, digest = audit.head()
    result = {
        "holds": not found,
        "events": seq,
        "head": digest.hex(),
        "faults": [{"seq": fault.seq, "code": fault.code} for fault in found],
    }
    lines = [f"event {fault.seq}: {MEANING[fault.code]}" for fault in found] or [
        f"The chain holds: {seq} events, the newest ends in {digest.hex()}."
    ]
    say(result, lines, as_json=chosen.json)
    return 0 if not found else 1


def show_head(chosen: argparse.Namespace) -> int:
    """`safeconduct audit head`."""
    need_workspace()
    seq, digest = audit.head()
    say({"seq": seq, "digest": digest.hex()}, [f"{seq} {digest.hex()}"], as_json=chosen.json)
    return 0


def lock_everyone(chosen: argparse.Namespace) -> int:
    """`safeconduct lock`."""
    need_workspace()
    count = unlocking.lock_everyone()
    say({"ended": count}, [f"{count} unlocked members are locked out."], as_json=chosen.json)
    return 0


def burn_compartment(chosen: argparse.Namespace) -> int:
    """`safeconduct burn`."""
    if not chosen.understood:
        raise Stop(
            f"everything sealed to {chosen.compartment} would be lost for ever, also for the "
            "trustees; add --i-understand-nothing-brings-it-back if that is what you want"
        )
    actor = signed_in(chosen)
    actor.purpose = "burn_compartment"
    try:
        actions.burn_compartment(actor, code=chosen.compartment)
    except Refused as refused:
        raise Stop(str(refused.sentence)) from None
    except Http404:
        raise Stop(
            f"{chosen.acting} may not burn {chosen.compartment}: it takes a coordinator who holds "
            "it, or a shelter keeper for the addresses"
        ) from None
    finally:
        unlocking.lock(actor)
    gone = overwrite_journal()
    lines = [f"{chosen.compartment} is burnt."]
    if not gone:
        lines.append("Stop both faces now: until then the old keys' bytes are still on the disk.")
    say({"burnt": chosen.compartment, "bytes_gone": gone}, lines, as_json=chosen.json)
    return 0


def overwrite_journal() -> bool:
    """Bring the write-ahead log into the database and empty it, so that deleted keys leave the
    disk. False where something still reads the old pages, or the database is not SQLite."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()
    return busy is not None and busy[0] == 0
