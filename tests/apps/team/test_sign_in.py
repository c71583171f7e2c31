"""Signing in, locking, running idle, and never losing what was typed."""

import base64
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import Settings

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import now
from safeconduct.apps.team import actions, second_factor, unlocking
from safeconduct.apps.team.cookies import COOKIE
from safeconduct.apps.team.models import Member, Unlock
from tests.cast import PASSPHRASE, Cast


def code(cast: Cast, name: str, steps: int = 0) -> str:
    """The one-time code that `name`'s telephone shows, `steps` later."""
    secret = cast.keys[name].second_factor
    return second_factor.code_at(secret, second_factor.current_step() + steps)


def form_token(body: bytes) -> str:
    """The form's token in a page."""
    found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
    assert found
    return found.group(1).decode("ascii")


def fill(cast: Cast, client: Client, **changes: str) -> dict[str, str]:
    """A right sign-in form for birch, with changes."""
    page = client.get("/sign-in/")
    right = {
        "csrfmiddlewaretoken": form_token(page.content),
        "name": "birch",
        "passphrase": PASSPHRASE,
        "code": code(cast, "birch"),
    }
    return {**right, **changes}


def test_sign_in_goes_on_to_where_one_was_heading(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    away = client.get("/team/")
    assert away.status_code == 302
    answer = client.post("/sign-in/", fill(cast, client, next="/team/"))
    assert (answer.status_code, answer["Location"]) == (302, "/team/")
    morsel = answer.cookies[COOKIE]
    assert morsel["secure"] and morsel["httponly"] and morsel["samesite"] == "Strict"
    assert morsel["max-age"] == "" and morsel["path"] == "/"
    assert client.get("/team/").status_code == 200


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "/\\x"])
def test_sign_in_never_leads_to_another_site(cast: Cast, target: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", fill(cast, client, next=target))
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    "change", [{"name": "nobody"}, {"passphrase": "not this one"}, {"code": "000000"}]
)
def test_wrong_name_passphrase_and_code_look_alike(cast: Cast, change: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    if change.get("code") == code(cast, "birch"):
        change = {"code": "000001"}
    answer = client.post("/sign-in/", fill(cast, client, **change))
    assert answer.status_code == 401
    assert "The name, the passphrase or the code is wrong." in answer.content.decode()
    assert COOKIE not in answer.cookies
    assert PASSPHRASE not in answer.content.decode()


def test_a_code_serves_once(cast: Cast) -> None:
    used = code(cast, "birch")
    unlocking.sign_in("birch", PASSPHRASE, used)
    with pytest.raises(Refused) as refused:
        unlocking.sign_in("birch", PASSPHRASE, used)
    assert refused.value.code == "wrong_sign_in"
    unlocking.sign_in("birch", PASSPHRASE, code(cast, "birch", 1))


def test_guessing_codes_makes_the_name_wait(cast: Cast) -> None:
    for _ in range(6):
        with pytest.raises(Refused):
            unlocking.sign_in("birch", PASSPHRASE, "no code")
    with pytest.raises(Refused) as refused:
        unlocking.sign_in("birch", PASSPHRASE, code(cast, "birch"))
    assert refused.value.code == "wait"
    Member.objects.filter(name="birch").update(wait_until=now() - timedelta(seconds=1))
    unlocking.sign_in("birch", PASSPHRASE, code(cast, "birch"))
    assert Member.objects.get(name="birch").failures == 0


def test_locking_destroys_the_keyring(cast: Cast) -> None:
    client = cast.client("birch")
    stolen = client.cookies[COOKIE].value
    assert client.post("/lock/").status_code == 302
    assert not Unlock.objects.exists()
    thief = Client()
    thief.cookies[COOKIE] = stolen
    assert thief.get("/team/").status_code == 302


def test_an_idle_keyring_is_destroyed(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    client = cast.client("birch")
    later = now() + timedelta(minutes=settings.IDLE_MINUTES + 2)
    clock = tmp_path / "clock.json"
    clock.write_text(json.dumps({"rehearsal": later.isoformat()}))
    settings.REHEARSAL_CLOCK = str(clock)
    assert client.get("/team/").status_code == 302
    assert not Unlock.objects.exists()


def test_the_stored_keyring_does_not_open_with_the_database_alone(cast: Cast) -> None:
    cast.client("birch")
    row = Unlock.objects.get()
    seed = cast.keys["birch"].seed
    assert seed not in bytes(row.keyring)
    assert unlocking.actor_of(bytes(row.id), "x") is None


def test_text_survives_an_expired_sign_in(cast: Cast) -> None:
    """Writing an invitation, the session ends; the text comes back after signing in again."""
    client = cast.client("alder")
    Unlock.objects.all().delete()
    answer = client.post("/team/invite/", {"name": "hazel — длинное", "role": "auditor"})
    body = answer.content.decode()
    assert answer.status_code == 401
    assert 'name="resumed:name" value="hazel — длинное"' in body
    assert "What you wrote is kept" in body
    again = client.post(
        "/sign-in/",
        {
            "name": "alder",
            "passphrase": PASSPHRASE,
            "code": code(cast, "alder", 1),
            "resume_path": "/team/invite/",
            "resumed:name": "hazel — длинное",
            "resumed:role": "auditor",
        },
    )
    body = again.content.decode()
    assert again.status_code == 200
    assert 'action="/team/invite/"' in body
    assert 'name="name" value="hazel — длинное"' in body
    assert client.get("/team/").status_code == 200


def test_a_forged_form_is_refused_and_gives_the_text_back(cast: Cast) -> None:
    signed_in = cast.client("alder")
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in.cookies
    answer = client.post("/team/invite/", {"name": "hazel", "role": "auditor"})
    assert answer.status_code == 403
    assert 'value="hazel"' in answer.content.decode()
    assert not Member.objects.filter(name="hazel").exists()


def test_a_busy_database_gives_the_text_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("database is locked")

    client = cast.client("alder")
    monkeypatch.setattr(actions, "choose_passphrase", busy)
    monkeypatch.setattr(actions, "invite_member", busy)
    form = {"name": "hazel", "role": "auditor", "language": "en"}
    answer = client.post("/team/invite/", form)
    assert answer.status_code == 503
    assert 'value="hazel"' in answer.content.decode()
    secret = "another seven words nobody has ever said aloud"
    answer = client.post(
        "/account/passphrase/", {"present": PASSPHRASE, "new": secret, "again": secret}
    )
    assert answer.status_code == 503
    assert secret not in answer.content.decode()
    assert PASSPHRASE not in answer.content.decode()


def test_a_new_passphrase_replaces_the_old_one_and_keeps_the_keys(cast: Cast) -> None:
    client = cast.client("birch")
    new = "copper lantern follows every quiet harbour road"
    answer = client.post("/account/passphrase/", {"present": "no", "new": new, "again": new})
    assert "This is not your present passphrase." in answer.content.decode()
    answer = client.post("/account/passphrase/", {"present": PASSPHRASE, "new": new, "again": new})
    assert answer.status_code == 302
    with pytest.raises(Refused):
        unlocking.sign_in("birch", PASSPHRASE, code(cast, "birch", 1))
    Member.objects.update(last_code_step=0)
    _secret, actor = unlocking.sign_in("birch", new, code(cast, "birch"))
    assert actor.seed == cast.keys["birch"].seed


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "one one one one one one"])
def test_a_weak_passphrase_is_refused(cast: Cast, weak: str) -> None:
    client = cast.client("birch")
    form = {"present": PASSPHRASE, "new": weak, "again": weak}
    answer = client.post("/account/passphrase/", form)
    assert answer.status_code == 200
    assert "Please put this right" in answer.content.decode()
    assert weak not in answer.content.decode().replace("short:", "")


def test_an_invited_member_must_choose_a_passphrase_first(cast: Cast) -> None:
    Member.objects.filter(name="birch").update(must_choose_passphrase=True)
    client = cast.client("birch")
    assert client.get("/team/")["Location"] == "/account/passphrase/"
    assert client.get("/account/passphrase/").status_code == 200


def test_inviting_shows_secrets_once_and_in_no_address(cast: Cast) -> None:
    client = cast.client("alder")
    answer = client.post("/team/invite/", {"name": "hazel", "role": "auditor", "language": "ru"})
    body = answer.content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", body)
    words = re.search(r"<code>([a-z]+(?: [a-z]+){6})</code>", body)
    assert secret and words
    digits = second_factor.code_at(base64.b32decode(secret.group(1)), second_factor.current_step())
    _secret, actor = unlocking.sign_in("hazel", words.group(1), digits)
    assert actor.member.role == "auditor"
    for path in ("/team/", "/audit/"):
        page = client.get(path).content.decode()
        assert secret.group(1) not in page
        assert words.group(1) not in page


def test_panic_locks_everybody(cast: Cast) -> None:
    clients = [cast.client(name) for name in ("alder", "birch", "willow")]
    assert unlocking.lock_everyone() == 3
    assert [client.get("/team/").status_code for client in clients] == [302, 302, 302]
    assert audit.newest(limit=1)[0].verb == "lock_everyone"
