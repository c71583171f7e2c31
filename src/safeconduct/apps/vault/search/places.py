"""Where sealed words may be found, what to call each place, and who may be shown it.

A column that is not listed here is never shown, whatever the index holds: a new findable column
needs its line (a test says which are missing). Apps above the vault are named by strings only.
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """What a result leads to and its page. `named_by` is a plain column: an invented name, or the
    hour of arrival of what has none. `typed` says how what was typed finds it by that column: a
    whole code by its index, part of a name where there are only some dozens, or not at all."""

    model: str
    called: Promise
    named_by: str
    url: str
    permission: str
    typed: Literal["code", "name", ""]


@dataclass(frozen=True)
class Place:
    """One findable column. `through`: the foreign key that leads from its row to the result."""

    words: Promise
    kind: str
    permission: str
    through: str = ""


KINDS = {
    "case": Kind("cases.Case", _("Case"), "code", "see_case", "work_cases", "code"),
    "request": Kind("intake.Plea", _("Request"), "arrived", "see_request", "triage", ""),
    "flat": Kind("shelter.Flat", _("Flat"), "cover_name", "see_flat", "see_beds", "name"),
    "partner": Kind(
        "relocation.Partner", _("Partner"), "cover_name", "see_partner", "see_partners", "name"
    ),
}

PLACES = {
    ("cases_case", "summary"): Place(_("summary"), "case", "work_cases"),
    ("cases_person", "identity"): Place(
        _("name or alias of a person"), "case", "work_cases", "case"
    ),
    ("cases_need", "text"): Place(_("need"), "case", "work_cases", "case"),
    ("cases_paper", "details"): Place(_("paper"), "case", "work_cases", "case"),
    ("cases_task", "text"): Place(_("task"), "case", "work_cases", "case"),
    ("cases_note", "text"): Place(_("note"), "case", "work_cases", "case"),
    ("cases_casefile", "about"): Place(
        _("what is said about a file"), "case", "work_cases", "case"
    ),
    ("intake_plea", "content"): Place(_("what the person wrote"), "request", "triage"),
    ("intake_message", "text"): Place(_("message"), "request", "triage", "plea"),
    ("intake_requestnote", "text"): Place(_("note on the request"), "request", "triage", "plea"),
    ("shelter_flat", "address"): Place(_("address"), "flat", "keep_flats"),
    ("shelter_flat", "conditions"): Place(_("conditions of the flat"), "flat", "see_beds"),
    ("relocation_partner", "identity"): Place(_("who the partner is"), "partner", "see_partners"),
    ("relocation_partner", "terms"): Place(_("terms"), "partner", "see_partners"),
    ("relocation_contact", "note"): Place(_("contact"), "partner", "see_partners", "partner"),
    ("relocation_route", "terms"): Place(
        _("terms of a route"), "partner", "see_partners", "partner"
    ),
    ("relocation_route", "reason"): Place(
        _("why a route is suspended"), "partner", "see_partners", "partner"
    ),
    ("relocation_application", "decision_text"): Place(
        _("decision"), "case", "work_relocation", "case"
    ),
    ("relocation_application", "exclusion_text"): Place(
        _("application"), "case", "work_relocation", "case"
    ),
    ("relocation_application", "reason"): Place(
        _("application"), "case", "work_relocation", "case"
    ),
    ("relocation_consent", "text"): Place(_("consent"), "case", "work_relocation", "case"),
    ("relocation_visa", "details"): Place(_("visa"), "case", "work_relocation", "case"),
    ("relocation_journey", "plan"): Place(_("journey"), "case", "work_relocation", "case"),
    ("relocation_journey", "filing"): Place(
        _("filing after arrival"), "case", "work_relocation", "case"
    ),
}
