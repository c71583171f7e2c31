"""Every page of the way out: who reaches it, what stays sealed, and that no secret leaks."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeconduct.apps.relocation.models import Consent, Hold, Journey
from safeconduct.apps.relocation.urls import urlpatterns
from tests.apps.relocation.scene import SECRETS, Scene
from tests.cast import Cast

PARTNER_PAGES = {
    "add_partner",
    "see_partner",
    "change_partner",
    "move_partner",
    "note_contact",
    "add_route",
    "change_route",
    "suspend_route",
    "resume_route",
    "pledge_places",
    "open_places",
    "change_places",
    "lapse_places",
    "revoke_places",
}
NAMES = [pattern.name or "" for pattern in urlpatterns]


@dataclass
class Pages:
    """A scene far enough along that every address leads somewhere."""

    scene: Scene
    journey: Journey

    def address(self, name: str) -> str:
        """The address of a page, with the ids that the scene has."""
        ids: dict[str, Any] = {
            "partner_id": self.scene.partner.id,
            "route_id": self.scene.route.id,
            "place_id": self.scene.place.id,
            "case_id": self.scene.case.id,
            "application_id": self.journey.application_id,
            "hold_id": Hold.objects.get().id,
            "consent_id": Consent.objects.get().id,
            "journey_id": self.journey.id,
        }
        pattern = next(one for one in urlpatterns if one.name == name)
        wanted = pattern.pattern.converters
        return reverse(name, kwargs={key: ids[key] for key in wanted})


@pytest.fixture
def pages(cast: Cast) -> Pages:
    """A journey is planned on a visa of a partner that must never be named."""
    scene = Scene(cast)
    return Pages(scene, scene.planned())


def test_who_reaches_which_page(pages: Pages, cast: Cast) -> None:
    """Officers and the coordinator everything; caseworkers no partner's page; others nothing."""
    wrong = []
    clients = {name: cast.client(name) for name in ("alder", "birch", "willow", "linden", "maple")}
    for name in NAMES:
        for who, client in clients.items():
            allowed = who in {"alder", "linden"} or (who == "birch" and name not in PARTNER_PAGES)
            status = client.get(pages.address(name)).status_code
            if status != (200 if allowed else 404):
                wrong.append((name, who, status))
    assert wrong == []
    assert Client().get(pages.address("way_out")).status_code == 302


def test_posting_where_one_may_not_go_is_404(pages: Pages, cast: Cast) -> None:
    """The same holds for what is posted."""
    birch, willow = cast.client("birch"), cast.client("willow")
    posting = [
        n
        for n in NAMES
        if n not in {"way_out", "case_way_out", "see_application", "see_partner", "choose_place"}
    ]
    assert [n for n in posting if willow.post(pages.address(n), {}).status_code != 404] == []
    assert [
        n
        for n in posting
        if n in PARTNER_PAGES and birch.post(pages.address(n), {}).status_code != 404
    ] == []


def test_a_caseworker_never_sees_who_the_partner_is(pages: Pages, cast: Cast) -> None:
    """Not in a page, a title, an option, an attribute: the cover name and a bar, nothing else."""
    birch = cast.client("birch")
    leaked = []
    for name in NAMES:
        if name in PARTNER_PAGES:
            continue
        for response in (birch.get(pages.address(name)), birch.post(pages.address(name), {})):
            text = response.content.decode()
            leaked += [(name, secret) for secret in SECRETS if secret in text]
    assert leaked == []
    tab = birch.get(pages.address("case_way_out")).content.decode()
    assert "Partner Maple" in tab
    assert 'class="sealed"' in tab


def test_the_officer_reads_what_is_sealed_to_partners(pages: Pages, cast: Cast) -> None:
    """Everything that was written is there for who holds the key, and nowhere in a title."""
    linden = cast.client("linden")
    partner = linden.get(pages.address("see_partner")).content.decode()
    application = linden.get(pages.address("see_application")).content.decode()
    assert [s for s in SECRETS if s not in partner + application] == []
    for text in (partner, application):
        title = text[text.index("<title>") : text.index("</title>")]
        assert [s for s in SECRETS if s in title] == []


def test_no_secret_rests_in_the_database(pages: Pages, django_db_blocker: object) -> None:
    """No column of any row of relocation holds a secret in plain."""
    found = []
    for model in (
        type(pages.scene.partner),
        type(pages.scene.route),
        type(pages.scene.place),
        type(pages.journey),
        type(pages.journey.application),
        Hold,
        Consent,
    ):
        for row in model.objects.values():
            for column, value in row.items():
                plain = (
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                )
                found += [(column, s) for s in SECRETS if s.encode() in plain]
    assert found == []


def test_forms_keep_what_was_typed(pages: Pages, cast: Cast) -> None:
    """A refusal says what to do and gives every word back."""
    linden = cast.client("linden")
    said = {
        "cover_name": "Partner Zubrowka",
        "kind": "government",
        "confidentiality": "never",
        "name": "Zubrowka again",
        "contacts": "Somebody; visas; by hand",
        "note": "typed words",
    }
    response = linden.post(pages.address("add_partner"), said)
    text = response.content.decode()
    assert response.status_code == 200
    assert "This cover name tells who the partner is" in text
    assert all(words in text for words in said.values())


def test_pages_of_an_application_offer_the_next_step(cast: Cast) -> None:
    """At each state the case's tab has one thing to press, and pressing it works."""
    scene = Scene(cast)
    linden, birch = cast.client("linden"), cast.client("birch")
    offered = linden.post(
        reverse("offer_place", args=[scene.place.id]), {"chosen": str(scene.case.id)}
    )
    tab = reverse("case_way_out", args=[scene.case.id])
    assert offered.headers["Location"] == tab
    hold = Hold.objects.get()
    this = [hold.application_id]
    assert "Somebody else has to read it through" in linden.get(tab).content.decode()
    steps: list[tuple[Client, str, list[Any], dict[str, Any]]] = [
        (birch, "review_application", this, {}),
        (
            birch,
            "note_consent",
            this,
            {"purpose": "to be let in", "scope": "names", "expires_on": "2099-01-01"},
        ),
        (linden, "hand_in_application", this, {}),
        (linden, "note_decision", this, {"decision": "approved", "reason": "clear"}),
        (linden, "note_visa", this, {"kind": "visa", "number": "D 1", "valid_until": "2099-01-01"}),
        (
            linden,
            "plan_journey",
            [scene.case.id],
            {
                "kind": "abroad",
                "month": "2099-01-01",
                "application": str(this[0]),
                "persons": [str(p) for p in scene.persons()],
                "legs": "here; Nebelsbad; 2099-01-02; train; 7",
            },
        ),
    ]
    for client, name, args, typed in steps:
        address = reverse(name, args=args)
        assert f'href="{address}"' in client.get(tab).content.decode(), name
        assert client.post(address, typed).status_code == 302, name
    journey = Journey.objects.get()
    persons = [str(p) for p in scene.persons()]
    left = linden.post(
        reverse("depart", args=[scene.case.id]), {"persons": persons, "journey": str(journey.id)}
    )
    assert left.status_code == 302
    for name in ("arrive", "file_status"):
        address = reverse(name, args=[journey.id])
        assert f'href="{address}"' in linden.get(tab).content.decode(), name
        assert linden.post(address, {}).status_code == 302, name
    assert "asked for status" in linden.get(tab).content.decode()
