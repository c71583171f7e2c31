"""A small operation over a hundred days, run through the same actions that the pages call.

Not a test: tests and screenshots of the Board set their scene here. Every household's way is
fixed by its number, so figures can be counted by hand.
"""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from safeconduct.apps.audit.action import PUBLIC
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.records import CaseSummary, CheckInTerms, PaperDetails
from safeconduct.apps.intake import actions as intake
from safeconduct.apps.intake import plea_actions
from safeconduct.apps.intake.models import Plea
from safeconduct.apps.intake.plea_mailbox import MailboxKeys
from safeconduct.apps.intake.records import PleaContent
from safeconduct.apps.relocation import partner_actions, place_actions
from safeconduct.apps.relocation.models import Place, Route
from safeconduct.apps.relocation.records import PartnerIdentity, RouteTerms
from safeconduct.apps.shelter import actions as shelter
from safeconduct.apps.shelter.models import Flat
from safeconduct.apps.shelter.queries import rooms
from safeconduct.apps.shelter.records import FlatAddress, FlatConditions
from tests.cast import Cast

TODAY = date(2026, 11, 20)
SECRET = "zzsealed words that no Board may show"
#: Answers under which the rules give each band.
ANSWERS: dict[str, dict[str, str | list[str]]] = {
    "emergency": {"when": "now", "nearness": "place", "happened": ["threatened"]},
    "urgent": {"when": "within_week", "nearness": "city", "happened": ["outed_to_family"]},
    "normal": {"when": "later", "nearness": "does_not_know", "happened": ["none"]},
}


@dataclass
class Operation:
    """A workspace whose clock can be set. Each step acts as the member who would."""

    cast: Cast
    clock: Path
    flats: list[Flat] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def at(self, day: date, hour: int = 9) -> None:
        """Set the clock to an hour of a day."""
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        self.clock.write_text(json.dumps({"rehearsal": moment.isoformat()}))

    def ask(self, urgency: str = "now") -> Plea:
        """A request arrives. Nobody answers it here, so the mailbox need not open."""
        keys = MailboxKeys(secrets.token_bytes(32), secrets.token_bytes(16), bytes(1216))
        content = PleaContent(SECRET)
        return plea_actions.ask(PUBLIC, keys, content=content, urgency=urgency, language="ru")

    def household(self, people: int = 1, band: str = "urgent", *, owner: str = "birch") -> Case:
        """A request is accepted by its caseworker, with the danger assessed."""
        plea = self.ask()
        actor = self.cast.actor(owner)
        answers = ANSWERS[band] if band else None
        return intake.accept(actor, plea.id, people=people, answers=answers)

    def opened(self, people: int = 1) -> Case:
        """A case without a request and without an assessment."""
        summary = CaseSummary(SECRET)
        return cases.open_case(self.cast.birch, people=people, summary=summary)

    def clear(self, case: Case, *, half: bool = False) -> None:
        """Vet a household until two members have cleared it, or only the first of them."""
        birch, rowan = self.cast.birch, self.cast.rowan
        for step in ("identity_ok", "corroborated"):
            cases.move_vetting(birch, case.id, to=step, reason=SECRET)
        for actor in (birch,) if half else (birch, rowan):
            cases.move_vetting(actor, case.id, to="two_person_cleared", reason=SECRET)

    def flat(self, name: str, beds: int) -> Flat:
        """A flat is opened."""
        made = shelter.add_flat(
            self.cast.willow,
            cover_name=name,
            beds=beds,
            address=FlatAddress(SECRET),
            conditions=FlatConditions(),
        )
        self.flats.append(made)
        return made

    def hide(self, case: Case, flat: Flat | None = None) -> None:
        """Clear a household and give it its beds, where there is most room unless said."""
        self.clear(case)
        there = flat or rooms()[0].flat
        shelter.place_in_flat(self.cast.willow, case.id, there.id)

    def move(self, case: Case, *stages: str) -> None:
        """Move a case along."""
        for stage in stages:
            cases.move_stage(self.cast.birch, case.id, to=stage, reason=SECRET)

    def partner(self, name: str) -> Route:
        """A government agrees; one way in."""
        linden = self.cast.linden
        made = partner_actions.add_partner(
            linden,
            cover_name=name,
            kind="government",
            confidentiality="ours",
            identity=PartnerIdentity(SECRET),
        )
        partner_actions.move_partner(linden, made.id, to="briefed")
        partner_actions.move_partner(linden, made.id, to="agreed")
        terms = RouteTerms("national_d")
        self.routes.append(partner_actions.add_route(linden, made.id, terms=terms))
        return self.routes[-1]

    def open_places(self, route: Route, persons: int, until: date | None = None) -> Place:
        """Places are pledged and opened."""
        linden = self.cast.linden
        place = place_actions.pledge_places(linden, route.id, persons=persons, valid_until=until)
        self.places.append(place_actions.open_places(linden, place.id))
        return self.places[-1]

    def agree(self, case: Case, first_due: datetime, order: Sequence[str] = ("birch",)) -> None:
        """Agree on a check-in every day, and who is called."""
        cases.agree_checkins(
            self.cast.birch,
            case.id,
            first_due=first_due,
            every_minutes=24 * 60,
            order=[self.cast.keys[name].member for name in order],
            terms=CheckInTerms(SECRET),
        )

    def task(self, case: Case, due: date, owner: str | None = None) -> None:
        """Something is to be done."""
        member: UUID | None = self.cast.keys[owner].member if owner else None
        cases.add_task(self.cast.birch, case.id, text=SECRET, due_on=due, owner=member)

    def passport(self, case: Case, expires: date) -> None:
        """A passport is put on file."""
        details = PaperDetails("travel_passport", number="zz", expires=expires)
        cases.add_paper(self.cast.birch, case.id, details=details, state="valid")


def days_ago(days: int) -> date:
    """A day before the operation's today."""
    return TODAY - timedelta(days=days)


def run(operation: Operation, households: int = 10) -> list[Case]:
    """Households in every stage, in the order of the calendar; ends on TODAY at noon.

    Household n has 1 + n % 3 people, asked 100 days ago or later, and goes as far as n % 8 says:
    0 accepted, 1 to 3 hidden, 4 ready for a place, 5 applying, 6 abroad, 7 contact lost.
    """
    made: dict[int, Case] = {}
    steps: list[tuple[date, int, Callable[[], object]]] = []
    every = max(100 // households, 1)
    op = operation

    def later(days: int, step: Callable[[], object]) -> None:
        steps.append((days_ago(max(days, 0)), len(steps), step))

    def begin(n: int) -> None:
        band = ("emergency", "urgent", "normal", "urgent")[n % 4]
        made[n] = op.household(1 + n % 3, band, owner=("birch", "rowan")[n % 2])

    later(105, lambda: [op.flat(name, 6) for name in ("Larch", "Alder House", "Juniper")])
    later(105, lambda: [op.flat(f"Rowan {n}", 8) for n in range(1, 1 + households // 5)])
    later(60, lambda: op.open_places(op.partner("Partner Maple"), 4, TODAY + timedelta(days=9)))
    later(50, lambda: op.open_places(op.partner("Partner Heron"), 2))
    for n in range(households):
        ago = 100 - every * n if households <= 100 else 100 - n % 100
        kind = n % 8
        later(ago, lambda n=n: begin(n))  # type: ignore[misc]  # a closure over this n
        if kind in {1, 2, 3, 4, 5, 6}:
            later(ago - 2, lambda n=n: op.hide(made[n]))  # type: ignore[misc]
        if kind in {4, 5, 6}:
            later(ago - 10, lambda n=n: op.move(made[n], "routable"))  # type: ignore[misc]
        if kind in {5, 6}:
            later(ago - 15, lambda n=n: op.move(made[n], "in_process"))  # type: ignore[misc]
        if kind == 6:
            later(ago - 20, lambda n=n: shelter.end_stay(op.cast.willow, made[n].id))  # type: ignore[misc]
            later(ago - 20, lambda n=n: op.move(made[n], "departed", "arrived"))  # type: ignore[misc]
        if kind == 7:
            later(ago - 3, lambda n=n: op.move(made[n], "lost_contact"))  # type: ignore[misc]
    for _day, _number, step in sorted(steps, key=lambda one: one[:2]):
        op.at(_day)
        step()
    op.at(TODAY, 12)
    return [made[n] for n in range(households)]
