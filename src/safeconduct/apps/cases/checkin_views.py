"""Pages about check-ins: what was agreed, hearing from people, and answering a silence."""

from datetime import timedelta
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.apps.audit.clock import now
from safeconduct.apps.cases import access, actions, forms, queries
from safeconduct.apps.cases.doing import Page, do, posted
from safeconduct.apps.cases.records import CheckInTerms
from safeconduct.apps.team.requests import StaffRequest

DONE = _("What did you do?")
DONE_HELP = _("Whom you called, who went there, what you found. The next check-in counts again.")


@require_safe
def case_checkins(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What was agreed, the alarm if there is one, and when they were heard."""
    case = access.case_for(request.actor, case_id)
    context = {
        **queries.frame(request.actor, case, "case_checkins"),
        "checkins": queries.checkins_page(request.actor, case),
        "heard_form": forms.CheckInForm(initial={"at": now()}, auto_id="heard_%s"),
        "deed_form": forms.TextForm(label=DONE, help_text=DONE_HELP, rows=3, auto_id="deed_%s"),
    }
    return render(request, "cases/case_checkins.html", context)


@require_http_methods(["GET", "POST"])
def agree_checkins(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Agree when and how people let us hear from them."""
    case = access.case_for(request.actor, case_id)
    form = forms.AgreementForm(
        **posted(request),
        workers=forms.named(queries.workers(case)),
        initial={
            "first_due": now() + timedelta(days=1),
            "first": str(case.owner_id or request.actor.member.pk),
        },
    )

    def act(form: forms.AgreementForm) -> None:
        said = form.cleaned_data
        every = said["every_minutes"]
        actions.agree_checkins(
            request.actor,
            case.id,
            first_due=said["first_due"],
            every_minutes=int(every) if every else None,
            order=[UUID(said[name]) for name in ("first", "second", "third") if said[name]],
            terms=CheckInTerms(said["how"], said["well_words"], said["danger_words"]),
            grace_minutes=said["grace_minutes"],
            step_minutes=said["step_minutes"],
        )

    page = Page(
        _("Agree on check-ins"),
        _("Agree on this"),
        "case_checkins",
        _("This replaces what was agreed before."),
    )
    return do(request, case, form, page, act)


@require_http_methods(["GET", "POST"])
def end_checkins(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """End what was agreed."""
    case = access.case_for(request.actor, case_id)
    page = Page(
        _("End the check-ins"),
        _("End them"),
        "case_checkins",
        _("Nobody will be called any more if they go silent."),
        "danger",
    )
    return do(
        request,
        case,
        Form(**posted(request)),
        page,
        lambda _form: actions.end_checkins(request.actor, case.id),
    )


@require_http_methods(["GET", "POST"])
def record_checkin(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write down that they were heard from."""
    case = access.case_for(request.actor, case_id)
    page = Page(_("They were heard from"), _("Write this down"), "case_checkins")
    return do(
        request,
        case,
        forms.CheckInForm(**posted(request), initial={"at": now()}),
        page,
        lambda form: actions.record_checkin(
            request.actor,
            case.id,
            at=form.cleaned_data["at"],
            words=form.cleaned_data["words"],
            text=form.cleaned_data["text"],
        ),
    )


@require_http_methods(["GET", "POST"])
def answer_alarm(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say what was done about a silence."""
    case = access.case_for(request.actor, case_id)
    page = Page(_("Answer the alarm"), _("This was done"), "case_checkins")
    return do(
        request,
        case,
        forms.TextForm(**posted(request), label=DONE, help_text=DONE_HELP),
        page,
        lambda form: actions.answer_alarm(request.actor, case.id, text=form.cleaned_data["text"]),
    )
