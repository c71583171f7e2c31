"""Addresses of the team's pages. Names are the verbs."""

from django.urls import path

from safeconduct.apps.team import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("lock/", views.lock, name="lock"),
    path("account/", views.account, name="account"),
    path("account/passphrase/", views.choose_passphrase, name="choose_passphrase"),
    path("team/", views.team, name="team"),
    path("team/invite/", views.invite_member, name="invite_member"),
    path("team/<uuid:member_id>/remove/", views.remove_member, name="remove_member"),
    path("team/<uuid:member_id>/key/", views.hand_over_key, name="hand_over_key"),
    path("team/keys/<slug:code>/leave/", views.leave_compartment, name="leave_compartment"),
    path("audit/", views.read_audit, name="read_audit"),
]
