"""What the documentation names exists, and what it promises to list in full is in full.

Links, verbs and options of the command line, settings, make targets, tests named as evidence, and
the columns that stand plain in the database.
"""

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from safeconduct.apps.vault.fields import SealedField, SealedVersion
from safeconduct.cli.main import build_parser

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SETTING = re.compile(r"\b(SAFECONDUCT_[A-Z][A-Z_]*[A-Z]|DATABASE_URL)\b")
# Read by the command line for its own author, or by the tests: not part of an installation.
SETTINGS_OF_TESTS = {"SAFECONDUCT_TEST_DATABASE", "SAFECONDUCT_TEST_PROCESSES"}
PLACEHOLDER = re.compile(r"[<…|$]")


def code_of(page: Path) -> list[str]:
    """Every piece of a page that is set as code: in backquotes, or a line indented by four."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", text)
    return spans + [line.strip() for line in re.findall(r"^ {4,}(.+)$", text, re.MULTILINE)]


def parsers(
    parser: argparse.ArgumentParser, verbs: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every verb of the command line with its parser; the whole command line is the verb ()."""
    yield verbs, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                yield from parsers(child, (*verbs, name))


@pytest.fixture(scope="module")
def verbs() -> dict[tuple[str, ...], set[str]]:
    """Every verb and the options it takes."""
    return {
        verb: {option for action in parser._actions for option in action.option_strings}
        for verb, parser in parsers(build_parser())
    }


def commands(page: Path) -> Iterator[list[str]]:
    """The words after `safeconduct` in each command that a page gives."""
    for code in code_of(page):
        words = code.partition("#")[0].split()
        names = [
            n
            for n, word in enumerate(words)
            if re.search(r"(^|/bin/)safeconduct$", word) and words[n - 1 : n] != ["-u"]
        ]
        if names and names[0] < 3:
            said = " ".join(words[names[0] + 1 :])
            try:
                yield shlex.split(said)
            except ValueError:
                yield said.split()


def anchors(page: Path) -> set[str]:
    """The anchors that headings of a page make, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    dead = []
    for target in LINK.findall(page.read_text("utf-8")):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        other = page.parent.joinpath(path) if path else page
        if not other.exists() or (anchor and anchor not in anchors(other)):
            dead.append(target)
    assert dead == []


def test_the_index_leads_to_every_page() -> None:
    index = ROOT / "docs" / "index.md"
    led = {
        index.parent.joinpath(target).resolve() for target in LINK.findall(index.read_text("utf-8"))
    }
    decisions = {page for page in PAGES if page.parent.name == "adr"}
    pages = {page for page in PAGES if page.is_relative_to(index.parent)} - decisions - {index}
    assert {page.relative_to(ROOT).as_posix() for page in pages - led} == set()


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_options_exist(name: str, verbs: dict[tuple[str, ...], set[str]]) -> None:
    wrong = []
    for words in commands(ROOT / name):
        verb: tuple[str, ...] = ()
        for word in words:
            if (*verb, word) not in verbs:
                break
            verb = (*verb, word)
        rest = words[len(verb) :]
        takes_verbs = any(len(v) == len(verb) + 1 and v[: len(verb)] == verb for v in verbs)
        if rest and takes_verbs and not rest[0].startswith("-") and not PLACEHOLDER.search(rest[0]):
            wrong.append(" ".join(words))
        options = {word.partition("=")[0] for word in rest if word.startswith("--")}
        if options - verbs[verb]:
            wrong.append(" ".join(words))
    assert wrong == []


def test_every_option_named_alone_exists(verbs: dict[tuple[str, ...], set[str]]) -> None:
    known = set().union(*verbs.values())
    named = {
        (name, option)
        for name in NAMES
        if name == "README.md" or name.startswith("docs/how-to/")
        for code in re.findall(r"`(--[^`\n]+)`", (ROOT / name).read_text("utf-8"))
        for option in [code.split()[0].partition("=")[0]]
    }
    assert {(name, option) for name, option in named if option not in known} == set()


def test_the_readme_names_every_verb(verbs: dict[tuple[str, ...], set[str]]) -> None:
    table = " ".join(re.findall(r"^\| `.*$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    said = set(re.findall(r"[a-z-]+", " ".join(re.findall(r"`([^`]+)`", table))))
    assert {word for verb in verbs for word in verb} - said == set()


def test_settings_named_exist_and_those_that_exist_are_named() -> None:
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in SETTING.findall(path.read_text("utf-8"))
    }
    page = (ROOT / "docs" / "how-to" / "settings.md").read_text("utf-8")
    assert read - set(SETTING.findall(page)) == set()
    named = {(n, s) for n in NAMES for s in SETTING.findall((ROOT / n).read_text("utf-8"))}
    assert {(n, s) for n, s in named if s not in read | SETTINGS_OF_TESTS} == set()


@pytest.mark.parametrize("name", NAMES)
def test_make_targets_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    said = {
        target
        for code in code_of(ROOT / name)
        for target in re.findall(r"(?:^|&& )make ([a-z]+)\b", code.partition("#")[0])
    }
    assert said - targets == set()


def test_evidence_named_in_the_threat_model_exists() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    files = set(re.findall(r"`(tests/[\w/]+\.py)`", text))
    functions = set(re.findall(r"`(test_\w+)`", text))
    assert files and functions
    assert {file for file in files if not (ROOT / file).exists()} == set()
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert {name for name in functions if f"def {name}(" not in sources} == set()


def plain_columns(model: type[models.Model]) -> set[str]:
    """The columns of a table that are not sealed, without its id and the counters of versions."""
    return {
        column.name
        for column in model._meta.local_concrete_fields
        if not isinstance(column, SealedField | SealedVersion) and column.name != "id"
    }


def test_every_plain_column_is_listed_with_its_reason() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \| ([^|]+) \|$", text, re.MULTILINE)
    listed = {table: set(re.findall(r"`(\w+)`", columns)) for table, columns, _ in rows}
    real = {model._meta.db_table: plain_columns(model) for model in apps.get_models()}
    assert listed == real
    assert [table for table, _, reason in rows if len(reason.split()) < 3] == []
