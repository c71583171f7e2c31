"""Addresses of the pages about flats and about where a case is hidden."""

from django.urls import path

from safeconduct.apps.shelter import case_views, views

urlpatterns = [
    path("flats/", views.flats, name="flats"),
    path("flats/add/", views.add_flat, name="add_flat"),
    path("flats/<uuid:flat_id>/", views.see_flat, name="see_flat"),
    path("flats/<uuid:flat_id>/address/", views.see_address, name="see_address"),
    path("flats/<uuid:flat_id>/address/replace/", views.change_address, name="change_address"),
    path("flats/<uuid:flat_id>/who-knows/", views.who_knows, name="who_knows"),
    path("flats/<uuid:flat_id>/change/", views.change_flat, name="change_flat"),
    path("flats/<uuid:flat_id>/pause/", views.pause_flat, name="pause_flat"),
    path("flats/<uuid:flat_id>/reopen/", views.reopen_flat, name="reopen_flat"),
    path("flats/<uuid:flat_id>/burn/", views.burn_flat, name="burn_flat"),
    path("cases/<uuid:case_id>/hiding/", case_views.case_hiding, name="case_hiding"),
    path("cases/<uuid:case_id>/hiding/place/", case_views.place_in_flat, name="place_in_flat"),
    path("cases/<uuid:case_id>/hiding/move/", case_views.move_to_flat, name="move_to_flat"),
    path("cases/<uuid:case_id>/hiding/end/", case_views.end_stay, name="end_stay"),
    path(
        "cases/<uuid:case_id>/hiding/emergency/ask/",
        case_views.ask_emergency_shelter,
        name="ask_emergency_shelter",
    ),
    path(
        "cases/<uuid:case_id>/hiding/emergency/withdraw/",
        case_views.withdraw_emergency_ask,
        name="withdraw_emergency_ask",
    ),
    path(
        "cases/<uuid:case_id>/hiding/emergency/confirm/",
        case_views.shelter_in_emergency,
        name="shelter_in_emergency",
    ),
    path(
        "cases/<uuid:case_id>/hiding/address/propose/",
        case_views.propose_address_release,
        name="propose_address_release",
    ),
    path(
        "cases/address/<uuid:release_id>/approve/",
        case_views.approve_address_release,
        name="approve_address_release",
    ),
    path(
        "cases/address/<uuid:release_id>/withdraw/",
        case_views.withdraw_address_release,
        name="withdraw_address_release",
    ),
    path("cases/address/<uuid:release_id>/tell/", case_views.share_address, name="share_address"),
]
