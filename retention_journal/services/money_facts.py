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
    """Return the invoices of each client as the log stood on the day asked about, in the order of their ids.

    Drafts, credit notes and what was written off are left out, what was paid on a day nobody knows, and what
    has no due day, which is never late.
    """
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT client_id, id, number, issued_on, due_on, paid_on FROM invoice"  # noqa: S608 - our own words
        f" WHERE trashed_at IS NULL AND total_minor > 0 AND state NOT IN ({_OUT}) AND issued_on <= {today}"
        f" AND due_on IS NOT NULL AND (paid_on IS NOT NULL OR state <> '{InvoiceState.PAID.value}')"
        f"{asked.among('client_id')} ORDER BY due_on, id"
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
    for client, bills in _invoiced(journal, asked, months).items():
        billed = bills.monthly()
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


class _Bills:
    """What was invoiced to one client, month by month, the newest first."""

    __slots__ = ("asked_in", "currencies", "sums")

    def __init__(self, months: int) -> None:
        self.sums = [0] * months
        self.asked_in: set[int] = set()
        self.currencies: set[str] = set()

    def add(self, at: int, minor: int, currency: str) -> None:
        self.sums[at] += minor
        self.currencies.add(currency)
        if minor > 0:
            self.asked_in.add(at)

    def monthly(self) -> tuple[int, ...] | None:
        """Return what was invoiced; None where it did not come monthly, or came in two currencies."""
        earlier = range(len(self.sums) // 2, len(self.sums))
        if len(self.currencies) != 1 or not self.asked_in.issuperset(earlier):
            return None
        return tuple(max(minor, 0) for minor in self.sums)


@dataclass(frozen=True)
class _Terms:
    first_on: date
    last_on: date
    minor: int
    currency: str
    months: int


def _invoiced(journal: JournalReader, asked: Asked, months: list[date]) -> dict[int, _Bills]:
    """Return by client what was invoiced in the months that count, credit notes included."""
    edges = [day_number(month) for month in (asked.today.replace(day=1), *months)]
    at = {day: number for number in range(len(months)) for day in range(edges[number + 1], edges[number])}
    rows = journal.sql(
        "SELECT client_id, issued_on, total_minor, currency FROM invoice WHERE trashed_at IS NULL"  # noqa: S608
        f" AND state <> '{InvoiceState.DRAFT.value}' AND issued_on >= {edges[-1]} AND issued_on < {edges[0]}"
        f"{asked.among('client_id')}"
    )
    found: dict[int, _Bills] = {}
    for client, issued, minor, currency in rows:
        bills = found.get(client)
        if bills is None:
            bills = found[client] = _Bills(len(months))
        bills.add(at[issued], minor, currency)
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
