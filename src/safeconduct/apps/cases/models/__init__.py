"""Tables of a case. Plain columns hold codes, bands, stages, dates to the day and who did what.

Whatever names or describes a person is sealed to the row's own compartment: `casework`, or the
case's own compartment once it was sealed off.
"""

from safeconduct.apps.cases.models.dangers import Assessment, BandProposal
from safeconduct.apps.cases.models.hearing import Alarm, Called, CheckIn, CheckInAgreement
from safeconduct.apps.cases.models.households import Case, Numbering, Person, StageMove, VettingMove
from safeconduct.apps.cases.models.working import CaseFile, Need, Note, Paper, Task

__all__ = [
    "Alarm",
    "Assessment",
    "BandProposal",
    "Called",
    "Case",
    "CaseFile",
    "CheckIn",
    "CheckInAgreement",
    "Need",
    "Note",
    "Numbering",
    "Paper",
    "Person",
    "StageMove",
    "Task",
    "VettingMove",
]
