"""Error pages of the public face. They need no database and say what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation


def fault(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page about something that went wrong, in the language of the address or the browser."""
    first = request.path_info.strip("/").partition("/")[0]
    language = first if first in {"en", "ru", "ar"} else ""
    with translation.override(language or translation.get_language_from_request(request)):
        context = {
            "neutral_title": getattr(request, "neutral_title", ""),
            "leave_url": getattr(request, "leave_url", ""),
        }
        return render(request, template, context, status=status)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the address is not one of this face."""
    return fault(request, "404.html", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: says that nothing was half done."""
    return fault(request, "500.html", 500)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: too large, broken off, or in an unknown encoding."""
    return fault(request, "400.html", 400)
