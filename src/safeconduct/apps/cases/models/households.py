"""The case, its people, and how it came to its stage and vetting."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.cases import records
from safeconduct.apps.cases.stages import Stage, Vetting
from safeconduct.apps.vault.fields import FROM_ROW, SealedField, SealedVersion

BANDS = ("", "normal", "urgent", "emergency")


class Numbering(models.Model):
    """The last case number given. Its single row is the lock that keeps codes in order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="cases_numbering_single"),)


class Case(models.Model):
    """One household in the organisation's care, under a code."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True)
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    stage = models.CharField(max_length=20, default=Stage.ACCEPTED.value)
    stage_since = models.DateField()
    vetting = models.CharField(max_length=20, default=Vetting.UNSEEN.value)
    first_clearer = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    first_cleared_on = models.DateField(null=True)
    band = models.CharField(max_length=10, blank=True)
    weight = models.PositiveIntegerField()
    look_again_on = models.DateField(null=True)
    opened_on = models.DateField()
    hidden_since = models.DateField(null=True)
    hidden_until = models.DateField(null=True)
    people = models.PositiveSmallIntegerField()
    may_be_split = models.BooleanField(default=False)
    owner = models.ForeignKey("team.Member", null=True, on_delete=models.PROTECT, related_name="+")
    summary = SealedField(
        records.CaseSummary, compartment=FROM_ROW, search=records.words_of_summary
    )
    summary_version = SealedVersion()

    class Meta:
        verbose_name = _("the case's summary")
        constraints = (
            models.CheckConstraint(
                condition=Q(stage__in=[s.value for s in Stage]), name="cases_case_stage"
            ),
            models.CheckConstraint(
                condition=Q(vetting__in=[v.value for v in Vetting]), name="cases_case_vetting"
            ),
            models.CheckConstraint(condition=Q(band__in=BANDS), name="cases_case_band"),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=8), name="cases_case_one_to_eight"
            ),
            models.CheckConstraint(
                condition=Q(first_clearer__isnull=True, first_cleared_on__isnull=True)
                | Q(first_clearer__isnull=False, first_cleared_on__isnull=False),
                name="cases_case_cleared_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(hidden_until__isnull=True)
                | Q(hidden_since__isnull=False, hidden_until__gte=F("hidden_since")),
                name="cases_case_hidden_until_after_since",
            ),
        )
        indexes = (
            models.Index(F("weight").desc(), "opened_on", name="cases_case_by_danger"),
            models.Index(fields=("stage",), name="cases_case_by_stage"),
        )


class Person(models.Model):
    """One of the household. The date columns say when this person got out, to the day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="persons")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    ordinal = models.PositiveSmallIntegerField()
    evacuated_on = models.DateField(null=True)
    left_country_on = models.DateField(null=True)
    identity = SealedField(records.Identity, compartment=FROM_ROW, search=records.words_of_identity)
    identity_version = SealedVersion()

    class Meta:
        verbose_name = _("a person")
        ordering = ("case", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=("case", "ordinal"), name="cases_person_ordinal"),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1, ordinal__lte=8), name="cases_person_one_to_eight"
            ),
            models.CheckConstraint(
                condition=Q(left_country_on__isnull=True)
                | Q(evacuated_on__isnull=True)
                | Q(left_country_on__gte=F("evacuated_on")),
                name="cases_person_out_after_brought_out",
            ),
        )
        indexes = (
            models.Index(fields=("evacuated_on",), name="cases_person_evacuated"),
            models.Index(fields=("left_country_on",), name="cases_person_left"),
        )


class StageMove(models.Model):
    """One step of a case from a stage to another. The first has no `old`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    place = models.PositiveSmallIntegerField()
    old = models.CharField(max_length=20, blank=True)
    new = models.CharField(max_length=20)
    moved_on = models.DateField()
    moved_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    reason = SealedField(records.Reason, compartment=FROM_ROW)
    reason_version = SealedVersion()

    class Meta:
        verbose_name = _("why the stage changed")
        ordering = ("case", "place")
        constraints = (models.UniqueConstraint(fields=("case", "place"), name="cases_move_place"),)
        indexes = (models.Index(fields=("moved_on",), name="cases_move_by_day"),)


class VettingMove(models.Model):
    """One step of the vetting, with its reason."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="vetting_moves")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    place = models.PositiveSmallIntegerField()  # a day alone would not keep them in order
    old = models.CharField(max_length=20)
    new = models.CharField(max_length=20)
    moved_on = models.DateField()
    moved_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    reason = SealedField(records.Reason, compartment=FROM_ROW)
    reason_version = SealedVersion()

    class Meta:
        verbose_name = _("why the vetting changed")
        constraints = (
            models.UniqueConstraint(fields=("case", "place"), name="cases_vetting_place"),
        )
