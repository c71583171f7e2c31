"""What happens with an application until it is handed in: list of papers, reading, consent.

Every function needs `work_relocation` and a case the member can reach. Texts that caseworkers can
read must not name a partner (cover.py).
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, action, record
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases.access import case_for_change
from safeconduct.apps.cases.stages import Stage, Vetting
from safeconduct.apps.relocation import access, dossier, places
from safeconduct.apps.relocation.cover import check_names_nobody
from safeconduct.apps.relocation.models import Application, Consent
from safeconduct.apps.relocation.papers import findings_for
from safeconduct.apps.relocation.progress import (
    advance,
    bring_case_to,
    check_on_the_road,
    check_open,
    consent_on,
    fall_back,
    happened_on,
    hold_on,
    step,
)
from safeconduct.apps.relocation.records import (
    Checklist,
    ConsentText,
    PaperRule,
    Reason,
    RouteTerms,
)
from safeconduct.apps.relocation.stages import (
    APPLICATION,
    CLOSED,
    ApplicationState,
    Exclusion,
    RouteStatus,
    check_move,
)
from safeconduct.apps.team.access import need
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import open_sealed
from safeconduct.apps.vault.sealing import seal

NOT_TO_BE_HANDED_IN = (Vetting.UNSEEN, *places.HELD_BACK)


@action
def start_application(
    actor: Actor, case_id: UUID, *, route_id: UUID, persons: int | None = None
) -> Application:
    """Begin an application of a case on one way in, with the list of papers it needs.

    The list is the partner's own where the member can open it, otherwise the usual one.
    """
    need(actor, "work_relocation")
    case = case_for_change(actor, case_id)
    route = access.route_to_apply(actor, route_id)
    places.check_case(case)
    if route.status == RouteStatus.SUSPENDED:
        raise Refused("suspended", _("This way is suspended. Choose another one."))
    open_ones = Application.objects.filter(case=case, route=route, ended_on__isnull=True)
    if open_ones.exclude(state__in=CLOSED).exists():
        raise Refused("under_way", _("This case has an application on this way already."))
    persons = persons or case.people
    if not 1 <= persons <= case.people:
        raise Refused(
            "bad_number",
            _("This case has %(people)d people. Apply for that many at most.")
            % {"people": case.people},
        )
    application = Application(
        case=case,
        compartment_id=case.compartment_id,
        route=route,
        persons=persons,
        state=ApplicationState.DRAFT,
        started_on=today(),
        state_since=today(),
        started_by_id=actor.member.id,
    )
    terms = open_sealed(actor, route, "terms", RouteTerms)
    if isinstance(terms, RouteTerms) and terms.papers:
        checklist = Checklist(terms.papers, from_partner=True)
    else:
        checklist = Checklist(dossier.DEFAULT)
    seal(application, "checklist", checklist, actor)
    application.save(force_insert=True)
    record(actor, "start_application", application, case=case.id, details={"route": str(route.id)})
    return application


def _keep_checklist(actor: Actor, application: Application, checklist: Checklist) -> None:
    """Seal a checklist and write down, in plain, how many papers miss and a month to watch."""
    seal(application, "checklist", checklist, actor)
    findings = findings_for(actor, application, checklist, today())
    if findings is not None:
        application.missing = sum(finding.missing for finding in findings)
        enter_by = dossier.enter_by(findings)
        application.passport_month = enter_by.replace(day=1) if enter_by else None
        application.looked_through_on = today()
    application.save()


def _checklist(actor: Actor, application: Application) -> Checklist:
    """The application's list of papers. Raises Refused without the key."""
    checklist = open_sealed(actor, application, "checklist", Checklist)
    if not isinstance(checklist, Checklist):
        raise Refused("sealed", _("You do not hold the key of this case. Ask somebody who does."))
    return checklist


@action
def look_through_papers(
    actor: Actor, application_id: UUID, *, brought: Sequence[str] = ()
) -> Application:
    """Compare the papers of the case with the list. `brought` are those seen by eye."""
    application = access.application_for_change(actor, application_id)
    check_open(application)
    before = _checklist(actor, application)
    known = {rule.code for rule in before.papers}
    if set(brought) - known:
        raise Refused("bad_choice", _("Choose papers of the list."))
    checklist = Checklist(before.papers, before.from_partner, tuple(brought))
    _keep_checklist(actor, application, checklist)
    record(
        actor,
        "look_through_papers",
        application,
        case=application.case_id,
        details={"missing": application.missing},
    )
    return application


@action
def change_checklist(
    actor: Actor, application_id: UUID, *, papers: Sequence[PaperRule] | None = None
) -> Application:
    """Change the list of papers; without `papers`, take over the partner's own list.

    The second needs the partners' key and a list on the way in.
    """
    application = access.application_for_change(actor, application_id)
    check_open(application)
    before = _checklist(actor, application)
    from_partner = papers is None
    if papers is None:
        terms = open_sealed(actor, application.route, "terms", RouteTerms)
        if not isinstance(terms, RouteTerms) or not terms.papers:
            raise Refused(
                "no_list",
                _("There is no list of papers on this way that you can open. Ask an officer."),
            )
        papers = terms.papers
    if {rule.code for rule in papers} - set(dossier.PAPERS):
        raise Refused("bad_choice", _("Choose papers of the list."))
    kept = tuple(code for code in before.brought if code in {rule.code for rule in papers})
    _keep_checklist(actor, application, Checklist(tuple(papers), from_partner, kept))
    record(actor, "change_checklist", application, case=application.case_id)
    return application


@action
def review_application(actor: Actor, application_id: UUID) -> Application:
    """Somebody else than who began it has read it through."""
    application = access.application_for_change(actor, application_id)
    check_move(APPLICATION, application.state, ApplicationState.REVIEWED, ApplicationState)
    if application.started_by_id == actor.member.id:
        raise Refused(
            "same_person",
            _("You began this application. Ask somebody else to read it through."),
        )
    step(application, ApplicationState.REVIEWED, today())
    advance(application, today())
    record(actor, "review_application", application, case=application.case_id)
    return application


@action
def note_consent(
    actor: Actor,
    application_id: UUID,
    *,
    text: ConsentText,
    expires_on: date,
    given_on: date | None = None,
) -> Consent:
    """Write down what people agreed to: purpose, what is passed on, until when.

    Who receives it is the application's partner, under its cover name.
    """
    application = access.application_for_change(actor, application_id)
    check_open(application)
    day = happened_on(given_on)
    if not text.purpose.strip() or not text.scope.strip():
        raise Refused("empty", _("Write for what purpose, and what may be passed on."))
    if expires_on < max(day, today()):
        raise Refused("run_out", _("This consent would have run out. Choose a later day."))
    check_names_nobody(actor, application.route.partner, text.purpose, text.scope, text.given_by)
    consent = Consent(
        case=application.case,
        compartment_id=application.compartment_id,
        application=application,
        given_on=day,
        expires_on=expires_on,
    )
    seal(consent, "text", text, actor)
    consent.save(force_insert=True)
    advance(application, today())
    record(actor, "note_consent", consent, case=application.case_id)
    return consent


@action
def withdraw_consent(actor: Actor, consent_id: UUID) -> Consent:
    """People took their consent back. What was not handed in goes back a step."""
    consent = access.consent_for_change(actor, consent_id)
    if consent.withdrawn_on is not None:
        raise Refused("withdrawn", _("This consent has been taken back already."))
    consent.withdrawn_on = today()
    consent.save()
    fall_back(Application.objects.get(pk=consent.application_id), today())
    record(actor, "withdraw_consent", consent, case=consent.case_id)
    return consent


@action
def hand_in_application(
    actor: Actor, application_id: UUID, *, on: date | None = None, despite: str = ""
) -> Application:
    """Hand the application in. With papers missing, `despite` must say why it goes all the same.

    Raises Refused without consent or place, on a suspended way, while the vetting is not far
    enough, or while a review of somebody's past is open.
    """
    application = access.application_for_change(actor, application_id)
    check_move(APPLICATION, application.state, ApplicationState.SUBMITTED, ApplicationState)
    day = happened_on(on)
    if application.state == ApplicationState.INFO_REQUESTED:
        _may_go_on(application)
        step(application, ApplicationState.SUBMITTED, day)
        record(actor, "hand_in_application", application, case=application.case_id)
        return application
    _may_be_handed_in(application, day)
    _keep_checklist(actor, application, _checklist(actor, application))
    if application.missing and not despite.strip():
        raise Refused(
            "papers_missing",
            _(
                "%(missing)d papers of the list are missing. Bring them, or say why the "
                "application goes without them."
            )
            % {"missing": application.missing},
        )
    if despite.strip():
        check_names_nobody(actor, application.route.partner, despite)
        seal(application, "reason", Reason(despite.strip()), actor)
    application.handed_in_on = day
    step(application, ApplicationState.SUBMITTED, day)
    bring_case_to(actor, application.case, Stage.IN_PROCESS)
    record(
        actor,
        "hand_in_application",
        application,
        case=application.case_id,
        details={"missing": application.missing},
    )
    return application


def _may_go_on(application: Application) -> None:
    """Raises Refused while consent or the review of somebody's past stand in the way."""
    if consent_on(application, today()) is None:
        raise Refused(
            "no_consent",
            _(
                "The consent ran out or was taken back. Ask the people again, or withdraw the "
                "application."
            ),
        )
    if application.exclusion in (Exclusion.PENDING, Exclusion.EXCLUDED):
        raise Refused(
            "exclusion",
            _("The individual review of somebody's past is not cleared. Finish it first."),
        )


def _may_be_handed_in(application: Application, day: date) -> None:
    """Raises Refused unless everything that has to be there before handing in is there."""
    _may_go_on(application)
    if hold_on(application, day) is None:
        raise Refused(
            "hold_run_out",
            _("The place is not held any more. Hold it longer, or offer another one."),
        )
    if application.route.status == RouteStatus.SUSPENDED:
        raise Refused("suspended", _("This way is suspended. Wait, or choose another one."))
    if application.case.vetting in NOT_TO_BE_HANDED_IN:
        raise Refused(
            "vetting",
            _("First check who these people are: the case's vetting has not come far enough."),
        )
    check_on_the_road(application.case)
