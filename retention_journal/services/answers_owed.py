"""Answers owed: what clients wrote that has waited for an answer for more than a working day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from retention_journal.core.contacts import TALKS, WRITTEN, Direction, Kind, Outcome
from retention_journal.services.light_facts import Asked
from retention_journal.storage.journal import JournalReader

#: What they wrote waits for an answer after this many working days. Source: rules, section 5, lane 1.
_UNANSWERED_WORKING_DAYS = 1
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the wall clock here


@dataclass(frozen=True)
class AnswerOwed:
    """The oldest thing a client wrote that you have not answered.

    Attributes:
        working_days: For how many working days it has waited.
        words: What they wrote, or what was noted of it; "" where nothing was.
    """

    interaction_id: int
    client_id: int
    client_name: str
    kind: Kind
    written_at: datetime
    working_days: int
    words: str

    @property
    def written_on(self) -> date:
        """The day it was written."""
        return self.written_at.date()


def answers_owed(journal: JournalReader, asked: Asked) -> dict[int, AnswerOwed]:
    """Return by client what waits for your answer, the oldest first.

    Anything you wrote since, and any talk, is an answer.
    """
    rows = journal.sql(
        "SELECT i.client_id, i.id, min(i.occurred_at), i.kind, i.client_words, i.summary, c.name"  # noqa: S608
        " FROM interaction i INDEXED BY interaction_written"
        " JOIN client c ON c.id = i.client_id AND c.trashed_at IS NULL"
        f" WHERE i.kind IN {_listed(WRITTEN)} AND i.trashed_at IS NULL"
        f" AND i.direction = '{Direction.INBOUND}' AND i.outcome <> '{Outcome.REPLIED}'"
        f" AND i.occurred_at >= {asked.first_second(asked.rules.reply_recent_days)}"
        f" AND i.occurred_at < {asked.end}{asked.among('i.client_id')}"
        " AND NOT EXISTS (SELECT 1 FROM interaction o"
        f" WHERE o.client_id = i.client_id AND o.occurred_at > i.occurred_at AND o.occurred_at < {asked.end}"
        f" AND o.trashed_at IS NULL AND (o.direction = '{Direction.OUTBOUND}' AND o.kind <> 'note'"
        f" OR o.kind IN {_listed(TALKS)} AND o.counts_as_contact = 1)) GROUP BY i.client_id"
    )
    found = []
    for client, number, at, kind, theirs, noted, name in rows:
        moment = _EPOCH + timedelta(seconds=at)
        days = asked.working.between(moment.date(), asked.today)
        if days > _UNANSWERED_WORKING_DAYS:
            words = " ".join((theirs or noted).split())
            found.append(AnswerOwed(number, client, name, Kind(kind), moment, days, words))
    return {owed.client_id: owed for owed in sorted(found, key=lambda one: (one.written_at, one.client_id))}


def _listed(words: Collection[str]) -> str:
    return "(" + ", ".join(f"'{word}'" for word in sorted(words)) + ")"
