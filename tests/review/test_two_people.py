"""Two people means two who are members now: the word of somebody removed does not count."""

import pytest

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.models import Case
from safeconduct.apps.shelter import actions as shelter
from safeconduct.apps.shelter.records import Reason
from safeconduct.apps.team import actions as team
from tests.apps.cases.household import MILD
from tests.apps.shelter.house import a_case, a_flat
from tests.cast import Cast


def remove(cast: Cast, name: str) -> None:
    """The coordinator removes a member."""
    team.remove_member(cast.alder, member_id=cast.keys[name].member)


def test_clearing_begins_anew_when_the_first_has_left(cast: Cast) -> None:
    case = a_case(cast, cleared=False)
    for to in ("identity_ok", "corroborated", "two_person_cleared"):
        cases.move_vetting(cast.rowan, case.id, to=to, reason="checked")
    remove(cast, "rowan")
    half = cases.move_vetting(cast.birch, case.id, to="two_person_cleared", reason="checked")
    assert half.vetting == "corroborated"
    whole = cases.move_vetting(cast.alder, case.id, to="two_person_cleared", reason="checked")
    assert whole.vetting == "two_person_cleared"


def test_a_band_proposed_by_somebody_who_left_is_not_confirmed(cast: Cast) -> None:
    case = a_case(cast)
    cases.assess_danger(cast.birch, case.id, answers=MILD)
    band = "emergency" if Case.objects.get(pk=case.pk).band != "emergency" else "urgent"
    proposal = cases.propose_band(cast.rowan, case.id, band=band, reason="I know them")
    remove(cast, "rowan")
    with pytest.raises(Refused) as refused:
        cases.confirm_band(cast.birch, proposal.id)
    assert refused.value.code == "has_left"


@pytest.mark.parametrize("who", ["rowan", "birch"])
def test_an_address_is_not_told_on_the_word_of_somebody_who_left(cast: Cast, who: str) -> None:
    case, flat = a_case(cast), a_flat(cast)
    shelter.place_in_flat(cast.willow, case.id, flat.id)
    release = shelter.propose_address_release(cast.rowan, case.id, flat.id)
    shelter.approve_address_release(cast.birch, release.id)
    remove(cast, who)
    with pytest.raises(Refused) as refused:
        shelter.share_address(cast.willow, release.id, how="in_person")
    assert refused.value.code == "has_left"
    shelter.withdraw_address_release(cast.willow, release.id)
    shelter.propose_address_release(cast.willow, case.id, flat.id)


def test_nobody_is_hidden_on_the_word_of_somebody_who_left(cast: Cast) -> None:
    case, flat = a_case(cast, cleared=False), a_flat(cast)
    shelter.ask_emergency_shelter(cast.rowan, case.id, reason=Reason("tonight"))
    remove(cast, "rowan")
    with pytest.raises(Refused) as refused:
        shelter.shelter_in_emergency(cast.willow, case.id, flat.id)
    assert refused.value.code == "has_left"
    shelter.withdraw_emergency_ask(cast.birch, case.id)
    shelter.ask_emergency_shelter(cast.birch, case.id, reason=Reason("tonight"))
    shelter.shelter_in_emergency(cast.willow, case.id, flat.id)
