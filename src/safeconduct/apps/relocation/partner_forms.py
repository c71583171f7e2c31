"""Forms about partners, their ways in and their places; each makes sealed shapes of its fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.relocation.dossier import PAPERS
from safeconduct.apps.relocation.fields import (
    DayField,
    LongText,
    read_contacts,
    read_words,
    write_contacts,
)
from safeconduct.apps.relocation.places import NEEDS
from safeconduct.apps.relocation.records import (
    ContactNote,
    PaperRule,
    PartnerIdentity,
    PartnerTerms,
    PlaceConditions,
    RouteTerms,
)
from safeconduct.apps.relocation.stages import (
    PARTNER,
    Confidentiality,
    LegalBasis,
    MustBe,
    PartnerKind,
    PartnerState,
)

PASSPORT = "travel_passport"
DAYS_A_YEAR = 365.25


class PartnerForm(forms.Form):
    """A partner: the cover name everybody sees, and what only the partners' circle can open."""

    cover_name = forms.CharField(
        label=_("Cover name"),
        max_length=40,
        help_text=_("Invented, such as “Partner Maple”. Everybody sees it; it must tell nothing."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=PartnerKind.choices)
    confidentiality = forms.ChoiceField(
        label=_("Who may learn that they help"),
        choices=Confidentiality.choices,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Who they are"), max_length=200, help_text=_("Sealed, like everything below.")
    )
    country = forms.CharField(label=_("Country"), max_length=100, required=False)
    contacts = LongText(
        label=_("Contact people"),
        required=False,
        help_text=_("One a line: name; role; how to reach them."),
    )
    note = LongText(label=_("Note"), required=False)
    conditions = LongText(label=_("Conditions"), required=False)
    exclusions = LongText(label=_("Whom they do not take"), required=False)
    disclosure = LongText(
        label=_("What may be said about their help"),
        required=False,
        help_text=_("To whom, and when."),
    )
    languages = forms.CharField(
        label=_("Languages"),
        max_length=200,
        required=False,
        help_text=_("Separated by commas."),
    )

    def identity(self) -> PartnerIdentity:
        """Who stands behind the cover name."""
        data = self.cleaned_data
        return PartnerIdentity(
            data["name"], data["country"], read_contacts(data["contacts"]), data["note"]
        )

    def terms(self) -> PartnerTerms:
        """What they ask of everybody."""
        data = self.cleaned_data
        return PartnerTerms(
            data["conditions"],
            data["exclusions"],
            data["disclosure"],
            read_words(data["languages"]),
        )

    @staticmethod
    def shown(identity: PartnerIdentity, terms: PartnerTerms) -> dict[str, Any]:
        """Initial values for changing a partner."""
        return {
            "name": identity.name,
            "country": identity.country,
            "contacts": write_contacts(identity.contacts),
            "note": identity.note,
            "conditions": terms.conditions,
            "exclusions": terms.exclusions,
            "disclosure": terms.disclosure,
            "languages": ", ".join(terms.languages),
        }


class MovePartner(forms.Form):
    """What a partner did: one of the steps that its table allows now."""

    to = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    on = DayField(label=_("On which day"), required=False, help_text=_("Empty means today."))

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, PartnerState(code).label) for code in PARTNER[state]]


class ContactForm(forms.Form):
    """One entry of the contact log."""

    on = DayField(label=_("On which day"), required=False, help_text=_("Empty means today."))
    who = forms.CharField(label=_("With whom"), max_length=200, required=False)
    said = LongText(label=_("What was said"))
    promised = LongText(label=_("What was promised"), required=False)

    def entry(self) -> ContactNote:
        """The sealed entry."""
        data = self.cleaned_data
        return ContactNote(data["who"], data["said"], data["promised"])


class RouteForm(forms.Form):
    """One way in: basis, post, times and papers."""

    legal_basis = forms.ChoiceField(label=_("On what basis"), choices=LegalBasis.choices)
    post = forms.CharField(
        label=_("Where applications are handed in"), max_length=200, required=False
    )
    must_be = forms.ChoiceField(
        label=_("Where the person has to be"), choices=MustBe.choices, initial=MustBe.ANYWHERE
    )
    lead_days_min = forms.IntegerField(
        label=_("Shortest time to a decision, in days"), required=False, min_value=0
    )
    lead_days_usual = forms.IntegerField(
        label=_("Usual time, in days"), required=False, min_value=0
    )
    lead_days_max = forms.IntegerField(
        label=_("Longest time, in days"), required=False, min_value=0
    )
    conditions = LongText(label=_("Conditions of this way"), required=False)
    papers = forms.MultipleChoiceField(
        label=_("Papers they ask for"),
        choices=list(PAPERS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the usual list."),
    )
    passport_days = forms.IntegerField(
        label=_("Days a passport must still be valid on entry"), required=False, min_value=0
    )
    passport_years = forms.IntegerField(
        label=_("Greatest age of a passport, in years"), required=False, min_value=1
    )

    def terms(self, before: RouteTerms | None = None) -> RouteTerms:
        """The sealed terms. What `before` says about other papers' ages is kept."""
        data = self.cleaned_data
        known = {rule.code: rule for rule in before.papers} if before else {}
        rules = []
        for code in data["papers"]:
            rule = known.get(code, PaperRule(code))
            if code == PASSPORT:
                years = data["passport_years"]
                rule = PaperRule(
                    code,
                    valid_days=data["passport_days"] or 0,
                    newer_than_days=int(years * DAYS_A_YEAR) if years else 0,
                    note=rule.note,
                )
            rules.append(rule)
        return RouteTerms(
            data["legal_basis"],
            data["post"],
            data["must_be"],
            data["lead_days_min"],
            data["lead_days_usual"],
            data["lead_days_max"],
            data["conditions"],
            tuple(rules),
        )

    @staticmethod
    def shown(terms: RouteTerms) -> dict[str, Any]:
        """Initial values for changing a way in."""
        passport = next((rule for rule in terms.papers if rule.code == PASSPORT), None)
        years = passport.newer_than_days / DAYS_A_YEAR if passport else 0
        return {
            "legal_basis": terms.legal_basis,
            "post": terms.post,
            "must_be": terms.must_be,
            "lead_days_min": terms.lead_days_min,
            "lead_days_usual": terms.lead_days_usual,
            "lead_days_max": terms.lead_days_max,
            "conditions": terms.conditions,
            "papers": [rule.code for rule in terms.papers],
            "passport_days": passport.valid_days if passport else None,
            "passport_years": round(years) or None,
        }


class SuspendForm(forms.Form):
    """Why a way is suspended, and whether visas still hold."""

    reason = LongText(label=_("Why, as far as you know"), required=False)
    with_visas = forms.BooleanField(
        label=_("Visas that were issued do not hold any more either"), required=False
    )


class PlacesForm(forms.Form):
    """Offered places: how many, until when, on what conditions."""

    persons = forms.IntegerField(label=_("For how many persons"), min_value=1, max_value=1000)
    valid_until = DayField(label=_("Until which day"), required=False)
    conditions = LongText(label=_("Conditions of these places"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("What they can provide"),
        choices=list(NEEDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def shape(self) -> PlaceConditions:
        """The sealed conditions."""
        return PlaceConditions(self.cleaned_data["conditions"], tuple(self.cleaned_data["needs"]))
