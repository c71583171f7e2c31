"""Danger: every code has its words, two people override, nothing left out lowers a band."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions, danger, danger_words, queries
from safeconduct.apps.cases.models import BandProposal, Case
from safeconduct.methods import triage
from tests.apps.cases.household import MILD, SEVERE, opened
from tests.cast import Cast


def test_every_code_has_its_words() -> None:
    codes = triage.all_codes()
    assert set(codes["answer"]) == set(danger_words.ANSWERS)
    assert set(codes["dimension"]) == set(danger_words.QUESTIONS)
    assert set(codes["rule"]) == set(danger_words.RULES)
    assert set(codes["modifier"]) == set(danger_words.MODIFIERS)
    assert set(codes["sooner"]) == set(danger_words.SOONER)
    assert set(codes["band"]) == set(danger_words.BANDS)


def test_nobody_asked_is_never_safe(cast: Cast) -> None:
    case = opened(cast)
    assert case.band == ""
    assert case.look_again_on == today()
    assert case.weight >= danger.weight_of("urgent", 100)


def test_assessing_sets_band_weight_and_clock(cast: Cast) -> None:
    case = opened(cast, answers=SEVERE)
    assert case.band == "emergency"
    actions.assess_danger(cast.rowan, case.id, answers=MILD)
    case.refresh_from_db()
    assert (case.band, case.weight) == ("normal", 10)
    page = queries.danger_page(cast.birch, case)
    assert [row.band for row in page.history] == ["normal", "emergency"]


def test_a_question_left_out_keeps_its_answer(cast: Cast) -> None:
    case = opened(cast, answers=SEVERE)
    actions.assess_danger(cast.birch, case.id, answers={"exposure": ["none"]})
    case.refresh_from_db()
    assert case.band == "emergency"
    assert queries.latest_answers(cast.birch, case)["aim"] == ["kill"]


ANSWER_SETS = st.fixed_dictionaries(
    {},
    optional={
        d.value: (
            st.sampled_from([a.value for a in triage.ANSWERS[d]])
            if d in triage.ONE_ANSWER
            else st.lists(
                st.sampled_from([a.value for a in triage.ANSWERS[d]]), min_size=1, unique=True
            )
        )
        for d in triage.Dimension
    },
)


@given(ANSWER_SETS, st.sets(st.sampled_from(list(triage.Dimension))))
def test_leaving_questions_out_never_lowers(
    earlier: dict[str, str | list[str]], left_out: set[triage.Dimension]
) -> None:
    day = date(2017, 4, 14)
    again = {key: value for key, value in earlier.items() if key not in left_out}
    first = danger.judged(earlier, day)
    second = danger.judged(danger.completed(again, earlier), day)
    assert (second.band, second.weight) == (first.band, first.weight)


def test_an_answer_that_is_none_is_refused(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Refused) as refused:
        actions.assess_danger(cast.birch, case.id, answers={"hunter": "somebody"})
    assert refused.value.code == "unknown_answer"


def test_two_members_set_another_band(cast: Cast) -> None:
    case = opened(cast, answers=SEVERE)
    proposal = actions.propose_band(cast.birch, case.id, band="urgent", reason="he left")
    with pytest.raises(Refused) as alone:
        actions.confirm_band(cast.birch, proposal.id)
    assert alone.value.code == "two_people_needed"
    case = actions.confirm_band(cast.rowan, proposal.id)
    assert case.band == "urgent"
    assert case.weight < danger.weight_of("emergency", 100)
    standing = queries.danger_page(cast.willow, case).standing
    assert standing is not None
    assert (standing.proposed_by, standing.confirmed_by) == ("birch", "rowan")


def test_new_answers_end_a_lowered_band_and_keep_a_raised_one(cast: Cast) -> None:
    low = opened(cast, answers=SEVERE)
    down = actions.propose_band(cast.birch, low.id, band="normal", reason="he left")
    actions.confirm_band(cast.rowan, down.id)
    actions.assess_danger(cast.birch, low.id, answers={"nearness": "place"})
    low.refresh_from_db()
    assert low.band == "emergency"
    high = opened(cast, answers=MILD)
    up = actions.propose_band(cast.birch, high.id, band="emergency", reason="a feeling")
    actions.confirm_band(cast.rowan, up.id)
    actions.assess_danger(cast.birch, high.id, answers=MILD)
    high.refresh_from_db()
    assert (high.band, high.weight) == ("emergency", 300)
    back = actions.propose_band(cast.birch, high.id, band="normal", reason="it passed")
    assert actions.confirm_band(cast.rowan, back.id).band == "normal"


def test_proposals_wait_one_at_a_time_and_need_an_assessment(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Refused) as first:
        actions.propose_band(cast.birch, case.id, band="urgent", reason="x")
    assert first.value.code == "assess_first"
    actions.assess_danger(cast.birch, case.id, answers=SEVERE)
    with pytest.raises(Refused) as same:
        actions.propose_band(cast.birch, case.id, band="emergency", reason="x")
    assert same.value.code == "same_band"
    proposal = actions.propose_band(cast.birch, case.id, band="urgent", reason="x")
    with pytest.raises(Refused) as waiting:
        actions.propose_band(cast.rowan, case.id, band="normal", reason="x")
    assert waiting.value.code == "one_waiting"
    actions.drop_band(cast.rowan, proposal.id)
    with pytest.raises(Refused) as gone:
        actions.confirm_band(cast.rowan, proposal.id)
    assert gone.value.code == "not_waiting"


def test_the_database_refuses_one_person_twice(cast: Cast) -> None:
    case = opened(cast, answers=SEVERE)
    proposal = actions.propose_band(cast.birch, case.id, band="urgent", reason="x")
    rows = BandProposal.objects.filter(pk=proposal.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(confirmed_by=cast.birch.member, confirmed_on=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(confirmed_by=cast.rowan.member)


def test_the_page_explains_in_words_and_the_form_remembers(cast: Cast) -> None:
    case = opened(cast, answers=SEVERE)
    client = cast.client("rowan")
    page = client.get(reverse("case_danger", args=[case.id])).content.decode()
    assert "The hunter means to kill, and is near." in page
    assert "What does the hunter want? to kill them" in page
    assert "What has happened already?" in page
    form = client.get(reverse("assess_danger", args=[case.id])).content.decode()
    assert 'value="kill" id="id_aim_6" checked' in " ".join(form.split())
    posted = client.post(
        reverse("assess_danger", args=[case.id]),
        {"hunter": "family", "aim": ["find", "kill"], "nearness": "region", "when": "later"},
    )
    assert posted["Location"] == reverse("case_danger", args=[case.id])
    assert Case.objects.get(pk=case.pk).band == "urgent"
