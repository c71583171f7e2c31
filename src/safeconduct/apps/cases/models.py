"""Tables of a case. Plain columns hold codes, bands, stages, dates to the day and who did what.

Whatever names or describes a person is sealed to the row's own compartment: `casework`, or the
case's own compartment once it was sealed off.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.cases import records
from safeconduct.apps.cases.papers import PaperState
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
    old = models.CharField(max_length=20)
    new = models.CharField(max_length=20)
    moved_on = models.DateField()
    moved_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    reason = SealedField(records.Reason, compartment=FROM_ROW)
    reason_version = SealedVersion()

    class Meta:
        verbose_name = _("why the vetting changed")


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


class Need(models.Model):
    """Something people need; open until it is met."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="needs")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    raised_on = models.DateField()
    raised_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    met_on = models.DateField(null=True)
    met_by = models.ForeignKey("team.Member", null=True, on_delete=models.PROTECT, related_name="+")
    text = SealedField(
        records.NeedText, compartment=FROM_ROW, search=lambda need: f"{need.text} {need.met}"
    )
    text_version = SealedVersion()

    class Meta:
        verbose_name = _("a need")
        constraints = (
            models.CheckConstraint(
                condition=Q(met_on__isnull=True, met_by__isnull=True)
                | Q(met_on__isnull=False, met_by__isnull=False),
                name="cases_need_met_who_and_when",
            ),
        )


class Paper(models.Model):
    """A document somebody has or lacks. `attention_month` is the first day of a month."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="papers")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    state = models.CharField(max_length=10, default=PaperState.MISSING.value)
    state_since = models.DateField()
    attention_month = models.DateField(null=True)
    details = SealedField(
        records.PaperDetails, compartment=FROM_ROW, search=lambda paper: paper.number
    )
    details_version = SealedVersion()

    class Meta:
        verbose_name = _("a paper")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in PaperState]), name="cases_paper_state"
            ),
        )
        indexes = (models.Index(fields=("attention_month",), name="cases_paper_attention"),)


class Task(models.Model):
    """Something to do by a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    due_on = models.DateField()
    owner = models.ForeignKey("team.Member", null=True, on_delete=models.PROTECT, related_name="+")
    set_on = models.DateField()
    set_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    text = SealedField(records.TaskText, compartment=FROM_ROW, search=lambda task: task.text)
    text_version = SealedVersion()

    class Meta:
        verbose_name = _("a task")
        constraints = (
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="cases_task_done_who_and_when",
            ),
        )
        indexes = (
            models.Index(
                fields=("due_on",), condition=Q(done_on__isnull=True), name="cases_task_due"
            ),
        )


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


class Note(models.Model):
    """A note on the case."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    written_on = models.DateField()
    written_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    text = SealedField(records.NoteText, compartment=FROM_ROW, search=lambda note: note.text)
    text_version = SealedVersion()

    class Meta:
        verbose_name = _("a note")
        indexes = (models.Index(fields=("case", "written_on"), name="cases_note_by_day"),)


class CaseFile(models.Model):
    """A sealed file of the case. Its name and key are with the blob."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    blob = models.OneToOneField("vault.Blob", on_delete=models.PROTECT, related_name="+")
    attached_on = models.DateField()
    attached_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    about = SealedField(records.FileNote, compartment=FROM_ROW, search=lambda file: file.text)
    about_version = SealedVersion()

    class Meta:
        verbose_name = _("a file")
        indexes = (models.Index(fields=("case", "attached_on"), name="cases_file_by_day"),)
