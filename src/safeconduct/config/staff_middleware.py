"""Unlocking for each staff request, headers for each answer, and nothing typed ever lost."""

import logging
from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.http import urlencode

from safeconduct.apps.team import unlocking
from safeconduct.apps.team.cookies import read_secret
from safeconduct.apps.team.forms import SignIn
from safeconduct.apps.team.requests import StaffRequest, typed
from safeconduct.apps.vault.opening import write_openings
from safeconduct.apps.vault.search import sessions as search_sessions
from safeconduct.apps.vault.uploads import remove_leftovers
from safeconduct.config.passing import passing

logger = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponseBase]

#: Pages that answer without an unlocked member.
OPEN_TO_ALL = frozenset({"sign_in", "style", "health"})
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


class ProtectStaffPages:
    """Headers for every answer of the staff face."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then add the headers."""
        response = self.get_response(request)
        response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response["Cache-Control"] = response.get("Cache-Control", "no-store")
        response["Referrer-Policy"] = "same-origin"
        response["X-Content-Type-Options"] = "nosniff"
        response["X-Frame-Options"] = "DENY"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class KeepWhatWasTyped:
    """A locked database or a full disk shows what was typed, ready to send again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; failures are met in `process_exception`."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Turn a busy database or a full disk into a page that loses nothing."""
        return given_back(request, exception) if passing(exception) else None


def given_back(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """503 with everything that was typed, ready to be sent again."""
    logger.warning("given back", exc_info=exception)
    context = {"typed": typed(request), "resume_path": request.path, "busy": True}
    return render(request, "resume.html", context, status=503)


class UnlockedMember:
    """Finds the unlocked member behind the cookie, or asks to sign in and keeps the text.

    Every opening of the request is written to the audit chain before the answer leaves.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as the member, or with the sign-in page.

        What was opened but cannot be written to the chain is not shown: the page comes back as if
        the database had been busy before.
        """
        try:
            return self.answer(request)
        except Exception as exception:
            if passing(exception):
                return given_back(request, exception)
            raise

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The view's answer, for a member or a stranger."""
        try:
            match = resolve(request.path_info)
        except Http404:
            match = None
        verb = (match.url_name if match else None) or ""
        secret = read_secret(request)
        actor = unlocking.actor_of(secret, verb) if secret else None
        staff = cast(StaffRequest, request)
        if actor is None:
            if secret:
                search_sessions.end(unlocking.stored_id(secret))
            if match is not None and verb not in OPEN_TO_ALL:
                return self.ask_to_sign_in(request)
            with translation.override(translation.get_language_from_request(request)):
                request.LANGUAGE_CODE = translation.get_language()
                return self.get_response(request)
        staff.actor = actor
        search_sessions.warm()
        with translation.override(actor.member.language):
            request.LANGUAGE_CODE = actor.member.language
            if actor.member.must_choose_passphrase and verb not in {
                "choose_passphrase",
                "lock",
                "style",
            }:
                return redirect("choose_passphrase")
            response: HttpResponseBase | None = None
            try:
                response = self.get_response(request)
            finally:
                remove_leftovers(request)
                try:
                    write_openings(actor)
                except Exception as exception:
                    # A redirect after a form shows nothing, and what the form asked for has been
                    # done: to give the form back would have it done twice.
                    if response is None or response.status_code != 302 or not passing(exception):
                        raise
                    logger.warning("openings not written", exc_info=exception)
                search_sessions.end_if_locked(actor.session)
        return response

    def ask_to_sign_in(self, request: HttpRequest) -> HttpResponseBase:
        """The sign-in page. A form that was being written travels along in its own fields."""
        with translation.override(translation.get_language_from_request(request)):
            if request.method == "POST":
                return render(
                    request,
                    "team/sign_in.html",
                    {"typed": typed(request), "resume_path": request.path, "form": SignIn()},
                    status=401,
                )
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('sign_in')}?{query}")
