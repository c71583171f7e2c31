"""What a person has typed so far, as it travels from page to page in hidden fields.

Nothing of it is kept on the server before it is sent, except files, which are sealed at once.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import PUBLIC, Refused
from safeconduct.apps.intake import plea_actions
from safeconduct.apps.intake.plea_forms import MOST_FILES
from safeconduct.apps.intake.plea_tokens import HeldFile, held, read_held
from safeconduct.apps.vault.blobs import discard
from safeconduct.apps.vault.uploads import SealedUpload, refusals

SINGLE = ("text", "urgency", "where", "where_words", "channel", "reach")
SEVERAL = ("never",)

FILES_GONE = _("Your files waited for too long and are gone. Please choose them again.")


@dataclass(frozen=True)
class Typed:
    """The answers as typed, the files that wait, and what went wrong with files just sent."""

    values: dict[str, Any]
    files: tuple[HeldFile, ...]
    notes: tuple[str | Promise, ...] = ()

    def hidden(self, without: tuple[str, ...]) -> list[tuple[str, str]]:
        """Names and values of hidden fields for all that the present page does not ask."""
        pairs = []
        for name, value in self.values.items():
            if name not in without:
                pairs += [(name, one) for one in (value if name in SEVERAL else [value]) if one]
        return pairs + [("held", file.token) for file in self.files]


def read(request: HttpRequest) -> Typed:
    """Take what a page posted; files that came with it are kept at once, still unattached."""
    post = request.POST
    values: dict[str, Any] = {name: post[name] for name in SINGLE if name in post}
    for name in SEVERAL:
        if name in post:
            values[name] = post.getlist(name)
    files, notes = take_files(request)
    return Typed(values, files, notes)


def take_files(request: HttpRequest) -> tuple[tuple[HeldFile, ...], tuple[str | Promise, ...]]:
    """The files a form carries and those it brings, with a sentence for each that was refused."""
    carried = {file.blob: file for file in map(read_held, request.POST.getlist("held")) if file}
    notes: list[str | Promise] = []
    if len(carried) < len(request.POST.getlist("held")):
        notes.append(FILES_GONE)
    too_many = 0
    for upload in request.FILES.getlist("file"):
        if not isinstance(upload, SealedUpload):
            continue
        if len(carried) >= MOST_FILES:
            discard(upload.sealed)
            too_many += 1
            continue
        try:
            file = hold(upload)
        except Refused as refusal:
            notes.append(str(refusal.sentence))
            continue
        carried[file.blob] = file
    if too_many:
        notes.append(
            ngettext(
                "We can take %(most)d file at once. The others were not taken.",
                "We can take %(most)d files at once. The others were not taken.",
                MOST_FILES,
            )
            % {"most": MOST_FILES}
        )
    notes += [refused(code) for code in refusals(request)]
    return tuple(carried.values()), tuple(notes)


def hold(upload: SealedUpload) -> HeldFile:
    """Keep an uploaded file until its form is sent; leaves no bytes behind when that fails."""
    try:
        blob = plea_actions.hold_file(PUBLIC, upload.sealed)
    except BaseException:
        discard(upload.sealed)
        raise
    return held(blob, upload.sealed.name, upload.sealed.length)


def refused(code: str) -> str:
    """Why a file was not taken, and what to do."""
    if code == "too_large":
        return gettext(
            "A file is larger than %(limit)s, so it was not taken. Send it in parts, or without it."
        ) % {"limit": filesizeformat(settings.LARGEST_PUBLIC_FILE)}
    return gettext(
        "We have no room for this file just now, so it was not taken. Send the rest without it, "
        "and bring the file later."
    )


def drop(files: tuple[HeldFile, ...], chosen: str) -> tuple[HeldFile, ...]:
    """Destroy the file at the place `chosen` (0, 1, …) and return the others."""
    if not chosen.isdecimal() or int(chosen) >= len(files):
        return files
    plea_actions.drop_file(PUBLIC, files[int(chosen)].blob)
    return tuple(file for place, file in enumerate(files) if place != int(chosen))


def drop_all(files: tuple[HeldFile, ...]) -> None:
    """Destroy every file that still waits."""
    for file in files:
        plea_actions.drop_file(PUBLIC, file.blob)
