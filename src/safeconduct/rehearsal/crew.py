"""The members of the rehearsal, unlocked for as long as the replay runs.

Their passphrases and second factors are written to a file in the rehearsal's own data folder, so
that the demo can print them again. A workspace with real people in it never has such a file.
"""

import base64
import os
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import msgspec

from safeconduct.apps.team import actions, enrolment, second_factor
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.enrolment import MemberKeys
from safeconduct.apps.team.queries import active_members
from safeconduct.apps.vault.opening import write_openings
from safeconduct.apps.vault.reseal import reseal

FILE_NAME = "rehearsal-members.json"

#: Names are trees; nobody is meant.
MEMBERS = (
    ("alder", "coordinator", "en"),
    ("birch", "caseworker", "en"),
    ("rowan", "caseworker", "ru"),
    ("willow", "shelter_keeper", "en"),
    ("aspen", "shelter_keeper", "ru"),
    ("linden", "relocation_officer", "en"),
    ("maple", "auditor", "en"),
)


class Credentials(msgspec.Struct, frozen=True):
    """What one member of the rehearsal signs in with."""

    name: str
    role: str
    passphrase: str
    second_factor: str  # base32, as authenticators take it

    def code(self) -> str:
        """The one-time code that is good now."""
        secret = base64.b32decode(self.second_factor)
        return second_factor.code_at(secret, second_factor.current_step())


@dataclass
class Crew:
    """Members by name, ready to act."""

    keys: dict[str, MemberKeys] = field(repr=False)
    actors: dict[str, Actor] = field(repr=False)

    def at(self, name: str, purpose: str) -> Actor:
        """A member at work on one thing, with nothing opened yet."""
        actor = self.actors[name]
        write_openings(actor)
        actor.purpose = purpose
        return actor

    def finish(self) -> None:
        """Write what was opened last."""
        for actor in self.actors.values():
            write_openings(actor)

    def credentials(self) -> list[Credentials]:
        """What each signs in with."""
        roles = {name: role for name, role, _language in MEMBERS}
        return [
            Credentials(
                name,
                roles[name],
                keys.passphrase,
                base64.b32encode(keys.second_factor).decode("ascii"),
            )
            for name, keys in self.keys.items()
        ]


def assemble(workspace: UUID, founder: MemberKeys, founder_actor: Actor) -> Crew:
    """Invite everybody, hand over the keys, and let the coordinator give up `addresses`."""
    keys = {"alder": founder}
    crew = Crew(keys, {"alder": founder_actor})
    for name, role, language in MEMBERS[1:]:
        keys[name] = enrolment.make_keys(workspace)
        member = actions.invite_member(
            crew.at("alder", "invite_member"), keys[name], name=name, role=role, language=language
        )
        crew.actors[name] = Actor(member, keys[name].seed)
        # In the rehearsal the printed passphrase is the member's own: nobody chooses another.
        actions.choose_passphrase(crew.actors[name], keys[name])
    actions.leave_compartment(crew.at("alder", "leave_compartment"), code="addresses")
    for actor in crew.actors.values():
        actor.forget_grants()  # the new epoch was handed to them while they were at work
    # Nothing is sealed there yet, so this only says that the new key has nothing to catch up with.
    addresses = team.compartment("addresses").id
    while reseal(crew.at("willow", "reseal"), compartment=addresses):
        pass
    found = {member.name: member for member in active_members()}
    for name, actor in crew.actors.items():
        actor.member = found[name]
    return crew


def keep_credentials(data_dir: Path, crew: Crew) -> None:
    """Write what everybody signs in with, readable by this user only."""
    path = data_dir / FILE_NAME
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(msgspec.json.encode(crew.credentials()))


def read_credentials(data_dir: Path) -> list[Credentials]:
    """What `keep_credentials` wrote. Raises OSError or msgspec.DecodeError."""
    return msgspec.json.decode((data_dir / FILE_NAME).read_bytes(), type=list[Credentials])
