"""The request as staff views see it: with an unlocked actor; and what was typed into it."""

from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from safeconduct.apps.team.actor import Actor

#: Fields that no page may show again: the form's token, passphrases and one-time codes.
NEVER_SHOWN_AGAIN = frozenset(
    {"csrfmiddlewaretoken", "passphrase", "code", "present", "new", "again"}
)


class StaffRequest(HttpRequest):
    """A request whose middleware has unlocked a member. `actor` is set before any view runs."""

    actor: Actor


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every text field of a posted form, without its token and without any secret of a member.

    Nothing of a form that another site sent: a member must never be shown, as their own writing
    and ready to be sent, what somebody else has filled in.
    """
    if from_elsewhere(request):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_SHOWN_AGAIN
        for value in values
        if isinstance(value, str)
    ]


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether a browser says that a page of another site sent this form.

    Browsers name the sender of every form posted across sites; what names none is no such form.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc != request.get_host()
    except (DisallowedHost, ValueError):
        return True
