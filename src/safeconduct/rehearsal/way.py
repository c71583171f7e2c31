"""One person's way through the organisation, step by step, each an action of a member.

A step is called on its day; the clock of the rehearsal already says so. Refusals are mistakes of
the rehearsal and stop it.
"""

from datetime import timedelta
from uuid import UUID

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.records import CheckInTerms
from safeconduct.apps.intake import actions as intake
from safeconduct.apps.relocation import actions as applications
from safeconduct.apps.relocation import (
    decision_actions,
    departure_actions,
    journey_actions,
    place_actions,
)
from safeconduct.apps.relocation.records import (
    ConsentText,
    DecisionText,
    FilingNote,
    JourneyPlan,
    Leg,
    VisaDetails,
)
from safeconduct.apps.shelter import actions as shelter
from safeconduct.apps.shelter import queries as flats
from safeconduct.rehearsal import profile
from safeconduct.rehearsal.asking import PublicFace
from safeconduct.rehearsal.people import invent
from safeconduct.rehearsal.schedule import Person
from safeconduct.rehearsal.world import World

CHECKED = {
    "contacts_verified": ("yes", ""),
    "knows_details": ("yes", ""),
    "asks_for_others": ("no", ""),
    "pushes_to_meet": ("no", ""),
    "story_changed": ("no", ""),
}


def write_in(world: World, person: Person, face: PublicFace) -> None:
    """The person asks for help on the public face."""
    face.ask(invent(person.number))
    plea = audit.of_verb("ask", limit=1)[0].row
    assert plea is not None
    world.pleas[person.number] = plea


def greet(world: World, person: Person) -> None:
    """The first answer, on the day after."""
    who, mine = invent(person.number), caseworker(person)
    intake.answer(
        world.crew.at(mine, "answer"),
        world.pleas[person.number],
        "Мы прочли ваше сообщение. Мы ответим здесь, как только сможем."
        if who.language == "ru"
        else "We have read your message. We will answer here as soon as we can.",
    )


def caseworker(person: Person) -> str:
    """Who looks after this person."""
    return ("birch", "rowan")[person.number % 2]


def other(person: Person) -> str:
    """The second of two people."""
    return ("rowan", "birch")[person.number % 2]


def accept(world: World, person: Person) -> None:
    """Answered, screened by two, accepted; danger, people, papers, tasks, check-ins noted."""
    who, crew, mine = invent(person.number), world.crew, caseworker(person)
    plea = world.pleas[person.number]
    intake.move_request_stage(crew.at(mine, "move_request_stage"), plea, to="screening")
    intake.screen_request(crew.at(mine, "screen_request"), plea, points=CHECKED)
    for to, reason in (("identity_ok", "seen over video"), ("corroborated", "a friend vouched")):
        intake.vet_request(crew.at(mine, "vet_request"), plea, to=to, reason=reason)
    case = intake.accept(
        crew.at(mine, "accept"),
        plea,
        answers=profile.danger(who),
        persons=[profile.identity(who)],
        text="Мы поможем вам. Ждите здесь следующего сообщения."
        if who.language == "ru"
        else "We will help you. Wait here for the next message.",
    )
    world.cases[person.number] = case.id
    for member in (mine, other(person)):
        cases.move_vetting(
            crew.at(member, "move_vetting"),
            case.id,
            to="two_person_cleared",
            reason="the story holds together",
        )
    cases.add_paper(
        crew.at(mine, "add_paper"),
        case.id,
        details=profile.passport(who),
        state="valid" if who.passport_until else "missing",
    )
    need = cases.raise_need(crew.at(mine, "raise_need"), case.id, text=profile.need(who))
    world.needs[person.number] = need.id
    cases.agree_checkins(
        crew.at(mine, "agree_checkins"),
        case.id,
        first_due=now() + timedelta(days=1),
        every_minutes=24 * 60,
        order=[crew.actors[mine].member.id, crew.actors["alder"].member.id],
        terms=CheckInTerms(how="through the page", well_words="the weather holds"),
    )


def lose(world: World, person: Person) -> None:
    """Nobody can reach the person any more."""
    crew, case, mine = world.crew, world.cases[person.number], caseworker(person)
    if person.accepted and (today() - person.accepted).days > 1:
        # By now an agreed sign of life has failed to come, and somebody has looked.
        cases.answer_alarm(crew.at(mine, "answer_alarm"), case, text="nobody has seen them")
    cases.end_checkins(crew.at(mine, "end_checkins"), case)
    departure_actions.lose_contact(
        world.crew.at(caseworker(person), "lose_contact"),
        world.cases[person.number],
        reason="no answer on any way for three days",
    )


def bring_out(world: World, person: Person) -> None:
    """The person is brought out of the region."""
    departure_actions.evacuate(
        world.crew.at(caseworker(person), "evacuate"),
        world.cases[person.number],
        plan=JourneyPlan(legs=(Leg("the region", "a larger town", on=today(), by="road"),)),
    )


def hide(world: World, person: Person) -> None:
    """The person gets a bed in the flat with most room."""
    room = max(flats.rooms(), key=lambda one: one.free)
    crew = world.crew
    mine = caseworker(person)
    shelter.place_in_flat(
        crew.at("willow", "place_in_flat"), world.cases[person.number], room.flat.pk
    )
    cases.assess_danger(
        crew.at(mine, "assess_danger"),
        world.cases[person.number],
        answers=profile.calmer(invent(person.number)),
    )
    if person.number % 4 == 0:
        task = cases.add_task(
            crew.at(mine, "add_task"),
            world.cases[person.number],
            text="bring a telephone that nobody knows",
            due_on=today() + timedelta(days=2),
            owner=crew.actors[mine].member.id,
        )
        world.tasks[person.number] = task.id


def settle(world: World, person: Person) -> None:
    """Two days after moving in: what was to be brought has been brought."""
    crew, mine = world.crew, caseworker(person)
    if person.number in world.tasks:
        cases.finish_task(crew.at(mine, "finish_task"), world.tasks[person.number])
    if person.number % 3:
        cases.meet_need(crew.at(mine, "meet_need"), world.needs[person.number], how="brought")


def is_quiet(person: Person) -> bool:
    """The two or three who do not answer on the last day, so that somebody must look."""
    return person.number % 37 == 5


def hear(world: World, person: Person) -> None:
    """The agreed sign of life."""
    cases.record_checkin(
        world.crew.at(caseworker(person), "record_checkin"),
        world.cases[person.number],
        words="well",
    )


def look_again(world: World, person: Person) -> None:
    """The danger is assessed again, calmer for those who are hidden."""
    who = invent(person.number)
    hidden = person.hidden is not None and person.hidden <= today()
    cases.assess_danger(
        world.crew.at(caseworker(person), "assess_danger"),
        world.cases[person.number],
        answers=profile.calmer(who) if hidden else profile.danger(who),
    )


def apply(world: World, person: Person, place: UUID) -> None:
    """A place is offered and the application prepared and handed in."""
    crew, case = world.crew, world.cases[person.number]
    hold = place_actions.offer_place(
        crew.at("linden", "offer_place"), place, case_id=case, until=today() + timedelta(days=60)
    )
    application = hold.application_id
    world.applications[person.number] = application
    mine = caseworker(person)
    applications.review_application(crew.at(mine, "review_application"), application)
    applications.note_consent(
        crew.at(mine, "note_consent"),
        application,
        text=ConsentText("relocation", "name, papers, what happened", "the person"),
        expires_on=today() + timedelta(days=180),
    )
    applications.hand_in_application(
        crew.at("linden", "hand_in_application"),
        application,
        despite="the partner takes what there is",
    )


def decide(world: World, person: Person) -> None:
    """The partner says yes and a visa is issued."""
    crew, application = world.crew, world.applications[person.number]
    decision_actions.note_decision(
        crew.at("linden", "note_decision"),
        application,
        decision="approved",
        text=DecisionText("humanitarian grounds"),
    )
    journey_actions.note_visa(
        crew.at("linden", "note_visa"),
        application,
        details=VisaDetails(f"X{person.number:06d}", today(), today() + timedelta(days=150), "one"),
    )


def leave(world: World, person: Person) -> None:
    """The person leaves the flat and the country."""
    crew, case = world.crew, world.cases[person.number]
    # Heard from on the morning of the departure, so that no alarm is left open.
    cases.record_checkin(crew.at(caseworker(person), "record_checkin"), case, words="well")
    shelter.end_stay(crew.at("willow", "end_stay"), case, why="departed")
    journey = departure_actions.depart(
        crew.at("linden", "depart"),
        case,
        plan=JourneyPlan(legs=(Leg("a larger town", "abroad", on=today(), by="air"),)),
        application_id=world.applications.get(person.number),
    )
    world.journeys[person.number] = journey.id
    cases.end_checkins(crew.at(caseworker(person), "end_checkins"), case)


def arrive(world: World, person: Person) -> None:
    """The person has arrived."""
    departure_actions.arrive(world.crew.at("linden", "arrive"), world.journeys[person.number])


def file(world: World, person: Person) -> None:
    """The person asked for asylum where they are."""
    departure_actions.file_status(
        world.crew.at("linden", "file_status"),
        world.journeys[person.number],
        note=FilingNote("asylum, first interview"),
    )


def decline(world: World, person: Person) -> None:
    """The request is marked as somebody's second one, or declined with a referral."""
    crew, plea = world.crew, world.pleas[person.number]
    mine = caseworker(person)
    if person.duplicate_of:
        intake.mark_duplicate(
            crew.at(mine, "mark_duplicate"), plea, of=world.pleas[person.duplicate_of]
        )
        return
    intake.decline(
        crew.at(mine, "decline"),
        plea,
        reason="other_help_nearer",
        text="Others can help you sooner than we could.",
        referral="A lawyer of the committee in your town.",
    )
