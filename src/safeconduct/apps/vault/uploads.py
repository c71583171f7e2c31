"""Seals uploaded files while they arrive, so that no plaintext is ever written to disk.

Django's own handlers keep large files in temporary files; this one replaces them on both faces.
A refused or broken upload leaves nothing behind. The form around a refused file is still read to
its end, because what was typed must not be lost with it; `refusals` says why.
"""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest

from safeconduct.apps.vault.blobs import SealedFile, Writing, discard_unkept


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # generic only in the stubs
    """What a form sees of an uploaded file: never its contents, only where it lies sealed."""

    def __init__(self, sealed: SealedFile) -> None:
        super().__init__(
            file=None,
            name=sealed.name or "file",
            content_type=sealed.media_type,
            size=sealed.length,
        )
        self.sealed = sealed


def refusals(request: HttpRequest | None) -> list[str]:
    """Why files of this request were not taken: too_large (past the face's limit), no_room."""
    return list(getattr(request, "refused", []))


def public_face() -> bool:
    """Whether this process is the public one."""
    return str(settings.ROOT_URLCONF).endswith("public")


def remove_leftovers(request: HttpRequest) -> None:
    """Remove files of this request that no row came to refer to: of a form that was refused, sent
    with a wrong code, or to a page that takes no files. Called when the answer is ready."""
    arrived: list[SealedFile] = getattr(request, "arrived", [])
    if arrived:
        request.arrived = []  # type: ignore[attr-defined]  # set in file_complete
        discard_unkept(arrived)


class SealingUploadHandler(FileUploadHandler):
    """Hands each part of a file to the vault and keeps none."""

    writing: Writing | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a sealed file for this part of the form; on the staff face, for members only."""
        super().new_file(*args, **kwargs)
        if not public_face() and getattr(self.request, "actor", None) is None:
            # Whoever is not unlocked could otherwise fill the disk, ten gigabytes at a time.
            self.refuse("nobody")
            raise StopFutureHandlers
        try:
            self.writing = Writing(self.file_name or "", self.content_type or "")
        except OSError:
            self.refuse("no_room")
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal one part. Past the face's limit, or on a full disk, the rest is read and dropped."""
        if self.writing is None:
            return
        limit = settings.LARGEST_PUBLIC_FILE if public_face() else settings.LARGEST_STAFF_FILE
        if start + len(raw_data) > limit:
            self.refuse("too_large")
            return
        try:
            self.writing.take(raw_data)
        except OSError:
            self.refuse("no_room")

    def file_complete(self, file_size: int) -> SealedUpload | None:
        """The file is on disk, sealed; None when it was refused."""
        if self.writing is None:
            return None
        try:
            sealed = self.writing.finish()
        except OSError:
            self.refuse("no_room")
            return None
        self.writing = None
        if self.request is not None:
            arrived = [*getattr(self.request, "arrived", []), sealed]
            self.request.arrived = arrived  # type: ignore[attr-defined]  # see remove_leftovers
        return SealedUpload(sealed)

    def refuse(self, code: str) -> None:
        """Remove what had arrived of this file and remember why it was not taken."""
        if self.writing is not None:
            self.writing.abandon()
            self.writing = None
        if self.request is not None:
            said = [*refusals(self.request), code]
            self.request.refused = said  # type: ignore[attr-defined]  # read by `refusals`

    def upload_interrupted(self) -> None:
        """The sender went away: remove what had arrived."""
        if self.writing is not None:
            self.writing.abandon()
            self.writing = None
