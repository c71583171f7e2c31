"""Addresses of the public face. The language stands in each; nothing else does."""

from django.urls import path, register_converter

from safeconduct.apps.intake import plea_box_views, plea_views


class PublicLanguage:
    """A language that the public face is written in."""

    regex = "en|ru|ar"

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value


register_converter(PublicLanguage, "public_language")

urlpatterns = [
    path("", plea_views.start, name="front"),
    path("<public_language:language>/", plea_views.start, name="start"),
    path("<public_language:language>/ask/", plea_views.ask, name="ask"),
    path("<public_language:language>/back/", plea_box_views.back, name="back"),
    path("<public_language:language>/box/", plea_box_views.box, name="box"),
]
