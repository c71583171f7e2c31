"""Pages about flats: the list, one flat, its address, who knows it, and what happens to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.shelter import access, actions, cover_names, gantt, listing, queries, tracing
from safeconduct.apps.shelter.forms import AddFlat, Address, ChangeFlat
from safeconduct.apps.shelter.models import Flat
from safeconduct.apps.shelter.records import FlatAddress, FlatConditions
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault.opening import Sealed, open_sealed


def happens(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the form is right and the action went through; otherwise the form says why not."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused.sentence))
        return False
    return True


@require_GET
def flats(request: StaffRequest) -> HttpResponse:
    """Every flat under its cover name: free beds tonight, who may come, who is there."""
    actor, night = request.actor, today()
    rows = listing.flat_rows(actor, night)
    beds = queries.beds(night)
    moving = listing.named(actor, queries.must_move(night))
    figures: list[dict[str, Any]] = [
        {"label": _("beds free tonight"), "value": beds.free},
        {"label": _("beds taken"), "value": beds.taken},
        {"label": _("beds out of use"), "value": beds.unusable},
        {"label": _("people hidden"), "value": queries.hidden_people(night)},
    ]
    if moving:
        people = sum(row.people for row, _name in moving)
        figures.insert(
            0,
            {
                "label": _("people must move tonight"),
                "value": people,
                "note": _("their flat is burnt"),
                "tone": "emergency",
            },
        )
    return render(
        request,
        "shelter/flats.html",
        {"rows": rows, "figures": figures, "moving": moving, "keeps": actor.may("keep_flats")},
    )


@require_http_methods(["GET", "POST"])
def add_flat(request: StaffRequest) -> HttpResponseBase:
    """Put a flat on file."""
    need(request.actor, "keep_flats")
    form = AddFlat(
        request.POST if request.method == "POST" else None,
        initial={"cover_name": cover_names.suggest(), "opened_on": today()},
    )
    made: list[Flat] = []
    if request.method == "POST" and happens(
        form,
        lambda: made.append(
            actions.add_flat(
                request.actor,
                cover_name=form.cleaned_data["cover_name"],
                beds=form.cleaned_data["beds"],
                opened_on=form.cleaned_data["opened_on"],
                address=form.address(),
                conditions=form.conditions(),
            )
        ),
    ):
        return redirect("see_flat", made[0].pk)
    return render(request, "shelter/add_flat.html", {"form": form})


@require_GET
def see_flat(request: StaffRequest, flat_id: UUID) -> HttpResponse:
    """One flat: beds, conditions, who is there and was there. The address is a page further."""
    actor, night = request.actor, today()
    flat = access.flat_for(actor, flat_id)
    stays = listing.guests(actor, queries.all_stays(flat.pk), night)
    inside = [guest for guest in stays if guest.stay.until is None]
    return render(
        request,
        "shelter/see_flat.html",
        {
            "row": listing.flat_row(actor, flat, inside),
            "flat": flat,
            "stays": stays,
            "chart": gantt.draw(
                [
                    (guest.case.code or _("sealed"), guest.stay.from_on, guest.stay.until)
                    for guest in stays
                ],
                night,
            ),
            "keeps": actor.may("keep_flats"),
            "reads": actor.may("keep_flats") and access.holds_addresses(actor),
            "traces": actor.may("keep_flats") or actor.may("read_audit"),
        },
    )


def opened_address(actor: Actor, flat: Flat) -> FlatAddress | Sealed | None:
    """The flat's address for whoever holds its compartment; every time is on record."""
    return open_sealed(actor, flat, "address", FlatAddress)


@require_GET
def see_address(request: StaffRequest, flat_id: UUID) -> HttpResponse:
    """Where a flat is, for keepers. Each look is written down."""
    flat = access.flat_for_keeper(request.actor, flat_id)
    context = {"flat": flat, "address": opened_address(request.actor, flat)}
    return render(request, "shelter/see_address.html", context)


@require_GET
def who_knows(request: StaffRequest, flat_id: UUID) -> HttpResponse:
    """Who has opened a flat's address, who was told it, and who stayed there."""
    actor = request.actor
    flat = access.flat_for_tracing(actor, flat_id)
    knowers = tracing.who_knows(flat)
    names = listing.case_names(
        actor,
        {one.case_id for one in knowers.told} | {one.case_id for one in knowers.stayed},
    )
    return render(
        request,
        "shelter/who_knows.html",
        {
            "flat": flat,
            "knowers": knowers,
            "told": [(one, names[one.case_id]) for one in knowers.told],
            "stayed": [(one, names[one.case_id]) for one in knowers.stayed],
            "sees_beds": actor.may("see_beds"),
        },
    )


@require_http_methods(["GET", "POST"])
def change_flat(request: StaffRequest, flat_id: UUID) -> HttpResponseBase:
    """Change cover name, beds and conditions."""
    actor = request.actor
    flat = access.flat_for_keeper(actor, flat_id)
    initial: dict[str, Any] = {
        "cover_name": flat.cover_name,
        "beds": flat.beds,
        "beds_out": flat.beds_out,
    }
    sealed = None
    if request.method == "GET":
        found = open_sealed(actor, flat, "conditions", FlatConditions)
        if isinstance(found, FlatConditions):
            initial |= {name: getattr(found, name) for name in FlatConditions.__struct_fields__}
            initial["longest_stay"] = found.longest_stay or None
        else:
            sealed = found
    form = ChangeFlat(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and happens(
        form,
        lambda: actions.change_flat(
            actor,
            flat.pk,
            cover_name=form.cleaned_data["cover_name"],
            beds=form.cleaned_data["beds"],
            beds_out=form.cleaned_data["beds_out"],
            conditions=form.conditions(),
        ),
    ):
        return redirect("see_flat", flat.pk)
    context = {"flat": flat, "form": form, "sealed": sealed}
    return render(request, "shelter/change_flat.html", context)


@require_http_methods(["GET", "POST"])
def change_address(request: StaffRequest, flat_id: UUID) -> HttpResponseBase:
    """Replace a flat's address. The page opens the present one, which is written down."""
    actor = request.actor
    flat = access.flat_for_keeper(actor, flat_id)
    initial: dict[str, Any] = {}
    sealed = None
    if request.method == "GET":
        found = opened_address(actor, flat)
        if isinstance(found, FlatAddress):
            initial = {name: getattr(found, name) for name in FlatAddress.__struct_fields__}
        else:
            sealed = found
    form = Address(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and happens(
        form, lambda: actions.change_address(actor, flat.pk, address=form.address())
    ):
        return redirect("see_flat", flat.pk)
    context = {"flat": flat, "form": form, "sealed": sealed}
    return render(request, "shelter/change_address.html", context)


def confirmed(
    request: StaffRequest,
    flat_id: UUID,
    act: Callable[[Actor, UUID], Flat],
    *,
    to: str = "see_flat",
) -> HttpResponseBase:
    """A step with a flat that asks first, on the page named like the step."""
    flat = access.flat_for_keeper(request.actor, flat_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and happens(form, lambda: act(request.actor, flat.pk)):
        return redirect(to, flat.pk)
    night = today()
    inside = listing.guests(request.actor, queries.stays_of_flats([flat.pk], night), night)
    context = {"flat": flat, "form": form, "inside": inside}
    return render(request, f"shelter/{act.__name__}.html", context)


@require_http_methods(["GET", "POST"])
def pause_flat(request: StaffRequest, flat_id: UUID) -> HttpResponseBase:
    """Take nobody new for now."""
    return confirmed(request, flat_id, actions.pause_flat)


@require_http_methods(["GET", "POST"])
def reopen_flat(request: StaffRequest, flat_id: UUID) -> HttpResponseBase:
    """Take people again."""
    return confirmed(request, flat_id, actions.reopen_flat)


@require_http_methods(["GET", "POST"])
def burn_flat(request: StaffRequest, flat_id: UUID) -> HttpResponseBase:
    """Mark a flat as known to the hunter; then show who knew it."""
    return confirmed(request, flat_id, actions.burn_flat, to="who_knows")
