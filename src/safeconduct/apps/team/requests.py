"""The request as staff views see it: with an unlocked actor."""

from django.http import HttpRequest

from safeconduct.apps.team.actor import Actor


class StaffRequest(HttpRequest):
    """A request whose middleware has unlocked a member. `actor` is set before any view runs."""

    actor: Actor
