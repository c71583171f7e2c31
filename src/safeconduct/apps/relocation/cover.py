"""Keeps a partner's name where it belongs: under its cover name, sealed to `partners`.

What caseworkers can read must not name a partner, not even by a slip of the officer who writes it.
Checks only where the writer can open the partner's identity; without that key nobody knows the
name to look for.
"""

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.relocation.models import Partner
from safeconduct.apps.relocation.records import PartnerIdentity
from safeconduct.apps.relocation.stages import Confidentiality
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.folding import fold
from safeconduct.apps.vault.opening import open_sealed

SHORTEST = 4  # letters; shorter words stand in too many others


def telling(identity: PartnerIdentity) -> set[str]:
    """The folded words that would give a partner away."""
    words = {fold(identity.name), fold(identity.country)}
    words |= {fold(contact.name) for contact in identity.contacts}
    for text in (identity.name, identity.country):
        words |= {word for word in fold(text).split() if len(word) > SHORTEST}
    return {word for word in words if len(word) >= SHORTEST}


def check_cover_name(cover_name: str, identity: PartnerIdentity) -> None:
    """Raises Refused when the cover name tells who stands behind it."""
    folded = fold(cover_name)
    if any(word in folded for word in telling(identity)):
        raise Refused(
            "cover_tells",
            _("This cover name tells who the partner is. Invent one that says nothing."),
        )


def check_names_nobody(actor: Actor, partner: Partner, *texts: str) -> None:
    """Raises Refused when a text that caseworkers can read names the partner.

    Texts about a partner that may be named are left alone.
    """
    if partner.confidentiality == Confidentiality.OPEN or not any(texts):
        return
    identity = open_sealed(actor, partner, "identity", PartnerIdentity)
    if not isinstance(identity, PartnerIdentity):
        return
    folded = fold(" ".join(texts))
    if any(word in folded for word in telling(identity)):
        raise Refused(
            "names_partner",
            _(
                "This text names the partner, and people may read it who must not know. "
                "Write “%(cover)s” instead."
            )
            % {"cover": partner.cover_name},
        )
