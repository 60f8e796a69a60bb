"""Contacts with a client: what kinds there are, and which of them count as having been in touch."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class Kind(Term):
    """How the two of you were in touch. Source: vocabulary, section 2."""

    CALL = "call", N_("Call")
    VIDEO_CALL = "video_call", N_("Video call")
    MEETING = "meeting", N_("Meeting")
    EMAIL = "email", N_("E-mail")
    MESSAGE = "message", N_("Message")
    LETTER = "letter", N_("Letter")
    SOCIAL = "social", N_("Social media")
    EVENT = "event", N_("Event")
    GIFT = "gift", N_("Gift")
    REPORT_SENT = "report_sent", N_("Report sent")
    NOTE = "note", N_("Private note")


class Direction(Term):
    """Who started it."""

    OUTBOUND = "outbound", N_("From you")
    INBOUND = "inbound", N_("From the client")
    NONE = "none", N_("Neither")


class Outcome(Term):
    """What came of it."""

    REACHED = "reached", N_("Talked")
    LEFT_MESSAGE = "left_message", N_("Left a message")
    NO_ANSWER = "no_answer", N_("No answer")
    REPLIED = "replied", N_("Answered")
    NO_REPLY_YET = "no_reply_yet", N_("No answer yet")
    CANCELLED_BY_CLIENT = "cancelled_by_client", N_("Cancelled by the client")
    CANCELLED_BY_US = "cancelled_by_us", N_("Cancelled by you")


class Answer(Term):
    """An answer to one of the three questions; no answer at all means it was not asked."""

    YES = "yes", N_("Yes")
    UNSURE = "unsure", N_("Unsure")
    NO = "no", N_("No")


class Channel(Term):
    """How a contact person likes to be reached."""

    PHONE = "phone", N_("Phone")
    EMAIL = "email", N_("E-mail")
    MESSAGE = "message", N_("Message")
    MEETING = "meeting", N_("Meeting")


TALKS = frozenset({Kind.CALL, Kind.VIDEO_CALL, Kind.MEETING})
WRITTEN = frozenset({Kind.EMAIL, Kind.MESSAGE})
NEVER_CONTACT = frozenset({Kind.NOTE, Kind.REPORT_SENT})


def counts_as_contact(kind: Kind, direction: Direction, outcome: Outcome) -> bool:
    """Say whether a contact restarts the client's rhythm.

    A talk counts when the two of you reached each other, whatever comes in from the client counts, and
    what you write counts once it is answered. An attempt of yours, a note and a sent report do not.

    Source: vocabulary, section 2, "Counts as contact"; capabilities C6 and C7. The journal's column
    ``interaction.counts_as_contact`` says the same in SQL; a test compares the two on every combination.
    """
    if kind in NEVER_CONTACT:
        return False
    if direction is Direction.INBOUND:
        return True
    if kind in TALKS:
        return outcome is Outcome.REACHED
    return direction is Direction.OUTBOUND and kind in WRITTEN and outcome is Outcome.REPLIED


def words_written(kind: Kind, direction: Direction, client_words: str) -> int | None:
    """Return how many words the client wrote; None where they wrote none, or only their sense was noted."""
    if direction is not Direction.INBOUND or kind not in WRITTEN:
        return None
    return len(client_words.split()) or None


def default_outcome(kind: Kind, direction: Direction) -> Outcome:
    """Return the outcome to assume where none is said: talks were held, what you wrote waits."""
    if kind in TALKS or kind in {Kind.EVENT, Kind.GIFT, Kind.NOTE}:
        return Outcome.REACHED
    if direction is Direction.INBOUND:
        return Outcome.REACHED
    return Outcome.NO_REPLY_YET
