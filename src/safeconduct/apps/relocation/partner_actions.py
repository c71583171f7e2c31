"""What happens with partners and their ways in: added, briefed, agreed, suspended, talked to.

Only whoever keeps partners does these; everything that tells who a partner is gets sealed.
"""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.relocation import access
from safeconduct.apps.relocation.cover import check_cover_name
from safeconduct.apps.relocation.models import Application, Contact, Hold, Partner, Route
from safeconduct.apps.relocation.progress import happened_on
from safeconduct.apps.relocation.records import (
    ContactNote,
    PartnerIdentity,
    PartnerTerms,
    Reason,
    RouteTerms,
)
from safeconduct.apps.relocation.stages import (
    CLOSED,
    PARTNER,
    ApplicationState,
    Confidentiality,
    HoldState,
    LegalBasis,
    MustBe,
    PartnerKind,
    PartnerState,
    RouteStatus,
    check_move,
)
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import erase, seal

WITH_VISA = (ApplicationState.VISA_ISSUED, ApplicationState.PRE_DEPARTURE)


def _check_partner(
    cover_name: str,
    kind: str,
    confidentiality: str,
    identity: PartnerIdentity,
    but: UUID | None = None,
) -> str:
    """The cover name, tidied. Raises Refused for what cannot be kept."""
    cover_name = " ".join(cover_name.split())
    if not cover_name or len(cover_name) > 40:
        raise Refused("bad_cover", _("Give a cover name of 1 to 40 characters."))
    if kind not in PartnerKind or confidentiality not in Confidentiality:
        raise Refused("bad_choice", _("Choose one of the answers in the list."))
    if not identity.name.strip():
        raise Refused("no_name", _("Say who the partner is. It is sealed to the partners' circle."))
    others = Partner.objects.filter(cover_name__iexact=cover_name)
    if (others.exclude(pk=but) if but else others).exists():
        raise Refused("cover_taken", _("This cover name is taken. Invent another one."))
    check_cover_name(cover_name, identity)
    return cover_name


@action
def add_partner(
    actor: Actor,
    *,
    cover_name: str,
    kind: str,
    confidentiality: str,
    identity: PartnerIdentity,
    terms: PartnerTerms | None = None,
    contacted_on: date | None = None,
) -> Partner:
    """Add a partner under an invented cover name. It begins as contacted."""
    need(actor, "see_partners")
    cover_name = _check_partner(cover_name, kind, confidentiality, identity)
    on = happened_on(contacted_on)
    partner = Partner(
        cover_name=cover_name,
        kind=kind,
        confidentiality=confidentiality,
        state=PartnerState.CONTACTED,
        contacted_on=on,
        state_since=on,
    )
    seal(partner, "identity", identity, actor)
    seal(partner, "terms", terms or PartnerTerms(), actor)
    partner.save(force_insert=True)
    record(actor, "add_partner", partner, details={"kind": kind})
    return partner


@action
def change_partner(
    actor: Actor,
    partner_id: UUID,
    *,
    cover_name: str,
    kind: str,
    confidentiality: str,
    identity: PartnerIdentity,
    terms: PartnerTerms,
) -> Partner:
    """Change what is known about a partner, and its terms."""
    partner = access.partner_for_change(actor, partner_id)
    partner.cover_name = _check_partner(cover_name, kind, confidentiality, identity, but=partner.id)
    partner.kind, partner.confidentiality = kind, confidentiality
    seal(partner, "identity", identity, actor)
    seal(partner, "terms", terms, actor)
    partner.save()
    record(actor, "change_partner", partner, details={"confidentiality": confidentiality})
    return partner


@action
def move_partner(actor: Actor, partner_id: UUID, *, to: str, on: date | None = None) -> Partner:
    """Note that a partner was briefed, agreed, declined, fell silent or suspended its help.

    A partner that suspends its help takes every way in with it.
    """
    partner = access.partner_for_change(actor, partner_id)
    check_move(PARTNER, partner.state, to, PartnerState)
    day = happened_on(on, partner.contacted_on)
    was = partner.state
    if to == PartnerState.BRIEFED:
        partner.briefed_on = partner.briefed_on or day
    if to == PartnerState.AGREED:
        partner.agreed_on = partner.agreed_on or day
        partner.agreed_until = None
    elif was == PartnerState.AGREED:
        assert partner.agreed_on is not None  # a constraint of the table
        partner.agreed_until = happened_on(day, partner.agreed_on)
    partner.state, partner.state_since = to, day
    partner.save()
    if to == PartnerState.SUSPENDED:
        for route in partner.routes.filter(status=RouteStatus.ACTIVE):
            suspend_route(actor, route.id)
    record(actor, "move_partner", partner, details={"from": was, "to": to})
    return partner


@action
def note_contact(
    actor: Actor, partner_id: UUID, *, note: ContactNote, on: date | None = None
) -> Contact:
    """Write down a contact with a partner: with whom, what was said, what was promised."""
    partner = access.partner_for_change(actor, partner_id)
    if not note.said.strip():
        raise Refused("empty", _("Write what was said."))
    entry = Contact(partner=partner, on=happened_on(on), by_id=actor.member.id)
    seal(entry, "note", note, actor)
    entry.save(force_insert=True)
    record(actor, "note_contact", entry, details={"partner": str(partner.id)})
    return entry


def _check_terms(terms: RouteTerms) -> None:
    """Raises Refused for codes nobody knows or days in the wrong order."""
    if terms.legal_basis not in LegalBasis or terms.must_be not in MustBe:
        raise Refused("bad_choice", _("Choose one of the answers in the list."))
    days = [
        d
        for d in (terms.lead_days_min, terms.lead_days_usual, terms.lead_days_max)
        if d is not None
    ]
    if days != sorted(days) or any(d < 0 for d in days):
        raise Refused(
            "bad_lead", _("The shortest time cannot be longer than the usual or the longest one.")
        )


@action
def add_route(
    actor: Actor, partner_id: UUID, *, terms: RouteTerms, opened_on: date | None = None
) -> Route:
    """Add one of a partner's ways in."""
    partner = access.partner_for_change(actor, partner_id)
    _check_terms(terms)
    number = 1 + max(partner.routes.values_list("number", flat=True), default=0)
    route = Route(partner=partner, number=number, opened_on=happened_on(opened_on))
    seal(route, "terms", terms, actor)
    route.save(force_insert=True)
    record(actor, "add_route", route, details={"partner": str(partner.id)})
    return route


@action
def change_route(actor: Actor, route_id: UUID, *, terms: RouteTerms) -> Route:
    """Change the terms of a way in. Checklists already made stay as they are."""
    route = access.route_for_change(actor, route_id)
    _check_terms(terms)
    seal(route, "terms", terms, actor)
    route.save()
    record(actor, "change_route", route)
    return route


@action
def suspend_route(
    actor: Actor, route_id: UUID, *, reason: str = "", with_visas: bool = False
) -> Route:
    """Suspend a way in, and with it every application under way, also of cases far along.

    Those with a visa in hand go on unless `with_visas` says that visas do not hold either. Each
    case's own history gets an event, whoever may read that case.
    """
    route = access.route_for_change(actor, route_id)
    if route.status == RouteStatus.SUSPENDED:
        raise Refused("suspended", _("This way is suspended already."))
    route.status, route.suspended_on = RouteStatus.SUSPENDED, today()
    if reason.strip():
        seal(route, "reason", Reason(reason.strip()), actor)
    route.save()
    spared = () if with_visas else WITH_VISA
    under_way = (
        Application.objects.select_for_update()
        .filter(route=route, ended_on__isnull=True)
        .exclude(state__in=[*CLOSED, *spared, ApplicationState.ROUTE_SUSPENDED])
    )
    stopped = 0
    for application in under_way:
        application.before_suspension = application.state
        application.state = ApplicationState.ROUTE_SUSPENDED
        application.state_since = today()
        application.save()
        stopped += 1
        record(
            actor,
            "suspend_route",
            application,
            case=application.case_id,
            details={"from": application.before_suspension},
        )
    record(actor, "suspend_route", route, details={"applications": stopped})
    return route


@action
def resume_route(actor: Actor, route_id: UUID) -> Route:
    """Open a suspended way again; its applications go on where they stood.

    Refused while the partner itself has not agreed to help (again).
    """
    route = access.route_for_change(actor, route_id)
    if route.status == RouteStatus.ACTIVE:
        raise Refused("active", _("This way is open already."))
    if route.partner.state != PartnerState.AGREED:
        raise Refused(
            "not_agreed",
            _("First note that %(partner)s has agreed to help again.")
            % {"partner": route.partner.cover_name},
        )
    route.status, route.suspended_on = RouteStatus.ACTIVE, None
    erase(route, "reason")
    route.save()
    waiting = Application.objects.select_for_update().filter(
        route=route, state=ApplicationState.ROUTE_SUSPENDED
    )
    resumed = 0
    for application in waiting:
        back = application.before_suspension
        held = Hold.objects.filter(application=application, state=HoldState.HELD).exists()
        if back == ApplicationState.PLACE_HELD and not held:
            back = ApplicationState.CONSENTED
        application.state, application.before_suspension = back, ""
        application.state_since = today()
        application.save()
        resumed += 1
        record(actor, "resume_route", application, case=application.case_id, details={"to": back})
    record(actor, "resume_route", route, details={"applications": resumed})
    return route
