"""docs/methods/triage.md says what the code does."""

import doctest
import re
import tomllib
from pathlib import Path

import pytest

from safeconduct.methods.triage import load_table
from safeconduct.methods.triage.described import drawn

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "triage.md"
DRAWN = re.compile(r"<!-- drawn from the code: ([a-z-]+) -->(.*?)<!-- end", re.DOTALL)


def fenced(language: str) -> list[str]:
    """The code blocks of one language on the page."""
    found = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return [str(block) for block in found]


@pytest.mark.parametrize("name", drawn())
def test_the_tables_on_the_page_are_those_of_the_code(name: str) -> None:
    on_page = dict(DRAWN.findall(PAGE.read_text("utf-8")))
    assert on_page[name].strip() == drawn()[name], f"draw {name} anew from triage.described.drawn()"


def test_the_worked_example_runs() -> None:
    example = doctest.DocTestParser().get_doctest(
        "\n".join(fenced("python")), {}, "triage.md", str(PAGE), 0
    )
    said: list[str] = []
    result = doctest.DocTestRunner().run(example, out=said.append)
    assert result.attempted > 8
    assert result.failed == 0, "".join(said)


def test_the_table_of_ones_own_loads() -> None:
    (text,) = fenced("toml")
    assert load_table(tomllib.loads(text)).version == "ours.2026-12"
