"""Lessons and looking back: when a lesson is read again, and where a reflection or report stands."""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core.terms import Term
from retention_journal.i18n import N_

#: Days until a lesson is read again, step by step. Source: ideas, 3.10.
REVIEW_DAYS = (7, 30, 90, 180, 365)


class LessonState(Term):
    """Whether a lesson still comes back."""

    ACTIVE = "active", N_("In use")
    RETIRED = "retired", N_("Retired")


class PostMortemState(Term):
    """How far looking back on a loss has come."""

    DRAFT = "draft", N_("Begun")
    IN_REVIEW = "in_review", N_("To be read again")
    CLOSED = "closed", N_("Closed")


class PostMortemForm(Term):
    """How much is asked: all of it, or six fields for a small break. Source: forms, section 3."""

    FULL = "full", N_("Full")
    SHORT = "short", N_("Short")


class ActionKind(Term):
    """What an action is for."""

    PREVENT = "prevent", N_("Prevents it")
    DETECT = "detect", N_("Notices it sooner")
    SOFTEN = "soften", N_("Makes it less bad")


class ActionState(Term):
    """Whether an action still waits."""

    OPEN = "open", N_("To do")
    DONE = "done", N_("Done")
    DROPPED = "dropped", N_("Dropped")


class Effect(Term):
    """What an action changed, asked 90 days after it was done."""

    HELPED = "helped", N_("It helped")
    PARTLY = "partly", N_("Partly")
    DID_NOT = "did_not", N_("It did not help")


class TriggerKind(Term):
    """What brings a lesson back before its day. Source: ideas, 3.10.

    ``trigger_value`` beside it says which: a value of the enum that is named, a signal's id, a month 1 to 12.
    """

    NONE = "none", N_("Only by the calendar")
    NEW_CLIENT = "new_client", N_("A new client")
    ENGAGEMENT_TYPE = "engagement_type", N_("A new client of this kind")
    CONTACT_LEFT = "contact_left", N_("A contact person leaves")
    INCIDENT_KIND = "incident_kind", N_("This goes wrong")
    CAUSE_KIND = "cause_kind", N_("The same cause again")
    EVENT_KIND = "event_kind", N_("This happens at a client")
    SIGNAL = "signal", N_("The light says so")
    MONTH = "month", N_("This month of the year")


class WatchState(Term):
    """What became of a watch point of a premortem."""

    WATCHING = "watching", N_("Watching")
    SEEN = "seen", N_("Seen")
    RETIRED = "retired", N_("No longer watched")


class ReportState(Term):
    """How far a report has come."""

    DRAFT = "draft", N_("Draft")
    REVIEWED = "reviewed", N_("Looked through")
    ISSUED = "issued", N_("Sent")
    ACKNOWLEDGED = "acknowledged", N_("Answered")


def next_review(step: int, today: date) -> date:
    """Return the day a lesson at ``step`` (0 to 4, larger counts as 4) is read again."""
    return today + timedelta(days=REVIEW_DAYS[min(step, len(REVIEW_DAYS) - 1)])
