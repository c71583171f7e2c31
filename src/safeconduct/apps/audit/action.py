"""What every write goes through: one transaction, and an audit event that cannot be forgotten.

A function marked `@action` runs in one transaction and fails unless it recorded an event with its
own name. Events carry codes and row ids; text belongs in sealed fields and is refused here.
"""

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import models, transaction

from safeconduct.apps.audit.clock import now
from safeconduct.apps.audit.models import Event, Head
from safeconduct.seal.chain import event_digest

P = ParamSpec("P")
R = TypeVar("R")

START = bytes(32)
Detail = str | int | bool | None | list[str] | list[int]


class Who(Protocol):
    """Whoever acts: a member with keys, the public face, or the software itself."""

    @property
    def who(self) -> str: ...

    @property
    def purpose(self) -> str: ...

    def sign_head(self, seq: int, digest: bytes) -> bytes | None:
        """Four bytes with the epoch of the signing key, then an Ed25519 signature; or None."""
        ...


@dataclass(frozen=True)
class Unsigned:
    """An author without keys. Its events are covered by the next signed one."""

    who: str
    purpose: str = ""

    def sign_head(self, seq: int, digest: bytes) -> bytes | None:
        """Nothing to sign with."""
        return None


PUBLIC = Unsigned("public")
SYSTEM = Unsigned("system")


class Refused(Exception):
    """The state of things does not allow this. `sentence` tells the person what to do next."""

    def __init__(self, code: str, sentence: object) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


@dataclass
class Running:
    """What the action under way has recorded so far, and what it has sealed."""

    recorded: set[str] = field(default_factory=set)
    sealed: list[str] = field(default_factory=list)


running: ContextVar[Running | None] = ContextVar("running", default=None)


class Unrecorded(Exception):
    """An action ended without the audit event that bears its name; nothing was written."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in one transaction that is kept only if its event was recorded."""
    verb = function.__name__

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        here = Running()
        token = running.set(here)
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                if verb not in here.recorded:
                    raise Unrecorded(verb)
                return result
        finally:
            running.reset(token)

    run.is_action = True  # type: ignore[attr-defined]  # read by the test of the walls
    return run


def note_sealed(table: str, row: UUID, column: str, version: int, digest: bytes) -> None:
    """Remember that the action under way sealed this, so that its event vouches for the bytes."""
    here = running.get()
    if here is not None:
        here.sealed.append(f"{table}/{row}/{column}/{version}/{digest.hex()}")


def record(
    actor: Who,
    verb: str,
    subject: models.Model | None = None,
    *,
    case: UUID | None = None,
    details: Mapping[str, Detail] | None = None,
) -> Event:
    """Add one event to the chain, inside the caller's transaction.

    `subject` is the row it is about. The event also lists the digests of everything that the
    action sealed since its last event. Events of the public face keep only the hour.
    Raises transaction.TransactionManagementError outside a transaction.
    """
    here = running.get()
    contents: dict[str, Detail] = dict(details or {})
    if here is not None:
        here.recorded.add(verb)
        if here.sealed:
            contents["sealed"] = list(here.sealed)
            here.sealed.clear()
    return _append(actor, verb, subject, [(case, contents)])[0]


def record_each(
    actor: Who, verb: str, about: Sequence[tuple[UUID | None, Mapping[str, Detail]]]
) -> None:
    """Add one event for each pair of case and details, in one go.

    For what a request did to many things at once; outside of actions. Raises
    transaction.TransactionManagementError outside a transaction.
    """
    if about:
        _append(actor, verb, None, about)


def _append(
    actor: Who,
    verb: str,
    subject: models.Model | None,
    about: Sequence[tuple[UUID | None, Mapping[str, Detail]]],
) -> list[Event]:
    head = Head.objects.select_for_update().filter(pk=1).first()
    seq, previous = (head.seq, bytes(head.digest)) if head else (0, START)
    precision = {"second": 0, "microsecond": 0}
    if actor.who == PUBLIC.who:
        precision["minute"] = 0
    at = now().replace(**precision)  # type: ignore[arg-type]  # only integer parts are replaced
    events = []
    for case, contents in about:
        seq += 1
        event = Event(
            seq=seq,
            at=at,
            who=actor.who,
            verb=verb,
            table=subject._meta.db_table if subject is not None else "",
            row=subject.pk if subject is not None and isinstance(subject.pk, UUID) else None,
            case=case,
            purpose=actor.purpose,
            details=json.dumps(contents, sort_keys=True, ensure_ascii=True),
            previous=previous,
        )
        event.digest = previous = digest_of(event, previous)
        event.signature = actor.sign_head(seq, event.digest)
        events.append(event)
    Event.objects.bulk_create(events)
    if head is None:
        Head.objects.create(pk=1, seq=seq, digest=previous)
    else:
        head.seq, head.digest = seq, previous
        head.save(update_fields=("seq", "digest"))
    return events


def digest_of(event: Event, previous: bytes) -> bytes:
    """The digest that binds an event to everything before it (docs/spec/audit-chain.md)."""
    return event_digest(
        previous,
        {
            "seq": event.seq,
            "at": event.at.isoformat(),
            "who": event.who,
            "verb": event.verb,
            "table": event.table,
            "row": str(event.row) if event.row else None,
            "case": str(event.case) if event.case else None,
            "purpose": event.purpose,
            "details": event.details,
        },
    )
