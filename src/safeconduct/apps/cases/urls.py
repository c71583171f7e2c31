"""Addresses of cases. The name of each is the verb it does or the page it shows."""

from django.urls import path

from safeconduct.apps.cases import (
    checkin_views,
    danger_views,
    paper_views,
    people_views,
    views,
    work_views,
)

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/open/", views.open_case, name="open_case"),
    path(CASE, views.see_case, name="see_case"),
    path(CASE + "summary/", views.change_summary, name="change_summary"),
    path(CASE + "owner/", views.hand_case, name="hand_case"),
    path(CASE + "stage/", views.move_stage, name="move_stage"),
    path(CASE + "vetting/", views.move_vetting, name="move_vetting"),
    path(CASE + "people/add/", people_views.add_person, name="add_person"),
    path(CASE + "split/", people_views.decide_split, name="decide_split"),
    path(CASE + "brought-out/", people_views.bring_out, name="bring_out"),
    path(CASE + "left-country/", people_views.leave_country, name="leave_country"),
    path("cases/people/<uuid:person_id>/", people_views.change_person, name="change_person"),
    path(CASE + "danger/", danger_views.case_danger, name="case_danger"),
    path(CASE + "danger/assess/", danger_views.assess_danger, name="assess_danger"),
    path(CASE + "danger/band/", danger_views.propose_band, name="propose_band"),
    path("cases/bands/<uuid:proposal_id>/confirm/", danger_views.confirm_band, name="confirm_band"),
    path("cases/bands/<uuid:proposal_id>/drop/", danger_views.drop_band, name="drop_band"),
    path(CASE + "needs/add/", work_views.raise_need, name="raise_need"),
    path("cases/needs/<uuid:need_id>/met/", work_views.meet_need, name="meet_need"),
    path(CASE + "tasks/", work_views.case_tasks, name="case_tasks"),
    path(CASE + "tasks/add/", work_views.add_task, name="add_task"),
    path("cases/tasks/<uuid:task_id>/", work_views.change_task, name="change_task"),
    path("cases/tasks/<uuid:task_id>/done/", work_views.finish_task, name="finish_task"),
    path(CASE + "papers/", paper_views.case_papers, name="case_papers"),
    path(CASE + "papers/add/", paper_views.add_paper, name="add_paper"),
    path("cases/papers/<uuid:paper_id>/", paper_views.change_paper, name="change_paper"),
    path(CASE + "check-ins/", checkin_views.case_checkins, name="case_checkins"),
    path(CASE + "check-ins/agree/", checkin_views.agree_checkins, name="agree_checkins"),
    path(CASE + "check-ins/end/", checkin_views.end_checkins, name="end_checkins"),
    path(CASE + "check-ins/heard/", checkin_views.record_checkin, name="record_checkin"),
    path(CASE + "check-ins/alarm/", checkin_views.answer_alarm, name="answer_alarm"),
    path(CASE + "notes/", work_views.case_notes, name="case_notes"),
    path(CASE + "notes/write/", work_views.write_note, name="write_note"),
    path(CASE + "files/attach/", work_views.attach_file, name="attach_file"),
    path(CASE + "timeline/", work_views.case_timeline, name="case_timeline"),
]
