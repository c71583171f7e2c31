"""Brings what is sealed to a compartment's newest epoch after somebody left.

Only record keys are wrapped anew; contents are copied unopened. Work goes in batches, each in its
own transaction, so it can stop anywhere and go on later.
"""

import secrets
from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.functions import Substr

from safeconduct.apps.audit.action import action, record
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actions import finish_resealing
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.fields import FROM_ROW, SealedField, sealed_fields
from safeconduct.apps.vault.models import SearchSegment
from safeconduct.seal.binding import Binding
from safeconduct.seal.envelope import EPOCH_AT, parse
from safeconduct.seal.opening import FRESH_REWRAP, rewrap

BATCH = 500


def columns() -> Iterator[tuple[type[models.Model], SealedField]]:
    """Every sealed column of every table."""
    for model in apps.get_models():
        for column in sealed_fields(model):
            yield model, column


def older(
    model: type[models.Model], column: SealedField, compartment: UUID, epoch: int
) -> models.QuerySet[models.Model]:
    """Rows whose `column` is sealed to an epoch of `compartment` before `epoch`."""
    rows: models.QuerySet[models.Model] = model._default_manager.filter(
        **{f"{column.name}__isnull": False}
    )
    if column.compartment == FROM_ROW:
        rows = rows.filter(compartment_id=compartment)
    found: models.QuerySet[models.Model] = rows.annotate(
        sealed_epoch=Substr(column.name, EPOCH_AT + 1, 4, output_field=models.BinaryField())
    ).filter(sealed_epoch__lt=epoch.to_bytes(4, "big"))
    return found


def columns_of(code: str) -> Iterator[tuple[type[models.Model], SealedField]]:
    """Sealed columns that may hold something of this compartment."""
    for model, column in columns():
        if column.compartment in {FROM_ROW, code}:
            yield model, column


def left(compartment: UUID) -> int:
    """How many envelopes still wait for the newest epoch of a compartment."""
    to = team.recipient(compartment)
    return sum(
        older(model, column, compartment, to.epoch).count() for model, column in columns_of(to.code)
    )


@action
def reseal(actor: Actor, *, compartment: UUID, most: int = BATCH) -> int:
    """Wrap up to `most` record keys anew. Returns how many were done; 0 means that nothing is
    left, or only what needs older keys than this actor holds.

    Raises KeyError when the actor does not hold the newest epoch.
    """
    to = team.recipient(compartment)
    new_keys = actor.epoch_keys(compartment, to.epoch)
    if new_keys is None:
        raise KeyError(to.code)
    done = 0
    for model, column in columns_of(to.code):
        rows = older(model, column, compartment, to.epoch).select_for_update()
        for row in rows[: most - done]:
            envelope = bytes(getattr(row, column.name))
            old = actor.epoch_keys(compartment, parse(envelope).epoch)
            if old is None:
                continue
            binding = Binding(
                workspace=actor.workspace_id(),
                table=model._meta.db_table,
                row=row.pk,
                column=column.name,
                compartment=compartment,
                version=getattr(row, f"{column.name}_version"),
            )
            wrapped = rewrap(
                old,
                new_keys.wrapping_key,
                to.epoch,
                envelope,
                binding,
                fresh=secrets.token_bytes(FRESH_REWRAP),
            )
            changed: dict[str, object] = {column.name: wrapped}
            if model is SearchSegment:
                # Whoever left may have kept the file's key: it is written anew under another.
                changed["stale"] = True
            model._default_manager.filter(pk=row.pk).update(**changed)
            done += 1
        if done >= most:
            break
    if done == 0 and left(compartment) == 0:
        # Never while something is sealed to an older epoch that only others hold: its keys would
        # be destroyed with it inside.
        finish_resealing(actor, compartment=compartment, epoch=to.epoch)
    record(actor, "reseal", details={"compartment": to.code, "epoch": to.epoch, "done": done})
    return done


def waiting() -> list[tuple[UUID, str]]:
    """Compartments whose newest epoch still has older envelopes behind it."""
    return team.not_resealed()
