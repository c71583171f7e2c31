"""One verb, one page: show its form, do it, or show it again with what stood in the way.

Nothing typed is lost: a refusal comes back with the same form, filled, and says what to do next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.queries import frame
from safeconduct.apps.team.requests import StaffRequest

F = TypeVar("F", bound=forms.Form)
Words = str | Promise


@dataclass(frozen=True)
class Page:
    """What the page of a verb says: its title, the button, an explanation, and the tab it is on."""

    title: Words
    button: Words
    tab: str
    says: Words = ""
    tone: str = ""


def posted(request: StaffRequest) -> dict[str, Any]:
    """What a form is built from: the posted fields and files, or nothing for a first look."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES}


def do(
    request: StaffRequest, case: Case, form: F, page: Page, act: Callable[[F], object]
) -> HttpResponse:
    """Do it when a valid form was posted, then go to the verb's tab; otherwise show the form."""
    if form.is_bound and form.is_valid():
        try:
            act(form)
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect(page.tab, case.id)
    context = {
        **frame(request.actor, case, page.tab),
        "form": form,
        "page": page,
        "back": reverse(page.tab, args=[case.id]),
    }
    return render(request, "cases/do.html", context)
