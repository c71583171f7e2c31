"""The tables of stages and vetting as people read them: a diagram and a table each, in Markdown.

Drawn from the tables themselves for docs/how-to/stages.md. Text out of data, nothing else.
"""

from collections.abc import Mapping

from django.utils.functional import Promise

from safeconduct.apps.cases.stages import (
    ASIDE,
    ENDED,
    OPEN,
    STAGE_NAMES,
    TRANSITIONS,
    VETTING_NAMES,
    VETTING_STEPS,
    Stage,
    Vetting,
    needs_reason,
)

Steps = Mapping[Stage, frozenset[Stage]] | Mapping[Vetting, frozenset[Vetting]]


def drawn() -> dict[str, str]:
    """Markdown by the names under which pages mark it."""
    return {
        "case-stages": f"{_road()}\n\n{_table(TRANSITIONS, STAGE_NAMES)}",
        "case-asides": _asides(),
        "case-reasons": _reasons(),
        "case-vetting": f"{_diagram(VETTING_STEPS)}\n\n{_table(VETTING_STEPS, VETTING_NAMES)}",
    }


def _diagram(steps: Steps, without: frozenset[str] = frozenset()) -> str:
    after = {old.value: {new.value for new in following} for old, following in steps.items()}
    kinds = [kind.value for kind in (Stage if Stage.ACCEPTED in after else Vetting)]
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [
        f"    {old} --> {new}"
        for old in kinds
        for new in kinds
        if new in after[old] and not {old, new} & without
    ]
    return "\n".join([*lines, "```"])


def _road() -> str:
    """The road alone: the steps aside would hide it, so they have their own part."""
    beside = ASIDE | (ENDED - {Stage.CLOSED})
    return _diagram(TRANSITIONS, frozenset(stage.value for stage in beside))


def _table(steps: Steps, names: Mapping[Stage, Promise] | Mapping[Vetting, Promise]) -> str:
    lines = ["| from | in words | may go to |", "|---|---|---|"]
    words = {code.value: str(name) for code, name in names.items()}
    after = {old.value: {new.value for new in following} for old, following in steps.items()}
    for old in words:
        to = ", ".join(f"`{new}`" for new in words if new in after[old])
        lines.append(f"| `{old}` | {words[old]} | {to or 'nothing: it is the end'} |")
    return "\n".join(lines)


def _asides() -> str:
    lines = []
    for stage in Stage:
        if stage not in ASIDE and stage not in ENDED - {Stage.CLOSED}:
            continue
        come = sum(stage in TRANSITIONS[old] for old in OPEN)
        back = "and back to any stage of the road" if stage in ASIDE else "for good"
        lines.append(f"- `{stage.value}` ({STAGE_NAMES[stage]}): from {come} stages, {back}")
    return "\n".join(lines)


def _reasons() -> str:
    free = [
        f"`{old.value}` → `{new.value}`"
        for old in Stage
        for new in Stage
        if new in TRANSITIONS[old] and not needs_reason(old, new)
    ]
    return "Steps that need no reason: " + ", ".join(free) + "."
