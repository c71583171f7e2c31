"""The household: at most eight, days on which they got out, and what must stay between us."""

from datetime import timedelta

import pytest
from django.urls import reverse

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions
from safeconduct.apps.cases.identity_forms import PersonForm, typed_identity
from safeconduct.apps.cases.models import Case, Person
from safeconduct.apps.cases.records import Identity, script_of
from safeconduct.apps.vault.opening import open_sealed
from tests.apps.cases.household import opened
from tests.cast import Cast


def test_eight_and_no_more(cast: Cast) -> None:
    case = opened(cast, people=7)
    assert actions.add_person(cast.birch, case.id).ordinal == 8
    with pytest.raises(Refused) as refused:
        actions.add_person(cast.birch, case.id)
    assert refused.value.code == "full"
    assert Case.objects.get(pk=case.pk).people == 8


def test_days_out_are_kept_for_each_person(cast: Cast) -> None:
    case = opened(cast, people=2)
    first, second = Person.objects.filter(case=case)
    before = today() - timedelta(days=9)
    actions.bring_out(cast.birch, case.id, on=before, persons=[first.id])
    actions.bring_out(cast.birch, case.id)
    actions.leave_country(cast.birch, case.id, on=today(), persons=[second.id])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.evacuated_on, first.left_country_on) == (before, None)
    assert (second.evacuated_on, second.left_country_on) == (today(), today())


def test_days_that_cannot_be_are_refused(cast: Cast) -> None:
    case, other = opened(cast), opened(cast)
    stranger = Person.objects.filter(case=other).first()
    assert stranger is not None
    with pytest.raises(Refused) as later:
        actions.bring_out(cast.birch, case.id, on=today() + timedelta(days=1))
    assert later.value.code == "in_the_future"
    with pytest.raises(Refused) as who:
        actions.bring_out(cast.birch, case.id, persons=[stranger.id])
    assert who.value.code == "who"
    actions.bring_out(cast.birch, case.id)
    with pytest.raises(Refused) as early:
        actions.leave_country(cast.birch, case.id, on=today() - timedelta(days=1))
    assert early.value.code == "brought_out_later"
    with pytest.raises(Refused):
        actions.leave_country(cast.birch, case.id, persons=[])


def test_departing_dates_everybody_unless_it_was_said_who(cast: Cast) -> None:
    case = opened(cast, people=2)
    first = Person.objects.filter(case=case)[0]
    for stage in ("routable", "in_process"):
        actions.move_stage(cast.birch, case.id, to=stage)
    actions.leave_country(cast.birch, case.id, persons=[first.id])
    actions.move_stage(cast.birch, case.id, to="departed")
    assert Person.objects.filter(case=case, left_country_on__isnull=False).count() == 1


def test_the_form_and_the_shape_say_the_same(cast: Cast) -> None:
    typed = {
        "names": "Ненастоящий Хасан\nNenastoyashchy Khasan",
        "aliases": "حسن",
        "born": "1990-05",
        "nationalities": "stateless",
        "languages": "Chechen, well",
        "health": "needs insulin",
        "avoid": "Turkey\n\nSerbia",
        "keep_from_household": ["health", "aliases"],
    }
    form = PersonForm(typed)
    assert form.is_valid(), form.errors
    identity = form.identity()
    assert [name.script for name in identity.names] == ["cyrillic", "latin"]
    assert identity.aliases[0].script == "other"
    assert identity.avoid == ("Turkey", "Serbia")
    again = PersonForm(typed_identity(identity))
    assert again.is_valid()
    assert again.identity() == identity


@pytest.mark.parametrize("born", ["1990-13", "90", "31.05.1990", "1990-5"])
def test_a_birth_date_is_a_day_a_month_or_a_year(born: str) -> None:
    form = PersonForm({"born": born})
    assert "born" in form.errors


def test_scripts() -> None:
    assert script_of("Хасан") == "cyrillic"
    assert script_of("Hasan") == "latin"
    assert script_of("12") == script_of("") == script_of("حسن") == "other"


def test_the_page_warns_of_what_the_household_must_not_learn(cast: Cast) -> None:
    case = opened(cast)
    client = cast.client("birch")
    person = Person.objects.filter(case=case)[1]
    posted = client.post(
        reverse("change_person", args=[person.id]),
        {"names": "Увайс", "health": "HIV", "keep_from_household": ["health"]},
    )
    assert posted["Location"] == reverse("see_case", args=[case.id])
    person.refresh_from_db()
    known = open_sealed(cast.birch, person, "identity", Identity)
    assert isinstance(known, Identity)
    assert known.keep_from_household == ("health",)
    page = " ".join(client.get(posted["Location"]).content.decode().split())
    assert 'HIV <span class="late">keep this from the household' in page


def test_together_until_they_say_otherwise(cast: Cast) -> None:
    case = opened(cast)
    assert not case.may_be_split
    client = cast.client("birch")
    client.post(reverse("decide_split", args=[case.id]), {"may_be_split": "on"})
    assert Case.objects.get(pk=case.pk).may_be_split
    client.post(reverse("decide_split", args=[case.id]), {})
    assert not Case.objects.get(pk=case.pk).may_be_split
