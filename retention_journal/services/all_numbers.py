"""The numbers of one month over all clients: which are due, which are missing, entered as one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from retention_journal.core.agreement import LineEntry
from retention_journal.core.clients import GONE
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.kpis import AgreementStatus, Period, period_before
from retention_journal.core.periods import DayRange
from retention_journal.core.promises import PromiseDirection
from retention_journal.i18n import _
from retention_journal.services.business_year import year_start
from retention_journal.services.goal_readings import parts_of
from retention_journal.services.numbers import Cell, enter_in_change, field_of
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, KpiAgreement, KpiLine, Measurement, Promise, key_of

_A_WEEK, _A_MONTH, _A_QUARTER = 7, 31, 92  # days
_BINDING = (AgreementStatus.AGREED, AgreementStatus.SUPERSEDED)


class ClientCell(NamedTuple):
    """A goal of a client in a period."""

    client_id: int
    cell: Cell

    @property
    def field(self) -> str:
        """The name under which a refusal speaks of it."""
        return f"{self.client_id}/{field_of(self.cell)}"


@dataclass(frozen=True)
class DueNumber:
    """A figure that is due in a month.

    Attributes:
        client: The client's name.
        line: The goal as it was agreed at the end of the period.
        period: The days the figure is about; the last of them lies in the month.
        value: What was entered; None where it is missing.
        before: The figure of the period before; None where there is none.
        note: What was written beside the figure.
    """

    client_id: int
    client: str
    line: LineEntry
    period: DayRange
    value: Decimal | None = None
    before: Decimal | None = None
    note: str = ""

    @property
    def cell(self) -> ClientCell:
        """Its goal and period."""
        return ClientCell(self.client_id, Cell(self.line.line_key, self.period))


def due_numbers(journal: JournalReader, month: DayRange, *, today: date) -> list[DueNumber]:
    """Return every figure that is due in a month, the missing ones first, then by client and agreement.

    What is counted from small requests is not asked for, nor are clients who are gone.

    Args:
        journal: Where to look.
        month: Periods that end in it are due; those that have not begun are not.
        today: The day asked about.
    """
    year = year_start(journal)
    due = {kind: [(one, period_before(one)) for one in _due(kind, month, year)] for kind in Period}
    figures = _figures(journal, month)
    counted = _counted(journal, month)
    found = []
    for client_id, client, valid_from, valid_to, line in _lines(journal, month):
        for period, earlier in due[line.period]:
            day = min(period.last, max(today, period.first))
            if period.first > today or not valid_from <= day <= (valid_to or date.max):
                continue
            value, note = figures.get((line.line_key, period), (None, ""))
            if value is None and line.turnaround_days is not None and client_id in counted:
                continue
            before, _note = figures.get((line.line_key, earlier), (None, ""))
            found.append(DueNumber(client_id, client, line, period, value, before, note))
    return sorted(found, key=lambda one: one.value is not None)  # keeps the order within both


def enter_all(
    journal: Journal,
    typed: Mapping[ClientCell, str],
    *,
    notes: Mapping[ClientCell, str] | None = None,
    source: str = "",
    language: str | None = None,
) -> int:
    """Enter figures of many clients as one act that undoes as one, and return how many changed.

    Args:
        journal: Where to.
        typed: What was typed; "" removes a figure.
        notes: What to write beside a figure, for cells that have one.
        source: Where the figures come from; "" leaves what was said before.
        language: Decides between decimal signs; None is the program's language.

    Raises:
        InvalidEntryError: A text is no number; ``field`` is that of its cell. Nothing was changed.
        NotFoundError: A client or a goal is not in the journal.
    """
    by_client: dict[int, dict[Cell, str]] = defaultdict(dict)
    for (client_id, cell), text in typed.items():
        by_client[client_id][cell] = text
    noted = {cell: text for cell, text in (notes or {}).items() if cell in typed}
    changed = 0
    with journal.change(_("Enter numbers")) as change:
        for client_id, cells in by_client.items():
            own = {cell: text for (client, cell), text in noted.items() if client == client_id}
            try:
                changed += enter_in_change(
                    change, journal, client_id, cells, notes=own, source=source, language=language
                )
            except InvalidEntryError as error:
                raise InvalidEntryError(f"{client_id}/{error.field}", error.message, error.advice) from error
    return changed


def _due(kind: Period, month: DayRange, year: int) -> list[DayRange]:
    """Return the periods of a kind that end in a month."""
    if kind in {Period.WEEK, Period.MONTH}:
        return parts_of(kind, month)
    whole = parts_of(kind, DayRange(_back(month.first, kind), month.last), year)
    return [period for period in whole if period.last in month]


def _back(day: date, kind: Period) -> date:
    """Return a day far enough back for a period of a kind that ends in the month of ``day``."""
    return day - timedelta(days=95 if kind is Period.QUARTER else 370)


def _lines(journal: JournalReader, month: DayRange) -> list[tuple[int, str, date, date | None, LineEntry]]:
    """Return every goal that was in force in a month, by client and in the agreement's order."""
    query = (
        KpiLine.select(
            key_of(Client), Client.name, KpiAgreement.valid_from, KpiAgreement.valid_to,
            KpiLine.name, KpiLine.line_key, KpiLine.kind, KpiLine.unit, KpiLine.direction, KpiLine.target,
            KpiLine.target_high, KpiLine.baseline, KpiLine.tolerance_pct, KpiLine.period, KpiLine.aggregation,
            KpiLine.importance_client, KpiLine.importance_own, KpiLine.importance_source,
            KpiLine.turnaround_days, KpiLine.parent_key,
        )
        .join(KpiAgreement)
        .join(Client)
        .where(
            KpiLine.trashed_at.is_null()
            & KpiAgreement.trashed_at.is_null()
            & KpiAgreement.status.in_(_BINDING)
            & (KpiAgreement.valid_from <= month.last)
            & (KpiAgreement.valid_to.is_null() | (KpiAgreement.valid_to >= month.first))
            & Client.trashed_at.is_null()
            & Client.status.not_in(tuple(GONE))
        )
        .order_by(Client.sort_key, key_of(Client), KpiLine.position, key_of(KpiLine))
    )  # fmt: skip
    return [(*row[:4], LineEntry(*row[4:])) for row in journal.tuples(query)]


def _figures(journal: JournalReader, month: DayRange) -> dict[tuple[str, DayRange], tuple[Decimal, str]]:
    """Return the figures of the periods that end in a month, and of those before each of them."""
    length = Measurement.period_end - Measurement.period_start
    reaches_back = (
        (Measurement.period_end >= month.first - timedelta(days=_A_WEEK))
        | ((length > _A_MONTH) & (Measurement.period_end >= _back(month.first, Period.QUARTER)))
        | ((length > _A_QUARTER) & (Measurement.period_end >= _back(month.first, Period.YEAR)))
    )
    query = Measurement.select(
        Measurement.line_key, Measurement.period_start, Measurement.period_end, Measurement.value,
        Measurement.note,
    )  # fmt: skip
    query = query.where(
        Measurement.trashed_at.is_null() & (Measurement.period_end <= month.last) & reaches_back
    )
    return {
        (key, DayRange(first, last)): (value, note) for key, first, last, value, note in journal.tuples(query)
    }


def _counted(journal: JournalReader, month: DayRange) -> set[int]:
    """Return the clients for whom small requests were done in a month."""
    query = Promise.select(Promise.client, Promise.delivered_at).where(
        Promise.is_small_request
        & (Promise.direction == PromiseDirection.OURS)
        & Promise.delivered_at.is_null(False)
        & ~Promise.date_unknown
        & Promise.trashed_at.is_null()
        & (Promise.made_on <= month.last)
        & (Promise.made_on >= _back(month.first, Period.YEAR))
    )
    return {client for client, done in journal.tuples(query) if done.date() in month}
