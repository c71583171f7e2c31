"""How many of the offered places are free, and for whom somebody may hold them.

Reads rows and refuses; changes nothing but the state of places that have been locked before.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.cases.stages import ABROAD, ENDED, Vetting
from safeconduct.apps.relocation.models import Application, Hold, Place
from safeconduct.apps.relocation.stages import (
    CLOSED,
    HoldState,
    PartnerState,
    PlaceState,
    RouteStatus,
)

if TYPE_CHECKING:
    from safeconduct.apps.cases.models import Case

#: Needs that a place may be able to meet, besides a bed.
NEEDS = {
    "medical": _("medical care from the first day"),
    "wheelchair": _("no stairs"),
    "children": _("children"),
    "psychological": _("psychological care"),
    "away_from_diaspora": _("away from the diaspora"),
}
HELD_BACK = (Vetting.HOLD_INCONSISTENT, Vetting.HOLD_INFILTRATION, Vetting.REJECTED)
GIVEN_OUT = (PlaceState.OPEN, PlaceState.HELD)


def binding(day: date) -> QuerySet[Hold]:
    """Holds that keep somebody else from a place on `day`: used, or held and not run out.

    Once an application has been handed in, its places stay bound beyond the day of the hold.
    """
    return Hold.objects.filter(
        Q(state=HoldState.USED)
        | Q(state=HoldState.HELD, until__gte=day)
        | Q(state=HoldState.HELD, application__handed_in_on__isnull=False)
    )


def taken(places: Iterable[UUID], day: date) -> dict[UUID, int]:
    """How many persons hold or used each of these places on `day`, in one query."""
    rows = binding(day).filter(place__in=list(places)).values("place").annotate(n=Sum("persons"))
    return {row["place"]: int(row["n"]) for row in rows}


def free(place: Place, day: date) -> int:
    """How many persons can still be taken. The place must be locked before this is relied on."""
    if place.state not in GIVEN_OUT or (place.valid_until and place.valid_until < day):
        return 0
    return max(0, place.persons - taken([place.id], day).get(place.id, 0))


def settle(place: Place, day: date) -> None:
    """Bring a locked place's state into line with its holds: open, held or used up."""
    if place.state not in (*GIVEN_OUT, PlaceState.USED):
        return
    used = Hold.objects.filter(place=place, state=HoldState.USED).aggregate(n=Sum("persons"))["n"]
    if (used or 0) >= place.persons:
        place.state, place.ended_on = PlaceState.USED, day
    else:
        full = taken([place.id], day).get(place.id, 0) >= place.persons
        place.state = PlaceState.HELD if full else PlaceState.OPEN
    place.save(update_fields=("state", "ended_on"))


def check_free(place: Place, persons: int, day: date) -> None:
    """Raises Refused unless so many places are free on `day`. The place must be locked."""
    if place.state == PlaceState.PLEDGED:
        raise Refused(
            "not_open", _("These places are only pledged. Open them once the partner confirms.")
        )
    if place.valid_until and place.valid_until < day:
        raise Refused("run_out", _("These places ran out. Choose others, or ask for more time."))
    left = free(place, day)
    if persons > left:
        raise Refused(
            "too_few_places",
            _(
                "Only %(left)d of these places are free, and %(persons)d are needed. "
                "Choose other places, or offer them for fewer people."
            )
            % {"left": left, "persons": persons},
        )


def check_way(place: Place) -> None:
    """Raises Refused while the way in, or its partner, does not take anybody."""
    if place.route.status == RouteStatus.SUSPENDED:
        raise Refused("suspended", _("This way is suspended. Choose places on another one."))
    if place.route.partner.state != PartnerState.AGREED:
        raise Refused(
            "not_agreed",
            _("%(partner)s has not agreed to help. Note its agreement first.")
            % {"partner": place.route.partner.cover_name},
        )


def check_case(case: "Case") -> None:
    """Raises Refused for a case that must not be offered a place."""
    if case.stage in ENDED or case.stage in ABROAD:
        raise Refused("case_over", _("This case is closed or already abroad. Choose another case."))
    if case.vetting in HELD_BACK:
        raise Refused(
            "vetting_held",
            _("The vetting of this case is on hold. Finish it first; the place stays free."),
        )


def check_not_twice(case: "Case", application: Application | None, persons: int, day: date) -> None:
    """Raises Refused when the same people would hold more places than they are."""
    others = binding(day).filter(case=case, state=HoldState.HELD)
    others = others.exclude(application__state__in=CLOSED)
    if application is not None:
        others = others.exclude(application=application)
    held = others.aggregate(n=Sum("persons"))["n"] or 0
    if held + persons > case.people:
        raise Refused(
            "already_held",
            _(
                "Places are already held for this case. Give those back first, or offer these for "
                "fewer people."
            ),
        )
