"""Tables of relocation. Rows and constraints only.

In plain: invented cover names, states, coarse dates, counts, keys. Sealed to `partners`: who a
partner is, its terms, contacts, and whatever would tell (visas, journeys abroad). Sealed to the
case's own compartment: consents, checklists, decisions, journeys inside the country.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.relocation.records import (
    Checklist,
    ConsentText,
    ContactNote,
    DecisionText,
    FilingNote,
    JourneyPlan,
    PartnerIdentity,
    PartnerTerms,
    PlaceConditions,
    Reason,
    RouteTerms,
    VisaDetails,
)
from safeconduct.apps.relocation.stages import (
    CLOSED,
    ApplicationState,
    Confidentiality,
    Decision,
    Exclusion,
    HoldState,
    JourneyKind,
    JourneyState,
    PartnerKind,
    PartnerState,
    PlaceState,
    RouteStatus,
    VisaKind,
)
from safeconduct.apps.vault.fields import FROM_ROW, SealedField, SealedVersion

PARTNERS = "partners"


def identity_words(identity: PartnerIdentity) -> str:
    """The words a partner is found by."""
    people = " ".join(f"{c.name} {c.role} {c.channel}" for c in identity.contacts)
    return f"{identity.name} {identity.country} {people} {identity.note}"


def terms_words(terms: PartnerTerms) -> str:
    """The words a partner's terms are found by."""
    return f"{terms.conditions} {terms.exclusions} {terms.disclosure} {' '.join(terms.languages)}"


def route_words(terms: RouteTerms) -> str:
    """The words a way in is found by."""
    return f"{terms.post} {terms.conditions}"


def contact_words(note: ContactNote) -> str:
    """The words a contact is found by."""
    return f"{note.who} {note.said} {note.promised}"


def reason_words(reason: Reason) -> str:
    """The words a reason is found by."""
    return reason.text


def visa_words(visa: VisaDetails) -> str:
    """The words a visa is found by."""
    return f"{visa.number} {visa.note}"


def plan_words(plan: JourneyPlan) -> str:
    """The words a journey is found by."""
    legs = " ".join(f"{g.start} {g.end} {g.by} {g.reference} {g.escort}" for g in plan.legs)
    return f"{legs} {plan.note}"


class Partner(models.Model):
    """A government or another host, under an invented cover name."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cover_name = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=16, choices=PartnerKind.choices)
    confidentiality = models.CharField(max_length=8, choices=Confidentiality.choices)
    state = models.CharField(max_length=12, choices=PartnerState.choices)
    contacted_on = models.DateField()
    briefed_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    agreed_until = models.DateField(null=True)  # the day it stopped helping
    state_since = models.DateField()
    identity = SealedField(PartnerIdentity, compartment=PARTNERS, search=identity_words)
    identity_version = SealedVersion()
    terms = SealedField(PartnerTerms, compartment=PARTNERS, search=terms_words)
    terms_version = SealedVersion()

    class Meta:
        verbose_name = _("a partner")
        ordering = ("cover_name",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="agreed")
                | Q(agreed_on__isnull=False, agreed_until__isnull=True),
                name="relocation_partner_agreed_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="briefed") | Q(briefed_on__isnull=False),
                name="relocation_partner_briefed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(agreed_until__isnull=True)
                | Q(agreed_on__isnull=False, agreed_until__gte=F("agreed_on")),
                name="relocation_partner_agreed_before_until",
            ),
        )


class Contact(models.Model):
    """One entry of the contact log."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contact_log")
    on = models.DateField()
    by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    note = SealedField(ContactNote, compartment=PARTNERS, search=contact_words)
    note_version = SealedVersion()

    class Meta:
        verbose_name = _("a contact with a partner")
        ordering = ("-on",)
        indexes = (models.Index(fields=("partner", "on"), name="relocation_contact_by_day"),)


class Route(models.Model):
    """One of a partner's ways in, shown as "Partner Maple, way 1"."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="routes")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=10, choices=RouteStatus.choices, default=RouteStatus.ACTIVE
    )
    opened_on = models.DateField()
    suspended_on = models.DateField(null=True)
    terms = SealedField(RouteTerms, compartment=PARTNERS, search=route_words)
    terms_version = SealedVersion()
    reason = SealedField(Reason, compartment=PARTNERS, search=reason_words)  # of the suspension
    reason_version = SealedVersion()

    class Meta:
        verbose_name = _("a way in")
        ordering = ("partner__cover_name", "number")
        constraints = (
            models.UniqueConstraint(fields=("partner", "number"), name="relocation_route_number"),
            models.CheckConstraint(
                condition=Q(status="active", suspended_on__isnull=True)
                | Q(status="suspended", suspended_on__isnull=False),
                name="relocation_route_suspended_has_day",
            ),
        )


class Place(models.Model):
    """Places that a partner offered on one way in, for a period."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="places")
    state = models.CharField(max_length=8, choices=PlaceState.choices)
    persons = models.PositiveSmallIntegerField()
    pledged_on = models.DateField()
    opened_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    conditions = SealedField(PlaceConditions, compartment=PARTNERS)
    conditions_version = SealedVersion()

    class Meta:
        verbose_name = _("places offered")
        ordering = ("route", "pledged_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(persons__gte=1), name="relocation_place_for_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("open", "held", "used")) | Q(opened_on__isnull=False),
                name="relocation_place_open_has_day",
            ),
        )


class Application(models.Model):
    """A case's application on one way in, for some or all of its people."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT, related_name="+")
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=16, choices=ApplicationState.choices)
    before_suspension = models.CharField(
        max_length=16, choices=ApplicationState.choices, blank=True
    )
    persons = models.PositiveSmallIntegerField()
    started_on = models.DateField()
    started_by = models.ForeignKey("team.Member", on_delete=models.PROTECT, related_name="+")
    state_since = models.DateField()
    handed_in_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    decision = models.CharField(max_length=20, choices=Decision.choices, blank=True)
    decided_on = models.DateField(null=True)
    exclusion = models.CharField(
        max_length=20, choices=Exclusion.choices, default=Exclusion.NOT_TRIGGERED
    )
    exclusion_by = models.ForeignKey(
        "team.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    checklist = SealedField(Checklist, compartment=FROM_ROW)
    checklist_version = SealedVersion()
    missing = models.PositiveSmallIntegerField(null=True)  # papers, when last looked through
    passport_month = models.DateField(null=True)  # by when to enter, for the passport's sake
    looked_through_on = models.DateField(null=True)
    decision_text = SealedField(DecisionText, compartment=FROM_ROW, search=lambda d: d.reason)
    decision_text_version = SealedVersion()
    exclusion_text = SealedField(Reason, compartment=FROM_ROW, search=reason_words)
    exclusion_text_version = SealedVersion()
    reason = SealedField(Reason, compartment=FROM_ROW, search=reason_words)  # of the last step
    reason_version = SealedVersion()

    class Meta:
        verbose_name = _("an application")
        ordering = ("started_on",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "route"),
                condition=~Q(state__in=[str(s) for s in CLOSED]) & Q(ended_on__isnull=True),
                name="relocation_one_application_per_way",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True)
                | (~Q(decision="") & Q(decided_on__isnull=False)),
                name="relocation_decision_has_day",
            ),
            models.CheckConstraint(
                condition=(~Q(state="route_suspended") & Q(before_suspension=""))
                | (Q(state="route_suspended") & ~Q(before_suspension="")),
                name="relocation_suspended_knows_from_where",
            ),
            models.CheckConstraint(
                condition=Q(persons__gte=1), name="relocation_application_for_somebody"
            ),
        )
        indexes = (models.Index(fields=("state",), name="relocation_application_state"),)


class Hold(models.Model):
    """Places kept for one application until a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="holds")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="holds")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=HoldState.choices)
    persons = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("places held")
        ordering = ("held_on",)
        constraints = (
            models.UniqueConstraint(
                fields=("application",), condition=Q(state="held"), name="relocation_one_hold"
            ),
            models.CheckConstraint(
                condition=Q(state="held", ended_on__isnull=True)
                | (~Q(state="held") & Q(ended_on__isnull=False)),
                name="relocation_hold_ended_has_day",
            ),
            models.CheckConstraint(
                condition=Q(persons__gte=1), name="relocation_hold_for_somebody"
            ),
        )


class Consent(models.Model):
    """A person's consent to pass their things on to a partner. It ends, or is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="consents")
    given_on = models.DateField()
    expires_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    text = SealedField(
        ConsentText, compartment=FROM_ROW, search=lambda c: f"{c.purpose} {c.scope} {c.given_by}"
    )
    text_version = SealedVersion()

    class Meta:
        verbose_name = _("a consent")
        ordering = ("-given_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("given_on")), name="relocation_consent_in_order"
            ),
        )


class Visa(models.Model):
    """A visa, permit or travel document. `attention_month` is when somebody must look again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="visas")
    kind = models.CharField(max_length=16, choices=VisaKind.choices)
    attention_month = models.DateField()
    noted_on = models.DateField()
    replaced_on = models.DateField(null=True)
    details = SealedField(VisaDetails, compartment=FROM_ROW, search=visa_words)
    details_version = SealedVersion()

    class Meta:
        verbose_name = _("a visa")
        ordering = ("noted_on",)


class Journey(models.Model):
    """A journey of some of a case's people."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("team.Compartment", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="journeys"
    )
    kind = models.CharField(max_length=16, choices=JourneyKind.choices)
    state = models.CharField(max_length=12, choices=JourneyState.choices)
    month = models.DateField()  # the first day of the month in which it is planned
    left_on = models.DateField(null=True)
    arrived_on = models.DateField(null=True)
    file_by = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    plan = SealedField(
        JourneyPlan,
        compartment=FROM_ROW,
        search=plan_words,
    )
    plan_version = SealedVersion()
    filing = SealedField(FilingNote, compartment=FROM_ROW, search=lambda f: f.text)
    filing_version = SealedVersion()

    class Meta:
        verbose_name = _("a journey")
        ordering = ("month",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=("under_way", "arrived")) | Q(left_on__isnull=False),
                name="relocation_journey_left_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state="arrived", arrived_on__isnull=False)
                | (~Q(state="arrived") & Q(arrived_on__isnull=True)),
                name="relocation_journey_arrived_has_day",
            ),
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True) | Q(arrived_on__isnull=False),
                name="relocation_filed_after_arrival",
            ),
        )
        indexes = (models.Index(fields=("kind", "left_on"), name="relocation_journey_left"),)


class Traveller(models.Model):
    """One person on one journey."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="travellers")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("a traveller")
        constraints = (
            models.UniqueConstraint(fields=("journey", "person"), name="relocation_travels_once"),
        )
