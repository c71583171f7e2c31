"""What code may look like: no hidden machinery, one clock, nothing that walks round access.py."""

import ast
import re

from tests.walls.source import modules

# Names that say nothing of what a class is for. Django's own bases may lend theirs.
EMPTY_NAMES = re.compile(r"(Manager|Service|Handler|Processor|Mixin|Helper|Util|Utils)$")
CLOCKS = {
    "src/safeconduct/apps/audit/clock.py": "the clock itself",
    "src/safeconduct/apps/team/second_factor.py": "a person's telephone keeps the real time",
}
CLOCK_CALLS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localtime"),
    ("timezone", "localdate"),
    ("time", "time"),
    ("time", "time_ns"),
}


def tail(node: ast.expr) -> str:
    """The last name of a dotted expression."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_classes_are_named_after_things() -> None:
    found = []
    for name, _, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ClassDef):
                continue
            ending = EMPTY_NAMES.search(node.name)
            if ending and not any(tail(base).endswith(ending[1]) for base in node.bases):
                found.append(f"{name}: {node.name}")
    assert found == []


def test_one_clock() -> None:
    """A rehearsal moves the clock; whoever reads another one would live in a different year."""
    found = []
    for name, _, tree in modules():
        if name in CLOCKS:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and (tail(node.value), node.attr) in CLOCK_CALLS:
                found.append(f"{name}:{node.lineno}: {tail(node.value)}.{node.attr}")
            if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
                found.append(f"{name}:{node.lineno}: {node.arg}")
    assert found == []


def test_nothing_happens_behind_the_reader() -> None:
    """No signals, no generic keys, no logic in save(), no admin, no imports inside functions."""
    banned = (
        "django.db.models.signals",
        "django.dispatch",
        "django.contrib.admin",
        "django.contrib.contenttypes",
    )
    found = []
    for name, _, tree in modules():
        for node in ast.walk(tree):
            imported = []
            if isinstance(node, ast.ImportFrom):
                imported = [node.module or ""]
                imported += [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                imported = [alias.name for alias in node.names]
            found += [f"{name}: imports {m}" for m in imported if m.startswith(banned)]
            if isinstance(node, ast.ClassDef) and name.endswith("/models.py"):
                found += [
                    f"{name}: {node.name}.{part.name}()"
                    for part in node.body
                    if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"}
                ]
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found += [
                    f"{name}:{inner.lineno}: import inside {node.name}()"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    assert found == []
