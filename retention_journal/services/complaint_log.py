"""A complaint caught while a talk is logged: both are written as one step."""

from __future__ import annotations

from datetime import datetime, timedelta

from retention_journal.core.moments import instant, on_the_wall
from retention_journal.i18n import _
from retention_journal.services.incident_steps import promise_answer
from retention_journal.services.incidents import HeardEntry, answer_hours, record_incident
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Interaction


def open_complaint(
    journal: Journal, client_id: int, interaction_id: int, entry: HeardEntry, *, now: datetime
) -> int:
    """Write down a complaint that was heard in a talk, promise an answer, and return its id.

    The answer is promised within the hours agreed with this client, counted from now, when it was
    said.

    Raises:
        InvalidEntryError: There are no words, or it lies in the future.
        NotFoundError: The client, the person or the talk is not in the journal.
    """
    with journal.change(_("Write down a complaint")) as change:
        number = record_incident(journal, client_id, entry, now=now)
        due = instant(now) + timedelta(hours=answer_hours(journal, client_id))
        promise_answer(journal, number, due, now=now)
        change.update(Interaction, interaction_id, incident=number)
    return number


def answer_by(journal: Journal, client_id: int, now: datetime) -> datetime:
    """Return until when an answer would be promised, on the wall."""
    return on_the_wall(instant(now) + timedelta(hours=answer_hours(journal, client_id)))
