"""The tables of relocation as diagrams and lists for the documentation (docs/how-to/way-out.md).

Draws what the code holds and says nothing of its own; English only, like the documentation.
"""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils import translation

from safeconduct.apps.relocation.dossier import DEFAULT, PAPERS
from safeconduct.apps.relocation.stages import (
    EXCLUSION,
    FIRST,
    TABLES,
    ApplicationState,
    Exclusion,
    JourneyState,
    PartnerState,
    PlaceState,
    Table,
)

WORDS: Mapping[str, type[TextChoices]] = {
    "partner": PartnerState,
    "place": PlaceState,
    "application": ApplicationState,
    "journey": JourneyState,
}


def diagram(table: Table, first: str, words: type[TextChoices]) -> str:
    """A table as a Mermaid state diagram; states without a way on are ends."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {code}: {words(code).label}" for code in table]
    lines.append(f"    [*] --> {first}")
    for now, following in table.items():
        lines += [f"    {now} --> {to}" for to in following]
        if not following:
            lines.append(f"    {now} --> [*]")
    return "\n".join([*lines, "```"])


def usual_papers() -> str:
    """The usual list of papers, with what is asked of each."""
    lines = []
    for rule in DEFAULT:
        asked = []
        if rule.valid_days:
            asked.append(f"valid for {rule.valid_days} days after entry")
        if rule.newer_than_days:
            asked.append(f"not older than {rule.newer_than_days} days")
        if rule.copies > 1:
            asked.append(f"{rule.copies} of them")
        asked.append("for each person" if rule.each else "one for the household")
        lines.append(f"- {PAPERS[rule.code]}: {', '.join(asked)}")
    return "\n".join(lines)


def drawn() -> dict[str, str]:
    """Every part that the documentation takes from here, by its name."""
    with translation.override("en"):
        found = {
            f"{name}-states": diagram(table, FIRST[name], WORDS[name])
            for name, table in TABLES.items()
        }
        found["review-states"] = diagram(EXCLUSION, Exclusion.NOT_TRIGGERED, Exclusion)
        found["usual-papers"] = usual_papers()
    return found
