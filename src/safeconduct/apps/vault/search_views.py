"""The search page: a form that is posted, so that what is typed stands in no address or log."""

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from safeconduct.apps.team.access import need
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault.search import keeping
from safeconduct.apps.vault.search.asking import ask, not_held
from safeconduct.apps.vault.search.children import ChildGone
from safeconduct.apps.vault.search.looking import words_of


class SearchFor(forms.Form):
    """What to look for."""

    text = forms.CharField(
        label=_("Look for"),
        help_text=_(
            "Part of a name, code, number or note, in Cyrillic or Latin letters. Every word must "
            "occur."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type at least one word to look for.")},
    )

    def clean_text(self) -> str:
        """Refuse what holds no letter or digit that could be found."""
        text: str = self.cleaned_data["text"]
        if not words_of(text):
            raise forms.ValidationError(_("Type at least one word to look for."))
        return text


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def search(request: StaffRequest) -> HttpResponseBase:
    """Look for words in everything the member holds; links lead on, nothing else is opened."""
    need(request.actor, "see_board")
    form = SearchFor(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form, "sealed": not_held(request.actor)}
    status = 200
    if form.is_valid():
        try:
            context["answer"] = ask(request.actor, form.cleaned_data["text"])
        except ChildGone:
            form.add_error(
                None, _("The search could not be started. Wait a moment and press Search again.")
            )
            status = 503
        else:
            keeping.tidy_later(request.actor)
    return render(request, "vault/search.html", context, status=status)
