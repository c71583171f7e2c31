"""Attacks on the two faces from outside: forms of other sites, files of strangers, guessing."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import Settings

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.models import Event
from safeconduct.apps.team import second_factor, unlocking
from safeconduct.apps.team.models import Member, Unlock
from safeconduct.apps.vault import blobs
from safeconduct.config import public as public_settings
from tests.cast import PASSPHRASE, Cast

PLANTED = "a note that somebody else wrote for her"


def code_of(cast: Cast, name: str) -> str:
    """The code that the member's telephone shows."""
    member = Member.objects.get(name=name)
    step = max(member.last_code_step + 1, second_factor.current_step())
    return second_factor.code_at(cast.keys[name].second_factor, step)


def on_disk(folder: Path) -> list[str]:
    """Names of all sealed files."""
    return [path.name for path in (folder / "blobs").glob("*/*")]


@pytest.fixture
def disk(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of its own for files."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def public(settings: Settings) -> Client:
    """A stranger's browser on the public face."""
    settings.ROOT_URLCONF = public_settings.ROOT_URLCONF
    settings.MIDDLEWARE = public_settings.MIDDLEWARE
    settings.TEMPLATES = public_settings.TEMPLATES
    return Client()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_never_shown_as_ones_own(
    cast: Cast, headers: dict[str, str]
) -> None:
    """A locked-out member would sign in and send it on, to whatever page the other site chose."""
    answer = Client().post("/requests/", {"text": PLANTED}, headers=headers)
    assert answer.status_code == 401
    assert PLANTED not in answer.content.decode()
    assert "resume_path" not in answer.content.decode()
    member = cast.client("birch")
    member.handler.enforce_csrf_checks = True
    forged = member.post("/lock/", {"text": PLANTED}, headers=headers)
    assert forged.status_code == 403
    assert PLANTED not in forged.content.decode()


def test_a_form_of_this_site_still_comes_along(cast: Cast) -> None:
    own = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    answer = Client().post("/requests/", {"text": PLANTED}, headers=own)
    assert PLANTED in answer.content.decode()


@pytest.mark.parametrize("path", ["/sign-in/", "/cases/", "/lock/", "/nowhere/"])
def test_strangers_cannot_fill_the_staff_disk(cast: Cast, disk: Path, path: str) -> None:
    Client().post(path, {"text": "x", "file": SimpleUploadedFile("a.bin", b"x" * 100_000)})
    assert on_disk(disk) == []


def test_a_file_that_no_page_asked_for_is_removed(cast: Cast, disk: Path) -> None:
    cast.client("birch").post(
        "/account/", {"language": "en", "more": SimpleUploadedFile("a.bin", b"x" * 1000)}
    )
    assert on_disk(disk) == []


def test_a_file_under_another_name_is_removed_on_the_public_face(
    cast: Cast, disk: Path, public: Client
) -> None:
    public.post("/en/box/", {"code": "1", "other": SimpleUploadedFile("a.bin", b"x" * 1000)})
    assert on_disk(disk) == []


def test_files_leave_room_for_words(
    cast: Cast, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "KEPT_FREE", 2**62)
    with pytest.raises(OSError, match="what is left"):
        blobs.write("a", "b", [b"x"])
    assert on_disk(disk) == []


def test_a_stranger_who_knows_a_name_cannot_keep_its_owner_out(cast: Cast) -> None:
    before = Event.objects.count()
    for _ in range(20):
        with pytest.raises(Refused) as refused:
            unlocking.sign_in("birch", "a guess", "000000")
        assert refused.value.code == "wrong_sign_in", "it would tell that the name exists"
    assert Event.objects.count() <= before + 2, "nor may guessing fill the disk with events"
    unlocking.sign_in("birch", PASSPHRASE, code_of(cast, "birch"))


def test_codes_are_not_guessed_by_whoever_has_the_passphrase(cast: Cast) -> None:
    for _ in range(6):
        with pytest.raises(Refused):
            unlocking.sign_in("birch", PASSPHRASE, "no code")
    with pytest.raises(Refused) as refused:
        unlocking.sign_in("birch", PASSPHRASE, code_of(cast, "birch"))
    assert refused.value.code == "wait"


def test_a_code_typed_on_an_arabic_keyboard_counts(cast: Cast) -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    unlocking.sign_in("birch", PASSPHRASE, code_of(cast, "birch").translate(arabic))


def test_keyrings_of_whoever_went_without_locking_are_destroyed(cast: Cast) -> None:
    cast.client("birch")
    long_ago = Unlock.objects.get().begun_at - 2 * unlocking.LONGEST
    Unlock.objects.update(begun_at=long_ago)
    assert unlocking.forget_idle() == 1
    assert not Unlock.objects.exists()


def test_what_was_done_is_not_offered_to_be_done_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is busy after the form was kept: sending again would do it twice."""

    def busy(_actor: object) -> None:
        raise OperationalError("database is locked")

    client = cast.client("birch")
    monkeypatch.setattr("safeconduct.config.staff_middleware.write_openings", busy)
    assert client.post("/account/", {"language": "ru"}).status_code == 302
    assert Member.objects.get(name="birch").language == "ru"
    assert client.get("/account/").status_code == 503, "a page that shows something is held back"
