"""What travels signed in hidden fields of the public face, because the server keeps nothing.

Three kinds: the return code of a form that has begun, a file that waits for its form, and the
number of the next message, so that a message sent twice is kept once. A signature hides nothing;
each page goes to the person whose secrets are in it. Refuses anything that was not signed here.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core import signing

from safeconduct.seal import return_code
from safeconduct.seal.errors import SealError
from safeconduct.seal.return_code import ReturnCode

#: Seconds for which a form may stay open. Files that wait for a form are swept after a day.
OPEN_FOR = 20 * 3600
CODE = signing.TimestampSigner(salt="intake.code")
TURN = signing.TimestampSigner(salt="intake.turn")
FILE_SALT = "intake.file"


@dataclass(frozen=True)
class Begun:
    """The code of a form, and whether the form has been open for too long."""

    code: ReturnCode
    expired: bool


@dataclass(frozen=True)
class HeldFile:
    """A file that is sealed on disk and waits for its form; `token` is its hidden field."""

    blob: UUID
    name: str
    length: int
    token: str


def fresh_code() -> ReturnCode:
    """A code from the system's generator."""
    return return_code.make(secrets.token_bytes(return_code.FRESH_RETURN_CODE))


def code_token(code: ReturnCode) -> str:
    """The hidden field that carries a form's code."""
    return CODE.sign(code.digits)


def read_code(token: str) -> Begun | None:
    """The code in a hidden field, or None when it was not signed here."""
    try:
        code = return_code.parse(CODE.unsign(token))
    except (signing.BadSignature, SealError):
        return None
    try:
        CODE.unsign(token, max_age=OPEN_FOR)
    except signing.SignatureExpired:
        return Begun(code, expired=True)
    return Begun(code, expired=False)


def turn_token() -> str:
    """The hidden field of a box: the id that the next message will have."""
    return TURN.sign(uuid4().hex)


def read_turn(token: str) -> UUID | None:
    """The id in a box's hidden field, or None when it was not signed here or is too old."""
    try:
        return UUID(TURN.unsign(token, max_age=OPEN_FOR))
    except (signing.BadSignature, ValueError):
        return None


def held(blob: UUID, name: str, length: int) -> HeldFile:
    """The hidden field for a file that waits. The name goes only to the page it came from."""
    token = signing.dumps([blob.hex, name[-80:], length], salt=FILE_SALT, compress=True)
    return HeldFile(blob, name[-80:], length, token)


def read_held(token: str) -> HeldFile | None:
    """The file in a hidden field, or None when it was not signed here or is too old."""
    try:
        blob, name, length = signing.loads(token, salt=FILE_SALT, max_age=OPEN_FOR)
        return HeldFile(UUID(blob), str(name), int(length), token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
