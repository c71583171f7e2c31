"""Thousands of invented households in little time, for the Board and for search.

One household is made by the actions that the pages call; its rows are then copied under new ids.
What is sealed in a copy does not open, because an envelope is bound to its row: only what opens
nothing may be measured on copies. The first household stays whole.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models, transaction

from safeconduct.apps.audit.action import PUBLIC
from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases import actions as cases
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.records import (
    CaseSummary,
    CheckInTerms,
    Identity,
    PaperDetails,
    WrittenName,
)
from safeconduct.apps.cases.stages import Stage
from safeconduct.apps.intake import plea_actions
from safeconduct.apps.intake.codes import Urgency
from safeconduct.apps.intake.models import Plea
from safeconduct.apps.intake.plea_mailbox import MailboxKeys
from safeconduct.apps.intake.records import PleaContent
from safeconduct.apps.shelter.models import Flat, Stay
from safeconduct.apps.team.actor import Actor

BATCH = 2000
BEDS = 6
#: Where the copies stand, over and over: every place that the Board draws.
STAGES = (
    Stage.ACCEPTED,
    Stage.SHELTERED,
    Stage.SHELTERED,
    Stage.SHELTERED,
    Stage.ROUTABLE,
    Stage.IN_PROCESS,
    Stage.COMPROMISED,
    Stage.LOST_CONTACT,
    Stage.ON_HOLD,
    Stage.DEPARTED,
)
BANDS = ("emergency", "urgent", "normal", "urgent")
M = TypeVar("M", bound=models.Model)


def household(actor: Actor, persons: int = 3) -> Case:
    """One case as people work it: persons, danger, needs, tasks, papers, notes, check-ins."""
    names = (("Агат Яшмов", "cyrillic"), ("Agat Yashmov", "latin"))
    case = cases.open_case(
        actor,
        people=persons,
        summary=CaseSummary("Прячутся у знакомых до пятницы.", "только через страницу", "звонить"),
        language="ru",
        answers={"when": "within_week", "nearness": "city", "happened": ["outed_to_family"]},
        persons=[
            Identity(names=tuple(WrittenName(*name) for name in names), born=f"199{number}")
            for number in range(persons)
        ],
    )
    for number in range(3):
        cases.raise_need(actor, case.id, text=f"Нужны лекарства, {number}")
        cases.write_note(actor, case.id, text=f"Звонил связной, всё спокойно, {number}")
    for days in (-2, 0, 3):
        due = today() + timedelta(days=days)
        cases.add_task(actor, case.id, text="Спросить о бумагах", due_on=due, owner=actor.member.pk)
    details = PaperDetails("travel_passport", number="zz", expires=today() + timedelta(days=40))
    cases.add_paper(actor, case.id, details=details, state="valid")
    cases.agree_checkins(
        actor,
        case.id,
        first_due=now() + timedelta(minutes=10),
        every_minutes=24 * 60,
        order=[actor.member.pk],
        terms=CheckInTerms("через страницу"),
    )
    cases.move_stage(actor, case.id, to="routable", reason="готовы")
    return Case.objects.get(pk=case.pk)


def copies(model: Case, count: int) -> Iterator[Case]:
    """`count` unsaved copies of a case under new ids and codes, spread over stages and bands."""
    for number in range(count):
        case = copy(model, code=f"M-{number:06d}")
        case.stage, case.band = STAGES[number % len(STAGES)], BANDS[number % len(BANDS)]
        case.opened_on -= timedelta(days=number % 90)
        case.stage_since = case.opened_on
        case.look_again_on = today() + timedelta(days=number % 14 - 3)
        case.hidden_since = case.opened_on if case.stage == Stage.SHELTERED else None
        yield case


def copy(row: M, **changed: Any) -> M:
    """An unsaved copy of a row under a new id."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, "id": uuid4(), **changed})


@transaction.atomic
def add_copies(model: Case, count: int) -> list[UUID]:
    """Copy a case with all that hangs on it, hide those who are sheltered. Returns the new ids."""
    made = list(copies(model, count))
    insert(Case, made)
    parents: dict[type[models.Model], list[dict[UUID, UUID]]] = {
        Case: [{model.pk: case.pk} for case in made]
    }
    for table in below(Case):
        copy_below(table, parents, count)
    flats = [
        Flat(
            cover_name=f"Flat {number}",
            beds=BEDS,
            opened_on=model.opened_on - timedelta(days=100),
            state_on=model.opened_on,
            state_by=model.owner,
        )
        for number in range(count // 10 + 1)
    ]
    insert(Flat, flats)
    hidden = [case for case in made if case.stage == Stage.SHELTERED]
    stays = [
        Stay(
            case=case,
            flat=flats[number % len(flats)],
            beds=1,
            from_on=case.opened_on,
            hidden_since=case.opened_on,
            placed_by=model.owner,
        )
        for number, case in enumerate(hidden)
    ]
    insert(Stay, stays)
    return [case.pk for case in made]


def below(root: type[models.Model]) -> list[type[models.Model]]:
    """Tables of the same app that lead to `root` by foreign keys, nearest first."""
    found: list[type[models.Model]] = []
    known = {root}
    models_left = list(apps.get_app_config(root._meta.app_label).get_models())
    while True:
        more = [
            one
            for one in models_left
            if one not in known and any(field.related_model in known for field in foreign_keys(one))
        ]
        if not more:
            return found
        found += more
        known |= {*more}


def foreign_keys(table: type[models.Model]) -> "list[models.ForeignKey[Any, Any]]":
    """The table's foreign keys."""
    return [one for one in table._meta.concrete_fields if isinstance(one, models.ForeignKey)]


def copy_below(
    table: type[models.Model], parents: dict[type[models.Model], list[dict[UUID, UUID]]], count: int
) -> None:
    """Copy a table's rows once per copy of the case, pointing to the copies of their parents."""
    originals = list(table._default_manager.all())
    keys = [one for one in foreign_keys(table) if one.related_model in parents]
    ids: list[dict[UUID, UUID]] = []
    rows = []
    for number in range(count):
        ids.append({})
        for original in originals:
            moved = {
                key.attname: parents[key.related_model][number][getattr(original, key.attname)]
                for key in keys
                if getattr(original, key.attname) is not None
            }
            rows.append(copy(original, **moved))
            ids[number][original.pk] = rows[-1].pk
    parents[table] = ids
    insert(table, rows)


def insert(table: type[M], rows: list[M]) -> None:
    """Insert many rows, a batch at a time."""
    waiting = iter(rows)
    while part := list(islice(waiting, BATCH)):
        table._default_manager.bulk_create(part)


@transaction.atomic
def add_requests(count: int) -> None:
    """Requests that wait, of every urgency."""
    keys = MailboxKeys(bytes(32), bytes(16), bytes(1216))
    first = plea_actions.ask(
        PUBLIC, keys, content=PleaContent("помогите"), urgency=Urgency.NOW, language="ru"
    )
    urgencies = list(Urgency)
    insert(
        Plea,
        [
            copy(first, lookup_digest=uuid4().bytes * 2, urgency=urgencies[number % len(urgencies)])
            for number in range(count)
        ],
    )
