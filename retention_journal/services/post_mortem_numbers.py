"""The last year with a client in four numbers: hours, promises, small requests and invoices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from retention_journal.core.invoices import NOT_ASKED_FOR
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.services.hours import client_hours
from retention_journal.services.invoices import client_invoices
from retention_journal.services.promise_rows import client_promises
from retention_journal.services.turnaround import turnaround
from retention_journal.storage.journal import JournalReader

_YEAR = timedelta(days=365)
_JUDGED = frozenset({PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN})


@dataclass(frozen=True)
class YearBefore:
    """What the journal counted in the twelve months up to a notice.

    Attributes:
        minutes: Worked for them.
        agreed_minutes: What the terms include; None where they include no hours.
        promises_kept: How many of yours came in time.
        promises: How many of yours came, or came to nothing.
        requests_days: Working days that half of the small requests took at most; None where none came.
        invoices_late: How many were paid after their day, or were waited for on the day of the notice.
        invoices: How many fell due.
    """

    minutes: int
    agreed_minutes: int | None
    promises_kept: int
    promises: int
    requests_days: Decimal | None
    invoices_late: int
    invoices: int


def year_before(journal: JournalReader, client_id: int, notice_on: date) -> YearBefore:
    """Return the numbers of the twelve months up to ``notice_on``."""
    since = notice_on - _YEAR
    hours = client_hours(journal, client_id, notice_on)
    agreed = [month.agreed_minutes for month in hours.months if month.agreed_minutes is not None]
    judged = [
        row.state is PromiseState.KEPT
        for row in client_promises(journal, client_id).closed
        if row.direction is PromiseDirection.OURS
        and row.state in _JUDGED
        and not row.date_unknown
        and since < (row.due_on or row.made_on) <= notice_on
    ]
    asked_for = [
        row.days_late(notice_on)
        for row in client_invoices(journal, client_id)
        if row.due_on
        and since < row.due_on <= notice_on
        and not row.is_credit
        and row.state not in NOT_ASKED_FOR
    ]
    late = [days for days in asked_for if days is not None and days > 0]
    return YearBefore(
        sum(row.minutes for row in hours.rows if since < row.worked_on <= notice_on),
        sum(agreed) if agreed else None,
        sum(judged),
        len(judged),
        turnaround(journal, client_id, notice_on).median_days,
        len(late),
        len(asked_for),
    )
