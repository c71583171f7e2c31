"""Check-ins: a silence raises the alarm, in order, until somebody says what they did."""

from datetime import timedelta

import pytest
from django.urls import reverse

from safeconduct.apps.audit.action import SYSTEM, Refused
from safeconduct.apps.audit.clock import now
from safeconduct.apps.cases import actions, queries
from safeconduct.apps.cases.models import Alarm, Case, CheckInAgreement
from safeconduct.apps.cases.records import CheckInTerms, Deed
from safeconduct.apps.vault.opening import open_sealed
from tests.apps.cases.household import opened
from tests.cast import Cast


def agreed(cast: Cast, *, hours_ago: float, every: int | None = 1440) -> Case:
    case = opened(cast)
    actions.agree_checkins(
        cast.birch,
        case.id,
        first_due=now() - timedelta(hours=hours_ago),
        every_minutes=every,
        order=[cast.birch.member.pk, cast.rowan.member.pk],
        terms=CheckInTerms("tea by Signal", "hot", "cold"),
    )
    return case


def due(case: Case) -> CheckInAgreement:
    return CheckInAgreement.objects.get(case=case, ended_on__isnull=True)


def test_within_the_grace_nobody_is_called(cast: Cast) -> None:
    agreed(cast, hours_ago=0.4)
    assert queries.silences(cast.birch) == []
    assert actions.raise_alarms(SYSTEM) == 0


def test_a_silence_shows_before_anything_has_run(cast: Cast) -> None:
    case = agreed(cast, hours_ago=0.6)
    (silence,) = queries.silences(cast.birch)
    assert (silence.case, silence.called, silence.mine) == (case.id, ("birch",), True)
    assert not Alarm.objects.exists()
    page = cast.client("rowan").get(reverse("case_checkins", args=[case.id])).content.decode()
    assert "They are silent" in page


def test_the_alarm_goes_down_the_order_and_is_recorded_once(cast: Cast) -> None:
    agreed(cast, hours_ago=0.6)
    assert actions.raise_alarms(SYSTEM) == 1
    assert actions.raise_alarms(cast.birch) == 0
    CheckInAgreement.objects.update(next_due_at=now() - timedelta(hours=3))
    assert actions.raise_alarms(SYSTEM) == 0
    assert Alarm.objects.get().step == 2
    assert queries.silences(cast.rowan)[0].called == ("birch", "rowan")


def test_saying_what_was_done_ends_it_until_the_next_time(cast: Cast) -> None:
    case = agreed(cast, hours_ago=2)
    alarm = actions.answer_alarm(cast.rowan, case.id, text="went there, all well")
    assert queries.silences(cast.birch) == []
    deed = open_sealed(cast.birch, alarm, "deed", Deed)
    assert isinstance(deed, Deed)
    assert deed.text == "went there, all well"
    next_due = due(case).next_due_at
    assert next_due is not None
    assert now() < next_due < now() + timedelta(days=1)
    with pytest.raises(Refused) as nothing:
        actions.answer_alarm(cast.rowan, case.id, text="again")
    assert nothing.value.code == "no_alarm"


def test_being_heard_from_ends_it(cast: Cast) -> None:
    case = agreed(cast, hours_ago=2)
    actions.raise_alarms(SYSTEM)
    actions.record_checkin(cast.birch, case.id, text="tea", words="well")
    assert queries.silences(cast.birch) == []
    assert Alarm.objects.get().answered_by_id == cast.birch.member.pk


def test_the_words_for_danger_raise_the_alarm_at_once(cast: Cast) -> None:
    case = agreed(cast, hours_ago=-5)
    actions.record_checkin(cast.birch, case.id, words="danger")
    (silence,) = queries.silences(cast.rowan)
    assert silence.by_words
    actions.record_checkin(cast.birch, case.id, words="well")
    assert len(queries.silences(cast.rowan)) == 1
    actions.answer_alarm(cast.rowan, case.id, text="moved them")
    assert queries.silences(cast.rowan) == []


def test_once_only_is_over_when_heard(cast: Cast) -> None:
    case = agreed(cast, hours_ago=0.1, every=None)
    actions.record_checkin(cast.birch, case.id)
    assert due(case).next_due_at is None
    actions.record_checkin(cast.birch, case.id)
    assert queries.silences(cast.birch) == []


def test_an_open_alarm_keeps_the_agreement(cast: Cast) -> None:
    case = agreed(cast, hours_ago=2)
    with pytest.raises(Refused) as refused:
        actions.end_checkins(cast.birch, case.id)
    assert refused.value.code == "answer_first"
    actions.answer_alarm(cast.birch, case.id, text="called")
    actions.end_checkins(cast.birch, case.id)
    with pytest.raises(Refused) as nothing:
        actions.record_checkin(cast.birch, case.id)
    assert nothing.value.code == "nothing_agreed"


def test_only_who_can_open_the_case_is_called(cast: Cast) -> None:
    case = opened(cast)
    for order, code in (([cast.maple.member.pk], "cannot_see_it"), ([], "needs_someone_to_call")):
        with pytest.raises(Refused) as refused:
            actions.agree_checkins(
                cast.birch,
                case.id,
                first_due=now(),
                every_minutes=60,
                order=order,
                terms=CheckInTerms("tea"),
            )
        assert refused.value.code == code


def test_a_moment_that_has_not_come_is_refused(cast: Cast) -> None:
    case = agreed(cast, hours_ago=-5)
    with pytest.raises(Refused) as refused:
        actions.record_checkin(cast.birch, case.id, at=now() + timedelta(minutes=5))
    assert refused.value.code == "in_the_future"


def test_the_forms_agree_record_and_answer(cast: Cast) -> None:
    case = opened(cast)
    client = cast.client("birch")
    when = (now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    client.post(
        reverse("agree_checkins", args=[case.id]),
        {
            "first_due": when,
            "every_minutes": "360",
            "grace_minutes": "10",
            "step_minutes": "10",
            "first": str(cast.rowan.member.pk),
            "second": str(cast.birch.member.pk),
            "how": "tea",
        },
    )
    assert [one.called for one in queries.silences(cast.birch)] == [("rowan", "birch")]
    answered = client.post(reverse("answer_alarm", args=[case.id]), {"text": "called"})
    assert answered.status_code == 302
    heard = client.post(
        reverse("record_checkin", args=[case.id]), {"at": when, "words": "none", "text": ""}
    )
    assert heard["Location"] == reverse("case_checkins", args=[case.id])
    assert queries.silences(cast.birch) == []
