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
    """The file's bytes, 64 KiB at a time. Raises DoesNotOpen or Truncated for a damaged file."""
    path = path_of(blob.id)
    stored = path.open("rb")

    def read_at(offset: int, length: int) -> bytes:
        stored.seek(offset)
        return stored.read(length)

    try:
        opener = StreamOpener(key.key, blob.id, actor.workspace_id(), read_at, path.stat().st_size)
    except BaseException:
        stored.close()
        raise
    return closing(opener, stored)


def closing(opener: StreamOpener, stored: BinaryIO) -> Iterator[bytes]:
    """Yield the chunks and close the file at the end, also when the reader goes away."""
    with stored:
        yield from opener.chunks()
