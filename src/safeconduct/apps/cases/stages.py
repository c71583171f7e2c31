"""The stages of a case and its vetting, as tables: which step may follow which.

Pure: no database, no clock. `check_move` and `check_vetting` refuse a step that is not in the
table; tools/stages.py draws the tables into docs/how-to/stages.md.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused


class Stage(StrEnum):
    """Where a case stands."""

    ACCEPTED = "accepted"
    SHELTERED = "sheltered"
    ROUTABLE = "routable"
    IN_PROCESS = "in_process"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    STATUS_FILED = "status_filed"
    CLOSED = "closed"
    ON_HOLD = "on_hold"
    LOST_CONTACT = "lost_contact"
    COMPROMISED = "compromised"
    WITHDRAWN = "withdrawn"
    DECEASED = "deceased"


class Vetting(StrEnum):
    """How far the organisation knows that people are who they say they are."""

    UNSEEN = "unseen"
    IDENTITY_OK = "identity_ok"
    CORROBORATED = "corroborated"
    TWO_PERSON_CLEARED = "two_person_cleared"
    HOLD_INCONSISTENT = "hold_inconsistent"
    HOLD_INFILTRATION = "hold_infiltration"
    REJECTED = "rejected"


#: The road from acceptance to a status abroad, in order.
ROAD = (
    Stage.ACCEPTED,
    Stage.SHELTERED,
    Stage.ROUTABLE,
    Stage.IN_PROCESS,
    Stage.DEPARTED,
    Stage.ARRIVED,
    Stage.STATUS_FILED,
)
#: Beside the road: work stands still or the person is out of reach, and may come back.
ASIDE = frozenset({Stage.ON_HOLD, Stage.LOST_CONTACT, Stage.COMPROMISED})
#: The work is over; nothing follows.
ENDED = frozenset({Stage.CLOSED, Stage.WITHDRAWN, Stage.DECEASED})
#: Cases that are being worked.
OPEN = frozenset(Stage) - ENDED
#: Stages in which people may be in hiding, and how long is counted.
HIDDEN = frozenset({Stage.SHELTERED, Stage.ROUTABLE, Stage.IN_PROCESS})
#: Out of the country.
ABROAD = frozenset({Stage.DEPARTED, Stage.ARRIVED, Stage.STATUS_FILED})
#: Stages in which the danger is looked at again on its day: nobody has got out yet.
IN_DANGER = OPEN - ABROAD

_LEAVING = ASIDE | {Stage.WITHDRAWN, Stage.DECEASED}
_FORWARD_AND_BACK: Mapping[Stage, frozenset[Stage]] = {
    Stage.ACCEPTED: frozenset({Stage.SHELTERED, Stage.ROUTABLE}),
    Stage.SHELTERED: frozenset({Stage.ROUTABLE, Stage.ACCEPTED}),
    Stage.ROUTABLE: frozenset({Stage.IN_PROCESS, Stage.SHELTERED}),
    Stage.IN_PROCESS: frozenset({Stage.DEPARTED, Stage.ROUTABLE}),
    Stage.DEPARTED: frozenset({Stage.ARRIVED, Stage.ROUTABLE}),
    Stage.ARRIVED: frozenset({Stage.STATUS_FILED}),
    Stage.STATUS_FILED: frozenset({Stage.CLOSED}),
}

#: Which stages may follow each stage.
TRANSITIONS: Mapping[Stage, frozenset[Stage]] = {
    **{stage: steps | _LEAVING for stage, steps in _FORWARD_AND_BACK.items()},
    **{stage: (frozenset(ROAD) | _LEAVING) - {stage} for stage in ASIDE},
    **{stage: frozenset() for stage in ENDED},
}

#: Which vetting may follow each vetting. A hold is lifted by looking again, never skipped.
VETTING_STEPS: Mapping[Vetting, frozenset[Vetting]] = {
    Vetting.UNSEEN: frozenset(
        {
            Vetting.IDENTITY_OK,
            Vetting.HOLD_INCONSISTENT,
            Vetting.HOLD_INFILTRATION,
            Vetting.REJECTED,
        }
    ),
    Vetting.IDENTITY_OK: frozenset(
        {
            Vetting.CORROBORATED,
            Vetting.HOLD_INCONSISTENT,
            Vetting.HOLD_INFILTRATION,
            Vetting.REJECTED,
        }
    ),
    Vetting.CORROBORATED: frozenset(
        {
            Vetting.TWO_PERSON_CLEARED,
            Vetting.HOLD_INCONSISTENT,
            Vetting.HOLD_INFILTRATION,
            Vetting.REJECTED,
        }
    ),
    Vetting.TWO_PERSON_CLEARED: frozenset({Vetting.HOLD_INCONSISTENT, Vetting.HOLD_INFILTRATION}),
    Vetting.HOLD_INCONSISTENT: frozenset(
        {Vetting.UNSEEN, Vetting.IDENTITY_OK, Vetting.HOLD_INFILTRATION, Vetting.REJECTED}
    ),
    Vetting.HOLD_INFILTRATION: frozenset({Vetting.UNSEEN, Vetting.REJECTED}),
    Vetting.REJECTED: frozenset({Vetting.UNSEEN}),
}

STAGE_NAMES = {
    Stage.ACCEPTED: _("accepted"),
    Stage.SHELTERED: _("in a flat"),
    Stage.ROUTABLE: _("ready to be placed"),
    Stage.IN_PROCESS: _("application under way"),
    Stage.DEPARTED: _("on the way out"),
    Stage.ARRIVED: _("arrived"),
    Stage.STATUS_FILED: _("asked for status"),
    Stage.CLOSED: _("closed"),
    Stage.ON_HOLD: _("on hold"),
    Stage.LOST_CONTACT: _("contact lost"),
    Stage.COMPROMISED: _("hunter may know"),
    Stage.WITHDRAWN: _("withdrawn"),
    Stage.DECEASED: _("died"),
}

VETTING_NAMES = {
    Vetting.UNSEEN: _("not vetted yet"),
    Vetting.IDENTITY_OK: _("identity checked"),
    Vetting.CORROBORATED: _("story corroborated"),
    Vetting.TWO_PERSON_CLEARED: _("cleared by two people"),
    Vetting.HOLD_INCONSISTENT: _("held: things do not fit"),
    Vetting.HOLD_INFILTRATION: _("held: may be sent by the hunter"),
    Vetting.REJECTED: _("rejected"),
}


def stage_name(stage: str) -> str:
    """A stage in the reader's language. Raises ValueError for a code that is no stage."""
    return str(STAGE_NAMES[Stage(stage)])


def vetting_name(vetting: str) -> str:
    """A vetting in the reader's language. Raises ValueError for a code that is none."""
    return str(VETTING_NAMES[Vetting(vetting)])


def needs_reason(old: str, new: str) -> bool:
    """Whether a step must say why: every step aside, back, out, or back onto the road."""
    if Stage(old) in ASIDE or Stage(new) in _LEAVING:
        return True
    return Stage(new) in ROAD and ROAD.index(Stage(new)) < ROAD.index(Stage(old))


def next_stages(old: str) -> list[Stage]:
    """The stages that may follow, in the order of the road, then those beside it."""
    return [stage for stage in Stage if stage in TRANSITIONS[Stage(old)]]


def next_vettings(old: str) -> list[Vetting]:
    """The vettings that may follow, in the order of the table."""
    return [vetting for vetting in Vetting if vetting in VETTING_STEPS[Vetting(old)]]


def check_move(old: str, new: str, reason: str) -> Stage:
    """The new stage. Raises Refused for a step the table does not have, or without its reason."""
    if new not in set(Stage) or Stage(new) not in TRANSITIONS[Stage(old)]:
        raise Refused(
            "not_a_step", _("A case cannot go there from its present stage. Choose a listed one.")
        )
    if needs_reason(old, new) and not reason.strip():
        raise Refused("reason_needed", _("Say why: this step needs a reason."))
    return Stage(new)


def check_vetting(old: str, new: str) -> Vetting:
    """The new vetting. Raises Refused for a step the table does not have."""
    if new not in set(Vetting) or Vetting(new) not in VETTING_STEPS[Vetting(old)]:
        raise Refused(
            "not_a_step",
            _("Vetting cannot go there from where it stands. Choose one of the listed steps."),
        )
    return Vetting(new)
