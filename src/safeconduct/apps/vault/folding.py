"""Folds text so that a search finds it in either script: Хасан finds Hasan, ё finds е."""

import re
import unicodedata

from anyascii import anyascii

_SPACES = re.compile(r"\s+")
# Letters that transliterations write in several ways; both sides of a search are folded alike.
_ALIKE = (("kh", "h"), ("yo", "e"), ("ye", "e"), ("iy", "i"), ("yi", "i"), ("y", "i"), ("w", "v"))


def fold(text: str) -> str:
    """Lower-case Latin letters, digits and single spaces, alike for Cyrillic and Latin spelling."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    latin = anyascii(plain).lower()
    for written, folded in _ALIKE:
        latin = latin.replace(written, folded)
    return _SPACES.sub(" ", latin).strip()
