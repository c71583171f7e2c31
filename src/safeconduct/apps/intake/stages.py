"""Which stage of a request may follow which, as a table, and what is refused.

Pure: no database, no clock. Accepting, declining, referring out, marking as duplicate and
withdrawing have verbs of their own; the table is for the stages between arrival and decision.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.cases.stages import Vetting
from safeconduct.apps.intake.codes import Stage

#: Requests on which a decision is still to be made.
OPEN = frozenset(
    {
        Stage.REQUESTED,
        Stage.SCREENING,
        Stage.EVIDENCE,
        Stage.INTERVIEW,
        Stage.REVIEW_1,
        Stage.REVIEW_2,
    }
)

#: Which stages may follow each stage by `move_request_stage`.
TRANSITIONS: Mapping[Stage, frozenset[Stage]] = {
    Stage.REQUESTED: frozenset({Stage.SCREENING, Stage.EVIDENCE, Stage.INTERVIEW, Stage.REVIEW_1}),
    Stage.SCREENING: frozenset({Stage.REQUESTED, Stage.EVIDENCE, Stage.INTERVIEW, Stage.REVIEW_1}),
    Stage.EVIDENCE: frozenset({Stage.SCREENING, Stage.INTERVIEW, Stage.REVIEW_1}),
    Stage.INTERVIEW: frozenset({Stage.SCREENING, Stage.EVIDENCE, Stage.REVIEW_1}),
    Stage.REVIEW_1: frozenset({Stage.EVIDENCE, Stage.INTERVIEW, Stage.REVIEW_2}),
    Stage.REVIEW_2: frozenset({Stage.EVIDENCE, Stage.INTERVIEW, Stage.REVIEW_1}),
    # A decision against can be looked at again.
    Stage.DECLINED: frozenset({Stage.SCREENING}),
    Stage.REFERRED_OUT: frozenset({Stage.SCREENING}),
    Stage.ACCEPTED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
    Stage.DUPLICATE: frozenset(),
}


def next_stages(stage: str) -> list[Stage]:
    """The stages that may follow, in their usual order."""
    return [one for one in Stage if one in TRANSITIONS[Stage(stage)]]


def check_move(old: str, new: str) -> Stage:
    """The new stage. Raises Refused for a step the table does not have."""
    if new not in set(Stage) or Stage(new) not in TRANSITIONS[Stage(old)]:
        raise Refused(
            "not_a_step",
            _("A request cannot go there from where it stands. Choose another."),
        )
    return Stage(new)


def check_open(stage: str) -> None:
    """Raises Refused unless a decision is still to be made."""
    if Stage(stage) not in OPEN:
        raise Refused(
            "decided",
            _("This request has been decided, withdrawn or marked as a duplicate. Load it again."),
        )


def check_acceptable(stage: str, vetting: str) -> None:
    """Raises Refused for a decided request, and for one that is held or rejected."""
    check_open(stage)
    if vetting in {Vetting.HOLD_INFILTRATION, Vetting.HOLD_INCONSISTENT, Vetting.REJECTED}:
        raise Refused("held", _("This request is on hold. Lift the hold before you accept it."))
