"""Pages about partners, their ways in and their places. Only for whoever keeps partners.

Titles and addresses carry the cover name alone: they end up in a browser's history.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from safeconduct.apps.audit.clock import today
from safeconduct.apps.relocation import access, partner_actions, place_actions, queries
from safeconduct.apps.relocation.asking import Question, ask, posted
from safeconduct.apps.relocation.models import Partner, Place, Route
from safeconduct.apps.relocation.partner_forms import (
    ContactForm,
    MovePartner,
    PartnerForm,
    PlacesForm,
    RouteForm,
    SuspendForm,
)
from safeconduct.apps.relocation.partner_pages import partner_page
from safeconduct.apps.relocation.records import (
    PartnerIdentity,
    PartnerTerms,
    PlaceConditions,
    RouteTerms,
)
from safeconduct.apps.relocation.stages import PARTNER, PartnerState
from safeconduct.apps.team.access import need
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault.opening import open_sealed

GET_AND_POST = require_http_methods(["GET", "POST"])


def trail(partner: Partner | None = None) -> list[tuple[str, str]]:
    """The pages above a question about a partner."""
    found = [(_("Way out"), reverse("way_out"))]
    if partner is not None:
        found.append((partner.cover_name, reverse("see_partner", args=[partner.id])))
    return found


def way_name(route: Route) -> str:
    """A way in as pages call it."""
    return _("%(partner)s, way %(number)d") % {
        "partner": route.partner.cover_name,
        "number": route.number,
    }


def about(partner: Partner, title: str, verb: str, **words: Any) -> Question:
    """A question that leads back to the partner's page."""
    back = reverse("see_partner", args=[partner.id])
    return Question(f"{partner.cover_name}: {title}", verb, back, trail(partner), **words)


@require_GET
def see_partner(request: StaffRequest, partner_id: UUID) -> HttpResponse:
    """One partner: who they are, terms, ways in, places, contact log."""
    partner = access.partner_for(request.actor, partner_id)
    page = partner_page(request.actor, partner, today())
    context = {
        "page": page,
        "partner": partner,
        "trail": [{"label": label, "url": url} for label, url in trail()],
        "can_move": bool(PARTNER[partner.state]),
    }
    return render(request, "relocation/see_partner.html", context)


@GET_AND_POST
def add_partner(request: StaffRequest) -> HttpResponseBase:
    """Add a partner under an invented name."""
    need(request.actor, "see_partners")
    form = PartnerForm(posted(request))
    made: list[Partner] = []

    def act() -> None:
        data = form.cleaned_data
        made.append(
            partner_actions.add_partner(
                request.actor,
                cover_name=data["cover_name"],
                kind=data["kind"],
                confidentiality=data["confidentiality"],
                identity=form.identity(),
                terms=form.terms(),
            )
        )

    question = Question(_("Add a partner"), _("Add the partner"), reverse("way_out"), trail())
    return ask(request, form, question, act, then=lambda: reverse("see_partner", args=[made[0].id]))


@GET_AND_POST
def change_partner(request: StaffRequest, partner_id: UUID) -> HttpResponseBase:
    """Change what is known about a partner. Without the key there is nothing to change."""
    actor = request.actor
    partner = access.partner_for(actor, partner_id)
    identity = open_sealed(actor, partner, "identity", PartnerIdentity)
    terms = open_sealed(actor, partner, "terms", PartnerTerms)
    if not isinstance(identity, PartnerIdentity) or not isinstance(terms, PartnerTerms):
        return sealed(request, partner)
    shown = {
        "cover_name": partner.cover_name,
        "kind": partner.kind,
        "confidentiality": partner.confidentiality,
        **PartnerForm.shown(identity, terms),
    }
    form = PartnerForm(posted(request), initial=shown)
    question = about(partner, _("what is known"), _("Keep the changes"))
    return ask(
        request,
        form,
        question,
        lambda: partner_actions.change_partner(
            actor,
            partner.id,
            cover_name=form.cleaned_data["cover_name"],
            kind=form.cleaned_data["kind"],
            confidentiality=form.cleaned_data["confidentiality"],
            identity=form.identity(),
            terms=form.terms(),
        ),
    )


def sealed(request: StaffRequest, partner: Partner) -> HttpResponse:
    """Said to a member whose role keeps partners, but who holds no key of theirs yet."""
    context = {
        "partner": partner,
        "trail": [{"label": label, "url": url} for label, url in trail(partner)],
    }
    return render(request, "relocation/sealed.html", context)


@GET_AND_POST
def move_partner(request: StaffRequest, partner_id: UUID) -> HttpResponseBase:
    """Note what a partner did: briefed, agreed, declined, silent, suspended."""
    partner = access.partner_for(request.actor, partner_id)
    form = MovePartner(posted(request), state=partner.state)
    now = _("It is now: %(state)s.") % {"state": PartnerState(partner.state).label}
    question = about(partner, _("what happened"), _("Note it"), said=[now])
    return ask(
        request,
        form,
        question,
        lambda: partner_actions.move_partner(request.actor, partner.id, **form.cleaned_data),
    )


@GET_AND_POST
def note_contact(request: StaffRequest, partner_id: UUID) -> HttpResponseBase:
    """Write down a contact with a partner."""
    partner = access.partner_for(request.actor, partner_id)
    form = ContactForm(posted(request))
    question = about(partner, _("a contact"), _("Seal and keep"))
    return ask(
        request,
        form,
        question,
        lambda: partner_actions.note_contact(
            request.actor, partner.id, note=form.entry(), on=form.cleaned_data["on"]
        ),
    )


@GET_AND_POST
def add_route(request: StaffRequest, partner_id: UUID) -> HttpResponseBase:
    """Add one of a partner's ways in."""
    partner = access.partner_for(request.actor, partner_id)
    form = RouteForm(posted(request))
    question = about(partner, _("a way in"), _("Add the way"))
    return ask(
        request,
        form,
        question,
        lambda: partner_actions.add_route(request.actor, partner.id, terms=form.terms()),
    )


@GET_AND_POST
def change_route(request: StaffRequest, route_id: UUID) -> HttpResponseBase:
    """Change the terms of a way in."""
    route = access.route_for(request.actor, route_id)
    terms = open_sealed(request.actor, route, "terms", RouteTerms)
    if not isinstance(terms, RouteTerms):
        return sealed(request, route.partner)
    form = RouteForm(posted(request), initial=RouteForm.shown(terms))
    question = about(
        route.partner, _("way %(number)d") % {"number": route.number}, _("Keep the changes")
    )
    return ask(
        request,
        form,
        question,
        lambda: partner_actions.change_route(request.actor, route.id, terms=form.terms(terms)),
    )


@GET_AND_POST
def suspend_route(request: StaffRequest, route_id: UUID) -> HttpResponseBase:
    """Suspend a way in, after saying how many cases it stops."""
    route = access.route_for(request.actor, route_id)
    form = SuspendForm(posted(request))
    stopped = queries.under_way_on(route.id)
    said = [
        _("%(number)d applications under way stop with it. Their cases show it at once.")
        % {"number": stopped}
    ]
    title = _("suspend way %(number)d") % {"number": route.number}
    question = about(route.partner, title, _("Suspend this way"), said=said, tone="danger")
    return ask(
        request,
        form,
        question,
        lambda: partner_actions.suspend_route(request.actor, route.id, **form.cleaned_data),
    )


@GET_AND_POST
def resume_route(request: StaffRequest, route_id: UUID) -> HttpResponseBase:
    """Open a suspended way again."""
    route = access.route_for(request.actor, route_id)
    said = [_("Applications that were stopped go on where they stood.")]
    title = _("open way %(number)d again") % {"number": route.number}
    question = about(route.partner, title, _("Open this way again"), said=said)
    return ask(
        request,
        forms.Form(posted(request)),
        question,
        lambda: partner_actions.resume_route(request.actor, route.id),
    )


@GET_AND_POST
def pledge_places(request: StaffRequest, route_id: UUID) -> HttpResponseBase:
    """Note pledged places on a way in."""
    route = access.route_for(request.actor, route_id)
    form = PlacesForm(posted(request))
    title = _("places on way %(number)d") % {"number": route.number}
    question = about(route.partner, title, _("Note these places"))
    return ask(
        request,
        form,
        question,
        lambda: place_actions.pledge_places(
            request.actor,
            route.id,
            persons=form.cleaned_data["persons"],
            valid_until=form.cleaned_data["valid_until"],
            conditions=form.shape(),
        ),
    )


def place_seen(request: StaffRequest, place_id: UUID) -> Place:
    """Places, for whoever keeps partners. Raises Http404."""
    need(request.actor, "see_partners")
    return access.place_for(request.actor, place_id)


@GET_AND_POST
def change_places(request: StaffRequest, place_id: UUID) -> HttpResponseBase:
    """Change the number, last day or conditions of places."""
    place = place_seen(request, place_id)
    conditions = open_sealed(request.actor, place, "conditions", PlaceConditions)
    if not isinstance(conditions, PlaceConditions):
        return sealed(request, place.route.partner)
    shown = {
        "persons": place.persons,
        "valid_until": place.valid_until,
        "conditions": conditions.conditions,
        "needs": list(conditions.needs),
    }
    form = PlacesForm(posted(request), initial=shown)
    question = about(place.route.partner, _("change places"), _("Keep the changes"))
    return ask(
        request,
        form,
        question,
        lambda: place_actions.change_places(
            request.actor,
            place.id,
            persons=form.cleaned_data["persons"],
            valid_until=form.cleaned_data["valid_until"],
            conditions=form.shape(),
        ),
    )


@GET_AND_POST
def open_places(request: StaffRequest, place_id: UUID) -> HttpResponseBase:
    """The partner confirmed pledged places."""
    place = place_seen(request, place_id)
    said = [_("From then on they can be offered to cases.")]
    question = about(place.route.partner, _("open places"), _("Open these places"), said=said)
    return ask(
        request,
        forms.Form(posted(request)),
        question,
        lambda: place_actions.open_places(request.actor, place.id),
    )


@GET_AND_POST
def lapse_places(request: StaffRequest, place_id: UUID) -> HttpResponseBase:
    """The period of places is over."""
    place = place_seen(request, place_id)
    said = [_("What is held and has not been handed in is given back.")]
    question = about(
        place.route.partner, _("places ran out"), _("They ran out"), said=said, tone="danger"
    )
    return ask(
        request,
        forms.Form(posted(request)),
        question,
        lambda: place_actions.lapse_places(request.actor, place.id),
    )


@GET_AND_POST
def revoke_places(request: StaffRequest, place_id: UUID) -> HttpResponseBase:
    """The partner took places back."""
    place = place_seen(request, place_id)
    said = [_("Every case that holds one of them loses it.")]
    question = about(
        place.route.partner,
        _("places taken back"),
        _("The partner took them back"),
        said=said,
        tone="danger",
    )
    return ask(
        request,
        forms.Form(posted(request)),
        question,
        lambda: place_actions.revoke_places(request.actor, place.id),
    )
