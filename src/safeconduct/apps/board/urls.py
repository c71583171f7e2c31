"""The address of the Board: the first page after signing in."""

from django.urls import path

from safeconduct.apps.board import views

urlpatterns = [path("", views.board, name="board")]
