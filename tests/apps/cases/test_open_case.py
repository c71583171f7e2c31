"""Opening a case: codes in order, one row per person, and what cannot be opened."""

import pytest
from django.http import Http404
from django.urls import reverse

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import Refused
from safeconduct.apps.cases import actions
from safeconduct.apps.cases.models import Case, Person
from safeconduct.apps.cases.records import CaseSummary, Identity
from safeconduct.apps.vault.opening import open_sealed
from tests.apps.cases.household import CANARY, SEVERE, identity, opened
from tests.cast import Cast

SUMMARY = CaseSummary("two brothers", "Signal")


def test_codes_are_given_in_order(cast: Cast) -> None:
    assert [opened(cast).code for _ in range(3)] == ["K-0001", "K-0002", "K-0003"]


def test_a_case_has_a_row_for_each_person(cast: Cast) -> None:
    case = opened(cast, people=3, answers=SEVERE)
    assert (case.people, case.stage, case.vetting, case.band) == (
        3,
        "accepted",
        "unseen",
        "emergency",
    )
    persons = list(Person.objects.filter(case=case))
    assert [person.ordinal for person in persons] == [1, 2, 3]
    known = open_sealed(cast.willow, persons[0], "identity", Identity)
    assert isinstance(known, Identity)
    assert known.names[0].script == "latin"
    assert [person.identity for person in persons[1:]] == [None, None]
    summary = open_sealed(cast.rowan, case, "summary", CaseSummary)
    assert isinstance(summary, CaseSummary)
    assert summary.language == "ru"
    assert [e.verb for e in audit.of_case(case.id, opened=False)] == ["assess_danger", "open_case"]


@pytest.mark.parametrize(
    ("people", "persons", "text", "code"),
    [
        (0, 0, "x", "one_to_eight"),
        (9, 0, "x", "one_to_eight"),
        (1, 2, "x", "more_persons"),
        (1, 1, "  ", "nothing_written"),
    ],
)
def test_refused(cast: Cast, people: int, persons: int, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.open_case(
            cast.birch,
            people=people,
            summary=CaseSummary(text),
            persons=[identity()] * persons,
        )
    assert refused.value.code == code
    assert not Case.objects.exists()


def test_a_refused_danger_opens_no_case(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.open_case(cast.birch, people=1, summary=SUMMARY, answers={"aim": ["x"]})
    assert not Case.objects.exists()


def test_an_auditor_cannot(cast: Cast) -> None:
    with pytest.raises(Http404):
        actions.open_case(cast.maple, people=1, summary=SUMMARY)


def test_the_page_opens_it_and_asks_about_danger_next(cast: Cast) -> None:
    client = cast.client("birch")
    wrong = client.post(reverse("open_case"), {"people": "40", "text": CANARY})
    assert CANARY in wrong.content.decode()
    done = client.post(reverse("open_case"), {"people": "2", "text": "two brothers"})
    case = Case.objects.get()
    assert done["Location"] == reverse("assess_danger", args=[case.id])
    assert case.owner_id == cast.birch.member.pk
