"""Check-ins: what was agreed, who was heard from, and silences."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.cases import records
from safeconduct.apps.cases.models.households import Case
from safeconduct.apps.vault.fields import FROM_ROW, SealedField, SealedVersion


class CheckInAgreement(models.Model):
    """When people say that they are well. `next_due_at` is the time that is still open."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agreements")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    every_minutes = models.PositiveIntegerField(null=True)
    grace_minutes = models.PositiveIntegerField(default=30)
    step_minutes = models.PositiveIntegerField(default=30)
    next_due_at = models.DateTimeField(null=True)
    agreed_on = models.DateField()
    agreed_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    terms = SealedField(records.CheckInTerms, compartment=FROM_ROW)
    terms_version = SealedVersion()

    class Meta:
        verbose_name = _("a check-in agreement")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="cases_agreement_ended_who_and_when",
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(ended_on__isnull=True),
                name="cases_agreement_one_open",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_due_at",),
                condition=Q(ended_on__isnull=True),
                name="cases_agreement_due",
            ),
        )


class Called(models.Model):
    """Who is called when somebody goes silent, in which place of the order (from 1)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agreement = models.ForeignKey(CheckInAgreement, on_delete=models.CASCADE, related_name="order")
    place = models.PositiveSmallIntegerField()
    member = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("agreement", "place")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "place"), name="cases_called_place"),
            models.UniqueConstraint(fields=("agreement", "member"), name="cases_called_once"),
        )


class CheckIn(models.Model):
    """Somebody was heard from. The moment and the words are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="checkins")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    agreement = models.ForeignKey(
        CheckInAgreement, on_delete=models.PROTECT, related_name="checkins"
    )
    heard_on = models.DateField()
    heard_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    said = SealedField(records.Heard, compartment=FROM_ROW)
    said_version = SealedVersion()

    class Meta:
        verbose_name = _("a check-in")


class Alarm(models.Model):
    """A silence: the check-in due at `due_at` was missed. Open until somebody says what they did.

    `step` is how far down the order members had been called when last looked at. An alarm with
    `by_words` was raised by the words for danger, not by a silence.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="alarms")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    agreement = models.ForeignKey(CheckInAgreement, on_delete=models.PROTECT, related_name="alarms")
    due_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=1)
    by_words = models.BooleanField(default=False)
    raised_on = models.DateField()
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    deed = SealedField(records.Deed, compartment=FROM_ROW)
    deed_version = SealedVersion()

    class Meta:
        verbose_name = _("what was done about a silence")
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_by__isnull=True)
                | Q(answered_on__isnull=False, answered_by__isnull=False),
                name="cases_alarm_answered_who_and_when",
            ),
            models.UniqueConstraint(
                fields=("agreement",),
                condition=Q(answered_on__isnull=True),
                name="cases_alarm_one_open",
            ),
        )
