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


class ReportState(Term):
    """How far a report has come."""

    DRAFT = "draft", N_("Draft")
    REVIEWED = "reviewed", N_("Looked through")
    ISSUED = "issued", N_("Sent")
    ACKNOWLEDGED = "acknowledged", N_("Answered")


def next_review(step: int, today: date) -> date:
    """Return the day a lesson at ``step`` (0 to 4, larger counts as 4) is read again."""
    return today + timedelta(days=REVIEW_DAYS[min(step, len(REVIEW_DAYS) - 1)])
