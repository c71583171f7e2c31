"""Which answer is worse than which: one partial order per dimension, as data.

`unknown` has a place in every order: above every answer except the few that are certain danger.
A condition of a rule names its least answers and holds for them and everything worse, so a table
of rules cannot make a worse answer count for less. This module judges no person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from safeconduct.methods.triage.questions import ANSWERS, Dimension

WORSE: Mapping[Dimension, tuple[tuple[str, str], ...]] = {
    Dimension.HUNTER: (
        ("none", "state"),
        ("none", "family"),
        ("none", "armed_group"),
        ("state", "unknown"),
        ("family", "unknown"),
        ("armed_group", "unknown"),
        ("unknown", "state_and_family"),
    ),
    Dimension.AIM: (
        ("none", "find"),
        ("none", "extort"),
        ("none", "make_inform"),
        ("find", "return_by_force"),
        ("find", "detain"),
        ("extort", "unknown"),
        ("make_inform", "unknown"),
        ("return_by_force", "unknown"),
        ("detain", "unknown"),
        ("unknown", "kill"),
    ),
    Dimension.HAPPENED: (
        ("none", "threatened"),
        ("none", "outed_to_family"),
        ("none", "relatives_made_to_sign"),
        ("none", "detained"),
        ("relatives_made_to_sign", "relatives_taken"),
        ("threatened", "unknown"),
        ("outed_to_family", "unknown"),
        ("relatives_taken", "unknown"),
        ("detained", "unknown"),
        ("unknown", "tortured"),
        ("unknown", "attempt_on_life"),
    ),
    Dimension.NEARNESS: (
        ("does_not_know", "region"),
        ("region", "city"),
        ("city", "unknown"),
        ("unknown", "place"),
    ),
    Dimension.TRACES: (
        ("none", "called"),
        ("none", "filed_missing"),
        ("called", "unknown"),
        ("filed_missing", "unknown"),
        ("unknown", "visited"),
        ("unknown", "phone_tracked"),
        ("unknown", "filed_wanted"),
    ),
    Dimension.WHEN: (
        ("later", "within_week"),
        ("within_week", "unknown"),
        ("unknown", "within_day"),
        ("within_day", "now"),
    ),
    Dimension.PAPERS: (
        ("travel_passport", "passport_short"),
        ("passport_short", "passport_expired"),
        ("passport_expired", "internal_only"),
        ("internal_only", "withheld"),
        ("withheld", "unknown"),
        ("unknown", "exit_ban"),
        ("exit_ban", "wanted_list"),
    ),
    Dimension.ALONE_WITH: (
        ("none", "children"),
        ("none", "dependants"),
        ("none", "illness"),
        ("none", "no_money"),
        ("none", "no_language"),
        ("children", "unknown"),
        ("dependants", "unknown"),
        ("illness", "unknown"),
        ("no_money", "unknown"),
        ("no_language", "unknown"),
        ("unknown", "medicine_running_out"),
        ("unknown", "self_harm_risk"),
    ),
    Dimension.EXPOSURE: (
        ("none", "spoke_to_journalists"),
        ("none", "publicly_known"),
        ("spoke_to_journalists", "unknown"),
        ("publicly_known", "unknown"),
        ("unknown", "witness"),
    ),
}
"""(less severe, worse) pairs; the order is their reflexive and transitive closure."""


def _closure(dimension: Dimension) -> dict[str, frozenset[str]]:
    direct: dict[str, set[str]] = {a.value: set() for a in ANSWERS[dimension]}
    for less, worse in WORSE[dimension]:
        direct[less].add(worse)
    closed: dict[str, frozenset[str]] = {}
    for start in direct:
        seen, todo = {start}, [start]
        while todo:
            for nxt in direct[todo.pop()] - seen:
                seen.add(nxt)
                todo.append(nxt)
        closed[start] = frozenset(seen)
    return closed


_AT_LEAST: Mapping[Dimension, Mapping[str, frozenset[str]]] = {d: _closure(d) for d in Dimension}


def at_least(dimension: Dimension, least: Iterable[str]) -> frozenset[str]:
    """The given answers and every answer worse than one of them.

    Raises `KeyError` for an answer that is not one of the dimension's.
    """
    return frozenset().union(*(_AT_LEAST[dimension][answer] for answer in least))


def at_most(dimension: Dimension, answer: str) -> frozenset[str]:
    """The given answer and every answer less severe than it."""
    return frozenset(a for a, worse in _AT_LEAST[dimension].items() if answer in worse)


def no_worse(dimension: Dimension, these: Iterable[str], those: Iterable[str]) -> bool:
    """Whether every one of `these` is matched by one of `those` that is the same or worse."""
    others = frozenset(those)
    return all(_AT_LEAST[dimension][answer] & others for answer in these)


CERTAIN: Mapping[Dimension, frozenset[str]] = {
    d: at_least(d, ["unknown"]) - {"unknown"} for d in Dimension
}
"""The answers that are worse than unknown. All others never outweigh an unanswered question."""

LEAST: Mapping[Dimension, str] = {
    d: next(a.value for a in ANSWERS[d] if len(_AT_LEAST[d][a.value]) == len(ANSWERS[d]))
    for d in Dimension
}
"""The one harmless answer of each dimension; every other is worse."""
