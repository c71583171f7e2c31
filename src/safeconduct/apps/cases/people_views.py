"""Pages about the household: who they are, whether they may be placed apart, when they got out."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access, actions, forms, queries
from safeconduct.apps.cases.doing import Page, do, posted
from safeconduct.apps.cases.identity_forms import PersonForm, typed_identity
from safeconduct.apps.cases.models import Case, Person
from safeconduct.apps.cases.records import Identity
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault.opening import open_sealed

HIDDEN_FACTS = _(
    "What you tick at the end carries a warning on every page: the rest of the household must not "
    "learn it from us."
)


@require_http_methods(["GET", "POST"])
def add_person(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Add a person to the household."""
    case = access.case_for(request.actor, case_id)
    page = Page(_("Add a person"), _("Seal and add"), "see_case", HIDDEN_FACTS)
    return do(
        request,
        case,
        PersonForm(**posted(request)),
        page,
        lambda form: actions.add_person(request.actor, case.id, identity=form.identity()),
    )


@require_http_methods(["GET", "POST"])
def change_person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Say who a person is."""
    person = access.part_for(request.actor, Person, person_id)
    case = access.case_for(request.actor, person.case_id)
    known = open_sealed(request.actor, person, "identity", Identity)
    initial = typed_identity(known) if isinstance(known, Identity) else {}
    page = Page(
        _("Person %(number)s of the household") % {"number": person.ordinal},
        _("Seal and keep"),
        "see_case",
        HIDDEN_FACTS,
    )
    return do(
        request,
        case,
        PersonForm(**posted(request), initial=initial),
        page,
        lambda form: actions.change_person(request.actor, person.id, identity=form.identity()),
    )


@require_http_methods(["GET", "POST"])
def decide_split(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write down whether the household may be placed apart."""
    case = access.case_for(request.actor, case_id)
    form = forms.SplitForm(**posted(request), initial={"may_be_split": case.may_be_split})
    page = Page(
        _("Placed together or apart"),
        _("Write this down"),
        "see_case",
        _("Ask each adult alone. Without a clear yes from all, they stay together."),
    )
    return do(
        request,
        case,
        form,
        page,
        lambda form: actions.decide_split(
            request.actor, case.id, may_be_split=form.cleaned_data["may_be_split"]
        ),
    )


@require_http_methods(["GET", "POST"])
def bring_out(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write down who was brought out of the region."""
    case = access.case_for(request.actor, case_id)
    page = Page(_("Brought out of the region"), _("Write this down"), "see_case")
    return _out(
        request,
        case,
        page,
        lambda on, persons: actions.bring_out(request.actor, case.id, on=on, persons=persons),
    )


@require_http_methods(["GET", "POST"])
def leave_country(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write down who left the country."""
    case = access.case_for(request.actor, case_id)
    page = Page(_("Left the country"), _("Write this down"), "see_case")
    return _out(
        request,
        case,
        page,
        lambda on, persons: actions.leave_country(request.actor, case.id, on=on, persons=persons),
    )


def _out(
    request: StaffRequest, case: Case, page: Page, act: Callable[[date, list[UUID]], object]
) -> HttpResponse:
    people = queries.people_choices(request.actor, case)
    initial = {"on": today(), "persons": [person for person, _name in people]}
    form = forms.OutForm(**posted(request), people=people, initial=initial)
    return do(
        request,
        case,
        form,
        page,
        lambda form: act(
            form.cleaned_data["on"], [UUID(person) for person in form.cleaned_data["persons"]]
        ),
    )
