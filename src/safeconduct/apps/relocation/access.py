"""Who may reach rows of relocation. What is not yours is not there: 404, never 403.

Partners need `see_partners`; applications and journeys need `work_relocation` and a case that the
member can reach. Rows to be changed come locked, in the order case, application, place.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from safeconduct.apps.cases import access as cases
from safeconduct.apps.relocation.models import (
    Application,
    Consent,
    Hold,
    Journey,
    Partner,
    Place,
    Route,
)
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor

M = TypeVar("M", bound=Model)


def one(rows: QuerySet[M], row_id: UUID) -> M:
    """The row with this id. Raises Http404."""
    found = rows.filter(pk=row_id).first()
    if found is None:
        raise Http404
    return found


def partner_for(actor: Actor, partner_id: UUID) -> Partner:
    """A partner, for whoever keeps partners. Raises Http404."""
    need(actor, "see_partners")
    return one(Partner.objects.all(), partner_id)


def partner_for_change(actor: Actor, partner_id: UUID) -> Partner:
    """A partner's row, locked. Raises Http404."""
    need(actor, "see_partners")
    return one(Partner.objects.select_for_update(), partner_id)


def route_for(actor: Actor, route_id: UUID) -> Route:
    """A way in, for whoever keeps partners. Raises Http404."""
    need(actor, "see_partners")
    return one(Route.objects.select_related("partner"), route_id)


def route_for_change(actor: Actor, route_id: UUID) -> Route:
    """A way in, locked. Raises Http404."""
    need(actor, "see_partners")
    return one(Route.objects.select_for_update(of=("self",)).select_related("partner"), route_id)


def route_to_apply(actor: Actor, route_id: UUID) -> Route:
    """A way in that an application may be made on. Raises Http404."""
    need(actor, "work_relocation")
    return one(Route.objects.select_related("partner"), route_id)


def place_for(actor: Actor, place_id: UUID) -> Place:
    """Places as whoever works on relocation sees them: numbers and dates. Raises Http404."""
    need(actor, "work_relocation")
    return one(Place.objects.select_related("route__partner"), place_id)


def place_for_change(actor: Actor, place_id: UUID, permission: str = "see_partners") -> Place:
    """Places, locked, so that nobody else can give them away meanwhile. Raises Http404."""
    need(actor, permission)
    rows = Place.objects.select_for_update(of=("self",)).select_related("route__partner")
    return one(rows, place_id)


def application_for(actor: Actor, application_id: UUID) -> Application:
    """An application of a case that the member can reach. Raises Http404."""
    need(actor, "work_relocation")
    found = one(Application.objects.select_related("route__partner", "case"), application_id)
    cases.case_for(actor, found.case_id)
    return found


def application_for_change(actor: Actor, application_id: UUID) -> Application:
    """An application, locked after its case. Raises Http404."""
    need(actor, "work_relocation")
    found = one(Application.objects.all(), application_id)
    cases.case_for_change(actor, found.case_id)
    rows = Application.objects.select_for_update(of=("self",))
    return one(rows.select_related("route__partner", "case"), application_id)


def hold_for(actor: Actor, hold_id: UUID) -> Hold:
    """A hold of a case that the member can reach. Raises Http404."""
    need(actor, "work_relocation")
    rows = Hold.objects.select_related("application__route__partner", "application__case")
    found = one(rows, hold_id)
    cases.case_for(actor, found.case_id)
    return found


def consent_for(actor: Actor, consent_id: UUID) -> Consent:
    """A consent of a case that the member can reach. Raises Http404."""
    need(actor, "work_relocation")
    rows = Consent.objects.select_related("application__route__partner", "application__case")
    found = one(rows, consent_id)
    cases.case_for(actor, found.case_id)
    return found


def hold_for_change(actor: Actor, hold_id: UUID) -> Hold:
    """A hold, with its case, application and place locked. Raises Http404."""
    need(actor, "work_relocation")
    found = one(Hold.objects.all(), hold_id)
    application_for_change(actor, found.application_id)
    place_for_change(actor, found.place_id, "work_relocation")
    return one(Hold.objects.select_for_update(), hold_id)


def consent_for_change(actor: Actor, consent_id: UUID) -> Consent:
    """A consent, with its case and application locked. Raises Http404."""
    need(actor, "work_relocation")
    found = one(Consent.objects.all(), consent_id)
    application_for_change(actor, found.application_id)
    return one(Consent.objects.select_for_update(), consent_id)


def journey_for(actor: Actor, journey_id: UUID) -> Journey:
    """A journey of a case that the member can reach. Raises Http404."""
    need(actor, "work_relocation")
    found = one(Journey.objects.select_related("case"), journey_id)
    cases.case_for(actor, found.case_id)
    return found


def journey_for_change(actor: Actor, journey_id: UUID) -> Journey:
    """A journey, locked after its case. Raises Http404."""
    need(actor, "work_relocation")
    found = one(Journey.objects.all(), journey_id)
    cases.case_for_change(actor, found.case_id)
    return one(Journey.objects.select_for_update(), journey_id)
