"""Columns that hold sealed shapes, declared once.

`SealedField(Shape, compartment=...)` names what is inside and who may open it. The column itself
only ever holds an envelope; sealing and opening are in `vault.sealing` and `vault.opening`.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec
from django.core import checks
from django.db import models

FROM_ROW: Final = ""


class SealedVersion(models.PositiveIntegerField):  # type: ignore[type-arg]  # generic in stubs only
    """The version that the sibling sealed column is at: an older envelope does not open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", 0)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Migrations see a plain number."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveIntegerField", args, {**kwargs, "editable": False}


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # generic only in the stubs
    """An envelope around one `shape`, readable by one compartment.

    `compartment` is the code of a standing compartment, or FROM_ROW: then the row's own
    `compartment` column says which. `search` turns a shape into the words it can be found by.
    """

    def __init__(
        self,
        shape: type[msgspec.Struct] | None = None,
        *args: Any,
        compartment: str = FROM_ROW,
        search: Callable[[Any], str] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("null", True)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)
        self.shape = shape
        self.compartment = compartment
        self.search = search

    def deconstruct(self) -> Any:
        """Migrations see a plain binary column: shapes change without touching the database."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)  # a binary column is not editable unless it says so
        return name, "django.db.models.BinaryField", args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a sealed column without its version sibling, or without a place to seal to."""
        found = list(super().check(**kwargs))
        names = {f.name for f in self.model._meta.get_fields()}
        if f"{self.name}_version" not in names:
            found.append(
                checks.Error(f"{self.name} needs a sibling {self.name}_version.", obj=self)
            )
        if self.compartment == FROM_ROW and "compartment" not in names:
            found.append(checks.Error("FROM_ROW needs a `compartment` column.", obj=self))
        if self.shape is None:
            found.append(checks.Error("Name the shape that is sealed here.", obj=self))
        return found


def sealed_fields(model: type[models.Model]) -> Sequence[SealedField]:
    """The sealed columns of a model, in order."""
    return [f for f in model._meta.local_concrete_fields if isinstance(f, SealedField)]


def sealed_field(row: models.Model, name: str) -> SealedField:
    """One sealed column by name. Raises TypeError for a column that is not sealed."""
    column = row._meta.get_field(name)
    if not isinstance(column, SealedField):
        raise TypeError(f"{row._meta.label}.{name} is not a sealed column")
    return column
