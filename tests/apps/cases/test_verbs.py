"""Each verb: whoever works cases may, nobody else, and the chain says so."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.http import Http404

from safeconduct.apps.audit import labels
from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.audit.models import Event
from safeconduct.apps.cases import actions
from safeconduct.apps.cases.records import CaseSummary, CheckInTerms, PaperDetails
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault import blobs
from tests.apps.cases.household import CANARY, MILD, Filled, filled, identity
from tests.cast import Cast

Verb = Callable[[Actor, Filled, Cast], object]


def case_id(case: Filled) -> UUID:
    return case.case.id


def row(case: Filled, name: str) -> UUID:
    return UUID(case.ids[name])


# In an order in which each can follow the one before.
VERBS: dict[str, Verb] = {
    "change_summary": lambda a, c, _: actions.change_summary(
        a, case_id(c), summary=CaseSummary("new", "", "")
    ),
    "hand_case": lambda a, c, cast: actions.hand_case(a, case_id(c), owner=cast.linden.member.pk),
    "move_stage": lambda a, c, _: actions.move_stage(
        a, case_id(c), to="sheltered", reason="well again"
    ),
    "move_vetting": lambda a, c, _: actions.move_vetting(
        a, case_id(c), to="corroborated", reason="two friends"
    ),
    "add_person": lambda a, c, _: actions.add_person(a, case_id(c), identity=identity()),
    "change_person": lambda a, c, _: actions.change_person(
        a, row(c, "person_id"), identity=identity("again")
    ),
    "decide_split": lambda a, c, _: actions.decide_split(a, case_id(c), may_be_split=True),
    "bring_out": lambda a, c, _: actions.bring_out(a, case_id(c)),
    "leave_country": lambda a, c, _: actions.leave_country(a, case_id(c)),
    "drop_band": lambda a, c, _: actions.drop_band(a, row(c, "proposal_id")),
    "propose_band": lambda a, c, _: actions.propose_band(
        a, case_id(c), band="normal", reason="calm"
    ),
    "assess_danger": lambda a, c, _: actions.assess_danger(a, case_id(c), answers=MILD),
    "raise_need": lambda a, c, _: actions.raise_need(a, case_id(c), text="a coat"),
    "meet_need": lambda a, c, _: actions.meet_need(a, row(c, "need_id"), how="bought"),
    "add_task": lambda a, c, _: actions.add_task(a, case_id(c), text="call", due_on=today()),
    "change_task": lambda a, c, _: actions.change_task(
        a, row(c, "task_id"), due_on=today(), owner=None
    ),
    "finish_task": lambda a, c, _: actions.finish_task(a, row(c, "task_id")),
    "add_paper": lambda a, c, _: actions.add_paper(a, case_id(c), details=PaperDetails("photos")),
    "change_paper": lambda a, c, _: actions.change_paper(
        a, row(c, "paper_id"), details=PaperDetails("visa"), state="requested"
    ),
    "record_checkin": lambda a, c, _: actions.record_checkin(a, case_id(c), words="danger"),
    "answer_alarm": lambda a, c, _: actions.answer_alarm(a, case_id(c), text="went there"),
    "end_checkins": lambda a, c, _: actions.end_checkins(a, case_id(c)),
    "agree_checkins": lambda a, c, _: actions.agree_checkins(
        a,
        case_id(c),
        first_due=now() + timedelta(days=1),
        every_minutes=None,
        order=[a.member.pk],
        terms=CheckInTerms("tea"),
    ),
    "write_note": lambda a, c, _: actions.write_note(a, case_id(c), text="a note"),
    "attach_file": lambda a, c, _: actions.attach_file(
        a, case_id(c), file=blobs.write("x", "text/plain", [b"x"])
    ),
    "seal_off_case": lambda a, c, cast: actions.seal_off_case(
        a, case_id(c), members=[cast.birch.member.pk]
    ),
}
OTHERS = {
    "open_case": "test_open_case.py and the household of every test here",
    "confirm_band": "test_danger.py: it takes another member than the one who proposed",
    "raise_alarms": "test_checkins.py: it belongs to no single case",
}


@pytest.fixture
def case(cast: Cast) -> Filled:
    """A case with one of everything."""
    return filled(cast)


def test_every_verb_is_here() -> None:
    assert set(VERBS) | set(OTHERS) == set(actions.__all__)
    assert set(actions.__all__) <= set(labels.VERBS)


def test_who_works_cases_may_and_the_chain_says_so(cast: Cast, case: Filled) -> None:
    before = Event.objects.count()
    for verb, act in VERBS.items():
        act(cast.rowan, case, cast)
        newest = next(e for e in audit.of_case(case.case.id, opened=False) if e.verb == verb)
        assert newest.who == cast.rowan.who, verb
        assert newest.case == case.case.id
    assert Event.objects.count() > before
    assert list(audit.faults(cast.workspace, team.signing_keys())) == []
    assert not Event.objects.filter(details__contains=CANARY).exists()


def test_an_auditor_may_not(cast: Cast, case: Filled) -> None:
    before = Event.objects.count()
    for verb, act in VERBS.items():
        with pytest.raises(Http404):
            act(cast.maple, case, cast)
        assert Event.objects.count() == before, verb


def test_whoever_is_left_out_of_a_sealed_off_case_may_not(cast: Cast, case: Filled) -> None:
    actions.seal_off_case(cast.birch, case.case.id, members=[cast.linden.member.pk])
    before = Event.objects.count()
    for verb, act in VERBS.items():
        for name in ("rowan", "alder", "willow"):
            with pytest.raises(Http404):
                act(getattr(cast, name), case, cast)
            assert Event.objects.count() == before, (verb, name)
