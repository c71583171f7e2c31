"""Holds what is sealed in the tables against what the audit chain says was sealed last.

Finds a column that was exchanged, rolled back to an older version or emptied by somebody who can
write to the database but not to the chain. Needs no key and opens nothing.
"""

from collections.abc import Iterator
from uuid import UUID

from django.apps import apps

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.vault.fields import sealed_fields
from safeconduct.seal.envelope import content_digest
from safeconduct.seal.errors import SealError


def replaced() -> list[int]:
    """Numbers of events whose sealing no longer stands as it was sealed; 0 for a sealed column
    that no event vouches for, because somebody planted it.

    A row that is gone, or a column erased by an action (its version moved on), is no fault here.
    Members may be at work meanwhile: what only looked wrong while it changed is not reported.
    """
    suspected = set(suspects())
    if suspected:
        suspected &= set(suspects())
    return sorted(seq for seq, _table, _row, _column, _version in suspected)


def suspects() -> Iterator[tuple[int, str, UUID, str, int]]:
    """What does not agree with the chain at this moment: event, table, row, column, version."""
    newest: dict[tuple[str, str], dict[UUID, tuple[int, int, str]]] = {}
    for seq, table, row, name, version, digest in audit.sealed_digests():
        newest.setdefault((table, name), {})[row] = (seq, version, digest)
    for model in apps.get_models():
        for column in sealed_fields(model):
            said = newest.get((model._meta.db_table, column.name), {})
            rows = model._default_manager.values_list("pk", column.name, f"{column.name}_version")
            for pk, envelope, version in rows.iterator(chunk_size=2000):
                entry = said.get(pk)
                if entry is None:
                    if envelope is not None:
                        yield 0, model._meta.db_table, pk, column.name, version
                    continue
                if envelope is None and version > entry[1]:
                    continue
                if envelope is None or version != entry[1] or digest_of(envelope) != entry[2]:
                    yield entry[0], model._meta.db_table, pk, column.name, version


def digest_of(envelope: bytes) -> str:
    """The digest of an envelope's contents, or "" for bytes that are no envelope."""
    try:
        return content_digest(bytes(envelope)).hex()
    except SealError:
        return ""
