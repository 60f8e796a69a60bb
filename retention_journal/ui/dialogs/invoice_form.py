"""The form of an invoice: its number, amount and days. A minus before the amount makes a credit note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.invoices import checked_currency, minor_typed, typed
from retention_journal.i18n import _
from retention_journal.services.clients import client_name
from retention_journal.services.invoices import (
    InvoiceEntry,
    InvoiceRow,
    add_invoice,
    client_invoices,
    edit_invoice,
    invoice,
    trash_invoice,
    usual_currency,
    usual_days,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, row
from retention_journal.ui.text_labels import label
from retention_journal.ui.toggles import TickBox

_USUAL_DAYS = 14
_LONGEST_NUMBER, _LONGEST_AMOUNT, _CODE = 60, 40, 12


class InvoiceForm(KeptDialog):
    """Writes an invoice down, or changes one."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        client_id: int,
        *,
        invoice_id: int | None = None,
        parent: QWidget,
    ) -> None:
        title = _("New invoice") if invoice_id is None else _("Change the invoice")
        super().__init__(title, _("Add it") if invoice_id is None else _("Save"), parent, width=560)
        self._journal, self._now, self._client_id = journal, now, client_id
        self._before: InvoiceRow | None = None if invoice_id is None else invoice(journal, invoice_id)
        self._form = self.use_form(Form())
        self._make(self._before.entry() if self._before else self._usual())
        self._lay_out()
        self.keep_as(journal.path, f"invoice {invoice_id or f'to {client_id}'}")
        self.number.setFocus()

    def entry(self) -> InvoiceEntry:
        """Return what the form says.

        Raises:
            InvalidEntryError: A day, the amount or the currency is none.
        """
        days = {}
        for name, field in (("issued_on", self.issued), ("due_on", self.due), ("paid_on", self.paid)):
            if problem := field.problem():
                raise InvalidEntryError(name, problem)
            days[name] = field.day()
        issued, due = days["issued_on"], days["due_on"]
        if issued is None:
            raise InvalidEntryError("issued_on", _("Choose a day."))
        currency = checked_currency(self.currency.cleaned())
        total = minor_typed(self.total.text(), currency, field="total_minor")
        return InvoiceEntry(
            issued,
            due,
            total or 0,
            currency,
            number=self.number.cleaned(),
            paid_on=days["paid_on"],
            is_draft=self.is_draft.isChecked(),
            note=self.remark.cleaned(),
        )

    def submit(self) -> None:
        """Add or change the invoice.

        Raises:
            JournalError: It cannot be kept so.
        """
        today = self._today()
        if self._before:
            edit_invoice(self._journal, self._before.invoice_id, self.entry(), today=today)
            said = _("Invoice changed.")
        else:
            add_invoice(self._journal, self._client_id, self.entry(), today=today)
            said = _("Invoice added.")
        self.drop_draft()
        self.undoable.emit(said)

    def trash(self) -> None:
        """Put the invoice in the trash and close."""
        if self._before is None:
            return
        trash_invoice(self._journal, self._before.invoice_id, now=self._now())
        self.undoable.emit(_("The invoice is in the trash."))
        self.drop_draft()
        self.done(0)

    def _usual(self) -> InvoiceEntry:
        """Return a new invoice as the last ones were: their currency, and their days for paying."""
        today = self._today()
        days = usual_days(client_invoices(self._journal, self._client_id))
        due = today + timedelta(days=_USUAL_DAYS if days is None else days)
        return InvoiceEntry(today, due, 0, usual_currency(self._journal, self._client_id))

    def _make(self, entry: InvoiceEntry) -> None:
        self.number = LineField(entry.number, longest=_LONGEST_NUMBER)
        amount = typed(entry.total_minor or None, entry.currency)
        self.total = LineField(amount, longest=_LONGEST_AMOUNT)
        self.currency = LineField(entry.currency, longest=_CODE)
        self.issued = DateField(entry.issued_on, self._today)
        self.due = DateField(entry.due_on, self._today, optional=self._may_lack_due())
        self.paid = DateField(entry.paid_on, self._today, optional=True, past=True)
        self.is_draft = TickBox(_("A &draft: not sent yet"))
        self.is_draft.setChecked(entry.is_draft)
        self.remark = TextField(entry.note)

    def _lay_out(self) -> None:
        form = self._form
        form.add_part(label(client_name(self._journal, self._client_id).name, "body_strong", elide=True))
        form.add_row(
            ("number", _("&Number"), self.number, True),
            ("total_minor", _("&Amount"), self.total),
            ("currency", _("&Currency"), self.currency),
        )
        form.add_row(
            ("issued_on", _("&Issued"), self.issued),
            ("due_on", _("D&ue"), self.due, self._may_lack_due()),
        )
        form.add("paid_on", _("All &paid on"), self.paid, optional=True)
        form.add_part(box(row(self.is_draft, None)))
        form.add("note", _("N&ote"), self.remark, optional=True)
        if self._before is not None:
            away = quiet_button(_("Move to the trash"), icon="trash")
            away.clicked.connect(lambda _checked: self.trash())
            self.buttons.insertWidget(1, away)
        else:
            self.note.setText(_("A minus before the amount makes it a credit note."))

    def _may_lack_due(self) -> bool:
        """Say whether the due day may stay empty: only of an invoice that came in without one."""
        return self._before is not None and self._before.due_on is None

    def _today(self) -> date:
        return self._now().date()
