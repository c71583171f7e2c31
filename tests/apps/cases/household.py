"""A household for the tests of cases: invented, with canaries in every sealed field."""

from dataclasses import dataclass
from datetime import date, timedelta

from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases import actions
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.records import (
    CaseSummary,
    CheckInTerms,
    Identity,
    PaperDetails,
    written,
)
from safeconduct.apps.vault import blobs
from tests.cast import Cast

#: Every sealed text of the household begins with this; no plain column may hold it.
CANARY = "канарейка-canary-7719"
SEVERE: dict[str, str | list[str]] = {
    "hunter": "state_and_family",
    "aim": ["kill"],
    "nearness": "city",
    "when": "within_week",
}
MILD: dict[str, str | list[str]] = {
    "hunter": "none",
    "aim": ["none"],
    "happened": ["none"],
    "nearness": "does_not_know",
    "traces": ["none"],
    "when": "later",
    "papers": ["travel_passport"],
    "passport_valid_until": "2049-01-01",
    "alone_with": ["none"],
    "exposure": ["none"],
}


def said(about: str) -> str:
    """A text that holds the canary."""
    return f"{CANARY} {about}"


def identity(about: str = "person") -> Identity:
    """A person whose every fact holds the canary."""
    return Identity(
        names=(written(said(about)),),
        aliases=(written(said("alias")),),
        born="1990-05",
        gender_marker=said("gender"),
        nationalities=(said("nationality"),),
        languages=(said("language"),),
        relation=said("relation"),
        health=said("health"),
        ties=said("ties"),
        avoid=(said("avoid"),),
        keep_from_household=("health",),
    )


def opened(
    cast: Cast, *, people: int = 2, answers: dict[str, str | list[str]] | None = None
) -> Case:
    """A case that birch opened, with one of its people described."""
    return actions.open_case(
        cast.birch,
        people=people,
        summary=CaseSummary(said("summary"), said("contact"), said("never")),
        language="ru",
        answers=answers,
        persons=[identity()],
    )


@dataclass
class Filled:
    """A case in which there is one of everything."""

    case: Case
    ids: dict[str, str]


def filled(cast: Cast) -> Filled:
    """One of everything in a case; `ids` holds the arguments of each kind of address."""
    birch = cast.birch
    case = opened(cast, answers=SEVERE)
    person = case.persons.get(ordinal=1)
    proposal = actions.propose_band(birch, case.id, band="normal", reason=said("reason"))
    need = actions.raise_need(birch, case.id, text=said("need"))
    task = actions.add_task(
        birch, case.id, text=said("task"), due_on=today(), owner=birch.member.pk
    )
    paper = actions.add_paper(
        birch,
        case.id,
        details=PaperDetails(
            "travel_passport", said("issuer"), said("number"), date(2015, 2, 3), date(2049, 4, 5)
        ),
        state="valid",
        person=person.id,
    )
    actions.agree_checkins(
        birch,
        case.id,
        first_due=now() + timedelta(hours=3),
        every_minutes=1440,
        order=[birch.member.pk, cast.rowan.member.pk],
        terms=CheckInTerms(said("how"), said("well"), said("danger")),
    )
    actions.record_checkin(birch, case.id, text=said("heard"), words="well")
    actions.write_note(birch, case.id, text=said("note"))
    file = actions.attach_file(
        birch,
        case.id,
        file=blobs.write(f"{CANARY}.txt", "text/plain", [CANARY.encode() * 100]),
        about=said("about"),
    )
    actions.move_stage(birch, case.id, to="sheltered")
    actions.move_stage(birch, case.id, to="on_hold", reason=said("hold"))
    actions.move_vetting(birch, case.id, to="identity_ok", reason=said("grounds"))
    case.refresh_from_db()
    return Filled(
        case,
        {
            "case_id": str(case.id),
            "person_id": str(person.id),
            "proposal_id": str(proposal.id),
            "need_id": str(need.id),
            "task_id": str(task.id),
            "paper_id": str(paper.id),
            "blob_id": str(file.blob_id),
        },
    )
