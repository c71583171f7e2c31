"""Reading sealed files, in constant memory, for an actor who holds their compartment.

The public process must never import this module.
"""

from collections.abc import Iterator
from typing import BinaryIO

from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.blobs import path_of
from safeconduct.apps.vault.models import Blob
from safeconduct.apps.vault.opening import Sealed, open_sealed
from safeconduct.apps.vault.records import FileKey
from safeconduct.seal.stream_opening import StreamOpener


def file_key(actor: Actor, blob: Blob) -> FileKey | Sealed | None:
    """Name, type and key of a file, or Sealed."""
    return open_sealed(actor, blob, "key", FileKey)


def chunks(actor: Actor, blob: Blob, key: FileKey) -> Iterator[bytes]:
    """The file's bytes, 64 KiB at a time. Raises DoesNotOpen or Truncated for a damaged file.

    A wrong key or a cut-off end is found at once; the file is opened again when it is read, so
    that nothing stays open for a reader who never begins.
    """
    with path_of(blob.id).open("rb") as stored:
        opened(actor, blob, key, stored)
    return parts(actor, blob, key)


def opened(actor: Actor, blob: Blob, key: FileKey, stored: BinaryIO) -> StreamOpener:
    """The opener of a stored file."""

    def read_at(offset: int, length: int) -> bytes:
        stored.seek(offset)
        return stored.read(length)

    size = path_of(blob.id).stat().st_size
    return StreamOpener(key.key, blob.id, actor.workspace_id(), read_at, size)


def parts(actor: Actor, blob: Blob, key: FileKey) -> Iterator[bytes]:
    """Yield the chunks and close the file at the end, also when the reader goes away."""
    with path_of(blob.id).open("rb") as stored:
        yield from opened(actor, blob, key, stored).chunks()
