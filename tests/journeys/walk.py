"""One person's way, page by page, through the hands of everybody who has a part in it.

Asks in Russian; what members write is Russian too, so that Latin letters on a Russian page are
the product's own.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import BrowserContext

from tests.journeys.hands import Hands
from tests.whole.operation import DIGITS, Operation

TODAY = datetime.now(UTC).date()


def day(offset: int) -> str:
    """A day near today."""
    return (TODAY + timedelta(days=offset)).isoformat()


class Walked:
    """Who walked, with their browsers, and what they made."""

    def __init__(self, operation: Operation, new_context: Callable[[], BrowserContext]) -> None:
        self.operation = operation
        self.new_context = new_context
        self.hands: dict[str, Hands] = {}
        self.code = ""

    def person(self) -> Hands:
        """A new browser on the public face."""
        page = self.new_context().new_page()
        hands = Hands(page, self.operation.served.addresses["public"])
        self.hands[f"person {len(self.hands)}"] = hands
        return hands

    def member(self, name: str) -> Hands:
        """A member's browser, signed in when first used."""
        if name not in self.hands:
            page = self.new_context().new_page()
            hands = self.hands[name] = Hands(page, self.operation.served.addresses["staff"])
            login = self.operation.logins[name]
            hands.go("/sign-in/")
            typed = {"name": name, "passphrase": login.passphrase, "code": login.code()}
            hands.send(typed)
        return self.hands[name]

    def staff(self) -> dict[str, Hands]:
        """The members' browsers."""
        return {name: one for name, one in self.hands.items() if not name.startswith("person")}

    def close(self) -> None:
        """Close every browser."""
        for one in self.hands.values():
            one.page.context.close()


def ask_for_help(hands: Hands, language: str = "ru") -> str:
    """The public form, one page after the other. Returns the return code."""
    hands.go(f"/{language}/")
    hands.follow("/ask/")
    hands.send({"text": "Ко мне приходили домой, и я боюсь."}, button="next")
    hands.send({"urgency": "now"}, button="next")
    hands.send({"where": "region", "where_words": "у моря"}, button="next")
    hands.send({"channel": "page", "never": ["call", "family"]}, button="next")
    if hands.page.locator('input[type="file"]').count():
        hands.send({}, button="next")
    hands.send({}, button="send")
    found = DIGITS.search(hands.text())
    assert found, hands.text()
    return " ".join(found.group(0).split())


def open_box(hands: Hands, code: str, language: str = "ru") -> None:
    """Come back with the code."""
    hands.go(f"/{language}/back/")
    hands.send({"code": code})


def walk_to_a_place_abroad(walked: Walked) -> None:
    """Plea, triage, case, danger, flat, address, partner, application, visa, arrival."""
    walked.code = ask_for_help(walked.person())
    case = triage(walked)
    work_case(walked, case)
    hide(walked, case)
    route_place = win_partner(walked)
    leave(walked, case, route_place)


def triage(walked: Walked) -> str:
    """Answer, screen, vet, accept. Returns the id of the case."""
    birch = walked.member("birch")
    birch.go("/")
    birch.follow("/requests/")
    (plea,) = birch.ids("/requests/", "/")
    at = f"/requests/{plea}/"
    birch.follow(at)
    birch.go(f"{at}answer/")
    birch.send({"text": "Мы прочли. Оставайтесь дома."})
    birch.go(f"{at}ask-back/")
    birch.send({"text": "Сколько вас?"})
    birch.go(f"{at}note/")
    birch.send({"text": "Проверить соседей."})
    birch.go(f"{at}screening/")
    birch.send({"contacts_verified": "yes", "contacts_verified_note": "по видео"})
    for to in ("identity_ok", "corroborated"):
        birch.go(f"{at}vetting/")
        birch.send({"to": to, "reason": "видели по видео"})
    birch.go(at)
    birch.follow("/accept/")
    birch.send({"people": "1", "text": "Мы поможем."})
    birch.go("/cases/")
    (case,) = birch.ids("/cases/", "/")
    return case


def work_case(walked: Walked, case: str) -> None:
    """Two people clear it; danger, people, needs, tasks, papers, check-ins, notes."""
    birch, at = walked.member("birch"), f"/cases/{case}/"
    for name in ("birch", "rowan"):
        hands = walked.member(name)
        hands.go("/cases/")
        hands.follow(at)
        hands.go(f"{at}vetting/")
        hands.send({"to": "two_person_cleared", "reason": "рассказ сходится"})
    birch.go(f"{at}people/add/")
    birch.send({"names": "Иван Выдуманный", "born": "1990"})
    birch.go(f"{at}danger/")
    birch.go(f"{at}danger/assess/")
    birch.send({"note": "приходили дважды"})
    birch.go(f"{at}danger/")
    birch.go(f"{at}needs/add/")
    birch.send({"text": "тёплая одежда"})
    birch.go(f"{at}tasks/add/")
    birch.send({"text": "купить телефон", "due_on": day(2)})
    birch.go(f"{at}tasks/")
    birch.go(f"{at}papers/add/")
    birch.send({"kind": "travel_passport", "state": "valid", "expires": day(900)})
    birch.go(f"{at}papers/")
    birch.go(f"{at}check-ins/agree/")
    birch.send({"first_due": f"{day(1)}T10:00", "how": "через страницу"})
    birch.go(f"{at}check-ins/heard/")
    birch.send({"words": "none", "text": "всё тихо"})
    birch.go(f"{at}check-ins/")
    birch.go(f"{at}notes/write/")
    birch.send({"text": "Сосед что-то знает."})
    for tab in ("notes/", "timeline/", "way-out/", "hiding/"):
        birch.go(at + tab)


def hide(walked: Walked, case: str) -> None:
    """A flat, a bed, and its address told after two people agreed."""
    willow, at = walked.member("willow"), f"/cases/{case}/hiding/"
    willow.go("/flats/")
    willow.go("/flats/add/")
    willow.send(
        {
            "cover_name": "Дрозд",
            "beds": "3",
            "opened_on": day(-2),
            "street": "Нигде, 1",
            "who_may_come": "все",
        }
    )
    willow.go("/flats/")
    (flat,) = willow.ids("/flats/", "/")
    willow.follow(f"/flats/{flat}/")
    willow.go(at)
    willow.follow("/place/")
    willow.send({"flat": flat, "beds": "1", "on": day(0)})
    birch, rowan = walked.member("birch"), walked.member("rowan")
    birch.go(at)
    birch.follow("/address/propose/")
    birch.send()
    rowan.go(at)
    rowan.follow("/approve/")
    rowan.send()
    willow.go(at)
    willow.follow("/tell/")
    tell = willow.page.locator('main input[name="how"]').first.get_attribute("value") or ""
    willow.send({"how": tell})
    person = walked.person()
    open_box(person, walked.code)
    assert "Нигде, 1" in person.text(), "the person reads the address with the code"
    willow.go(f"/flats/{flat}/address/")
    assert "Нигде, 1" in willow.text()
    birch.go("/flats/")


def win_partner(walked: Walked) -> str:
    """A partner, a way in, places. Returns the id of the place."""
    linden = walked.member("linden")
    linden.go("/way-out/")
    linden.follow("/partners/add/")
    linden.send({"cover_name": "Клён", "confidentiality": "never", "name": "Выдумания"})
    linden.go("/way-out/")
    (partner,) = linden.ids("/way-out/partners/", "/")
    at = f"/way-out/partners/{partner}/"
    for state in ("briefed", "agreed"):
        linden.go(f"{at}moved/")
        linden.send({"to": state})
    linden.go(f"{at}contact/")
    linden.send({"said": "готовы помочь"})
    linden.go(f"{at}way/")
    linden.send({"papers": ["travel_passport"]})
    linden.go(at)
    (way,) = linden.ids("/way-out/ways/", "/change/")
    linden.go(f"/way-out/ways/{way}/places/")
    linden.send({"persons": "3", "valid_until": day(90)})
    linden.go(at)
    (place,) = linden.ids("/way-out/places/", "/change/")
    if linden.ids("/way-out/places/", "/open/"):
        linden.follow("/open/")
    linden.send(action="/open/" if linden.page.url.endswith(at) else "")
    return place


def leave(walked: Walked, case: str, place: str) -> None:
    """Application, consent, decision, visa, journey, arrival."""
    linden, birch = walked.member("linden"), walked.member("birch")
    at = f"/cases/{case}/"
    linden.go(f"/way-out/places/{place}/offer/")
    linden.send({"chosen": case})
    linden.go(f"{at}way-out/")
    (application,) = linden.ids("/way-out/applications/", "/")
    there = f"/way-out/applications/{application}/"
    linden.follow(there)
    birch.go(f"{there}read/")
    birch.send()
    birch.go(f"{there}consent/")
    birch.send({"purpose": "переезд", "scope": "имя", "expires_on": day(60)})
    linden.go(f"{there}hand-in/")
    linden.send({"despite": "берут и так"})
    linden.go(f"{there}decision/")
    linden.send({"decision": "approved", "reason": "из человечности"})
    linden.go(f"{there}visa/")
    linden.send({"number": "Х-1", "valid_until": day(100)})
    linden.go(there)
    linden.go(f"{at}way-out/journey/")
    people = linden.page.locator('main input[name="persons"]')
    who = people.first.get_attribute("value") or ""
    linden.send({"kind": "abroad", "persons": [who], "month": day(3), "application": application})
    linden.go(f"{at}way-out/")
    (journey,) = linden.ids("/way-out/journeys/", "/change/")
    walked.member("willow").go(f"{at}hiding/end/")
    walked.member("willow").send({"why": "departed", "on": day(0)})
    linden.go(f"{at}way-out/left/")
    linden.send({"persons": [who], "journey": journey})
    linden.go(f"/way-out/journeys/{journey}/arrived/")
    linden.send()
    linden.go(f"{at}way-out/")
    for path in ("/search/", "/team/", "/account/", at):
        birch.go(path)
    alder = walked.member("alder")
    for path in ("/", "/audit/", "/team/", "/team/invite/"):
        alder.go(path)
