"""Form fields that several forms of relocation share: days, lists typed one per line, people.

Each says what to do when it cannot be read; none loses what was typed.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.relocation.records import ContactPerson, Leg

DAY = "%Y-%m-%d"


class DayField(forms.DateField):
    """A day, as browsers' own calendars send it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", [DAY])
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format=DAY))
        kwargs.setdefault(
            "error_messages", {"invalid": _("Write the day as 2026-03-14: year, month, day.")}
        )
        super().__init__(**kwargs)


class LongText(forms.CharField):
    """Text of several lines."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20_000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


class WhyForm(forms.Form):
    """A reason, sealed."""

    reason = LongText(label=_("Why"))

    def __init__(self, *args: Any, ask: str | Promise = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ask:
            self.fields["reason"].label = str(ask)


class OnForm(forms.Form):
    """The day something happened; today unless another is named."""

    on = DayField(label=_("On which day"), required=False, help_text=_("Empty means today."))


def people_field(people: Sequence[tuple[UUID, str]], label: str) -> forms.TypedMultipleChoiceField:
    """Boxes for the people of a case."""
    return forms.TypedMultipleChoiceField(
        label=label,
        coerce=UUID,
        choices=[(str(key), name) for key, name in people],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )


def parts(line: str) -> list[str]:
    """The parts of a line between semicolons, without blanks around them."""
    return [part.strip() for part in line.split(";")]


def read_contacts(text: str) -> tuple[ContactPerson, ...]:
    """Contact people, one a line: name; role; how to reach them."""
    people = []
    for line in filter(str.strip, text.splitlines()):
        name, role, *channel = [*parts(line), "", ""]
        people.append(ContactPerson(name, role, "; ".join(filter(None, channel))))
    return tuple(people)


def write_contacts(people: Sequence[ContactPerson]) -> str:
    """The same, to be edited."""
    lines = ("; ".join(filter(None, (p.name, p.role, p.channel))) for p in people)
    return "\n".join(lines)


def read_legs(text: str) -> tuple[Leg, ...]:
    """Legs, one a line: from; to; day; by; reference; with whom. Raises ValidationError."""
    legs = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        start, end, day, by, reference, escort, *_rest = [*parts(line), "", "", "", "", "", ""]
        if not start or not end:
            raise forms.ValidationError(
                _("Line %(number)d: write at least from where; to where."),
                params={"number": number},
            )
        try:
            on = date.fromisoformat(day) if day else None
        except ValueError as fault:
            raise forms.ValidationError(
                _("Line %(number)d: write the day as 2026-03-14, or leave it empty."),
                params={"number": number},
            ) from fault
        legs.append(Leg(start, end, on, by, reference, escort))
    return tuple(legs)


def write_legs(legs: Sequence[Leg]) -> str:
    """The same, to be edited."""
    lines = []
    for leg in legs:
        on = leg.on.isoformat() if leg.on else ""
        line = "; ".join((leg.start, leg.end, on, leg.by, leg.reference, leg.escort))
        lines.append(line.rstrip("; "))
    return "\n".join(lines)


def read_words(text: str) -> tuple[str, ...]:
    """Words separated by commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())
