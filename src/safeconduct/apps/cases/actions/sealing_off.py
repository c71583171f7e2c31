"""Sealing a case off: its own compartment, for chosen members, everything in it sealed anew."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.cases import access
from safeconduct.apps.cases.models import Called, Case, CheckInAgreement, Task
from safeconduct.apps.team import queries as team
from safeconduct.apps.team import roles
from safeconduct.apps.team.actions import open_compartment
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.moving import columns_from_row, move_to

# Sealing a findable column writes its words anew; these are not moved by themselves.
SEARCH_TABLES = frozenset({"vault_searchentry", "vault_searchsegment"})


@action
def seal_off_case(actor: Actor, case_id: UUID, *, members: Sequence[UUID]) -> Case:
    """Give the case its own compartment. Only the chosen members, and the actor, know of it after.

    Every sealed row of the case in its present compartment is sealed anew (version + 1) to the
    new one. Work of members who are left out falls back to nobody; their place in the order of
    calls falls to the actor where nobody else stands in it. Raises Refused, Http404.
    """
    case = access.case_for_change(actor, case_id)
    chosen = {*members, actor.member.pk}
    able = {m.pk for m in team.active_members() if roles.may(m.role, "work_cases")}
    if not chosen <= able:
        raise Refused(
            "cannot_work_it", _("Choose only members whose role works cases, and who are here.")
        )
    old = case.compartment_id
    new = open_compartment(actor, members=sorted(chosen))
    moved = 0
    for row in list(_sealed_rows(case, old)):
        move_to(actor, row, new.pk)
        moved += 1
    case.refresh_from_db()
    _leave_out(actor, case, chosen)
    record(
        actor,
        "seal_off_case",
        case,
        case=case.id,
        details={"compartment": new.code, "members": len(chosen), "rows": moved},
    )
    return case


def _sealed_rows(case: Case, compartment: UUID) -> Iterator[models.Model]:
    """Every row of any table that belongs to the case and is sealed to its compartment."""
    for model in apps.get_models():
        if not columns_from_row(model) or model._meta.db_table in SEARCH_TABLES:
            continue
        rows = model._default_manager.filter(compartment_id=compartment)
        if model is Case:
            rows = rows.filter(pk=case.pk)
        elif "case_id" in {f.attname for f in model._meta.concrete_fields}:
            rows = rows.filter(case_id=case.pk)
        else:
            continue
        yield from rows.select_for_update(of=("self",))


def _leave_out(actor: Actor, case: Case, chosen: set[UUID]) -> None:
    """Take work and calls from members who cannot see the case any more."""
    if case.owner_id is not None and case.owner_id not in chosen:
        case.owner_id = actor.member.pk
        case.save(update_fields=("owner",))
    left_out = Task.objects.filter(case=case, done_on__isnull=True).exclude(owner__in=chosen)
    left_out.update(owner=None)
    for agreement in CheckInAgreement.objects.filter(case=case, ended_on__isnull=True):
        Called.objects.filter(agreement=agreement).exclude(member__in=chosen).delete()
        if not Called.objects.filter(agreement=agreement).exists():
            Called.objects.create(agreement=agreement, place=1, member_id=actor.member.pk)
