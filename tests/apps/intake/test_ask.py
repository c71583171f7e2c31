"""Asking for help on the public face: the steps, bad input, sending twice, files."""

from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from safeconduct.apps.intake import plea_tokens
from safeconduct.apps.intake.models import Plea, PleaFile
from safeconduct.apps.intake.records import PleaContent
from safeconduct.apps.vault import blobs, reading
from safeconduct.apps.vault.models import Blob
from safeconduct.apps.vault.opening import Sealed, open_sealed
from tests.apps.intake.conftest import Stranger, hidden
from tests.cast import Cast

SECRET = b"canary-in-a-photograph-" * 300


def photograph(name: str = "hands.jpg", content: bytes = SECRET) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_a_plea_is_kept_sealed_and_a_code_shown(public: Stranger, cast: Cast) -> None:
    public.fill("They took my brother.", where_words="Gekhi")
    assert "They took my brother." in public.page
    public.send()
    assert public.status == 200
    code = public.code
    assert len(code.replace(" ", "")) == 30
    plea = Plea.objects.get()
    assert (plea.urgency, plea.language, plea.stage) == ("now", "en", "requested")
    assert plea.arrived.minute == plea.arrived.second == 0
    opened = open_sealed(cast.birch, plea, "content", PleaContent)
    assert isinstance(opened, PleaContent)
    assert opened.text == "They took my brother."
    assert opened.where_words == "Gekhi"
    assert opened.never == ("call", "family")
    assert isinstance(open_sealed(cast.willow, plea, "content"), Sealed)
    public.look(code)
    assert public.status == 200
    assert "There is no answer yet" in public.page
    assert "They took my brother." not in public.page


def test_no_cookie_is_ever_set(public: Stranger) -> None:
    public.fill()
    public.send()
    public.look(public.code)
    assert not public.client.cookies
    assert all("Set-Cookie" not in response for response in public.responses)


def test_sending_twice_makes_one_plea_and_shows_the_same_code(public: Stranger) -> None:
    read_through = public.fill()
    public.send()
    code = public.code
    public.page = read_through
    public.send()
    assert public.code == code
    assert Plea.objects.count() == 1


def test_a_form_open_for_days_that_was_sent_shows_its_code_again(public: Stranger) -> None:
    read_through = public.fill()
    public.send()
    code = public.code
    public.page = read_through
    with mock.patch("safeconduct.apps.intake.plea_tokens.OPEN_FOR", -1):
        public.send()
    assert public.code == code and Plea.objects.count() == 1


@pytest.mark.parametrize("token", ["", "123:456", "forged"])
def test_a_forged_token_gives_the_form_back_with_a_fresh_one(public: Stranger, token: str) -> None:
    public.fill("What I wrote.")
    public.post("ask/", do="send", token=token)
    assert public.status == 422
    assert "What I wrote." in public.page and "Nothing is lost" in public.page
    assert Plea.objects.count() == 0
    public.send()
    assert public.status == 200 and public.code
    assert Plea.objects.count() == 1


def test_an_old_token_gives_the_form_back_with_a_fresh_one(public: Stranger) -> None:
    public.fill("What I wrote.")
    before = hidden(public.page)["token"]
    with mock.patch("safeconduct.apps.intake.plea_tokens.OPEN_FOR", -1):
        public.send()
    assert public.status == 422 and "open for too long" in public.page
    assert hidden(public.page)["token"] != before
    public.send()
    assert public.status == 200


def test_lookup_digits_that_are_taken_lead_to_another_code(public: Stranger) -> None:
    public.fill("The second person.")
    begun = plea_tokens.read_code(hidden(public.page)["token"][0])
    assert begun is not None
    other = Stranger()
    other.fill("The first person.")
    digits = begun.code.digits[:10] + "0" * 18
    digits += f"{98 - int(digits) * 100 % 97:02d}"
    colliding = plea_tokens.CODE.sign(digits)
    other.post("ask/", do="send", token=colliding)
    assert Plea.objects.count() == 1
    public.send()
    assert public.status == 422 and "The second person." in public.page
    public.send()
    assert public.status == 200 and Plea.objects.count() == 2


def test_going_back_keeps_what_was_typed(public: Stranger) -> None:
    public.begin()
    public.answer(text="Half a sentence")
    public.answer(urgency="days")
    public.answer(where="country", where_words="near the river", do="back")
    assert "Step 2" in public.page
    assert 'value="days" id="id_urgency_1" checked' in public.page
    public.answer(urgency="days", do="back")
    assert "Half a sentence</textarea>" in public.page
    public.answer(text="Half a sentence")
    public.answer(urgency="days")
    assert 'value="near the river"' in public.page


def test_a_step_can_be_changed_from_the_last_page(public: Stranger) -> None:
    public.fill("One.")
    public.answer(do="1")
    assert "One.</textarea>" in public.page
    public.answer(text="Two.")
    assert "Step 2" in public.page


@pytest.mark.parametrize(
    ("fields", "sentence", "kept"),
    [
        ({"text": ""}, "Write a few words", ""),
        ({"text": " \n "}, "Write a few words", ""),
        ({"text": "x" * 20_001}, "Please shorten it", "x" * 20_001),
        ({"text": "half \ufffd letters"}, "did not arrive", "half \ufffd letters"),
    ],
)
def test_bad_text_comes_back_with_a_sentence(
    public: Stranger, fields: dict[str, str], sentence: str, kept: str
) -> None:
    public.begin()
    public.answer(**fields)
    assert public.status == 422
    assert sentence in public.page and kept in public.page


def test_control_characters_are_dropped_and_the_rest_is_kept(public: Stranger, cast: Cast) -> None:
    public.fill("a\x00b\r\nc")
    public.send()
    opened = open_sealed(cast.birch, Plea.objects.get(), "content", PleaContent)
    assert isinstance(opened, PleaContent) and opened.text == "ab\nc"


def test_bytes_that_are_no_utf8_are_answered_with_a_sentence(public: Stranger) -> None:
    page = public.begin()
    token = hidden(page)["token"][0]
    public.take(
        public.client.post(
            "/en/ask/",
            f"token={token}&step=1&text=".encode() + b"%C1%F0%E0%F2 \xd0",
            content_type="application/x-www-form-urlencoded",
        )
    )
    assert public.status == 422 and "did not arrive" in public.page


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"text=" + b"y" * 600_000),
        ("application/x-www-form-urlencoded; charset=koi8-r", b"text=x"),
        ("multipart/form-data; boundary=zz", b"--zz\r\nbroken"),
        ("multipart/form-data", b"nothing"),
        ("text/plain", b"nothing"),
    ],
)
def test_what_cannot_be_read_gets_a_page_and_no_row(
    public: Stranger, content_type: str, body: bytes
) -> None:
    public.client.raise_request_exception = False
    public.take(public.client.post("/en/ask/", body, content_type=content_type))
    assert public.status in {400, 422}
    assert "<h1>" in public.page and Plea.objects.count() == 0


def test_choices_that_no_page_offers_are_refused(public: Stranger) -> None:
    public.fill()
    public.post("ask/", do="send", urgency="never", step="6")
    assert public.status == 422 and Plea.objects.count() == 0
    public.post("ask/", do="send", urgency="now", never="shout", step="6")
    assert public.status == 422 and Plea.objects.count() == 0


def test_files_are_sealed_on_disk_and_come_with_the_plea(
    public: Stranger, cast: Cast, settings: Any
) -> None:
    public.fill(file=[photograph(), photograph("voice.ogg", b"short")])
    assert "hands.jpg" in public.page and "voice.ogg" in public.page
    assert Blob.objects.filter(kept=False).count() == 2
    public.send()
    assert PleaFile.objects.count() == 2 and Blob.objects.filter(kept=True).count() == 2
    for stored in Path(settings.DATA_DIR).rglob("*"):
        assert "hands" not in stored.name
        if stored.is_file():
            content = stored.read_bytes()
            assert b"canary-in-a-photograph" not in content and b"hands.jpg" not in content
    birch = cast.birch
    for file in PleaFile.objects.all():
        key = reading.file_key(birch, file.blob)
        assert key is not None and not isinstance(key, Sealed)
        whole = b"".join(reading.chunks(birch, file.blob, key))
        assert whole == (SECRET if key.name == "hands.jpg" else b"short")


def test_a_file_survives_an_error_on_a_later_step_and_can_be_removed(public: Stranger) -> None:
    public.fill(file=photograph())
    held = hidden(public.page)["held"]
    public.answer(do="1")
    public.answer(text="")
    assert public.status == 422 and hidden(public.page)["held"] == held
    public.answer(text="Again.")
    public.post("ask/", do="5")
    assert "hands.jpg" in public.page
    blob = Blob.objects.get()
    public.post("ask/", drop="0")
    assert "hands.jpg" not in public.page and not Blob.objects.exists()
    assert not blobs.path_of(blob.id).exists()


def test_a_file_that_is_too_large_is_named_and_nothing_typed_is_lost(
    public: Stranger, settings: Any
) -> None:
    settings.LARGEST_PUBLIC_FILE = 1000
    public.fill("What I wrote.", file=[photograph(), photograph("small.txt", b"x")])
    assert public.status == 422
    assert "larger than 1000" in public.page and "What I wrote." in public.page
    assert hidden(public.page)["text"] == ["What I wrote."]
    assert "small.txt" in public.page and Blob.objects.count() == 1
    public.answer()
    public.send()
    assert public.code and PleaFile.objects.count() == 1


def test_too_many_files_are_not_taken(public: Stranger) -> None:
    public.fill(file=[photograph(f"{n}.jpg", b"x") for n in range(12)])
    assert public.status == 422 and "10 files" in public.page
    assert Blob.objects.count() == 10


def test_a_file_that_was_swept_is_asked_for_again(public: Stranger) -> None:
    public.fill("What I wrote.", file=photograph())
    Blob.objects.all().delete()
    public.send()
    assert public.status == 422 and "choose them again" in public.page
    assert hidden(public.page)["text"] == ["What I wrote."] and Plea.objects.count() == 0
    public.answer()
    public.send()
    assert public.code


def test_a_forged_file_is_not_attached(public: Stranger) -> None:
    public.fill()
    public.post("ask/", do="send", held="forged")
    assert public.status == 422 and Plea.objects.count() == 0


def test_a_full_disk_while_a_file_arrives_keeps_the_text(public: Stranger) -> None:
    with mock.patch.object(blobs.Writing, "take", side_effect=OSError(28, "no space")):
        public.fill("What I wrote.", file=photograph())
    assert public.status == 422 and "no room" in public.page
    assert hidden(public.page)["text"] == ["What I wrote."]


def test_a_locked_database_gives_everything_back_to_send_again(public: Stranger) -> None:
    public.fill("What I wrote.", reach="after ten at night")
    with mock.patch(
        "safeconduct.apps.intake.plea_actions.ask", side_effect=OperationalError("locked")
    ):
        public.send()
    assert public.status == 503
    assert "What I wrote.</textarea>" in public.page and "after ten at night" in public.page
    assert "Leave now" in public.page and "Send again" in public.page
    public.take(
        public.client.post(
            "/en/ask/",
            {**hidden(public.page), "text": "What I wrote.", "reach": "after ten at night"},
        )
    )
    assert public.status == 200 and public.code


def test_killed_between_commit_and_answer_the_person_gets_the_code_again(public: Stranger) -> None:
    read_through = public.fill()
    with (
        mock.patch("safeconduct.apps.intake.plea_views.receipt", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        public.send()
    assert Plea.objects.count() == 1
    public.page = read_through
    public.send()
    assert public.code and Plea.objects.count() == 1
