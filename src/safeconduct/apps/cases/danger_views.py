"""Pages about danger: the band and why, assessing it, and two people setting another one."""

from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.apps.cases import access, actions, forms, queries
from safeconduct.apps.cases.doing import Page, do, posted
from safeconduct.apps.cases.models import BandProposal
from safeconduct.apps.team.requests import StaffRequest


@require_safe
def case_danger(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The band, the rule that gave it, why, what is missing, and the history."""
    case = access.case_for(request.actor, case_id)
    context = {
        **queries.frame(request.actor, case, "case_danger"),
        "danger": queries.danger_page(request.actor, case),
    }
    return render(request, "cases/case_danger.html", context)


@require_http_methods(["GET", "POST"])
def assess_danger(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Ask about the danger, with the answers of last time filled in."""
    case = access.case_for(request.actor, case_id)
    form = forms.DangerForm(**posted(request), initial=queries.latest_answers(request.actor, case))
    page = Page(
        _("How much danger are they in?"),
        _("Assess the danger"),
        "case_danger",
        _(
            "Ask, do not guess. A question left open keeps the answer of last time; “we do not "
            "know” is an answer of its own and is never read as safe."
        ),
    )
    return do(
        request,
        case,
        form,
        page,
        lambda form: actions.assess_danger(
            request.actor, case.id, answers=form.answers(), note=form.cleaned_data["note"]
        ),
    )


@require_http_methods(["GET", "POST"])
def propose_band(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Propose another band than the rules gave."""
    case = access.case_for(request.actor, case_id)
    form = forms.BandForm(**posted(request))
    page = Page(
        _("Set another band than the rules"),
        _("Propose this band"),
        "case_danger",
        _(
            "Two members do this together. If you know of more danger, answering the questions "
            "again is quicker and says why."
        ),
    )
    return do(
        request,
        case,
        form,
        page,
        lambda form: actions.propose_band(
            request.actor,
            case.id,
            band=form.cleaned_data["band"],
            reason=form.cleaned_data["reason"],
        ),
    )


@require_http_methods(["GET", "POST"])
def confirm_band(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    """Confirm a proposed band as the second person."""
    proposal = access.part_for(request.actor, BandProposal, proposal_id)
    case = access.case_for(request.actor, proposal.case_id)
    page = Page(
        _("Confirm the proposed band"),
        _("Set this band"),
        "case_danger",
        _("Read the reason on the danger page first. You set this band together."),
    )
    return do(
        request,
        case,
        Form(**posted(request)),
        page,
        lambda _form: actions.confirm_band(request.actor, proposal.id),
    )


@require_http_methods(["GET", "POST"])
def drop_band(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    """Drop a proposal."""
    proposal = access.part_for(request.actor, BandProposal, proposal_id)
    case = access.case_for(request.actor, proposal.case_id)
    page = Page(_("Drop the proposed band"), _("Drop it"), "case_danger", tone="danger")
    return do(
        request,
        case,
        Form(**posted(request)),
        page,
        lambda _form: actions.drop_band(request.actor, proposal.id),
    )
