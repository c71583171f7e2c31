"""Everything that happened to a case, and who opened what of it, from the audit chain."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.labels import label
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.stages import Stage, Vetting, stage_name, vetting_name
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One event: who did what. `more` adds codes in words, `alarm` marks what is not routine."""

    at: datetime
    who: str
    what: str
    more: str
    alarm: bool


@dataclass(frozen=True)
class TimelinePage:
    """A page of events, newest first."""

    lines: list[Line]
    page: Page[Any]


def timeline_page(actor: Actor, case: Case, number: str | None, *, opened: bool) -> TimelinePage:
    """What happened, or with `opened` who opened what. The newest 2,000 events of each kind."""
    rows = audit.of_case(case.id, limit=2000, opened=opened)
    page = Paginator(rows, PER_PAGE).get_page(number)
    names = team.names()
    tables = {model._meta.db_table: str(model._meta.verbose_name) for model in apps.get_models()}
    tables["vault_blob"] = _("a file's name and key")
    return TimelinePage(_joined(_line(row, names, tables) for row in page.object_list), page)


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Lines of one minute that say the same of the same person, as one line."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last and (last.at, last.who, last.what) == (line.at, line.who, line.what) and line.more:
            found[-1] = replace(last, more=f"{last.more}, {line.more}")
        else:
            found.append(line)
    return found


def _line(row: audit.Happened, names: dict[str, str], tables: dict[str, str]) -> Line:
    who = names.get(row.who) or {"public": _("the public page"), "system": _("the software")}.get(
        row.who, row.who
    )
    return Line(
        row.at,
        who,
        label(row.verb),
        _more(row, tables),
        row.verb == "raise_alarms"
        or row.details.get("danger") is True
        or row.details.get("to") in {"lost_contact", "compromised"},
    )


def _more(row: audit.Happened, tables: dict[str, str]) -> str:
    """What the codes of an event say, in words; never more than codes can."""
    said = row.details
    if row.verb == "open":
        rows = {entry.partition("/")[0] for entry in said.get("rows", [])}
        table = tables.get(str(said.get("table")), str(said.get("table")))
        return f"{table} × {len(rows)}" if len(rows) > 1 else table
    old, new = said.get("from"), said.get("to")
    if row.verb == "move_stage" and old in set(Stage) and new in set(Stage):
        return f"{stage_name(old)} → {stage_name(new)}"
    if row.verb == "move_vetting" and new in set(Vetting):
        if said.get("first_of_two"):
            return _("first of two")
        return vetting_name(new)
    if "band" in said:
        return str(_band(said["band"]))
    if "ordinal" in said:
        return f"/{said['ordinal']}"
    return ""


def _band(code: object) -> str:
    return {"emergency": _("emergency"), "urgent": _("urgent"), "normal": _("normal")}.get(
        str(code), str(code)
    )
