"""The operation in numbers, as of a day: for the command line, the rehearsal and reports.

Counts only, so it needs no actor; no code, no name, and nothing sealed is opened.
"""

from dataclasses import dataclass
from datetime import date

from safeconduct.apps.cases import queries as cases
from safeconduct.apps.intake import overview_queries as intake
from safeconduct.apps.relocation import queries as relocation
from safeconduct.apps.shelter import queries as shelter


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Numbers at the end of a day.

    `requests` are all that ever arrived, withdrawn ones too. `supported` are people who had a
    case; `hidden_now` people with a bed in a flat that night; `evacuated_from_region` and
    `left_country` people who had got out by then; `lost_contact` people of cases whose contact is
    lost on that day. `by_stage` counts people and `cases_by_stage` cases, in every stage of a
    case. `beds` has total, taken, free and unusable, for that night.
    """

    on: date
    requests: int
    supported: int
    evacuated_from_region: int
    hidden_now: int
    left_country: int
    lost_contact: int
    governments_briefed: int
    governments_helping: int
    applications_in_flight: int
    places_open: int
    by_stage: dict[str, int]
    cases_by_stage: dict[str, int]
    beds: dict[str, int]


def snapshot(on: date) -> Snapshot:
    """The operation on a day. A fixed number of queries."""
    then = cases.as_of(on)
    abroad = relocation.counts(on)
    beds = shelter.beds(on)
    return Snapshot(
        on=on,
        requests=intake.requests_until(on),
        supported=then.people,
        evacuated_from_region=then.evacuated,
        hidden_now=shelter.hidden_people(on),
        left_country=then.left_country,
        lost_contact=then.lost_contact,
        governments_briefed=abroad.governments_briefed,
        governments_helping=abroad.governments_helping,
        applications_in_flight=abroad.applications_in_flight,
        places_open=abroad.places_open,
        by_stage=then.persons,
        cases_by_stage=then.cases,
        beds={
            "total": beds.total,
            "taken": beds.taken,
            "free": beds.free,
            "unusable": beds.unusable,
        },
    )
