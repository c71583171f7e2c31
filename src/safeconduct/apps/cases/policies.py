"""What the state of a case allows. `check_*` raises Refused, which says what to do next."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.stages import OPEN
from safeconduct.apps.team import queries as team
from safeconduct.apps.team import roles

LONGEST_TEXT = 20_000


def check_open(case: Case) -> None:
    """Refuse work on a case that has ended."""
    if case.stage not in OPEN:
        raise Refused("case_ended", _("This case has ended. Notes and files can still be added."))


def check_text(text: str) -> str:
    """The text without blanks around it. Refuses none at all and more than a page can show."""
    text = text.strip()
    if not text:
        raise Refused("nothing_written", _("Write a few words first."))
    if len(text) > LONGEST_TEXT:
        raise Refused(
            "too_long", _("This is longer than 20,000 characters. Attach it as a file instead.")
        )
    return text


def check_past(day: date) -> date:
    """Refuse a day that has not come yet."""
    if day > today():
        raise Refused(
            "in_the_future", _("This day has not come yet. Give today or an earlier day.")
        )
    return day


def check_worker(case: Case, member_id: UUID) -> UUID:
    """Refuse to give work to somebody who could not open the case."""
    if member_id not in worker_ids(case.compartment_id):
        raise Refused(
            "cannot_see_it", _("This member cannot open the case. Choose somebody who can.")
        )
    return member_id


def check_workers(case: Case, members: Iterable[UUID]) -> list[UUID]:
    """Refuse a list that names somebody who could not open the case, or names them twice."""
    chosen = [check_worker(case, member) for member in members]
    if len(set(chosen)) != len(chosen):
        raise Refused("named_twice", _("Each member can stand in the order only once."))
    return chosen


def worker_ids(compartment_id: UUID) -> set[UUID]:
    """Members who hold a compartment's newest key and whose role works cases."""
    return {
        member.pk for member in team.holders(compartment_id) if roles.may(member.role, "work_cases")
    }
