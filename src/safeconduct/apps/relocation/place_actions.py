"""What happens with offered places: pledged, opened, offered to a case, given back, lost.

Whoever gives a place away locks it first, so that it is never given twice.
"""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.access import case_for_change
from safeconduct.apps.relocation import access, places
from safeconduct.apps.relocation.actions import start_application
from safeconduct.apps.relocation.models import Application, Hold, Place
from safeconduct.apps.relocation.progress import advance, fall_back
from safeconduct.apps.relocation.records import PlaceConditions
from safeconduct.apps.relocation.stages import CLOSED, PLACE, HoldState, PlaceState, check_move
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal

HOLD_DAYS = 14  # unless somebody names another day
MOST_PERSONS = 1000


@action
def pledge_places(
    actor: Actor,
    route_id: UUID,
    *,
    persons: int,
    valid_until: date | None = None,
    conditions: PlaceConditions | None = None,
) -> Place:
    """Note that a partner pledged places for so many persons. They are not given out yet."""
    route = access.route_for_change(actor, route_id)
    if not 1 <= persons <= MOST_PERSONS:
        raise Refused("bad_number", _("Give a number of persons from 1 to 1000."))
    if valid_until is not None and valid_until < today():
        raise Refused("run_out", _("The last day of these places has passed. Check the date."))
    conditions = conditions or PlaceConditions()
    if set(conditions.needs) - set(places.NEEDS):
        raise Refused("bad_choice", _("Choose one of the answers in the list."))
    place = Place(
        route=route,
        state=PlaceState.PLEDGED,
        persons=persons,
        pledged_on=today(),
        valid_until=valid_until,
    )
    seal(place, "conditions", conditions, actor)
    place.save(force_insert=True)
    record(actor, "pledge_places", place, details={"persons": persons})
    return place


@action
def open_places(actor: Actor, place_id: UUID) -> Place:
    """The partner confirmed: these places can be offered from now on."""
    place = access.place_for_change(actor, place_id)
    check_move(PLACE, place.state, PlaceState.OPEN, PlaceState)
    places.check_way(place)
    place.state, place.opened_on = PlaceState.OPEN, today()
    place.save()
    record(actor, "open_places", place)
    return place


@action
def change_places(
    actor: Actor,
    place_id: UUID,
    *,
    persons: int,
    valid_until: date | None,
    conditions: PlaceConditions,
) -> Place:
    """Change number, last day or conditions. Refused below what is already held or used."""
    place = access.place_for_change(actor, place_id)
    if place.state not in (PlaceState.PLEDGED, *places.GIVEN_OUT):
        check_move(PLACE, place.state, PlaceState.OPEN, PlaceState)
    bound = places.taken([place.id], today()).get(place.id, 0)
    if not max(1, bound) <= persons <= MOST_PERSONS:
        raise Refused(
            "below_held",
            _("%(bound)d of these places are held or used. Give some back first.")
            % {"bound": bound},
        )
    place.persons, place.valid_until = persons, valid_until
    seal(place, "conditions", conditions, actor)
    place.save()
    places.settle(place, today())
    record(actor, "change_places", place, details={"persons": persons})
    return place


@action
def lapse_places(actor: Actor, place_id: UUID) -> Place:
    """The period of these places is over; holds that nobody handed in are given back."""
    place = _end(actor, place_id, PlaceState.LAPSED)
    record(actor, "lapse_places", place)
    return place


@action
def revoke_places(actor: Actor, place_id: UUID) -> Place:
    """The partner took these places back; every case that held one goes back a step."""
    place = _end(actor, place_id, PlaceState.REVOKED)
    record(actor, "revoke_places", place)
    return place


def _end(actor: Actor, place_id: UUID, to: PlaceState) -> Place:
    """Close places for good and give back what was held on them.

    Cases the member cannot read lose their hold all the same, and hear of it in their history.
    """
    need(actor, "see_partners")
    # Applications before places, as everywhere: who offers and who revokes never wait for each
    # other in a ring.
    holding = Hold.objects.filter(place=place_id, state=HoldState.HELD).values("application")
    list(Application.objects.select_for_update().filter(pk__in=holding).order_by("pk"))
    place = access.place_for_change(actor, place_id)
    check_move(PLACE, place.state, to, PlaceState)
    day = today()
    held = Hold.objects.select_for_update().filter(place=place, state=HoldState.HELD)
    for hold in held:
        application = Application.objects.select_for_update().get(pk=hold.application_id)
        if to == PlaceState.LAPSED and application.handed_in_on is not None:
            continue
        hold.state, hold.ended_on = HoldState.RELEASED, day
        hold.save()
        fall_back(application, day)
        verb = "revoke_places" if to == PlaceState.REVOKED else "lapse_places"
        record(actor, verb, hold, case=hold.case_id)
    place.state, place.ended_on = to, day
    place.save()
    return place


@action
def offer_place(
    actor: Actor,
    place_id: UUID,
    *,
    case_id: UUID,
    persons: int | None = None,
    until: date | None = None,
) -> Hold:
    """Offer this place: hold it for a case until a day (14 days from now unless named).

    An application on that way is begun where the case has none. Raises Refused when too few are
    free, the way is suspended, the case's vetting is on hold, or its people hold places already.
    """
    need(actor, "work_relocation")
    case = case_for_change(actor, case_id)
    wanted = access.place_for(actor, place_id)
    places.check_case(case)
    places.check_way(wanted)
    day = today()
    application = (
        Application.objects.select_for_update()
        .filter(case=case, route=wanted.route_id, ended_on__isnull=True)
        .exclude(state__in=CLOSED)
        .first()
    )
    persons = persons or (application.persons if application else case.people)
    if not 1 <= persons <= case.people:
        raise Refused(
            "bad_number",
            _("This case has %(people)d people. Offer places for that many at most.")
            % {"people": case.people},
        )
    if application is None:
        application = start_application(actor, case_id, route_id=wanted.route_id, persons=persons)
    place = access.place_for_change(actor, place_id, "work_relocation")
    earlier = (
        Hold.objects.select_for_update()
        .filter(application=application, state=HoldState.HELD)
        .first()
    )
    if earlier is not None:
        if earlier.until >= day or application.handed_in_on is not None:
            raise Refused(
                "already_held",
                _("A place is held for this application already. Give it back first."),
            )
        earlier.state, earlier.ended_on = HoldState.RELEASED, day
        earlier.save()
    places.check_free(place, persons, day)
    places.check_not_twice(case, application, persons, day)
    hold = Hold(
        place=place,
        application=application,
        case=case,
        state=HoldState.HELD,
        persons=persons,
        held_on=day,
        until=_last_day(place, until),
    )
    hold.save(force_insert=True)
    places.settle(place, day)
    advance(application, day)
    record(
        actor,
        "offer_place",
        hold,
        case=case.id,
        details={"place": str(place.id), "persons": persons},
    )
    return hold


def _last_day(place: Place, until: date | None) -> date:
    """Until when a hold may last. Raises Refused for a day that has passed or is too late."""
    day = today()
    if until is None:
        until = day + timedelta(days=HOLD_DAYS)
        return min(until, place.valid_until) if place.valid_until else until
    if until < day:
        raise Refused("run_out", _("This day has passed. Choose a day from today on."))
    if place.valid_until and until > place.valid_until:
        raise Refused("beyond_place", _("These places end before that day. Choose an earlier one."))
    return until


@action
def extend_hold(actor: Actor, hold_id: UUID, *, until: date) -> Hold:
    """Hold the place longer. A hold that ran out may find that the place has been given away."""
    hold = access.hold_for_change(actor, hold_id)
    if hold.state != HoldState.HELD:
        raise Refused("not_held", _("This place is not held any more. Offer one anew."))
    place = access.place_for(actor, hold.place_id)
    if hold.until < today() and hold.application.handed_in_on is None:
        places.check_free(place, hold.persons, today())
    hold.until = _last_day(place, until)
    hold.save()
    places.settle(place, today())
    record(actor, "extend_hold", hold, case=hold.case_id)
    return hold


@action
def give_back_place(actor: Actor, hold_id: UUID) -> Hold:
    """Give a held place back, so that somebody else can have it."""
    hold = access.hold_for_change(actor, hold_id)
    if hold.state != HoldState.HELD:
        raise Refused("not_held", _("This place is not held any more."))
    day = today()
    hold.state, hold.ended_on = HoldState.RELEASED, day
    hold.save()
    places.settle(access.place_for(actor, hold.place_id), day)
    fall_back(Application.objects.get(pk=hold.application_id), day)
    record(actor, "give_back_place", hold, case=hold.case_id)
    return hold
