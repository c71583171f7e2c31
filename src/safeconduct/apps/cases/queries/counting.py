"""The state of all cases as of a day, counted from rows: for the Board and for rehearsals.

Counts only; no actor is asked because nothing here names a case.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from safeconduct.apps.audit.clock import now
from safeconduct.apps.cases import silence
from safeconduct.apps.cases.models import Alarm, Case, Person, StageMove
from safeconduct.apps.cases.stages import Stage


@dataclass(frozen=True)
class AsOf:
    """Counts at the end of a day. `cases` and `persons` are by stage, every stage named."""

    on: date
    cases: dict[str, int]
    persons: dict[str, int]
    opened: int
    people: int
    evacuated: int
    left_country: int

    @property
    def lost_contact(self) -> int:
        """Persons with whom contact is lost."""
        return self.persons[Stage.LOST_CONTACT]


def as_of(on: date) -> AsOf:
    """Count what had happened by the end of a day, from the dates that rows carry."""
    then = StageMove.objects.filter(case=OuterRef("pk"), moved_on__lte=on).order_by("-place")
    rows = (
        Case.objects.filter(opened_on__lte=on)
        .annotate(stage_then=Subquery(then.values("new")[:1]))
        .values("stage_then")
        .annotate(cases=Count("pk"), heads=Sum("people"))
        .order_by()
    )
    found = {row["stage_then"]: (row["cases"], row["heads"]) for row in rows}
    out = Person.objects.aggregate(
        evacuated=Count("pk", filter=Q(evacuated_on__lte=on)),
        left=Count("pk", filter=Q(left_country_on__lte=on)),
    )
    return AsOf(
        on=on,
        cases={stage.value: found.get(stage, (0, 0))[0] for stage in Stage},
        persons={stage.value: found.get(stage, (0, 0))[1] for stage in Stage},
        opened=sum(cases for cases, _persons in found.values()),
        people=sum(persons for _cases, persons in found.values()),
        evacuated=out["evacuated"],
        left_country=out["left"],
    )


def open_alarms() -> int:
    """Alarms that were raised and wait for somebody to say what was done."""
    return Alarm.objects.filter(answered_on__isnull=True).count()


def unraised_silences() -> int:
    """Agreements under which somebody should be called and no alarm was raised yet."""
    moment = now()
    raised = Alarm.objects.filter(answered_on__isnull=True).values("agreement")
    rows = silence.overdue(moment).exclude(pk__in=raised)
    return sum(bool(silence.called(row, moment)) for row in rows)
