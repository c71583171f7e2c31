"""Addresses of the way out. Names are the verbs; no address carries a name of anybody."""

from django.urls import path

from safeconduct.apps.relocation import (
    application_views,
    journey_views,
    partner_views,
    place_views,
    views,
)

urlpatterns = [
    path("way-out/", views.way_out, name="way_out"),
    path("cases/<uuid:case_id>/way-out/", views.case_way_out, name="case_way_out"),
    path(
        "way-out/applications/<uuid:application_id>/", views.see_application, name="see_application"
    ),
    path("way-out/partners/add/", partner_views.add_partner, name="add_partner"),
    path("way-out/partners/<uuid:partner_id>/", partner_views.see_partner, name="see_partner"),
    path(
        "way-out/partners/<uuid:partner_id>/change/",
        partner_views.change_partner,
        name="change_partner",
    ),
    path(
        "way-out/partners/<uuid:partner_id>/moved/", partner_views.move_partner, name="move_partner"
    ),
    path(
        "way-out/partners/<uuid:partner_id>/contact/",
        partner_views.note_contact,
        name="note_contact",
    ),
    path("way-out/partners/<uuid:partner_id>/way/", partner_views.add_route, name="add_route"),
    path("way-out/ways/<uuid:route_id>/change/", partner_views.change_route, name="change_route"),
    path(
        "way-out/ways/<uuid:route_id>/suspend/", partner_views.suspend_route, name="suspend_route"
    ),
    path("way-out/ways/<uuid:route_id>/resume/", partner_views.resume_route, name="resume_route"),
    path("way-out/ways/<uuid:route_id>/places/", partner_views.pledge_places, name="pledge_places"),
    path("way-out/places/<uuid:place_id>/open/", partner_views.open_places, name="open_places"),
    path(
        "way-out/places/<uuid:place_id>/change/", partner_views.change_places, name="change_places"
    ),
    path("way-out/places/<uuid:place_id>/lapse/", partner_views.lapse_places, name="lapse_places"),
    path(
        "way-out/places/<uuid:place_id>/revoke/", partner_views.revoke_places, name="revoke_places"
    ),
    path("way-out/places/<uuid:place_id>/offer/", place_views.offer_place, name="offer_place"),
    path("cases/<uuid:case_id>/way-out/place/", place_views.choose_place, name="choose_place"),
    path(
        "cases/<uuid:case_id>/way-out/application/",
        application_views.start_application,
        name="start_application",
    ),
    path("way-out/holds/<uuid:hold_id>/longer/", place_views.extend_hold, name="extend_hold"),
    path(
        "way-out/holds/<uuid:hold_id>/back/",
        place_views.give_back_place,
        name="give_back_place",
    ),
    path(
        "way-out/applications/<uuid:application_id>/papers/",
        application_views.look_through_papers,
        name="look_through_papers",
    ),
    path(
        "way-out/applications/<uuid:application_id>/list/",
        application_views.change_checklist,
        name="change_checklist",
    ),
    path(
        "way-out/applications/<uuid:application_id>/read/",
        application_views.review_application,
        name="review_application",
    ),
    path(
        "way-out/applications/<uuid:application_id>/consent/",
        application_views.note_consent,
        name="note_consent",
    ),
    path(
        "way-out/applications/<uuid:application_id>/hand-in/",
        application_views.hand_in_application,
        name="hand_in_application",
    ),
    path(
        "way-out/applications/<uuid:application_id>/asked/",
        application_views.note_request,
        name="note_request",
    ),
    path(
        "way-out/applications/<uuid:application_id>/interview/",
        application_views.note_interview,
        name="note_interview",
    ),
    path(
        "way-out/applications/<uuid:application_id>/decision/",
        application_views.note_decision,
        name="note_decision",
    ),
    path(
        "way-out/applications/<uuid:application_id>/review/",
        application_views.review_exclusion,
        name="review_exclusion",
    ),
    path(
        "way-out/applications/<uuid:application_id>/withdraw/",
        application_views.withdraw_application,
        name="withdraw_application",
    ),
    path(
        "way-out/applications/<uuid:application_id>/expired/",
        application_views.expire_application,
        name="expire_application",
    ),
    path(
        "way-out/consents/<uuid:consent_id>/back/",
        application_views.withdraw_consent,
        name="withdraw_consent",
    ),
    path(
        "way-out/applications/<uuid:application_id>/visa/",
        journey_views.note_visa,
        name="note_visa",
    ),
    path("cases/<uuid:case_id>/way-out/journey/", journey_views.plan_journey, name="plan_journey"),
    path("cases/<uuid:case_id>/way-out/out-of-region/", journey_views.evacuate, name="evacuate"),
    path("cases/<uuid:case_id>/way-out/left/", journey_views.depart, name="depart"),
    path(
        "cases/<uuid:case_id>/way-out/contact-lost/",
        journey_views.lose_contact,
        name="lose_contact",
    ),
    path(
        "cases/<uuid:case_id>/way-out/contact-back/",
        journey_views.contact_again,
        name="contact_again",
    ),
    path(
        "way-out/journeys/<uuid:journey_id>/change/",
        journey_views.change_journey,
        name="change_journey",
    ),
    path(
        "way-out/journeys/<uuid:journey_id>/off/",
        journey_views.call_off_journey,
        name="call_off_journey",
    ),
    path("way-out/journeys/<uuid:journey_id>/arrived/", journey_views.arrive, name="arrive"),
    path(
        "way-out/journeys/<uuid:journey_id>/filed/", journey_views.file_status, name="file_status"
    ),
]
