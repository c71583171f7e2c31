"""The lists and pages of the way out: all partners and places, one case, one application."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access as cases
from safeconduct.apps.cases import queries as case_queries
from safeconduct.apps.relocation import access, queries
from safeconduct.apps.relocation.application_pages import application_page, way_out_page
from safeconduct.apps.team.access import need
from safeconduct.apps.team.requests import StaffRequest


@require_GET
def way_out(request: StaffRequest) -> HttpResponse:
    """Partners by cover name, free places, applications under way, what runs out."""
    actor, day = request.actor, today()
    need(actor, "work_relocation")
    mine = cases.cases_for(actor).values_list("id", flat=True)
    counted = queries.counts(day)
    places = queries.open_places(day)
    stopped = queries.suspended_cases(mine)
    endings = queries.running_out(day, cases=mine)
    late = sum(row.late for row in endings)
    figures = [
        {"label": _("places open"), "value": counted.places_open},
        {"label": _("applications with a partner"), "value": counted.applications_in_flight},
        {"label": _("governments briefed"), "value": counted.governments_briefed},
        {"label": _("governments that help"), "value": counted.governments_helping},
        {"label": _("people out of the country"), "value": counted.left_country},
    ]
    if stopped:
        figures.insert(
            0,
            {
                "label": _("applications on a suspended way"),
                "value": len(stopped),
                "note": _("look for another way"),
                "tone": "emergency",
                "url": "#stopped",
            },
        )
    if late:
        figures.insert(
            0,
            {
                "label": _("have run out"),
                "value": late,
                "note": _("see below"),
                "tone": "urgent",
                "url": "#running-out",
            },
        )
    context = {
        "figures": figures,
        "partners": queries.partner_rows(day),
        "places": places,
        "applications": queries.under_way(mine),
        "stopped": stopped,
        "endings": endings,
        "keeps": actor.may("see_partners"),
        "day": day,
    }
    return render(request, "relocation/way_out.html", context)


@require_GET
def case_way_out(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """A case's way out: places, applications, visas, journeys, and the next step of each."""
    actor, day = request.actor, today()
    need(actor, "work_relocation")
    case = cases.case_for(actor, case_id)
    context = {
        **case_queries.frame(actor, case, "case_way_out"),
        "page": way_out_page(actor, case, day),
        "endings": queries.running_out(day, cases=[case.id]),
        "keeps": actor.may("see_partners"),
        "day": day,
    }
    return render(request, "relocation/case_way_out.html", context)


@require_GET
def see_application(request: StaffRequest, application_id: UUID) -> HttpResponse:
    """One application in full."""
    actor, day = request.actor, today()
    application = access.application_for(actor, application_id)
    trail = [
        {"label": _("Way out"), "url": reverse("way_out")},
        {
            "label": application.case.code,
            "url": reverse("case_way_out", args=[application.case_id]),
        },
    ]
    context = {
        "page": application_page(actor, application, day),
        "application": application,
        "trail": trail,
        "keeps": actor.may("see_partners"),
        "day": day,
    }
    return render(request, "relocation/see_application.html", context)
