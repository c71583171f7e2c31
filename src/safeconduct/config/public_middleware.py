"""What every answer of the public face carries, and what happens when it cannot be given.

No cookie is ever set. Nothing is stored on the person's device. A failure gives back what was
typed.
"""

import base64
import hashlib
import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from safeconduct.apps.vault.uploads import remove_leftovers
from safeconduct.config.passing import passing

logger = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponseBase]
STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


class CompressPages(GZipMiddleware):
    """Compression without random padding: no page holds a secret that another site could guess at,
    because no cookie makes a browser send somebody else's."""

    max_random_bytes = 0


class ProtectPublicPages:
    """Headers that keep a page out of caches, histories and frames."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then add the headers."""
        response = self.get_response(request)
        response["Content-Security-Policy"] = getattr(request, "policy", policy(b""))
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Content-Type-Options"] = "nosniff"
        # Every byte is weighed. The policy forbids frames, scripts and anything from elsewhere, so
        # headers that forbid the same again, or what only scripts could do, are left out.
        return response


class KeepWhatWasTyped:
    """A locked database or a full disk gives the form back, filled, instead of an error page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; runs inside compression, so the policy is computed on the plain page."""
        response = self.get_response(request)
        remove_leftovers(request)
        if isinstance(response, HttpResponse):
            request.policy = policy(response.content)  # type: ignore[attr-defined]
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Turn a busy database or a full disk into a page that loses nothing."""
        if not passing(exception):
            return None
        logger.warning("given back", exc_info=exception)
        typed = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if isinstance(value, str)
        ]
        return render(
            request, "public/busy.html", {"typed": typed, "again": request.path}, status=503
        )


def policy(page: bytes) -> str:
    """Allow the page's own style block and nothing else."""
    found = STYLE.search(page)
    style = "'none'"
    if found:
        digest = base64.b64encode(hashlib.sha256(found.group(1)).digest()).decode("ascii")
        style = f"'sha256-{digest}'"
    return (
        f"default-src 'none'; style-src {style}; img-src data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
