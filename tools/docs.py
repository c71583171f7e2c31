"""Redraws the parts of the documentation that the code already knows.

A page marks such a part with two comments, `<!-- from the code: NAME -->` and
`<!-- end of NAME -->`; what stands between them is replaced. `--check` changes nothing and fails
when a page has fallen behind. A name that nobody here can draw is an error.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.config.testing")
django.setup()

from safeconduct.apps.cases import described as cases  # noqa: E402
from safeconduct.apps.relocation import described as relocation  # noqa: E402
from safeconduct.apps.team.roles import PERMISSIONS, ROLES  # noqa: E402  (Django comes first)

PAGES = Path(__file__).resolve().parent.parent / "docs"
PART = re.compile(
    r"(<!-- from the code: (?P<name>[a-z-]+) -->\n).*?(<!-- end of (?P=name) -->)", re.DOTALL
)


def roles() -> str:
    """Each role in plain words: what it is for, what it may do, what it can read."""
    said = []
    for role in ROLES.values():
        may = [f"- may {words}" for code, words in PERMISSIONS.items() if code in role.may]
        said += [f"### {role.name}\n", f"{role.describes}\n", *may]
        said += [f"- holds the keys of: {', '.join(role.holds)}\n"]
    return "\n".join(said)


def of_cases(name: str) -> Callable[[], str]:
    """A part that the tables of stages draw."""
    return lambda: cases.drawn()[name]


def of_relocation(name: str) -> Callable[[], str]:
    """A part that the tables of relocation draw."""
    return lambda: relocation.drawn()[name]


DRAWN: dict[str, Callable[[], str]] = {
    "roles": roles,
    **{name: of_cases(name) for name in cases.drawn()},
    **{name: of_relocation(name) for name in relocation.drawn()},
}


def redrawn(page: str) -> str:
    """A page's text with every marked part drawn afresh. Raises KeyError for an unknown name."""
    return PART.sub(lambda part: part[1] + "\n" + DRAWN[part["name"]]() + "\n" + part[3], page)


def behind() -> list[Path]:
    """The pages that no longer say what the code says."""
    return [
        path
        for path in sorted(PAGES.rglob("*.md"))
        if redrawn(path.read_text("utf-8")) != path.read_text("utf-8")
    ]


def main() -> int:
    """Entry point; 1 when `--check` found a page that has fallen behind."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, only look")
    chosen = parser.parse_args()
    pages = behind()
    for path in pages:
        print(path.relative_to(PAGES.parent))
        if not chosen.check:
            path.write_text(redrawn(path.read_text("utf-8")), "utf-8")
    return 1 if chosen.check and pages else 0


if __name__ == "__main__":
    sys.exit(main())
