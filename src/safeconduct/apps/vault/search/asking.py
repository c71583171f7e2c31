"""What a search page shows: results by case, request, flat or partner, never the words found.

An entry counts only when the actor holds its compartment, its role may see that kind of thing,
and the row it leads to stands in a compartment that is held too. Nothing else is opened. The
audit chain learns how much was found, never what was typed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from safeconduct.apps.audit.action import action, record
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.team.roles import Standing
from safeconduct.apps.vault.search.looking import MOST_ENTRIES, Entry, look
from safeconduct.apps.vault.search.places import KINDS, PLACES, Kind

MOST_RESULTS = 50
MOST_LOOKS = 12
MOST_BY_NAME = 20


@dataclass(frozen=True)
class Result:
    """One thing that was found: what kind, its invented name, its page, and where it says so."""

    kind: Promise
    name: str
    url: str
    places: tuple[Promise, ...]


@dataclass(frozen=True)
class Answer:
    """Everything a search page needs. `sealed` are codes of compartments not looked at."""

    results: tuple[Result, ...]
    more: bool
    damaged: int
    sealed: tuple[str, ...]


def ask(actor: Actor, typed: str) -> Answer:
    """Look for what was typed, in either script, and write to the audit chain that it was done.

    Raises ChildGone when no search process can be had.
    """
    found: dict[tuple[str, UUID], dict[Promise, None]] = by_name(actor, typed)
    skip, more, damaged = 0, True, 0
    for _look in range(MOST_LOOKS):
        looked = look(actor, typed, skip=skip)
        more, damaged = looked.more, looked.damaged
        for key, words in subjects(actor, looked.entries):
            found.setdefault(key, {})[words] = None
        if not more or len(found) > MOST_RESULTS:
            break
        skip += MOST_ENTRIES
    results = results_of(actor, found)
    search(actor, found=len(results))
    return Answer(
        tuple(results[:MOST_RESULTS]), more or len(results) > MOST_RESULTS, damaged, not_held(actor)
    )


@action
def search(actor: Actor, *, found: int) -> None:
    """Write that the actor searched and how many things were found; what was typed is nowhere."""
    record(actor, "search", details={"found": found})


def not_held(actor: Actor) -> tuple[str, ...]:
    """Standing compartments that the actor holds no key of: a search leaves them out."""
    held = actor.held()
    standing = {str(code) for code in Standing}
    return tuple(
        code for pk, code in sorted(team.codes().items(), key=lambda one: one[1])
        if code in standing and pk not in held
    )  # fmt: skip


def table(label: str) -> type[models.Model] | None:
    """The model of a kind; None in an installation without that app."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def subjects(actor: Actor, entries: Iterable[Entry]) -> list[tuple[tuple[str, UUID], Promise]]:
    """For each entry that may be shown: what it leads to, and the place's words."""
    waiting: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        place = PLACES.get((entry.table, entry.column))
        if place is not None and actor.may(place.permission):
            waiting[entry.table, place.through].append(entry)
    tables = {model._meta.db_table: model for model in apps.get_models()}
    found = []
    for (name, through), group in waiting.items():
        leads = {entry.row: entry.row for entry in group}
        if through:
            rows = tables[name]._default_manager.filter(pk__in=leads)
            leads = dict(rows.values_list("pk", f"{through}_id"))
        for entry in group:
            if entry.row in leads:
                place = PLACES[entry.table, entry.column]
                found.append(((place.kind, leads[entry.row]), place.words))
    return found


def visible(actor: Actor, kind: Kind) -> models.QuerySet[models.Model] | None:
    """Rows of a kind that the actor may be led to; None when the role may not see any."""
    model = table(kind.model)
    if model is None or not actor.may(kind.permission):
        return None
    rows = model._default_manager.all()
    if any(column.name == "compartment" for column in model._meta.get_fields()):
        rows = rows.filter(compartment_id__in=actor.held())
    return rows


def by_name(actor: Actor, typed: str) -> dict[tuple[str, UUID], dict[Promise, None]]:
    """Things whose invented code is what was typed, or whose invented name contains it."""
    found: dict[tuple[str, UUID], dict[Promise, None]] = {}
    typed = typed.strip()
    for code, kind in KINDS.items():
        rows = visible(actor, kind) if kind.typed and typed else None
        if rows is None:
            continue
        if kind.typed == "code":
            rows = rows.filter(**{f"{kind.named_by}__in": {typed, typed.upper()}})
        else:
            rows = rows.filter(**{f"{kind.named_by}__icontains": typed})
        for pk in rows.values_list("pk", flat=True)[:MOST_BY_NAME]:
            found[code, pk] = {}
    return found


def results_of(actor: Actor, found: dict[tuple[str, UUID], dict[Promise, None]]) -> list[Result]:
    """The rows that were found, by kind and name, each with the places that say so."""
    results = []
    for code, kind in KINDS.items():
        ids = [pk for of, pk in found if of == code]
        rows = visible(actor, kind) if ids else None
        if rows is None:
            continue
        named = rows.filter(pk__in=ids).values_list("pk", kind.named_by)
        for pk, name in sorted(named, key=lambda one: (one[1], one[0])):
            # Two requests of one day are told apart by the beginning of their ids.
            shown = str(name) if kind.typed else f"{name:%Y-%m-%d} {pk.hex[:4]}"
            results.append(Result(kind.called, shown, page_of(kind, pk), tuple(found[code, pk])))
    return results


def page_of(kind: Kind, pk: UUID) -> str:
    """The page of one thing; empty where this installation has no such page."""
    try:
        return reverse(kind.url, args=(pk,))
    except NoReverseMatch:
        return ""
