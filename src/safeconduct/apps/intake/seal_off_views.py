"""The page that seals a case off. It stands here because the case's requests go along with it."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from safeconduct.apps.cases import access, forms, queries
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.doing import Page, do, posted
from safeconduct.apps.intake import actions
from safeconduct.apps.team.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def seal_off_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Give the case a compartment of its own, and take its requests along."""
    case = access.case_for(request.actor, case_id)
    others = [m for m in queries.workers(case) if m.pk != request.actor.member.pk]
    form = forms.SealOffForm(**posted(request), workers=forms.named(others))

    def act(form: forms.SealOffForm) -> None:
        members = [UUID(member) for member in form.cleaned_data["members"]]
        with transaction.atomic():
            cases.seal_off_case(request.actor, case.id, members=members)
            actions.seal_off_requests(request.actor, case.id)

    page = Page(
        _("Seal this case off"),
        _("Seal it off"),
        "see_case",
        _(
            "Everything in this case is sealed anew for the members you choose. For everybody "
            "else it is as if it did not exist; they only see that some case is sealed off."
        ),
        "danger",
    )
    return do(request, case, form, page, act)
