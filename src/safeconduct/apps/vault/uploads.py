"""Seals uploaded files while they arrive, so that no plaintext is ever written to disk.

Django's own handlers keep large files in temporary files; this one replaces them on both faces.
A refused or broken upload leaves nothing behind.
"""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers, StopUpload

from safeconduct.apps.vault.blobs import SealedFile, Writing


class SealedUpload(UploadedFile):
    """What a form sees of an uploaded file: never its contents, only where it lies sealed."""

    def __init__(self, sealed: SealedFile) -> None:
        super().__init__(
            file=None, name=sealed.name or "file", content_type=sealed.media_type,
            size=sealed.length,
        )
        self.sealed = sealed


class SealingUploadHandler(FileUploadHandler):
    """Hands each part of a file to the vault and keeps none."""

    writing: Writing | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a sealed file for this part of the form."""
        super().new_file(*args, **kwargs)
        self.writing = Writing(self.file_name or "", self.content_type or "")
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal one part. Stops reading when the face's limit is passed."""
        assert self.writing is not None
        limit = (
            settings.LARGEST_PUBLIC_FILE
            if settings.ROOT_URLCONF.endswith("public")
            else settings.LARGEST_STAFF_FILE
        )
        if start + len(raw_data) > limit:
            self.writing.abandon()
            self.writing = None
            raise StopUpload(connection_reset=False)
        self.writing.take(raw_data)
        return None

    def file_complete(self, file_size: int) -> SealedUpload | None:
        """The file is on disk, sealed."""
        if self.writing is None:
            return None
        sealed = self.writing.finish()
        self.writing = None
        return SealedUpload(sealed)

    def upload_interrupted(self) -> None:
        """The sender went away: remove what had arrived."""
        if self.writing is not None:
            self.writing.abandon()
            self.writing = None
