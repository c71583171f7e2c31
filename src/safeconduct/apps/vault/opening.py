"""Opening sealed columns for an actor. Each opening is noted and written to the audit chain.

What the actor holds no key for comes back as `Sealed`, which pages draw as a grey bar. The public
process must never import this module.
"""

from dataclasses import dataclass
from typing import Final, TypeVar, cast
from uuid import UUID

import msgspec
from django.db import models, transaction

from safeconduct.apps.audit.action import Detail, record_each
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor, Opened
from safeconduct.apps.vault.fields import FROM_ROW, sealed_field
from safeconduct.seal.binding import Binding
from safeconduct.seal.envelope import parse
from safeconduct.seal.errors import DoesNotOpen
from safeconduct.seal.opening import open_record

S = TypeVar("S", bound=msgspec.Struct)
MOST_ROWS_PER_EVENT: Final = 500


@dataclass(frozen=True)
class Sealed:
    """Something is there, and this actor may not read it."""

    compartment: str
    is_sealed: bool = True


def open_sealed(
    actor: Actor, row: models.Model, name: str, shape: type[S] | None = None
) -> S | Sealed | None:
    """The shape in column `name` of `row`; Sealed without the key; None when nothing is there.

    `shape` only tells the type checker what to expect. Raises DoesNotOpen when the bytes were
    moved, altered or rolled back.
    """
    envelope = getattr(row, name)
    if envelope is None:
        return None
    column = sealed_field(row, name)
    compartment = compartment_id(actor, row, name)
    envelope = bytes(envelope)
    parts = parse(envelope)
    keys = actor.epoch_keys(compartment, parts.epoch)
    if keys is None:
        return Sealed(team.codes().get(compartment, "?"))
    version = getattr(row, f"{name}_version")
    if parts.version != version:
        raise DoesNotOpen("an envelope of another version stands in this column")
    binding = Binding(
        workspace=actor.workspace_id(),
        table=row._meta.db_table,
        row=row.pk,
        column=name,
        compartment=compartment,
        version=version,
    )
    plain = open_record(keys, envelope, binding)
    actor.opened.append(Opened(binding.table, row.pk, name, case_of(row)))
    assert column.shape is not None  # checked by the field's system check
    return cast(S, msgspec.msgpack.decode(plain, type=column.shape))


def must_open(actor: Actor, row: models.Model, name: str, shape: type[S]) -> S:
    """Like `open_sealed`, for work that cannot go on without it.

    Raises KeyError when nothing is there or the actor holds no key.
    """
    value = open_sealed(actor, row, name, shape)
    if value is None or isinstance(value, Sealed):
        raise KeyError(name)
    return value


def compartment_id(actor: Actor, row: models.Model, name: str) -> UUID:
    """The compartment that column `name` of `row` is sealed to."""
    column = sealed_field(row, name)
    if column.compartment == FROM_ROW:
        found: UUID = row.compartment_id  # type: ignore[attr-defined]  # checked by check()
        return found
    return actor.standing(column.compartment)


def case_of(row: models.Model) -> UUID | None:
    """The case a row belongs to, where it names one."""
    if row._meta.db_table == "cases_case":
        return cast(UUID, row.pk)
    return cast("UUID | None", getattr(row, "case_id", None))


def write_openings(actor: Actor) -> None:
    """Write what this request opened to the audit chain: one event per table and case.

    Called before an answer leaves. Raises DatabaseError when the chain cannot be written; then
    nothing that was opened may be shown.
    """
    if not actor.opened:
        return
    groups: dict[tuple[str, UUID | None], list[str]] = {}
    for opened in dict.fromkeys(actor.opened):
        groups.setdefault((opened.table, opened.case), []).append(f"{opened.row}/{opened.column}")
    actor.opened.clear()
    about: list[tuple[UUID | None, dict[str, Detail]]] = [
        (case, {"table": table, "rows": rows[start : start + MOST_ROWS_PER_EVENT]})
        for (table, case), rows in groups.items()
        for start in range(0, len(rows), MOST_ROWS_PER_EVENT)
    ]
    with transaction.atomic():
        record_each(actor, "open", about)
