"""What may follow what: partners, places, applications and journeys, each as one table.

Tables only. `check_*` raises Refused with what to do next, `can_*` answers. The diagrams in
docs/how-to/way-out.md are drawn from here, and a test compares them.
"""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeconduct.apps.audit.action import Refused

Table = Mapping[str, tuple[str, ...]]


class PartnerKind(TextChoices):
    """What sort of host a partner is."""

    GOVERNMENT = "government", _("government")
    CITY = "city", _("city")
    ORGANISATION = "organisation", _("organisation")
    SPONSOR = "sponsor", _("private sponsor")


class Confidentiality(TextChoices):
    """Who may learn that this partner helps."""

    OPEN = "open", _("open: may be named")
    OURS = "ours", _("only we know")
    NEVER = "never", _("must never be named, nor be inferable")


class PartnerState(TextChoices):
    """How far a partner has come."""

    CONTACTED = "contacted", _("contacted")
    BRIEFED = "briefed", _("briefed")
    AGREED = "agreed", _("agreed to help")
    DECLINED = "declined", _("declined")
    SILENT = "silent", _("silent")
    SUSPENDED = "suspended", _("suspended")


class RouteStatus(TextChoices):
    """Whether a way in can be used now."""

    ACTIVE = "active", _("open for applications")
    SUSPENDED = "suspended", _("suspended")


class PlaceState(TextChoices):
    """What became of offered places."""

    PLEDGED = "pledged", _("pledged")
    OPEN = "open", _("open")
    HELD = "held", _("held")
    USED = "used", _("used")
    LAPSED = "lapsed", _("lapsed")
    REVOKED = "revoked", _("revoked")


class HoldState(TextChoices):
    """What became of places held for one case."""

    HELD = "held", _("held")
    USED = "used", _("used")
    RELEASED = "released", _("given back")


class ApplicationState(TextChoices):
    """How far an application to a partner has come."""

    DRAFT = "draft", _("being prepared")
    REVIEWED = "reviewed", _("read through")
    CONSENTED = "consented", _("consented to")
    PLACE_HELD = "place_held", _("place held")
    SUBMITTED = "submitted", _("handed in")
    INFO_REQUESTED = "info_requested", _("more asked for")
    INTERVIEW = "interview", _("interview or biometrics")
    DECIDED = "decided", _("decided")
    VISA_ISSUED = "visa_issued", _("visa issued")
    PRE_DEPARTURE = "pre_departure", _("ready to leave")
    DEPARTED = "departed", _("left")
    ROUTE_SUSPENDED = "route_suspended", _("way suspended")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Decision(TextChoices):
    """What a partner decided. A deferral is no denial."""

    NONE = "", _("not decided")
    APPROVED = "approved", _("approved")
    DENIED = "denied", _("denied")
    DEFERRED_INFO = "deferred_info", _("deferred until more is handed in")
    REFUSED_TO_CONSIDER = "refused_to_consider", _("refused to consider")
    SPLIT = "split", _("approved for some of the people")
    WITHDRAWN = "withdrawn", _("withdrawn before a decision")


class Exclusion(TextChoices):
    """Whether somebody's past calls for an individual review (Refugee Convention, art. 1F)."""

    NOT_TRIGGERED = "not_triggered", _("no question raised")
    PENDING = "triggered_pending", _("individual review under way")
    CLEARED = "cleared", _("reviewed and cleared")
    EXCLUDED = "excluded", _("reviewed and excluded")


class JourneyKind(TextChoices):
    """Inside the country, out of the region of danger; or across the border."""

    OUT_OF_REGION = "out_of_region", _("out of the region")
    ABROAD = "abroad", _("abroad")


class JourneyState(TextChoices):
    """How far a journey has come."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    ARRIVED = "arrived", _("arrived")
    CALLED_OFF = "called_off", _("called off")


class VisaKind(TextChoices):
    """What sort of paper lets somebody in."""

    VISA = "visa", _("visa")
    RESIDENCE_PERMIT = "residence_permit", _("residence permit")
    TRAVEL_DOCUMENT = "travel_document", _("travel document")


class LegalBasis(TextChoices):
    """On what a partner lets people in."""

    EU_LTV25 = "eu_ltv25", _("EU visa with limited territorial validity (Visa Code, art. 25)")
    NATIONAL_D = "national_d", _("national long-stay visa (D)")
    ASYLUM_VISA = "asylum_visa", _("visa in order to ask for asylum")
    RESETTLEMENT = "resettlement", _("resettlement")
    EMERGENCY_REFERRAL = "emergency_referral", _("emergency referral")
    PRIVATE_SPONSOR = "private_sponsor", _("private sponsorship")
    DEFENDER_STREAM = "defender_stream", _("stream for human rights defenders")
    CORRIDOR = "corridor", _("humanitarian corridor")
    TEMPORARY_RELOCATION = "temporary_relocation", _("temporary relocation grant")
    RESIDENCE_PERMIT = "residence_permit", _("residence permit")
    VISA_FREE_TRANSIT = "visa_free_transit", _("transit without a visa")


class MustBe(TextChoices):
    """Where the person has to be in order to apply."""

    ANYWHERE = "anywhere", _("anywhere")
    HOME = "home", _("still in the country")
    ABROAD = "abroad", _("already in another country")


P, S, A = PartnerState, PlaceState, ApplicationState

PARTNER: Table = {
    # Some come with an offer of their own, before anybody briefed them.
    P.CONTACTED: (P.BRIEFED, P.AGREED, P.DECLINED, P.SILENT),
    P.BRIEFED: (P.AGREED, P.DECLINED, P.SILENT),
    P.AGREED: (P.SUSPENDED, P.DECLINED),
    P.DECLINED: (P.BRIEFED, P.AGREED),
    P.SILENT: (P.BRIEFED, P.AGREED, P.DECLINED),
    P.SUSPENDED: (P.AGREED, P.DECLINED),
}

PLACE: Table = {
    S.PLEDGED: (S.OPEN, S.LAPSED, S.REVOKED),
    S.OPEN: (S.HELD, S.LAPSED, S.REVOKED),
    S.HELD: (S.OPEN, S.USED, S.LAPSED, S.REVOKED),
    S.USED: (),
    S.LAPSED: (),
    S.REVOKED: (),
}

APPLICATION: Table = {
    A.DRAFT: (A.REVIEWED, A.ROUTE_SUSPENDED, A.EXPIRED, A.WITHDRAWN),
    A.REVIEWED: (A.CONSENTED, A.DRAFT, A.ROUTE_SUSPENDED, A.EXPIRED, A.WITHDRAWN),
    A.CONSENTED: (A.PLACE_HELD, A.REVIEWED, A.ROUTE_SUSPENDED, A.EXPIRED, A.WITHDRAWN),
    A.PLACE_HELD: (
        A.SUBMITTED,
        A.CONSENTED,
        A.REVIEWED,
        A.ROUTE_SUSPENDED,
        A.EXPIRED,
        A.WITHDRAWN,
    ),
    A.SUBMITTED: (
        A.INFO_REQUESTED,
        A.INTERVIEW,
        A.DECIDED,
        A.ROUTE_SUSPENDED,
        A.EXPIRED,
        A.WITHDRAWN,
    ),
    A.INFO_REQUESTED: (A.SUBMITTED, A.DECIDED, A.ROUTE_SUSPENDED, A.EXPIRED, A.WITHDRAWN),
    A.INTERVIEW: (A.INFO_REQUESTED, A.DECIDED, A.ROUTE_SUSPENDED, A.EXPIRED, A.WITHDRAWN),
    A.DECIDED: (A.VISA_ISSUED, A.ROUTE_SUSPENDED, A.EXPIRED, A.WITHDRAWN),
    A.VISA_ISSUED: (A.PRE_DEPARTURE, A.ROUTE_SUSPENDED, A.EXPIRED, A.WITHDRAWN),
    A.PRE_DEPARTURE: (A.DEPARTED, A.VISA_ISSUED, A.ROUTE_SUSPENDED, A.EXPIRED, A.WITHDRAWN),
    A.DEPARTED: (),
    # Back to where it stood when the way was suspended; the row remembers where.
    A.ROUTE_SUSPENDED: (
        A.DRAFT,
        A.REVIEWED,
        A.CONSENTED,
        A.PLACE_HELD,
        A.SUBMITTED,
        A.INFO_REQUESTED,
        A.INTERVIEW,
        A.DECIDED,
        A.VISA_ISSUED,
        A.PRE_DEPARTURE,
        A.EXPIRED,
        A.WITHDRAWN,
    ),
    A.EXPIRED: (),
    A.WITHDRAWN: (),
}

EXCLUSION: Table = {
    Exclusion.NOT_TRIGGERED: (Exclusion.PENDING,),
    Exclusion.PENDING: (Exclusion.CLEARED, Exclusion.EXCLUDED),
    Exclusion.CLEARED: (Exclusion.PENDING,),
    Exclusion.EXCLUDED: (Exclusion.PENDING,),
}

JOURNEY: Table = {
    JourneyState.PLANNED: (JourneyState.UNDER_WAY, JourneyState.CALLED_OFF),
    JourneyState.UNDER_WAY: (JourneyState.ARRIVED, JourneyState.CALLED_OFF),
    JourneyState.ARRIVED: (),
    JourneyState.CALLED_OFF: (),
}

#: The stepper on the page, in order. Questions and interviews in between stand in the place of
#: `submitted`: not every partner asks for them.
STEPS = (
    A.DRAFT,
    A.REVIEWED,
    A.CONSENTED,
    A.PLACE_HELD,
    A.SUBMITTED,
    A.DECIDED,
    A.VISA_ISSUED,
    A.PRE_DEPARTURE,
    A.DEPARTED,
)
CLOSED = (A.DEPARTED, A.EXPIRED, A.WITHDRAWN)
#: What a partner has in hand or has answered, and nobody has left yet.
IN_FLIGHT = (A.SUBMITTED, A.INFO_REQUESTED, A.INTERVIEW, A.DECIDED, A.VISA_ISSUED, A.PRE_DEPARTURE)
#: Decisions that end an application and give its places back.
FINAL_NO = (Decision.DENIED, Decision.REFUSED_TO_CONSIDER)
YES = (Decision.APPROVED, Decision.SPLIT)

#: States that an application begins in and that nothing else leads to.
FIRST = {
    "partner": P.CONTACTED,
    "place": S.PLEDGED,
    "application": A.DRAFT,
    "journey": JourneyState.PLANNED,
}
TABLES: Mapping[str, Table] = {
    "partner": PARTNER,
    "place": PLACE,
    "application": APPLICATION,
    "journey": JOURNEY,
}


def can_move(table: Table, now: str, to: str) -> bool:
    """Whether `table` lets something go from `now` to `to`."""
    return to in table.get(now, ())


def check_move(
    table: Table, now: str, to: str, words: type[TextChoices], sentence: str | Promise = ""
) -> None:
    """Raises Refused unless the table allows the step. `words` are the codes' own words."""
    if can_move(table, now, to):
        return
    if sentence:
        raise Refused("not_from_here", sentence)
    allowed = ", ".join(str(words(code).label) for code in table.get(now, ()))
    if not allowed:
        raise Refused(
            "not_from_here",
            _("This is “%(now)s”, which is final. Load the page again.")
            % {"now": words(now).label},
        )
    raise Refused(
        "not_from_here",
        _("This is “%(now)s” now. From here it can go on to: %(allowed)s.")
        % {"now": words(now).label, "allowed": allowed},
    )
