"""The request as staff views see it: with an unlocked actor; and what was typed into it."""

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
    """Every text field of a posted form, without its token and without any secret of a member."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_SHOWN_AGAIN
        for value in values
        if isinstance(value, str)
    ]
