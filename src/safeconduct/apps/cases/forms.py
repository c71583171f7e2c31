"""The forms of a case. They check shapes and lengths; what the state allows is for the actions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.cases import danger_words, stages
from safeconduct.apps.cases.policies import LONGEST_TEXT
from safeconduct.methods import triage

Choice = tuple[str, Any]
Choices = Sequence[Choice]


def long_text(
    label: Any, *, rows: int = 4, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, as the browser's own field for dates."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def moment(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    """A day and time in UTC."""
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text or _("Day and time in UTC."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that hold something."""
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


class SummaryForm(forms.Form):
    """What the case is about."""

    text = long_text(_("What is it about?"), rows=6)
    contact = long_text(_("How can they be reached safely?"), rows=2, required=False)
    never_do = long_text(
        _("What must never be done?"),
        rows=2,
        required=False,
        help_text=_("For example: never call, never write to the family."),
    )
    language = forms.CharField(
        label=_("Language we write to them in"), max_length=40, required=False
    )


class OpenCaseForm(SummaryForm):
    """A case that did not come through a request, with how many people it is about."""

    people = forms.IntegerField(label=_("How many people?"), min_value=1, max_value=8, initial=1)

    field_order = ("people",)


class HandCaseForm(forms.Form):
    """Who works the case."""

    owner = forms.ChoiceField(label=_("Who works this case?"), required=False)

    def __init__(self, *args: Any, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "owner").choices = [("", _("nobody yet")), *workers]


class MoveStageForm(forms.Form):
    """To which stage, and why."""

    to = forms.ChoiceField(label=_("Where does the case stand now?"), widget=forms.RadioSelect)
    reason = long_text(
        _("Why?"),
        rows=3,
        required=False,
        help_text=_("Needed for every step back, aside or out. It is sealed."),
    )

    def __init__(self, *args: Any, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "to").choices = [
            (s.value, stages.STAGE_NAMES[s]) for s in stages.next_stages(stage)
        ]


class MoveVettingForm(forms.Form):
    """Which step of the vetting, and on what grounds."""

    to = forms.ChoiceField(label=_("What do we know now?"), widget=forms.RadioSelect)
    reason = long_text(
        _("On what grounds?"), rows=3, help_text=_("Who said so, what was compared. It is sealed.")
    )

    def __init__(self, *args: Any, vetting: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "to").choices = [
            (v.value, stages.VETTING_NAMES[v]) for v in stages.next_vettings(vetting)
        ]


class SplitForm(forms.Form):
    """Whether the household agrees to be placed apart."""

    may_be_split = forms.BooleanField(
        label=_("They have agreed to be placed apart if there is no other way"), required=False
    )


class OutForm(forms.Form):
    """Who got out, and when."""

    on = day(_("On which day?"))
    persons = forms.MultipleChoiceField(label=_("Who?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "persons").choices = people


class DangerForm(forms.Form):
    """The danger assessment. Every question may stay open: what is not known is never safe."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in triage.Dimension:
            answers = [
                (a.value, danger_words.ANSWERS[f"{dimension.value}.{a.value}"])
                for a in triage.ANSWERS[dimension]
            ]
            one = dimension in triage.ONE_ANSWER
            self.fields[dimension.value] = (
                forms.ChoiceField(choices=answers, widget=forms.RadioSelect, required=False)
                if one
                else forms.MultipleChoiceField(
                    choices=answers, widget=forms.CheckboxSelectMultiple, required=False
                )
            )
            self.fields[dimension.value].label = danger_words.QUESTIONS[dimension.value]
            if dimension is triage.Dimension.PAPERS:
                self.fields["passport_valid_until"] = day(
                    danger_words.QUESTIONS["passport_valid_until"],
                    required=False,
                    help_text=_("Only for a travel passport they hold."),
                )
        self.fields["note"] = long_text(_("Anything else that matters"), rows=3, required=False)

    def answers(self) -> dict[str, str | list[str]]:
        """What was answered, in codes; questions left open are left out. Call when valid."""
        given: dict[str, str | list[str]] = {}
        for code in triage.QUESTION_KEYS:
            value = self.cleaned_data.get(code)
            if value:
                given[code] = value.isoformat() if isinstance(value, date) else value
        return given


class BandForm(forms.Form):
    """Another band than the rules gave."""

    band = forms.ChoiceField(
        label=_("Which band?"), widget=forms.RadioSelect, choices=list(danger_words.BANDS.items())
    )
    reason = long_text(_("Why?"), help_text=_("A second member reads this before confirming."))


class TextForm(forms.Form):
    """One text. The page says what it is about."""

    text = long_text(_("What?"))

    def __init__(
        self,
        *args: Any,
        label: Any = None,
        help_text: Any = "",
        rows: int = 4,
        required: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label, field.help_text, field.required = label or field.label, help_text, required
        field.widget.attrs["rows"] = rows
        field.widget.is_required = required


class TaskForm(forms.Form):
    """Something to do, by when, and who does it."""

    text = long_text(_("What is to be done?"), rows=2)
    due_on = day(_("By which day?"))
    owner = forms.ChoiceField(label=_("Who does it?"), required=False)

    def __init__(self, *args: Any, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "owner").choices = [("", _("nobody yet")), *workers]


class ChangeTaskForm(TaskForm):
    """Another day or owner. The text stays as it was written."""

    text = None  # type: ignore[assignment]  # Django's way to take a field out of a subclass


class CheckInForm(forms.Form):
    """Somebody was heard from."""

    at = moment(_("When?"))
    words = forms.ChoiceField(
        label=_("Which words did they use?"),
        widget=forms.RadioSelect,
        initial="none",
        choices=[
            ("well", _("the words for: all is well")),
            ("danger", _("the words for: danger")),
            ("none", _("neither")),
        ],
    )
    text = long_text(_("What did they say?"), rows=2, required=False)


class AgreementForm(forms.Form):
    """When people say that they are well, how, and who is called if they do not."""

    first_due = moment(_("First check-in"))
    every_minutes = forms.ChoiceField(
        label=_("How often after that?"),
        initial="1440",
        choices=[
            ("360", _("every 6 hours")),
            ("720", _("every 12 hours")),
            ("1440", _("every day")),
            ("2880", _("every 2 days")),
            ("4320", _("every 3 days")),
            ("10080", _("every week")),
            ("", _("only this once")),
        ],
        required=False,
    )
    grace_minutes = forms.IntegerField(
        label=_("Minutes we wait before the alarm"), min_value=0, max_value=1440, initial=30
    )
    step_minutes = forms.IntegerField(
        label=_("Minutes until the next person is called"), min_value=1, max_value=1440, initial=30
    )
    first = forms.ChoiceField(label=_("Who is called first?"))
    second = forms.ChoiceField(label=_("Who is called second?"), required=False)
    third = forms.ChoiceField(label=_("Who is called third?"), required=False)
    how = long_text(_("How do they let us hear from them?"), rows=2)
    well_words = forms.CharField(
        label=_("Words that say: all is well"), max_length=200, required=False
    )
    danger_words = forms.CharField(
        label=_("Words that say: danger"), max_length=200, required=False
    )

    def __init__(self, *args: Any, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "first").choices = list(workers)
        for name in ("second", "third"):
            choice(self, name).choices = [("", _("nobody")), *workers]


class FileForm(forms.Form):
    """A file, and what it is. It is sealed while it arrives."""

    file = forms.FileField(label=_("Which file?"), max_length=255)
    about = forms.CharField(label=_("What is it?"), max_length=300, required=False)


class SealOffForm(forms.Form):
    """Who stays in the circle of a case that is sealed off."""

    members = forms.MultipleChoiceField(
        label=_("Who keeps working this case?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("You are always among them. Everybody else will find nothing of it."),
    )
    sure = forms.BooleanField(label=_("I understand that this cannot be undone here"))

    def __init__(self, *args: Any, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "members").choices = workers


class CasesFilter(forms.Form):
    """What the list of cases shows. Anything it does not know shows everything."""

    stage = forms.ChoiceField(label=_("Stage"), required=False)
    band = forms.ChoiceField(label=_("Danger"), required=False)
    owner = forms.ChoiceField(label=_("Worked by"), required=False)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "stage").choices = [
            ("", _("all open cases")),
            *((s.value, name) for s, name in stages.STAGE_NAMES.items()),
            ("ended", _("all ended cases")),
        ]
        choice(self, "band").choices = [
            ("", _("any danger")),
            *danger_words.BANDS.items(),
            ("none", _("not assessed")),
        ]
        choice(self, "owner").choices = [
            ("", _("anybody")),
            ("nobody", _("nobody")),
            *members,
        ]


def choice(form: forms.Form, name: str) -> forms.ChoiceField:
    """A field of a form that has choices. Raises TypeError for any other."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} has no choices")
    return field


def named(members: Iterable[Any]) -> list[Choice]:
    """Members as choices: id and pseudonym."""
    return [(str(member.pk), member.name) for member in members]
