"""Sealing shapes into columns. Needs no key: whoever holds none seals to the public key.

The public process imports this module; it must stay unable to open.
"""

import secrets
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

import msgspec
from django.db import models

from safeconduct.apps.audit.action import note_sealed
from safeconduct.apps.team import queries as team
from safeconduct.apps.vault.fields import FROM_ROW, sealed_field
from safeconduct.apps.vault.folding import fold
from safeconduct.apps.vault.models import SearchEntry, SearchSegment
from safeconduct.apps.vault.records import Words
from safeconduct.seal.binding import Binding
from safeconduct.seal.envelope import content_digest
from safeconduct.seal.sealing import (
    FRESH_TO_EPOCH,
    FRESH_WITH_EPOCH,
    seal_to_epoch,
    seal_with_epoch,
)


class KeyHolder(Protocol):
    """Somebody who may hold an epoch's symmetric key (an unlocked actor)."""

    def wrapping_key(self, compartment_id: UUID, epoch: int) -> bytes | None: ...

    def workspace_id(self) -> UUID: ...

    def recipient(self, compartment_id: UUID) -> team.Recipient: ...

    def recipient_of(self, code: str) -> team.Recipient: ...


@dataclass
class Outsider:
    """Somebody without keys. What sealing needs is read once for a column and its words."""

    _recipients: dict[UUID, team.Recipient] = field(default_factory=dict)
    _workspace: UUID | None = None

    def wrapping_key(self, compartment_id: UUID, epoch: int) -> bytes | None:
        """None: an outsider seals to the public key."""
        return None

    def workspace_id(self) -> UUID:
        """The workspace all bindings name."""
        if self._workspace is None:
            self._workspace = team.workspace_id()
        return self._workspace

    def recipient(self, compartment_id: UUID) -> team.Recipient:
        """Whom to seal to for a compartment."""
        found = self._recipients.get(compartment_id)
        if found is None:
            found = self._recipients[compartment_id] = team.recipient(compartment_id)
        return found

    def recipient_of(self, code: str) -> team.Recipient:
        """Whom to seal to for a standing compartment."""
        return team.recipient_of(code)


def seal(
    row: models.Model, name: str, value: msgspec.Struct, actor: KeyHolder | None = None
) -> None:
    """Seal `value` into column `name` of `row` as its next version; the caller saves the row.

    With an actor who holds the compartment the key is wrapped symmetrically, otherwise to the
    compartment's public key. Raises TypeError when `value` is not the column's shape.
    """
    column = sealed_field(row, name)
    if column.shape is None or not isinstance(value, column.shape):
        raise TypeError(f"{row._meta.label}.{name} does not hold {type(value).__name__}")
    holder = actor or Outsider()
    if column.compartment == FROM_ROW:
        to = holder.recipient(row.compartment_id)  # type: ignore[attr-defined]  # see check()
    else:
        to = holder.recipient_of(column.compartment)
    version = getattr(row, f"{name}_version") + 1
    binding = Binding(
        workspace=holder.workspace_id(),
        table=row._meta.db_table,
        row=row.pk,
        column=name,
        compartment=to.compartment,
        version=version,
    )
    plain = msgspec.msgpack.encode(value)
    key = holder.wrapping_key(to.compartment, to.epoch)
    if key is not None:
        fresh = secrets.token_bytes(FRESH_WITH_EPOCH)
        envelope = seal_with_epoch(key, to.epoch, binding, plain, fresh=fresh)
    else:
        fresh = secrets.token_bytes(FRESH_TO_EPOCH)
        envelope = seal_to_epoch(to.public_key, to.epoch, binding, plain, fresh=fresh)
    setattr(row, name, envelope)
    setattr(row, f"{name}_version", version)
    note_sealed(binding.table, binding.row, name, version, content_digest(envelope))
    if column.search is not None:
        words = column.search(value)
        enter_words(row, name, to.compartment, words, holder, replacing=version > 1)


def enter_words(
    row: models.Model,
    name: str,
    compartment: UUID,
    text: str,
    actor: KeyHolder | None,
    *,
    replacing: bool = True,
) -> None:
    """Replace the words by which a column is found. They are sealed like the column itself.

    A column that is sealed for the first time has none to replace.
    """
    if replacing:
        had = SearchEntry.objects.filter(table=row._meta.db_table, row=row.pk, column=name)
        leave_segments(had.exclude(compartment=compartment))
        had.delete()
    entry = SearchEntry(
        compartment_id=compartment,
        case_id=row.pk if row._meta.db_table == "cases_case" else getattr(row, "case_id", None),
        table=row._meta.db_table,
        row=row.pk,
        column=name,
    )
    seal(entry, "words", Words(fold(text)), actor)
    entry.save(force_insert=True)


def erase(row: models.Model, *names: str) -> None:
    """Forget sealed columns and their words for good; the caller saves the row.

    The version moves on, so that an old envelope put back does not open.
    """
    for name in names:
        setattr(row, name, None)
        setattr(row, f"{name}_version", getattr(row, f"{name}_version") + 1)
        had = SearchEntry.objects.filter(table=row._meta.db_table, row=row.pk, column=name)
        leave_segments(had)
        had.delete()


def leave_segments(entries: "models.QuerySet[SearchEntry]") -> None:
    """These words must not outlive this: the segments that hold them are to be written anew."""
    SearchSegment.objects.filter(words_in__in=entries).update(stale=True)
