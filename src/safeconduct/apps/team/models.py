"""Tables of the team: workspace, members, compartments, epochs, grants and unlocks.

No private key, passphrase or second factor is stored except sealed under something that is not
in the database.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q


class Workspace(models.Model):
    """The organisation's installation. One row."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    neutral_title = models.CharField(max_length=60)  # what a browser tab on the public face says
    leave_url = models.CharField(max_length=200)  # where "Leave now" goes
    recovery_public = models.BinaryField(max_length=2048)
    recovery_threshold = models.PositiveSmallIntegerField()
    recovery_shares = models.PositiveSmallIntegerField()
    created_on = models.DateField()
    rehearsal = models.BooleanField(default=False)


class Member(models.Model):
    """A member under a pseudonym."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=40, unique=True)
    role = models.CharField(max_length=20)
    language = models.CharField(max_length=5, default="en")
    public_key = models.BinaryField(max_length=2048)
    salt = models.BinaryField(max_length=32)
    parameters = models.CharField(max_length=60)
    sealed_keys = models.BinaryField(max_length=1024)
    must_choose_passphrase = models.BooleanField(default=False)
    last_code_step = models.PositiveBigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    removed_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("joined_on", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, removed_by__isnull=True)
                | Q(left_on__isnull=False, removed_by__isnull=False),
                name="team_member_left_has_who_and_when",
            ),
        )


class Compartment(models.Model):
    """A circle of people who hold one key. Standing ones have a code the software knows."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    standing = models.BooleanField(default=False)
    burnt_on = models.DateField(null=True)

    class Meta:
        ordering = ("code",)


class Epoch(models.Model):
    """One key of a compartment. A new epoch begins when somebody leaves."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="epochs")
    number = models.PositiveIntegerField()
    public_key = models.BinaryField(max_length=2048)
    signing_public = models.BinaryField(max_length=32)
    recovery = models.BinaryField(max_length=2048, null=True)  # the secret, sealed to recovery
    begun_on = models.DateField()
    resealed = models.BooleanField(default=True)  # nothing older is left to bring to this epoch

    class Meta:
        ordering = ("compartment", "number")
        constraints = (
            models.UniqueConstraint(fields=("compartment", "number"), name="team_epoch_number"),
        )


class Grant(models.Model):
    """An epoch's secret sealed to one member's public key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="grants")
    epoch = models.ForeignKey(Epoch, on_delete=models.PROTECT, related_name="grants")
    sealed_secret = models.BinaryField(max_length=2048)
    granted_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    granted_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("member", "epoch"), name="team_grant_once"),)


class KeyWish(models.Model):
    """A member should hold a compartment, but whoever invited them could not hand it over."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="wishes")
    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("member", "compartment"), name="team_wish_once"),
        )


class Unlock(models.Model):
    """A member at work. The keyring opens only with the secret in that member's cookie."""

    id = models.BinaryField(primary_key=True, max_length=32)  # SHA-256 of the session's id
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="unlocks")
    keyring = models.BinaryField(max_length=512)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("begun_at")), name="team_unlock_seen_after_begun"
            ),
        )
