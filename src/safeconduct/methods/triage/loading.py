"""Load a table of rules from a mapping (the shape of a TOML file) and say what is wrong with it.

Every problem is found at once and told with its place and what to do. A table that would call an
unanswered conversation normal is refused, as is one in which a lower band can outweigh a higher.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from safeconduct.methods.triage.default_table import DEFAULT_MAPPING, RULES_VERSION
from safeconduct.methods.triage.questions import ANSWERS, UNKNOWN, Dimension
from safeconduct.methods.triage.rules import (
    Band,
    Clause,
    Condition,
    Modifier,
    Rule,
    RuleTable,
    Sooner,
    Terms,
)

MOST_PERCENT = 300
"""No table may move a weight by more than ×3."""

_CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")


class TableError(ValueError):
    """A table that cannot be used. `problems` has one sentence for each thing to mend."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def load_table(mapping: Mapping[str, Any]) -> RuleTable:
    """Build a table, or raise `TableError` naming every problem found."""
    return _Loading(mapping).table()


class _Loading:
    """One reading of one mapping; collects problems instead of stopping at the first."""

    def __init__(self, mapping: Mapping[str, Any]) -> None:
        self.mapping = mapping
        self.problems: list[str] = []

    def table(self) -> RuleTable:
        self._keys(
            self.mapping,
            {"version", "bands", "rules"},
            {"modifiers", "sooner", "passport_short_days", "most_percent"},
            "table",
        )
        version = self.mapping.get("version")
        if not isinstance(version, str) or not version.strip():
            self.problems.append('version: give the table a version, such as "2026-12.ours".')
        elif version == RULES_VERSION and self.mapping != DEFAULT_MAPPING:
            self.problems.append(
                f"version: {version!r} is the built-in table's; give a changed table its own."
            )
        bands = self._bands()
        rules = self._rules()
        modifiers = self._modifiers()
        most = self._whole(self.mapping, "most_percent", "table", 100, MOST_PERCENT) or MOST_PERCENT
        sooner = self._sooner()
        short = self._whole(self.mapping, "passport_short_days", "table", 0, 3660)
        if not self.problems:
            table = RuleTable(
                version=str(version),
                bands=MappingProxyType(bands),
                rules=rules,
                modifiers=modifiers,
                sooner=sooner,
                passport_short_days=180 if short is None else short,
                most_percent=most,
            )
            self._whole_table(table)
        if self.problems:
            raise TableError(self.problems)
        return table

    def _whole_table(self, table: RuleTable) -> None:
        for lower, higher in pairwise(Band):
            low, high = table.bands[lower], table.bands[higher]
            if low.weight * table.most_percent // 100 > high.weight:
                self.problems.append(
                    f"bands.{higher}: weight must be at least {low.weight} x "
                    f"{table.most_percent} % of bands.{lower}, so that no {lower} case outweighs "
                    f"an {higher} one; raise it or lower most_percent."
                )
            if high.look_again_days > low.look_again_days:
                self.problems.append(
                    f"bands.{higher}: look_again_days must not be longer than bands.{lower}'s."
                )
        band, _ = table.band({d: frozenset({UNKNOWN}) for d in Dimension})
        if band is Band.NORMAL:
            self.problems.append(
                "rules: with every question unanswered the band would be normal; unknown is "
                "never safe, so add a rule that makes it urgent at least."
            )

    def _bands(self) -> dict[Band, Terms]:
        given = self._mapping(self.mapping.get("bands", {}), "bands")
        self._keys(given, {b.value for b in Band}, set(), "bands")
        bands = {}
        for band in Band:
            where = f"bands.{band}"
            terms = self._mapping(given.get(band.value, {}), where)
            self._keys(
                terms,
                {"weight", "look_again_days"},
                {"act_within_hours", "place_within_days"},
                where,
            )
            bands[band] = Terms(
                weight=self._whole(terms, "weight", where, 1, 1_000_000) or 1,
                act_within_hours=self._whole(terms, "act_within_hours", where, 1, 8784),
                place_within_days=self._whole(terms, "place_within_days", where, 1, 3660),
                look_again_days=self._whole(terms, "look_again_days", where, 1, 366) or 1,
            )
        return bands

    def _rules(self) -> tuple[Rule, ...]:
        rules = []
        for where, row in self._rows("rules"):
            self._keys(row, {"code", "band", "all"}, {"sentence"}, where)
            band = row.get("band")
            if band not in [b.value for b in Band]:
                self.problems.append(
                    f"{where}: band {band!r} is none; write emergency, urgent or normal."
                )
                continue
            code = str(row.get("code"))
            sentence = str(row.get("sentence", code))
            rules.append(Rule(code, Band(band), self._condition(row.get("all"), where), sentence))
        return tuple(rules)

    def _modifiers(self) -> tuple[Modifier, ...]:
        modifiers = []
        for where, row in self._rows("modifiers"):
            self._keys(row, {"code", "percent", "all"}, set(), where)
            percent = self._whole(row, "percent", where, 100, MOST_PERCENT)
            condition = self._condition(row.get("all"), where)
            modifiers.append(Modifier(str(row.get("code")), percent or 100, condition))
        return tuple(modifiers)

    def _sooner(self) -> tuple[Sooner, ...]:
        events = []
        for where, row in self._rows("sooner"):
            self._keys(row, {"code"}, {"if", "days"}, where)
            applies = self._answers(row["if"], f"{where}.if") if "if" in row else ()
            days = self._whole(row, "days", where, 1, 366)
            events.append(Sooner(str(row.get("code")), applies, days))
        return tuple(events)

    def _condition(self, given: Any, where: str) -> Condition:
        if not isinstance(given, list) or not given:
            self.problems.append(
                f"{where}: all must be a list of at least one clause, such as "
                '[{ nearness = ["place"] }].'
            )
            return ()
        return tuple(
            Clause(self._answers(clause, f"{where}.all[{number}]"))
            for number, clause in enumerate(given)
        )

    def _answers(self, given: Any, where: str) -> tuple[tuple[Dimension, frozenset[str]], ...]:
        pairs = []
        for key, listed in self._mapping(given, where).items():
            if key not in {d.value for d in Dimension}:
                self.problems.append(
                    f"{where}: {key!r} is no dimension; use one of {', '.join(Dimension)}."
                )
                continue
            dimension = Dimension(key)
            known = [a.value for a in ANSWERS[dimension]]
            if not isinstance(listed, list) or not listed:
                self.problems.append(f"{where}: list at least one answer of {key}.")
                continue
            for answer in listed:
                if answer not in known:
                    self.problems.append(
                        f"{where}: {answer!r} is no answer of {key}; use {', '.join(known)}."
                    )
            pairs.append((dimension, frozenset(a for a in listed if a in known)))
        if not pairs:
            self.problems.append(f"{where}: name at least one dimension with its answers.")
        return tuple(pairs)

    def _rows(self, name: str) -> list[tuple[str, Mapping[str, Any]]]:
        given = self.mapping.get(name, [])
        if not isinstance(given, list):
            self.problems.append(f"{name}: must be a list of tables, [[{name}]] in TOML.")
            return []
        rows, seen = [], set()
        for number, row in enumerate(given):
            code = row.get("code") if isinstance(row, Mapping) else None
            if not isinstance(code, str) or not _CODE.fullmatch(code):
                self.problems.append(
                    f"{name}[{number}]: give it a code of small letters, digits and underscores."
                )
                continue
            if code in seen:
                self.problems.append(f"{name}.{code}: this code is used twice; rename one.")
            seen.add(code)
            rows.append((f"{name}.{code}", row))
        return rows

    def _mapping(self, given: Any, where: str) -> Mapping[str, Any]:
        if isinstance(given, Mapping):
            return given
        self.problems.append(f"{where}: must be a table of names and values.")
        return {}

    def _keys(
        self, given: Mapping[str, Any], needed: set[str], allowed: set[str], where: str
    ) -> None:
        for key in sorted(needed - set(given)):
            self.problems.append(f"{where}: {key} is missing; add it.")
        for key in sorted(set(given) - needed - allowed):
            self.problems.append(f"{where}: {key!r} is not known here; remove it or mend its name.")

    def _whole(
        self, given: Mapping[str, Any], key: str, where: str, least: int, most: int
    ) -> int | None:
        value = given.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.problems.append(
                f"{where}: {key} must be a whole number from {least} to {most}, not {value!r}."
            )
            return None
        return value


DEFAULT = load_table(DEFAULT_MAPPING)
"""The built-in table."""
