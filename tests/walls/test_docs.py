"""The documentation says what the code says, and leads nowhere that is not there."""

import re

from tests.walls.source import ROOT, committed
from tools import docs

LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")
MAKE = re.compile(r"(?<![\w-])make ([a-z]+)\b")


def pages() -> list[tuple[str, str]]:
    """(path from the root, text) of every page in Markdown."""
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for path in committed()
        if path.suffix == ".md"
    ]


def test_parts_drawn_from_the_code_are_up_to_date() -> None:
    assert docs.behind() == [], "run: make docs"


def test_links_between_pages_lead_somewhere() -> None:
    dead = [
        f"{name}: {target}"
        for name, text in pages()
        for target in LINK.findall(text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert dead == []


def test_commands_named_in_the_documentation_exist() -> None:
    """Only where they are set as code, because `make` is also a word."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    unknown = []
    for name, text in pages():
        code = re.findall(r"`([^`\n]+)`|^(?: {4}|\t)(.+)$", text, re.MULTILINE)
        for fragment in ("".join(parts).partition("#")[0] for parts in code):
            if fragment.strip().startswith("make "):
                unknown += [f"{name}: make {t}" for t in MAKE.findall(fragment) if t not in targets]
    assert unknown == []
