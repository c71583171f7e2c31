"""Pages on which somebody asks for help: the start, one question a page, reading through, the code.

Answers travel in hidden fields of posted pages; the server keeps nothing until they are sent.
Whatever goes wrong, the same page comes back with all that was typed.
"""

from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.apps.audit.action import PUBLIC, Refused
from safeconduct.apps.intake import codes, plea_actions, plea_tokens, plea_typed
from safeconduct.apps.intake.plea_forms import CHECK, STEPS, Files, Step
from safeconduct.apps.intake.plea_mailbox import new_mailbox, open_box, standing
from safeconduct.apps.intake.plea_pages import in_language, languages, page
from safeconduct.apps.intake.plea_typed import Typed
from safeconduct.apps.intake.records import PleaContent
from safeconduct.seal.return_code import ReturnCode

FILES_STEP = STEPS.index(Files) + 1
OPEN_TOO_LONG = _("This page was open for too long. Nothing is lost: press “Send” once more.")
ONCE_MORE = _("It was not sent yet. Nothing is lost: press “Send” once more.")


@require_safe
@in_language
def start(request: HttpRequest, language: str) -> HttpResponse:
    """The first page: ask for help, or come back with a code."""
    return page(request, "plea_start", {"languages": languages("start", language)})


@require_http_methods(["GET", "HEAD", "POST"])
@in_language
def ask(request: HttpRequest, language: str) -> HttpResponse:
    """One step of asking for help.

    Fields: `token` the form's code, `step` the page that was answered, `do` next, back, send or a
    step's number, `drop` the place of a file to remove; answers as in `plea_forms`, files `file`.
    """
    if request.method != "POST":
        return step_page(request, 1, Typed({}, ()), token=fresh_token())
    typed = plea_typed.read(request)
    begun = plea_tokens.read_code(request.POST.get("token", ""))
    token = request.POST.get("token", "") if begun else fresh_token()
    step = number(request.POST.get("step", ""))
    do = request.POST.get("do") or ("send" if step == CHECK else "next")
    if "drop" in request.POST:
        left = plea_typed.drop(typed.files, request.POST["drop"])
        return step_page(request, FILES_STEP, Typed(typed.values, left), token=token)
    if do == "back" or do.isdecimal():
        to = number(do) if do.isdecimal() else before(step)
        return step_page(request, to, typed, token=token)
    if do != "send" and step < CHECK:
        form = STEPS[step - 1](request.POST)
        if not form.is_valid():
            return step_page(request, step, typed, token=token, form=form)
        # A file that was refused keeps the person on the page where another can be chosen.
        return step_page(request, step if typed.notes else after(step), typed, token=token)
    return send(request, typed, begun)


def send(request: HttpRequest, typed: Typed, begun: plea_tokens.Begun | None) -> HttpResponse:
    """Keep the request, or say what is missing. The same form sent again gives the same page."""
    token = request.POST.get("token", "")
    known = standing(begun.code) if begun else "free"
    if begun is not None:
        if known == "spent":
            return page(request, "plea_withdrawn")
        if known == "taken" and open_box(begun.code) is not None:
            return receipt(request, begun.code)
    cleaned: dict[str, Any] = {}
    for place, step in enumerate(STEPS, 1):
        form = step(request.POST)
        if not form.is_valid():
            token = token if begun else fresh_token()
            return step_page(request, place, typed, token=token, form=form)
        cleaned |= form.cleaned_data
    if typed.notes:
        return step_page(request, FILES_STEP, typed, token=token if begun else fresh_token())
    if begun is None or begun.expired or known == "taken":
        said = ONCE_MORE if begun and not begun.expired else OPEN_TOO_LONG
        return step_page(request, CHECK, typed, token=fresh_token(), notes=(said,))
    urgency = cleaned.pop("urgency")
    content = PleaContent(**{**cleaned, "never": tuple(cleaned["never"])})
    keys = new_mailbox(begun.code)
    try:
        plea_actions.ask(
            PUBLIC,
            keys,
            content=content,
            urgency=urgency,
            language=request.resolver_match.kwargs["language"] if request.resolver_match else "en",
            files=[file.blob for file in typed.files],
        )
    except (Refused, IntegrityError) as refused:
        # Another copy of the same form was a moment faster: then this is its receipt.
        if open_box(begun.code) is not None:
            return receipt(request, begun.code)
        if isinstance(refused, Refused) and refused.code == "file_gone":
            plea_typed.drop_all(typed.files)
            without = Typed(typed.values, (), (plea_typed.FILES_GONE,))
            return step_page(request, FILES_STEP, without, token=token)
        if isinstance(refused, Refused) and refused.code == "burnt":
            # However often it is sent, nothing can be taken any more.
            return step_page(
                request, CHECK, typed, token=fresh_token(), notes=(str(refused.sentence),)
            )
        return step_page(request, CHECK, typed, token=fresh_token(), notes=(ONCE_MORE,))
    return receipt(request, begun.code)


def receipt(request: HttpRequest, code: ReturnCode) -> HttpResponse:
    """The code, how to keep it, and what happens next."""
    return page(request, "plea_receipt", {"code": code.shown, "digits": code.digits})


def step_page(
    request: HttpRequest,
    step: int,
    typed: Typed,
    *,
    token: str,
    form: Step | None = None,
    notes: tuple[str | Promise, ...] = (),
) -> HttpResponse:
    """The page of one step, filled with what is known; 422 when something must be put right."""
    asked: tuple[str, ...] = ()
    if step < CHECK:
        bound = form or STEPS[step - 1](initial=typed.values)
        asked = tuple(bound.fields)
    else:
        bound = None
    notes = (*typed.notes, *notes)
    context: dict[str, Any] = {
        "step": step,
        # Files are asked for only by whoever wants to send some, so they count as no step.
        "shown_step": min(step, CHECK - 1) if step != FILES_STEP else None,
        "steps": CHECK - 1,
        "form": bound,
        "token": token,
        "files": typed.files,
        "hidden": typed.hidden(without=asked),
        "notes": notes,
        "has_files": step == FILES_STEP,
        "title": bound.title if bound else gettext("Read it through"),
        "languages": languages("ask", context_language(request)) if fresh(request) else None,
    }
    if step == CHECK:
        context["summary"] = summary(typed)
    wrong = bool(notes) or (form is not None and bool(form.errors))
    return page(request, "plea_step", context, status=422 if wrong else 200)


def summary(typed: Typed) -> list[tuple[int, str | Promise, str | Promise]]:
    """What will be sent, in the person's own words and in ours: (step, question, answer)."""
    values = typed.values
    never = [str(codes.NEVER[one]) for one in values.get("never", ()) if one in codes.NEVER]
    where = str(codes.WHERE.get(values.get("where", ""), ""))
    reach = str(codes.CHANNELS.get(values.get("channel", ""), ""))
    return [
        (1, STEPS[0].title, values.get("text", "")),
        (
            2,
            STEPS[1].base_fields["urgency"].label or "",
            codes.DANGER.get(values.get("urgency", ""), ""),
        ),
        (3, STEPS[2].title, lines(where, values.get("where_words", ""))),
        (4, STEPS[3].title, lines(reach, values.get("reach", ""), *never)),
        (
            FILES_STEP,
            gettext("Files"),
            lines(*(file.name for file in typed.files)) or gettext("none"),
        ),
    ]


def lines(*parts: str) -> str:
    """The parts that say something, one a line."""
    return "\n".join(part for part in parts if part)


def fresh_token() -> str:
    """A signed code that no request has."""
    code = plea_tokens.fresh_code()
    while standing(code) != "free":
        code = plea_tokens.fresh_code()
    return plea_tokens.code_token(code)


def number(text: str) -> int:
    """A step's number from a form; anything else is the first step."""
    return int(text) if text.isdecimal() and 1 <= int(text[:3]) <= CHECK else 1


def after(step: int) -> int:
    """The step that follows. Most people have no files: the last page offers to add some."""
    return CHECK if step + 1 == FILES_STEP else step + 1


def before(step: int) -> int:
    """The step before; from reading through it is the last question."""
    return max(1, FILES_STEP - 1 if step == CHECK else step - 1)


def fresh(request: HttpRequest) -> bool:
    """Whether nothing was typed yet, so that a link to another language loses nothing."""
    return request.method != "POST"


def context_language(request: HttpRequest) -> str:
    """The language in the address."""
    match = request.resolver_match
    return str(match.kwargs.get("language", "en")) if match else "en"
