"""What pages and other apps may ask about cases: typed rows, opened only where shown."""

from safeconduct.apps.cases.queries.checkins import CheckInsPage, checkins_page
from safeconduct.apps.cases.queries.counting import AsOf, as_of, open_alarms, unraised_silences
from safeconduct.apps.cases.queries.dangers import DangerPage, danger_page, latest_answers
from safeconduct.apps.cases.queries.frame import Heading, Tab, frame, heading, tabs, workers
from safeconduct.apps.cases.queries.happened import TimelinePage, timeline_page
from safeconduct.apps.cases.queries.listing import (
    CaseRow,
    in_danger,
    longest_hidden,
    rows_of,
    sorted_cases,
)
from safeconduct.apps.cases.queries.overview import Overview, overview
from safeconduct.apps.cases.queries.paperwork import PapersPage, papers_page, people_choices
from safeconduct.apps.cases.queries.waiting import (
    Due,
    PaperDue,
    Silence,
    Waiting,
    look_again_due,
    papers_due,
    silences,
    tasks_due,
    waiting_for_second,
)
from safeconduct.apps.cases.queries.work import NotesPage, TasksPage, notes_page, tasks_page

__all__ = [
    "AsOf",
    "CaseRow",
    "CheckInsPage",
    "DangerPage",
    "Due",
    "Heading",
    "NotesPage",
    "Overview",
    "PaperDue",
    "PapersPage",
    "Silence",
    "Tab",
    "TasksPage",
    "TimelinePage",
    "Waiting",
    "as_of",
    "checkins_page",
    "danger_page",
    "frame",
    "heading",
    "in_danger",
    "latest_answers",
    "longest_hidden",
    "look_again_due",
    "notes_page",
    "open_alarms",
    "overview",
    "papers_due",
    "papers_page",
    "people_choices",
    "rows_of",
    "silences",
    "sorted_cases",
    "tabs",
    "tasks_due",
    "tasks_page",
    "timeline_page",
    "unraised_silences",
    "waiting_for_second",
    "workers",
]
