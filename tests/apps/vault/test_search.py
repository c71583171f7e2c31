"""Searching: who finds what, in either script, and what a search leaves behind."""

import json
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.clock import this_hour, today
from safeconduct.apps.cases.actions import open_case, seal_off_case
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.records import CaseSummary, Identity, WrittenName
from safeconduct.apps.intake.codes import Urgency
from safeconduct.apps.intake.models import Plea
from safeconduct.apps.shelter.actions.flats import add_flat
from safeconduct.apps.shelter.records import FlatAddress, FlatConditions
from safeconduct.apps.team import queries as team
from safeconduct.apps.team import unlocking
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.models import Unlock
from safeconduct.apps.vault.fields import sealed_fields
from safeconduct.apps.vault.sealing import enter_words, erase
from safeconduct.apps.vault.search import sessions
from safeconduct.apps.vault.search.places import KINDS, PLACES
from tests.cast import Cast

pytestmark = pytest.mark.timeout(60)
CANARY = "zvonkaya-kanareika-7731"


@pytest.fixture(autouse=True)
def _end_children() -> Iterator[None]:
    yield
    sessions.children().end_all()


def a_case(actor: Actor, text: str, *names: str) -> Case:
    """A case with a summary and persons."""
    return open_case(
        actor,
        people=max(1, len(names)),
        summary=CaseSummary(text, "", ""),
        language="ru",
        persons=[Identity(names=(WrittenName(name),)) for name in names],
    )


def page(client: Client, typed: str) -> str:
    """The search page after `typed` was posted."""
    response = client.post("/search/", {"text": typed}, secure=True)
    assert response.status_code == 200
    return response.content.decode()


def gone(pid: int) -> bool:
    """Whether there is no such process, not even a dead one that nobody reaped."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("typed", ["khasan kadyrow", "Хасан", "ХАСАН КАДЫ", "hasan", "Кадыров Хас"])
def test_a_recent_case_is_found_on_the_page_in_either_script(cast: Cast, typed: str) -> None:
    case = a_case(cast.birch, "Прячется у тёти", "Хасан Кадыров")
    found = page(cast.client("birch"), typed)
    assert case.code in found
    assert "name or alias of a person" in found


def test_every_word_must_occur(cast: Cast) -> None:
    case = a_case(cast.birch, "Прячется у тёти", "Хасан Кадыров")
    assert case.code not in page(cast.client("birch"), "hasan isaev")


def test_a_case_is_found_by_its_code(cast: Cast) -> None:
    case = a_case(cast.birch, "x")
    assert case.code in page(cast.client("birch"), case.code.lower())


def test_what_is_typed_stays_in_the_field_and_in_no_address(cast: Cast) -> None:
    client = cast.client("birch")
    assert 'value="nobody-like-this"' in page(client, "nobody-like-this")
    assert "Nothing found" in page(client, "nobody-like-this")
    assert (
        'value="'
        not in client.get("/search/?text=hasan", secure=True)
        .content.decode()
        .split('name="text"')[1]
        .split(">")[0]
    )


def test_nothing_typed_is_an_error_that_says_what_to_do(cast: Cast) -> None:
    assert "at least one word" in page(cast.client("birch"), " ' ")


def test_whoever_lacks_the_key_finds_nothing_and_sees_what_was_left_out(cast: Cast) -> None:
    case = a_case(cast.birch, "Прячется", "Хасан")
    found = page(cast.client("maple"), "hasan")
    assert case.code not in found
    assert "sealed · casework" in found


def test_a_role_without_the_permission_is_not_shown_what_its_key_would_open(cast: Cast) -> None:
    case = a_case(cast.birch, "Прячется", "Хасан")
    member = cast.rowan.member
    member.role = "auditor"
    member.save()
    found = page(cast.client("rowan"), "hasan")
    assert "sealed · casework" not in found
    assert case.code not in found


def test_erased_words_are_not_found(cast: Cast) -> None:
    case = a_case(cast.birch, "Прячется у Зелимхана")
    client = cast.client("birch")
    assert case.code in page(client, "zelimkhan")
    erase(case, "summary")
    case.save()
    assert case.code not in page(client, "zelimkhan")


def test_the_chain_says_that_somebody_searched_and_not_for_what(cast: Cast) -> None:
    a_case(cast.birch, "Прячется у Зелимхана")
    page(cast.client("birch"), "zelimkhan")
    event = audit.newest(limit=1)[0]
    assert (event.verb, event.details) == ("search", {"found": 1})
    assert list(audit.faults(cast.workspace, team.signing_keys())) == []
    assert "zelim" not in json.dumps([one.details for one in audit.newest()])


def test_locking_kills_the_child_at_once(cast: Cast) -> None:
    client = cast.client("birch")
    page(client, "hasan")
    session = bytes(Unlock.objects.get().pk)
    pid = sessions.children().of(session).pid
    client.post("/lock/", secure=True)
    assert gone(pid)
    assert not sessions.children().has(session)


def test_a_session_ended_elsewhere_loses_its_child_at_its_next_request(cast: Cast) -> None:
    client = cast.client("birch")
    page(client, "hasan")
    session = bytes(Unlock.objects.get().pk)
    pid = sessions.children().of(session).pid
    unlocking.lock_everyone()
    assert client.post("/search/", {"text": "hasan"}, secure=True).status_code == 401
    assert gone(pid)


def test_nothing_searched_is_in_any_file(cast: Cast) -> None:
    a_case(cast.birch, CANARY, "Хасан Канарейкин")
    client = cast.client("birch")
    page(client, CANARY)
    client.post("/lock/", secure=True)
    needles = [CANARY.encode(), b"kanareika", "Канарейкин".encode(), b"kanareikin"]
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file():
            found = path.read_bytes()
            assert not any(needle in found for needle in needles), path


def test_a_killed_child_is_replaced_without_anyone_noticing(cast: Cast) -> None:
    case = a_case(cast.birch, "x", "Хасан")
    client = cast.client("birch")
    page(client, "hasan")
    child = sessions.children().of(bytes(Unlock.objects.get().pk))
    os.kill(child.pid, 9)
    time.sleep(0.1)
    assert case.code in page(client, "hasan")


def test_every_findable_column_has_a_place() -> None:
    findable = {
        (model._meta.db_table, column.name)
        for model in apps.get_models()
        for column in sealed_fields(model)
        if column.search is not None
    }
    assert findable - set(PLACES) == set()
    assert set(PLACES) - findable == set()


def test_every_place_leads_to_its_kind() -> None:
    tables = {model._meta.db_table: model for model in apps.get_models()}
    for (table, _column), place in PLACES.items():
        kind = apps.get_model(KINDS[place.kind].model)
        if place.through:
            assert tables[table]._meta.get_field(place.through).related_model is kind
        else:
            assert tables[table] is kind


def test_an_address_is_found_by_keepers_only(cast: Cast) -> None:
    add_flat(
        cast.willow,
        cover_name="Linden",
        beds=2,
        address=FlatAddress(street="Улица Тополиная 7"),
        conditions=FlatConditions(who_may_come="семья с ребёнком"),
    )
    assert "Linden" in page(cast.client("aspen"), "topolinaya")
    assert "Linden" not in page(cast.client("birch"), "topolinaya")
    assert "sealed · addresses" in page(cast.client("birch"), "topolinaya")
    assert "Linden" in page(cast.client("birch"), "rebyonkom")


def test_a_plea_is_found_by_whoever_answers_requests(cast: Cast) -> None:
    """What the public process sealed, without any key, is found like all else."""
    plea = Plea(
        compartment_id=team.compartment("intake").id,
        lookup_digest=secrets.token_bytes(32),
        mailbox_salt=bytes(16),
        mailbox_public=bytes(1216),
        urgency=next(iter(Urgency)),
        language="ru",
        arrived=this_hour(),
        stage_since=today(),
    )
    enter_words(plea, "content", team.compartment("intake").id, "Меня ищет Зелимхан", None)
    plea.save()
    assert plea.pk.hex[:4] in page(cast.client("birch"), "zelimkhan")
    assert plea.pk.hex[:4] not in page(cast.client("linden"), "zelimkhan")


def test_a_case_sealed_off_is_found_by_its_circle_only(cast: Cast) -> None:
    case = a_case(cast.birch, "Прячется у Зелимхана", "Хасан")
    actor = cast.birch
    seal_off_case(actor, case.pk, members=[cast.rowan.member.pk])
    assert case.code in page(cast.client("rowan"), "zelimkhan")
    assert case.code not in page(cast.client("alder"), "zelimkhan")
    assert "Nothing found" in page(cast.client("alder"), case.code)
