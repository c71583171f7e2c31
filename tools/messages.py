"""Collects and compiles the translations with Babel, so that Debian's gettext is not needed.

`update` reads every text marked for translation in Python and in templates and brings each
`locale/<language>/LC_MESSAGES/django.po` up to date; `compile` turns those into the `.mo` files
that run; `missing` lists what has no translation yet and fails when there is any. It translates
nothing and drops no translation: one whose English is gone is kept as obsolete.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "safeconduct"
LOCALE = SOURCE / "locale"
LANGUAGES = ("ru", "ar")

# Which argument of each marking function is the text, its plural, or its context ("c").
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER_LINE = re.compile(rb'"[A-Z][A-Za-z-]+: ')
TRANSLATOR_COMMENTS = ("Translators:",)


def extract_template(
    fileobj: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[Any]:
    """Texts of a Django template: `templatize` blanks out all that is not to be translated.

    Lines lose their indentation, which would not be valid Python.
    """
    marked = templatize(fileobj.read().decode("utf-8"))
    flat = "\n".join(line.strip() for line in marked.splitlines())
    yield from extract_python(BytesIO(flat.encode("utf-8")), keywords, comment_tags, options)


def collected() -> Catalog:
    """Every text marked for translation under src/safeconduct, each with the files it stands in."""
    catalog = Catalog(project="Safeconduct", charset="utf-8", fuzzy=False)
    for path in sorted(SOURCE.rglob("*")):
        method: Any
        if path.suffix == ".py" and "migrations" not in path.parts:
            method = "python"
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            method = extract_template
        else:
            continue
        with path.open("rb") as file:
            found = extract(method, file, KEYWORDS, TRANSLATOR_COMMENTS, {"encoding": "utf-8"})
            for line, message, comments, context in found:
                name = path.relative_to(SOURCE).as_posix()
                catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def catalogue(language: str) -> Path:
    """Where a language's translations are kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """A language's translations; empty when it has none yet."""
    path = catalogue(language)
    if not path.exists():
        return Catalog(locale=language, project="Safeconduct", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def update(languages: Iterable[str]) -> None:
    """Write each language's .po with today's texts; guesses nothing (no fuzzy matching)."""
    template = collected()
    for language in languages:
        catalog = read(language)
        before = {(m.id, m.context) for m in catalog if m.id}
        catalog.update(template, no_fuzzy_matching=True)
        catalog.fuzzy = False
        catalog.header_comment = f"# Safeconduct, {language}. `make messages` lists the texts."
        path = catalogue(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        written = BytesIO()
        write_po(written, catalog, width=100, sort_by_file=True, omit_header=False)
        path.write_bytes(without_dates(written.getvalue()))
        new = len({(m.id, m.context) for m in catalog if m.id} - before)
        print(f"{language}: {len(catalog)} texts, {new} new, {len(untranslated(catalog))} to do")


def without_dates(po: bytes) -> bytes:
    """The same file without line numbers, dates and names, which would change at every run."""
    said = (b'"Language: ', b'"Plural-Forms', b'"MIME-Version', b'"Content-')
    in_header = True
    kept = []
    for line in po.splitlines():
        in_header = in_header and line != b""
        if in_header and HEADER_LINE.match(line) and not line.startswith(said):
            continue
        if line.startswith(b"#: "):
            places = dict.fromkeys(p.rsplit(b":", 1)[0] for p in line[3:].split())
            line = b"#: " + b" ".join(places)
        kept.append(line)
    return b"\n".join(kept) + b"\n"


def untranslated(catalog: Catalog) -> list[str]:
    """The English texts without a translation (a plural counts when any form is empty)."""
    waiting = []
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(forms):
            first = message.id if isinstance(message.id, str) else message.id[0]
            waiting.append(first)
    return waiting


def compile_all(languages: Iterable[str]) -> None:
    """Write the .mo beside each .po. Raises ValueError when a translation's %-format is wrong."""
    for language in languages:
        path = catalogue(language)
        if not path.exists():
            continue
        catalog = read(language)
        wrong = [
            f"{path}: {message.id!r}: {error}"
            for message, errors in catalog.check()
            for error in errors
        ]
        if wrong:
            raise ValueError("\n".join(wrong))
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


def missing(languages: Iterable[str]) -> int:
    """Print what has no translation; the number of such texts."""
    waiting = 0
    template = collected()
    for language in languages:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        for text in untranslated(catalog):
            print(f"{language}: {text!r}")
            waiting += 1
    return waiting


def main() -> int:
    """Entry point; 0 when done, 1 when `missing` found any."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("do", choices=["update", "compile", "missing"])
    parser.add_argument("languages", nargs="*", default=LANGUAGES)
    chosen = parser.parse_args()
    settings.configure(USE_I18N=False)
    if chosen.do == "update":
        update(chosen.languages)
    elif chosen.do == "compile":
        compile_all(chosen.languages)
    else:
        return 1 if missing(chosen.languages) else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
