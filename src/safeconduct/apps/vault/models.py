"""Tables of the vault: sealed files and what sealed search keeps."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from safeconduct.apps.vault.fields import FROM_ROW, SealedField, SealedVersion
from safeconduct.apps.vault.records import FileKey, Words


class Blob(models.Model):
    """A sealed file in the data folder. Its key, name, type and length are sealed here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    case_id = models.UUIDField(null=True)
    key = SealedField(FileKey, compartment=FROM_ROW)
    key_version = SealedVersion()
    padded_bytes = models.PositiveBigIntegerField()
    arrived_on = models.DateField()
    kept = models.BooleanField(default=False)  # False until something refers to it


class SearchEntry(models.Model):
    """One findable column of one row, at its newest version. The words are sealed.

    They stand in `words` (the tail) or in the sealed file of `segment`: never in both, and never
    in neither.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    case_id = models.UUIDField(null=True)
    table = models.CharField(max_length=64)
    row = models.UUIDField()
    column = models.CharField(max_length=64)
    words = SealedField(Words, compartment=FROM_ROW)
    words_version = SealedVersion()
    segment = models.ForeignKey(
        "SearchSegment", null=True, on_delete=models.PROTECT, related_name="words_in"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("table", "row", "column"), name="vault_entry_once"),
            models.CheckConstraint(
                condition=Q(segment__isnull=True, words__isnull=False)
                | Q(segment__isnull=False, words__isnull=True),
                name="vault_entry_words_in_one_place",
            ),
        )
        indexes = (models.Index(fields=("compartment", "segment"), name="vault_entry_tail"),)


class SearchSegment(models.Model):
    """Many entries' words in one sealed file; never changed, only replaced by another.

    `stale`: the file must be written anew under a new key, because it holds words that were
    erased or moved to another compartment, or because somebody who has left may know its key.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    key = SealedField(FileKey, compartment=FROM_ROW)
    key_version = SealedVersion()
    entries = models.PositiveIntegerField()
    stale = models.BooleanField(default=False)
