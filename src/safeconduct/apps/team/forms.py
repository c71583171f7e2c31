"""Forms about members: signing in, inviting, choosing a passphrase."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.team.roles import ROLES, compartment_name
from safeconduct.seal.passphrase import weakness

WEAK = {
    "too_short": _("Too short: use at least five words, or twenty characters."),
    "too_few_different": _("Too few different letters: use words that differ."),
    "repeats": _("It repeats itself: use words that differ."),
    "contains_name": _("It contains your name: choose words that have nothing to do with you."),
}


class SignIn(forms.Form):
    """Name, passphrase and one-time code."""

    name = forms.CharField(
        label=_("Your name here"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    passphrase = forms.CharField(
        label=_("Passphrase"),
        max_length=400,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Code from your authenticator"),
        help_text=_("Six digits; a new one every thirty seconds."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class InviteMember(forms.Form):
    """A pseudonym, a role and a language."""

    name = forms.CharField(
        label=_("Pseudonym"),
        max_length=40,
        help_text=_("Not a real name. It stands in lists and in the audit."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of pages"), choices=[c for c in settings.LANGUAGES if c[0] != "ar"]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(r.code, f"{r.name}: {r.describes}") for r in ROLES.values()]


class ChoosePassphrase(forms.Form):
    """A new passphrase, typed twice, and the present one."""

    present = forms.CharField(
        label=_("Present passphrase"),
        max_length=400,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New passphrase"),
        help_text=_("At least five words that have nothing to do with each other or with you."),
        max_length=400,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New passphrase, once more"),
        max_length=400,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clean(self) -> dict[str, Any]:
        """The two must agree, and the new one must be strong enough."""
        data = super().clean() or {}
        new, again = data.get("new"), data.get("again")
        if new and again and new != again:
            self.add_error("again", _("The two are not the same. Type the new one again."))
        code = weakness(new, (self.name,)) if new else None
        if code:
            self.add_error("new", WEAK.get(code, WEAK["too_short"]))
        return data


class ChooseLanguage(forms.Form):
    """The language of pages for one member."""

    language = forms.ChoiceField(
        label=_("Language of pages"), choices=[c for c in settings.LANGUAGES if c[0] != "ar"]
    )


class HandOverKey(forms.Form):
    """A compartment to hand to a member."""

    code = forms.ChoiceField(label=_("Compartment"))

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, compartment_name(code)) for code in codes]


def safe_path(path: str) -> str:
    """A path on this face to go on to, or the Board. Addresses of other sites are refused."""
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or not path.startswith("/") or path.startswith(("//", "/\\")):
        return "/"
    return path
