"""Papers: the state on a day, the month in which somebody must look, and no exact date in plain."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions, papers, queries
from safeconduct.apps.cases.models import Paper
from safeconduct.apps.cases.papers import PaperState
from safeconduct.apps.cases.records import PaperDetails
from tests.apps.cases.household import opened
from tests.cast import Cast

KINDS = st.sampled_from(list(papers.KIND_NAMES))
DAYS = st.dates(date(2017, 1, 1), date(2040, 1, 1))


@given(st.sampled_from(PaperState), KINDS, DAYS, DAYS)
def test_the_state_on_a_day(state: PaperState, kind: str, expires: date, day: date) -> None:
    found = papers.state_on(state, kind, expires, day)
    if state in {PaperState.MISSING, PaperState.REQUESTED}:
        assert found is state
    elif expires < day:
        assert found is PaperState.EXPIRED
    elif papers.attention_on(kind, expires) <= day:
        assert found is PaperState.EXPIRING
    else:
        assert found in {PaperState.HELD, PaperState.VALID}


@given(st.sampled_from([PaperState.HELD, PaperState.VALID]), KINDS, DAYS, DAYS)
def test_attention_never_comes_too_late(
    state: PaperState, kind: str, expires: date, day: date
) -> None:
    month = papers.attention_month(state, kind, expires)
    assert month is not None
    assert month.day == 1
    if papers.state_on(state, kind, expires, day) in {PaperState.EXPIRING, PaperState.EXPIRED}:
        assert month <= day


def test_only_the_month_is_plain(cast: Cast) -> None:
    case = opened(cast)
    expires = today() + timedelta(days=100)
    paper = actions.add_paper(
        cast.birch,
        case.id,
        details=PaperDetails("travel_passport", "FMS", "71 123", date(2017, 2, 3), expires),
        state="valid",
    )
    assert (paper.state, paper.attention_month) == (
        "expiring",
        (expires - timedelta(days=180)).replace(day=1),
    )
    plain = Paper.objects.values_list("state", "state_since", "attention_month").get()
    assert expires not in plain
    assert [due.case for due in queries.papers_due(cast.birch)] == [case.id]
    row = queries.papers_page(cast.rowan, case).rows[0]
    assert (row.state, row.days_left) == ("expiring", 100)


def test_a_paper_runs_out_without_anybody_touching_it(cast: Cast) -> None:
    case = opened(cast)
    paper = actions.add_paper(
        cast.birch,
        case.id,
        details=PaperDetails("visa", expires=today() - timedelta(days=1)),
        state="held",
    )
    assert paper.state == "expired"
    paper = actions.change_paper(
        cast.birch,
        paper.id,
        details=PaperDetails("visa", expires=today() + timedelta(days=400)),
        state="valid",
    )
    assert paper.state == "valid"
    assert queries.papers_due(cast.birch) == []


def test_refused(cast: Cast) -> None:
    case, other = opened(cast), opened(cast)
    ends = PaperDetails("visa", issued=date(2020, 1, 2), expires=date(2020, 1, 1))
    for details, state, person, code in (
        (PaperDetails("visa"), "expired", None, "no_state"),
        (PaperDetails(" "), "held", None, "no_kind"),
        (ends, "held", None, "ends_before"),
        (PaperDetails("visa"), "held", other.persons.first(), "who"),
    ):
        with pytest.raises(Refused) as refused:
            actions.add_paper(
                cast.birch,
                case.id,
                details=details,
                state=state,
                person=person.id if person else None,
            )
        assert refused.value.code == code
    assert not Paper.objects.exists()


def test_the_form_adds_and_changes(cast: Cast) -> None:
    case = opened(cast)
    person = case.persons.get(ordinal=2)
    client = cast.client("linden")
    posted = client.post(
        reverse("add_paper", args=[case.id]),
        {"person": str(person.id), "kind": "visa", "state": "valid", "expires": "2049-02-01"},
    )
    assert posted["Location"] == reverse("case_papers", args=[case.id])
    paper = Paper.objects.get()
    assert (paper.person_id, paper.attention_month) == (person.id, date(2049, 1, 1))
    form = client.get(reverse("change_paper", args=[paper.id])).content.decode()
    assert 'value="2049-02-01"' in form
    client.post(reverse("change_paper", args=[paper.id]), {"kind": "visa", "state": "missing"})
    paper.refresh_from_db()
    assert (paper.state, paper.attention_month, paper.person_id) == ("missing", None, None)
