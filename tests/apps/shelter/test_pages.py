"""The pages: who reaches them, what is sealed on them, and that nothing typed is lost."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions as case_actions
from safeconduct.apps.cases.models import Case
from safeconduct.apps.shelter import actions
from safeconduct.apps.shelter.models import AddressRelease, EmergencyAsk, Flat, Stay
from safeconduct.apps.shelter.records import Reason
from tests.apps.shelter.house import LANDLORD, STREET, a_case, a_flat
from tests.cast import Cast

EVERYBODY = ("alder", "birch", "willow", "linden", "maple")
KEEPERS = {"willow"}
SEE_BEDS = {"alder", "birch", "willow", "linden"}
RELEASE = {"alder", "birch", "willow"}
TRACE = {"alder", "willow", "maple"}

PAGES = {
    "flats": SEE_BEDS,
    "see_flat": SEE_BEDS,
    "add_flat": KEEPERS,
    "see_address": KEEPERS,
    "change_address": KEEPERS,
    "change_flat": KEEPERS,
    "pause_flat": KEEPERS,
    "reopen_flat": KEEPERS,
    "burn_flat": KEEPERS,
    "who_knows": TRACE,
    "case_hiding": SEE_BEDS,
    "place_in_flat": KEEPERS,
    "move_to_flat": KEEPERS,
    "shelter_in_emergency": KEEPERS,
    "end_stay": SEE_BEDS,
    "ask_emergency_shelter": SEE_BEDS,
    "withdraw_emergency_ask": SEE_BEDS,
    "propose_address_release": RELEASE,
    "approve_address_release": RELEASE,
    "withdraw_address_release": RELEASE,
    "share_address": KEEPERS,
}
OF_FLAT = {
    "see_flat", "see_address", "change_address", "change_flat", "pause_flat", "reopen_flat",
    "burn_flat", "who_knows",
}  # fmt: skip
OF_RELEASE = {"approve_address_release", "withdraw_address_release", "share_address"}
OF_CASE = PAGES.keys() - OF_FLAT - OF_RELEASE - {"flats", "add_flat"}


class Scene:
    """A flat with a case in it, a proposed release, and a second flat."""

    def __init__(self, cast: Cast) -> None:
        self.flat = a_flat(cast)
        self.other = a_flat(cast, "Otter", 2)
        self.case = a_case(cast)
        actions.place_in_flat(cast.willow, self.case.id, self.flat.pk)
        self.release = actions.propose_address_release(cast.rowan, self.case.id, self.flat.pk)

    def address(self, name: str) -> str:
        """Where the page with this name is."""
        if name in OF_FLAT:
            return reverse(name, args=[self.flat.pk])
        if name in OF_RELEASE:
            return reverse(name, args=[self.release.pk])
        return reverse(name, args=[self.case.pk] if name in OF_CASE else [])


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """One flat, one case, one release that waits."""
    return Scene(cast)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_reaches_which_page(cast: Cast, scene: Scene, who: str) -> None:
    browser = cast.client(who)
    for name, allowed in PAGES.items():
        answer = browser.get(scene.address(name))
        assert answer.status_code == (200 if who in allowed else 404), (name, who)
        if not (who in KEEPERS and name in {"see_address", "change_address"}):
            assert STREET.encode() not in answer.content, (name, who)
            assert LANDLORD.encode() not in answer.content, (name, who)
        if who not in allowed:
            posted = browser.post(scene.address(name), {"how": "in_person"})
            assert posted.status_code in {404, 405}, (name, who)


def test_what_is_not_there_is_not_there(cast: Cast, scene: Scene) -> None:
    browser = cast.client("willow")
    for name in OF_FLAT | OF_RELEASE | OF_CASE:
        assert browser.get(reverse(name, args=[uuid4()])).status_code == 404, name


def test_a_case_sealed_off_is_counted_and_not_named(cast: Cast, scene: Scene) -> None:
    case_actions.seal_off_case(cast.birch, scene.case.id, members=[cast.rowan.member.pk])
    browser = cast.client("willow")
    for name in OF_CASE | OF_RELEASE:
        assert browser.get(scene.address(name)).status_code == 404, name
    for name in ("flats", "see_flat", "who_knows", "burn_flat"):
        page = browser.get(scene.address(name)).content.decode()
        assert scene.case.code not in page, name
        assert str(scene.case.pk) not in page, name
        assert 'class="sealed"' in page, name
    assert cast.client("birch").get(scene.address("case_hiding")).status_code == 200


def test_each_look_at_the_address_is_on_record(cast: Cast, scene: Scene) -> None:
    browser = cast.client("willow")
    assert audit.openings(scene.flat.pk, "address") == []
    page = browser.get(scene.address("see_address")).content.decode()
    assert STREET in page
    assert LANDLORD in page
    browser.get(scene.address("change_address"))
    browser.get(scene.address("see_flat"))
    looks = audit.openings(scene.flat.pk, "address")
    assert [(one.who, one.purpose) for one in looks] == [
        (cast.willow.who, "change_address"),
        (cast.willow.who, "see_address"),
    ]
    knowers = cast.client("maple").get(scene.address("who_knows")).content.decode()
    assert "willow" in knowers
    assert STREET not in knowers


def test_others_see_a_bar_in_place_of_the_address(cast: Cast, scene: Scene) -> None:
    for who in ("alder", "birch", "linden"):
        page = cast.client(who).get(scene.address("see_flat")).content.decode()
        assert "sealed · addresses" in page
        assert "Show the address" not in page


def test_a_keeper_without_the_key_sees_the_bar(cast: Cast, scene: Scene) -> None:
    cast.willow.member.grants.filter(epoch__compartment__code="addresses").delete()
    browser = cast.client("willow")
    for name in ("see_flat", "see_address", "change_address"):
        page = browser.get(scene.address(name)).content.decode()
        assert "sealed · addresses" in page, name
        assert STREET not in page


def test_add_flat_page(cast: Cast) -> None:
    browser = cast.client("willow")
    typed = {
        "cover_name": "Heron",
        "beds": 0,
        "opened_on": today().isoformat(),
        "street": STREET,
        "quiet_hours": "after ten",
    }
    answer = browser.post("/flats/add/", typed)
    assert answer.status_code == 200
    assert STREET in answer.content.decode()
    assert "after ten" in answer.content.decode()
    assert not Flat.objects.exists()
    answer = browser.post("/flats/add/", {**typed, "beds": 3})
    assert answer.status_code == 302
    assert Flat.objects.get().beds == 3
    answer = browser.post("/flats/add/", {**typed, "beds": 3})
    assert "Another flat has this cover name" in answer.content.decode()
    assert STREET in answer.content.decode()


def test_change_flat_page(cast: Cast, scene: Scene) -> None:
    browser = cast.client("willow")
    page = browser.get(scene.address("change_flat")).content.decode()
    assert "after ten" in page
    typed = {"cover_name": "Finch", "beds": 4, "beds_out": 4, "pets": "a cat"}
    answer = browser.post(scene.address("change_flat"), typed).content.decode()
    assert "1 bed is taken here" in answer
    assert "a cat" in answer
    answer = browser.post(scene.address("change_flat"), {**typed, "beds_out": 1})
    assert answer.status_code == 302
    answer = browser.post(scene.address("change_address"), {"street": "elsewhere"})
    assert answer.status_code == 302


def test_burn_flat_page(cast: Cast, scene: Scene) -> None:
    browser = cast.client("willow")
    assert scene.case.code in browser.get(scene.address("burn_flat")).content.decode()
    answer = browser.post(scene.address("burn_flat"))
    assert answer.status_code == 302
    assert answer["Location"] == scene.address("who_knows")
    page = cast.client("birch").get("/flats/").content.decode()
    assert "Must move tonight" in page
    assert scene.case.code in page
    assert "Must move tonight" in browser.get(scene.address("case_hiding")).content.decode()
    said = {"flat": str(scene.other.pk), "beds": 1, "on": today().isoformat()}
    assert browser.post(scene.address("move_to_flat"), said).status_code == 302
    assert "Must move tonight" not in browser.get("/flats/").content.decode()
    again = browser.post(scene.address("burn_flat")).content.decode()
    assert "burnt already" in again


def test_pause_and_reopen_pages(cast: Cast, scene: Scene) -> None:
    browser = cast.client("willow")
    for verb, state in (("pause_flat", "paused"), ("reopen_flat", "open")):
        assert browser.post(scene.address(verb)).status_code == 302
        assert Flat.objects.get(pk=scene.flat.pk).state == state


def test_place_page_says_what_to_do_and_keeps_what_was_typed(cast: Cast, scene: Scene) -> None:
    case = a_case(cast, people=3, cleared=False)
    browser = cast.client("willow")
    address = reverse("place_in_flat", args=[case.pk])
    said = {"flat": str(scene.other.pk), "beds": 3, "on": today().isoformat()}
    page = browser.post(address, said).content.decode()
    assert "Two people have to clear this case" in page
    assert 'value="3"' in page
    assert f'value="{scene.other.pk}"' in page
    assert "checked" in page
    assert not Stay.objects.filter(case=case.pk).exists()


def test_emergency_pages(cast: Cast, scene: Scene) -> None:
    case = a_case(cast, people=2, cleared=False)

    def at(name: str) -> str:
        return reverse(name, args=[case.pk])

    birch, willow = cast.client("birch"), cast.client("willow")
    assert birch.post(at("ask_emergency_shelter"), {"reason": "They wait outside"}).status_code
    ask = EmergencyAsk.objects.get()
    page = willow.get(at("case_hiding")).content.decode()
    assert "They wait outside" in page
    assert "Confirm and give them a bed" in page
    said = {"flat": str(scene.other.pk), "beds": 2, "on": today().isoformat()}
    assert willow.post(at("shelter_in_emergency"), said).status_code == 302
    ask.refresh_from_db()
    assert ask.confirmed_by_id == cast.willow.member.pk
    assert Case.objects.get(pk=case.pk).stage == "sheltered"


def test_withdraw_emergency_page(cast: Cast, scene: Scene) -> None:
    case = a_case(cast, cleared=False)
    actions.ask_emergency_shelter(cast.birch, case.pk, reason=Reason("tonight"))
    answer = cast.client("birch").post(reverse("withdraw_emergency_ask", args=[case.pk]))
    assert answer.status_code == 302
    assert EmergencyAsk.objects.get().withdrawn_by_id == cast.birch.member.pk


def test_release_pages(cast: Cast, scene: Scene) -> None:
    rowan, birch, willow = (cast.client(name) for name in ("rowan", "birch", "willow"))
    refused = rowan.post(scene.address("approve_address_release")).content.decode()
    assert "This takes two people" in refused
    told = willow.post(scene.address("share_address"), {"how": "in_person"}).content.decode()
    assert "A second member has to approve this first" in told
    assert birch.post(scene.address("approve_address_release")).status_code == 302
    answer = willow.post(scene.address("share_address"), {"how": "in_person"})
    assert answer.status_code == 302
    assert AddressRelease.objects.get().shared_by_id == cast.willow.member.pk
    page = birch.get(scene.address("case_hiding")).content.decode()
    assert "told in person" in page


def test_propose_and_withdraw_pages(cast: Cast, scene: Scene) -> None:
    birch = cast.client("birch")
    assert birch.post(scene.address("withdraw_address_release")).status_code == 302
    assert birch.post(scene.address("propose_address_release")).status_code == 302
    assert AddressRelease.objects.filter(withdrawn_on__isnull=True).count() == 1
    actions.end_stay(cast.birch, scene.case.pk, why="left")
    assert birch.get(scene.address("propose_address_release")).status_code == 404


def test_end_stay_page(cast: Cast, scene: Scene) -> None:
    linden = cast.client("linden")
    page = linden.post(scene.address("end_stay"), {"why": "", "on": today().isoformat()})
    assert page.status_code == 200
    said = {"why": "departed", "on": today().isoformat()}
    assert linden.post(scene.address("end_stay"), said).status_code == 302
    assert Stay.objects.get().ended_why == "departed"


def queries_of(cast: Cast, address: str) -> int:
    """How many queries a page takes for willow."""
    browser = cast.client("willow")
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_pages_take_as_many_queries_for_many_flats(cast: Cast, scene: Scene) -> None:
    names = ("flats", "see_flat", "case_hiding", "who_knows", "place_in_flat")
    before = {name: queries_of(cast, scene.address(name)) for name in names}
    for number in range(4):
        flat = a_flat(cast, f"Flat {number}")
        actions.place_in_flat(cast.willow, a_case(cast).id, flat.pk)
        actions.place_in_flat(
            cast.willow, a_case(cast).id, scene.other.pk if number < 2 else flat.pk
        )
    assert {name: queries_of(cast, scene.address(name)) for name in names} == before
