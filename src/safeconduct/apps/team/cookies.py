"""The member's cookie: a random secret, for this browser session only, readable by no script."""

import base64
import binascii

from django.http import HttpRequest, HttpResponseBase

COOKIE = "__Host-safeconduct"


def read_secret(request: HttpRequest) -> bytes | None:
    """The 32-byte secret in the request's cookie, or None."""
    try:
        secret = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == 32 else None


def give(response: HttpResponseBase, secret: bytes) -> None:
    """Set the cookie: gone when the browser closes, sent to this host only."""
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(secret).decode("ascii"),
        secure=True,
        httponly=True,
        samesite="Strict",
        path="/",
    )


def take_back(response: HttpResponseBase) -> None:
    """Delete the cookie. A `__Host-` cookie is deleted only with its own attributes."""
    response.set_cookie(
        COOKIE, "", max_age=0, secure=True, httponly=True, samesite="Strict", path="/"
    )
