"""What of the hours and of the two ledgers a report may say.

Of the hours only how many there were, and for which goal: no tasks, no notes, nothing of the hunt for new
clients or of the office. Of the ledgers only the places: no sentence about a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from retention_journal.core.hours import Bucket
from retention_journal.core.periods import DayRange, whole_months
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.report import (
    GoalRow,
    HoursFor,
    HoursKind,
    HoursPart,
    HoursUsed,
    LedgerRow,
    goal_shape,
)
from retention_journal.services.goals import Goals
from retention_journal.services.hours import HoursRow, client_hours
from retention_journal.services.two_ledgers import client_ledgers
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Promise, key_of

_FEWEST = 2
_FOR_THE_CLIENT = (Bucket.SERVE, Bucket.CARE)


def hours_used(
    journal: JournalReader, client_id: int, period: DayRange, rows: Sequence[tuple[str, GoalRow]]
) -> HoursUsed | None:
    """Return where the hours of a period went, or None where none were written down for the client.

    Args:
        journal: Where to look.
        client_id: Whose hours.
        period: First and last day that is asked about.
        rows: The goals that the report shows, each with its key.
    """
    months = whole_months(period)
    found = client_hours(journal, client_id, period.last, max(months, _months_touched(period)))
    worked = [row for row in found.rows if row.worked_on in period and row.bucket in _FOR_THE_CLIENT]
    if not worked:
        return None
    agreed = [one.agreed_minutes for one in found.months if one.agreed_minutes is not None]
    return HoursUsed(
        _parts(journal, worked), sum(agreed) if months and agreed else None, _served(worked, rows)
    )


def ledger_rows(
    journal: JournalReader, client_id: int, on: date, rows: Sequence[tuple[str, GoalRow]]
) -> tuple[LedgerRow, ...]:
    """Return the goals in both orders as they were agreed on a day; none where fewer than two are known.

    Args:
        journal: Where to look.
        client_id: Whose goals.
        on: The day whose agreement is asked.
        rows: The goals that the report shows, each with its key.
    """
    found = client_ledgers(journal, client_id, today=on)
    if found is None:
        return ()
    shown = dict(rows)
    known = [line for line in found.ledgers.theirs if line.theirs is not None and line.own is not None]
    if len(known) < _FEWEST:
        return ()
    own = [line.key for line in found.ledgers.yours if line in known]
    return tuple(
        _ledger_row(shown.get(line.key), line.name, number, own.index(line.key) + 1, is_said=line.is_said)
        for number, line in enumerate(known, start=1)
    )


def with_keys(goals: Goals, rows: Iterable[GoalRow]) -> list[tuple[str, GoalRow]]:
    """Return the goals of a report, each with the key under which hours and ledgers know it."""
    return [(goal.line.line_key, row) for goal, row in zip(goals.goals, rows, strict=True)]


def _ledger_row(shown: GoalRow | None, name: str, place: int, own_place: int, *, is_said: bool) -> LedgerRow:
    if shown is None:
        return LedgerRow(name, place, own_place, is_said)
    return LedgerRow(name, place, own_place, is_said, shown.status_words, goal_shape(shown))


def _months_touched(period: DayRange) -> int:
    first, last = period.first, period.last
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _parts(journal: JournalReader, worked: Iterable[HoursRow]) -> tuple[HoursPart, ...]:
    worked = list(worked)
    requests = _small_requests(journal, {row.promise_id for row in worked if row.promise_id is not None})
    minutes: Counter[HoursKind] = Counter()
    for row in worked:
        if row.bucket is Bucket.CARE:
            minutes[HoursKind.CARE] += row.minutes
        else:
            minutes[HoursKind.REQUESTS if row.promise_id in requests else HoursKind.WORK] += row.minutes
    return tuple(HoursPart(kind, minutes[kind]) for kind in HoursKind if minutes[kind])


def _small_requests(journal: JournalReader, promises: Iterable[int]) -> set[int]:
    query = Promise.select(key_of(Promise)).where(
        key_of(Promise).in_(list(promises))
        & Promise.is_small_request
        & (Promise.direction == PromiseDirection.OURS)
        & Promise.trashed_at.is_null()
    )
    return {number for (number,) in journal.tuples(query)}


def _served(worked: Iterable[HoursRow], rows: Iterable[tuple[str, GoalRow]]) -> tuple[HoursFor, ...]:
    minutes: Counter[str] = Counter()
    for row in worked:
        if row.line_key is not None:
            minutes[row.line_key] += row.minutes
    found = [HoursFor(row.name, minutes[key], row.status_words) for key, row in rows if minutes[key]]
    return tuple(sorted(found, key=lambda one: -one.minutes))
