"""Linking requests that belong together. A link can always be undone; nothing is merged."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import this_hour, today
from safeconduct.apps.intake import access, stages
from safeconduct.apps.intake.codes import LinkKind, MessageKind, Stage
from safeconduct.apps.intake.models import Link, Message, Plea
from safeconduct.apps.team.actor import Actor


@action
def mark_duplicate(actor: Actor, plea_id: UUID, *, of: UUID) -> Link:
    """Say that a request repeats another one; work goes on with the other. Raises Refused, 404."""
    # Both locked, in one order: two requests must not become duplicates of each other, because
    # nobody would work on either.
    both = {one: access.plea_for_change(actor, one) for one in sorted({plea_id, of})}
    plea, other = both[plea_id], both[of]
    stages.check_open(plea.stage)
    if plea.pk != other.pk and other.stage in (Stage.DUPLICATE, Stage.WITHDRAWN):
        raise Refused(
            "not_worked_on",
            _("That request is a duplicate itself or was withdrawn. Choose the one to go on with."),
        )
    link = _linked(actor, LinkKind.DUPLICATE_OF, plea, other)
    plea.stage, plea.stage_since, plea.waits_since = Stage.DUPLICATE, today(), None
    plea.save(update_fields=("stage", "stage_since", "waits_since"))
    record(actor, "mark_duplicate", plea, details={"of": str(of), "from": link.stage_before})
    return link


@action
def same_person_as(actor: Actor, plea_id: UUID, *, other: UUID) -> Link:
    """Say that two requests come from, or are about, the same person. Raises Refused, Http404."""
    plea = access.plea_for_change(actor, plea_id)
    link = _linked(actor, LinkKind.SAME_PERSON_AS, plea, access.plea_for(actor, other))
    record(actor, "same_person_as", plea, details={"other": str(other)})
    return link


@action
def unlink(actor: Actor, link_id: UUID) -> Link:
    """Undo a link; a duplicate goes back to the stage it came from. Raises Refused, Http404."""
    link = access.link_for_change(actor, link_id)
    if link.undone_on is not None:
        raise Refused("undone", _("This link has been undone already."))
    link.undone_by_id, link.undone_on = actor.member.pk, today()
    link.save(update_fields=("undone_by", "undone_on"))
    plea = access.plea_for_change(actor, link.one_id)
    if link.kind == LinkKind.DUPLICATE_OF and plea.stage == Stage.DUPLICATE:
        plea.stage, plea.stage_since = link.stage_before, today()
        if not _answered(plea):
            # Marking it as a duplicate took it off the list of those who wait for us.
            plea.waits_since = plea.waits_since or this_hour()
        plea.save(update_fields=("stage", "stage_since", "waits_since"))
    record(actor, "unlink", plea, details={"link": str(link.id), "kind": link.kind})
    return link


def _answered(plea: Plea) -> bool:
    """Whether the newest message is ours. The request itself counts as the first of theirs."""
    last = Message.objects.filter(plea=plea).order_by("-number").first()
    return last is not None and last.kind != MessageKind.THEIRS


def _linked(actor: Actor, kind: LinkKind, plea: Plea, other: Plea) -> Link:
    """A new link. Raises Refused for itself, and for two that are linked so already."""
    if plea.pk == other.pk:
        raise Refused("itself", _("Choose another request than this one."))
    both = Q(one=plea, other=other) | Q(one=other, other=plea)
    if Link.objects.filter(both, kind=kind, undone_on__isnull=True).exists():
        raise Refused("linked", _("These two are linked already."))
    return Link.objects.create(
        kind=kind,
        one=plea,
        other=other,
        stage_before=plea.stage if kind == LinkKind.DUPLICATE_OF else "",
        made_by_id=actor.member.pk,
        made_on=today(),
    )
