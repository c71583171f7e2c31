"""Pages about papers: what the household has, what it lacks, what runs out."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.apps.cases import access, actions, queries
from safeconduct.apps.cases.doing import Page, do, posted
from safeconduct.apps.cases.identity_forms import PaperForm, typed_paper
from safeconduct.apps.cases.models import Paper
from safeconduct.apps.cases.records import PaperDetails
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault.opening import open_sealed


@require_safe
def case_papers(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The papers of the household."""
    case = access.case_for(request.actor, case_id)
    context = {
        **queries.frame(request.actor, case, "case_papers"),
        "papers": queries.papers_page(request.actor, case),
    }
    return render(request, "cases/case_papers.html", context)


def _whose(form: PaperForm) -> UUID | None:
    person = form.cleaned_data["person"]
    return UUID(person) if person else None


@require_http_methods(["GET", "POST"])
def add_paper(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Add a paper they have or need."""
    case = access.case_for(request.actor, case_id)
    form = PaperForm(**posted(request), people=queries.people_choices(request.actor, case))
    page = Page(_("Add a paper"), _("Seal and add"), "case_papers")
    return do(
        request,
        case,
        form,
        page,
        lambda form: actions.add_paper(
            request.actor,
            case.id,
            details=form.details(),
            state=form.cleaned_data["state"],
            person=_whose(form),
        ),
    )


@require_http_methods(["GET", "POST"])
def change_paper(request: StaffRequest, paper_id: UUID) -> HttpResponse:
    """Change what is known of a paper."""
    paper = access.part_for(request.actor, Paper, paper_id)
    case = access.case_for(request.actor, paper.case_id)
    known = open_sealed(request.actor, paper, "details", PaperDetails)
    initial = typed_paper(known, paper.state) if isinstance(known, PaperDetails) else {}
    form = PaperForm(
        **posted(request),
        people=queries.people_choices(request.actor, case),
        initial={**initial, "person": str(paper.person_id or "")},
    )
    page = Page(_("A paper"), _("Seal and keep"), "case_papers")
    return do(
        request,
        case,
        form,
        page,
        lambda form: actions.change_paper(
            request.actor,
            paper.id,
            details=form.details(),
            state=form.cleaned_data["state"],
            person=_whose(form),
        ),
    )
