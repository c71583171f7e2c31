"""Forms about a case's way out: place, application, consent, decision, visa, journey."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.relocation.dossier import PAPERS
from safeconduct.apps.relocation.fields import (
    DayField,
    LongText,
    people_field,
    read_legs,
    write_legs,
)
from safeconduct.apps.relocation.records import (
    Checklist,
    ConsentText,
    DecisionText,
    JourneyPlan,
    PaperRule,
    VisaDetails,
)
from safeconduct.apps.relocation.stages import (
    EXCLUSION,
    Decision,
    Exclusion,
    JourneyKind,
    VisaKind,
)

USE_COVER = _("Use the cover name: not everybody who reads this may know the partner.")
LEGS_HELP = _(
    "One leg a line: from; to; day; by; reference; with whom. For example: "
    "the flat; the border; 2026-03-14; car; ; a colleague"
)


class ChooseForm(forms.Form):
    """One of a list of rows: a case, or a way in."""

    chosen = forms.TypedChoiceField(coerce=UUID)

    def __init__(
        self, *args: Any, label: object, rows: Sequence[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.ChoiceField)
        field.label = str(label)
        field.choices = [("", "—"), *((str(key), name) for key, name in rows)]


class OfferForm(ChooseForm):
    """Offer a place to a case, for so many of its people, until a day."""

    persons = forms.IntegerField(
        label=_("For how many people"),
        required=False,
        min_value=1,
        max_value=8,
        help_text=_("Empty means everybody of the case."),
    )
    until = DayField(
        label=_("Hold it until"), required=False, help_text=_("Empty means two weeks from today.")
    )


class StartForm(ChooseForm):
    """Begin an application on a way in."""

    persons = forms.IntegerField(
        label=_("For how many people"),
        required=False,
        min_value=1,
        max_value=8,
        help_text=_("Empty means everybody of the case."),
    )


class HoldForm(forms.Form):
    """Until when a place is held."""

    until = DayField(label=_("Hold it until"))


class PapersSeen(forms.Form):
    """Papers somebody has seen by eye, of the application's own list."""

    brought = forms.MultipleChoiceField(
        label=_("These are there: I have seen them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Papers on the case count by themselves; dates that speak against them stay."),
    )

    def __init__(self, *args: Any, checklist: Checklist, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"brought": list(checklist.brought)})
        super().__init__(*args, **kwargs)
        field = self.fields["brought"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(rule.code, PAPERS.get(rule.code, rule.code)) for rule in checklist.papers]


class ChecklistForm(forms.Form):
    """Which papers an application needs."""

    papers = forms.MultipleChoiceField(
        label=_("Papers this application needs"),
        choices=list(PAPERS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_partner = forms.BooleanField(
        label=_("Take over the list of the partner's way in instead"), required=False
    )

    def rules(self, before: Checklist) -> tuple[PaperRule, ...] | None:
        """The rules chosen; None for the partner's own."""
        if self.cleaned_data["from_partner"]:
            return None
        known = {rule.code: rule for rule in before.papers}
        return tuple(known.get(code, PaperRule(code)) for code in self.cleaned_data["papers"])


class ConsentForm(forms.Form):
    """What people agreed to."""

    purpose = LongText(label=_("For what purpose"), help_text=USE_COVER, rows=2)
    scope = LongText(label=_("What may be passed on"), rows=2)
    given_by = forms.CharField(
        label=_("Who agreed, and how"),
        max_length=300,
        required=False,
        help_text=_("For example: both adults, by voice, in Russian."),
    )
    given_on = DayField(label=_("On which day"), required=False, help_text=_("Empty means today."))
    expires_on = DayField(label=_("Until when it holds"))

    def shape(self) -> ConsentText:
        """The sealed words."""
        data = self.cleaned_data
        return ConsentText(data["purpose"], data["scope"], data["given_by"])


class HandInForm(forms.Form):
    """The day of handing in, and why it goes without some papers."""

    on = DayField(label=_("On which day"), required=False, help_text=_("Empty means today."))
    despite = LongText(
        label=_("Why it goes although papers are missing"),
        required=False,
        help_text=_("Only needed when something on the list is missing."),
        rows=2,
    )


class AskedForm(forms.Form):
    """What the partner asks for."""

    asked = LongText(label=_("What they ask for"), help_text=USE_COVER)
    on = DayField(label=_("On which day"), required=False, help_text=_("Empty means today."))


class DecisionForm(forms.Form):
    """What the partner decided."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Decision.choices[1:], widget=forms.RadioSelect
    )
    reason = LongText(label=_("Their reason"), required=False, help_text=USE_COVER)
    persons = forms.IntegerField(
        label=_("How many people are included"),
        required=False,
        min_value=1,
        max_value=8,
        help_text=_("Only when some were left out."),
    )
    included = forms.CharField(label=_("Who is included"), max_length=300, required=False)
    on = DayField(label=_("On which day"), required=False, help_text=_("Empty means today."))

    def shape(self) -> DecisionText:
        """The sealed reason."""
        return DecisionText(self.cleaned_data["reason"], self.cleaned_data["included"])


class ExclusionForm(forms.Form):
    """A step of the individual review of somebody's past."""

    to = forms.ChoiceField(label=_("What happens"), widget=forms.RadioSelect)
    reason = LongText(
        label=_("Why"),
        help_text=_("Whom it is about, what is known, and how it was weighed."),
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, Exclusion(code).label) for code in EXCLUSION[state]]


class VisaForm(forms.Form):
    """A visa, permit or travel document."""

    kind = forms.ChoiceField(label=_("What it is"), choices=VisaKind.choices)
    number = forms.CharField(
        label=_("Number"), max_length=60, help_text=_("Sealed, like the dates.")
    )
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_until = DayField(label=_("Valid until"))
    entries = forms.CharField(label=_("Entries"), max_length=40, required=False)
    note = LongText(label=_("Note"), required=False, rows=2)
    replaces = forms.TypedChoiceField(
        label=_("It replaces"), coerce=UUID, empty_value=None, required=False
    )

    def __init__(self, *args: Any, earlier: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["replaces"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("nothing")), *((str(key), name) for key, name in earlier)]

    def shape(self) -> VisaDetails:
        """The sealed details."""
        data = self.cleaned_data
        return VisaDetails(
            data["number"],
            data["valid_from"],
            data["valid_until"],
            data["entries"],
            data["note"],
        )


class PlanForm(forms.Form):
    """When and how a journey goes."""

    month = DayField(label=_("Around which day"), help_text=_("Only its month is kept in plain."))
    legs = LongText(label=_("Legs"), required=False, help_text=LEGS_HELP)
    note = LongText(label=_("What to know on the way"), required=False, rows=2)

    def clean_legs(self) -> str:
        """Refuses a line that cannot be read, and says which."""
        legs: str = self.cleaned_data["legs"]
        read_legs(legs)
        return legs

    def shape(self) -> JourneyPlan:
        """The sealed plan."""
        return JourneyPlan(read_legs(self.cleaned_data["legs"]), self.cleaned_data["note"])

    @staticmethod
    def shown(plan: JourneyPlan) -> dict[str, Any]:
        """Initial values for changing a plan."""
        return {"legs": write_legs(plan.legs), "note": plan.note}


class JourneyForm(PlanForm):
    """A journey of chosen people."""

    kind = forms.ChoiceField(
        label=_("Where to"), choices=JourneyKind.choices, widget=forms.RadioSelect
    )
    field_order = ("kind", "persons", "application", "month", "legs", "note")

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[UUID, str]],
        applications: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"] = people_field(people, gettext("Who travels"))
        self.fields["application"] = forms.TypedChoiceField(
            label=_("On the visa of"),
            coerce=UUID,
            empty_value=None,
            required=False,
            choices=[("", _("no application")), *((str(key), name) for key, name in applications)],
        )
        self.order_fields(self.field_order)


class PeopleForm(forms.Form):
    """Who, and on which day."""

    on = DayField(label=_("On which day"), required=False, help_text=_("Empty means today."))

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[UUID, str]],
        journeys: Sequence[tuple[UUID, str]],
        who: str,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"].setdefault("persons", [str(key) for key, _name in people])
        super().__init__(*args, **kwargs)
        self.fields["persons"] = people_field(people, who)
        self.fields["journey"] = forms.TypedChoiceField(
            label=_("Which planned journey"),
            coerce=UUID,
            empty_value=None,
            required=False,
            choices=[("", _("none that was planned")), *((str(k), name) for k, name in journeys)],
        )


class FilingForm(forms.Form):
    """A status was asked for."""

    on = DayField(label=_("On which day"), required=False, help_text=_("Empty means today."))
    text = LongText(label=_("What was filed, where, under which number"), required=False, rows=2)


class ContactAgain(forms.Form):
    """Where the case stands now that somebody heard from them again."""

    to = forms.ChoiceField(label=_("Where the case stands now"), widget=forms.RadioSelect)
    reason = LongText(label=_("How contact came back"))

    def __init__(self, *args: Any, stages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(stages)
