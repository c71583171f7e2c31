"""Coming back with a code: reading answers, writing more, adding files, withdrawing everything.

The code travels in a hidden field of each page and nowhere else: no cookie, no address, no row
about who looked. A wrong code costs the same time as a right one.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.apps.audit.action import PUBLIC, Refused
from safeconduct.apps.intake import plea_actions, plea_tokens, plea_typed
from safeconduct.apps.intake.codes import Stage
from safeconduct.apps.intake.plea_forms import CodeField, MoreText
from safeconduct.apps.intake.plea_limits import CODES
from safeconduct.apps.intake.plea_mailbox import OpenBox, answers, open_box, own_messages
from safeconduct.apps.intake.plea_pages import in_language, languages, page
from safeconduct.seal.return_code import NotACode, ReturnCode, parse

WRONG = {
    "length": _("A code has 30 digits. Look whether some are missing or too many."),
    "check": _("One of the digits is wrong, or two have changed places. Compare them once more."),
    "unknown": _("We do not know this code. Compare it with what you kept, digit by digit."),
    "busy": _("Too many codes are being tried at the moment. Wait a minute and press again."),
}
WRITE_SOMETHING = _("Write a few words, or choose a file.")
OPEN_TOO_LONG = _("This page was open for too long. Nothing is lost: press “Send” once more.")


@dataclass(frozen=True)
class Wrong:
    """A code that was not accepted: a key of WRONG, and the status that says so."""

    code: str
    status: int = 422


@require_safe
@in_language
def back(request: HttpRequest, language: str) -> HttpResponse:
    """The page on which the code is typed."""
    context = {"form": CodeField(), "languages": languages("back", language)}
    return page(request, "plea_back", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_language
def box(request: HttpRequest, language: str) -> HttpResponse:
    """Everything that is done with a code.

    Fields: `code`; `do` is empty (look), write, withdraw (ask whether it is meant) or erase;
    with write also `turn` (from the page), `text`, `file`, `held`; `drop` removes a waiting file.
    """
    if request.method != "POST":
        return redirect("back", language=language)
    found = opened(request.POST.get("code", ""))
    if isinstance(found, Wrong):
        return wrong_code(request, found)
    does: dict[str, Callable[[HttpRequest, OpenBox], HttpResponse]] = {
        "write": write,
        "withdraw": confirm,
        "erase": erase,
    }
    do = "write" if "drop" in request.POST else request.POST.get("do", "")
    return does.get(do, look)(request, found)


def opened(typed: str) -> OpenBox | Wrong:
    """The box of a typed code. Takes one attempt from the bucket for every well-formed code."""
    try:
        code: ReturnCode = parse(typed)
    except NotACode as refused:
        return Wrong(refused.code)
    if not CODES.take():
        return Wrong("busy", 429)
    found = open_box(code)
    if found is None or found.plea.stage == Stage.WITHDRAWN:
        return Wrong("unknown")
    CODES.give_back()
    return found


def wrong_code(request: HttpRequest, wrong: Wrong) -> HttpResponse:
    """The code's page again, as typed, with what is wrong; a message being written comes along."""
    form = CodeField({"code": request.POST.get("code", "")[:400]})
    if form.is_valid():
        form.add_error("code", WRONG[wrong.code])
    typed = plea_typed.read(request)
    kept = [(name, request.POST[name]) for name in ("do", "turn") if name in request.POST]
    hidden = kept + typed.hidden(without=())
    context = {"form": form, "hidden": hidden, "text": typed.values.get("text", "")}
    response = page(request, "plea_back", context, status=wrong.status)
    if wrong.status == 429:
        response["Retry-After"] = "60"
    return response


def look(request: HttpRequest, found: OpenBox) -> HttpResponse:
    """What was answered, and a place to write more."""
    return box_page(request, found)


def box_page(
    request: HttpRequest,
    found: OpenBox,
    *,
    form: MoreText | None = None,
    files: tuple[plea_tokens.HeldFile, ...] = (),
    turn: str = "",
    notes: tuple[str | Promise, ...] = (),
    sent: bool = False,
) -> HttpResponse:
    """The box. Answers that are new are marked as read by now, once they are on the page."""
    told = answers(found)
    thread: list[tuple[int, dict[str, Any]]] = [
        (one.number, {"text": one.text, "day": one.at_day, "new": one.is_new}) for one in told
    ]
    thread += [(place, {"own": True, "day": day}) for place, day in own_messages(found)]
    context = {
        "code": request.POST.get("code", "")[:400],
        "began": found.plea.arrived.date().isoformat(),
        "thread": [one for _place, one in sorted(thread, key=lambda pair: pair[0])],
        "form": form or MoreText(),
        "files": files,
        "turn": turn or plea_tokens.turn_token(),
        "notes": notes,
        "sent": sent,
    }
    wrong = bool(notes) or (form is not None and not form.is_valid())
    response = page(request, "plea_box", context, status=422 if wrong else 200)
    if any(one.is_new for one in told):
        plea_actions.read_answers(PUBLIC, found.plea.id)
    return response


def write(request: HttpRequest, found: OpenBox) -> HttpResponse:
    """Keep another message, once, however often the same page is sent."""
    typed = plea_typed.read(request)
    form = MoreText(request.POST)
    token = request.POST.get("turn", "")
    if "drop" in request.POST:
        left = plea_typed.drop(typed.files, request.POST["drop"])
        return box_page(request, found, form=MoreText(initial=typed.values), files=left, turn=token)
    turn = plea_tokens.read_turn(token)
    notes = typed.notes
    if turn is None:
        token, notes = "", (*notes, OPEN_TOO_LONG)
    if form.is_valid() and not form.cleaned_data["text"] and not typed.files:
        notes = (*notes, WRITE_SOMETHING)
    if turn is None or notes or not form.is_valid():
        return box_page(request, found, form=form, files=typed.files, turn=token, notes=notes)
    try:
        plea_actions.write_more(
            PUBLIC,
            found.plea.id,
            message_id=turn,
            text=form.cleaned_data["text"],
            files=[file.blob for file in typed.files],
        )
    except Refused as refused:
        if refused.code != "file_gone":
            raise
        plea_typed.drop_all(typed.files)
        return box_page(request, found, form=form, turn=token, notes=(plea_typed.FILES_GONE,))
    return box_page(request, found, sent=True)


def confirm(request: HttpRequest, found: OpenBox) -> HttpResponse:
    """Ask whether everything is really to be withdrawn, and say what that erases."""
    context = {"code": request.POST.get("code", "")[:400], "has_case": bool(found.plea.case_id)}
    return page(request, "plea_withdraw", context)


def erase(request: HttpRequest, found: OpenBox) -> HttpResponse:
    """Withdraw everything; the older copies that SQLite's log still holds go as well."""
    digits = parse(request.POST["code"]).digits
    plea_actions.withdraw(PUBLIC, found.plea.id, digits=digits)
    if connection.vendor == "sqlite":
        # Somebody who reads at this moment holds the log back; the next checkpoint empties it.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return page(request, "plea_withdrawn")
