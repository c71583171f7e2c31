"""Moves a row from one compartment to another: opened by somebody who holds the first, sealed anew.

Nothing is left behind under the old key, not even the words by which it was found.
"""

from uuid import UUID

import msgspec
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.fields import FROM_ROW, SealedField, sealed_fields
from safeconduct.apps.vault.opening import Sealed, open_sealed
from safeconduct.apps.vault.sealing import seal


def columns_from_row(model: type[models.Model]) -> list[SealedField]:
    """The columns of a table that follow the row's own compartment."""
    return [column for column in sealed_fields(model) if column.compartment == FROM_ROW]


def move_to(actor: Actor, row: models.Model, compartment: UUID) -> None:
    """Seal every such column of `row` to another compartment and save it; call inside an action.

    Raises Refused when the actor holds no key of what is there now.
    """
    values: dict[str, msgspec.Struct] = {}
    for column in columns_from_row(type(row)):
        value = open_sealed(actor, row, column.name, msgspec.Struct)
        if isinstance(value, Sealed):
            raise Refused(
                "not_held", _("You hold no key of some part of this case. Ask for it first.")
            )
        if value is not None:
            values[column.name] = value
    row.compartment_id = compartment  # type: ignore[attr-defined]  # FROM_ROW columns stand beside it
    for name, value in values.items():
        seal(row, name, value, actor)
    row.save()
