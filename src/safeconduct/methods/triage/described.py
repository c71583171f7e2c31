"""The table as people read it: Markdown for the page in docs/methods, drawn from the data.

Text out of a table, nothing else: it reads and writes no file. Codes are shown as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from safeconduct.methods.triage.loading import DEFAULT
from safeconduct.methods.triage.order import CERTAIN, WORSE
from safeconduct.methods.triage.questions import ANSWERS, ONE_ANSWER, Dimension
from safeconduct.methods.triage.rules import Band, Condition, RuleTable


def drawn(table: RuleTable = DEFAULT) -> Mapping[str, str]:
    """Markdown tables by the names under which pages mark them."""
    return {
        "triage-questions": _questions(),
        "triage-order": _order(),
        "triage-bands": _bands(table),
        "triage-rules": _rows(
            ("code", "band", "holds when"),
            ((r.code, r.band.value, _when(r.condition)) for r in table.rules),
        ),
        "triage-modifiers": _rows(
            ("code", "percent", "holds when"),
            ((m.code, str(m.percent), _when(m.condition)) for m in table.modifiers),
        ),
        "triage-sooner": _sooner(table),
    }


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _in_order(dimension: Dimension, answers: Iterable[str]) -> str:
    given = frozenset(answers)
    return ", ".join(a.value for a in ANSWERS[dimension] if a in given)


def _when(condition: Condition) -> str:
    return " **and** ".join(
        " or ".join(f"{d.value}: {_in_order(d, answers)}" for d, answers in clause.any_of)
        for clause in condition
    )


def _questions() -> str:
    return _rows(
        ("dimension", "takes", "answers", "worse than unknown"),
        (
            (
                d.value,
                "one" if d in ONE_ANSWER else "several",
                _in_order(d, (a.value for a in ANSWERS[d])),
                _in_order(d, CERTAIN[d]),
            )
            for d in Dimension
        ),
    )


def _order() -> str:
    return _rows(
        ("dimension", "less severe < worse"),
        (
            (d.value, "; ".join(f"{less} < {worse}" for less, worse in pairs))
            for d, pairs in WORSE.items()
        ),
    )


def _bands(table: RuleTable) -> str:
    return _rows(
        (
            "band",
            "weight per person-day",
            "act within (hours)",
            "place within (days)",
            "look again (days)",
        ),
        (
            (
                band.value,
                f"{terms.weight} to {table.weight(band, table.most_percent)}",
                str(terms.act_within_hours or "no clock"),
                str(terms.place_within_days or "no clock"),
                str(terms.look_again_days),
            )
            for band, terms in ((b, table.bands[b]) for b in reversed(Band))
        ),
    )


def _sooner(table: RuleTable) -> str:
    return _rows(
        ("code", "named when", "at most (days)"),
        (
            (
                event.code,
                " or ".join(f"{d.value}: {_in_order(d, a)}" for d, a in event.applies) or "always",
                str(event.days or ""),
            )
            for event in table.sooner
        ),
    )
