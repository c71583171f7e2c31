"""From the Board's rows to what the page shows: key figures, charts and the words for codes.

Red and amber are kept for what has to be done: a figure that asks for nothing has no tone.
"""

from collections import Counter
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeconduct.apps.board import words
from safeconduct.apps.board.charts import Bars, Distribution, bars, distribution
from safeconduct.apps.board.flow import Flow, Link, Place, flow
from safeconduct.apps.board.queries import Board
from safeconduct.apps.board.rows import UrgencyRow
from safeconduct.apps.cases.stages import Stage, stage_name
from safeconduct.apps.intake.codes import URGENCIES, Urgency
from safeconduct.apps.intake.codes import Stage as PleaStage
from safeconduct.apps.team.actor import Actor

#: Pages the Board leads to, and what a member must be allowed to reach them.
PAGES = {
    "cases": "work_cases",
    "requests": "triage",
    "flats": "see_beds",
    "way_out": "work_relocation",
    "team": "see_board",
}


#: Tabs of a case that not everybody who works cases can reach.
TABS = {"case_hiding": "see_beds", "case_way_out": "work_relocation"}
#: Colour classes of the bands: the darkest for emergency, grey for what nobody assessed.
BAND_TONES = (5, 2, 0, 4)


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure. `tone` is "emergency", "urgent" or nothing."""

    label: str
    value: int
    note: str = ""
    url: str = ""
    tone: str = ""


def reaches(actor: Actor) -> dict[str, str]:
    """Addresses of the list pages this member can reach, by name; others are left out.

    For tabs of a case, the URL name of the tab, or of the case's first page instead.
    """
    found = {tab: tab if actor.may(permission) else "see_case" for tab, permission in TABS.items()}
    for name, permission in PAGES.items():
        if actor.may(permission):
            try:
                found[name] = reverse(name)
            except NoReverseMatch:
                continue
    return found


def figures(actor: Actor, board: Board) -> list[Figure]:
    """The strip on top: what a stranger should read first."""
    pages = reaches(actor)
    longest = max(board.days_hidden, default=0)
    alarmed = board.alarms.count + board.must_move.count + board.compromised.count
    now = sum(row.count for row in board.requests if row.urgency == Urgency.NOW)
    abroad = ngettext("%(n)d person is abroad", "%(n)d people are abroad", board.left_country)
    return [
        Figure(
            _("people in danger"),
            board.in_danger,
            abroad % {"n": board.left_country},
            pages.get("cases", ""),
        ),
        Figure(
            _("people hidden now"),
            board.hidden_people,
            _("the longest for %(days)s") % {"days": words.span(longest * 24 * 60)}
            if board.days_hidden
            else "",
            pages.get("flats", ""),
        ),
        Figure(
            _("alarms"),
            alarmed,
            _alarm_note(board),
            "#alarms",
            "emergency" if alarmed else "",
        ),
        Figure(
            _("requests wait"),
            board.waiting,
            ngettext("%(n)d in danger now", "%(n)d in danger now", now) % {"n": now}
            if now
            else _("nobody in danger now")
            if board.waiting
            else "",
            pages.get("requests", "#requests"),
            "emergency" if now else "",
        ),
        _due_figure(board),
        Figure(
            _("beds free tonight"),
            board.beds.free,
            _("of %(total)d") % {"total": board.beds.total},
            pages.get("flats", ""),
            "urgent" if board.beds.total and not board.beds.free else "",
        ),
        Figure(
            _("places open"),
            board.places_free,
            ngettext("%(n)d household is ready", "%(n)d households are ready", board.ready.count)
            % {"n": board.ready.count},
            pages.get("way_out", "#places" if board.names_cases else ""),
        ),
    ]


def _alarm_note(board: Board) -> str:
    """What the alarms are, the member's own first."""
    parts = []
    if board.my_alarms:
        parts.append(_("you are called"))
    if board.alarms.count:
        parts.append(
            ngettext("%(n)d silent", "%(n)d silent", board.alarms.count) % {"n": board.alarms.count}
        )
    if board.must_move.count:
        count = board.must_move.count
        parts.append(ngettext("%(n)d must move", "%(n)d must move", count) % {"n": count})
    if board.compromised.count:
        count = board.compromised.count
        parts.append(
            ngettext("hunter may know of %(n)d", "hunter may know of %(n)d", count) % {"n": count}
        )
    return ", ".join(parts) or _("everybody was heard from")


def _due_figure(board: Board) -> Figure:
    """What is due: the member's own, or everything for who works no cases."""
    if not board.names_cases:
        return Figure(_("due today"), board.due_count)
    late = ngettext("%(n)d late in the team", "%(n)d late in the team", board.late_due)
    return Figure(
        _("due today for you"),
        board.my_due,
        late % {"n": board.late_due} if board.late_due else _("nothing is late"),
        "#due",
        "urgent" if board.my_due else "",
    )


def urgencies(board: Board) -> list[tuple[str, UrgencyRow]]:
    """Requests by urgency with its words; urgencies that nobody waits in are left out."""
    return [(str(URGENCIES[Urgency(row.urgency)]), row) for row in board.requests if row.count]


def by_stage(board: Board) -> Bars | None:
    """People in danger by stage and band; None where there is nobody."""
    if not board.stages:
        return None
    rows = [
        (stage_name(row.stage), (row.emergency, row.urgent, row.normal, row.unassessed))
        for row in board.stages
    ]
    series = (_("emergency"), _("urgent"), _("normal"), _("not assessed"))
    return bars(rows, series, BAND_TONES)


def in_hiding(board: Board) -> Distribution | None:
    """How long people have been hidden; None where nobody is."""
    if not board.days_hidden:
        return None
    return distribution(board.days_hidden, step=14)


def to_arrival(board: Board) -> Flow | None:
    """Requests from the day they came in to where their cases are now; None without any."""
    decided: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for plea, case, count in board.outcomes:
        outcome = _outcome(plea)
        decided[outcome] += count
        if outcome == "accepted":
            reached[_reached(case)] += count
    if not decided:
        return None
    abroad = reached["departed"] + reached["arrived"] + reached["filed"]
    columns = (
        (Place("asked", _("asked for help"), 5),),
        (
            Place("accepted", _("accepted"), 0),
            Place("waiting", _("wait for us"), 2),
            Place("duplicate", _("asked twice"), 4),
            Place("declined", _("declined or referred"), 4),
            Place("withdrawn", _("withdrew"), 4),
        ),
        (
            Place("abroad", _("left the country"), 0),
            Place("in_process", _("applying"), 1),
            Place("hidden", _("in hiding"), 1),
            Place("accepted_only", _("not hidden yet"), 2),
            Place("compromised", _("hunter may know"), 3),
            Place("on_hold", _("on hold"), 4),
            Place("lost", _("contact lost"), 3),
            Place("ended", _("ended otherwise"), 4),
        ),
        (
            Place("filed", _("asked for status"), 0),
            Place("arrived", _("arrived"), 0),
            Place("departed", _("on the way"), 1),
        ),
    )
    outcomes = ("accepted", "waiting", "duplicate", "declined", "withdrawn")
    links = [Link("asked", outcome, decided[outcome]) for outcome in outcomes]
    links.append(Link("accepted", "abroad", abroad))
    others = ("in_process", "hidden", "accepted_only", "compromised", "on_hold", "lost", "ended")
    links += [Link("accepted", key, reached[key]) for key in others]
    links += [Link("abroad", key, reached[key]) for key in ("filed", "arrived", "departed")]
    return flow(columns, links)


def _outcome(plea: str) -> str:
    """What became of a request, coarsely."""
    return {
        PleaStage.ACCEPTED: "accepted",
        PleaStage.DUPLICATE: "duplicate",
        PleaStage.DECLINED: "declined",
        PleaStage.REFERRED_OUT: "declined",
        PleaStage.WITHDRAWN: "withdrawn",
    }.get(PleaStage(plea), "waiting")


def _reached(case: str | None) -> str:
    """How far an accepted request has come, coarsely."""
    if case is None:
        return "accepted_only"
    return {
        Stage.ACCEPTED: "accepted_only",
        Stage.SHELTERED: "hidden",
        Stage.ROUTABLE: "hidden",
        Stage.IN_PROCESS: "in_process",
        Stage.DEPARTED: "departed",
        Stage.ARRIVED: "arrived",
        Stage.STATUS_FILED: "filed",
        Stage.CLOSED: "filed",
        Stage.ON_HOLD: "on_hold",
        Stage.COMPROMISED: "compromised",
        Stage.LOST_CONTACT: "lost",
        Stage.WITHDRAWN: "ended",
        Stage.DECEASED: "ended",
    }[Stage(case)]
