"""Where the code is, for the tests that read it."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "safeconduct"


@functools.cache
def committed() -> tuple[Path, ...]:
    """Every file that is in the repository or about to be; all but hidden ones outside git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        paths = {ROOT / name for name in listed.stdout.split("\0") if name}
    else:
        paths = {
            path
            for path in ROOT.rglob("*")
            if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
        }
    return tuple(sorted(path for path in paths if path.is_file()))


def modules(*, migrations: bool = False) -> Iterator[tuple[str, Path, ast.Module]]:
    """(path from the root, path, syntax tree) of each Python file under src."""
    for path in sorted(SOURCE.rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            tree = ast.parse(path.read_text("utf-8"), str(path))
            yield path.relative_to(ROOT).as_posix(), path, tree
