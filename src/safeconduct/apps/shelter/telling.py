"""The words in which an address reaches the people who are to come. Called within an action.

The text is sealed to their mailbox only; it is kept nowhere else and stands in no audit event.
"""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.intake.unseen_answers import Mailbox, answer_unseen, mailboxes
from safeconduct.apps.shelter.models import AddressRelease
from safeconduct.apps.shelter.records import FlatAddress
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import must_open


def mailbox_of(case_id: UUID, plea_id: UUID | None) -> Mailbox:
    """The mailbox to send to. Raises Refused when there is none, or several and none is chosen."""
    known = mailboxes(case_id)
    if plea_id is not None:
        known = [one for one in known if one.plea == plea_id]
    if not known:
        raise Refused(
            "no_mailbox",
            _("This case has no return code that answers reach. Tell them in person instead."),
        )
    if len(known) > 1:
        raise Refused("which_mailbox", _("This case has several requests. Choose one of them."))
    return known[0]


def send_to_mailbox(actor: Actor, release: AddressRelease, plea_id: UUID | None) -> None:
    """Seal the released address to the mailbox of a request of the case."""
    to = mailbox_of(release.case_id, plea_id)
    address = must_open(actor, release.flat, "address", FlatAddress)
    with translation.override(to.language):
        answer_unseen(actor, to.plea, words(address))


def words(address: FlatAddress) -> str:
    """What the people read. Never the landlord: who that is would endanger somebody else."""
    parts = [
        _("This is the place where you can stay."),
        f"{_('Address')}: {address.street}",
    ]
    if address.entrance:
        parts.append(f"{_('Entrance')}: {address.entrance}")
    if address.keys:
        parts.append(f"{_('Keys')}: {address.keys}")
    if address.getting_in:
        parts.append(f"{_('Getting in')}: {address.getting_in}")
    parts.append(_("Learn it by heart. Do not write it down and tell nobody, not even family."))
    return "\n".join(parts)
