"""What every page of the public face shares: its language, its neutral title, the way out of it.

Sets no cookie and keeps nothing about who looks.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from safeconduct.apps.team import queries as team

#: Pages with links as buttons, a code or messages.
WITH_MORE_STYLE = frozenset(
    {"plea_start", "plea_receipt", "plea_box", "plea_withdraw", "plea_withdrawn"}
)
PublicView = Callable[..., HttpResponse]


def in_language(view: PublicView) -> PublicView:
    """Give the view's page in the language of its address, or in the one the browser asks for.

    When the view fails, the language stays: the page that gives back what was typed needs it.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, language: str = "") -> HttpResponse:
        before = translation.get_language()
        translation.activate(language or translation.get_language_from_request(request))
        workspace = team.workspace()
        # Read by public/busy.html, which must do without the database.
        request.neutral_title = workspace.neutral_title  # type: ignore[attr-defined]
        request.leave_url = workspace.leave_url  # type: ignore[attr-defined]
        response = view(request, translation.get_language() or "en")
        translation.activate(before or settings.LANGUAGE_CODE)
        return response

    return answer


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of the public face. What is put right or read once needs a little more style."""
    shared = {
        "neutral_title": getattr(request, "neutral_title", ""),
        "leave_url": getattr(request, "leave_url", ""),
        "language": translation.get_language(),
        "more_style": status != 200 or template in WITH_MORE_STYLE,
    }
    return render(request, f"intake/{template}.html", {**shared, **(context or {})}, status=status)


def languages(name: str, current: str) -> list[dict[str, Any]]:
    """Links to the page called `name` in each language; only where nothing was typed yet."""
    return [
        {
            "code": code,
            "name": said,
            "url": reverse(name, kwargs={"language": code}),
            "current": code == current,
        }
        for code, said in settings.LANGUAGES
    ]
