"""The table of a client's invoices: issued, due, paid, how late, how much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy

from retention_journal.core import formats
from retention_journal.core.invoices import InvoiceState
from retention_journal.i18n import _, ngettext
from retention_journal.services.invoices import InvoiceRow
from retention_journal.ui import theme
from retention_journal.ui.delegates import NumberCell, StatusCell, TextCell
from retention_journal.ui.record_table import Column, RecordView

_PAID_OR_NOT = {
    InvoiceState.DRAFT: "text_3",
    InvoiceState.PAID: "text_2",
    InvoiceState.WRITTEN_OFF: "text_3",
}


class InvoiceTable(RecordView[InvoiceRow]):
    """The invoices of one client, as high as it has lines: the page scrolls, the table does not."""

    def __init__(self, today: date, breaks_habit: Callable[[InvoiceRow], bool]) -> None:
        super().__init__(
            invoice_columns(today, breaks_habit), key=lambda one: one.invoice_id, name=_("Invoices")
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_invoices(self, rows: Sequence[InvoiceRow]) -> None:
        """Show ``rows`` in the order given."""
        self.show_records(list(rows))
        self.updateGeometry()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        super().restyle()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = self.verticalHeader().defaultSectionSize() * self.table.rowCount()
        return QSize(theme.px(560), self.horizontalHeader().height() + lines + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), self.sizeHint().height())


def invoice_columns(today: date, breaks_habit: Callable[[InvoiceRow], bool]) -> list[Column[InvoiceRow]]:
    """Return what the table says of each invoice as of ``today``; one that breaks the habit stands out."""

    def day(value: date | None) -> str:
        return "" if value is None else formats.short_day(value, today=today)

    def late_state(one: InvoiceRow) -> str:
        if breaks_habit(one):
            return "watch"
        return "none" if one.is_late(today) else ""

    return [
        Column(_("Invoice no."), number_words, most=180, cell=TextCell("body", "text"), name="number"),
        Column(_("Issued"), lambda one: day(one.issued_on), lambda one: one.issued_on, width=104, most=150,
               cell=TextCell(), drop=2, name="issued"),
        Column(_("Due"), lambda one: due_words(one, today), lambda one: one.due_on or date.max, width=104,
               most=150, cell=TextCell(), drop=4, name="due"),
        Column(_("Paid"), lambda one: paid_words(one, today), lambda one: one.paid_on or date.max, width=104,
               most=240, cell=TextCell(colour=lambda one: _PAID_OR_NOT.get(one.state, "text")), name="paid"),
        Column(_("Days late"), lambda one: late_words(one, today), lambda one: one.days_late(today) or 0,
               width=148, most=190, cell=StatusCell(late_state), drop=3, name="late"),
        Column(_("Amount"), lambda one: formats.money(one.total_minor, one.currency),
               lambda one: (one.currency, one.total_minor), width=110, most=200, cell=NumberCell(),
               right=True, name="amount"),
    ]  # fmt: skip


def number_words(one: InvoiceRow) -> str:
    """Return what an invoice is called; a credit note says so."""
    if one.is_credit:
        return _("{number}, credit note").format(number=one.number) if one.number else _("Credit note")
    return one.number or _("No number")


def due_words(one: InvoiceRow, today: date) -> str:
    """Return the day on which an invoice is due; one that was brought in without says so."""
    if one.due_on is None:
        return "" if one.is_credit else _("not known")
    return formats.short_day(one.due_on, today=today)


def paid_words(one: InvoiceRow, today: date) -> str:
    """Return the day on which an invoice was paid, or why there is none."""
    if one.state is InvoiceState.PAID:
        return _("Paid") if one.paid_on is None else formats.short_day(one.paid_on, today=today)
    if one.state is InvoiceState.PART_PAID:
        return _("{money} of it").format(money=formats.money(one.paid_minor, one.currency))
    if one.state is InvoiceState.SENT:
        return "–" if one.is_credit else _("Not paid")
    return one.state.label


def late_words(one: InvoiceRow, today: date) -> str:
    """Return how many days late an invoice was paid, or is; early ones say so."""
    days = one.days_late(today)
    if days is None:
        return ""
    if days < 0:
        return ngettext("{n} day early", "{n} days early", -days).format(n=formats.number(-days))
    if not days:
        return _("on the day")
    return ngettext("{n} day late", "{n} days late", days).format(n=formats.number(days))
