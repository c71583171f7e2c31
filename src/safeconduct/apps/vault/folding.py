"""Folds text so that a search finds it in either script: Хасан finds Hasan, ё finds е.

What is kept and what is typed go through the same fold, so it may be coarse: it must only map
every usual spelling of a name to one. It is made so that the beginning of a word folds to the
beginning of the folded word; where a transliteration has two letters for one sound and only one
of them has been typed, `spellings` gives the others. Refuses nothing: any text folds to something,
perhaps to nothing.
"""

import re
import unicodedata

from anyascii import anyascii

# One letter to its Latin form. Soft and hard signs and apostrophes are dropped, and so is the
# palochka of the Caucasian languages, in whatever way it is typed.
_LETTERS = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхыэіґў", "abvgdeeziiklmnoprstufhieigu", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia"}
    | {"є": "ie", "ї": "i", "q": "k", "w": "v", "y": "i", "x": "ks"}
    | {"č": "ch", "ç": "ch", "š": "sh", "ş": "sh", "ž": "zh", "ğ": "g", "ı": "i"}
    | dict.fromkeys("ьъӏ'’‘ʼʹʺ`´′\u0301\u0306\u0307\u0308")
)
# Several letters to one sound: German and French spellings first, then the glides, which
# transliterations write as i, y, j or not at all (Aishat, Ayshat; Dudaev, Dudayev).
_SOUNDS = (
    ("tsch", "ch"), ("tch", "ch"), ("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("gh", "g"),
    ("tz", "ts"), ("dzh", "zh"), ("dj", "j"),
)  # fmt: skip
_GLIDES = (
    ("ou", "u"), ("ie", "e"), ("io", "e"),
    ("ai", "a"), ("ei", "e"), ("oi", "o"), ("ui", "u"), ("ii", "i"),
)  # fmt: skip
_J_AS_GLIDE = re.compile("(?<=[aeiou])j(?![aeiou])")
# The last letter typed may be half of a sound; the first may be a glide that was folded away.
_ENDS = (("k", "h"), ("i", "e"), ("d", "zh"), ("o", "u"))


def fold(text: str) -> str:
    """Lower-case ASCII and single spaces, alike for Cyrillic and Latin spelling; idempotent."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    if not text.isascii():
        text = anyascii(text).lower().translate(_LETTERS)
    text, before = " ".join(text.split()), ""
    # A rule may make room for another, so all are repeated until nothing changes.
    while text != before:
        before = text
        for written, sound in _SOUNDS:
            text = text.replace(written, sound)
        if "j" in text:
            text = _J_AS_GLIDE.sub("", text).replace("j", "zh")
        for written, sound in _GLIDES:
            text = text.replace(written, sound)
    return text


def spellings(word: str) -> list[str]:
    """The folded spellings of which one must occur where `word` was typed, the plainest first.

    Empty when nothing of the word is left after folding.
    """
    folded = fold(word)
    if not folded:
        return []
    found = [folded]
    found += [folded[: -len(end)] + other for end, other in _ENDS if folded.endswith(end)]
    if folded[0] == "i" and len(folded) > 1:
        found += [vowel + rest for rest in [one[1:] for one in found] for vowel in "aeou"]
    return found
