"""The Board as a page: who reaches it, where it leads, and what never stands in its source."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from safeconduct.apps.cases import actions as cases
from safeconduct.apps.shelter import actions as shelter
from tests.apps.board.operation import SECRET, TODAY, Operation, run
from tests.apps.board.test_board import EVERYBODY, NIGHT
from tests.cast import Cast

LINK = re.compile(r'href="(/[^"#]*)"')


@pytest.fixture
def busy(operation: Operation) -> Operation:
    """An operation in which everything the Board can show happens."""
    made = run(operation, 16)
    for urgency in ("now", "later"):
        operation.ask(urgency)
    operation.agree(made[1], NIGHT, ("birch", "rowan"))
    operation.task(made[1], TODAY, "birch")
    operation.task(made[2], TODAY - timedelta(days=2))
    operation.passport(made[3], TODAY)
    operation.clear(operation.opened(2), half=True)
    shelter.burn_flat(operation.cast.willow, operation.flats[0].id)
    operation.move(made[8], "compromised")
    cases.seal_off_case(operation.cast.birch, made[9].id, members=[])
    return operation


def page(cast: Cast, name: str) -> str:
    """The Board as a member's browser gets it."""
    response = cast.client(name).get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_stranger_is_asked_to_sign_in(cast: Cast) -> None:
    assert Client().get("/").status_code == 302


def test_an_empty_board_says_what_to_do_next(operation: Operation) -> None:
    text = page(operation.cast, "birch")
    for sentence in ("No requests wait.", "Nothing is due today.", "No flat is open."):
        assert sentence in text


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_link_leads_to_a_page_this_member_can_open(busy: Operation, name: str) -> None:
    client = busy.cast.client(name)
    links = set(LINK.findall(client.get("/").content.decode())) - {"/"}
    assert links
    dead = {}
    for link in links:
        try:
            resolve(link)
        except Resolver404:
            dead[link] = 0
            continue
        status = client.get(link).status_code
        if status != 200:
            dead[link] = status
    assert dead == {}


def test_nothing_sealed_stands_in_the_page(busy: Operation) -> None:
    for name in EVERYBODY:
        assert SECRET not in page(busy.cast, name)


def test_the_page_shows_what_has_to_be_done(busy: Operation) -> None:
    text = page(busy.cast, "rowan")
    for words in (
        "you are called",
        "Must move tonight",
        "The hunter may know where they are",
        "Clear these people as the second member",
        "2 days late",
        "1 case is sealed off from you",
        "danger now",
        "People in danger now, by stage",
        "From request to arrival",
        "half of them longer than",
    ):
        assert words in text, words


def test_an_auditor_reads_numbers_and_no_code(busy: Operation) -> None:
    text = page(busy.cast, "maple")
    assert "What waits, in numbers" in text
    assert not re.search(r"K-\d{4}", text)
    assert "Partner Maple" not in text
    assert "Alder House" not in text


def test_the_page_needs_neither_script_nor_style_attributes(busy: Operation) -> None:
    text = page(busy.cast, "alder")
    assert "<script" not in text
    assert " style=" not in text
