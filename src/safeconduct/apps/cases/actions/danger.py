"""Assessing danger, and setting another band than the rules did: two people, with a reason."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import access, danger, policies
from safeconduct.apps.cases.models import Assessment, BandProposal, Case
from safeconduct.apps.cases.records import Assessed, Reason
from safeconduct.apps.team.access import check_here
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, must_open, open_sealed
from safeconduct.apps.vault.sealing import seal
from safeconduct.methods import triage

OVERRIDE_REFUSED = {
    "two_people_needed": _("Another member has to confirm this. Ask somebody else."),
    "reason_needed": _("Say why: another band needs a reason."),
    "same_band": _("The rules give this band already. Choose another one, or leave it."),
    "other_rules_version": _("The rules have changed since. Assess the danger again first."),
}


@action
def assess_danger(
    actor: Actor, case_id: UUID, *, answers: Mapping[str, str | list[str]], note: str = ""
) -> Assessment:
    """Judge the danger by the rules. Questions left out keep the answer of last time.

    A band that two members raised above the rules stands until two members set another; one
    they lowered ends with new answers. Raises Refused, Http404.
    """
    case = access.case_for_change(actor, case_id)
    policies.check_open(case)
    day = today()
    complete = danger.completed(answers, _earlier(actor, case))
    try:
        found = danger.judged(complete, day)
    except triage.UnknownAnswer as wrong:
        raise Refused(
            "unknown_answer", _("One of the answers is not on the list. Choose a listed one.")
        ) from wrong
    row = Assessment(
        case=case,
        compartment_id=case.compartment_id,
        place=Assessment.objects.filter(case=case).count(),
        made_on=day,
        made_by_id=actor.member.pk,
        band=found.band.value,
        weight=found.weight,
        look_again_on=found.look_again_on,
        rules_version=found.rules_version,
    )
    seal(row, "said", danger.kept(complete, found, note.strip()), actor)
    row.save(force_insert=True)
    proposals = BandProposal.objects.filter(case=case, ended_on__isnull=True)
    proposals.filter(confirmed_by__isnull=True).update(ended_on=day)
    case.band, case.weight = found.band.value, found.weight
    standing = proposals.filter(confirmed_by__isnull=False).first()
    if standing is not None:
        if danger.severity(standing.band) > found.band.severity:
            case.band = standing.band
            case.weight = danger.weight_of(standing.band, found.percent)
        else:
            proposals.update(ended_on=day)
    case.look_again_on = found.look_again_on
    case.save(update_fields=("band", "weight", "look_again_on"))
    record(
        actor,
        "assess_danger",
        row,
        case=case.id,
        details={"band": row.band, "set": case.band, "look_again_on": str(row.look_again_on)},
    )
    return row


def _earlier(actor: Actor, case: Case) -> dict[str, str | list[str]] | None:
    """The answers of last time. Raises Refused when they cannot be read: none may be lost."""
    last = _latest(case)
    said = open_sealed(actor, last, "said", Assessed) if last else None
    if isinstance(said, Sealed):
        raise Refused("sealed", _("You hold no key of the last assessment. Ask for it first."))
    return said.answers if said else None


def _latest(case: Case) -> Assessment | None:
    return Assessment.objects.filter(case=case).order_by("-place").first()


@action
def propose_band(actor: Actor, case_id: UUID, *, band: str, reason: str) -> BandProposal:
    """Propose another band than the rules gave. It counts once another member confirms it."""
    case = access.case_for_change(actor, case_id)
    policies.check_open(case)
    latest = _latest(case)
    if latest is None:
        raise Refused("assess_first", _("Assess the danger first, then propose another band."))
    if band not in {b.value for b in triage.Band}:
        raise Refused("no_band", _("Choose one of the three bands."))
    if band == case.band:
        raise Refused("same_band", _("The case has this band already."))
    waiting = BandProposal.objects.filter(
        case=case, confirmed_by__isnull=True, ended_on__isnull=True
    )
    if waiting.exists():
        raise Refused(
            "one_waiting", _("A proposal waits for its second person. Confirm or drop it first.")
        )
    proposal = BandProposal(
        case=case,
        compartment_id=case.compartment_id,
        assessment=latest,
        band=band,
        proposed_on=today(),
        proposed_by_id=actor.member.pk,
    )
    seal(proposal, "reason", Reason(policies.check_text(reason)), actor)
    proposal.save(force_insert=True)
    record(actor, "propose_band", proposal, case=case.id, details={"band": band})
    return proposal


@action
def confirm_band(actor: Actor, proposal_id: UUID) -> Case:
    """As the second person, set the proposed band. Raises Refused for the one who proposed it."""
    case, proposal = access.part_for_change(actor, BandProposal, proposal_id)
    policies.check_open(case)
    if proposal.ended_on is not None or proposal.confirmed_by_id is not None:
        raise Refused("not_waiting", _("This proposal no longer waits for anybody."))
    if proposal.proposed_by_id == actor.member.pk:
        raise Refused("two_people_needed", OVERRIDE_REFUSED["two_people_needed"])
    check_here(proposal.proposed_by_id)
    latest = _latest(case)
    assert latest is not None  # a proposal names the assessment it differs from
    said = must_open(actor, latest, "said", Assessed)
    reason = must_open(actor, proposal, "reason", Reason).text
    day = today()
    standing = BandProposal.objects.filter(
        case=case, confirmed_by__isnull=False, ended_on__isnull=True
    )
    standing.update(ended_on=day)
    proposal.confirmed_by_id, proposal.confirmed_on = actor.member.pk, day
    if proposal.band == latest.band:
        # Two people lift what two people had set: the rules' own band again.
        proposal.ended_on = day
        case.weight, look_again = latest.weight, latest.look_again_on
    else:
        by = (str(proposal.proposed_by_id), actor.who)
        try:
            set_by_two = danger.overridden(said, latest.made_on, proposal.band, by, reason)
        except triage.OverrideRefused as refused:
            raise Refused(refused.code, OVERRIDE_REFUSED[refused.code]) from refused
        case.weight, look_again = set_by_two.weight, set_by_two.look_again_on
    case.band = proposal.band
    case.look_again_on = min(look_again, case.look_again_on or look_again)
    proposal.save(update_fields=("confirmed_by", "confirmed_on", "ended_on"))
    case.save(update_fields=("band", "weight", "look_again_on"))
    record(actor, "confirm_band", proposal, case=case.id, details={"band": case.band})
    return case


@action
def drop_band(actor: Actor, proposal_id: UUID) -> BandProposal:
    """Drop a proposal that waits: whoever made it takes it back, or another declines."""
    case, proposal = access.part_for_change(actor, BandProposal, proposal_id)
    if proposal.ended_on is not None or proposal.confirmed_by_id is not None:
        raise Refused("not_waiting", _("This proposal no longer waits for anybody."))
    proposal.ended_on = today()
    proposal.save(update_fields=("ended_on",))
    record(actor, "drop_band", proposal, case=case.id, details={"band": proposal.band})
    return proposal
