"""The peer of intake: the same public face, but nothing is derived or sealed.

A WSGI application for measurements only. What people write is kept as plain MessagePack in the
same columns, by the same action, in the same transaction with the same audit event. It must never
be started on a workspace that anybody uses.
"""

import secrets

import msgspec
from django.db import models

from safeconduct.config.wsgi_public import application

# isort: split
# The line above sets Django up; what follows needs that.
from safeconduct.apps.audit.action import note_sealed
from safeconduct.apps.intake import plea_actions, plea_views
from safeconduct.apps.intake.plea_mailbox import MailboxKeys
from safeconduct.apps.intake.records import PleaContent, words_of
from safeconduct.apps.team import queries as team
from safeconduct.apps.vault.folding import fold
from safeconduct.apps.vault.models import SearchEntry
from safeconduct.apps.vault.records import Words
from safeconduct.seal.return_code import ReturnCode

__all__ = ["application"]


def no_mailbox(code: ReturnCode) -> MailboxKeys:
    """What would have been derived, at random."""
    digest = code.lookup_digest(team.workspace().id)
    return MailboxKeys(digest, secrets.token_bytes(16), bytes(1216))


def keep_plain(row: models.Model, name: str, value: msgspec.Struct) -> None:
    """Put a request's content and its words into their columns without sealing them."""
    assert isinstance(value, PleaContent)
    setattr(row, name, msgspec.msgpack.encode(value))
    setattr(row, f"{name}_version", 1)
    note_sealed(row._meta.db_table, row.pk, name, 1, bytes(32))
    SearchEntry(
        compartment_id=row.compartment_id,  # type: ignore[attr-defined]  # a Plea
        table=row._meta.db_table,
        row=row.pk,
        column=name,
        words=msgspec.msgpack.encode(Words(fold(words_of(value)))),
        words_version=1,
    ).save(force_insert=True)


plea_views.new_mailbox = no_mailbox  # type: ignore[attr-defined]  # replaced, not used
plea_actions.seal = keep_plain  # type: ignore[attr-defined,assignment]  # replaced, not used
