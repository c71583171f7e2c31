"""From a return code to the row and the mailbox it belongs to, in one time for right and wrong.

Every look costs one Argon2id derivation, also when nothing is found, so that how long an answer
takes says nothing about which codes exist. Opens only what was sealed to the code just given.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Final, Literal
from uuid import UUID

import msgspec

from safeconduct.apps.intake.codes import MessageKind
from safeconduct.apps.intake.models import Message, Plea
from safeconduct.apps.intake.records import MessageText
from safeconduct.apps.team import queries as team
from safeconduct.seal.canonical import place
from safeconduct.seal.errors import SealError
from safeconduct.seal.mailbox import mailbox_public, open_answer
from safeconduct.seal.return_code import SALT_BYTES, ReturnCode

#: Stands in for the salt of a request that does not exist.
NOBODYS_SALT: Final = bytes(SALT_BYTES)


@dataclass(frozen=True)
class MailboxKeys:
    """What a new request stores of its code: where it is found, its salt, its public key."""

    lookup_digest: bytes
    salt: bytes
    public: bytes


@dataclass(frozen=True)
class OpenBox:
    """A request whose code was given, with the 32-byte seed that opens its answers."""

    plea: Plea
    seed: bytes = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """One answer as the person reads it; `text` is None when it does not open."""

    number: int
    text: str | None
    at_day: str
    is_new: bool


def new_mailbox(code: ReturnCode) -> MailboxKeys:
    """Derive a new request's keys from its code; about 20 ms, never inside a transaction."""
    salt = secrets.token_bytes(SALT_BYTES)
    public = mailbox_public(code.mailbox_seed(salt))
    return MailboxKeys(code.lookup_digest(team.workspace().id), salt, public)


def spent_digest(workspace: UUID, digits: str) -> bytes:
    """What stands in place of the lookup digest after withdrawal: a digest of all 30 digits.

    Only the whole code leads to it, 93 bits; its sole use is that sending the same form again
    does not bring back what was withdrawn.
    """
    bound = place("return-code/spent/1", workspace)
    return hashlib.sha256(bound + digits.encode("ascii")).digest()


def standing(code: ReturnCode) -> Literal["free", "taken", "spent"]:
    """Whether some request has these lookup digits, or this code's own one was withdrawn."""
    workspace = team.workspace().id
    lookup, spent = code.lookup_digest(workspace), spent_digest(workspace, code.digits)
    rows = Plea.objects.filter(lookup_digest__in=(lookup, spent))
    found = {bytes(digest) for digest in rows.values_list("lookup_digest", flat=True)}
    if spent in found:
        return "spent"
    return "taken" if lookup in found else "free"


def open_box(code: ReturnCode) -> OpenBox | None:
    """The request of a code, or None; both take one derivation and one comparison."""
    digest = code.lookup_digest(team.workspace().id)
    plea = Plea.objects.filter(lookup_digest=digest).first()
    seed = code.mailbox_seed(bytes(plea.mailbox_salt) if plea else NOBODYS_SALT)
    found = mailbox_public(seed)
    expected = bytes(plea.mailbox_public) if plea else bytes(len(found))
    same = hmac.compare_digest(found, expected)
    return OpenBox(plea, seed) if plea is not None and same else None


def answers(box: OpenBox) -> list[Answer]:
    """Every answer in a box, oldest first."""
    workspace = team.workspace().id
    rows = Message.objects.filter(plea=box.plea).exclude(kind=MessageKind.THEIRS)
    return [
        Answer(
            message.number,
            text_of(box, workspace, message),
            message.at.date().isoformat(),
            message.read_at is None,
        )
        for message in rows
    ]


def text_of(box: OpenBox, workspace: UUID, message: Message) -> str | None:
    """One answer's text, or None when it cannot be opened (altered, or sealed to another key)."""
    if message.answer is None:
        return None
    try:
        plain = open_answer(box.seed, workspace, box.plea.id, message.id, bytes(message.answer))
        return msgspec.msgpack.decode(plain, type=MessageText).text
    except (SealError, msgspec.DecodeError):
        return None


def own_messages(box: OpenBox) -> list[tuple[int, str]]:
    """Number and day of each message the person wrote; the texts are not shown again."""
    rows = Message.objects.filter(plea=box.plea, kind=MessageKind.THEIRS)
    return [(number, at.date().isoformat()) for number, at in rows.values_list("number", "at")]
