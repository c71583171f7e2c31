"""What the caseworkers of the rehearsal find out about an invented person."""

import random
from datetime import date

from safeconduct.apps.cases.records import CaseSummary, Identity, PaperDetails, written
from safeconduct.rehearsal.people import NEEDS, Invented
from safeconduct.rehearsal.schedule import SEED

Answers = dict[str, str | list[str]]

FOUND: dict[str, Answers] = {
    "now": {
        "hunter": "state_and_family",
        "aim": ["detain", "kill"],
        "happened": ["detained", "outed_to_family"],
        "nearness": "place",
        "traces": ["called", "visited"],
        "when": "now",
    },
    "days": {
        "hunter": "state",
        "aim": ["detain"],
        "happened": ["detained", "tortured"],
        "nearness": "city",
        "traces": ["called"],
        "when": "within_week",
    },
    "later": {
        "hunter": "family",
        "aim": ["return_by_force"],
        "happened": ["threatened"],
        "nearness": "region",
        "traces": ["visited"],
        "when": "later",
    },
    "unclear": {
        "hunter": "family",
        "aim": ["find"],
        "happened": ["threatened"],
        "nearness": "place",
        "traces": ["none"],
        "when": "unknown",
    },
}


def danger(who: Invented) -> Answers:
    """The answers of the danger assessment when the person is first met."""
    answers: Answers = dict(FOUND[who.urgency])
    answers["papers"] = ["travel_passport"] if who.passport_until else ["withheld"]
    if who.passport_until:
        answers["passport_valid_until"] = who.passport_until.isoformat()
    answers["alone_with"] = ["illness"] if who.number % 7 == 0 else ["no_money"]
    answers["exposure"] = ["spoke_to_journalists"] if who.number % 11 == 0 else ["none"]
    return answers


def calmer(who: Invented) -> Answers:
    """The answers after some days in a flat: hidden, still hunted."""
    return {**danger(who), "nearness": "does_not_know", "when": "later", "traces": ["called"]}


def identity(who: Invented) -> Identity:
    """Who the person is, in both scripts."""
    return Identity(
        names=(written(who.cyrillic), written(who.latin)),
        aliases=(written(who.alias),),
        born=who.born.isoformat(),
        gender_marker="F" if who.female else "M",
        nationalities=("RU",),
        languages=("ru", "ce"),
        health="wound on the leg" if who.urgency == "days" else "",
    )


def summary(who: Invented) -> CaseSummary:
    """What the case is about, in the caseworker's words."""
    return CaseSummary(
        text=who.story,
        contact=who.telephone if who.number % 3 == 0 else "",
        never_do="no calls, nothing to the family",
        language=who.language,
    )


def passport(who: Invented) -> PaperDetails:
    """The travel passport, as seen or as missing."""
    draw = random.Random(SEED * 7 + who.number)  # noqa: S311  (invented papers, not secrets)
    if who.passport_until is None:
        return PaperDetails(kind="travel_passport", note="withheld by the family")
    return PaperDetails(
        kind="travel_passport",
        issuer="0000",
        number=f"00 {draw.randrange(10**6, 10**7)}",
        issued=date(who.passport_until.year - 10, who.passport_until.month, 1),
        expires=who.passport_until,
        where="with the person",
    )


def need(who: Invented) -> str:
    """One thing the person needs."""
    return NEEDS[who.number % len(NEEDS)]
