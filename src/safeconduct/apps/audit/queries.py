"""Reading the chain: what happened to a case, what a member did, and whether it still holds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from safeconduct.apps.audit.action import PUBLIC, START, SYSTEM, digest_of
from safeconduct.apps.audit.models import Event, Head
from safeconduct.seal.chain import verify_head


@dataclass(frozen=True)
class Happened:
    """One event as pages show it."""

    seq: int
    at: datetime
    who: str
    verb: str
    table: str
    row: UUID | None
    case: UUID | None
    purpose: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """Where the chain is broken, and how."""

    seq: int
    code: str


def happened(event: Event) -> Happened:
    """The event as a typed row, its details decoded."""
    details = json.loads(event.details)
    details.pop("sealed", None)
    return Happened(
        event.seq,
        event.at,
        event.who,
        event.verb,
        event.table,
        event.row,
        event.case,
        event.purpose,
        details,
    )


def of_case(case: UUID, *, limit: int = 500, opened: bool | None = None) -> list[Happened]:
    """The newest events of one case, newest first; with `opened` only openings, or all but them."""
    rows = Event.objects.filter(case=case)
    if opened is not None:
        rows = rows.filter(verb="open") if opened else rows.exclude(verb="open")
    return [happened(e) for e in rows.order_by("-seq")[:limit]]


def of_row(table: str, row: UUID, *, limit: int = 200) -> list[Happened]:
    """The newest events about one row, newest first."""
    rows = Event.objects.filter(table=table, row=row).order_by("-seq")[:limit]
    return [happened(e) for e in rows]


def of_verb(verb: str, *, table: str = "", limit: int = 500) -> list[Happened]:
    """The newest events of one verb (for example every opening of flats), newest first."""
    rows = Event.objects.filter(verb=verb)
    if table:
        rows = rows.filter(table=table)
    return [happened(e) for e in rows.order_by("-seq")[:limit]]


def openings(row: UUID, column: str, *, limit: int = 5000) -> list[Happened]:
    """Every time that one sealed column of one row was opened, newest first."""
    rows = Event.objects.filter(verb="open", details__contains=f'"{row}/{column}"')
    return [happened(e) for e in rows.order_by("-seq")[:limit]]


def newest(*, before: int | None = None, who: str = "", limit: int = 100) -> list[Happened]:
    """A page of the chain, newest first, optionally of one author and before a number."""
    rows = Event.objects.all()
    if who:
        rows = rows.filter(who=who)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    return [happened(e) for e in rows.order_by("-seq")[:limit]]


def head() -> tuple[int, bytes]:
    """Number and digest of the newest event; (0, 32 zero bytes) before the first."""
    row = Head.objects.filter(pk=1).first()
    return (row.seq, bytes(row.digest)) if row else (0, START)


def faults(workspace: UUID, signing_public: Mapping[int, bytes]) -> Iterator[Fault]:
    """Walk the whole chain and yield every place where it does not hold.

    `signing_public` maps epochs of the team compartment to Ed25519 public keys of 32 bytes.
    Codes: missing (a number is skipped), altered (contents do not give the digest), unlinked (does
    not follow its predecessor), forged (a signature is missing, does not verify, or was made with
    a key that had been retired), head (the newest event is not the one that the head names).
    """
    previous, expected = START, 1
    last = newest_epoch = 0
    for event in Event.objects.order_by("seq").iterator(chunk_size=2000):
        if event.seq != expected:
            yield Fault(expected, "missing")
        if bytes(event.previous) != previous:
            yield Fault(event.seq, "unlinked")
        event.at = event.at.astimezone(UTC)
        if digest_of(event, bytes(event.previous)) != bytes(event.digest):
            yield Fault(event.seq, "altered")
        if event.signature is None:
            # Whoever holds keys signs; a member's event without a signature was stripped of it.
            if event.who not in {PUBLIC.who, SYSTEM.who}:
                yield Fault(event.seq, "forged")
        else:
            epoch = int.from_bytes(bytes(event.signature)[:4], "big")
            public = signing_public.get(epoch)
            if (
                public is None
                or epoch < newest_epoch
                or not verify_head(
                    public, workspace, event.seq, bytes(event.digest), bytes(event.signature)[4:]
                )
            ):
                yield Fault(event.seq, "forged")
            newest_epoch = max(newest_epoch, epoch)
        previous, last = bytes(event.digest), event.seq
        expected = event.seq + 1
    if head() != (last, previous):
        yield Fault(last + 1, "head")


def sealed_digests() -> Iterator[tuple[int, str, UUID, str, int, str]]:
    """Every sealing that the chain vouches for: (seq, table, row, column, version, digest)."""
    rows = Event.objects.filter(details__contains='"sealed"').order_by("seq")
    for event in rows.iterator(chunk_size=2000):
        for entry in json.loads(event.details).get("sealed", []):
            table, row, column, version, digest = entry.split("/")
            yield event.seq, table, UUID(row), column, int(version), digest
