"""The public face: people ask for help here. It can seal, and opens nothing but the answers that
are sealed to the return code a person types."""

from django.urls import include, path

from safeconduct.faces import public_errors

urlpatterns = [path("", include("safeconduct.apps.intake.plea_urls"))]
handler404 = public_errors.not_there
handler500 = public_errors.broken
handler400 = public_errors.not_understood
