"""What the state of things allows in shelter. `check_` raises Refused with what to do next.

Who may do it at all is decided in `access`; these rules hold for everybody.
"""

from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.shelter.models import AddressRelease, EmergencyAsk, Flat, Stay
from safeconduct.apps.shelter.occupancy import Nights, most_taken

#: Stages in which people still depend on us for a bed.
NEED_A_BED = frozenset(
    {"accepted", "sheltered", "routable", "in_process", "on_hold", "compromised"}
)
CLEARED = "two_person_cleared"
STOPPED = frozenset({"hold_inconsistent", "hold_infiltration", "rejected"})


def check_needs_a_bed(stage: str) -> None:
    """Only an accepted case that is still in our care can be given a bed."""
    if stage == "lost_contact":
        raise Refused(
            "lost_contact",
            _(
                "This case is marked as lost from contact. Once you have spoken with them, move "
                "the case back to its stage; then give them a bed."
            ),
        )
    if stage not in NEED_A_BED:
        raise Refused(
            "wrong_stage",
            _(
                "Only an accepted case that is not abroad or closed can be given a bed. Look at "
                "the case's stage first."
            ),
        )


def check_cleared(vetting: str) -> None:
    """Nobody learns of a flat before two people have checked the request."""
    check_not_stopped(vetting)
    if vetting != CLEARED:
        raise Refused(
            "not_cleared",
            _(
                "Two people have to clear this case before it can be given a bed: finish the "
                "checklist on the case's page. If they cannot wait, ask for shelter in an "
                "emergency; a second member then confirms it."
            ),
        )


def check_not_stopped(vetting: str) -> None:
    """A case under suspicion stays away from flats, in an emergency too."""
    if vetting in STOPPED:
        raise Refused(
            "vetting_stopped",
            _(
                "The check of this case is on hold or ended with a no. Settle that on the case's "
                "page with a second member before anything about a flat goes to them."
            ),
        )


def check_flat_takes_people(flat: Flat) -> None:
    """A paused or burnt flat takes nobody new."""
    if flat.state == "paused":
        raise Refused(
            "flat_paused", _("This flat is paused. Choose another flat, or reopen this one first.")
        )
    if flat.state == "burnt":
        raise Refused("flat_burnt", _("This flat is burnt. Choose another flat."))


def check_day(day: date, *, not_before: date | None = None) -> None:
    """Stays begin and end today or earlier, and not before what they follow."""
    if day > today():
        raise Refused("not_yet", _("This day has not come yet. Give today or an earlier day."))
    if not_before is not None and day < not_before:
        raise Refused(
            "too_early",
            format_lazy(
                _("Give {day} or a later day: nothing earlier fits what is on file."),
                day=date_format(not_before, "DATE_FORMAT"),
            ),
        )


def check_beds_asked(beds: int, people: int) -> None:
    """At least one bed, and not more beds than people."""
    if beds < 1:
        raise Refused("no_beds", _("Give at least one bed."))
    if beds > people:
        raise Refused(
            "too_many_beds",
            ngettext_lazy(
                "This case is %(people)d person. Take no more beds than people.",
                "This case is %(people)d people. Take no more beds than people.",
                people,
            )
            % {"people": people},
        )


def nights_of(flat: Flat) -> list[Nights]:
    """All stays of a flat as nights."""
    rows = Stay.objects.filter(flat=flat).values_list("from_on", "until", "beds")
    return [Nights(*row) for row in rows]


def check_room(flat: Flat, beds: int, first: date) -> None:
    """Never more beds than the flat has, in any night from `first` on. The flat is locked."""
    free = flat.beds - flat.beds_out - most_taken(nights_of(flat), first)
    if beds > free:
        raise Refused(
            "no_room",
            ngettext_lazy(
                "%(flat)s has %(free)d bed free. Choose another flat, or let children share.",
                "%(flat)s has %(free)d beds free. Choose another flat, or let children share.",
                free,
            )
            % {"flat": flat.cover_name, "free": max(free, 0)},
        )


def check_beds_of_flat(flat: Flat, beds: int, beds_out: int, day: date) -> None:
    """A flat cannot have fewer usable beds than are taken from today on."""
    if not 1 <= beds <= 99:
        raise Refused("bad_beds", _("Give a number of beds from 1 to 99."))
    if not 0 <= beds_out <= beds:
        raise Refused("bad_beds_out", _("No more beds can be out of use than the flat has."))
    needed = most_taken(nights_of(flat), day)
    if beds - beds_out < needed:
        raise Refused(
            "beds_taken",
            ngettext_lazy(
                "%(needed)d bed is taken here. Move people first, or keep that bed.",
                "%(needed)d beds are taken here. Move people first, or keep those beds.",
                needed,
            )
            % {"needed": needed},
        )


def check_second_person(member: UUID, first: UUID) -> None:
    """Two different members, always."""
    if member == first:
        raise Refused(
            "same_person",
            _("This takes two people. Ask another member to confirm it; you cannot do both."),
        )


def check_release_open(release: AddressRelease) -> None:
    """A release that was told or withdrawn is not changed any more."""
    if release.shared_on is not None:
        raise Refused("already_told", _("They have already been told this address."))
    if release.withdrawn_on is not None:
        raise Refused(
            "withdrawn", _("This release was withdrawn. Propose it again if it is still needed.")
        )


def check_stays_there(case_id: UUID, flat: Flat) -> None:
    """An address is only told to people who have a bed there now."""
    if flat.state == "burnt":
        raise Refused(
            "flat_burnt", _("This flat is burnt. Move them first; then tell the new address.")
        )
    if not Stay.objects.filter(case=case_id, flat=flat, until__isnull=True).exists():
        raise Refused(
            "no_bed_there",
            _("They have no bed in this flat now. Give them the bed first, then the address."),
        )


def check_no_open_ask(case_id: UUID) -> None:
    """One emergency at a time."""
    open_ones = EmergencyAsk.objects.filter(
        case=case_id, confirmed_by__isnull=True, withdrawn_by__isnull=True
    )
    if open_ones.exists():
        raise Refused(
            "already_asked",
            _("Somebody has already asked for this case. A second member only has to confirm it."),
        )
