"""Signing in, unlocking and locking. The public process must never import this module.

A keyring is stored encrypted under a secret that lives only in the member's cookie: the database
alone, or the cookie alone, opens nothing. Wrong names, passphrases and codes look alike and take
alike.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import SYSTEM, Refused, action, record
from safeconduct.apps.audit.clock import now
from safeconduct.apps.team import enrolment, second_factor
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.models import Member, Unlock
from safeconduct.apps.team.queries import workspace
from safeconduct.seal import keyring
from safeconduct.seal import passphrase as passphrases
from safeconduct.seal.errors import SealError

FREE_FAILURES = 5
LONGEST = timedelta(hours=12)
WRONG = Refused(
    "wrong_sign_in",
    _("The name, the passphrase or the code is wrong. Check all three and try again."),
)


def sign_in(name: str, passphrase: str, code: str) -> tuple[bytes, Actor]:
    """Check passphrase and second factor; return the cookie secret (32 bytes) and the actor.

    Raises Refused: wrong_sign_in, or wait when too many attempts failed for this member.
    """
    member = Member.objects.filter(name=name.strip(), left_on__isnull=True).first()
    chosen = (
        passphrases.Argon2Parameters.decoded(member.parameters)
        if member
        else enrolment.parameters()
    )
    salt = bytes(member.salt) if member else bytes(passphrases.SALT_BYTES)
    # An unknown name costs the same time as a known one.
    derived = enrolment.derive(passphrase, salt, chosen)
    if member is None:
        raise WRONG
    try:
        opened = passphrases.open_member(
            derived, workspace().id, member.id, bytes(member.sealed_keys)
        )
    except SealError:
        # No wait follows: whoever knows a name could keep its owner out with it. Guessing is
        # slow by Argon2id, and a passphrase found is stopped by the second factor.
        if not noted_lately(member):
            note_failed_sign_in(member)
        raise WRONG from None
    # Many attempts may have waited for their turn at Argon2id; the wait holds for them as well.
    member.refresh_from_db(fields=("failures", "wait_until", "last_code_step"))
    if member.wait_until and member.wait_until > now():
        raise Refused(
            "wait", _("Too many wrong attempts for this name. Wait a few minutes and try again.")
        )
    step = second_factor.accepted_step(opened.totp, code, member.last_code_step)
    if step is None:
        note_failed_sign_in(member, right_passphrase=True)
        raise WRONG
    return unlock(member, opened.seed, step)


def noted_lately(member: Member) -> bool:
    """Whether the chain has a wrong attempt of this minute: it must not grow with each guess."""
    last = audit.of_row(member._meta.db_table, member.pk, limit=1)
    return bool(
        last
        and last[0].verb == "note_failed_sign_in"
        and last[0].at >= now().replace(second=0, microsecond=0)
    )


@action
def note_failed_sign_in(member: Member, *, right_passphrase: bool = False) -> None:
    """Write down a wrong attempt.

    Wrong codes after the right passphrase are counted; from the sixth on the name must wait, twice
    as long each time.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    if right_passphrase:
        member.failures += 1
        over = member.failures - FREE_FAILURES
        if over > 0:
            member.wait_until = now() + timedelta(seconds=min(30 * 2 ** min(over - 1, 7), 3600))
        member.save(update_fields=("failures", "wait_until"))
    record(SYSTEM, "note_failed_sign_in", member, details={"right_passphrase": right_passphrase})


@action
def unlock(member: Member, seed: bytes, step: int) -> tuple[bytes, Actor]:
    """Store the keyring under a fresh cookie secret and use up the one-time code's step."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if step <= member.last_code_step or member.left_on is not None:
        raise WRONG
    member.failures, member.wait_until, member.last_code_step = 0, None, step
    member.save(update_fields=("failures", "wait_until", "last_code_step"))
    secret = secrets.token_bytes(32)
    moment = now().replace(second=0, microsecond=0)
    Unlock.objects.create(
        id=stored_id(secret),
        member=member,
        keyring=keyring.seal_keyring(
            secret, member.id, seed, fresh=secrets.token_bytes(keyring.FRESH_KEYRING)
        ),
        begun_at=moment,
        seen_at=moment,
    )
    actor = Actor(member, seed, purpose="unlock", session=stored_id(secret))
    record(actor, "unlock", member)
    return secret, actor


def stored_id(secret: bytes) -> bytes:
    """What the database keeps to find a keyring: a digest that does not lead back to the secret."""
    return hashlib.sha256(keyring.session_id(secret)).digest()


def actor_of(secret: bytes, purpose: str) -> Actor | None:
    """The unlocked member behind a cookie secret, or None: never unlocked, idle too long, or left.

    Idle keyrings are destroyed when they are met.
    """
    found = Unlock.objects.select_related("member").filter(id=stored_id(secret)).first()
    if found is None:
        return None
    moment = now()
    idle = timedelta(minutes=settings.IDLE_MINUTES)
    if (
        moment - found.seen_at > idle
        or moment - found.begun_at > LONGEST
        or found.member.left_on is not None
    ):
        found.delete()
        return None
    # Written once a minute, not at each request: it is an idle clock, not a track of reading.
    if moment - found.seen_at >= timedelta(minutes=1):
        Unlock.objects.filter(pk=found.pk).update(seen_at=moment.replace(second=0, microsecond=0))
    try:
        seed = keyring.open_keyring(secret, found.member.id, bytes(found.keyring))
    except SealError:
        return None
    return Actor(found.member, seed, purpose=purpose, session=bytes(found.pk))


def still_unlocked(sessions: Collection[bytes]) -> set[bytes]:
    """Those of these stored session ids whose unlock has neither ended nor idled out."""
    moment = now()
    rows = Unlock.objects.filter(
        pk__in=list(sessions),
        seen_at__gte=moment - timedelta(minutes=settings.IDLE_MINUTES),
        begun_at__gte=moment - LONGEST,
        member__left_on__isnull=True,
    )
    return {bytes(pk) for pk in rows.values_list("pk", flat=True)}


@action
def lock(actor: Actor) -> None:
    """End this member's unlock: the keyring is destroyed."""
    Unlock.objects.filter(pk=actor.session).delete()
    record(actor, "lock", actor.member)


@action
def lock_everyone() -> int:
    """End every unlock at once (panic). Returns how many there were."""
    count, _by_table = Unlock.objects.all().delete()
    record(SYSTEM, "lock_everyone", details={"ended": count})
    return count


@transaction.atomic
def forget_idle() -> int:
    """Destroy keyrings of members idle too long or unlocked too long. Returns how many."""
    moment = now()
    idle = Q(seen_at__lt=moment - timedelta(minutes=settings.IDLE_MINUTES))
    return Unlock.objects.filter(idle | Q(begun_at__lt=moment - LONGEST)).delete()[0]
