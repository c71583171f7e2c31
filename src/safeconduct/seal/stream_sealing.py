"""Sealing a file of any size in constant memory (a chunked STREAM construction). Opens nothing.

The file is cut into chunks of 64 KiB, each under AES-256-GCM with a nonce made of 7 random bytes,
the chunk's number and whether it is the last (Hoang, Reyhanitabar, Rogaway, Vizár, "Online
Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015). Every chunk is
bound to header, workspace and blob. Zeros and the real length follow the file's own bytes, so that
only the Padmé size is seen.
"""

import struct
from collections.abc import Iterator
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safeconduct.seal.canonical import exactly, place
from safeconduct.seal.padding import bucket

MAGIC = b"SCF"
FORMAT = 1
PREFIX_BYTES = 7
FRESH_STREAM = PREFIX_BYTES
HEADER_BYTES = 4 + PREFIX_BYTES
CHUNK = 64 * 1024
TAG_BYTES = 16
SMALLEST = 4096
LENGTH = struct.Struct(">Q")
_NONCE = struct.Struct(">7sIB")


def file_cipher(key: bytes, workspace: UUID, blob: UUID) -> AESGCM:
    """AES-256-GCM under the blob's own key, derived so that no two blobs ever share one."""
    exactly("a file key", key, 32)
    info = place("file-key/1", workspace, blob)
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key))


def chunk_nonce(prefix: bytes, number: int, last: bool) -> bytes:
    """12 bytes: 7 of prefix, u32 chunk number from 0, 1 for the last chunk or 0."""
    return _NONCE.pack(prefix, number, last)


def chunk_aad(header: bytes, workspace: UUID, blob: UUID) -> bytes:
    """What every chunk is bound to: domain, workspace, blob, header."""
    return place("file/1", workspace, blob) + header


def padded_size(length: int) -> int:
    """Plaintext bytes a file of `length` bytes is padded to, its sealed length included."""
    return bucket(length + LENGTH.size, SMALLEST)


def sealed_size(length: int) -> int:
    """Bytes on disk of a file of `length` bytes."""
    padded = padded_size(length)
    return HEADER_BYTES + padded + TAG_BYTES * -(-padded // CHUNK)


class StreamSealer:
    """Seals one file: `start`, then any number of `update`, then `finish` or `finishing`.

    `key`: 32 bytes, made for this file; `fresh`: 7 bytes. Holds at most one chunk besides what it
    is given. Raises RuntimeError when called out of order: a sealer serves one file once.
    """

    def __init__(self, key: bytes, blob: UUID, workspace: UUID, fresh: bytes) -> None:
        self._prefix = bytes(exactly("fresh", fresh, FRESH_STREAM))
        self._cipher = file_cipher(key, workspace, blob)
        self._header = MAGIC + bytes([FORMAT]) + self._prefix
        self._aad = chunk_aad(self._header, workspace, blob)
        self._waiting = bytearray()
        self._length = 0
        self._number = 0
        self._state = "new"

    def start(self) -> bytes:
        """The 11-byte header: magic `SCF`, format u8, nonce prefix."""
        self._expect("new", then="open")
        return self._header

    def update(self, data: bytes) -> bytes:
        """Take more of the file; returns the chunks that are full, perhaps none."""
        self._expect("open", then="open")
        self._length += len(data)
        if len(self._waiting) + len(data) < CHUNK:
            self._waiting += data
            return b""
        # At least the eight bytes of length still follow, so a full chunk here is never the last.
        whole = memoryview(bytes(self._waiting) + data if self._waiting else data)
        full = len(whole) - len(whole) % CHUNK
        self._waiting = bytearray(whole[full:])
        return b"".join(
            self._seal(whole[at : at + CHUNK], last=False) for at in range(0, full, CHUNK)
        )

    def finishing(self) -> Iterator[bytes]:
        """The rest of the file, chunk by chunk: waiting bytes, zeros, length.

        Padding can reach 12 % of a small file and 1.6 % of a 10 GB one; this keeps it out of
        memory.
        """
        self._expect("open", then="done")
        left = padded_size(self._length) - LENGTH.size - (self._length - len(self._waiting))
        # Past one chunk, Padmé sizes are multiples of 2,048 bytes, so the length at the very end
        # is never torn over two chunks.
        while left + LENGTH.size > CHUNK:
            part = bytes(self._waiting).ljust(CHUNK, b"\0")
            self._waiting.clear()
            left -= CHUNK
            yield self._seal(part, last=False)
        tail = bytes(self._waiting).ljust(left, b"\0") + LENGTH.pack(self._length)
        self._waiting.clear()
        yield self._seal(tail, last=True)

    def finish(self) -> bytes:
        """All of `finishing` at once."""
        return b"".join(self.finishing())

    def _expect(self, state: str, *, then: str) -> None:
        if self._state != state:
            raise RuntimeError("a stream sealer was called out of order")
        self._state = then

    def _seal(self, part: bytes | memoryview, *, last: bool) -> bytes:
        nonce = chunk_nonce(self._prefix, self._number, last)
        self._number += 1
        return self._cipher.encrypt(nonce, part, self._aad)
