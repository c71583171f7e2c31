"""Who is in the household, and when each of them got out."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access, policies
from safeconduct.apps.cases.actions.opening import MOST_PEOPLE
from safeconduct.apps.cases.models import Case, Person
from safeconduct.apps.cases.records import Identity
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal


@action
def add_person(actor: Actor, case_id: UUID, *, identity: Identity | None = None) -> Person:
    """Add a person to the household, at most eight. Raises Refused, Http404."""
    case = access.case_for_change(actor, case_id)
    policies.check_open(case)
    if case.people >= MOST_PEOPLE:
        raise Refused("full", _("A case has at most eight people. Open another case for more."))
    case.people += 1
    case.save(update_fields=("people",))
    person = Person(case=case, compartment_id=case.compartment_id, ordinal=case.people)
    if identity is not None:
        seal(person, "identity", identity, actor)
    person.save(force_insert=True)
    record(actor, "add_person", person, case=case.id, details={"ordinal": person.ordinal})
    return person


@action
def change_person(actor: Actor, person_id: UUID, *, identity: Identity) -> Person:
    """Say who a person is: names, birth, papers' nationality, languages, health, ties."""
    case, person = access.part_for_change(actor, Person, person_id)
    seal(person, "identity", identity, actor)
    person.save(update_fields=("identity", "identity_version"))
    record(actor, "change_person", person, case=case.id, details={"ordinal": person.ordinal})
    return person


@action
def decide_split(actor: Actor, case_id: UUID, *, may_be_split: bool) -> Case:
    """Write down whether the household agrees to be placed apart. Silence means no."""
    case = access.case_for_change(actor, case_id)
    policies.check_open(case)
    case.may_be_split = may_be_split
    case.save(update_fields=("may_be_split",))
    record(actor, "decide_split", case, case=case.id, details={"may_be_split": may_be_split})
    return case


@action
def bring_out(
    actor: Actor, case_id: UUID, *, on: date | None = None, persons: Sequence[UUID] | None = None
) -> Case:
    """Write down that people were brought out of the region, to the day.

    `persons` are ids of the case's persons; None means all who have not been brought out yet.
    Raises Refused, Http404.
    """
    case = access.case_for_change(actor, case_id)
    day = policies.check_past(on or today())
    chosen = _chosen(case, persons)
    if persons is None:
        chosen = chosen.filter(evacuated_on__isnull=True)
    if chosen.filter(left_country_on__lt=day).exists():
        raise Refused("left_before", _("Somebody had left the country before that day."))
    ordinals = list(chosen.values_list("ordinal", flat=True))
    chosen.update(evacuated_on=day)
    record(
        actor,
        "bring_out",
        case,
        case=case.id,
        details={"on": day.isoformat(), "persons": ordinals},
    )
    return case


@action
def leave_country(
    actor: Actor, case_id: UUID, *, on: date | None = None, persons: Sequence[UUID] | None = None
) -> Case:
    """Write down that people left the country, to the day. The stage is moved apart from this.

    `persons` are ids of the case's persons; None means all who have not left yet.
    Raises Refused, Http404.
    """
    case = access.case_for_change(actor, case_id)
    day = policies.check_past(on or today())
    chosen = _chosen(case, persons)
    if persons is None:
        chosen = chosen.filter(left_country_on__isnull=True)
    if chosen.filter(evacuated_on__gt=day).exists():
        raise Refused(
            "brought_out_later", _("Somebody was brought out of the region after that day.")
        )
    ordinals = list(chosen.values_list("ordinal", flat=True))
    chosen.update(left_country_on=day)
    record(
        actor,
        "leave_country",
        case,
        case=case.id,
        details={"on": day.isoformat(), "persons": ordinals},
    )
    return case


def _chosen(case: Case, persons: Sequence[UUID] | None) -> QuerySet[Person]:
    rows = Person.objects.filter(case=case).order_by(F("ordinal"))
    if persons is None:
        return rows
    chosen = rows.filter(pk__in=persons)
    if not persons or chosen.count() != len(set(persons)):
        raise Refused("who", _("Choose people of this case."))
    return chosen
