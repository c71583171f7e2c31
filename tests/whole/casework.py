"""Steps of `Operation` on the staff face: triage, cases, flats, the way out.

Each function does one part of the operation and says which rows later parts need.
"""

from dataclasses import dataclass

from tests.whole.canaries import a_file
from tests.whole.operation import Operation, day, ids_in
from tests.whole.visitor import Answer, Chosen


@dataclass
class Work:
    """The ids of what was made."""

    case: str = ""
    sealed_off: str = ""
    urgent: str = ""
    flat: str = ""
    other_flat: str = ""
    partner: str = ""
    route: str = ""
    place: str = ""
    application: str = ""
    journey: str = ""


def file_of(op: Operation, size: int) -> tuple[str, bytes]:
    """A canary file under a canary name."""
    return f"{op.sower.sow('file name')}.pdf", a_file(op.sower, size)


def only(found: list[str]) -> str:
    """The one id that was to be found."""
    assert len(found) == 1, found
    return found[0]


def write_in(op: Operation) -> None:
    """Six people ask for help; one writes more, one withdraws."""
    small, large = file_of(op, 30_000), file_of(op, 1_200_000)
    op.ask_for_help("accepted", files={small[0]: small, large[0]: large})
    for who in ("second", "declined", "referred", "suspect"):
        op.ask_for_help(who, language="en")
    op.ask_for_help("withdrawn", files={small[0]: small})
    page = op.come_back("accepted")
    person = op.people[-1]
    more = {"text": op.sower.sow("message")}
    name, content = file_of(op, 20_000)
    person.send(page, more, files={"file": (name, content)}, button=("do", "write"))


def triage(op: Operation, work: Work) -> None:
    """Every verb of triage."""
    at = {who: f"/requests/{plea}/" for who, plea in op.pleas.items()}
    first = at["accepted"]
    op.do("birch", first + "answer/")
    op.do("birch", first + "ask-back/")
    op.do("birch", first + "note/")
    op.do("birch", first + "screening/")
    op.do("birch", first + "stage/", {"to": "review_1"})
    op.do("birch", first + "vetting/", {"to": "identity_ok"})
    op.do("birch", first + "vetting/", {"to": "corroborated"})
    op.do("birch", first + "clear/")
    op.do("rowan", first + "clear/")
    op.do("rowan", at["suspect"] + "hold/")
    op.do("rowan", at["second"] + "duplicate/", {"other": op.pleas["accepted"]})
    page = op.do("rowan", at["referred"] + "same-person/", {"other": op.pleas["declined"]})
    op.do("rowan", page.path, action="/undo/")
    op.do("rowan", at["declined"] + "decline/")
    op.do("rowan", at["referred"] + "refer/")
    op.do("birch", first + "accept/", {"people": "2"})
    work.case = only(op.ids("birch", "/cases/", "/cases/%s/"))
    page = op.come_back("withdrawn")
    person = op.people[-1]
    page = person.send(page, {}, button=("do", "withdraw"))
    person.send(page, {}, button=("do", "erase"))


def work_case(op: Operation, work: Work) -> None:
    """People, danger, needs, tasks, papers, check-ins, notes, files, and a case sealed off."""
    case = f"/cases/{work.case}/"
    birch = op.members["birch"]
    op.do("birch", case + "summary/", {"text": op.sower.sow("case summary")})
    for who in ("birch", "rowan"):
        op.do(who, case + "vetting/", {"to": "two_person_cleared"})
    person = {"born": "1990-05"}
    op.do("birch", case + "people/add/", person)
    someone = ids_in(birch.get(case), "/cases/people/%s/")[0]
    op.do("birch", f"/cases/people/{someone}/", {**person, "keep_from_household": ["health"]})
    op.do("birch", case + "split/")
    op.do("birch", case + "danger/assess/", {"passport_valid_until": day(300)})
    op.do("birch", case + "danger/band/", {"band": "urgent"})
    op.do("rowan", case + "danger/", action="/confirm/")
    op.do("birch", case + "danger/band/", {"band": "normal"})
    op.do("rowan", case + "danger/", action="/drop/")
    op.do("birch", case + "needs/add/")
    need = ids_in(birch.get(case), "/cases/needs/%s/met/")[0]
    op.do("birch", f"/cases/needs/{need}/met/")
    op.do("birch", case + "tasks/add/", {"due_on": day(2)})
    task = ids_in(birch.get(case + "tasks/"), "/cases/tasks/%s/")[0]
    op.do("birch", f"/cases/tasks/{task}/", {"due_on": day(3)})
    op.do("birch", case + "tasks/", action="/done/")
    op.do("birch", case + "papers/add/", {"kind": "travel_passport", "state": "valid"})
    paper = ids_in(birch.get(case + "papers/"), "/cases/papers/%s/")[0]
    op.do("birch", f"/cases/papers/{paper}/", {"expires": day(200)})
    op.do("birch", case + "check-ins/agree/", {"first_due": f"{day(1)}T10:00"})
    op.do("birch", case + "check-ins/heard/", {"words": "danger"})
    op.do("birch", case + "check-ins/alarm/")
    op.do("birch", case + "check-ins/end/")
    op.do("birch", case + "notes/write/")
    name, content = file_of(op, 70_000)
    op.do("birch", case + "files/attach/", {}, files={"file": (name, content)})
    op.do("birch", "/cases/open/", {"people": "1"})
    (work.sealed_off,) = set(op.ids("birch", "/cases/", "/cases/%s/")) - {work.case}
    op.do("birch", f"/cases/{work.sealed_off}/seal-off/", {"sure": "on"})
    op.do("birch", f"/cases/{work.sealed_off}/notes/write/")
    op.do("birch", f"/cases/{work.sealed_off}/stage/", {"to": "on_hold"})


def hide(op: Operation, work: Work) -> None:
    """A flat is found, a bed given, the address told after two people agreed."""
    case = f"/cases/{work.case}/hiding/"
    for cover in ("Heron", "Plover"):
        chosen: Chosen = {"cover_name": cover, "beds": "4", "opened_on": day(-3)}
        op.do("willow", "/flats/add/", {**chosen, "longest_stay": "30"})
    work.flat, work.other_flat = op.ids("willow", "/flats/", "/flats/%s/")[:2]
    flat = f"/flats/{work.flat}/"
    op.do("willow", flat + "change/", {"cover_name": "Curlew"})
    op.do("willow", flat + "address/replace/")
    op.do("birch", "/cases/open/", {"people": "1"})
    (work.urgent,) = set(op.ids("birch", "/cases/", "/cases/%s/")) - {work.case, work.sealed_off}
    urgent = f"/cases/{work.urgent}/hiding/"
    op.do("birch", urgent + "emergency/ask/")
    op.do("birch", urgent, action="/emergency/withdraw/")
    op.do("birch", urgent + "emergency/ask/")
    op.do("willow", urgent + "emergency/confirm/", {"flat": work.flat, "beds": "1", "on": day(0)})
    stay: Chosen = {"beds": "2", "on": day(0)}
    op.do("willow", case + "place/", {**stay, "flat": work.other_flat})
    op.do("willow", case + "move/", {**stay, "flat": work.flat})
    op.do("birch", case, action="/address/propose/")
    op.do("rowan", case, action="/withdraw/")
    op.do("birch", case, action="/address/propose/")
    op.do("rowan", case, action="/approve/")
    op.do("willow", case, action="/tell/")
    op.members["willow"].get(flat + "address/")
    op.do("willow", f"/flats/{work.other_flat}/", action="/pause/")
    op.do("willow", f"/flats/{work.other_flat}/", action="/reopen/")


def way_out(op: Operation, work: Work) -> None:
    """A partner is won, a place given, an application decided, a journey made."""
    case = f"/cases/{work.case}/"
    sow = op.sower.sow
    partner: Chosen = {"cover_name": "Maple", "confidentiality": "never"}
    contacts = f"{sow('contact name')}; {sow('contact role')}; {sow('contact channel')}"
    op.do("linden", "/way-out/partners/add/", {**partner, "contacts": contacts})
    work.partner = only(op.ids("linden", "/way-out/", "/way-out/partners/%s/"))
    at = f"/way-out/partners/{work.partner}/"
    op.do("linden", at + "change/")
    op.do("linden", at + "moved/", {"to": "briefed"})
    op.do("linden", at + "moved/", {"to": "agreed"})
    op.do("linden", at + "contact/")
    op.do("linden", at + "way/", {"papers": ["travel_passport"]})
    work.route = ids_in(op.members["linden"].get(at), "/way-out/ways/%s/change/")[0]
    way = f"/way-out/ways/{work.route}/"
    op.do("linden", way + "change/")
    op.do("linden", way + "suspend/")
    op.do("linden", at, action="/resume/")
    op.do("linden", way + "places/", {"persons": "4", "valid_until": day(90)})
    work.place = ids_in(op.members["linden"].get(at), "/way-out/places/%s/change/")[0]
    op.do("linden", at, action="/open/")
    op.do("linden", f"/way-out/places/{work.place}/change/", {"persons": "5"})
    op.do("linden", f"/way-out/places/{work.place}/offer/", {"chosen": work.case})
    tab = op.members["linden"].get(case + "way-out/")
    work.application = ids_in(tab, "/way-out/applications/%s/")[0]
    there = f"/way-out/applications/{work.application}/"
    op.do("linden", there + "list/", {"papers": ["travel_passport"]})
    op.do("linden", there + "papers/", {"brought": ["travel_passport"]})
    op.do("birch", there, action="/read/")
    op.do("birch", there + "consent/", {"expires_on": day(60)})
    op.do("linden", there + "hand-in/")
    op.do("linden", there + "asked/")
    op.do("linden", there + "hand-in/")
    op.do("linden", there, action="/interview/")
    op.do("linden", there + "review/")
    op.do("alder", there + "review/", {"to": "cleared"})
    op.do("linden", there + "decision/", {"decision": "approved"})
    op.do("linden", there + "visa/", {"valid_until": day(100)})
    legs = "; ".join((sow("leg from"), sow("leg to"), day(1), sow("leg by"), sow("leg reference")))
    travellers = people_in(op, case + "way-out/journey/")
    trip: Chosen = {"legs": legs, "month": day(5), "persons": travellers}
    op.do("linden", case + "way-out/out-of-region/", {"persons": travellers})
    op.do(
        "linden",
        case + "way-out/journey/",
        {**trip, "kind": "abroad", "application": work.application},
    )
    work.journey = ids_in(
        op.members["linden"].get(case + "way-out/"), "/way-out/journeys/%s/change/"
    )[0]
    op.do("linden", f"/way-out/journeys/{work.journey}/change/", {"legs": legs, "month": day(6)})
    op.do("willow", case + "hiding/", {"why": "departed", "on": day(0)}, action="/end/")
    op.do("linden", case + "way-out/left/", {"persons": travellers, "journey": work.journey})
    op.do("linden", f"/way-out/journeys/{work.journey}/arrived/", {})
    op.do("linden", f"/way-out/journeys/{work.journey}/filed/", {})


def other_ways(op: Operation, work: Work) -> None:
    """What goes wrong or is taken back: places, consents, journeys, contact, flats."""
    case, linden = f"/cases/{work.urgent}/", op.members["linden"]
    partner = f"/way-out/partners/{work.partner}/"
    for action in ("/lapse/", "/revoke/"):
        op.do("linden", f"/way-out/ways/{work.route}/places/", {"persons": "2"})
        newest = set(ids_in(linden.get(partner), "/way-out/places/%s/change/")) - {work.place}
        op.do("linden", f"/way-out/places/{newest.pop()}{action}")
    for end in ("withdraw/", "expired/"):
        op.do("linden", case + "way-out/application/", {"chosen": work.route})
        there = f"/way-out/applications/{newest_application(op, case)}/"
        op.do("linden", there + end)
    choice = linden.get(case + "way-out/place/")
    assert any(work.place in link for link in choice.read.links)
    op.do("linden", f"/way-out/places/{work.place}/offer/", {"chosen": work.urgent})
    there = f"/way-out/applications/{newest_application(op, case)}/"
    op.do("birch", there + "consent/", {"expires_on": day(60)})
    op.do("linden", there, {"until": day(20)}, action="/longer/")
    consent = hidden_id(op, there, "/way-out/consents/%s/back/")
    op.do("linden", f"/way-out/consents/{consent}/back/")
    hold = hidden_id(op, there, "/way-out/holds/%s/back/")
    op.do("linden", f"/way-out/holds/{hold}/back/")
    op.do("birch", case + "people/add/", {"born": ""})
    travellers = people_in(op, case + "way-out/journey/")
    trip: Chosen = {"legs": "", "month": day(5), "persons": travellers, "kind": "abroad"}
    op.do("linden", case + "way-out/journey/", trip)
    journey = ids_in(linden.get(case + "way-out/"), "/way-out/journeys/%s/change/")[0]
    op.do("linden", f"/way-out/journeys/{journey}/off/")
    op.do("birch", case + "owner/")
    op.do("birch", case + "way-out/contact-lost/")
    op.do("birch", case + "way-out/contact-back/", {"to": "sheltered"})
    op.do("birch", case + "brought-out/", {"on": day(0), "persons": travellers})
    op.do("birch", case + "left-country/", {"on": day(0), "persons": travellers})
    op.do("willow", f"/flats/{work.flat}/burn/")
    for who, path in (
        ("alder", "/team/"),
        ("alder", "/account/"),
        ("maple", "/audit/"),
        ("willow", f"/flats/{work.flat}/who-knows/"),
        ("birch", case + "timeline/"),
        ("birch", "/"),
    ):
        assert op.members[who].get(path).status == 200, path


def newest_application(op: Operation, case: str) -> str:
    """The one application of a case that has not ended."""
    tab = op.members["linden"].get(case + "way-out/")
    for one in ids_in(tab, "/way-out/applications/%s/"):
        page = op.members["linden"].get(f"/way-out/applications/{one}/")
        if any(link.endswith("/withdraw/") for link in page.read.links):
            return one
    raise AssertionError(tab.read.links)


def hidden_id(op: Operation, path: str, pattern: str) -> str:
    """The one id in links or forms of a page."""
    return only(ids_in(op.members["linden"].get(path), pattern))


def people_in(op: Operation, path: str) -> list[str]:
    """The people that a form offers."""
    form = op.members["linden"].get(path).form("persons")
    return [one.value for one in form.fields if one.name == "persons"]


def look(op: Operation, who: str, words: str) -> Answer:
    """Search for something."""
    visitor = op.members[who]
    return visitor.send(visitor.get("/search/"), {"text": words})
