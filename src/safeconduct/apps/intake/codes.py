"""The codes of intake and what they are called, for members and for the person who asks.

Codes stand in columns and forms; words stand only here, so that no page invents its own.
"""

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, Promise]


class Urgency(StrEnum):
    """Whether somebody is in danger, in the person's own judgement. Most urgent first."""

    NOW = "now"
    DAYS = "days"
    UNCLEAR = "unclear"
    LATER = "later"


class Stage(StrEnum):
    """How far a request is. The transitions are in `stages.TRANSITIONS`."""

    REQUESTED = "requested"
    SCREENING = "screening"
    EVIDENCE = "evidence"
    INTERVIEW = "interview"
    REVIEW_1 = "review_1"
    REVIEW_2 = "review_2"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REFERRED_OUT = "referred_out"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"


class MessageKind(StrEnum):
    """What a message does. Only `theirs` comes from the person."""

    THEIRS = "theirs"
    ANSWER = "answer"
    QUESTION = "question"
    DECLINE = "decline"
    REFERRAL = "referral"
    ACCEPTANCE = "acceptance"


class LinkKind(StrEnum):
    """How two requests belong together."""

    DUPLICATE_OF = "duplicate_of"
    SAME_PERSON_AS = "same_person_as"


class DeclineReason(StrEnum):
    """Why the organisation cannot take a request."""

    OUTSIDE_MANDATE = "outside_mandate"
    NO_DANGER_FOUND = "no_danger_found"
    OTHER_HELP_NEARER = "other_help_nearer"
    NO_CAPACITY = "no_capacity"
    CANNOT_VERIFY = "cannot_verify"
    HOSTILE = "hostile"


#: The danger answer "when" that each urgency stands for (methods.triage.When).
WHEN_OF_URGENCY: Final = {
    Urgency.NOW: "now",
    Urgency.DAYS: "within_week",
    Urgency.UNCLEAR: "unknown",
    Urgency.LATER: "later",
}

# ---- what the person reads ----------------------------------------------------------------

DANGER: Words = {
    Urgency.NOW: _("Yes, now or today"),
    Urgency.DAYS: _("Soon, within days"),
    Urgency.LATER: _("Not now"),
    Urgency.UNCLEAR: _("I am not sure"),
}
WHERE: Words = {
    "region": _("In the region I am writing about"),
    "country": _("Somewhere else in the same country"),
    "abroad": _("In another country"),
    "unsaid": _("I would rather not say"),
}
CHANNELS: Words = {
    "page": _("Only through this page"),
    "other": _("Also in another way, which I write below"),
}
NEVER: Words = {
    "call": _("Never call me"),
    "write": _("Never send me messages"),
    "family": _("Never contact my family"),
    "voicemail": _("Never leave a voice message"),
    "come": _("Never come to where I am"),
}

# ---- what members read --------------------------------------------------------------------

URGENCIES: Words = {
    Urgency.NOW: _("danger now"),
    Urgency.DAYS: _("danger within days"),
    Urgency.UNCLEAR: _("danger unclear"),
    Urgency.LATER: _("no danger now"),
}
STAGES: Words = {
    Stage.REQUESTED: _("requested"),
    Stage.SCREENING: _("screening"),
    Stage.EVIDENCE: _("gathering evidence"),
    Stage.INTERVIEW: _("interview"),
    Stage.REVIEW_1: _("first review"),
    Stage.REVIEW_2: _("second review"),
    Stage.ACCEPTED: _("accepted"),
    Stage.DECLINED: _("declined"),
    Stage.REFERRED_OUT: _("referred to others"),
    Stage.WITHDRAWN: _("withdrawn by the person"),
    Stage.DUPLICATE: _("duplicate"),
}
MESSAGE_KINDS: Words = {
    MessageKind.THEIRS: _("the person wrote"),
    MessageKind.ANSWER: _("answer"),
    MessageKind.QUESTION: _("question"),
    MessageKind.DECLINE: _("declined"),
    MessageKind.REFERRAL: _("referral"),
    MessageKind.ACCEPTANCE: _("accepted"),
}
LINK_KINDS: Words = {
    LinkKind.DUPLICATE_OF: _("duplicate of"),
    LinkKind.SAME_PERSON_AS: _("same person as"),
}
DECLINE_REASONS: Words = {
    DeclineReason.OUTSIDE_MANDATE: _("It is outside what we do"),
    DeclineReason.NO_DANGER_FOUND: _("We found no danger that we could avert"),
    DeclineReason.OTHER_HELP_NEARER: _("Others can help sooner or better"),
    DeclineReason.NO_CAPACITY: _("We have no room and cannot say when we will"),
    DeclineReason.CANNOT_VERIFY: _("We could not confirm what was said"),
    DeclineReason.HOSTILE: _("We believe that the request is hostile"),
}
CHANNELS_FOR_MEMBERS: Words = {
    "page": _("only through this page"),
    "other": _("through this page, and as they wrote"),
}
NEVER_FOR_MEMBERS: Words = {
    "call": _("Never call"),
    "write": _("Never send messages"),
    "family": _("Never contact the family"),
    "voicemail": _("Never leave a voice message"),
    "come": _("Never go there"),
}
WHERE_FOR_MEMBERS: Words = {
    "region": _("in the region"),
    "country": _("elsewhere in the country"),
    "abroad": _("in another country"),
    "unsaid": _("did not say where"),
}


def choices(words: Words) -> list[tuple[str, Promise]]:
    """Codes and words as a form field takes them."""
    return [(str(code), word) for code, word in words.items()]
