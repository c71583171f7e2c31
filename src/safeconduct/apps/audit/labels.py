"""What each verb of the audit chain says on a page, in one sentence part, past tense.

Every action has its line here; a test fails for a verb without one.
"""

from django.utils.translation import gettext_lazy as _

VERBS = {
    # team
    "found_workspace": _("founded the workspace"),
    "invite_member": _("invited a member"),
    "hand_over_key": _("handed over a compartment's key"),
    "leave_compartment": _("gave up a compartment's key"),
    "remove_member": _("removed a member"),
    "open_compartment": _("made a compartment apart"),
    "finish_resealing": _("finished sealing everything under the newest key"),
    "choose_passphrase": _("chose a new passphrase"),
    "choose_language": _("chose the language of pages"),
    "recover_member": _("recovered lost keys with the trustees"),
    "burn_compartment": _("destroyed a compartment's keys"),
    "note_failed_sign_in": _("failed to sign in"),
    "unlock": _("unlocked"),
    "lock": _("locked"),
    "lock_everyone": _("locked everybody at once"),
    # vault
    "open": _("opened what is sealed"),
    "forget_unfinished": _("removed uploads that were never finished"),
    "reseal": _("sealed older things under the newest key"),
    # cases
    # intake
    # shelter
    # relocation
}


def label(verb: str) -> str:
    """The sentence part of a verb, in the current language."""
    return str(VERBS.get(verb, verb))
