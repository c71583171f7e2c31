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
    "add_flat": _("added a flat"),
    "change_flat": _("changed a flat's beds or conditions"),
    "change_address": _("replaced a flat's address"),
    "pause_flat": _("paused a flat"),
    "reopen_flat": _("reopened a flat"),
    "burn_flat": _("marked a flat as burnt"),
    "place_in_flat": _("gave the case a bed in a flat"),
    "move_to_flat": _("moved the case to another flat"),
    "end_stay": _("ended the case's stay in a flat"),
    "ask_emergency_shelter": _("asked for shelter before the checks were complete"),
    "withdraw_emergency_ask": _("withdrew the request for shelter in an emergency"),
    "shelter_in_emergency": _("confirmed the emergency and gave the case a bed"),
    "propose_address_release": _("proposed that the address is told"),
    "approve_address_release": _("approved, as second member, that the address is told"),
    "withdraw_address_release": _("withdrew the release of an address"),
    "share_address": _("told the case the address"),
    # relocation
}


def label(verb: str) -> str:
    """The sentence part of a verb, in the current language."""
    return str(VERBS.get(verb, verb))
