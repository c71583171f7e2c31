"""Template filters that put events into words: {{ verb|verb_label }}, {{ details|about:row }}."""

from typing import Any

from django import template

from safeconduct.apps.audit.labels import label
from safeconduct.apps.audit.queries import Happened

register = template.Library()


@register.filter
def verb_label(verb: str) -> str:
    """The sentence part of a verb, in the current language."""
    return label(verb)


@register.filter
def about(details: dict[str, Any], row: Happened) -> str:
    """What an event is about, in codes: tables and the first digits of ids, never contents."""
    if row.verb == "open":
        rows = details.get("rows", [])
        columns = sorted({entry.rpartition("/")[2] for entry in rows})
        return f"{details.get('table', '')}: {', '.join(columns)} ({len(rows)})"
    said = "; ".join(
        f"{key}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for key, value in details.items()
        if value not in (None, [], "")
    )
    place = f"{row.table} {str(row.row)[:8]}" if row.row else row.table
    return f"{place} {said}".strip()
