"""The sealed shapes of intake: what a person wrote, what was answered, what members noted."""

import msgspec


class PleaContent(msgspec.Struct, frozen=True):
    """Everything a person said when asking for help.

    `where` is a code of `codes.WHERE`, `channel` of `codes.CHANNELS`, `never` of `codes.NEVER`.
    """

    text: str
    where: str = "unsaid"
    where_words: str = ""
    channel: str = "page"
    reach: str = ""
    never: tuple[str, ...] = ()


class MessageText(msgspec.Struct, frozen=True):
    """One message, either way."""

    text: str


class RequestNoteText(msgspec.Struct, frozen=True):
    """What a member noted about a request; the person never sees it."""

    text: str


class ScreeningNote(msgspec.Struct, frozen=True):
    """Why a point of the screening checklist was answered as it was."""

    text: str


def words_of(content: PleaContent) -> str:
    """The words by which a request can be found."""
    return " ".join((content.text, content.where_words, content.reach))


def words_of_text(written: MessageText | RequestNoteText) -> str:
    """The words by which a message or a note can be found."""
    return written.text
