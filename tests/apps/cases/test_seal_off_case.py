"""Sealing a case off: everything is sealed anew, and for everybody else it does not exist."""

import pytest
from django.apps import apps
from django.urls import reverse

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.cases import access, actions, queries
from safeconduct.apps.cases.models import Case, Note, Task
from safeconduct.apps.vault.fields import FROM_ROW, sealed_fields
from safeconduct.apps.vault.models import SearchEntry
from safeconduct.apps.vault.opening import open_sealed
from tests.apps.cases import test_addresses
from tests.apps.cases.household import CANARY, Filled, filled, opened
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Filled:
    """A case with one of everything, sealed off for birch and willow."""
    found = filled(cast)
    actions.seal_off_case(cast.birch, found.case.id, members=[cast.willow.member.pk])
    found.case.refresh_from_db()
    return found


def test_every_sealed_row_has_moved_to_a_new_version(cast: Cast, case: Filled) -> None:
    seen = 0
    for model in apps.get_models():
        columns = [c for c in sealed_fields(model) if c.compartment == FROM_ROW]
        names = {f.attname for f in model._meta.concrete_fields}
        if not columns or "case_id" not in names or model is SearchEntry:
            continue
        for row in model._default_manager.filter(case_id=case.case.id):
            assert row.compartment_id == case.case.compartment_id, model
            for column in columns:
                if getattr(row, column.name) is not None:
                    assert getattr(row, f"{column.name}_version") == 2, model
                    assert open_sealed(cast.willow, row, column.name) is not None
                    seen += 1
    assert seen >= 12
    words = SearchEntry.objects.filter(case_id=case.case.id)
    assert {entry.compartment_id for entry in words} == {case.case.compartment_id}


def test_the_chosen_go_on_working(cast: Cast, case: Filled) -> None:
    for name in ("birch", "willow"):
        page = cast.client(name).get(reverse("see_case", args=[case.case.id]))
        assert f"{CANARY} summary" in page.content.decode()
    actions.write_note(cast.willow, case.case.id, text="still here")
    assert Note.objects.filter(compartment=case.case.compartment).count() == 2


@pytest.mark.parametrize("member", ["rowan", "alder", "linden", "aspen"])
def test_for_others_it_does_not_exist(cast: Cast, case: Filled, member: str) -> None:
    client = cast.client(member)
    for name in test_addresses.OF_A_CASE:
        assert client.get(test_addresses.address(name, case)).status_code == 404, name
    assert client.get(reverse("download_file", args=[case.ids["blob_id"]])).status_code == 404
    page = client.get(reverse("cases")).content.decode()
    assert case.case.code not in page
    assert "1 case is sealed off from you" in page
    actor = cast.actor(member)
    assert access.sealed_off(actor) == 1
    assert queries.in_danger(actor) == queries.longest_hidden(actor) == []
    assert queries.tasks_due(actor) == queries.papers_due(actor) == []
    assert queries.silences(actor) == queries.waiting_for_second(actor) == []


def test_work_of_those_left_out_falls_back(cast: Cast) -> None:
    case = opened(cast)
    actions.hand_case(cast.birch, case.id, owner=cast.rowan.member.pk)
    task = actions.add_task(
        cast.birch, case.id, text="x", due_on=case.opened_on, owner=cast.rowan.member.pk
    )
    case = actions.seal_off_case(cast.birch, case.id, members=[])
    assert case.owner_id == cast.birch.member.pk
    assert Task.objects.get(pk=task.pk).owner_id is None


def test_only_members_who_work_cases_can_be_chosen(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Refused) as refused:
        actions.seal_off_case(cast.birch, case.id, members=[cast.maple.member.pk])
    assert refused.value.code == "cannot_work_it"
    assert Case.objects.get(pk=case.pk).compartment.code == "casework"


def test_the_page_asks_twice(cast: Cast) -> None:
    case = opened(cast)
    client = cast.client("birch")
    address = reverse("seal_off_case", args=[case.id])
    chosen = {"members": [str(cast.willow.member.pk)]}
    assert client.post(address, chosen).status_code == 200
    assert client.post(address, {**chosen, "sure": "on"}).status_code == 302
    assert client.get(reverse("see_case", args=[case.id])).status_code == 200
    assert cast.client("rowan").get(reverse("see_case", args=[case.id])).status_code == 404
