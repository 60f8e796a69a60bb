"""What the light may know of a client's invoices and fees on a day, gathered for all clients at once.

A past day is answered as the log stood on it: an invoice issued later is left out, one paid later was open
then. A client of whom nothing is kept is left out, which leaves the signals unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core.engagements import MONTHS_PAID, FeePeriod
from retention_journal.core.invoices import NOT_ASKED_FOR, InvoiceState
from retention_journal.core.light_facts import Invoice
from retention_journal.core.periods import add_months
from retention_journal.services.asked import Asked
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader

_EPOCH = date(1970, 1, 1).toordinal()
_OUT = ", ".join(f"'{state.value}'" for state in sorted(NOT_ASKED_FOR))


def invoices_on(journal: JournalReader, asked: Asked) -> dict[int, tuple[Invoice, ...]]:
    """Return the invoices of each client as the log stood on the day asked about, by due day.

    Drafts, credit notes and what was written off are left out, and what was paid on a day nobody knows.
    """
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT client_id, id, number, issued_on, due_on, paid_on FROM invoice"  # noqa: S608 - our own words
        f" WHERE trashed_at IS NULL AND total_minor > 0 AND state NOT IN ({_OUT}) AND issued_on <= {today}"
        f" AND (paid_on IS NOT NULL OR state <> '{InvoiceState.PAID.value}'){asked.among('client_id')}"
        " ORDER BY due_on, id"
    )
    found: dict[int, list[Invoice]] = defaultdict(list)
    for client, number, name, issued, due, paid in rows:
        was_paid = paid is not None and paid <= today
        found[client].append(Invoice(number, name, _day(issued), _day(due), _day(paid) if was_paid else None))
    return {client: tuple(many) for client, many in found.items()}


def billed_on(journal: JournalReader, asked: Asked) -> dict[int, tuple[int, ...]]:
    """Return what was billed to each client in whole months before the day asked about, the newest first.

    Invoices tell it where they come every month. Where they come seldom, a month without one says nothing:
    the fee agreed for months, quarters or years is spread over its months instead. A client with neither is
    left out, and so is one with two currencies, which are never added together.

    Source: rules, section 2, D4.
    """
    months = _months(asked)
    fees = _fees(journal, asked)
    found = {}
    for client, rows in _invoiced(journal, asked).items():
        billed = _monthly(rows, months, asked.rules.less_months)
        if billed is not None:
            found[client] = billed
    for client, terms in fees.items():
        if client not in found:
            spread = _spread(terms, months)
            if spread:
                found[client] = spread
    return found


def _months(asked: Asked) -> list[date]:
    """Return the first days of the whole months that count, the newest first."""
    this = asked.today.replace(day=1)
    return [add_months(this, -back) for back in range(1, 2 * asked.rules.less_months + 1)]


@dataclass(frozen=True)
class _Billed:
    issued_on: date
    minor: int
    currency: str


@dataclass(frozen=True)
class _Terms:
    first_on: date
    last_on: date
    minor: int
    currency: str
    months: int


def _invoiced(journal: JournalReader, asked: Asked) -> dict[int, list[_Billed]]:
    """Return by client what was invoiced in the months that count, credit notes included."""
    first, after = day_number(_months(asked)[-1]), day_number(asked.today.replace(day=1))
    rows = journal.sql(
        "SELECT client_id, issued_on, total_minor, currency FROM invoice WHERE trashed_at IS NULL"  # noqa: S608
        f" AND state <> '{InvoiceState.DRAFT.value}' AND issued_on >= {first} AND issued_on < {after}"
        f"{asked.among('client_id')} ORDER BY issued_on, id"
    )
    found: dict[int, list[_Billed]] = defaultdict(list)
    for client, issued, minor, currency in rows:
        found[client].append(_Billed(_day(issued), minor, currency))
    return found


def _fees(journal: JournalReader, asked: Asked) -> dict[int, list[_Terms]]:
    """Return by client the fees that come again and again, with the days on which they hold."""
    months = {period.value: number for period, number in MONTHS_PAID.items()}
    words = ", ".join(f"'{word}'" for word in months)
    rows = journal.sql(
        "SELECT client_id, start_date, end_date, fee_minor, currency, fee_period FROM engagement"  # noqa: S608
        f" WHERE trashed_at IS NULL AND fee_minor IS NOT NULL AND fee_period IN ({words})"
        f" AND start_date IS NOT NULL{asked.among('client_id')} ORDER BY id"
    )
    found: dict[int, list[_Terms]] = defaultdict(list)
    for client, start, end, minor, currency, period in rows:
        last = date.max if end is None else _day(end)
        found[client].append(_Terms(_day(start), last, minor, currency, months[FeePeriod(period).value]))
    return found


def _monthly(rows: Sequence[_Billed], months: list[date], half: int) -> tuple[int, ...] | None:
    """Return what was invoiced month by month; None where it does not come monthly, or in one currency."""
    if len({one.currency for one in rows}) != 1:
        return None
    sums = dict.fromkeys(months, 0)
    for one in rows:
        sums[one.issued_on.replace(day=1)] += one.minor
    billed_in = {one.issued_on.replace(day=1) for one in rows if one.minor > 0}
    if not billed_in.issuperset(months[half:]):
        return None
    return tuple(max(sums[month], 0) for month in months)


def _spread(terms: Sequence[_Terms], months: list[date]) -> tuple[int, ...]:
    """Return the fee of each month since the first terms; nothing where there are two currencies."""
    if len({one.currency for one in terms}) != 1:
        return ()
    first = min(one.first_on for one in terms)
    return tuple(
        round(sum(one.minor / one.months for one in terms if one.first_on <= month <= one.last_on))
        for month in months
        if month >= first
    )


def _day(number: int) -> date:
    return date.fromordinal(_EPOCH + number)
