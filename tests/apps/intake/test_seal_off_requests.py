"""A case that is sealed off takes its requests along: words, thread, notes, files."""

from typing import Any

from django.test import Client

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.intake import actions
from safeconduct.apps.intake.models import Message, Plea, PleaFile
from safeconduct.apps.intake.records import PleaContent
from safeconduct.apps.vault.opening import Sealed, open_sealed
from safeconduct.config import public as public_settings
from safeconduct.config import staff as staff_settings
from tests.apps.intake.conftest import Stranger
from tests.apps.intake.test_ask import photograph
from tests.cast import Cast

WORDS = "canary-of-the-sealed-off-request"


def accepted(cast: Cast, public: Stranger, settings: Any) -> Plea:
    """A request with a file and an answer, accepted by birch; from here on, the staff face."""
    public.fill(WORDS, file=photograph())
    public.send()
    plea = Plea.objects.get()
    actions.answer(cast.birch, plea.id, "We read it.")
    actions.note_on_request(cast.birch, plea.id, "called back")
    actions.accept(cast.birch, plea.id)
    settings.ROOT_URLCONF = staff_settings.ROOT_URLCONF
    settings.MIDDLEWARE = staff_settings.MIDDLEWARE
    settings.TEMPLATES = staff_settings.TEMPLATES
    return plea


def seal_off(client: Client, plea: Plea, *members: object) -> int:
    """Press the button on the page."""
    plea.refresh_from_db()
    url = f"/cases/{plea.case_id}/seal-off/"
    form = {"members": [str(member) for member in members], "sure": "on"}
    return client.post(url, form).status_code


def test_only_the_chosen_find_the_request(cast: Cast, public: Stranger, settings: Any) -> None:
    plea = accepted(cast, public, settings)
    assert WORDS in cast.client("rowan").get(f"/requests/{plea.id}/").content.decode()
    assert seal_off(cast.client("birch"), plea, cast.alder.member.id) == 302
    plea.refresh_from_db()
    for name, status in (("alder", 200), ("birch", 200), ("rowan", 404)):
        answer = cast.client(name).get(f"/requests/{plea.id}/")
        assert answer.status_code == status, name
        assert (WORDS in answer.content.decode()) is (status == 200)
    assert str(plea.id) not in cast.client("rowan").get("/requests/?which=all").content.decode()
    blob = PleaFile.objects.get().blob
    assert cast.client("rowan").get(f"/files/{blob.id}/").status_code == 404
    assert cast.client("birch").get(f"/files/{blob.id}/").status_code == 200
    assert audit.of_verb("seal_off_requests")[0].details == {"requests": 1}


def test_no_key_of_intake_opens_anything_of_it(cast: Cast, public: Stranger, settings: Any) -> None:
    plea = accepted(cast, public, settings)
    seal_off(cast.client("birch"), plea)
    rowan = cast.rowan
    assert isinstance(open_sealed(rowan, Plea.objects.get(), "content"), Sealed)
    for message in Message.objects.all():
        assert isinstance(open_sealed(rowan, message, "text"), Sealed | None)
    content = open_sealed(cast.birch, Plea.objects.get(), "content", PleaContent)
    assert isinstance(content, PleaContent) and content.text == WORDS


def test_the_person_still_reads_and_writes(cast: Cast, public: Stranger, settings: Any) -> None:
    plea = accepted(cast, public, settings)
    code = public.code
    seal_off(cast.client("birch"), plea)
    actions.answer(cast.birch, plea.id, "Still here.")
    plea.refresh_from_db()
    newest = Message.objects.order_by("-number")[0]
    assert newest.compartment_id == plea.compartment_id
    settings.ROOT_URLCONF = public_settings.ROOT_URLCONF
    settings.MIDDLEWARE = public_settings.MIDDLEWARE
    settings.TEMPLATES = public_settings.TEMPLATES
    assert "Still here." in public.look(code)


def test_whoever_cannot_open_the_request_cannot_seal_its_case_off(
    cast: Cast, public: Stranger, settings: Any
) -> None:
    plea = accepted(cast, public, settings)
    answer = seal_off(cast.client("willow"), plea)
    assert answer == 200
    plea.refresh_from_db()
    assert plea.compartment.code == "intake"
    assert plea.case.compartment.code == "casework"
