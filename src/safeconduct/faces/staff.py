"""The staff face: members unlock and work here. Every page is named by its verb."""

from django.urls import include, path

from safeconduct.faces import errors, style

urlpatterns = [
    path("", include("safeconduct.apps.board.urls")),
    path("", include("safeconduct.apps.team.urls")),
    path("", include("safeconduct.apps.vault.urls")),
    path("", include("safeconduct.apps.cases.urls")),
    path("", include("safeconduct.apps.intake.urls")),
    path("", include("safeconduct.apps.shelter.urls")),
    path("", include("safeconduct.apps.relocation.urls")),
    path("static/staff.css", style.style, name="style"),
]
handler404 = errors.not_there
handler500 = errors.broken
handler400 = errors.not_understood
