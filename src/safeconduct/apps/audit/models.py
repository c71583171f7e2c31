"""The audit chain's two tables. Rows are only ever added, through `audit.action.record`."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One thing that happened. Details hold codes and row ids only, never sealed text."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=36)  # a member's id, or "public", or "system"
    verb = models.CharField(max_length=64)
    table = models.CharField(max_length=64, blank=True)
    row = models.UUIDField(null=True)
    case = models.UUIDField(null=True)
    purpose = models.CharField(max_length=64, blank=True)
    details = models.TextField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64, null=True)

    class Meta:
        ordering = ("seq",)
        indexes = (
            models.Index(fields=("case", "seq"), name="audit_event_by_case"),
            models.Index(fields=("who", "seq"), name="audit_event_by_who"),
            models.Index(fields=("table", "row", "seq"), name="audit_event_by_row"),
        )


class Head(models.Model):
    """The newest link. Its single row is also the lock that puts writers in line."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="audit_head_is_single"),)
