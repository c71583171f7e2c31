"""The checklist against hostile requests: what to look at, and which answer is a warning.

A list of questions, not a score: warnings are shown, a member decides. Nothing here says that an
unanswered point is harmless.
"""

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One point; `warns` is the answer that speaks for caution."""

    code: str
    question: Promise
    warns: Literal["yes", "no"]


ITEMS: Final = (
    Item(
        "contacts_verified",
        _("Did somebody they name confirm it over another channel?"),
        "no",
    ),
    Item("knows_details", _("Do they know details that only somebody who was there would?"), "no"),
    Item("asks_for_others", _("Do they ask for names or addresses of others, or of flats?"), "yes"),
    Item("asks_about_us", _("Do they ask who we are, where we sit, how we get people out?"), "yes"),
    Item("pushes_to_meet", _("Do they press for a meeting or a place at once?"), "yes"),
    Item("story_changed", _("Has the story changed between messages?"), "yes"),
    Item(
        "number_known",
        _("Is a name or number they give known from a hostile request?"),
        "yes",
    ),
    Item("files_consistent", _("Do dates and places inside the files agree with the story?"), "no"),
    Item("avoids_questions", _("Do they pass over questions that are easy to answer?"), "yes"),
    Item("offers_money", _("Do they offer money or favours?"), "yes"),
)
CODES: Final = frozenset(item.code for item in ITEMS)
ANSWERS: Final = {"yes": _("yes"), "no": _("no"), "unknown": _("not known")}


def warns(code: str, answer: str) -> bool:
    """Whether this answer speaks for caution."""
    return any(item.code == code and item.warns == answer for item in ITEMS)
