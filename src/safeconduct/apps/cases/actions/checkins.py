"""Check-ins: what was agreed, who was heard from, and the alarm when somebody goes silent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused, Who, action, record
from safeconduct.apps.audit.clock import now, today
from safeconduct.apps.cases import access, policies, silence
from safeconduct.apps.cases.models import Alarm, Called, Case, CheckIn, CheckInAgreement
from safeconduct.apps.cases.records import CheckInTerms, Deed, Heard
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.sealing import seal
from safeconduct.methods import triage

AGREEMENT_REFUSED = {
    "needs_time_zone": _("Give the day and the time of the first check-in."),
    "needs_someone_to_call": _("Choose at least one member who is called."),
    "called_twice": _("Each member can stand in the order only once."),
    "needs_minutes": _("Give whole minutes, at least one."),
    "early_too_long": _("The check-ins are too close together. Choose a longer interval."),
}


@action
def agree_checkins(
    actor: Actor,
    case_id: UUID,
    *,
    first_due: datetime,
    every_minutes: int | None,
    order: Sequence[UUID],
    terms: CheckInTerms,
    grace_minutes: int = 30,
    step_minutes: int = 30,
) -> CheckInAgreement:
    """Agree when people say that they are well, and who is called in which order if not.

    `first_due` is aware; `every_minutes` None means once only. Replaces what was agreed before.
    Raises Refused, Http404.
    """
    case = access.case_for_change(actor, case_id)
    policies.check_open(case)
    chosen = policies.check_workers(case, order)
    policies.check_text(terms.how)
    try:
        triage.Agreement(
            first_due=first_due,
            order=tuple(str(member) for member in chosen),
            every_minutes=every_minutes,
            grace_minutes=grace_minutes,
            step_minutes=step_minutes,
            early_minutes=silence.early_minutes(every_minutes),
        )
    except triage.AgreementRefused as refused:
        raise Refused(refused.code, AGREEMENT_REFUSED[refused.code]) from refused
    earlier = _open_agreement(case)
    if earlier is not None:
        _end(actor, earlier)
    agreement = CheckInAgreement(
        case=case,
        compartment_id=case.compartment_id,
        every_minutes=every_minutes,
        grace_minutes=grace_minutes,
        step_minutes=step_minutes,
        next_due_at=first_due,
        agreed_on=today(),
        agreed_by_id=actor.member.pk,
    )
    seal(agreement, "terms", terms, actor)
    agreement.save(force_insert=True)
    for place, member in enumerate(chosen, 1):
        Called.objects.create(agreement=agreement, place=place, member_id=member)
    record(
        actor,
        "agree_checkins",
        agreement,
        case=case.id,
        details={"every_minutes": every_minutes, "order": [str(m) for m in chosen]},
    )
    return agreement


@action
def end_checkins(actor: Actor, case_id: UUID) -> CheckInAgreement:
    """End what was agreed. Refused while an alarm waits for an answer."""
    case = access.case_for_change(actor, case_id)
    agreement = _agreed(case)
    _end(actor, agreement)
    record(actor, "end_checkins", agreement, case=case.id)
    return agreement


@action
def record_checkin(
    actor: Actor, case_id: UUID, *, text: str = "", words: str = "none", at: datetime | None = None
) -> CheckIn:
    """Write down that people were heard from: `words` is well, danger or none.

    Being heard from ends the alarm, except with the words for danger: those raise one at once.
    Raises Refused, Http404.
    """
    case = access.case_for_change(actor, case_id)
    agreement = _agreed(case)
    moment = now()
    at = at or moment
    if at > moment:
        raise Refused("in_the_future", _("This moment has not come yet. Check day and time."))
    if words not in {"well", "danger", "none"}:
        raise Refused("no_words", _("Say which words were used, or that none were."))
    row = CheckIn(
        case=case,
        compartment_id=case.compartment_id,
        agreement=agreement,
        heard_on=at.date(),
        heard_by_id=actor.member.pk,
    )
    seal(row, "said", Heard(at, text.strip(), words), actor)
    row.save(force_insert=True)
    alarm = Alarm.objects.filter(agreement=agreement, answered_on__isnull=True).first()
    if agreement.next_due_at is not None:
        agreement.next_due_at = triage.next_due(silence.agreed(agreement), [at], moment)
        agreement.save(update_fields=("next_due_at",))
    if words == "danger":
        if alarm is None:
            alarm = _new_alarm(agreement, due_at=at, by_words=True)
        elif not alarm.by_words:
            alarm.by_words = True
            alarm.save(update_fields=("by_words",))
    elif alarm is not None and not alarm.by_words and not silence.called(agreement, moment):
        _answer(actor, alarm, Deed(moment, text.strip() or str(_("They were heard from."))))
    record(actor, "record_checkin", row, case=case.id, details={"danger": words == "danger"})
    return row


@action
def raise_alarms(actor: Who) -> int:
    """Record every silence that nobody recorded yet, and how far down the order it has come.

    A member records those of cases that member may work; the software itself, all of them.
    Returns how many alarms are new. Pages show an alarm before this has run.
    """
    moment = now()
    rows = silence.overdue(moment)
    if isinstance(actor, Actor):
        rows = rows.filter(case__in=access.cases_for(actor))
    raised = 0
    for agreement in rows.select_for_update(of=("self",)):
        called = silence.called(agreement, moment)
        if not called or agreement.next_due_at is None:
            continue
        alarm = Alarm.objects.filter(agreement=agreement, answered_on__isnull=True).first()
        step = called[-1].step
        if alarm is None:
            alarm = _new_alarm(agreement, due_at=agreement.next_due_at, step=step)
            raised += 1
        elif step <= alarm.step:
            continue
        else:
            alarm.step = step
            alarm.save(update_fields=("step",))
        record(actor, "raise_alarms", alarm, case=agreement.case_id, details={"called": step})
    record(actor, "raise_alarms", details={"raised": raised})
    return raised


@action
def answer_alarm(actor: Actor, case_id: UUID, *, text: str) -> Alarm:
    """Say what was done about a silence. The next check-in is due as agreed from now on."""
    case = access.case_for_change(actor, case_id)
    agreement = _agreed(case)
    moment = now()
    alarm = Alarm.objects.filter(agreement=agreement, answered_on__isnull=True).first()
    called = silence.called(agreement, moment)
    if alarm is None:
        if not called or agreement.next_due_at is None:
            raise Refused("no_alarm", _("There is no alarm to answer: nobody is overdue."))
        alarm = _new_alarm(agreement, due_at=agreement.next_due_at, step=called[-1].step)
    _answer(actor, alarm, Deed(moment, policies.check_text(text)))
    if agreement.next_due_at is not None:
        said = triage.Deed(moment, actor.who)
        agreement.next_due_at = triage.next_due(silence.agreed(agreement), (), moment, [said])
        agreement.save(update_fields=("next_due_at",))
    record(actor, "answer_alarm", alarm, case=case.id)
    return alarm


def _open_agreement(case: Case) -> CheckInAgreement | None:
    return CheckInAgreement.objects.filter(case=case, ended_on__isnull=True).first()


def _agreed(case: Case) -> CheckInAgreement:
    agreement = _open_agreement(case)
    if agreement is None:
        raise Refused("nothing_agreed", _("Nothing is agreed. Agree on check-ins first."))
    return agreement


def _end(actor: Actor, agreement: CheckInAgreement) -> None:
    if Alarm.objects.filter(
        agreement=agreement, answered_on__isnull=True
    ).exists() or silence.called(agreement, now()):
        raise Refused("answer_first", _("An alarm is open. Say first what was done about it."))
    agreement.ended_on, agreement.ended_by_id = today(), actor.member.pk
    agreement.save(update_fields=("ended_on", "ended_by"))


def _new_alarm(
    agreement: CheckInAgreement, *, due_at: datetime, step: int = 1, by_words: bool = False
) -> Alarm:
    return Alarm.objects.create(
        case_id=agreement.case_id,
        compartment_id=agreement.compartment_id,
        agreement=agreement,
        due_at=due_at,
        step=step,
        by_words=by_words,
        raised_on=today(),
    )


def _answer(actor: Actor, alarm: Alarm, deed: Deed) -> None:
    alarm.answered_on, alarm.answered_by_id = today(), actor.member.pk
    seal(alarm, "deed", deed, actor)
    alarm.save()
