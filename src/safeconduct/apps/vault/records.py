"""The sealed shapes of the vault."""

import msgspec


class FileKey(msgspec.Struct, frozen=True):
    """What opens a sealed file: 32 bytes of key, and what the person called it."""

    key: bytes
    name: str = ""
    media_type: str = "application/octet-stream"
    length: int = 0


class Words(msgspec.Struct, frozen=True):
    """The folded words by which a row can be found."""

    text: str
