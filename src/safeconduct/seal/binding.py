"""Where a sealed field belongs, spelled as bytes that its ciphertext is bound to.

A ciphertext moved to another workspace, table, row, column or compartment, or put back to an
earlier version, meets other bytes here and does not open. Refuses versions and epochs that do not
fit 32 bits and names past 65,535 bytes.
"""

import struct
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from safeconduct.seal.canonical import domain, short_text, u32
from safeconduct.seal.errors import Malformed

CONTENT_FORMAT = 1
_TAIL = struct.Struct(">16s16s16sI")


@dataclass(frozen=True, slots=True)
class Binding:
    """The one place a version of a sealed field may be opened.

    `version` starts at 1 and grows by one with every sealing of the field. It is the caller who
    remembers the newest version outside the ciphertext; without that, an older ciphertext put
    back together with its older version number cannot be told from the newest.
    """

    workspace: UUID
    table: str
    row: UUID
    column: str
    compartment: UUID
    version: int

    def content_bytes(self) -> bytes:
        """AAD of the content: domain, table, column, workspace, row, compartment, version."""
        try:
            return _names(self.table, self.column) + _TAIL.pack(
                self.workspace.bytes, self.row.bytes, self.compartment.bytes, self.version
            )
        except struct.error:
            raise Malformed("a version does not fit four bytes") from None

    def wrap_bytes(self, epoch: int) -> bytes:
        """AAD of the wrapped record key: `content_bytes` followed by the epoch as u32."""
        return self.content_bytes() + u32(epoch)


@lru_cache(maxsize=512)
def _names(table: str, column: str) -> bytes:
    # A workspace has some dozens of sealed columns and opens them by the thousand.
    return domain(f"record/{CONTENT_FORMAT}") + short_text(table) + short_text(column)
