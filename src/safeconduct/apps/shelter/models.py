"""Tables of shelter: flats under cover names, stays, and who agreed that an address is told.

A flat's address is sealed to `addresses`; in the clear stand cover names, beds and plain dates.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.shelter.records import (
    FlatAddress,
    FlatConditions,
    Reason,
    words_of_address,
    words_of_conditions,
)
from safeconduct.apps.vault.fields import FROM_ROW, SealedField, SealedVersion


class Flat(models.Model):
    """A safe flat. `state` is open, paused or burnt, with who last changed it and when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cover_name = models.CharField(max_length=40)
    beds = models.PositiveSmallIntegerField()
    beds_out = models.PositiveSmallIntegerField(default=0)  # beds that cannot be used for now
    address = SealedField(FlatAddress, compartment="addresses", search=words_of_address)
    address_version = SealedVersion()
    conditions = SealedField(FlatConditions, compartment="casework", search=words_of_conditions)
    conditions_version = SealedVersion()
    opened_on = models.DateField()
    state = models.CharField(max_length=10, default="open")
    state_on = models.DateField()
    state_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("a flat")
        ordering = ("cover_name",)
        constraints = (
            models.UniqueConstraint(Lower("cover_name"), name="shelter_flat_cover_name"),
            models.CheckConstraint(
                condition=Q(state__in=("open", "paused", "burnt")), name="shelter_flat_state"
            ),
            models.CheckConstraint(
                condition=Q(beds__gte=1, beds__lte=99, beds_out__gte=0, beds_out__lte=F("beds")),
                name="shelter_flat_beds",
            ),
            models.CheckConstraint(
                condition=Q(state_on__gte=F("opened_on")), name="shelter_flat_state_after_opening"
            ),
        )


class Stay(models.Model):
    """A case in a flat from the night of `from_on` until the morning of `until`.

    `until` is null while they are still there. `hidden_since` goes along from flat to flat.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="stays")
    flat = models.ForeignKey(Flat, on_delete=models.PROTECT, related_name="stays")
    beds = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until = models.DateField(null=True)
    hidden_since = models.DateField()
    placed_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_why = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("a stay")
        ordering = ("from_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(beds__gte=1), name="shelter_stay_takes_a_bed"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_on")),
                name="shelter_stay_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(hidden_since__lte=F("from_on")), name="shelter_stay_hidden_since"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended_by__isnull=True, ended_why="")
                | (Q(until__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
                name="shelter_stay_ended_has_who_and_why",
            ),
            models.UniqueConstraint(
                fields=("case",), condition=Q(until__isnull=True), name="shelter_stay_one_at_a_time"
            ),
        )
        indexes = (
            models.Index(fields=("flat", "from_on"), name="shelter_stay_by_flat"),
            models.Index(fields=("until", "from_on"), name="shelter_stay_by_night"),
        )


class EmergencyAsk(models.Model):
    """One member says that a case cannot wait for the checks; another confirms by sheltering."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT)
    reason = SealedField(Reason, compartment=FROM_ROW)
    reason_version = SealedVersion()
    asked_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    confirmed_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("why shelter could not wait")
        ordering = ("asked_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(
                    confirmed_by__isnull=False,
                    confirmed_on__isnull=False,
                    confirmed_on__gte=F("asked_on"),
                ),
                name="shelter_emergency_confirmed_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="shelter_emergency_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | Q(
                    withdrawn_by__isnull=False,
                    withdrawn_on__isnull=False,
                    confirmed_by__isnull=True,
                ),
                name="shelter_emergency_withdrawn_has_who_and_when",
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(confirmed_by__isnull=True, withdrawn_by__isnull=True),
                name="shelter_emergency_one_open",
            ),
        )


class AddressRelease(models.Model):
    """Whether an address may be told to a case: proposed by one, approved by another, told."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    flat = models.ForeignKey(Flat, on_delete=models.PROTECT, related_name="releases")
    proposed_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    approved_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(null=True)
    shared_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    shared_on = models.DateField(null=True)
    shared_how = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("a release of an address")
        ordering = ("proposed_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_on__isnull=True)
                | Q(
                    approved_by__isnull=False,
                    approved_on__isnull=False,
                    approved_on__gte=F("proposed_on"),
                ),
                name="shelter_release_approved_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="shelter_release_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False, shared_on__isnull=True),
                name="shelter_release_withdrawn_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(shared_by__isnull=True, shared_on__isnull=True, shared_how="")
                | Q(
                    shared_by__isnull=False,
                    shared_on__isnull=False,
                    shared_how__in=("mailbox", "in_person"),
                    approved_by__isnull=False,
                ),
                name="shelter_release_shared_only_if_approved",
            ),
            models.UniqueConstraint(
                fields=("case", "flat"),
                condition=Q(withdrawn_by__isnull=True),
                name="shelter_release_once",
            ),
        )
