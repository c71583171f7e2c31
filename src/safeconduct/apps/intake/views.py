"""Triage pages: the list of requests, one request, and one page for each verb.

Whatever is refused comes back as the same form, filled, with a sentence that says what to do.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.intake import access, actions, codes, forms, queries, request_queries
from safeconduct.apps.intake.models import Plea
from safeconduct.apps.intake.stages import OPEN
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.requests import StaffRequest

PAGE = 50
SHOWN = {
    "open": _("to be decided"),
    "waiting": _("waiting for us"),
    "decided": _("decided, withdrawn, duplicates"),
    "": _("all"),
}

F = TypeVar("F", bound=forms.RequestForm)
Run = Callable[[Actor, Plea, F], str | None]


@require_safe
def requests(request: StaffRequest) -> HttpResponse:
    """Requests by danger and age, with filters and counts."""
    asked = {name: request.GET.get(name, "") for name in ("urgency", "language")}
    show = request.GET.get("show", "open")
    rows = queries.filtered(request.actor, show=show, **asked)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = queries.counts(request.actor)
    context = {
        "page": page,
        "rows": queries.rows_of(request.actor, list(page.object_list), today()),
        "counts": counts,
        "figures": figures(counts),
        "show": show,
        "shown": [(code, word, code == show) for code, word in SHOWN.items()],
        "urgencies": [(c, w, c == asked["urgency"]) for c, w in codes.choices(codes.URGENCIES)],
        "languages": [(c, w, c == asked["language"]) for c, w in settings.LANGUAGES],
        "kept": urlencode({"show": show, **asked}),
    }
    return render(request, "intake/requests.html", context)


def figures(counts: dict[str, int]) -> list[dict[str, Any]]:
    """The strip of key figures above the list."""
    here = reverse("requests")
    return [
        {
            "label": _("In danger now"),
            "value": counts["now"],
            "url": f"{here}?urgency=now",
            "tone": "emergency" if counts["now"] else "",
            "note": _("answer these first") if counts["now"] else "",
        },
        {"label": _("Waiting for us"), "value": counts["waiting"], "url": f"{here}?show=waiting"},
        {"label": _("To be decided"), "value": counts["open"], "url": here},
        {"label": _("Accepted"), "value": counts["accepted"], "url": f"{here}?show=accepted"},
    ]


@require_safe
def see_request(request: StaffRequest, plea_id: UUID) -> HttpResponse:
    """One request: what never to do, the words, the thread, files, checks, links, history."""
    seen = request_queries.see(request.actor, plea_id, today())
    context = {
        "seen": seen,
        "row": seen.row,
        "is_open": seen.row.stage in OPEN,
        "may_vet": seen.case is None and seen.withdrawn_on is None,
        "answer_form": forms.Answer(auto_id="answer_%s"),
        "note_form": forms.NoteRequest(auto_id="note_%s"),
        "trail": [{"label": _("Requests"), "url": reverse("requests")}],
    }
    return render(request, "intake/see_request.html", context)


def verb_page(
    request: StaffRequest,
    plea_id: UUID,
    kind: type[F],
    run: "Run[F]",
    *,
    title: str | Promise,
    button: str | Promise,
    tone: str = "primary",
    initial: dict[str, Any] | None = None,
) -> HttpResponseBase:
    """The page of one verb: the form, then `run`; back to the request, or to what `run` names."""
    plea = access.plea_for(request.actor, plea_id)
    others = queries.linkable(request.actor, plea_id) if kind is forms.LinkWith else ()
    form = kind(
        request.POST if request.method == "POST" else None,
        stage=plea.stage,
        vetting=plea.vetting,
        others=others,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            to = run(request.actor, plea, form)
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect(to or reverse("see_request", args=[plea_id]))
    here = queries.short(plea_id)
    context = {
        "form": form,
        "title": title,
        "verb": button,
        "tone": tone,
        "here": title,
        "cancel_url": reverse("see_request", args=[plea_id]),
        "trail": [
            {"label": _("Requests"), "url": reverse("requests")},
            {"label": here, "url": reverse("see_request", args=[plea_id])},
        ],
    }
    return render(
        request, "intake/do_with_request.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Write to the person."""

    def run(actor: Actor, plea: Plea, form: forms.Answer) -> None:
        actions.answer(actor, plea.id, form.cleaned_data["text"])

    return verb_page(
        request, plea_id, forms.Answer, run, title=_("Answer"), button=_("Seal and send")
    )


@require_http_methods(["GET", "POST"])
def ask_back(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Ask the person something."""

    def run(actor: Actor, plea: Plea, form: forms.AskBack) -> None:
        actions.ask_back(actor, plea.id, form.cleaned_data["text"], to=form.cleaned_data["to"])

    return verb_page(
        request, plea_id, forms.AskBack, run, title=_("Ask back"), button=_("Seal and send")
    )


@require_http_methods(["GET", "POST"])
def note_on_request(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Note something for members."""

    def run(actor: Actor, plea: Plea, form: forms.NoteRequest) -> None:
        actions.note_on_request(actor, plea.id, form.cleaned_data["text"])

    return verb_page(
        request, plea_id, forms.NoteRequest, run, title=_("Note"), button=_("Keep the note")
    )


@require_http_methods(["GET", "POST"])
def move_request_stage(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Move the request to another stage."""

    def run(actor: Actor, plea: Plea, form: forms.MoveRequestStage) -> None:
        actions.move_request_stage(actor, plea.id, **form.cleaned_data)

    return verb_page(
        request,
        plea_id,
        forms.MoveRequestStage,
        run,
        title=_("Move to another stage"),
        button=_("Move the request"),
    )


@require_http_methods(["GET", "POST"])
def decline(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Decline the request."""

    def run(actor: Actor, plea: Plea, form: forms.Decline) -> None:
        actions.decline(actor, plea.id, **form.cleaned_data)

    return verb_page(
        request,
        plea_id,
        forms.Decline,
        run,
        title=_("Decline"),
        button=_("Decline and tell the person"),
        tone="danger",
    )


@require_http_methods(["GET", "POST"])
def refer_out(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Refer the person to others."""

    def run(actor: Actor, plea: Plea, form: forms.ReferOut) -> None:
        actions.refer_out(actor, plea.id, text=form.cleaned_data["text"])

    return verb_page(
        request,
        plea_id,
        forms.ReferOut,
        run,
        title=_("Refer to others"),
        button=_("Refer and tell the person"),
    )


@require_http_methods(["GET", "POST"])
def accept(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Accept the request: a case is opened."""

    def run(actor: Actor, plea: Plea, form: forms.Accept) -> str:
        case = actions.accept(
            actor,
            plea.id,
            people=form.cleaned_data["people"],
            answers=form.answers(),
            text=form.cleaned_data["text"],
        )
        return reverse("see_case", args=[case.id])

    return verb_page(
        request, plea_id, forms.Accept, run, title=_("Accept"), button=_("Accept and open a case")
    )


@require_http_methods(["GET", "POST"])
def mark_duplicate(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Mark the request as a duplicate of another."""

    def run(actor: Actor, plea: Plea, form: forms.LinkWith) -> None:
        actions.mark_duplicate(actor, plea.id, of=UUID(form.cleaned_data["other"]))

    return verb_page(
        request,
        plea_id,
        forms.LinkWith,
        run,
        title=_("Duplicate of another request"),
        button=_("Mark as duplicate"),
    )


@require_http_methods(["GET", "POST"])
def same_person_as(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Link with another request of the same person."""

    def run(actor: Actor, plea: Plea, form: forms.LinkWith) -> None:
        actions.same_person_as(actor, plea.id, other=UUID(form.cleaned_data["other"]))

    return verb_page(
        request,
        plea_id,
        forms.LinkWith,
        run,
        title=_("Same person as in another request"),
        button=_("Link the two"),
    )


@require_POST
def unlink(request: StaffRequest, link_id: UUID) -> HttpResponseBase:
    """Undo a link."""
    plea_id = access.link_for(request.actor, link_id).one_id
    # When somebody else undid it a moment ago, the page shows that: nothing was typed here.
    with suppress(Refused):
        actions.unlink(request.actor, link_id)
    return redirect("see_request", plea_id=plea_id)


@require_http_methods(["GET", "POST"])
def screen_request(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Answer points of the screening checklist."""

    def run(actor: Actor, plea: Plea, form: forms.ScreenRequest) -> None:
        actions.screen_request(actor, plea.id, points=form.points())

    return verb_page(
        request,
        plea_id,
        forms.ScreenRequest,
        run,
        title=_("Screening"),
        button=_("Keep the answers"),
        initial=request_queries.screened(request.actor, plea_id),
    )


@require_http_methods(["GET", "POST"])
def vet_request(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Take a step of the vetting."""

    def run(actor: Actor, plea: Plea, form: forms.VetRequest) -> None:
        actions.vet_request(actor, plea.id, **form.cleaned_data)

    return verb_page(
        request, plea_id, forms.VetRequest, run, title=_("Vetting"), button=_("Keep this step")
    )


@require_http_methods(["GET", "POST"])
def clear_two_person(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Clear the request, as one of two members."""

    def run(actor: Actor, plea: Plea, form: forms.WithReason) -> None:
        actions.clear_two_person(actor, plea.id, reason=form.cleaned_data["reason"])

    return verb_page(
        request,
        plea_id,
        forms.WithReason,
        run,
        title=_("Clear, as one of two members"),
        button=_("I stand for this request"),
    )


@require_http_methods(["GET", "POST"])
def hold_infiltration(request: StaffRequest, plea_id: UUID) -> HttpResponseBase:
    """Hold the request as a possible infiltration."""

    def run(actor: Actor, plea: Plea, form: forms.WithReason) -> None:
        actions.hold_infiltration(actor, plea.id, reason=form.cleaned_data["reason"])

    return verb_page(
        request,
        plea_id,
        forms.WithReason,
        run,
        title=_("Hold: may be an infiltration"),
        button=_("Put on hold"),
        tone="danger",
    )
