"""Many more cases than actions could make in a test's time: copies of rows that actions made.

Not a test. What is copied stays sealed and is never opened, so it need not open.
"""

from collections.abc import Sequence
from copy import copy
from uuid import UUID, uuid4

from django.db import models

from safeconduct.apps.cases.models import (
    Called,
    Case,
    CheckInAgreement,
    Paper,
    Person,
    StageMove,
    Task,
)
from safeconduct.apps.intake.models import Plea
from safeconduct.apps.shelter.models import Stay

COPIED: tuple[type[models.Model], ...] = (
    Person,
    StageMove,
    Task,
    Paper,
    Stay,
    CheckInAgreement,
    Plea,
)


def _again(row: models.Model, **changes: object) -> models.Model:
    """A copy under a new id."""
    made = copy(row)
    made._state = copy(row._state)
    made._state.adding = True
    made.pk = uuid4()
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def grow(made: Sequence[Case], more: int) -> None:
    """Copy the households in turn, with their parts and requests, until there are `more` more."""
    originals = list(Case.objects.filter(pk__in=[case.pk for case in made]).order_by("code"))
    parts = {model: _by_case(model) for model in COPIED}
    order = {row.agreement_id: row for row in Called.objects.all()}
    new: dict[type[models.Model], list[models.Model]] = {Case: []}
    written: tuple[type[models.Model], ...] = (Case, *COPIED, Called)
    for number in range(more):
        old = originals[number % len(originals)]
        case = _again(old, code=f"Z-{number:05d}")
        new[Case].append(case)
        for model, rows in parts.items():
            for row in rows.get(old.pk, ()):
                changes: dict[str, object] = {"case_id": case.pk}
                if isinstance(row, Plea):
                    changes["lookup_digest"] = uuid4().bytes * 2
                copied = _again(row, **changes)
                new.setdefault(model, []).append(copied)
                if row.pk in order:
                    call = _again(order[row.pk], agreement_id=copied.pk)
                    new.setdefault(Called, []).append(call)
    for model in written:
        model._default_manager.bulk_create(new.get(model, []), batch_size=200)


def _by_case(model: type[models.Model]) -> dict[UUID, list[models.Model]]:
    """All rows of a table by the case they belong to."""
    found: dict[UUID, list[models.Model]] = {}
    for row in model._default_manager.filter(case__isnull=False):
        found.setdefault(row.case_id, []).append(row)  # type: ignore[attr-defined]  # each has one
    return found
