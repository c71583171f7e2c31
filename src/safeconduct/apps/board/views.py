"""The Board as a page. It reads; nothing can be changed here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeconduct.apps.audit.clock import today
from safeconduct.apps.board import drawing, queries
from safeconduct.apps.team.requests import StaffRequest


@require_safe
def board(request: StaffRequest) -> HttpResponse:
    """The state of the operation for the member at work. 404 without see_board."""
    state = queries.board(request.actor, today())
    context = {
        "board": state,
        "figures": drawing.figures(request.actor, state),
        "by_stage": drawing.by_stage(state),
        "to_arrival": drawing.to_arrival(state),
        "in_hiding": drawing.in_hiding(state),
        "urgencies": drawing.urgencies(state),
        "reaches": drawing.reaches(request.actor),
    }
    return render(request, "board/board.html", context)
