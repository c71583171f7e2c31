"""Danger assessments, and bands that two members set."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.cases import records
from safeconduct.apps.cases.models.households import BANDS, Case
from safeconduct.apps.vault.fields import FROM_ROW, SealedField, SealedVersion


class Assessment(models.Model):
    """One danger assessment. Band and clocks are plain; the answers and their reasons are not."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    place = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    made_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    band = models.CharField(max_length=10)
    weight = models.PositiveIntegerField()
    look_again_on = models.DateField()
    rules_version = models.CharField(max_length=20)
    said = SealedField(records.Assessed, compartment=FROM_ROW)
    said_version = SealedVersion()

    class Meta:
        verbose_name = _("a danger assessment")
        ordering = ("case", "-place")
        constraints = (
            models.UniqueConstraint(fields=("case", "place"), name="cases_assessment_place"),
            models.CheckConstraint(condition=Q(band__in=BANDS[1:]), name="cases_assessment_band"),
        )


class BandProposal(models.Model):
    """Another band than the rules gave, proposed by one member and confirmed by another."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="proposals")
    band = models.CharField(max_length=10)
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Ended: dropped before it was confirmed, or replaced after it had stood.
    ended_on = models.DateField(null=True)
    reason = SealedField(records.Reason, compartment=FROM_ROW)
    reason_version = SealedVersion()

    class Meta:
        verbose_name = _("a proposed band")
        constraints = (
            models.CheckConstraint(condition=Q(band__in=BANDS[1:]), name="cases_proposal_band"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
                name="cases_proposal_confirmed_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="cases_proposal_two_people",
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(confirmed_by__isnull=True, ended_on__isnull=True),
                name="cases_proposal_one_waiting",
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(confirmed_by__isnull=False, ended_on__isnull=True),
                name="cases_proposal_one_standing",
            ),
        )
