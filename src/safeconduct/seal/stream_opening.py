"""Opening a sealed file, in order or from anywhere in it, in constant memory.

Never imported by the process that faces the public. The last chunk is opened first: it holds the
real length and proves that the file is whole. Refuses chunks that were altered, exchanged,
repeated or dropped. What `chunks` has already given out before a refusal is genuine, but part of
a file only: treat a file as read when the iterator has ended by itself.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

from cryptography.exceptions import InvalidTag

from safeconduct.seal.errors import DoesNotOpen, Malformed, Truncated, UnknownFormat
from safeconduct.seal.stream_sealing import (
    CHUNK,
    FORMAT,
    HEADER_BYTES,
    LENGTH,
    MAGIC,
    SMALLEST,
    TAG_BYTES,
    chunk_aad,
    chunk_nonce,
    file_cipher,
    padded_size,
)

_SEALED_CHUNK = CHUNK + TAG_BYTES


class StreamOpener:
    """One sealed file. `read_at(offset, length)` gives stored bytes; `size` is how many there are.

    Raises, at once: UnknownFormat for other leading bytes; Truncated when the end is missing;
    DoesNotOpen for a wrong key, another blob or workspace, or an altered end; Malformed for an
    inside that no sealer writes.
    """

    def __init__(
        self,
        key: bytes,
        blob: UUID,
        workspace: UUID,
        read_at: Callable[[int, int], bytes],
        size: int,
    ) -> None:
        self._read_at = read_at
        self._cipher = file_cipher(key, workspace, blob)
        if size < HEADER_BYTES:
            raise Truncated("a sealed file ends inside its header")
        header = self._stored(0, HEADER_BYTES)
        if header[:4] != MAGIC + bytes([FORMAT]):
            raise UnknownFormat("not a sealed file of a format known here")
        self._prefix = header[4:]
        self._aad = chunk_aad(header, workspace, blob)
        body = size - HEADER_BYTES
        self._count = -(-body // _SEALED_CHUNK)
        self._padded = body - TAG_BYTES * self._count
        if self._padded < SMALLEST or padded_size(self._padded - LENGTH.size) != self._padded:
            raise Truncated("a sealed file has a size no sealing gives")
        self._held: tuple[int, bytes] = self._last_chunk()
        self._length = int(LENGTH.unpack(self._held[1][-LENGTH.size :])[0])
        if padded_size(self._length) != self._padded:
            raise Malformed("a sealed file's length does not belong to its size")

    @property
    def length(self) -> int:
        """The file's own length in bytes, which its size on disk does not tell."""
        return self._length

    def chunks(self) -> Iterator[bytes]:
        """The file from its beginning, in parts of at most 64 KiB; checks the padding too.

        Raises DoesNotOpen at the first chunk that is not the one written there.
        """
        for number in range(self._count):
            part = self._chunk(number)
            start = number * CHUNK
            inside = max(0, min(len(part), self._length - start))
            zeros = len(part) - (LENGTH.size if number == self._count - 1 else 0) - inside
            if part.count(0, inside, inside + zeros) != zeros:
                raise Malformed("padding is not zero")
            if inside:
                yield part[:inside]

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; fewer at the end of the file, none past it.

        Opens only the chunks it needs. Raises ValueError for negative numbers, DoesNotOpen for an
        altered chunk.
        """
        if offset < 0 or length < 0:
            raise ValueError("offset and length must not be negative")
        end = min(offset + length, self._length)
        parts = []
        while offset < end:
            number, inside = divmod(offset, CHUNK)
            part = self._chunk(number)[inside : inside + end - offset]
            parts.append(part)
            offset += len(part)
        return b"".join(parts)

    def _stored(self, offset: int, length: int) -> bytes:
        stored = self._read_at(offset, length)
        if len(stored) != length:
            raise Truncated("a sealed file is shorter than its size")
        return stored

    def _sealed_chunk(self, number: int) -> bytes:
        length = min(_SEALED_CHUNK, self._padded + TAG_BYTES * self._count - number * _SEALED_CHUNK)
        return self._stored(HEADER_BYTES + number * _SEALED_CHUNK, length)

    def _last_chunk(self) -> tuple[int, bytes]:
        number = self._count - 1
        sealed = self._sealed_chunk(number)
        try:
            return number, self._open(number, sealed, last=True)
        except DoesNotOpen:
            # A chunk from the middle in the last place means that the end was cut off.
            try:
                self._open(number, sealed, last=False)
            except DoesNotOpen:
                pass
            else:
                raise Truncated("a sealed file was cut off between two chunks") from None
            raise

    def _chunk(self, number: int) -> bytes:
        # One chunk is held, so that small neighbouring reads do not open it again and again.
        if self._held[0] != number:
            last = number == self._count - 1
            self._held = number, self._open(number, self._sealed_chunk(number), last=last)
        return self._held[1]

    def _open(self, number: int, sealed: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(chunk_nonce(self._prefix, number, last), sealed, self._aad)
        except InvalidTag:
            raise DoesNotOpen("a chunk altered or out of place, or a wrong key") from None
