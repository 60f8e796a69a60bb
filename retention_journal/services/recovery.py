"""Who is still a client some months after something went wrong, beside those to whom nothing happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from retention_journal.core.incidents import IncidentOutcome, IncidentState
from retention_journal.core.losses import LossKind
from retention_journal.core.moments import on_the_wall
from retention_journal.core.periods import months_before
from retention_journal.core.recovery import Group, Retained, group_of
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Incident, Loss, key_of


def recovery(journal: JournalReader, today: date, months: int) -> Mapping[Group, Retained]:
    """Return by group how many are still clients ``months`` after.

    Months count from the day the newest incident with an outcome was put right or closed; for a client
    without any, the months that have just gone are looked at.

    Args:
        journal: Where to look.
        today: The day it is asked.
        months: After how many months, 1 to 120.
    """
    gone, ended = _gone_on(journal), _newest_ended(journal)
    since = months_before(today, months)
    found: defaultdict[Group, Retained] = defaultdict(Retained)
    starts = journal.tuples(
        Client.select(key_of(Client), Client.start_date).where(Client.trashed_at.is_null())
    )
    touched = _with_incident(journal)
    for number, start in starts:
        if number in ended:
            day, outcome = ended[number]
            over = day <= since
            until = day + (today - since)
            _count(found, group_of(outcome), gone.get(number), day, until, is_over=over)
        elif number not in touched and start is not None and start <= since:
            left = gone.get(number)
            if left is None or left > since:
                _count(found, Group.NONE, left, since, today, is_over=True)
    return found


def _count(
    found: dict[Group, Retained], group: Group, gone: date | None, since: date, until: date, *, is_over: bool
) -> None:
    told = found[group]
    if not is_over:
        found[group] = Retained(told.kept, told.of, told.waiting + 1)
        return
    stayed = gone is None or gone > until or gone < since  # who left before came back
    found[group] = Retained(told.kept + stayed, told.of + 1, told.waiting)


def _gone_on(journal: JournalReader) -> dict[int, date]:
    rows = journal.tuples(
        Loss.select(Loss.client, Loss.ended_on, Loss.notice_on)
        .where(Loss.trashed_at.is_null() & (Loss.kind == LossKind.FULL))
        .order_by(Loss.notice_on)
    )
    return {client: ended or notice for client, ended, notice in rows}


def _with_incident(journal: JournalReader) -> set[int]:
    return {client for (client,) in journal.tuples(Incident.select(Incident.client).where(_counts()))}


def _newest_ended(journal: JournalReader) -> dict[int, tuple[date, IncidentOutcome]]:
    rows = journal.tuples(
        Incident.select(Incident.client, Incident.resolved_at, Incident.closed_at, Incident.outcome)
        .where(_counts() & Incident.outcome.is_null(False))
        .order_by(Incident.received_at, key_of(Incident))
    )
    found = {}
    for client, resolved, closed, outcome in rows:
        moment = resolved or closed
        if moment is not None:
            found[client] = (on_the_wall(moment).date(), outcome)
    return found


def _counts() -> object:
    return Incident.trashed_at.is_null() & (Incident.state != IncidentState.WITHDRAWN)
