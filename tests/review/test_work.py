"""What was counted wrongly: beds of people who left, requests that nobody waits for any more."""

import json
from datetime import timedelta

import pytest

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.audit.models import Event
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases import queries
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.records import CheckInTerms
from safeconduct.apps.intake import actions as intake
from safeconduct.apps.intake.models import Plea
from safeconduct.apps.relocation import departure_actions
from safeconduct.apps.shelter import actions as shelter
from safeconduct.apps.shelter import queries as flats
from safeconduct.apps.team import actions as team
from safeconduct.cli.main import main
from tests.apps.cases.household import MILD
from tests.apps.cases.test_checkins import agreed
from tests.apps.intake.test_triage import plead
from tests.apps.shelter.house import a_case, a_flat
from tests.cast import Cast


def test_whoever_leaves_the_country_leaves_the_bed(cast: Cast) -> None:
    case, flat = a_case(cast, people=2), a_flat(cast)
    shelter.place_in_flat(cast.willow, case.id, flat.id)
    first, second = case.persons.values_list("id", flat=True)
    departure_actions.depart(cast.linden, case.id, persons=[first])
    assert flats.hidden_people() == 2, "one of them is still there"
    departure_actions.depart(cast.linden, case.id, persons=[second])
    assert flats.hidden_people() == 0
    assert flats.history(case.id)[0].ended_why == "departed"
    assert flats.history(case.id)[0].until == today()


def test_departing_without_a_bed_needs_none(cast: Cast) -> None:
    case = a_case(cast)
    departure_actions.depart(cast.linden, case.id)
    assert Case.objects.get(pk=case.pk).stage == "departed"


def test_an_accepted_request_waits_no_more_until_they_write_again(cast: Cast) -> None:
    plea, _code = plead()
    intake.accept(cast.birch, plea.id)
    assert Plea.objects.get(pk=plea.pk).waits_since is None


def test_a_link_undone_puts_the_request_back_among_those_who_wait(cast: Cast) -> None:
    (one, _), (other, _) = plead(), plead("Another house.")
    link = intake.mark_duplicate(cast.birch, one.id, of=other.id)
    assert Plea.objects.get(pk=one.pk).waits_since is None
    intake.unlink(cast.birch, link.id)
    assert Plea.objects.get(pk=one.pk).waits_since is not None


def test_a_link_undone_after_an_answer_waits_for_nobody(cast: Cast) -> None:
    (one, _), (other, _) = plead(), plead("Another house.")
    intake.answer(cast.birch, one.id, "We read it.")
    link = intake.mark_duplicate(cast.birch, one.id, of=other.id)
    intake.unlink(cast.birch, link.id)
    assert Plea.objects.get(pk=one.pk).waits_since is None


def test_requests_never_become_duplicates_in_a_ring(cast: Cast) -> None:
    """Each would point at the next, and nobody would work on any."""
    one, two, three = (plead(f"House {n}.")[0] for n in range(3))
    intake.mark_duplicate(cast.birch, one.id, of=two.id)
    intake.mark_duplicate(cast.birch, two.id, of=three.id)
    with pytest.raises(Refused) as refused:
        intake.mark_duplicate(cast.birch, three.id, of=one.id)
    assert refused.value.code == "not_worked_on"
    assert Plea.objects.get(pk=three.pk).stage == "requested"


def test_the_chain_does_not_keep_an_urgency_that_withdrawing_blanks(cast: Cast) -> None:
    plead(urgency="now")
    assert "urgency" not in json.loads(Event.objects.get(verb="ask").details)


@pytest.mark.parametrize("stage", ["departed", "arrived", "closed"])
def test_nobody_has_to_look_again_at_people_who_got_out(cast: Cast, stage: str) -> None:
    case = a_case(cast)
    cases.assess_danger(cast.birch, case.id, answers=MILD)
    Case.objects.filter(pk=case.pk).update(look_again_on=today() - timedelta(days=3))
    assert queries.rows_of(Case.objects.all())[0].look_again_late
    Case.objects.filter(pk=case.pk).update(stage=stage)
    assert not queries.rows_of(Case.objects.all())[0].look_again_late
    assert not queries.danger_page(cast.birch, Case.objects.get(pk=case.pk)).look_again_late
    assert queries.look_again_due(cast.birch) == []


def test_a_silence_calls_nobody_who_has_left(cast: Cast) -> None:
    case = agreed(cast, hours_ago=2)
    team.remove_member(cast.alder, member_id=cast.keys["birch"].member)
    (silence,) = queries.silences(cast.rowan)
    assert (silence.case, silence.called) == (case.id, ("rowan",))
    team.remove_member(cast.alder, member_id=cast.keys["rowan"].member)
    assert len(queries.silences(cast.alder)) == 1, "an alarm stands though nobody is left to call"


def test_status_raises_alarms_and_says_how_many(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    case = a_case(cast)
    cases.agree_checkins(
        cast.birch,
        case.id,
        first_due=now() - timedelta(hours=2),
        every_minutes=None,
        order=[cast.birch.member.pk],
        terms=CheckInTerms("tea by Signal"),
    )
    assert main(["status", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["new_silence_alarms"], said["open_silence_alarms"]) == (1, 1)
    events = Event.objects.count()
    assert main(["status", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["new_silence_alarms"], said["open_silence_alarms"]) == (0, 1)
    assert Event.objects.count() == events, "asking how things are writes nothing"
