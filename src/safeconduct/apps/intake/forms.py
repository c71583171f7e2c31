"""Forms of the triage pages. They check shapes; what the state allows is for the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.cases import danger_words
from safeconduct.apps.cases import stages as case_stages
from safeconduct.apps.intake import codes, screening, stages
from safeconduct.apps.intake.actions.checking import APART
from safeconduct.apps.intake.plea_forms import PlainText
from safeconduct.methods import triage


def text_field(label: Any, *, rows: int = 5, required: bool = True, said: Any = "") -> PlainText:
    """A text of several lines."""
    return PlainText(
        label=label,
        required=required,
        help_text=said,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Write a few words.")},
    )


class RequestForm(forms.Form):
    """A form about one request; `stage`, `vetting` and `others` say what may be chosen."""

    def __init__(
        self,
        *args: Any,
        stage: str = "requested",
        vetting: str = "unseen",
        others: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(stage, vetting, others)

    def offer(self, stage: str, vetting: str, others: Sequence[tuple[str, str]]) -> None:
        """Fill the choices that depend on the request; most forms have none."""


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class Answer(RequestForm):
    """Writing to the person."""

    text = text_field(_("What do you write to the person?"))


class AskBack(RequestForm):
    """Asking the person something, and where the request stands meanwhile."""

    text = text_field(_("What do you ask the person?"))
    to = forms.ChoiceField(label=_("Meanwhile the request is at"), required=False)

    def offer(self, stage: str, vetting: str, others: Sequence[tuple[str, str]]) -> None:
        """Stay, or one of the stages that may follow."""
        following = [(str(s), codes.STAGES[s]) for s in stages.next_stages(stage)]
        choose(self, "to", [("", _("where it is (a new request goes to screening)")), *following])


class NoteRequest(RequestForm):
    """A note among members."""

    text = text_field(_("Note for members"), said=_("The person never sees it."))


class MoveRequestStage(RequestForm):
    """Another stage."""

    to = forms.ChoiceField(label=_("To which stage?"), widget=forms.RadioSelect)
    reason = text_field(_("Why?"), rows=2, required=False)

    def offer(self, stage: str, vetting: str, others: Sequence[tuple[str, str]]) -> None:
        """The stages that may follow."""
        choose(self, "to", [(str(s), codes.STAGES[s]) for s in stages.next_stages(stage)])


class Decline(RequestForm):
    """Declining: why, what the person reads, where else to turn."""

    reason = forms.ChoiceField(
        label=_("Why can we not take it? (for members)"),
        choices=codes.choices(codes.DECLINE_REASONS),
        widget=forms.RadioSelect,
    )
    text = text_field(_("What does the person read?"))
    referral = text_field(
        _("Where else can the person turn?"),
        rows=3,
        required=False,
        said=_("Names of organisations, how to reach them safely."),
    )


class ReferOut(RequestForm):
    """Referring to others."""

    text = text_field(_("To whom do you refer the person, and how is it safe to go there?"))


class Accept(RequestForm):
    """Accepting: how many people, what is known of the danger, what the person reads."""

    people = forms.IntegerField(
        label=_("How many people is it about?"), min_value=1, max_value=8, initial=1
    )
    hunter = forms.ChoiceField(label=danger_words.QUESTIONS["hunter"], required=False)
    nearness = forms.ChoiceField(label=danger_words.QUESTIONS["nearness"], required=False)
    happened = forms.MultipleChoiceField(
        label=danger_words.QUESTIONS["happened"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = text_field(_("What does the person read?"), rows=3, required=False)

    def offer(self, stage: str, vetting: str, others: Sequence[tuple[str, str]]) -> None:
        """The answers of the danger assessment."""
        for name in ("hunter", "nearness", "happened"):
            answers = triage.ANSWERS[triage.Dimension(name)]
            words = [(str(a), danger_words.ANSWERS[f"{name}.{a}"]) for a in answers]
            if name != "happened":
                words = [("", _("not asked yet")), *words]
            choose(self, name, words)

    def answers(self) -> dict[str, str | list[str]]:
        """The danger answers that were given."""
        given = {name: self.cleaned_data[name] for name in ("hunter", "nearness", "happened")}
        return {name: value for name, value in given.items() if value}


class LinkWith(RequestForm):
    """Another request."""

    other = forms.ChoiceField(label=_("Which other request?"))

    def offer(self, stage: str, vetting: str, others: Sequence[tuple[str, str]]) -> None:
        """The newest other requests."""
        choose(self, "other", list(others))


class VetRequest(RequestForm):
    """A step of the vetting."""

    to = forms.ChoiceField(label=_("How sure are we now?"), widget=forms.RadioSelect)
    reason = text_field(_("On what grounds?"), rows=3)

    def offer(self, stage: str, vetting: str, others: Sequence[tuple[str, str]]) -> None:
        """The steps that may follow and have no page of their own."""
        following = [s for s in case_stages.next_vettings(vetting) if s not in APART]
        choose(self, "to", [(str(s), case_stages.vetting_name(s)) for s in following])


class WithReason(RequestForm):
    """A step that needs only its grounds."""

    reason = text_field(_("On what grounds?"), rows=3)


class ScreenRequest(RequestForm):
    """The whole checklist: an answer and a note for each point."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in screening.ITEMS:
            self.fields[item.code] = forms.ChoiceField(
                label=str(item.question),
                choices=list(screening.ANSWERS.items()),
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"{item.code}_note"] = PlainText(
                label=_("Note"), longest=2000, required=False, widget=forms.TextInput()
            )

    def points(self) -> dict[str, tuple[str, str]]:
        """The points that were answered."""
        cleaned = self.cleaned_data
        return {
            item.code: (cleaned[item.code], cleaned[f"{item.code}_note"])
            for item in screening.ITEMS
            if cleaned.get(item.code)
        }
