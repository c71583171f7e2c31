"""Unlocking: what a member waits for after passphrase and one-time code, and Argon2id's share."""

import time

from django.conf import settings

from bench.measuring import TOY, Measured, brief, median, timed
from bench.workspace import NAME, PASSPHRASE, new_workspace
from safeconduct.apps.team import enrolment, second_factor, unlocking
from safeconduct.apps.team.models import Member, Unlock

TARGET_SECONDS = 1.5


def measure(size: str) -> list[Measured]:
    """Sign in again and again; every time with the member's real parameters."""
    rounds = 2 if size == TOY else 9
    workspace = new_workspace()
    member = Member.objects.get(name=NAME)
    parameters = enrolment.parameters()
    whole, alone, after = [], [], []

    def sign_in() -> None:
        code = second_factor.code_at(workspace.keys.second_factor, second_factor.current_step())
        unlocking.sign_in(NAME, PASSPHRASE, code)

    for _ in range(rounds):
        # A one-time code is good once; the measurement does not wait half a minute for the next.
        Member.objects.update(last_code_step=0)
        Unlock.objects.all().delete()
        begun = time.perf_counter()
        sign_in()
        whole.append(time.perf_counter() - begun)
        alone.append(
            timed(lambda: enrolment.derive(PASSPHRASE, bytes(member.salt), parameters)) / 1000
        )
        after.append(whole[-1] - alone[-1])
    share = median(alone) / median(whole)
    return [
        Measured(
            bench="unlock",
            size=size,
            what="sign in and unlock",
            value=round(median(whole), 4),
            unit="s",
            target=TARGET_SECONDS,
            peer="Argon2id alone",
            peer_value=round(median(alone), 4),
            detail={
                "rounds": brief(whole),
                "argon2id_rounds": brief(alone),
                "argon2id_share": round(share, 3),
                "memory_mib": settings.PASSPHRASE_MEMORY_KIB / 1024,
            },
        )
    ]
