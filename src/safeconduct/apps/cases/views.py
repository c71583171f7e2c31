"""Pages of cases: the list, the first page of a case, its stage, vetting, owner and circle."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.cases import access, actions, forms, queries
from safeconduct.apps.cases.doing import Page, do, posted
from safeconduct.apps.cases.records import CaseSummary
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.access import need
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault.opening import Sealed, open_sealed

PER_PAGE = 50


@require_safe
def cases(request: StaffRequest) -> HttpResponse:
    """The list: most danger first, then longest waiting. Opens nothing that is sealed."""
    actor = request.actor
    need(actor, "work_cases")
    form = forms.CasesFilter(request.GET, members=forms.named(team.active_members()))
    form.is_valid()
    asked = {name: str(form.cleaned_data.get(name, "")) for name in ("stage", "band", "owner")}
    found = queries.sorted_cases(actor, **asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = found[max(page.start_index() - 1, 0) : page.end_index()]
    context = {
        "form": form,
        "page": page,
        "rows": queries.rows_of(shown),
        "kept": urlencode({name: value for name, value in asked.items() if value}),
        "filtered": any(asked.values()),
        "sealed_off": access.sealed_off(actor),
    }
    return render(request, "cases/cases.html", context)


@require_safe
def see_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The first page of a case."""
    case = access.case_for(request.actor, case_id)
    context = {
        **queries.frame(request.actor, case, "see_case"),
        "overview": queries.overview(request.actor, case),
        "need_form": forms.TextForm(label=_("What do they need?"), rows=2, auto_id="need_%s"),
    }
    return render(request, "cases/see_case.html", context)


@require_http_methods(["GET", "POST"])
def open_case(request: StaffRequest) -> HttpResponse:
    """Open a case that did not come through a request."""
    need(request.actor, "work_cases")
    form = forms.OpenCaseForm(**posted(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            case = actions.open_case(request.actor, people=said["people"], summary=_summary(form))
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect("assess_danger", case.id)
    return render(request, "cases/open_case.html", {"form": form})


def _summary(form: forms.SummaryForm) -> CaseSummary:
    said = form.cleaned_data
    return CaseSummary(said["text"], said["contact"], said["never_do"], said["language"])


@require_http_methods(["GET", "POST"])
def change_summary(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say anew what the case is about."""
    case = access.case_for(request.actor, case_id)
    known = open_sealed(request.actor, case, "summary", CaseSummary)
    initial = (
        {}
        if known is None or isinstance(known, Sealed)
        else {
            "text": known.text,
            "contact": known.contact,
            "never_do": known.never_do,
            "language": known.language,
        }
    )
    page = Page(_("What the case is about"), _("Seal and keep"), "see_case")
    return do(
        request,
        case,
        forms.SummaryForm(**posted(request), initial=initial),
        page,
        lambda form: actions.change_summary(request.actor, case.id, summary=_summary(form)),
    )


@require_http_methods(["GET", "POST"])
def hand_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Give the case to a member."""
    case = access.case_for(request.actor, case_id)
    form = forms.HandCaseForm(
        **posted(request),
        workers=forms.named(queries.workers(case)),
        initial={"owner": str(case.owner_id or "")},
    )

    def act(form: forms.HandCaseForm) -> None:
        owner = form.cleaned_data["owner"]
        actions.hand_case(request.actor, case.id, owner=UUID(owner) if owner else None)

    page = Page(_("Who works this case"), _("Give it to them"), "see_case")
    return do(request, case, form, page, act)


@require_http_methods(["GET", "POST"])
def move_stage(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Move the case to another stage."""
    case = access.case_for(request.actor, case_id)
    form = forms.MoveStageForm(**posted(request), stage=case.stage)

    def act(form: forms.MoveStageForm) -> None:
        said = form.cleaned_data
        actions.move_stage(request.actor, case.id, to=said["to"], reason=said["reason"])

    says = "" if form.fields["to"].choices else _("This case has ended. Nothing follows.")  # type: ignore[attr-defined]  # a choice field
    page = Page(_("Where the case stands"), _("Move the case"), "see_case", says)
    return do(request, case, form, page, act)


@require_http_methods(["GET", "POST"])
def move_vetting(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Take a step of the vetting."""
    case = access.case_for(request.actor, case_id)
    form = forms.MoveVettingForm(**posted(request), vetting=case.vetting)

    def act(form: forms.MoveVettingForm) -> None:
        said = form.cleaned_data
        actions.move_vetting(request.actor, case.id, to=said["to"], reason=said["reason"])

    page = Page(
        _("Vetting"),
        _("Take this step"),
        "see_case",
        _("Clearing takes two members: the step counts once a second one has taken it as well."),
    )
    return do(request, case, form, page, act)
