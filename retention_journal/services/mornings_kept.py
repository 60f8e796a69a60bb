"""Which clients were called or tried on each working morning of the last weeks."""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core.mornings_chart import KEPT, Morning
from retention_journal.services.contact_discipline import clients_tried
from retention_journal.services.own_rules import working_days_of
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, key_of

#: How many weeks are looked at, the one under way included. Source: design, picture of Insights.
WEEKS = 13
_DAY = timedelta(days=1)


def mornings_kept(journal: JournalReader, today: date, weeks: int = WEEKS) -> tuple[Morning, ...]:
    """Return every day of the last weeks, from a Monday on; none where nobody was ever called.

    Days before the first call of the journal do not count, nor does today while it is not kept.

    Args:
        journal: Where to look.
        today: The day it is asked.
        weeks: How many, 1 to 53.
    """
    tried = clients_tried(journal, today)
    if not tried:
        return ()
    working, began = working_days_of(journal, today), min(tried)
    rows = Client.select(key_of(Client), Client.name).where(Client.trashed_at.is_null())
    names: dict[int, str] = dict(journal.tuples(rows))
    first = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    found = []
    for at in range(7 * weeks):
        day = first + at * _DAY
        called = sorted(names[client] for client in tried.get(day, ()) if client in names)
        counts = began <= day <= today and working.is_working(day) and (day < today or len(called) >= KEPT)
        found.append(Morning(day, tuple(called) if counts else None))
    return tuple(found)
