"""A workspace to measure in: founded in this process's empty data folder, with one coordinator."""

import base64
from dataclasses import dataclass

from django.test import Client

from safeconduct.apps.team import second_factor, unlocking
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.cookies import COOKIE
from safeconduct.apps.team.enrolment import MemberKeys
from safeconduct.apps.team.models import Member
from safeconduct.cli.workspace import found, prepare_database

NAME = "alder"
PASSPHRASE = "seven plain words that nobody else uses here"


@dataclass
class Workspace:
    """The founder, who holds every standing compartment, and a session in which she is unlocked."""

    keys: MemberKeys
    secret: bytes

    def actor(self, purpose: str) -> Actor:
        """The founder at work, as the staff middleware finds her at each request."""
        actor = unlocking.actor_of(self.secret, purpose)
        assert actor is not None, "the session ended while measuring"
        return actor

    def browser(self) -> Client:
        """A browser in which the founder is signed in."""
        browser = Client()
        browser.cookies[COOKIE] = base64.urlsafe_b64encode(self.secret).decode("ascii")
        return browser


def new_workspace() -> Workspace:
    """Found it and unlock the founder."""
    prepare_database()
    made = found(
        name=NAME,
        language="en",
        trustees=3,
        threshold=2,
        title="Notes",
        leave_url="https://www.wikipedia.org/",
        passphrase=PASSPHRASE,
    )
    keys: MemberKeys = made["keys"]
    Member.objects.update(must_choose_passphrase=False)
    secret, _actor = unlocking.unlock(
        Member.objects.get(pk=keys.member), keys.seed, second_factor.current_step()
    )
    return Workspace(keys, secret)
