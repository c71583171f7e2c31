"""Everything that members do with a request. One function per verb; each writes its audit event."""

from safeconduct.apps.intake.actions.checking import (
    clear_two_person,
    hold_infiltration,
    screen_request,
    vet_request,
)
from safeconduct.apps.intake.actions.deciding import accept, decline, move_request_stage, refer_out
from safeconduct.apps.intake.actions.linking import mark_duplicate, same_person_as, unlink
from safeconduct.apps.intake.actions.sealing_off import seal_off_requests
from safeconduct.apps.intake.actions.writing import answer, ask_back, note_on_request

__all__ = [
    "accept",
    "answer",
    "ask_back",
    "clear_two_person",
    "decline",
    "hold_infiltration",
    "mark_duplicate",
    "move_request_stage",
    "note_on_request",
    "refer_out",
    "same_person_as",
    "screen_request",
    "seal_off_requests",
    "unlink",
    "vet_request",
]
