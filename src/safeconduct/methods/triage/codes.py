"""Every code this package can say, so that an app can test that each has a translation.

Codes only: the sentences are the templates'.
"""

from __future__ import annotations

from collections.abc import Mapping

from safeconduct.methods.triage import overriding, silence
from safeconduct.methods.triage.assessment import NO_RULE
from safeconduct.methods.triage.loading import DEFAULT
from safeconduct.methods.triage.questions import ANSWERS, PASSPORT_DATE, Dimension
from safeconduct.methods.triage.rules import Band, RuleTable, code_of


def all_codes(table: RuleTable = DEFAULT) -> Mapping[str, tuple[str, ...]]:
    """Codes by kind: band, dimension, answer, rule, modifier, sooner, override_refused,
    agreement_refused.

    `answer` codes are `dimension.answer`, as in reasons. `dimension` also has
    `passport_valid_until`, which `missing` can name.
    """
    return {
        "band": tuple(b.value for b in Band),
        "dimension": (*(d.value for d in Dimension), PASSPORT_DATE),
        "answer": tuple(code_of(d, a.value) for d in Dimension for a in ANSWERS[d]),
        "rule": (*dict.fromkeys(rule.sentence for rule in table.rules), NO_RULE),
        "modifier": tuple(modifier.code for modifier in table.modifiers),
        "sooner": tuple(event.code for event in table.sooner),
        "override_refused": overriding.REFUSALS,
        "agreement_refused": silence.REFUSALS,
    }
