"""Sealed files in the data folder: written while they arrive, in constant memory.

Plaintext never touches the disk. File names on disk are random; the modification time is set to
the hour. Writing needs no key, so the public process may use this module; reading is in
`vault.reading`.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import this_hour, today
from safeconduct.apps.team import queries as team
from safeconduct.apps.vault.models import Blob
from safeconduct.apps.vault.records import FileKey
from safeconduct.apps.vault.sealing import KeyHolder, seal
from safeconduct.seal.stream_sealing import FRESH_STREAM, StreamSealer

#: Bytes that files leave free on the disk, so that requests and messages can still be kept.
KEPT_FREE = 256 * 2**20


@dataclass(frozen=True)
class SealedFile:
    """A file that is on disk, sealed, and that no row refers to yet."""

    id: UUID
    key: bytes = field(repr=False)
    name: str = field(repr=False)
    media_type: str = field(repr=False)
    length: int = field(repr=False)


def path_of(blob: UUID) -> Path:
    """Where a blob lies: two letters deep, so that no folder grows too long."""
    return Path(settings.DATA_DIR) / "blobs" / blob.hex[:2] / blob.hex


class Writing:
    """One file on its way to disk. Call `take` for each part, then `finish` or `abandon`."""

    def __init__(self, name: str, media_type: str) -> None:
        self.id = uuid4()
        self.name = name[-200:]
        self.media_type = media_type[:100]
        self.length = 0
        self._key = secrets.token_bytes(32)
        self._sealer = StreamSealer(
            self._key, self.id, team.workspace().id, secrets.token_bytes(FRESH_STREAM)
        )
        path = path_of(self.id)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._checked = 0
        leave_room(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._out = os.fdopen(handle, "wb")
        self._out.write(self._sealer.start())

    def take(self, part: bytes) -> None:
        """Seal and write one part. Raises OSError when the disk is full."""
        self.length += len(part)
        if self.length - self._checked > KEPT_FREE // 16:
            self._checked = self.length
            leave_room(path_of(self.id).parent)
        self._out.write(self._sealer.update(part))

    def finish(self) -> SealedFile:
        """Seal the end and wait until everything is on disk."""
        for part in self._sealer.finishing():
            self._out.write(part)
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        path = path_of(self.id)
        hour = this_hour().timestamp()
        os.utime(path, (hour, hour))
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return SealedFile(self.id, self._key, self.name, self.media_type, self.length)

    def abandon(self) -> None:
        """Remove what was written: the sender went away or the file was refused."""
        try:
            self._out.close()
        except OSError:
            # On a full disk the last part cannot be written; it is about to go anyway.
            self.length = 0
        finally:
            path_of(self.id).unlink(missing_ok=True)


def leave_room(folder: Path) -> None:
    """Raises OSError when files have taken all the room that they may take."""
    if shutil.disk_usage(folder).free < KEPT_FREE:
        raise OSError(errno.ENOSPC, "what is left of the disk is for requests and messages")


def write(name: str, media_type: str, parts: Iterable[bytes]) -> SealedFile:
    """Seal a whole file from its parts."""
    writing = Writing(name, media_type)
    try:
        for part in parts:
            writing.take(part)
        return writing.finish()
    except BaseException:
        writing.abandon()
        raise


def keep(
    file: SealedFile,
    compartment: UUID,
    *,
    case: UUID | None = None,
    kept: bool = True,
    actor: KeyHolder | None = None,
) -> Blob:
    """Make the row that holds a sealed file's key; call inside an action.

    With `kept=False` the file waits for a form to be finished and is swept after a day.
    """
    path = path_of(file.id)
    if not path.exists():
        raise Refused("file_gone", _("The file did not arrive whole. Choose it again."))
    blob = Blob(
        id=file.id,
        compartment_id=compartment,
        case_id=case,
        padded_bytes=path.stat().st_size,
        arrived_on=today(),
        kept=kept,
    )
    seal(blob, "key", FileKey(file.key, file.name, file.media_type, file.length), actor)
    blob.save(force_insert=True)
    return blob


def destroy(blob: Blob) -> None:
    """Destroy a file: its key first, then its bytes. Call inside an action."""
    path = path_of(blob.id)
    blob.delete()
    path.unlink(missing_ok=True)


def waiting(blobs: Iterable[UUID]) -> list[Blob]:
    """Files that wait for a form to be finished, locked; those already used or swept are left out.

    Call inside an action.
    """
    rows = Blob.objects.select_for_update().filter(pk__in=list(blobs), kept=False)
    return sorted(rows, key=lambda blob: str(blob.pk))


def attach(blob: Blob, *, case: UUID | None = None) -> None:
    """A form was finished and something refers to this file now. Call inside an action."""
    blob.kept, blob.case_id = True, case
    blob.save(update_fields=("kept", "case_id"))


def discard(file: SealedFile) -> None:
    """Remove a sealed file that no row refers to: the form that brought it was not taken."""
    path_of(file.id).unlink(missing_ok=True)


def discard_unkept(files: Iterable[SealedFile]) -> None:
    """Remove those of these files that no row refers to. Whatever fails is left to the sweep."""
    by_id = {file.id: file for file in files}
    try:
        kept = set(Blob.objects.filter(pk__in=list(by_id)).values_list("pk", flat=True))
    except DatabaseError:
        return
    for pk, file in by_id.items():
        if pk not in kept:
            discard(file)
