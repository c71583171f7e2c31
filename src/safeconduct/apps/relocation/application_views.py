"""Questions about an application: papers, consent, handing in, decision, end."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safeconduct.apps.cases import access as cases
from safeconduct.apps.relocation import access, actions, decision_actions, queries
from safeconduct.apps.relocation.asking import Question, ask, posted
from safeconduct.apps.relocation.fields import OnForm, WhyForm
from safeconduct.apps.relocation.forms import (
    AskedForm,
    ChecklistForm,
    ConsentForm,
    DecisionForm,
    ExclusionForm,
    HandInForm,
    PapersSeen,
    StartForm,
)
from safeconduct.apps.relocation.models import Application
from safeconduct.apps.relocation.records import Checklist
from safeconduct.apps.relocation.stages import Exclusion
from safeconduct.apps.team.access import need
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault.opening import open_sealed

GET_AND_POST = require_http_methods(["GET", "POST"])


def about(application: Application, title: str, verb: str, **words: Any) -> Question:
    """A question that leads back to the application's page."""
    here = reverse("see_application", args=[application.id])
    trail = [
        (application.case.code, reverse("case_way_out", args=[application.case_id])),
        (application.route.partner.cover_name, here),
    ]
    return Question(f"{application.case.code}: {title}", verb, here, trail, **words)


@GET_AND_POST
def start_application(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Begin an application before a place is there."""
    actor = request.actor
    need(actor, "work_relocation")
    case = cases.case_for(actor, case_id)
    rows = [
        (
            row.id,
            _("%(partner)s, way %(way)d") % {"partner": row.partner.cover_name, "way": row.number},
        )
        for row in queries.ways_to_apply()
    ]
    form = StartForm(posted(request), label=_("On which way in"), rows=rows)
    back = reverse("case_way_out", args=[case.id])
    question = Question(
        _("%(case)s: begin an application") % {"case": case.code},
        _("Begin"),
        back,
        [(case.code, back)],
    )
    return ask(
        request,
        form,
        question,
        lambda: actions.start_application(
            actor,
            case.id,
            route_id=form.cleaned_data["chosen"],
            persons=form.cleaned_data["persons"],
        ),
    )


def checklist_of(request: StaffRequest, application: Application) -> Checklist:
    """The list of papers, or an empty one where it stays sealed (the action then refuses)."""
    opened = open_sealed(request.actor, application, "checklist", Checklist)
    return opened if isinstance(opened, Checklist) else Checklist(())


@GET_AND_POST
def look_through_papers(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """Tick what is there; the rest is compared with the case's papers."""
    application = access.application_for(request.actor, application_id)
    form = PapersSeen(posted(request), checklist=checklist_of(request, application))
    question = about(application, _("papers"), _("Keep"))
    return ask(
        request,
        form,
        question,
        lambda: actions.look_through_papers(
            request.actor, application.id, brought=form.cleaned_data["brought"]
        ),
    )


@GET_AND_POST
def change_checklist(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """Change the list of papers, or take over the partner's."""
    application = access.application_for(request.actor, application_id)
    before = checklist_of(request, application)
    form = ChecklistForm(posted(request), initial={"papers": [r.code for r in before.papers]})
    question = about(application, _("list of papers"), _("Keep the list"))
    return ask(
        request,
        form,
        question,
        lambda: actions.change_checklist(request.actor, application.id, papers=form.rules(before)),
    )


@GET_AND_POST
def review_application(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """Say that one has read it through."""
    application = access.application_for(request.actor, application_id)
    said = [_("Two people have then seen it: who began it, and you.")]
    question = about(application, _("read through"), _("I have read it through"), said=said)
    return ask(
        request,
        forms.Form(posted(request)),
        question,
        lambda: actions.review_application(request.actor, application.id),
    )


@GET_AND_POST
def note_consent(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """Write down what people agreed to."""
    application = access.application_for(request.actor, application_id)
    form = ConsentForm(posted(request))
    partner = application.route.partner.cover_name
    said = [_("Who receives it: %(partner)s.") % {"partner": partner}]
    question = about(application, _("consent"), _("Seal and keep"), said=said)
    return ask(
        request,
        form,
        question,
        lambda: actions.note_consent(
            request.actor,
            application.id,
            text=form.shape(),
            expires_on=form.cleaned_data["expires_on"],
            given_on=form.cleaned_data["given_on"],
        ),
    )


@GET_AND_POST
def withdraw_consent(request: StaffRequest, consent_id: UUID) -> HttpResponseBase:
    """People took their consent back."""
    consent = access.consent_for(request.actor, consent_id)
    application = consent.application
    said = [_("What has not been handed in goes back a step.")]
    if application.handed_in_on:
        said = [_("It has been handed in already: tell the partner, or withdraw the application.")]
    question = about(
        application,
        _("consent taken back"),
        _("They took it back"),
        said=said,
        tone="danger",
    )
    return ask(
        request,
        forms.Form(posted(request)),
        question,
        lambda: actions.withdraw_consent(request.actor, consent.id),
    )


@GET_AND_POST
def hand_in_application(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """Hand it in to the partner."""
    application = access.application_for(request.actor, application_id)
    form = HandInForm(posted(request))
    question = about(application, _("hand in"), _("Hand it in"))
    return ask(
        request,
        form,
        question,
        lambda: actions.hand_in_application(
            request.actor,
            application.id,
            on=form.cleaned_data["on"],
            despite=form.cleaned_data["despite"],
        ),
    )


@GET_AND_POST
def note_request(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """The partner asks for more."""
    application = access.application_for(request.actor, application_id)
    form = AskedForm(posted(request))
    question = about(application, _("they ask for more"), _("Seal and keep"))
    return ask(
        request,
        form,
        question,
        lambda: decision_actions.note_request(request.actor, application.id, **form.cleaned_data),
    )


@GET_AND_POST
def note_interview(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """The partner called to an interview or for biometrics."""
    application = access.application_for(request.actor, application_id)
    form = OnForm(posted(request))
    question = about(application, _("interview or biometrics"), _("Note it"))
    return ask(
        request,
        form,
        question,
        lambda: decision_actions.note_interview(
            request.actor, application.id, on=form.cleaned_data["on"]
        ),
    )


@GET_AND_POST
def note_decision(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """Write down what the partner decided."""
    application = access.application_for(request.actor, application_id)
    form = DecisionForm(posted(request))
    said = [_("A deferral is no denial. A no gives the held places back.")]
    question = about(application, _("decision"), _("Seal and keep"), said=said)
    return ask(
        request,
        form,
        question,
        lambda: decision_actions.note_decision(
            request.actor,
            application.id,
            decision=form.cleaned_data["decision"],
            text=form.shape(),
            on=form.cleaned_data["on"],
            persons=form.cleaned_data["persons"],
        ),
    )


@GET_AND_POST
def review_exclusion(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """Open or close the individual review of somebody's past."""
    application = access.application_for(request.actor, application_id)
    form = ExclusionForm(posted(request), state=application.exclusion)
    said = [
        _("It is now: %(state)s.") % {"state": Exclusion(application.exclusion).label},
        _("A service record only opens a review. Nothing follows from it without one."),
    ]
    question = about(application, _("individual review"), _("Seal and keep"), said=said)
    return ask(
        request,
        form,
        question,
        lambda: decision_actions.review_exclusion(
            request.actor, application.id, **form.cleaned_data
        ),
    )


@GET_AND_POST
def withdraw_application(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """Take an application back."""
    application = access.application_for(request.actor, application_id)
    form = WhyForm(posted(request))
    said = [_("It ends here, and its place becomes free.")]
    question = about(
        application, _("withdraw"), _("Withdraw the application"), said=said, tone="danger"
    )
    return ask(
        request,
        form,
        question,
        lambda: decision_actions.withdraw_application(
            request.actor, application.id, reason=form.cleaned_data["reason"]
        ),
    )


@GET_AND_POST
def expire_application(request: StaffRequest, application_id: UUID) -> HttpResponseBase:
    """A time ran out."""
    application = access.application_for(request.actor, application_id)
    form = WhyForm(posted(request), ask=_("What ran out"))
    said = [_("It ends here, and its place becomes free.")]
    question = about(application, _("expired"), _("It expired"), said=said, tone="danger")
    return ask(
        request,
        form,
        question,
        lambda: decision_actions.expire_application(
            request.actor, application.id, reason=form.cleaned_data["reason"]
        ),
    )
