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
    "open_case": _("opened the case"),
    "change_summary": _("changed what the case is about"),
    "hand_case": _("gave the case to another member"),
    "move_stage": _("moved the case to another stage"),
    "move_vetting": _("took a step of the vetting"),
    "add_person": _("added a person"),
    "change_person": _("changed what is known of a person"),
    "decide_split": _("wrote down whether the household may be split"),
    "bring_out": _("wrote down who was brought out of the region"),
    "leave_country": _("wrote down who left the country"),
    "assess_danger": _("assessed the danger"),
    "propose_band": _("proposed another band than the rules gave"),
    "confirm_band": _("confirmed the proposed band as second person"),
    "drop_band": _("dropped a proposed band"),
    "raise_need": _("wrote down a need"),
    "meet_need": _("wrote down that a need was met"),
    "add_paper": _("added a paper"),
    "change_paper": _("changed a paper"),
    "add_task": _("added a task"),
    "change_task": _("changed the day or the owner of a task"),
    "finish_task": _("finished a task"),
    "agree_checkins": _("agreed on check-ins"),
    "end_checkins": _("ended the check-ins"),
    "record_checkin": _("heard from the people"),
    "raise_alarms": _("looked for silences and raised the alarm"),
    "answer_alarm": _("said what was done about a silence"),
    "write_note": _("wrote a note"),
    "attach_file": _("attached a file"),
    "seal_off_case": _("sealed the case off"),
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
