"""Every public function of an actions.py goes through @action, and so through the audit chain."""

import ast
import importlib
from pathlib import Path

import pytest

from tests.walls.source import SOURCE

# Actions that happen when there is nobody yet who could act.
WITHOUT_ACTOR = {
    "found_workspace": "it makes the first member",
    "recover_member": "trustees bring back a member whose keys are lost",
}
ACTIONS = sorted(SOURCE.glob("apps/*/*actions.py")) + [
    path for path in sorted(SOURCE.glob("apps/*/actions/*.py")) if path.stem != "__init__"
]


def public_functions(text: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions another module could call."""
    return [
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
    ]


def decorators(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Their names as written."""
    return [ast.unparse(decorator) for decorator in function.decorator_list]


def test_there_are_actions() -> None:
    assert len(ACTIONS) >= 2


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: "-".join(path.parts[-3:]))
def test_every_public_function_is_an_action(path: Path) -> None:
    unmarked = [
        function.name
        for function in public_functions(path.read_text("utf-8"))
        if decorators(function)[:1] != ["action"]
    ]
    assert unmarked == [], "mark these with @action (outermost), or begin their names with _"


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: "-".join(path.parts[-3:]))
def test_the_first_thing_an_action_is_told_is_who_acts(path: Path) -> None:
    unsaid = []
    for function in public_functions(path.read_text("utf-8")):
        if function.name in WITHOUT_ACTOR:
            continue
        first = [*function.args.posonlyargs, *function.args.args][:1]
        if not first or first[0].arg != "actor":
            unsaid.append(function.name)
    assert unsaid == []


def test_the_mark_is_real() -> None:
    """The decorator seen in the text is audit's own, not another of the same name."""
    for path in ACTIONS:
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        module = importlib.import_module(name)
        for function in public_functions(path.read_text("utf-8")):
            assert getattr(vars(module)[function.name], "is_action", False) is True, function.name
