"""Who may reach a case and its rows. What is not yours is not there: 404, never 403.

A case that was sealed off exists only for the members who hold its own compartment.
"""

from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404

from safeconduct.apps.cases.models import Case
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor

M = TypeVar("M", bound=models.Model)


def cases_for(actor: Actor) -> QuerySet[Case]:
    """Cases the actor may work: those whose compartment the actor holds. Raises Http404."""
    need(actor, "work_cases")
    return Case.objects.filter(compartment__in=actor.held())


def cases_seen(actor: Actor) -> QuerySet[Case]:
    """Cases whose codes, stages and dates the Board may show: all but those sealed off from the
    actor. Raises Http404."""
    need(actor, "see_board")
    return Case.objects.filter(Q(compartment__standing=True) | Q(compartment__in=actor.held()))


def sealed_off(actor: Actor) -> int:
    """How many cases are sealed off from the actor: all that is said of them. Raises Http404."""
    need(actor, "see_board")
    return Case.objects.exclude(
        Q(compartment__standing=True) | Q(compartment__in=actor.held())
    ).count()


def case_for(actor: Actor, case_id: UUID) -> Case:
    """One case. Raises Http404."""
    found = cases_for(actor).select_related("owner", "compartment").filter(pk=case_id).first()
    if found is None:
        raise Http404
    return found


def case_for_change(actor: Actor, case_id: UUID) -> Case:
    """One case, its row locked until the transaction ends. Raises Http404."""
    found = cases_for(actor).select_for_update().filter(pk=case_id).first()
    if found is None:
        raise Http404
    return found


def part_for(actor: Actor, model: type[M], part_id: UUID) -> M:
    """A row that belongs to a case the actor may work. Raises Http404."""
    rows = model._default_manager.filter(pk=part_id, case__in=cases_for(actor))
    found = rows.select_related("case").first()
    if found is None:
        raise Http404
    return found


def part_for_change(actor: Actor, model: type[M], part_id: UUID) -> tuple[Case, M]:
    """A row of a case and that case, both locked: the case first. Raises Http404."""
    case_id = model._default_manager.filter(pk=part_id).values_list("case", flat=True).first()
    if case_id is None:
        raise Http404
    case = case_for_change(actor, case_id)
    return case, model._default_manager.select_for_update().get(pk=part_id)
