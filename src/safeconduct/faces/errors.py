"""Error pages of the staff face. "Not yours" and "not there" are the same page, byte for byte."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeconduct.apps.team.requests import typed


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what does not exist and what is not yours."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: says that nothing was half done."""
    return render(request, "500.html", status=500)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request was not one a page of this software makes."""
    return render(request, "400.html", status=400)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: shows what was typed, ready to be sent with a new one."""
    context = {"typed": typed(request), "resume_path": request.path}
    return render(request, "403_csrf.html", context, status=403)
