"""The sealed shapes of a case: everything that names, describes or could betray a person."""

import unicodedata
from datetime import date, datetime

import msgspec

#: Facts of a person that can be kept from the rest of the household.
FACTS = (
    "names",
    "aliases",
    "born",
    "gender_marker",
    "nationalities",
    "languages",
    "relation",
    "health",
    "ties",
    "avoid",
)


class CaseSummary(msgspec.Struct, frozen=True):
    """What the case is about, how to reach the people safely, and what never to do."""

    text: str
    contact: str = ""
    never_do: str = ""
    language: str = ""


class WrittenName(msgspec.Struct, frozen=True):
    """A name as written in one script: cyrillic, latin or other."""

    text: str
    script: str = "other"


class Identity(msgspec.Struct, frozen=True):
    """Who a person is. `born` is an ISO date, a month (1990-05) or a year (1990).

    `keep_from_household` names facts (of FACTS) that others of the household must not learn.
    """

    names: tuple[WrittenName, ...] = ()
    aliases: tuple[WrittenName, ...] = ()
    born: str = ""
    gender_marker: str = ""
    nationalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    relation: str = ""
    health: str = ""
    ties: str = ""
    avoid: tuple[str, ...] = ()
    keep_from_household: tuple[str, ...] = ()


class Reason(msgspec.Struct, frozen=True):
    """Why something was decided."""

    text: str


class Assessed(msgspec.Struct, frozen=True):
    """A danger assessment as answered, with the whole answer of the rules, in codes."""

    answers: dict[str, str | list[str]]
    band: str
    rule: str
    sentence: str
    also_fired: tuple[str, ...]
    reasons: tuple[str, ...]
    held_down_by: tuple[str, ...]
    modifiers: tuple[str, ...]
    percent: int
    missing: tuple[str, ...]
    could_be: str
    sooner_if: tuple[str, ...]
    act_within_hours: int | None = None
    place_within_days: int | None = None
    note: str = ""


class NeedText(msgspec.Struct, frozen=True):
    """Something people need, and how it was met."""

    text: str
    met: str = ""


class PaperDetails(msgspec.Struct, frozen=True):
    """A document. `issued` and `expires` are exact; `where` is where the original is."""

    kind: str
    issuer: str = ""
    number: str = ""
    issued: date | None = None
    expires: date | None = None
    where: str = ""
    note: str = ""


class TaskText(msgspec.Struct, frozen=True):
    """What is to be done."""

    text: str


class CheckInTerms(msgspec.Struct, frozen=True):
    """How people are heard from, and the words that say all is well or that it is not."""

    how: str
    well_words: str = ""
    danger_words: str = ""


class Heard(msgspec.Struct, frozen=True):
    """One check-in: the moment, what was said, and which words: well, danger or none."""

    at: datetime
    text: str = ""
    words: str = "none"


class Deed(msgspec.Struct, frozen=True):
    """What somebody did about a silence, and when."""

    at: datetime
    text: str


class NoteText(msgspec.Struct, frozen=True):
    """A note and the moment it was written."""

    text: str
    at: datetime


class FileNote(msgspec.Struct, frozen=True):
    """What an attached file is."""

    text: str


def script_of(text: str) -> str:
    """The script most letters of a text are in: cyrillic, latin or other."""
    counts = {"cyrillic": 0, "latin": 0, "other": 0}
    for letter in filter(str.isalpha, text):
        name = unicodedata.name(letter, "").partition(" ")[0].lower()
        counts[name if name in counts else "other"] += 1
    return max(counts, key=lambda script: counts[script]) if any(counts.values()) else "other"


def written(text: str) -> WrittenName:
    """A name with its script found from its letters."""
    return WrittenName(" ".join(text.split()), script_of(text))


def words_of_identity(identity: Identity) -> str:
    """The words a person can be found by: every name and alias."""
    return " ".join(name.text for name in (*identity.names, *identity.aliases))


def words_of_summary(summary: CaseSummary) -> str:
    """The words a case can be found by."""
    return " ".join((summary.text, summary.contact))
