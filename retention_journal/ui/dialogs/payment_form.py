"""The form of a payment: how much came, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.invoices import InvoiceState, minor_typed, typed
from retention_journal.i18n import _
from retention_journal.services.invoices import invoice, pay
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import DateField, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import label

_LONGEST_AMOUNT = 40


class PaymentForm(Dialog):
    """Notes that an invoice was paid, whole or in part.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], invoice_id: int, *, parent: QWidget
    ) -> None:
        super().__init__(_("Note a payment"), _("Note it"), parent, width=480)
        self._journal, self._now = journal, now
        self._invoice = invoice(journal, invoice_id)
        is_open, currency = self._invoice.open_minor, self._invoice.currency
        self.amount = LineField(typed(is_open, currency), longest=_LONGEST_AMOUNT)
        self.paid = DateField(self._today(), self._today, past=True)
        form = self.use_form(Form())
        form.add_part(label(self._title(), "body_strong", elide=True))
        money = formats.money(is_open, currency)
        form.add_row(
            ("amount_minor", _("What &came, in {currency}").format(currency=currency), self.amount),
            ("paid_on", _("&When"), self.paid),
        )
        form.field("amount_minor").set_note(_("{money} is open.").format(money=money))
        self.amount.setFocus()
        self.amount.selectAll()

    def submit(self) -> None:
        """Note the payment.

        Raises:
            JournalError: The day or the amount cannot be.
        """
        if problem := self.paid.problem():
            raise InvalidEntryError("paid_on", problem)
        day = self.paid.day()
        if day is None:
            raise InvalidEntryError("paid_on", _("Choose a day."))
        amount = minor_typed(self.amount.text(), self._invoice.currency, field="amount_minor")
        state = pay(
            self._journal, self._invoice.invoice_id, day, today=self._today(), amount_minor=amount or 0
        )
        is_all = state is InvoiceState.PAID
        self.undoable.emit(_("Invoice paid.") if is_all else _("Part of the invoice paid."))

    def _title(self) -> str:
        number = self._invoice.number
        if not number:
            return self._invoice.client_name
        return _("{client}, invoice {number}").format(client=self._invoice.client_name, number=number)

    def _today(self) -> date:
        return self._now().date()
