"""Two people set another band than the rules did, with a reason.

Refuses one person alone, in either direction, and an empty reason. One person who knows of more
danger answers the questions more severely instead; that raises the band and says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from safeconduct.methods.triage.assessment import Assessment
from safeconduct.methods.triage.loading import DEFAULT
from safeconduct.methods.triage.rules import Band, RuleTable

TWO_PEOPLE_NEEDED = "two_people_needed"
REASON_NEEDED = "reason_needed"
SAME_BAND = "same_band"
OTHER_RULES_VERSION = "other_rules_version"
REFUSALS = (TWO_PEOPLE_NEEDED, REASON_NEEDED, SAME_BAND, OTHER_RULES_VERSION)


class OverrideRefused(ValueError):
    """Why an override cannot stand. `code` is one of `REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Override:
    """A band set by two people against the rules, and what follows from it.

    `weight` is the new band's, moved by the same modifiers. `look_again_on` is never later than
    the day the assessment itself had named.
    """

    from_band: Band
    to_band: Band
    by: tuple[str, str]
    reason: str
    rule: str
    weight: int
    act_within_hours: int | None
    place_within_days: int | None
    look_again_on: date
    rules_version: str


def override(
    assessment: Assessment,
    to_band: Band,
    by: tuple[str, str],
    reason: str,
    table: RuleTable = DEFAULT,
) -> Override:
    """Check and make an override. `by` are two member ids, compared without case or blanks.

    `table` must be the one the assessment was made with. Raises `OverrideRefused`.
    """
    if table.version != assessment.rules_version:
        raise OverrideRefused(OTHER_RULES_VERSION)
    names = tuple(who.strip() for who in by)
    if len(names) != 2 or not all(names) or names[0].casefold() == names[1].casefold():
        raise OverrideRefused(TWO_PEOPLE_NEEDED)
    if not reason.strip():
        raise OverrideRefused(REASON_NEEDED)
    if to_band is assessment.band:
        raise OverrideRefused(SAME_BAND)
    terms = table.bands[to_band]
    named_day = assessment.assessed_on + timedelta(days=terms.look_again_days)
    return Override(
        from_band=assessment.band,
        to_band=to_band,
        by=(names[0], names[1]),
        reason=reason.strip(),
        rule=assessment.rule,
        weight=table.weight(to_band, assessment.percent),
        act_within_hours=terms.act_within_hours,
        place_within_days=terms.place_within_days,
        look_again_on=min(named_day, assessment.look_again_on),
        rules_version=assessment.rules_version,
    )
