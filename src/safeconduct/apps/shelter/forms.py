"""What people fill in about flats and stays. Forms check shape; the rules are in `policies`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.intake.unseen_answers import Mailbox
from safeconduct.apps.shelter.queries import Room
from safeconduct.apps.shelter.records import FlatAddress, FlatConditions

MOST_LETTERS = 2000
WHY = (
    ("departed", _("They have set out on their journey")),
    ("own_place", _("They have found a safe place of their own")),
    ("left", _("They left, and do not want our help now")),
    ("lost_contact", _("They are gone and we cannot reach them")),
    ("deceased", _("They have died")),
    ("mistake", _("This stay was written down by mistake")),
)

FROM_ONE_TO_99 = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), _("Give a number of beds from 1 to 99.")
)


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, in the form that every browser's own picker gives."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


def words(label: Any, *, rows: int = 1, **kwargs: Any) -> forms.CharField:
    """Free text that is sealed."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(label=label, max_length=MOST_LETTERS, widget=widget, **kwargs)


class Address(forms.Form):
    """Where a flat is and how to get in."""

    street = words(_("Street, house, flat, town"))
    entrance = words(_("Which entrance, floor, door"), required=False)
    keys = words(_("Keys: how whoever comes gets them"), required=False)
    landlord = words(_("Landlord, and what they believe (never told to anybody)"), required=False)
    getting_in = words(_("How to get in without being noticed"), rows=3, required=False)

    def address(self) -> FlatAddress:
        """What was filled in, as the shape that is sealed."""
        return FlatAddress(**{name: self.cleaned_data[name] for name in Address.base_fields})


class Conditions(forms.Form):
    """What a flat is like. Read by everybody in casework, so never where it is."""

    who_may_come = words(
        _("Who may come"),
        required=False,
        help_text=_("For example: women and families; no more than two nights for men."),
    )
    children = words(_("Children"), required=False)
    stairs = words(_("Stairs, lift, getting in with a wheelchair"), required=False)
    pets = words(_("Animals"), required=False)
    quiet_hours = words(_("When it must be quiet"), required=False)
    not_together = words(
        _("Who must not be here together"),
        required=False,
        help_text=_("Case codes are enough."),
    )
    longest_stay = forms.IntegerField(
        label=_("Longest stay in days"),
        min_value=0,
        max_value=3650,
        required=False,
        help_text=_("Leave empty when there is no limit."),
    )

    def conditions(self) -> FlatConditions:
        """What was filled in, as the shape that is sealed."""
        filled = {name: self.cleaned_data[name] for name in Conditions.base_fields}
        filled["longest_stay"] = filled["longest_stay"] or 0
        return FlatConditions(**filled)


class CoverName(forms.Form):
    """The word by which everybody speaks of a flat, and its beds."""

    cover_name = forms.CharField(
        label=_("Cover name"),
        max_length=40,
        help_text=_("An invented word that says nothing of the place. Everybody sees it."),
    )
    beds = forms.IntegerField(
        label=_("Beds"), min_value=1, max_value=99, error_messages=FROM_ONE_TO_99
    )


class AddFlat(Conditions, Address, CoverName):
    """A new flat."""

    opened_on = day_field(_("In use since"))
    field_order = ("cover_name", "beds", "opened_on")


class ChangeFlat(Conditions, CoverName):
    """A flat's cover name, beds and conditions; its address has a page of its own."""

    beds_out = forms.IntegerField(
        label=_("Beds out of use"),
        min_value=0,
        max_value=99,
        help_text=_("Broken, or kept for somebody. They are not offered."),
    )
    field_order = ("cover_name", "beds", "beds_out")


class ChooseFlat(forms.Form):
    """Which flat, how many beds, and from which night."""

    flat = forms.ChoiceField(
        label=_("Flat"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _("This flat has no free bed any more. Choose another one."),
            "required": _("Choose a flat."),
        },
    )
    beds = forms.IntegerField(
        label=_("Beds"),
        min_value=1,
        max_value=99,
        error_messages=FROM_ONE_TO_99,
        help_text=_("One for each person. Fewer when children share."),
    )
    on = day_field(_("From the night of"))

    def __init__(self, *args: Any, rooms: Sequence[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (
                str(room.flat.pk),
                ngettext("%(name)s: %(free)d bed free", "%(name)s: %(free)d beds free", room.free)
                % {"name": room.flat.cover_name, "free": room.free},
            )
            for room in rooms
        ]
        self.fields["flat"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class EndStay(forms.Form):
    """Why they are gone, and since which morning."""

    why = forms.ChoiceField(label=_("Why"), choices=WHY, widget=forms.RadioSelect)
    on = day_field(_("Gone since the morning of"))


class AskEmergency(forms.Form):
    """Why a case cannot wait."""

    reason = words(
        _("Why they cannot wait"),
        rows=4,
        help_text=_("The member who confirms reads this. It is sealed with the case."),
    )


class ShareAddress(forms.Form):
    """How the address is told: through the mailbox of one of the case's requests, or in person."""

    how = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, mailboxes: Sequence[Mailbox], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [
            (
                str(box.plea),
                gettext("Send it to the return code of their request of %(day)s")
                % {"day": date_format(box.arrived_on, "DATE_FORMAT")},
            )
            for box in mailboxes
        ]
        ways.append(("in_person", gettext("I have told them myself; nothing is sent")))
        self.fields["how"].choices = ways  # type: ignore[attr-defined]  # a ChoiceField

    def mailbox(self) -> UUID | None:
        """The request whose mailbox was chosen, or None."""
        how = self.cleaned_data["how"]
        return None if how == "in_person" else UUID(how)

    def way(self) -> str:
        """The code of the way, as `actions.share_address` takes it."""
        return "in_person" if self.mailbox() is None else "mailbox"
