"""Every address of cases: who reaches it, what the page shows, and that no sealed text is plain."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeconduct.apps.cases import urls
from safeconduct.apps.cases.models import Case
from safeconduct.apps.team import queries as team
from safeconduct.apps.vault.fields import sealed_fields
from safeconduct.apps.vault.opening import open_sealed
from safeconduct.apps.vault.sealing import seal
from tests.apps.cases.household import CANARY, Filled, filled, opened
from tests.cast import Cast

PATTERNS = {pattern.name: pattern for pattern in urls.urlpatterns if pattern.name}
OF_A_CASE = sorted(name for name in PATTERNS if name not in {"cases", "open_case"})
WORKERS = ("alder", "birch", "willow", "linden")


def address(name: str, case: Filled) -> str:
    """The address of a page of this case."""
    wanted = PATTERNS[name].pattern.regex.groupindex
    return reverse(name, kwargs={key: case.ids[key] for key in wanted})


@pytest.fixture
def case(cast: Cast) -> Filled:
    """A case with one of everything."""
    return filled(cast)


def test_members_who_work_cases_reach_every_page(cast: Cast, case: Filled) -> None:
    for member in WORKERS:
        client = cast.client(member)
        for name in OF_A_CASE:
            response = client.get(address(name, case))
            assert response.status_code == 200, (member, name)
        for name in ("cases", "open_case"):
            assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_reaches_any(cast: Cast, case: Filled, method: str) -> None:
    maple, stranger = cast.client("maple"), Client()
    for name in OF_A_CASE:
        assert getattr(maple, method)(address(name, case)).status_code in {404, 405}, name
        assert getattr(stranger, method)(address(name, case)).status_code in {302, 401}, name
    assert maple.get(reverse("cases")).status_code == 404
    assert maple.post(reverse("open_case")).status_code == 404


def test_a_case_that_is_not_there_is_404(cast: Cast, case: Filled) -> None:
    elsewhere = Filled(case.case, {key: str(cast.workspace) for key in case.ids})
    client = cast.client("birch")
    for name in OF_A_CASE:
        assert client.get(address(name, elsewhere)).status_code == 404, name


def test_pages_show_what_is_sealed_to_those_who_hold_the_key(cast: Cast, case: Filled) -> None:
    client = cast.client("rowan")
    shown = {
        "see_case": ["summary", "contact", "never", "person", "health", "need", "task", "hold"],
        "case_danger": ["reason"],
        "case_tasks": ["task"],
        "case_papers": ["issuer", "number"],
        "case_checkins": ["how", "well", "danger", "heard"],
        "case_notes": ["note", "about"],
        "change_summary": ["summary"],
        "change_person": ["person", "alias"],
        "change_paper": ["issuer"],
    }
    for name, texts in shown.items():
        page = client.get(address(name, case)).content.decode()
        for text in texts:
            assert f"{CANARY} {text}" in page, (name, text)
    assert "keep this from the household" in client.get(address("see_case", case)).content.decode()


def test_the_list_opens_nothing(cast: Cast, case: Filled) -> None:
    client = cast.client("rowan")
    page = client.get(reverse("cases")).content.decode()
    assert case.case.code in page
    assert CANARY not in page


def test_no_column_holds_what_was_written(cast: Cast, case: Filled) -> None:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    raw = value.tobytes() if isinstance(value, memoryview) else value
                    raw = raw if isinstance(raw, bytes) else str(raw).encode()
                    if CANARY.encode() in raw or b"canary" in raw:
                        found.append(table)
    assert found == []


def test_a_file_comes_back_whole(cast: Cast, case: Filled) -> None:
    response = cast.client("rowan").get(reverse("download_file", args=[case.ids["blob_id"]]))
    assert b"".join(response.streaming_content) == CANARY.encode() * 100  # type: ignore[attr-defined]


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast) -> None:
    client = cast.client("birch")
    counts = []
    for _round in range(2):
        for _ in range(3):
            opened(cast, people=1)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("cases"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_another_compartment_holds_shows_as_a_bar(cast: Cast, case: Filled) -> None:
    """Every part of the case but its own row is moved to `addresses`: birch sees bars, no error."""
    addresses = team.compartment("addresses").id
    for model in apps.get_models():
        columns = sealed_fields(model)
        if model._meta.app_label != "cases" or model is Case or not columns:
            continue
        for row in model._default_manager.filter(case_id=case.case.id):
            values = {c.name: open_sealed(cast.birch, row, c.name) for c in columns}
            row.compartment_id = addresses
            for name, value in values.items():
                if value is not None:
                    seal(row, name, value)
            row.save()
    birch, willow = cast.client("birch"), cast.client("willow")
    for name in ("see_case", "case_danger", "case_tasks", "case_papers", "case_checkins"):
        page = birch.get(address(name, case)).content.decode()
        assert "sealed · addresses" in page, name
        assert CANARY not in page.replace(f"{CANARY} summary", "").replace(
            f"{CANARY} contact", ""
        ).replace(f"{CANARY} never", ""), name
        assert "sealed · " not in willow.get(address(name, case)).content.decode(), name
    for name in OF_A_CASE:
        assert birch.get(address(name, case)).status_code == 200, name
