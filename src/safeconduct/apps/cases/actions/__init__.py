"""Everything that happens to a case. One function per verb; each writes its audit event."""

from safeconduct.apps.cases.actions.checkins import (
    agree_checkins,
    answer_alarm,
    end_checkins,
    raise_alarms,
    record_checkin,
)
from safeconduct.apps.cases.actions.danger import (
    assess_danger,
    confirm_band,
    drop_band,
    propose_band,
)
from safeconduct.apps.cases.actions.opening import change_summary, hand_case, open_case
from safeconduct.apps.cases.actions.papers import add_paper, change_paper
from safeconduct.apps.cases.actions.people import (
    add_person,
    bring_out,
    change_person,
    decide_split,
    leave_country,
)
from safeconduct.apps.cases.actions.sealing_off import seal_off_case
from safeconduct.apps.cases.actions.stage import move_stage, move_vetting
from safeconduct.apps.cases.actions.work import (
    add_task,
    attach_file,
    change_task,
    finish_task,
    meet_need,
    raise_need,
    write_note,
)

__all__ = [
    "add_paper",
    "add_person",
    "add_task",
    "agree_checkins",
    "answer_alarm",
    "assess_danger",
    "attach_file",
    "bring_out",
    "change_paper",
    "change_person",
    "change_summary",
    "change_task",
    "confirm_band",
    "decide_split",
    "drop_band",
    "end_checkins",
    "finish_task",
    "hand_case",
    "leave_country",
    "meet_need",
    "move_stage",
    "move_vetting",
    "open_case",
    "propose_band",
    "raise_alarms",
    "raise_need",
    "record_checkin",
    "seal_off_case",
    "write_note",
]
