"""Tables point to their own app or to a lower one, and nothing points to Django's own accounts."""

from django.apps import apps
from django.db import models

# Lowest first; the same order as in .importlinter.
ORDER = ["audit", "team", "vault", "cases", "intake", "shelter", "relocation", "board"]


def own_models() -> list[type[models.Model]]:
    """The models of Safeconduct's apps."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("safeconduct.")
        for model in config.get_models(include_auto_created=True)
    ]


def test_every_app_has_its_place() -> None:
    labels = {c.label for c in apps.get_app_configs() if c.name.startswith("safeconduct.")}
    assert labels <= set(ORDER)


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in own_models():
        for field in model._meta.get_fields():
            target = field.related_model
            if not (field.is_relation and field.concrete and isinstance(target, type)):
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if there not in ORDER or ORDER.index(there) > ORDER.index(here):
                wrong.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert wrong == []


def test_rows_give_away_no_order_of_arrival() -> None:
    """Primary keys named `id` are random; a counter would tell how many came before."""
    counted = [
        model._meta.label
        for model in own_models()
        if model._meta.app_label != "audit"
        and isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
    ]
    assert counted == []
