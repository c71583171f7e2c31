"""What the pages of a case's way out show: opened where the member holds the key, else sealed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from safeconduct.apps.relocation import dossier, steps
from safeconduct.apps.relocation.models import Application, Consent, Hold, Journey, Visa
from safeconduct.apps.relocation.papers import findings_for
from safeconduct.apps.relocation.progress import consent_on, hold_on
from safeconduct.apps.relocation.records import (
    Checklist,
    ConsentText,
    DecisionText,
    FilingNote,
    JourneyPlan,
    Reason,
    VisaDetails,
)
from safeconduct.apps.relocation.stages import (
    ApplicationState,
    Decision,
    HoldState,
    JourneyState,
)
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.opening import Sealed, open_sealed

if TYPE_CHECKING:
    from safeconduct.apps.cases.models import Case


@dataclass(frozen=True)
class PaperLine:
    """One paper of the list and how it stands."""

    name: str
    finding: str
    code: str
    missing: bool
    valid_days: int
    copies: int
    enter_by: date | None


@dataclass(frozen=True)
class ConsentLine:
    """A consent; `holds` today or not any more."""

    consent: Consent
    text: ConsentText | Sealed | None
    holds: bool


@dataclass(frozen=True)
class VisaLine:
    """A visa, opened or sealed, and how many days it still holds where that can be read."""

    visa: Visa
    details: VisaDetails | Sealed | None
    days_left: int | None


@dataclass(frozen=True)
class JourneyLine:
    """A journey with its plan, who travels, and the clock of the filing."""

    journey: Journey
    plan: JourneyPlan | Sealed | None
    filing: FilingNote | Sealed | None
    travellers: tuple[int, ...]
    days_to_file: int | None


@dataclass(frozen=True)
class ApplicationPage:
    """Everything about one application. `papers` is None where a paper stays sealed."""

    application: Application
    stairs: list[steps.Stair]
    next: steps.Step | None
    others: list[steps.Step]
    stopped: bool
    begun_by_me: bool
    papers: list[PaperLine] | None
    missing: int
    from_partner: bool
    enter_by: date | None
    consents: list[ConsentLine]
    consent_holds: bool
    hold: Hold | None
    hold_late: bool
    decision: str
    decision_text: DecisionText | Sealed | None
    exclusion_text: Reason | Sealed | None
    reason: Reason | Sealed | None
    visas: list[VisaLine]
    journeys: list[JourneyLine]


def application_page(actor: Actor, application: Application, day: date) -> ApplicationPage:
    """Open what the member may read of an application; each opening is on record."""
    checklist = open_sealed(actor, application, "checklist", Checklist)
    papers: list[PaperLine] | None = None
    by: date | None = None
    if isinstance(checklist, Checklist):
        findings = findings_for(actor, application, checklist, day)
        if findings is not None:
            papers = [paper_line(finding) for finding in findings]
            by = dossier.enter_by(findings)
    hold = Hold.objects.filter(application=application, state=HoldState.HELD).first()
    return ApplicationPage(
        application=application,
        stairs=steps.stairs(application),
        next=steps.next_step(application),
        others=steps.other_steps(application),
        stopped=steps.is_stopped(application),
        begun_by_me=application.started_by_id == actor.member.id
        and application.state == ApplicationState.DRAFT,
        papers=papers,
        missing=sum(line.missing for line in papers or ()),
        from_partner=isinstance(checklist, Checklist) and checklist.from_partner,
        enter_by=by,
        consents=[consent_line(actor, row, day) for row in application.consents.all()],
        consent_holds=consent_on(application, day) is not None,
        hold=hold,
        hold_late=hold is not None and hold_on(application, day) is None,
        decision=str(Decision(application.decision).label) if application.decision else "",
        decision_text=open_sealed(actor, application, "decision_text", DecisionText),
        exclusion_text=open_sealed(actor, application, "exclusion_text", Reason),
        reason=open_sealed(actor, application, "reason", Reason),
        visas=[visa_line(actor, row, day) for row in application.visas.all()],
        journeys=[journey_line(actor, row, day) for row in application.journeys.all()],
    )


def paper_line(finding: dossier.Finding) -> PaperLine:
    """A finding in words."""
    return PaperLine(
        str(dossier.PAPERS.get(finding.rule.code, finding.rule.code)),
        str(dossier.FINDINGS[finding.code]),
        finding.code,
        finding.missing,
        finding.rule.valid_days,
        finding.rule.copies,
        finding.enter_by,
    )


def consent_line(actor: Actor, consent: Consent, day: date) -> ConsentLine:
    """A consent and whether it holds."""
    holds = consent.withdrawn_on is None and consent.given_on <= day <= consent.expires_on
    return ConsentLine(consent, open_sealed(actor, consent, "text", ConsentText), holds)


def visa_line(actor: Actor, visa: Visa, day: date) -> VisaLine:
    """A visa and its days left."""
    details = open_sealed(actor, visa, "details", VisaDetails)
    left = (details.valid_until - day).days if isinstance(details, VisaDetails) else None
    return VisaLine(visa, details, left)


def journey_line(actor: Actor, journey: Journey, day: date) -> JourneyLine:
    """A journey, who travels by number, and days left to ask for a status."""
    waiting = journey.file_by is not None and journey.filed_on is None
    travellers = journey.travellers.values_list("person__ordinal", flat=True)
    return JourneyLine(
        journey,
        open_sealed(actor, journey, "plan", JourneyPlan),
        open_sealed(actor, journey, "filing", FilingNote),
        tuple(sorted(travellers)),
        (journey.file_by - day).days if waiting and journey.file_by else None,
    )


@dataclass(frozen=True)
class WayOutPage:
    """A case's way out: where its people are, applications, journeys by their own means."""

    inside: int
    brought_out: int
    left: int
    people: int
    applications: list[ApplicationPage]
    ended: list[Application]
    journeys: list[JourneyLine]
    may_offer: bool


def way_out_page(actor: Actor, case: "Case", day: date) -> WayOutPage:
    """Everything about one case's way out; applications that ended are only named."""
    rows = list(
        Application.objects.filter(case=case)
        .select_related("route__partner", "case")
        .order_by("-started_on", "-state_since")
    )
    alive = [row for row in rows if steps.is_open(row) or recent(row, day)]
    own_means = Journey.objects.filter(case=case, application__isnull=True)
    persons = list(case.persons.values_list("evacuated_on", "left_country_on"))
    left = sum(1 for _brought, gone in persons if gone)
    return WayOutPage(
        inside=len(persons) - left,
        brought_out=sum(1 for brought, _gone in persons if brought),
        left=left,
        people=case.people,
        applications=[application_page(actor, row, day) for row in alive],
        ended=[row for row in rows if row not in alive],
        journeys=[journey_line(actor, row, day) for row in own_means],
        may_offer=left < len(persons) and not any(steps.is_open(row) for row in alive),
    )


def recent(application: Application, day: date) -> bool:
    """Whether people left on it and are still on the way, or have a status to ask for."""
    if application.state != ApplicationState.DEPARTED:
        return False
    journeys = application.journeys.exclude(state=JourneyState.CALLED_OFF)
    return (
        journeys.filter(filed_on__isnull=True).exists()
        or application.ended_on is None
        or application.ended_on > day - timedelta(days=60)
    )
