"""Pages of the daily work: needs, tasks, notes, files and the timeline."""

from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access, actions, forms, queries
from safeconduct.apps.cases.doing import Page, do, posted
from safeconduct.apps.cases.models import Need, Task
from safeconduct.apps.team.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def raise_need(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write down something people need."""
    case = access.case_for(request.actor, case_id)
    page = Page(_("Something they need"), _("Write this down"), "see_case")
    return do(
        request,
        case,
        forms.TextForm(**posted(request), label=_("What do they need?"), rows=2),
        page,
        lambda form: actions.raise_need(request.actor, case.id, text=form.cleaned_data["text"]),
    )


@require_http_methods(["GET", "POST"])
def meet_need(request: StaffRequest, need_id: UUID) -> HttpResponse:
    """Write down that a need was met."""
    need = access.part_for(request.actor, Need, need_id)
    case = access.case_for(request.actor, need.case_id)
    page = Page(_("A need was met"), _("It was met"), "see_case")
    form = forms.TextForm(**posted(request), label=_("How?"), rows=2, required=False)
    return do(
        request,
        case,
        form,
        page,
        lambda form: actions.meet_need(request.actor, need.id, how=form.cleaned_data["text"]),
    )


@require_safe
def case_tasks(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What is to be done, and what was."""
    case = access.case_for(request.actor, case_id)
    context = {
        **queries.frame(request.actor, case, "case_tasks"),
        "tasks": queries.tasks_page(request.actor, case),
        "form": forms.TaskForm(
            workers=forms.named(queries.workers(case)),
            initial={"due_on": today(), "owner": str(request.actor.member.pk)},
        ),
    }
    return render(request, "cases/case_tasks.html", context)


def _owner(form: Form) -> UUID | None:
    owner = form.cleaned_data["owner"]
    return UUID(owner) if owner else None


@require_http_methods(["GET", "POST"])
def add_task(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Add something to do."""
    case = access.case_for(request.actor, case_id)
    form = forms.TaskForm(
        **posted(request),
        workers=forms.named(queries.workers(case)),
        initial={"due_on": today(), "owner": str(request.actor.member.pk)},
    )
    page = Page(_("Add a task"), _("Add this task"), "case_tasks")
    return do(
        request,
        case,
        form,
        page,
        lambda form: actions.add_task(
            request.actor,
            case.id,
            text=form.cleaned_data["text"],
            due_on=form.cleaned_data["due_on"],
            owner=_owner(form),
        ),
    )


@require_http_methods(["GET", "POST"])
def change_task(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """Move a task to another day or member."""
    task = access.part_for(request.actor, Task, task_id)
    case = access.case_for(request.actor, task.case_id)
    form = forms.ChangeTaskForm(
        **posted(request),
        workers=forms.named(queries.workers(case)),
        initial={"due_on": task.due_on, "owner": str(task.owner_id or "")},
    )
    page = Page(_("Another day or another member"), _("Change this task"), "case_tasks")
    return do(
        request,
        case,
        form,
        page,
        lambda form: actions.change_task(
            request.actor, task.id, due_on=form.cleaned_data["due_on"], owner=_owner(form)
        ),
    )


@require_http_methods(["GET", "POST"])
def finish_task(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """Write down that a task is done."""
    task = access.part_for(request.actor, Task, task_id)
    case = access.case_for(request.actor, task.case_id)
    page = Page(_("Is this task done?"), _("It is done"), "case_tasks")
    return do(
        request,
        case,
        Form(**posted(request)),
        page,
        lambda _form: actions.finish_task(request.actor, task.id),
    )


@require_safe
def case_notes(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Notes and files."""
    case = access.case_for(request.actor, case_id)
    context = {
        **queries.frame(request.actor, case, "case_notes"),
        "notes": queries.notes_page(request.actor, case, request.GET.get("page")),
        "note_form": forms.TextForm(label=_("Note"), rows=5, auto_id="note_%s"),
        "file_form": forms.FileForm(auto_id="file_%s"),
    }
    return render(request, "cases/case_notes.html", context)


@require_http_methods(["GET", "POST"])
def write_note(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write a note."""
    case = access.case_for(request.actor, case_id)
    page = Page(_("Write a note"), _("Seal and keep"), "case_notes")
    return do(
        request,
        case,
        forms.TextForm(**posted(request), label=_("Note"), rows=8),
        page,
        lambda form: actions.write_note(request.actor, case.id, text=form.cleaned_data["text"]),
    )


@require_http_methods(["GET", "POST"])
def attach_file(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Attach a file; it is sealed while it arrives."""
    case = access.case_for(request.actor, case_id)
    page = Page(_("Attach a file"), _("Seal and attach"), "case_notes")
    return do(
        request,
        case,
        forms.FileForm(**posted(request)),
        page,
        lambda form: actions.attach_file(
            request.actor,
            case.id,
            file=form.cleaned_data["file"].sealed,
            about=form.cleaned_data["about"],
        ),
    )


@require_safe
def case_timeline(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Everything that happened, or who opened what."""
    case = access.case_for(request.actor, case_id)
    opened = request.GET.get("show") == "opened"
    here = reverse("case_timeline", args=[case.id])
    context = {
        **queries.frame(request.actor, case, "case_timeline"),
        "opened": opened,
        "shows": [
            queries.Tab(gettext("What happened"), here, not opened, 0),
            queries.Tab(gettext("Who opened what"), f"{here}?show=opened", opened, 0),
        ],
        "timeline": queries.timeline_page(
            request.actor, case, request.GET.get("page"), opened=opened
        ),
    }
    return render(request, "cases/case_timeline.html", context)
