"""Questions about a place for a case: choose one, offer it, hold it longer, give it back.

Open to whoever works on relocation; partners stand under their cover names.
"""

from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access as cases
from safeconduct.apps.cases.stages import ENDED
from safeconduct.apps.relocation import access, place_actions, queries
from safeconduct.apps.relocation.application_views import about
from safeconduct.apps.relocation.asking import Question, ask, posted
from safeconduct.apps.relocation.forms import (
    HoldForm,
    OfferForm,
)
from safeconduct.apps.team.access import need
from safeconduct.apps.team.requests import StaffRequest

GET_AND_POST = require_http_methods(["GET", "POST"])


def place_words(row: queries.OpenPlaces) -> str:
    """An offer of places in one line."""
    words = _("%(partner)s, way %(way)d: %(free)d free") % {
        "partner": row.cover_name,
        "way": row.way,
        "free": row.free,
    }
    if row.valid_until:
        words += _(", until %(day)s") % {"day": row.valid_until.isoformat()}
    return words


@require_GET
def choose_place(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The free places one of which may be offered to this case."""
    need(request.actor, "work_relocation")
    case = cases.case_for(request.actor, case_id)
    context = {
        "case": case,
        "places": queries.open_places(today()),
        "trail": [
            {"label": case.code, "url": reverse("case_way_out", args=[case.id])},
        ],
    }
    return render(request, "relocation/choose_place.html", context)


def wanted(text: str) -> UUID | None:
    """An id named in an address, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


@GET_AND_POST
def offer_place(request: StaffRequest, place_id: UUID) -> HttpResponseBase:
    """Offer this place to a case: hold it until a day."""
    actor = request.actor
    place = access.place_for(actor, place_id)
    rows = cases.cases_for(actor).exclude(stage__in=[str(stage) for stage in ENDED])
    listed = [
        (row.id, _("%(code)s (people: %(people)d)") % {"code": row.code, "people": row.people})
        for row in rows.order_by("-weight", "code")
    ]
    form = OfferForm(
        posted(request),
        label=_("To which case"),
        rows=listed,
        initial={"chosen": wanted(request.GET.get("case", ""))},
    )
    free = next((row for row in queries.open_places(today()) if row.place == place.id), None)
    said = [place_words(free) if free else _("None of these places is free now.")]
    partner = place.route.partner
    question = Question(
        _("Offer a place: %(partner)s") % {"partner": partner.cover_name},
        _("Offer this place"),
        reverse("way_out"),
        [(_("Way out"), reverse("way_out"))],
        said,
    )
    held: list[UUID] = []

    def act() -> None:
        data = form.cleaned_data
        hold = place_actions.offer_place(
            actor,
            place.id,
            case_id=data["chosen"],
            persons=data["persons"],
            until=data["until"],
        )
        held.append(hold.case_id)

    return ask(request, form, question, act, then=lambda: reverse("case_way_out", args=[held[0]]))


@GET_AND_POST
def extend_hold(request: StaffRequest, hold_id: UUID) -> HttpResponseBase:
    """Hold a place longer."""
    hold = access.hold_for(request.actor, hold_id)
    form = HoldForm(posted(request), initial={"until": hold.until})
    question = about(hold.application, _("hold the place longer"), _("Hold it longer"))
    return ask(
        request,
        form,
        question,
        lambda: place_actions.extend_hold(request.actor, hold.id, until=form.cleaned_data["until"]),
    )


@GET_AND_POST
def give_back_place(request: StaffRequest, hold_id: UUID) -> HttpResponseBase:
    """Give a held place back."""
    hold = access.hold_for(request.actor, hold_id)
    said = [_("Somebody else can have it then.")]
    question = about(
        hold.application, _("give the place back"), _("Give it back"), said=said, tone="danger"
    )
    return ask(
        request,
        forms.Form(posted(request)),
        question,
        lambda: place_actions.give_back_place(request.actor, hold.id),
    )
