"""What the staff process and its search child say to each other, and how it is framed.

Each message is four bytes of length (big-endian) and MessagePack. Ids are the 16 bytes of a UUID;
long lists of them are joined. Refuses messages past 256 MiB and a connection that ends inside one.
"""

import socket
import struct
from typing import Final

import msgspec

LENGTH: Final = struct.Struct(">I")
LONGEST: Final = 256 * 2**20
ID_BYTES: Final = 16


class Key(msgspec.Struct, frozen=True, array_like=True):
    """The keys of one epoch of one compartment; forgotten as soon as the message is done."""

    compartment: bytes
    epoch: int
    wrapping: bytes
    hpke: bytes


class TailEntry(msgspec.Struct, frozen=True, array_like=True):
    """The sealed words of one entry that is in no segment yet."""

    id: bytes
    compartment: bytes
    version: int
    envelope: bytes


class SegmentFile(msgspec.Struct, frozen=True, array_like=True):
    """One sealed file of words; `envelope` holds its sealed key."""

    id: bytes
    compartment: bytes
    version: int
    envelope: bytes
    path: str


class Supply(msgspec.Struct, frozen=True, tag=True):
    """Open these. Answered by Taken."""

    workspace: bytes
    keys: list[Key]
    tail: list[TailEntry]
    segments: list[SegmentFile]


class Look(msgspec.Struct, frozen=True, tag=True):
    """Find entries in which every word occurs. Answered by Found, or by Lacks.

    `words`: for each word typed, the folded spellings of which one must occur. `tail` and
    `segments` are all that may be looked at; what else the child has open it drops.
    """

    words: list[list[str]]
    tail: bytes
    segments: list[bytes]
    skip: int
    most: int


class Build(msgspec.Struct, frozen=True, tag=True):
    """Write one segment of these tail entries and segments; `live` are the ids to keep.

    Answered by Built once the file is on disk, or by Lacks.
    """

    workspace: bytes
    id: bytes
    key: bytes
    path: str
    tail: bytes
    segments: list[bytes]
    live: bytes


class Taken(msgspec.Struct, frozen=True, tag=True):
    """Opened, all but `damaged` (ids of entries or segments that are not there or do not open)."""

    damaged: list[bytes]


class Lacks(msgspec.Struct, frozen=True, tag=True):
    """The child has not been supplied with these."""

    tail: bytes
    segments: list[bytes]


class Found(msgspec.Struct, frozen=True, tag=True):
    """Ids of entries, joined, from `skip` on; `total` is how many there are altogether."""

    ids: bytes
    total: int


class Built(msgspec.Struct, frozen=True, tag=True):
    """How many entries the new segment holds."""

    entries: int


class Failed(msgspec.Struct, frozen=True, tag=True):
    """It could not be done (for example a full disk): the kind of error, never its message."""

    kind: str


Request = Supply | Look | Build
Reply = Taken | Lacks | Found | Built | Failed


def joined(ids: list[bytes]) -> bytes:
    """Ids one after the other."""
    return b"".join(ids)


def split(ids: bytes) -> list[bytes]:
    """The ids in joined ones."""
    return [ids[at : at + ID_BYTES] for at in range(0, len(ids), ID_BYTES)]


def send(to: socket.socket, message: Request | Reply) -> None:
    """Send one message whole. Raises OSError when the other side is gone."""
    body = msgspec.msgpack.encode(message)
    to.sendall(LENGTH.pack(len(body)))
    to.sendall(body)


def receive(whence: socket.socket) -> bytes | None:
    """One message's bytes; None when the other side closed between two messages.

    Raises EOFError when it closed inside one, ValueError for one that is too long, OSError.
    """
    start = exactly(whence, LENGTH.size)
    if start is None:
        return None
    length = LENGTH.unpack(start)[0]
    if length > LONGEST:
        raise ValueError("a message longer than any that is sent")
    body = exactly(whence, length)
    if body is None:
        raise EOFError
    return body


def exactly(whence: socket.socket, length: int) -> bytes | None:
    """So many bytes; None when the connection ends before the first. Raises EOFError."""
    buffer = bytearray(length)
    view, got = memoryview(buffer), 0
    while got < length:
        count = whence.recv_into(view[got:])
        if count == 0:
            if got == 0:
                return None
            raise EOFError
        got += count
    return bytes(buffer)
