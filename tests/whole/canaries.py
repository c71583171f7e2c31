"""Canaries: marked text that must never be found where it was not sealed, and the search for it.

Every canary of a run begins with the same random letters, in Latin and in Cyrillic, so that one
search finds all; the letters after them say which field it was. Secrets that have a form of their
own (return codes, passphrases, authenticator keys) are searched for one by one.
"""

import base64
import json
import random
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from safeconduct.apps.vault.folding import fold

CONSONANTS, VOWELS = "bdfglmnprstv", "aeu"
CYRILLIC = str.maketrans("bdfglmnprstvaeu", "бдфглмнпрстваеу")
PIECE = 4 * 2**20


def invented_word(syllables: int) -> str:
    """A word that occurs nowhere else, in Latin letters."""
    choose = random.SystemRandom()
    return "".join(choose.choice(CONSONANTS) + choose.choice(VOWELS) for _ in range(syllables))


@dataclass
class Sower:
    """Writes canaries and remembers what stands for which field."""

    latin: str = field(default_factory=lambda: invented_word(6))
    cyrillic: str = field(default_factory=lambda: invented_word(6).translate(CYRILLIC))
    sown: list[str] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)

    def sow(self, name: str) -> str:
        """A text for a field: one canary in each script, both with the field's own ending."""
        number, ending = len(self.sown), ""
        self.sown.append(name)
        for _ in range(3):
            number, digit = divmod(number, len(CONSONANTS))
            ending += CONSONANTS[digit]
        return f"{self.latin}{ending} {self.cyrillic}{ending.translate(CYRILLIC)}"

    def keep(self, name: str, secret: str) -> str:
        """Remember a secret that has a form of its own."""
        self.secrets[name] = secret
        return secret

    def needles(self) -> dict[bytes, str]:
        """What to search for, in every form in which text rests somewhere, and what it is."""
        found: dict[bytes, str] = {}
        words = {
            f"{script}, {case}": text
            for script, word in {"Latin": self.latin, "Cyrillic": self.cyrillic}.items()
            for case, text in {"": word, "capitals": word.upper(), "folded": fold(word)}.items()
        }
        for name, text in {**words, **self.secrets}.items():
            for form, needle in encodings_of(text):
                found.setdefault(needle, f"{name}, {form}")
        return found


def encodings_of(text: str) -> Iterator[tuple[str, bytes]]:
    """The encodings in which a text may rest."""
    utf8 = text.encode("utf-8")
    yield "UTF-8", utf8
    yield "UTF-16 LE", text.encode("utf-16-le")
    yield "UTF-16 BE", text.encode("utf-16-be")
    yield "quoted for addresses", quote(text, safe="").encode("ascii")
    yield "JSON", json.dumps(text).strip('"').encode("ascii")
    yield "hexadecimal", utf8.hex().encode("ascii")
    yield "hexadecimal in capitals", utf8.hex().upper().encode("ascii")
    # Base64 of a text depends on how many bytes stand before it; what a neighbour's bits are
    # mixed into is cut off at both ends.
    for before, mixed in ((0, 0), (1, 2), (2, 3)):
        coded = base64.b64encode(b"\0" * before + utf8)[mixed:-4]
        yield "base64", coded
        yield "base64 for addresses", coded.translate(bytes.maketrans(b"+/", b"-_"))


def found_in(data: bytes, needles: dict[bytes, str]) -> set[str]:
    """What of the needles stands in these bytes."""
    return {said for needle, said in needles.items() if needle in data}


def search_files(paths: Iterable[Path], needles: dict[bytes, str]) -> set[str]:
    """Search every byte of files and of the names of files below folders; one line each finding."""
    found: set[str] = set()
    overlap = max(map(len, needles))
    for root in paths:
        for path in [root, *sorted(root.rglob("*"))] if root.is_dir() else [root]:
            found |= {f"name of {path}: {said}" for said in found_in(str(path).encode(), needles)}
            if path.is_symlink() or not path.is_file():
                continue
            try:
                with path.open("rb") as file:
                    end = b""
                    while piece := file.read(PIECE):
                        found |= {f"{path}: {said}" for said in found_in(end + piece, needles)}
                        end = piece[-overlap:]
            except FileNotFoundError:
                continue
    return found


def search_processes(pids: Iterable[int], needles: dict[bytes, str]) -> set[str]:
    """Search arguments and environment of processes, as far as this user may read them."""
    found: set[str] = set()
    for pid in pids:
        for name in ("cmdline", "environ"):
            try:
                data = Path(f"/proc/{pid}/{name}").read_bytes()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            found |= {f"{name} of process {pid}: {said}" for said in found_in(data, needles)}
    return found


def a_file(sower: Sower, size: int) -> bytes:
    """A file of at least `size` bytes in which every line holds a canary."""
    line = (sower.sow("file") + "\n").encode("utf-8")
    noise = secrets.token_bytes(16).hex().encode("ascii") + b"\n"
    return (line + noise) * (size // len(line + noise) + 1)
