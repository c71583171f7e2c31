"""Spans of days and hours, and what waits, in the reader's language. Pure: numbers in, words out.

Dates themselves stand in titles; a page says "12 days late" or "in 3 days".
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

#: What can be due or run out.
KINDS = {
    "visa": gettext_lazy("visa"),
    "passport": gettext_lazy("passport, for this way"),
    "consent": gettext_lazy("consent"),
    "papers": gettext_lazy("papers"),
    "hold": gettext_lazy("place held for them"),
    "filing": gettext_lazy("asking for a status"),
}
#: What waits for a second member or for a keeper.
STEPS = {
    "request": gettext_lazy("Clear the request as the second member"),
    "vetting": gettext_lazy("Clear these people as the second member"),
    "band": gettext_lazy("Confirm or drop another danger band"),
    "release": gettext_lazy("Agree that they are told the address"),
    "telling": gettext_lazy("Tell them the address"),
    "emergency": gettext_lazy("Confirm shelter in an emergency"),
}


def late(day: date, on: date) -> str:
    """How far `day` lies before or after `on`: "2 days late", "today", "in 3 days"."""
    days = (on - day).days
    if days > 0:
        return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}
    if days == 0:
        return _("today")
    return ngettext("in %(n)d day", "in %(n)d days", -days) % {"n": -days}


def ago(days: int) -> str:
    """How long ago something began: "today", "3 days ago"."""
    if days <= 0:
        return _("today")
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def month(day: date) -> str:
    """The month of a day, such as "November 2026"."""
    return date_format(day, "YEAR_MONTH_FORMAT")


def span(minutes: int) -> str:
    """How long something has lasted: minutes below two hours, hours below two days, then days."""
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 2 * 24 * 60:
        hours = minutes // 60
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = minutes // (24 * 60)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def people(number: int) -> str:
    """So many people."""
    return ngettext("%(n)d person", "%(n)d people", number) % {"n": number}


def tasks(number: int) -> str:
    """So many tasks."""
    return ngettext("%(n)d task", "%(n)d tasks", number) % {"n": number}
