"""What the command line says: one JSON object or plain lines, and plain reasons to stop."""

import getpass
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class Stop(Exception):
    """A plain sentence that says why nothing was done and what to do next."""


def say(result: dict[str, Any], lines: Iterable[str], *, as_json: bool) -> None:
    """Print the result as JSON, or the lines."""
    text = json.dumps(result, ensure_ascii=False, default=str) if as_json else "\n".join(lines)
    print(text, flush=True)


def ask_secret(what: str, file: str | None) -> str:
    """A secret from the first line of a file, or typed unseen. Never from the arguments, which
    every process on the machine can read. Raises Stop when there is nobody to ask."""
    if file:
        try:
            return Path(file).read_text("utf-8").splitlines()[0]
        except (OSError, IndexError, UnicodeDecodeError):
            raise Stop(f"the file for the {what} cannot be read or is empty") from None
    if not sys.stdin.isatty():
        raise Stop(f"type the {what} in a terminal, or name a file that holds it (--help says how)")
    return getpass.getpass(f"{what.capitalize()}: ")
