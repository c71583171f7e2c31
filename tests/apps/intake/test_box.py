"""Coming back with a code: wrong codes, answers, more messages, withdrawing."""

from unittest import mock

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from safeconduct.apps.intake import actions, plea_limits, plea_mailbox, plea_tokens
from safeconduct.apps.intake.models import Message, Plea, PleaFile, RequestNote
from safeconduct.apps.vault import blobs
from safeconduct.apps.vault.models import Blob, SearchEntry
from tests.apps.intake.conftest import Stranger, hidden
from tests.cast import Cast


@pytest.fixture
def sent(public: Stranger) -> tuple[Stranger, str]:
    """Somebody who has asked for help, and the code."""
    public.fill("They took my brother.")
    public.send()
    return public, public.code


def test_answers_are_read_and_members_see_when(sent: tuple[Stranger, str], cast: Cast) -> None:
    public, code = sent
    plea = Plea.objects.get()
    actions.answer(cast.birch, plea.id, "Stay inside.\nWe will write.")
    public.look(code)
    assert "Stay inside." in public.page and "new" in public.page
    message = Message.objects.get()
    assert message.read_at is not None and message.read_at.minute == 0
    public.look(code)
    assert "Stay inside." in public.page and "<b>new</b>" not in public.page


def test_the_code_may_be_typed_as_it_was_kept(sent: tuple[Stranger, str]) -> None:
    public, code = sent
    arabic = "".join(chr(0x660 + int(c)) if c.isdigit() else "-" for c in code)
    for typed in (code.replace(" ", ""), f" {code} ", arabic):
        public.look(typed)
        assert public.status == 200, typed


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda code: code[:-1], "A code has 30 digits"),
        (lambda code: ("1" if code[0] != "1" else "2") + code[1:], "One of the digits is wrong"),
        (lambda code: plea_tokens.fresh_code().shown, "We do not know this code"),
        (lambda code: "", "Type the 30 digits"),
        (lambda code: "9" * 5000, "A code has 30 digits"),
    ],
)
def test_wrong_codes_are_told_apart_and_come_back_as_typed(
    sent: tuple[Stranger, str], spoil: object, sentence: str
) -> None:
    public, code = sent
    typed = spoil(code)  # type: ignore[operator]
    public.look(typed)
    assert public.status == 422 and sentence in public.page
    assert typed[:400] in public.page


def test_known_and_unknown_codes_cost_one_derivation_each(sent: tuple[Stranger, str]) -> None:
    public, code = sent
    digits = code.replace(" ", "")
    other = plea_tokens.fresh_code().digits
    half_right = digits[:10] + other[10:28]
    half_right += f"{98 - int(half_right) * 100 % 97:02d}"
    for typed, found in ((code, True), (other, False), (half_right, False)):
        with (
            mock.patch(
                "safeconduct.seal.return_code.Argon2id",
                wraps=plea_mailbox.ReturnCode.mailbox_seed.__globals__["Argon2id"],
            ) as derived,
            mock.patch("hmac.compare_digest", wraps=__import__("hmac").compare_digest) as compared,
        ):
            public.look(typed)
        assert derived.call_count == 1 and compared.call_count >= 1
        assert (public.status == 200) is found


def test_too_many_wrong_codes_are_slowed_and_nothing_typed_is_lost(
    sent: tuple[Stranger, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    public, code = sent
    bucket = plea_limits.Bucket(burst=2, per_second=0)
    monkeypatch.setattr("safeconduct.apps.intake.plea_box_views.CODES", bucket)
    for _ in range(5):
        public.look(code)
        assert public.status == 200
    for _ in range(2):
        public.look(plea_tokens.fresh_code().shown)
        assert public.status == 422
    public.page = ""
    public.post("box/", code=code, do="write", text="My new message", turn="x")
    assert public.status == 429 and "Wait a minute" in public.page
    assert code in public.page and hidden(public.page)["text"] == ["My new message"]
    bucket.left = 2
    public.post("box/", code=code)
    assert "My new message" in public.page


def test_a_message_sent_twice_is_kept_once(sent: tuple[Stranger, str], cast: Cast) -> None:
    public, code = sent
    actions.answer(cast.birch, Plea.objects.get().id, "Where are you?")
    box = public.look(code)
    photo = SimpleUploadedFile("door.jpg", b"jpeg")
    public.post("box/", do="write", text="At my aunt's.", file=photo)
    assert "We have your message" in public.page and "At my aunt" not in public.page
    public.page = box
    public.post("box/", do="write", text="At my aunt's.")
    assert Message.objects.filter(kind="theirs").count() == 1
    assert PleaFile.objects.get().message is not None
    plea = Plea.objects.get()
    assert plea.waits_since is not None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Write a few words, or choose a file"),
        ({"text": "z" * 20_001}, "Please shorten it"),
        ({"text": "Hello", "turn": "forged"}, "open for too long"),
    ],
)
def test_a_message_that_cannot_be_taken_comes_back(
    sent: tuple[Stranger, str], fields: dict[str, str], sentence: str
) -> None:
    public, code = sent
    public.look(code)
    file = SimpleUploadedFile("door.jpg", b"jpeg")
    given = dict(fields) if not fields["text"] else {**fields, "file": file}
    public.post("box/", do="write", **given)
    assert public.status == 422 and sentence in public.page and fields["text"] in public.page
    assert Message.objects.count() == 0
    if fields["text"]:
        assert "door.jpg" in public.page and hidden(public.page)["held"]
        public.post("box/", do="write", text="Short now")
        assert public.status == 200 and PleaFile.objects.count() == 1


def test_the_box_is_reached_by_posting_only(sent: tuple[Stranger, str]) -> None:
    public, _code = sent
    response = public.client.get("/en/box/")
    assert response.status_code == 302 and response["Location"] == "/en/back/"


def every_byte() -> bytes:
    """Everything in every table."""
    found = []
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            found += [
                bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row
            ]
    return b"\0".join(found)


def test_withdrawing_erases_everything_and_the_code_opens_nothing(
    public: Stranger, cast: Cast
) -> None:
    read_through = public.fill("Canary text.", file=SimpleUploadedFile("a.jpg", b"canary"))
    public.send()
    code = public.code
    plea = Plea.objects.get()
    actions.answer(cast.birch, plea.id, "Canary answer.")
    actions.note_on_request(cast.birch, plea.id, "Canary note.")
    public.look(code)
    public.post("box/", do="write", text="Canary more.")
    sealed = [bytes(plea.content or b""), bytes(plea.lookup_digest), bytes(plea.mailbox_public)]
    for message in Message.objects.all():
        sealed += [bytes(message.text or b""), bytes(message.answer or b"")]
    sealed += [bytes(RequestNote.objects.get().text or b"")]
    sealed += [bytes(Blob.objects.get().key or b"")]
    sealed += [bytes(entry.words or b"") for entry in SearchEntry.objects.all()]
    sealed = [one for one in sealed if one]
    assert len(sealed) >= 10 and all(one in every_byte() for one in sealed)
    path = blobs.path_of(Blob.objects.get().id)
    assert path.exists()

    public.post("box/", code=code, do="withdraw")
    assert "cannot be undone" in public.page and "begun to help" not in public.page
    assert Plea.objects.get().stage == "requested"
    public.post("box/", code=code, do="erase")
    assert public.status == 200 and "Everything is withdrawn" in public.page

    plea = Plea.objects.get()
    assert (plea.stage, plea.language) == ("withdrawn", "") and plea.withdrawn_on is not None
    left = every_byte()
    assert not [one for one in sealed if one in left]
    assert not Blob.objects.exists() and not SearchEntry.objects.exists() and not path.exists()
    public.look(code)
    assert public.status == 422 and "We do not know this code" in public.page
    public.page = read_through
    public.send()
    assert "Everything is withdrawn" in public.page and Plea.objects.count() == 1


def test_withdrawing_says_what_a_case_keeps(sent: tuple[Stranger, str], cast: Cast) -> None:
    public, code = sent
    actions.accept(cast.birch, Plea.objects.get().id)
    public.look(code)
    public.post("box/", code=code, do="withdraw")
    assert "We have already begun to help you" in public.page
    public.post("box/", code=code, do="erase")
    plea = Plea.objects.get()
    assert plea.stage == "withdrawn" and plea.case is not None
    assert plea.case.summary is not None
