"""Good news after a complaint: what was put right and was not told yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from retention_journal.core import formats
from retention_journal.core.incidents import OPEN, IncidentKind, IncidentState
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.nine import News
from retention_journal.i18n import _
from retention_journal.services.incident_standings import first_second, wall_of
from retention_journal.services.incidents import called
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import JournalReader

#: What was put right longer ago than this is no news any more.
_FRESH_DAYS = 14
_DAY = timedelta(days=1)


def put_right(journal: JournalReader, today: date) -> Iterator[tuple[int, News]]:
    """Yield by client what was put right lately; a talk since then has told it."""
    not_right = ", ".join(f"'{state}'" for state in sorted({*OPEN, IncidentState.WITHDRAWN}))
    rows = journal.sql(
        "SELECT id, client_id, title, client_words, kind, resolved_at FROM incident"  # noqa: S608
        f" WHERE trashed_at IS NULL AND state NOT IN ({not_right}) AND resolved_at >= ? AND resolved_at < ?"
        " ORDER BY resolved_at",
        first_second(today - _FRESH_DAYS * _DAY),
        first_second(today + _DAY),
    )
    for number, client, title, words, kind, resolved in rows:
        at = wall_of(resolved)
        if _talked(journal, client, at, today):
            continue
        what = _("“{what}” was put right {day}.").format(
            what=called(title, words, IncidentKind(kind)), day=formats.days_ago(at.date(), today)
        )
        yield client, News(at.date(), what, RecordRef("incident", number))


def _talked(journal: JournalReader, client_id: int, since: datetime, today: date) -> bool:
    found = journal.sql(
        "SELECT 1 FROM interaction INDEXED BY interaction_real WHERE client_id = ? AND counts_as_contact = 1"
        " AND trashed_at IS NULL AND occurred_at > ? AND occurred_at < ? LIMIT 1",
        client_id,
        wall_seconds(since),
        wall_seconds(datetime.combine(today + _DAY, time.min)),
    )
    return bool(found)
