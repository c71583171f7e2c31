"""The questions of the public face, one form a step, and what is refused with which sentence.

No length is limited by the browser, which would cut a pasted text without a word; too long is said
and the text comes back whole. Letters that arrived damaged are pointed at, not dropped.
"""

import re
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.intake import codes

LONGEST_TEXT = 20_000
LONGEST_LINE = 500
MOST_FILES = 10
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
DAMAGED = "\ufffd"


class PlainText(forms.CharField):
    """Free text of at most `longest` characters; control characters are dropped."""

    def __init__(self, *, longest: int = LONGEST_TEXT, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The text with single line feeds. Raises ValidationError: too_long, damaged."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        text = CONTROL.sub("", text).strip()
        if len(text) > self.longest:
            raise forms.ValidationError(
                _("This is %(given)d characters long; we can take %(most)d. Please shorten it."),
                code="too_long",
                params={"given": len(text), "most": self.longest},
            )
        if DAMAGED in text:
            raise forms.ValidationError(
                _("Some letters did not arrive; they show as �. Please write them again."),
                code="damaged",
            )
        return text


def area(rows: int) -> forms.Textarea:
    """A text area without a limit set by the browser, and without its dictionary in the cloud."""
    widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
    del widget.attrs["cols"]
    return widget


class Step(forms.Form):
    """One question. What is required is said by us, in words, not by the browser."""

    title: Promise
    use_required_attribute = False


class Happening(Step):
    """Step 1: what is happening."""

    title = _("What is happening?")
    text = PlainText(
        label=_("In your own words, in any language"),
        help_text=_("Leave out names and addresses that we do not need yet."),
        widget=area(8),
        error_messages={"required": _("Write a few words, so that we know how to help.")},
    )


class Danger(Step):
    """Step 2: is someone in danger."""

    title = _("Danger")
    urgency = forms.ChoiceField(
        label=_("Is someone in danger right now?"),
        choices=codes.choices(codes.DANGER),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one. If you cannot say, choose “I am not sure”."),
            "invalid_choice": _("Choose one of these."),
        },
    )


class Where(Step):
    """Step 3: where roughly."""

    title = _("Where, roughly?")
    where = forms.ChoiceField(
        label=_("Where is the person in danger?"),
        choices=codes.choices(codes.WHERE),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one. You may choose “I would rather not say”."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    where_words = PlainText(
        label=_("A few words, only if you want"),
        help_text=_("A town or a country is enough. No street, no house."),
        longest=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Reach(Step):
    """Step 4: how to answer safely, and what never to do."""

    title = _("How can we answer you safely?")
    channel = forms.ChoiceField(
        label=_("We answer"),
        choices=codes.choices(codes.CHANNELS),
        initial="page",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one. “Only through this page” is the safest."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    reach = PlainText(
        label=_("How, and when is it safe?"),
        longest=2000,
        required=False,
        widget=area(3),
    )
    never = forms.MultipleChoiceField(
        label=_("What must we never do?"),
        choices=codes.choices(codes.NEVER),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )

    def clean(self) -> dict[str, Any]:
        """Another way has to be described; otherwise nobody could use it."""
        cleaned = self.cleaned_data
        if cleaned.get("channel") == "other" and "reach" in cleaned and not cleaned["reach"]:
            self.add_error(
                "reach", _("Write how to reach you, or choose “Only through this page”.")
            )
        return cleaned


class Files(Step):
    """Step 5: files. They are sealed while they arrive; the view takes them."""

    title = _("Files, if you have any")


STEPS: tuple[type[Step], ...] = (Happening, Danger, Where, Reach, Files)
CHECK = len(STEPS) + 1
"""The number of the last step: reading everything through and sending it."""


class MoreText(Step):
    """Writing more from the box."""

    title = _("Write to us")
    text = PlainText(
        label=_("Write to us"),
        widget=area(6),
        required=False,
    )


class CodeField(Step):
    """Typing the return code."""

    title = _("Come back with your code")
    code = forms.CharField(
        label=_("Your code: 30 digits"),
        help_text=_("Spaces do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "dir": "ltr"}),
        error_messages={"required": _("Type the 30 digits of your code.")},
    )
