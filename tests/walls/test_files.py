"""What a file may be called, how long it may be, and what may not stand in it."""

import re
from pathlib import Path

from tests.walls.source import ROOT, SOURCE, committed, modules

LINES = 400
# Drawers into which anything can be thrown.
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "shared"}
# Left for later is left out. Written in pieces so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplemented" + r"Error)\b")
# Where packages came from is nobody's business, and differs on every machine.
ADDRESSES = re.compile(
    r"--(extra-)?index" + r"-url|--find" + r"-links|--trusted" + r"-host|py" + r"pi\.org|"
    r"python" + r"hosted\.org|file" + r"://|@ file" + r":|registry\.npm" + r"js",
    re.IGNORECASE,
)
# The command that makes the locks names the options that keep addresses out of them.
ADDRESS_FREE_BY_OPTION = re.compile(r"--no-emit-[a-z-]+")


def text_of(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def test_no_file_names_where_packages_come_from() -> None:
    found = []
    for path in committed():
        text = text_of(path)
        if text is None or path.name == "LICENSE":
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if ADDRESSES.search(ADDRESS_FREE_BY_OPTION.sub("", line)):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_every_locked_requirement_has_its_hash() -> None:
    for name in ("run", "dev", "lock"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        assert "http" not in text
        blocks = re.split(r"\n(?=\S)", text.strip())
        unhashed = [block for block in blocks if "==" not in block or "--hash=sha256:" not in block]
        assert unhashed == []


def test_tests_run_on_the_versions_that_serve() -> None:
    def versions(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        return dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", text, re.MULTILINE))

    tested = versions("dev")
    assert {name: tested.get(name) for name in versions("run")} == versions("run")


def test_no_drawer_for_anything() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in committed()
        if FORBIDDEN_NAMES & {part.partition(".")[0] for part in path.relative_to(ROOT).parts}
    ]
    assert found == []


def test_no_file_past_four_hundred_lines() -> None:
    long = {
        name: count
        for name, path, _ in modules()
        if (count := len(path.read_text("utf-8").splitlines())) > LINES
    }
    assert long == {}


def test_every_module_says_what_it_does() -> None:
    silent = []
    for name, path, tree in modules():
        if path.name == "__init__.py" and not tree.body:
            continue
        said = tree.body[0] if tree.body else None
        value = getattr(getattr(said, "value", None), "value", None)
        if not (isinstance(value, str) and len(value.strip()) >= 20):
            silent.append(name)
    assert silent == []


def test_nothing_is_left_for_later() -> None:
    found = []
    for path in committed():
        if not path.is_relative_to(SOURCE):
            continue
        for number, line in enumerate((text_of(path) or "").splitlines(), 1):
            if UNFINISHED.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []
