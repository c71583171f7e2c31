"""The cast: one named member per role, each unlocked, in a workspace founded for the test.

alder coordinates, birch and rowan are caseworkers, willow and aspen keep flats, linden works on
relocation, maple audits. Only willow and aspen hold `addresses`.
"""

import base64
import secrets
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.test import Client

from safeconduct.apps.team import actions, enrolment, second_factor, unlocking
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.cookies import COOKIE
from safeconduct.apps.team.enrolment import MemberKeys
from safeconduct.apps.team.models import Member

ROLES = {
    "birch": "caseworker",
    "rowan": "caseworker",
    "willow": "shelter_keeper",
    "aspen": "shelter_keeper",
    "linden": "relocation_officer",
    "maple": "auditor",
}
PASSPHRASE = "seven plain words that nobody else uses here"


@dataclass
class Cast:
    """Members by name; `actor` gives a fresh unlocked actor, `client` a signed-in browser."""

    workspace: UUID
    recovery_seed: bytes
    keys: dict[str, MemberKeys] = field(default_factory=dict)

    def actor(self, name: str, purpose: str = "test") -> Actor:
        """A member at work, as middleware would make it."""
        keys = self.keys[name]
        return Actor(Member.objects.get(pk=keys.member), keys.seed, purpose=purpose)

    def __getattr__(self, name: str) -> Actor:
        if name in self.__dict__.get("keys", {}):
            return self.actor(name)
        raise AttributeError(name)

    def client(self, name: str) -> Client:
        """A browser in which `name` has signed in and unlocked."""
        keys = self.keys[name]
        member = Member.objects.get(pk=keys.member)
        step = max(member.last_code_step + 1, second_factor.current_step())
        secret, _actor = unlocking.unlock(member, keys.seed, step)
        client = Client()
        client.cookies[COOKIE] = base64.urlsafe_b64encode(secret).decode("ascii")
        return client


def found(*, language: str = "en") -> Cast:
    """Found a workspace with the whole cast in it."""
    workspace = uuid4()
    recovery_seed = secrets.token_bytes(32)
    cast = Cast(workspace, recovery_seed)
    cast.keys["alder"] = enrolment.make_keys(workspace, passphrase=PASSPHRASE)
    alder = actions.found_workspace(
        workspace_id=workspace,
        founder=cast.keys["alder"],
        name="alder",
        language=language,
        recovery_seed=recovery_seed,
        threshold=2,
        shares=3,
        neutral_title="Notes",
        leave_url="https://www.wikipedia.org/",
    )
    for name, role in ROLES.items():
        keys = cast.keys[name] = enrolment.make_keys(workspace, passphrase=PASSPHRASE)
        actions.invite_member(alder, keys, name=name, role=role, language=language)
    Member.objects.update(must_choose_passphrase=False)
    actions.leave_compartment(cast.actor("alder"), code="addresses")
    return cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, founded anew for this test."""
    return found()
