"""The staff face's main navigation: what the member's role lets them reach."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.team.roles import ROLES

# (URL name of the list page, label, permission, other URL-path prefixes that belong to it)
PLACES = (
    ("board", _("Board"), "see_board"),
    ("requests", _("Requests"), "triage"),
    ("cases", _("Cases"), "work_cases"),
    ("flats", _("Flats"), "see_beds"),
    ("way_out", _("Way out"), "work_relocation"),
    ("search", _("Search"), "see_board"),
    ("team", _("Team"), "see_board"),
    ("read_audit", _("Audit"), "read_audit"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The `nav` entries for templates; empty where nobody is unlocked."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"nav": []}
    nav = []
    for name, label, permission in PLACES:
        if not actor.may(permission):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        current = request.path == url or (url != "/" and request.path.startswith(url))
        nav.append({"label": label, "url": url, "current": current})
    return {
        "nav": nav,
        "lock_url": reverse("lock"),
        "role_name": ROLES[actor.member.role].name,
    }
