"""Forms for who somebody is and for papers, and the way between their fields and sealed shapes."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.cases import papers
from safeconduct.apps.cases.forms import Choices, choice, day, lines, long_text
from safeconduct.apps.cases.records import FACTS, Identity, PaperDetails, written

BORN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

FACT_NAMES = {
    "names": _("names"),
    "aliases": _("other names"),
    "born": _("birth date"),
    "gender_marker": _("gender in the papers"),
    "nationalities": _("nationalities"),
    "languages": _("languages"),
    "relation": _("relation"),
    "health": _("health needs"),
    "ties": _("ties"),
    "avoid": _("countries to avoid"),
}


class PersonForm(forms.Form):
    """Who a person is. Everything may stay empty until it is known."""

    names = long_text(
        _("Names"),
        rows=2,
        required=False,
        help_text=_("One in a line, in each script they are written in."),
    )
    aliases = long_text(
        _("Other names"), rows=2, required=False, help_text=_("Nicknames, earlier names.")
    )
    born = forms.CharField(
        label=_("Born"),
        max_length=10,
        required=False,
        help_text=_("1990-05-31, or only 1990-05, or only 1990."),
    )
    gender_marker = forms.CharField(
        label=_("Gender in the papers, and in life if it differs"), max_length=80, required=False
    )
    nationalities = long_text(_("Nationalities, or stateless"), rows=2, required=False)
    languages = long_text(
        _("Languages"), rows=2, required=False, help_text=_("One in a line, with how well.")
    )
    relation = forms.CharField(
        label=_("Relation to the others of the household"), max_length=120, required=False
    )
    health = long_text(_("Health needs and mobility"), rows=2, required=False)
    ties = long_text(
        _("Ties"), rows=2, required=False, help_text=_("Who they have, in which country.")
    )
    avoid = long_text(
        _("Countries to avoid, and why"), rows=2, required=False, help_text=_("One in a line.")
    )
    keep_from_household = forms.MultipleChoiceField(
        label=_("Which of these must the rest of the household not learn?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[(fact, FACT_NAMES[fact]) for fact in FACTS],
    )

    def clean_born(self) -> str:
        """Refuse what is neither a day, a month nor a year."""
        born: str = self.cleaned_data["born"].strip()
        if born and not BORN.fullmatch(born):
            raise forms.ValidationError(_("Write the year first: 1990-05-31, or 1990-05, or 1990."))
        return born

    def identity(self) -> Identity:
        """The shape to be sealed. Call when valid."""
        said = self.cleaned_data
        return Identity(
            names=tuple(map(written, lines(said["names"]))),
            aliases=tuple(map(written, lines(said["aliases"]))),
            born=said["born"],
            gender_marker=said["gender_marker"].strip(),
            nationalities=lines(said["nationalities"]),
            languages=lines(said["languages"]),
            relation=said["relation"].strip(),
            health=said["health"].strip(),
            ties=said["ties"].strip(),
            avoid=lines(said["avoid"]),
            keep_from_household=tuple(said["keep_from_household"]),
        )


def typed_identity(identity: Identity) -> dict[str, Any]:
    """What the form shows for a person that is known already."""
    return {
        "names": "\n".join(name.text for name in identity.names),
        "aliases": "\n".join(name.text for name in identity.aliases),
        "born": identity.born,
        "gender_marker": identity.gender_marker,
        "nationalities": "\n".join(identity.nationalities),
        "languages": "\n".join(identity.languages),
        "relation": identity.relation,
        "health": identity.health,
        "ties": identity.ties,
        "avoid": "\n".join(identity.avoid),
        "keep_from_household": list(identity.keep_from_household),
    }


class PaperForm(forms.Form):
    """A paper: one they have, or one that is needed."""

    person = forms.ChoiceField(label=_("Whose paper is it?"), required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=list(papers.KIND_NAMES.items()))
    state = forms.ChoiceField(
        label=_("How far is it?"),
        widget=forms.RadioSelect,
        initial="missing",
        choices=[(s.value, papers.STATE_NAMES[s]) for s in papers.CHOSEN],
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    number = forms.CharField(label=_("Number"), max_length=100, required=False)
    issued = day(_("Issued on"), required=False)
    expires = day(_("Runs out on"), required=False)
    where = forms.CharField(label=_("Where is the original?"), max_length=300, required=False)
    note = long_text(_("Note"), rows=2, required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "person").choices = [("", _("the whole household")), *people]

    def details(self) -> PaperDetails:
        """The shape to be sealed. Call when valid."""
        said = self.cleaned_data
        return PaperDetails(
            kind=said["kind"],
            issuer=said["issuer"].strip(),
            number=said["number"].strip(),
            issued=said["issued"],
            expires=said["expires"],
            where=said["where"].strip(),
            note=said["note"].strip(),
        )


def typed_paper(details: PaperDetails, state: str) -> dict[str, Any]:
    """What the form shows for a paper that is known already."""
    chosen = state if state in papers.CHOSEN else papers.PaperState.VALID.value
    return {
        "kind": details.kind,
        "state": chosen,
        "issuer": details.issuer,
        "number": details.number,
        "issued": details.issued,
        "expires": details.expires,
        "where": details.where,
        "note": details.note,
    }
