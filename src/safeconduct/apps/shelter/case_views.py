"""The tab "Hiding" of a case and what can be done there: beds, moves, emergencies, the address."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access as cases
from safeconduct.apps.cases.queries import frame
from safeconduct.apps.intake.unseen_answers import mailboxes
from safeconduct.apps.shelter import access, actions, policies, queries
from safeconduct.apps.shelter.forms import AskEmergency, ChooseFlat, EndStay, ShareAddress
from safeconduct.apps.shelter.records import FlatConditions, Reason
from safeconduct.apps.shelter.views import happens
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault.opening import open_sealed


def case_page(actor: Actor, case_id: UUID, permission: str) -> dict[str, Any]:
    """What every page of this tab shows around itself. Raises Http404."""
    need(actor, permission)
    case = cases.case_for(actor, case_id)
    return {
        **frame(actor, case, "case_hiding"),
        "stay": access.current_stay(case.pk),
        "keeps": actor.may("keep_flats"),
        "releases_addresses": actor.may("release_address"),
    }


@require_GET
def case_hiding(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Where a case is hidden, where it was, which flats have room, who may tell the address."""
    actor, night = request.actor, today()
    context = case_page(actor, case_id, "see_beds")
    case, stay = context["case"], context["stay"]
    ask = access.open_ask(case.pk)
    releases = queries.releases(case.pk)
    rooms = [
        (room, open_sealed(actor, room.flat, "conditions", FlatConditions))
        for room in queries.rooms(night)
        if room.free > 0 and not (stay and stay.flat_id == room.flat.pk)
    ]
    context |= {
        "rooms": rooms,
        "needs_bed": case.stage in policies.NEED_A_BED,
        "cleared": case.vetting == policies.CLEARED,
        "stopped": case.vetting in policies.STOPPED,
        "history": queries.history(case.pk),
        "releases": releases,
        "proposed": stay is not None
        and any(one.flat_id == stay.flat_id and not one.withdrawn_on for one in releases),
        "ask": ask,
        "ask_reason": open_sealed(actor, ask, "reason", Reason) if ask else None,
        "mine": bool(ask and ask.asked_by_id == actor.member.pk),
        "days": (night - stay.hidden_since).days if stay else 0,
    }
    return render(request, "shelter/case_hiding.html", context)


def choose_flat(request: StaffRequest, case_id: UUID, verb: str) -> HttpResponseBase:
    """Placing, moving and sheltering in an emergency ask the same: flat, beds, night."""
    actor = request.actor
    context = case_page(actor, case_id, "keep_flats")
    case, stay = context["case"], context["stay"]
    rooms = [room for room in queries.rooms() if room.free > 0]
    form = ChooseFlat(
        request.POST if request.method == "POST" else None,
        rooms=rooms,
        initial={
            "flat": request.GET.get("flat", ""),
            "beds": min(case.people, stay.beds) if stay else case.people,
            "on": today(),
        },
    )
    act = {
        "place_in_flat": actions.place_in_flat,
        "move_to_flat": actions.move_to_flat,
        "shelter_in_emergency": actions.shelter_in_emergency,
    }[verb]
    if request.method == "POST" and happens(
        form,
        lambda: act(
            actor,
            case.pk,
            UUID(form.cleaned_data["flat"]),
            beds=form.cleaned_data["beds"],
            on=form.cleaned_data["on"],
        ),
    ):
        return redirect("case_hiding", case.pk)
    ask = access.open_ask(case.pk)
    context |= {
        "form": form,
        "rooms": rooms,
        "ask": ask,
        "ask_reason": open_sealed(actor, ask, "reason", Reason) if ask else None,
    }
    return render(request, f"shelter/{verb}.html", context)


@require_http_methods(["GET", "POST"])
def place_in_flat(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Give a cleared case its beds."""
    return choose_flat(request, case_id, "place_in_flat")


@require_http_methods(["GET", "POST"])
def move_to_flat(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Move a case tonight."""
    return choose_flat(request, case_id, "move_to_flat")


@require_http_methods(["GET", "POST"])
def shelter_in_emergency(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Confirm an emergency as the second member, with a bed."""
    return choose_flat(request, case_id, "shelter_in_emergency")


@require_http_methods(["GET", "POST"])
def end_stay(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Say that they are not in the flat any more."""
    context = case_page(request.actor, case_id, "see_beds")
    form = EndStay(
        request.POST if request.method == "POST" else None,
        initial={"why": "departed", "on": today()},
    )
    if request.method == "POST" and happens(
        form,
        lambda: actions.end_stay(
            request.actor, case_id, why=form.cleaned_data["why"], on=form.cleaned_data["on"]
        ),
    ):
        return redirect("case_hiding", case_id)
    return render(request, "shelter/end_stay.html", {**context, "form": form})


@require_http_methods(["GET", "POST"])
def ask_emergency_shelter(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Say why a case cannot wait for the checks."""
    context = case_page(request.actor, case_id, "see_beds")
    form = AskEmergency(request.POST if request.method == "POST" else None)
    if request.method == "POST" and happens(
        form,
        lambda: actions.ask_emergency_shelter(
            request.actor, case_id, reason=Reason(form.cleaned_data["reason"])
        ),
    ):
        return redirect("case_hiding", case_id)
    return render(request, "shelter/ask_emergency_shelter.html", {**context, "form": form})


@require_http_methods(["GET", "POST"])
def withdraw_emergency_ask(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """They can wait after all."""
    context = case_page(request.actor, case_id, "see_beds")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and happens(
        form, lambda: actions.withdraw_emergency_ask(request.actor, case_id)
    ):
        return redirect("case_hiding", case_id)
    return render(request, "shelter/withdraw_emergency_ask.html", {**context, "form": form})


@require_http_methods(["GET", "POST"])
def propose_address_release(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """Propose that they are told where their bed is."""
    context = case_page(request.actor, case_id, "release_address")
    stay = context["stay"]
    if stay is None:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and happens(
        form, lambda: actions.propose_address_release(request.actor, case_id, stay.flat_id)
    ):
        return redirect("case_hiding", case_id)
    return render(request, "shelter/propose_address_release.html", {**context, "form": form})


@require_http_methods(["GET", "POST"])
def approve_address_release(request: StaffRequest, release_id: UUID) -> HttpResponseBase:
    """Agree, as the second member, that they are told."""
    release = access.release_for(request.actor, release_id)
    context = case_page(request.actor, release.case_id, "release_address")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and happens(
        form, lambda: actions.approve_address_release(request.actor, release.pk)
    ):
        return redirect("case_hiding", release.case_id)
    context |= {"form": form, "release": release}
    return render(request, "shelter/approve_address_release.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_address_release(request: StaffRequest, release_id: UUID) -> HttpResponseBase:
    """Take a release back that nobody has acted on."""
    release = access.release_for(request.actor, release_id)
    context = case_page(request.actor, release.case_id, "release_address")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and happens(
        form, lambda: actions.withdraw_address_release(request.actor, release.pk)
    ):
        return redirect("case_hiding", release.case_id)
    context |= {"form": form, "release": release}
    return render(request, "shelter/withdraw_address_release.html", context)


@require_http_methods(["GET", "POST"])
def share_address(request: StaffRequest, release_id: UUID) -> HttpResponseBase:
    """Tell them the address, as a keeper, once two members agreed."""
    need(request.actor, "keep_flats")
    release = access.release_for(request.actor, release_id)
    context = case_page(request.actor, release.case_id, "keep_flats")
    form = ShareAddress(
        request.POST if request.method == "POST" else None, mailboxes=mailboxes(release.case_id)
    )
    if request.method == "POST" and happens(
        form,
        lambda: actions.share_address(
            request.actor, release.pk, how=form.way(), plea_id=form.mailbox()
        ),
    ):
        return redirect("case_hiding", release.case_id)
    context |= {"form": form, "release": release}
    return render(request, "shelter/share_address.html", context)
