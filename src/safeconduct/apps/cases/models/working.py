"""Needs, papers, tasks, notes and files of a case."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.cases import records
from safeconduct.apps.cases.models.households import Case, Person
from safeconduct.apps.cases.papers import PaperState
from safeconduct.apps.vault.fields import FROM_ROW, SealedField, SealedVersion


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
