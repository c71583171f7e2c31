"""The second factor: time-based one-time codes (RFC 6238), each accepted once.

Thirty-second steps, six digits, SHA-1 as authenticator apps expect; one step of clock drift is
allowed either way. Rehearsals do not move this clock, because the person's telephone is real.
"""

import base64
import hmac
import time
import unicodedata
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS = 30
SECRET_BYTES = 20


def code_at(secret: bytes, step: int) -> str:
    """The six digits of one time step."""
    totp = TOTP(secret, 6, SHA1(), STEP_SECONDS)  # noqa: S303  (RFC 6238 apps implement SHA-1)
    return totp.generate(step * STEP_SECONDS).decode("ascii")


def current_step() -> int:
    """The number of the current thirty-second step."""
    return int(time.time()) // STEP_SECONDS


def accepted_step(secret: bytes, code: str, last_step: int) -> int | None:
    """The step that `code` belongs to, or None. A step at or before `last_step` was used up."""
    # An Arabic or Persian keyboard types other digits; they count all the same.
    digits = "".join(str(unicodedata.decimal(c)) for c in code if c.isdecimal())
    here = current_step()
    found = None
    for step in (here - 1, here, here + 1):
        if hmac.compare_digest(code_at(secret, step), digits) and step > last_step:
            found = step
    return found


def setup_address(secret: bytes, name: str) -> str:
    """The otpauth address that authenticator apps read, under a neutral issuer."""
    text = base64.b32encode(secret).decode("ascii").rstrip("=")
    return f"otpauth://totp/{quote(name)}?secret={text}&digits=6&period={STEP_SECONDS}"
