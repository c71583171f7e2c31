"""The instance key: signs form tokens so that a form can be told from a forgery.

It opens nothing. It lives in the data folder so that several processes agree on it and a form
that was loaded before a restart is still good after it.
"""

import os
import secrets
from pathlib import Path

FILE_NAME = "instance.key"


def instance_key(data_dir: Path) -> str:
    """Return the key of this data folder (64 hexadecimal digits), making it on first use.

    Raises OSError when the folder cannot be written.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data_dir / FILE_NAME
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        pass
    # Written under another name first: two processes that start together must not read a half.
    draft = data_dir / f".{FILE_NAME}.{os.getpid()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_hex(32))
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text("ascii").strip()
