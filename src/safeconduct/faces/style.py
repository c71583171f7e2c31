"""Serves the staff face's one style sheet from the package; no other file can be asked for."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

SHEET = Path(__file__).resolve().parent.parent / "static" / "staff.css"


@cache
def sheet() -> bytes:
    """The style sheet, read once a process."""
    return SHEET.read_bytes()


def style(request: HttpRequest) -> HttpResponse:
    """The sheet. It holds nothing about anybody, so a browser may keep it for a while."""
    response = HttpResponse(sheet(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "private, max-age=600"
    return response
