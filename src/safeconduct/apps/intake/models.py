"""Tables of intake: requests for help, messages both ways, files, links, screening.

In plain form they hold codes, the hour of arrival and the language. What a person wrote is sealed
to the intake compartment, what was answered also to the person's own mailbox.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.cases.stages import Vetting
from safeconduct.apps.intake.codes import (
    DeclineReason,
    LinkKind,
    MessageKind,
    Stage,
    Urgency,
)
from safeconduct.apps.intake.records import (
    MessageText,
    PleaContent,
    RequestNoteText,
    ScreeningNote,
    words_of,
    words_of_text,
)
from safeconduct.apps.vault.fields import FROM_ROW, SealedField, SealedVersion


class Plea(models.Model):
    """One request for help.

    `lookup_digest` is found again by the return code; after withdrawal it is replaced by one that
    no typed code leads to. `waits_since` is the hour since which the person waits for us.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    lookup_digest = models.BinaryField(max_length=32, unique=True)
    mailbox_salt = models.BinaryField(max_length=16)
    mailbox_public = models.BinaryField(max_length=1216)
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    content = SealedField(PleaContent, compartment=FROM_ROW, search=words_of)
    content_version = SealedVersion()
    urgency = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    arrived = models.DateTimeField()
    stage = models.CharField(max_length=20, default=Stage.REQUESTED)
    stage_since = models.DateField()
    waits_since = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True)
    decline_reason = models.CharField(max_length=20, blank=True)
    vetting = models.CharField(max_length=20, default=Vetting.UNSEEN)
    cleared_first_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared_second_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.PROTECT, related_name="pleas"
    )

    class Meta:
        verbose_name = _("a request for help")
        indexes = (
            models.Index(fields=("stage", "urgency", "arrived"), name="intake_plea_waiting"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(urgency__in=list(Urgency)), name="intake_urgency"),
            models.CheckConstraint(condition=Q(stage__in=list(Stage)), name="intake_stage"),
            models.CheckConstraint(condition=Q(vetting__in=list(Vetting)), name="intake_vetting"),
            models.CheckConstraint(
                condition=Q(decline_reason__in=["", *DeclineReason]), name="intake_decline_reason"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.WITHDRAWN, withdrawn_on__isnull=False, content__isnull=True)
                | (~Q(stage=Stage.WITHDRAWN) & Q(withdrawn_on__isnull=True)),
                name="intake_withdrawn_is_empty_and_dated",
            ),
            models.CheckConstraint(
                condition=~Q(vetting=Vetting.TWO_PERSON_CLEARED)
                | (
                    Q(cleared_first_by__isnull=False, cleared_second_by__isnull=False)
                    & ~Q(cleared_first_by=F("cleared_second_by"))
                ),
                name="intake_cleared_by_two_different",
            ),
        )


class Message(models.Model):
    """One message. `text` is for members; `answer` is the same text, sealed to the mailbox."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plea = models.ForeignKey(Plea, on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveIntegerField()  # the hour alone would not keep them in order
    kind = models.CharField(max_length=12)
    by = models.ForeignKey("team.Member", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()  # to the hour, both ways
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    text = SealedField(MessageText, compartment=FROM_ROW, search=words_of_text)
    text_version = SealedVersion()
    answer = models.BinaryField(null=True)
    read_at = models.DateTimeField(null=True)  # the hour in which the person first read it

    class Meta:
        verbose_name = _("a message")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("plea", "number"), name="intake_message_number"),
            models.CheckConstraint(
                condition=Q(kind__in=list(MessageKind)), name="intake_message_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=MessageKind.THEIRS, by__isnull=True, answer__isnull=True)
                | (~Q(kind=MessageKind.THEIRS) & Q(by__isnull=False)),
                name="intake_answer_has_author",
            ),
        )


class PleaFile(models.Model):
    """A file the person sent, with the request or with a later message."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plea = models.ForeignKey(Plea, on_delete=models.PROTECT, related_name="files")
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="files")
    blob = models.OneToOneField("vault.Blob", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("a file of a request")


class RequestNote(models.Model):
    """A member's note on a request, for members only."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plea = models.ForeignKey(Plea, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    text = SealedField(RequestNoteText, compartment=FROM_ROW, search=words_of_text)
    text_version = SealedVersion()

    class Meta:
        verbose_name = _("a note on a request")
        ordering = ("at", "id")


class Link(models.Model):
    """Two requests that belong together. Undone, never deleted; nothing is ever merged.

    `stage_before` is where the duplicate was before it was marked, so that undoing brings it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=16)
    one = models.ForeignKey(Plea, on_delete=models.PROTECT, related_name="links_from")
    other = models.ForeignKey(Plea, on_delete=models.PROTECT, related_name="links_to")
    stage_before = models.CharField(max_length=20, blank=True)
    made_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    undone_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("a link between requests")
        ordering = ("made_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=list(LinkKind)), name="intake_link_kind"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="intake_link_of_two"),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_on__isnull=True)
                | Q(undone_by__isnull=False, undone_on__isnull=False),
                name="intake_link_undone_has_who_and_when",
            ),
            models.UniqueConstraint(
                fields=("kind", "one", "other"),
                condition=Q(undone_on__isnull=True),
                name="intake_link_once",
            ),
        )


class Screening(models.Model):
    """The answer to one point of the screening checklist; the newest replaces the one before."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plea = models.ForeignKey(Plea, on_delete=models.PROTECT, related_name="screening")
    item = models.CharField(max_length=30)
    answer = models.CharField(max_length=8)
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    note = SealedField(ScreeningNote, compartment=FROM_ROW)
    note_version = SealedVersion()
    by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        verbose_name = _("a point of the screening")
        constraints = (
            models.UniqueConstraint(fields=("plea", "item"), name="intake_screening_once"),
            models.CheckConstraint(
                condition=Q(answer__in=("yes", "no", "unknown")), name="intake_screening_answer"
            ),
        )
