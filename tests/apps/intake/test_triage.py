"""Triage: each verb works, is on record, is 404 for strangers and keeps the text when refused."""

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeconduct.apps.audit.action import PUBLIC, Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.audit.models import Event
from safeconduct.apps.cases.records import CaseSummary
from safeconduct.apps.intake import actions, plea_actions, queries
from safeconduct.apps.intake.models import Link, Message, Plea, RequestNote, Screening
from safeconduct.apps.intake.plea_mailbox import OpenBox, answers, new_mailbox, open_box
from safeconduct.apps.intake.plea_tokens import fresh_code
from safeconduct.apps.intake.records import PleaContent, RequestNoteText
from safeconduct.apps.team.actions import leave_compartment
from safeconduct.apps.vault.opening import open_sealed
from safeconduct.seal.return_code import ReturnCode
from tests.cast import Cast

VERBS = (
    "see_request",
    "answer",
    "ask_back",
    "note_on_request",
    "move_request_stage",
    "decline",
    "refer_out",
    "accept",
    "mark_duplicate",
    "same_person_as",
    "screen_request",
    "vet_request",
    "clear_two_person",
    "hold_infiltration",
)


def plead(text: str = "Men came to our house.", urgency: str = "now") -> tuple[Plea, ReturnCode]:
    code = fresh_code()
    content = PleaContent(
        text,
        where="region",
        where_words="Argun",
        channel="other",
        reach="Signal at night",
        never=("call", "family"),
    )
    plea = plea_actions.ask(
        PUBLIC, new_mailbox(code), content=content, urgency=urgency, language="ru"
    )
    return plea, code


def box_of(code: ReturnCode) -> OpenBox:
    box = open_box(code)
    assert box is not None
    return box


def verbs() -> list[str]:
    return list(Event.objects.order_by("seq").values_list("verb", flat=True))


def test_an_answer_reaches_the_mailbox_and_members(cast: Cast) -> None:
    plea, code = plead()
    assert plea.waits_since is not None
    message = actions.answer(cast.birch, plea.id, "We have read it. Stay where you are.")
    plea.refresh_from_db()
    assert plea.waits_since is None
    assert [one.text for one in answers(box_of(code))] == ["We have read it. Stay where you are."]
    assert b"Stay where" not in bytes(message.answer or b"")
    assert verbs()[-1] == "answer"


def test_asking_back_moves_a_new_request_to_screening(cast: Cast) -> None:
    plea, _code = plead()
    actions.ask_back(cast.birch, plea.id, "Which town?")
    plea.refresh_from_db()
    assert plea.stage == "screening"
    with pytest.raises(Refused):
        actions.ask_back(cast.birch, plea.id, "And then?", to="accepted")


@pytest.mark.parametrize("stage,fine", [("interview", True), ("review_2", False), ("x", False)])
def test_stages_move_by_the_table(cast: Cast, stage: str, fine: bool) -> None:
    plea, _code = plead()
    if fine:
        actions.move_request_stage(cast.birch, plea.id, to=stage, reason="She called.")
        note = open_sealed(cast.rowan, RequestNote.objects.get(), "text", RequestNoteText)
        assert isinstance(note, RequestNoteText) and note.text == "She called."
    else:
        with pytest.raises(Refused):
            actions.move_request_stage(cast.birch, plea.id, to=stage)
    plea.refresh_from_db()
    assert (plea.stage == stage) is fine


def test_declining_tells_why_and_where_else(cast: Cast) -> None:
    plea, code = plead()
    actions.decline(
        cast.birch,
        plea.id,
        reason="outside_mandate",
        text="We cannot.",
        referral="Ask Rainbow.",
    )
    plea.refresh_from_db()
    assert (plea.stage, plea.decline_reason) == ("declined", "outside_mandate")
    assert answers(box_of(code))[0].text == "We cannot.\n\nAsk Rainbow."
    with pytest.raises(Refused):
        actions.decline(cast.birch, plea.id, reason="hostile", text="Again.")
    actions.move_request_stage(cast.birch, plea.id, to="screening")
    plea.refresh_from_db()
    assert plea.decline_reason == ""


def test_accepting_opens_a_case_with_the_words_and_the_danger(cast: Cast) -> None:
    plea, code = plead()
    actions.vet_request(cast.birch, plea.id, to="identity_ok", reason="Passport seen.")
    case = actions.accept(
        cast.birch, plea.id, people=2, answers={"hunter": "state"}, text="We take you in."
    )
    plea.refresh_from_db()
    assert (plea.stage, plea.case_id) == ("accepted", case.id)
    summary = open_sealed(cast.rowan, case, "summary", CaseSummary)
    assert isinstance(summary, CaseSummary)
    assert "Men came to our house." in summary.text and "Argun" in summary.text
    assert "Signal at night" in summary.contact
    assert "Never call" in summary.never_do
    assert case.people == 2 and case.band and case.vetting == "identity_ok"
    assert answers(box_of(code))[0].text == "We take you in."
    assert queries.pleas_of_case(case.id)[0][0] == plea.id
    with pytest.raises(Refused):
        actions.accept(cast.birch, plea.id)
    with pytest.raises(Refused, match="on_the_case"):
        actions.vet_request(cast.birch, plea.id, to="corroborated", reason="x")


def test_a_held_request_is_not_accepted(cast: Cast) -> None:
    plea, _code = plead()
    actions.hold_infiltration(cast.birch, plea.id, reason="Number known.")
    with pytest.raises(Refused, match="held"):
        actions.accept(cast.birch, plea.id)


def test_links_are_undone_and_nothing_is_lost(cast: Cast) -> None:
    one, _ = plead("The first letter.")
    two, _ = plead("The second letter.")
    actions.move_request_stage(cast.birch, two.id, to="interview")
    link = actions.mark_duplicate(cast.birch, two.id, of=one.id)
    two.refresh_from_db()
    assert two.stage == "duplicate"
    with pytest.raises(Refused):
        actions.mark_duplicate(cast.birch, one.id, of=one.id)
    actions.unlink(cast.rowan, link.id)
    two.refresh_from_db()
    assert two.stage == "interview" and two.content is not None
    undone = Link.objects.get()
    assert undone.undone_by_id == cast.rowan.member.id and undone.undone_on is not None
    with pytest.raises(Refused):
        actions.unlink(cast.rowan, link.id)
    actions.same_person_as(cast.birch, two.id, other=one.id)
    with pytest.raises(Refused, match="linked"):
        actions.same_person_as(cast.birch, one.id, other=two.id)


def test_clearing_takes_two_different_members(cast: Cast) -> None:
    plea, _code = plead()
    with pytest.raises(Refused):
        actions.clear_two_person(cast.birch, plea.id, reason="Known to me.")
    actions.vet_request(cast.birch, plea.id, to="identity_ok", reason="Passport.")
    actions.vet_request(cast.birch, plea.id, to="corroborated", reason="Two others say so.")
    actions.clear_two_person(cast.birch, plea.id, reason="Known to me.")
    with pytest.raises(Refused, match="second_person"):
        actions.clear_two_person(cast.birch, plea.id, reason="Again.")
    actions.clear_two_person(cast.rowan, plea.id, reason="I agree.")
    plea.refresh_from_db()
    assert plea.vetting == "two_person_cleared"
    actions.hold_infiltration(cast.alder, plea.id, reason="New word.")
    plea.refresh_from_db()
    assert plea.cleared_first_by_id is None and plea.cleared_second_by_id is None
    with pytest.raises(Refused, match="own_verb"):
        actions.vet_request(cast.birch, plea.id, to="two_person_cleared", reason="x")


def test_screening_counts_warnings(cast: Cast) -> None:
    plea, _code = plead()
    warnings = actions.screen_request(
        cast.birch,
        plea.id,
        points={"asks_for_others": ("yes", "twice"), "knows_details": ("yes", "")},
    )
    assert warnings == 1
    actions.screen_request(cast.birch, plea.id, points={"asks_for_others": ("no", "")})
    assert Screening.objects.get(item="asks_for_others").note is None
    with pytest.raises(Refused):
        actions.screen_request(cast.birch, plea.id, points={"nonsense": ("yes", "")})


def test_every_change_of_a_member_is_on_record(cast: Cast) -> None:
    plea, _code = plead()
    other, _code = plead()
    actions.note_on_request(cast.birch, plea.id, "Call the lawyer.")
    actions.refer_out(cast.birch, other.id, text="Write to them.")
    assert verbs()[-2:] == ["note_on_request", "refer_out"]
    assert b"lawyer" not in b"".join(str(e.details).encode() for e in Event.objects.all())


@pytest.mark.parametrize("name", ["willow", "linden", "maple"])
def test_without_triage_nothing_is_there(cast: Cast, name: str) -> None:
    plea, _code = plead()
    client = cast.client(name)
    assert client.get(reverse("requests")).status_code == 404
    for verb in VERBS:
        assert client.get(reverse(verb, args=[plea.id])).status_code == 404, verb
    with pytest.raises(Http404):
        actions.answer(cast.actor(name), plea.id, "Hello")


def test_every_page_shows_for_a_caseworker(cast: Cast) -> None:
    plea, _code = plead()
    plead("Another letter", "later")
    actions.note_on_request(cast.birch, plea.id, "Call the lawyer.")
    client = cast.client("birch")
    listed = client.get(reverse("requests")).content.decode()
    assert "Men came to our house." in listed
    assert listed.index("Men came") < listed.index("Another letter")
    for verb in VERBS:
        response = client.get(reverse(verb, args=[plea.id]))
        assert response.status_code == 200, verb
    page = client.get(reverse("see_request", args=[plea.id])).content.decode()
    assert "Never call" in page and "Signal at night" in page and "Call the lawyer." in page


def test_a_refused_form_keeps_its_text(cast: Cast) -> None:
    plea, _code = plead()
    actions.move_request_stage(cast.birch, plea.id, to="screening")
    actions.refer_out(cast.birch, plea.id, text="There.")
    response = cast.client("birch").post(
        reverse("decline", args=[plea.id]), {"reason": "hostile", "text": "A long letter of ours."}
    )
    assert response.status_code == 422
    assert "A long letter of ours." in response.content.decode()
    assert "has been decided" in response.content.decode()


def test_answering_by_its_page(cast: Cast) -> None:
    plea, code = plead()
    client = cast.client("rowan")
    response = client.post(reverse("answer", args=[plea.id]), {"text": "We are here."})
    assert response.status_code == 302
    assert answers(box_of(code))[0].text == "We are here."
    response = client.post(reverse("accept", args=[plea.id]), {"people": "1", "hunter": "family"})
    assert response.status_code == 302
    assert Message.objects.filter(plea=plea).count() == 1


def test_without_the_key_there_are_bars_and_the_page_works(cast: Cast) -> None:
    plea, _code = plead()
    leave_compartment(cast.alder, code="intake")
    client = cast.client("alder")
    page = client.get(reverse("requests"))
    assert page.status_code == 200
    assert "Men came" not in page.content.decode() and "sealed" in page.content.decode()
    page = client.get(reverse("see_request", args=[plea.id]))
    assert "Men came" not in page.content.decode()
    assert "sealed from you" in page.content.decode()
    response = client.post(reverse("accept", args=[plea.id]), {"people": "1"})
    assert response.status_code == 422


@pytest.mark.parametrize("name", ["birch", "alder"])
def test_the_list_asks_the_database_as_often_for_many_as_for_few(cast: Cast, name: str) -> None:

    if name == "alder":
        leave_compartment(cast.alder, code="intake")

    def asked() -> int:
        actor = cast.actor(name)
        with CaptureQueriesContext(connection) as seen:
            queries.rows_of(actor, list(queries.filtered(actor)[:50]), today())
            queries.counts(actor)
        return len(seen)

    plead()
    few = asked()
    for _ in range(7):
        plead()
    assert asked() == few
