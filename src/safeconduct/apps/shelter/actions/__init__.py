"""Everything that happens in shelter, one function per verb; each is audited under its own name."""

from safeconduct.apps.shelter.actions.addresses import (
    approve_address_release,
    propose_address_release,
    share_address,
    withdraw_address_release,
)
from safeconduct.apps.shelter.actions.flats import (
    add_flat,
    burn_flat,
    change_address,
    change_flat,
    pause_flat,
    reopen_flat,
)
from safeconduct.apps.shelter.actions.stays import (
    ENDED_WHY,
    ask_emergency_shelter,
    end_stay,
    move_to_flat,
    place_in_flat,
    shelter_in_emergency,
    withdraw_emergency_ask,
)

__all__ = [
    "ENDED_WHY",
    "add_flat",
    "approve_address_release",
    "ask_emergency_shelter",
    "burn_flat",
    "change_address",
    "change_flat",
    "end_stay",
    "move_to_flat",
    "pause_flat",
    "place_in_flat",
    "propose_address_release",
    "reopen_flat",
    "share_address",
    "shelter_in_emergency",
    "withdraw_address_release",
    "withdraw_emergency_ask",
]
