"""One page for every question that ends in an action: a form, a verb, a way back.

The action runs only when the form is right. What it refuses stands above the form, and everything
typed stays in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.team.requests import StaffRequest


@dataclass(frozen=True)
class Question:
    """The words around a form. `trail` are (label, address) of the pages above; `back` is where
    the answer leads, and the way out without one."""

    title: str
    verb: str
    back: str
    trail: Sequence[tuple[str, str]] = ()
    said: Sequence[str] = ()
    tone: str = "primary"


def posted(request: StaffRequest) -> QueryDict | None:
    """What a form is bound to: what was posted, or nothing yet."""
    return request.POST if request.method == "POST" else None


def ask(
    request: StaffRequest,
    form: forms.Form,
    question: Question,
    act: Callable[[], object],
    *,
    then: Callable[[], str] | None = None,
) -> HttpResponseBase:
    """Show the form, or run `act` and go `back` (or where `then` says, once it has run)."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect(then() if then else question.back)
    trail = [{"label": label, "url": url} for label, url in question.trail]
    context = {"form": form, "question": question, "trail": trail}
    return render(request, "relocation/ask.html", context)
