"""What stands around every page of a case: its heading and its tabs. Opens nothing."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases import silence
from safeconduct.apps.cases.models import Alarm, Case, CheckInAgreement
from safeconduct.apps.cases.policies import worker_ids
from safeconduct.apps.cases.stages import OPEN, stage_name, vetting_name
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor

if TYPE_CHECKING:
    from safeconduct.apps.team.models import Member


@dataclass(frozen=True)
class Heading:
    """The line above a case. `hidden_days` is None for people who were never hidden."""

    id: UUID
    code: str
    stage: str
    stage_name: str
    stage_since: date
    band: str
    vetting: str
    vetting_name: str
    half_cleared: bool
    hidden_days: int | None
    hidden_since: date | None
    hidden_now: bool
    opened_days: int
    opened_on: date
    people: int
    owner: str
    sealed_off: str
    silent: bool
    ended: bool


@dataclass(frozen=True)
class Tab:
    """One page of a case."""

    label: str
    url: str
    current: bool
    count: int


def hidden_days(case: Case, day: date) -> int | None:
    """Days in hiding until `day`, or until they left; None when they never were."""
    if case.hidden_since is None:
        return None
    return max(((case.hidden_until or day) - case.hidden_since).days, 0)


def silent_now(case: Case) -> bool:
    """Whether an alarm of this case is open, recorded or not."""
    if Alarm.objects.filter(case=case, answered_on__isnull=True).exists():
        return True
    moment = now()
    rows = CheckInAgreement.objects.filter(case=case, ended_on__isnull=True)
    return any(silence.called(row, moment) for row in rows.prefetch_related("order__member"))


def heading(actor: Actor, case: Case) -> Heading:
    """The line above a case, from plain columns. Give a case that `access` handed out."""
    day = today()
    return Heading(
        id=case.id,
        code=case.code,
        stage=case.stage,
        stage_name=stage_name(case.stage),
        stage_since=case.stage_since,
        band=case.band,
        vetting=case.vetting,
        vetting_name=vetting_name(case.vetting),
        half_cleared=case.first_clearer_id is not None and case.vetting == "corroborated",
        hidden_days=hidden_days(case, day),
        hidden_since=case.hidden_since,
        hidden_now=case.hidden_since is not None and case.hidden_until is None,
        opened_days=(day - case.opened_on).days,
        opened_on=case.opened_on,
        people=case.people,
        owner=case.owner.name if case.owner else "",
        sealed_off="" if case.compartment.standing else case.compartment.code,
        silent=silent_now(case),
        ended=case.stage not in OPEN,
    )


def tabs(actor: Actor, case: Case, current: str) -> list[Tab]:
    """The pages of a case that this member may reach; `current` is the URL name of this one."""
    day = today()
    tasks = case.tasks.filter(done_on__isnull=True).count()
    papers = case.papers.filter(attention_month__lte=day).count()
    places = (
        ("see_case", _("Overview"), "work_cases", 0),
        ("case_danger", _("Danger"), "work_cases", 0),
        ("case_tasks", _("Tasks"), "work_cases", tasks),
        ("case_checkins", _("Check-ins"), "work_cases", 0),
        ("case_papers", _("Papers"), "work_cases", papers),
        ("case_hiding", _("Hiding"), "see_beds", 0),
        ("case_way_out", _("Way out"), "work_relocation", 0),
        ("case_notes", _("Notes and files"), "work_cases", 0),
        ("case_timeline", _("Timeline"), "work_cases", 0),
    )
    found = []
    for name, label, permission, count in places:
        if not actor.may(permission):
            continue
        try:
            url = reverse(name, args=[case.id])
        except NoReverseMatch:
            continue
        found.append(Tab(label, url, name == current, count))
    return found


def frame(actor: Actor, case: Case, current: str) -> dict[str, Any]:
    """The context that `cases/case.html` needs: `case`, `heading` and `tabs`."""
    return {
        "case": case,
        "heading": heading(actor, case),
        "tabs": tabs(actor, case, current),
    }


def workers(case: Case) -> list["Member"]:
    """Members who can open this case and whose role works cases, by name."""
    able = worker_ids(case.compartment_id)
    return [member for member in team.active_members() if member.pk in able]
