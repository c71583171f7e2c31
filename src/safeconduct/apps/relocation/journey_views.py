"""Questions about the way itself: visas, journeys, leaving, arriving, contact lost and back."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safeconduct.apps.cases import access as cases
from safeconduct.apps.cases import queries as case_queries
from safeconduct.apps.cases.stages import ABROAD, ROAD, STAGE_NAMES
from safeconduct.apps.relocation import access, departure_actions, journey_actions, queries
from safeconduct.apps.relocation.application_views import about as about_application
from safeconduct.apps.relocation.asking import Question, ask, posted
from safeconduct.apps.relocation.fields import OnForm, WhyForm
from safeconduct.apps.relocation.forms import (
    ContactAgain,
    FilingForm,
    JourneyForm,
    PeopleForm,
    PlanForm,
    VisaForm,
)
from safeconduct.apps.relocation.models import Journey
from safeconduct.apps.relocation.records import FilingNote, JourneyPlan
from safeconduct.apps.relocation.stages import JourneyKind, VisaKind
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault.opening import open_sealed

if TYPE_CHECKING:
    from safeconduct.apps.cases.models import Case

GET_AND_POST = require_http_methods(["GET", "POST"])


def about(case: "Case", title: str, verb: str, **words: Any) -> Question:
    """A question that leads back to the case's way out."""
    back = reverse("case_way_out", args=[case.id])
    return Question(f"{case.code}: {title}", verb, back, [(case.code, back)], **words)


def case_seen(request: StaffRequest, case_id: UUID) -> "Case":
    """A case, for whoever works on relocation. Raises Http404."""
    need(request.actor, "work_relocation")
    return cases.case_for(request.actor, case_id)


def people(actor: Actor, case: "Case", **which: Any) -> list[tuple[UUID, str]]:
    """People of the case as choices, narrowed by their dates."""
    wanted = set(case.persons.filter(**which).values_list("id", flat=True))
    rows = ((UUID(key), name) for key, name in case_queries.people_choices(actor, case))
    return [(key, name) for key, name in rows if key in wanted]


def journeys(case: "Case", kind: JourneyKind) -> list[tuple[UUID, str]]:
    """Planned journeys of a kind, by month."""
    return [
        (row.id, _("planned for %(month)s") % {"month": row.month.strftime("%Y-%m")})
        for row in queries.planned_journeys(case.id, kind)
    ]


@GET_AND_POST
def note_visa(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """Write down a visa, permit or travel document."""
    application = access.application_for(request.actor, application_id)
    earlier = [
        (row.id, f"{VisaKind(row.kind).label}, {row.noted_on.isoformat()}")
        for row in application.visas.filter(replaced_on__isnull=True)
    ]
    form = VisaForm(posted(request), earlier=earlier)
    question = about_application(application, _("visa"), _("Seal and keep"))
    return ask(
        request,
        form,
        question,
        lambda: journey_actions.note_visa(
            request.actor,
            application.id,
            details=form.shape(),
            kind=form.cleaned_data["kind"],
            replaces=form.cleaned_data["replaces"],
        ),
    )


@GET_AND_POST
def plan_journey(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Plan a journey of chosen people."""
    actor = request.actor
    case = case_seen(request, case_id)
    ready = [(row.id, row.route.partner.cover_name) for row in queries.ready_to_travel(case.id)]
    travellers = people(actor, case, left_country_on__isnull=True)
    form = JourneyForm(
        posted(request),
        people=travellers,
        applications=ready,
        initial={
            "kind": JourneyKind.ABROAD if ready else JourneyKind.OUT_OF_REGION,
            "application": ready[0][0] if ready else None,
            "persons": [str(key) for key, _name in travellers],
        },
    )
    question = about(
        case,
        _("plan a journey"),
        _("Seal the plan"),
        said=[
            _("A journey abroad is sealed to the partners' circle: where it ends tells who helps.")
        ],
    )
    return ask(
        request,
        form,
        question,
        lambda: journey_actions.plan_journey(
            actor,
            case.id,
            kind=form.cleaned_data["kind"],
            month=form.cleaned_data["month"],
            persons=form.cleaned_data["persons"],
            plan=form.shape(),
            application_id=form.cleaned_data["application"],
        ),
    )


@GET_AND_POST
def change_journey(request: StaffRequest, journey_id: UUID) -> HttpResponseBase:
    """Change a plan. Without the key the old one stays hidden, and a new one replaces it."""
    journey = access.journey_for(request.actor, journey_id)
    plan = open_sealed(request.actor, journey, "plan", JourneyPlan)
    shown: dict[str, object] = {"month": journey.month}
    said = []
    if isinstance(plan, JourneyPlan):
        shown |= PlanForm.shown(plan)
    else:
        said = [_("The present plan is sealed to you. What you write replaces it.")]
    form = PlanForm(posted(request), initial=shown)
    question = about(journey.case, _("change the plan"), _("Seal the plan"), said=said)
    return ask(
        request,
        form,
        question,
        lambda: journey_actions.change_journey(
            request.actor, journey.id, month=form.cleaned_data["month"], plan=form.shape()
        ),
    )


@GET_AND_POST
def call_off_journey(request: StaffRequest, journey_id: UUID) -> HttpResponseBase:
    """Call a planned journey off."""
    journey = access.journey_for(request.actor, journey_id)
    question = about(journey.case, _("call the journey off"), _("Call it off"), tone="danger")
    return ask(
        request,
        forms.Form(posted(request)),
        question,
        lambda: journey_actions.call_off_journey(request.actor, journey.id),
    )


@GET_AND_POST
def evacuate(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """People were brought out of the region of danger."""
    case = case_seen(request, case_id)
    form = PeopleForm(
        posted(request),
        people=people(request.actor, case, evacuated_on=None, left_country_on=None),
        journeys=journeys(case, JourneyKind.OUT_OF_REGION),
        who=_("Who was brought out"),
    )
    question = about(case, _("brought out of the region"), _("They are out of the region"))
    return ask(
        request,
        form,
        question,
        lambda: departure_actions.evacuate(
            request.actor,
            case.id,
            on=form.cleaned_data["on"],
            persons=form.cleaned_data["persons"],
            journey_id=form.cleaned_data["journey"],
        ),
    )


@GET_AND_POST
def depart(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """People left the country."""
    case = case_seen(request, case_id)
    planned = journeys(case, JourneyKind.ABROAD)
    form = PeopleForm(
        posted(request),
        people=people(request.actor, case, left_country_on=None),
        journeys=planned,
        who=_("Who has left"),
        initial={"journey": planned[0][0] if planned else None},
    )
    said = [_("Without a planned journey: they left by their own means.")]
    question = about(case, _("left the country"), _("They have left"), said=said)
    return ask(
        request,
        form,
        question,
        lambda: departure_actions.depart(
            request.actor,
            case.id,
            on=form.cleaned_data["on"],
            persons=form.cleaned_data["persons"],
            journey_id=form.cleaned_data["journey"],
        ),
    )


@GET_AND_POST
def arrive(request: StaffRequest, journey_id: UUID) -> HttpResponseBase:
    """People arrived."""
    journey = access.journey_for(request.actor, journey_id)
    form = OnForm(posted(request))
    said = [_("From that day they have 90 days to ask for a status.")]
    question = about(journey.case, _("arrived"), _("They have arrived"), said=said)
    return ask(
        request,
        form,
        question,
        lambda: departure_actions.arrive(request.actor, journey.id, on=form.cleaned_data["on"]),
    )


@GET_AND_POST
def file_status(request: StaffRequest, journey_id: UUID) -> HttpResponseBase:
    """They asked for a status; the clock stops."""
    journey = access.journey_for(request.actor, journey_id)
    form = FilingForm(posted(request))
    question = about(
        journey.case, _("status asked for"), _("Seal and keep"), said=filing_said(journey)
    )

    def act() -> None:
        text: str = form.cleaned_data["text"]
        departure_actions.file_status(
            request.actor,
            journey.id,
            on=form.cleaned_data["on"],
            note=FilingNote(text) if text else None,
        )

    return ask(request, form, question, act)


def filing_said(journey: Journey) -> list[str]:
    """By when it has to be."""
    day: date | None = journey.file_by
    return [_("To be filed by %(day)s.") % {"day": day.isoformat()}] if day else []


@GET_AND_POST
def lose_contact(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Nobody can reach these people any more."""
    case = case_seen(request, case_id)
    form = WhyForm(posted(request), ask=_("Since when, and what was tried"))
    said = [_("Their places and applications stay as they are.")]
    question = about(case, _("contact lost"), _("Contact is lost"), said=said, tone="danger")
    return ask(
        request,
        form,
        question,
        lambda: departure_actions.lose_contact(
            request.actor, case.id, reason=form.cleaned_data["reason"]
        ),
    )


@GET_AND_POST
def contact_again(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Somebody heard from them again."""
    case = case_seen(request, case_id)
    inside = case.persons.filter(left_country_on__isnull=True).exists()
    stages = [
        (str(stage), str(STAGE_NAMES[stage])) for stage in ROAD if (stage in ABROAD) != inside
    ]
    form = ContactAgain(posted(request), stages=stages)
    question = about(case, _("contact is back"), _("Contact is back"))
    return ask(
        request,
        form,
        question,
        lambda: departure_actions.contact_again(request.actor, case.id, **form.cleaned_data),
    )
