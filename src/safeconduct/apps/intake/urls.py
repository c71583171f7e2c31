"""Addresses of the triage pages. Each is named by its verb."""

from django.urls import path

from safeconduct.apps.intake import seal_off_views, views

urlpatterns = [
    path("cases/<uuid:case_id>/seal-off/", seal_off_views.seal_off_case, name="seal_off_case"),
    path("requests/", views.requests, name="requests"),
    path("requests/<uuid:plea_id>/", views.see_request, name="see_request"),
    path("requests/<uuid:plea_id>/answer/", views.answer, name="answer"),
    path("requests/<uuid:plea_id>/ask-back/", views.ask_back, name="ask_back"),
    path("requests/<uuid:plea_id>/note/", views.note_on_request, name="note_on_request"),
    path("requests/<uuid:plea_id>/stage/", views.move_request_stage, name="move_request_stage"),
    path("requests/<uuid:plea_id>/decline/", views.decline, name="decline"),
    path("requests/<uuid:plea_id>/refer/", views.refer_out, name="refer_out"),
    path("requests/<uuid:plea_id>/accept/", views.accept, name="accept"),
    path("requests/<uuid:plea_id>/duplicate/", views.mark_duplicate, name="mark_duplicate"),
    path("requests/<uuid:plea_id>/same-person/", views.same_person_as, name="same_person_as"),
    path("requests/<uuid:plea_id>/screening/", views.screen_request, name="screen_request"),
    path("requests/<uuid:plea_id>/vetting/", views.vet_request, name="vet_request"),
    path("requests/<uuid:plea_id>/clear/", views.clear_two_person, name="clear_two_person"),
    path("requests/<uuid:plea_id>/hold/", views.hold_infiltration, name="hold_infiltration"),
    path("requests/links/<uuid:link_id>/undo/", views.unlink, name="unlink"),
]
