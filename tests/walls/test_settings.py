"""Every setting that the environment can give is described in docs/how-to/settings.md."""

import re

from tests.walls.source import ROOT, SOURCE

NAME = re.compile(r"\b(SAFECONDUCT_[A-Z][A-Z_]*[A-Z]|DATABASE_URL)\b")
PAGE = ROOT / "docs" / "how-to" / "settings.md"


def read_in_source() -> set[str]:
    """The names that stand in Python files under src."""
    return {name for path in SOURCE.rglob("*.py") for name in NAME.findall(path.read_text("utf-8"))}


def test_every_setting_is_described() -> None:
    described = set(re.findall(r"^## `([A-Z_]+)`", PAGE.read_text("utf-8"), re.MULTILINE))
    assert read_in_source() - described == set()


def test_no_setting_is_described_that_nothing_reads() -> None:
    described = set(re.findall(r"^## `([A-Z_]+)`", PAGE.read_text("utf-8"), re.MULTILINE))
    assert described - read_in_source() == set()
