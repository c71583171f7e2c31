"""The danger assessment: a structured conversation in, a band that explains itself out.

The narrow mouth of the package. It reads no clock, does no I/O and decides nothing about a
person that a person cannot see the reason for.
"""

from safeconduct.methods.triage.assessment import NO_RULE, Assessment, assess
from safeconduct.methods.triage.codes import all_codes
from safeconduct.methods.triage.default_table import DEFAULT_MAPPING, RULES_VERSION
from safeconduct.methods.triage.loading import DEFAULT, TableError, load_table
from safeconduct.methods.triage.overriding import Override, OverrideRefused, override
from safeconduct.methods.triage.questions import (
    ANSWERS,
    ONE_ANSWER,
    QUESTION_KEYS,
    Aim,
    AloneWith,
    Answers,
    Dimension,
    Exposure,
    Happened,
    Hunter,
    Nearness,
    Paper,
    Question,
    Trace,
    UnknownAnswer,
    When,
)
from safeconduct.methods.triage.rules import Band, RuleTable
from safeconduct.methods.triage.silence import (
    Agreement,
    AgreementRefused,
    Alarm,
    Deed,
    alarms,
    next_due,
)

__all__ = [
    "ANSWERS",
    "DEFAULT",
    "DEFAULT_MAPPING",
    "NO_RULE",
    "ONE_ANSWER",
    "QUESTION_KEYS",
    "RULES_VERSION",
    "Agreement",
    "AgreementRefused",
    "Aim",
    "Alarm",
    "AloneWith",
    "Answers",
    "Assessment",
    "Band",
    "Deed",
    "Dimension",
    "Exposure",
    "Happened",
    "Hunter",
    "Nearness",
    "Override",
    "OverrideRefused",
    "Paper",
    "Question",
    "RuleTable",
    "TableError",
    "Trace",
    "UnknownAnswer",
    "When",
    "alarms",
    "all_codes",
    "assess",
    "load_table",
    "next_due",
    "override",
]
