"""How easy clients say that you are to deal with; asked now and then, not every time (capability C12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peewee import fn

from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import CheckIn, Interaction, key_of

#: Asked again after so many days, and not before so many talks.
ASKED_EVERY_DAYS = 90
_TALKS_BEFORE = 3


@dataclass(frozen=True)
class Effort:
    """One answer, 1 hard to 5 easy."""

    asked_on: date
    answer: int


def efforts(journal: JournalReader, client_id: int, now: datetime) -> list[Effort]:
    """Return what a client answered until ``now``, the newest first."""
    query = (
        CheckIn.select(Interaction.occurred_at, CheckIn.effort)
        .join(Interaction)
        .where((Interaction.client == client_id) & Interaction.trashed_at.is_null())
        .where(CheckIn.trashed_at.is_null() & CheckIn.effort.is_null(False))
        .where(Interaction.occurred_at <= wall_seconds(now))
        .order_by(Interaction.occurred_at.desc(), key_of(CheckIn).desc())
    )
    return [Effort(at.date(), answer) for at, answer in journal.tuples(query)]


def is_effort_due(journal: JournalReader, client_id: int, now: datetime) -> bool:
    """Say whether it is time to ask: you know each other, and it was not asked for three months."""
    answered = efforts(journal, client_id, now)
    if answered:
        return now.date() - answered[0].asked_on >= timedelta(days=ASKED_EVERY_DAYS)
    talks = journal.value(
        Interaction.select(fn.COUNT(key_of(Interaction))).where(
            (Interaction.client == client_id)
            & Interaction.trashed_at.is_null()
            & Interaction.counts_as_contact
            & (Interaction.occurred_at <= wall_seconds(now))
        )
    )
    return int(talks) >= _TALKS_BEFORE
