"""Addresses of the vault's pages."""

from django.urls import path

from safeconduct.apps.vault import search_views, views

urlpatterns = [
    path("search/", search_views.search, name="search"),
    path("files/<uuid:blob_id>/", views.download_file, name="download_file"),
    path("team/keys/<slug:code>/reseal/", views.reseal, name="reseal"),
]
