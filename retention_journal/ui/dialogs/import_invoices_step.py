"""The step of bringing invoices in: what each column is, how days and amounts are written, and the terms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.invoices import checked_currency
from retention_journal.i18n import _
from retention_journal.importers.columns import MappingTo
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.invoice_columns import InvoiceField, InvoiceMapping, invoice_mapping_of
from retention_journal.importers.invoices import InvoiceLook, InvoiceWays
from retention_journal.importers.mapped_tables import Question
from retention_journal.ui.dialogs.import_columns import ColumnsView
from retention_journal.ui.dialogs.import_reading import ReadingFields
from retention_journal.ui.dialogs.import_steps import AskStep
from retention_journal.ui.fields import LineField, NumberField
from retention_journal.ui.form import Field as FormField
from retention_journal.ui.layouts import FlowLayout, clear, column, stack
from retention_journal.ui.panels import bullet
from retention_journal.ui.text_labels import label

_CODE = 3
_MOST_DAYS = 365


class InvoicesStep(QWidget):
    """What only the person can say of a table of invoices. ``ways()`` is what they said.

    Signals:
        reading_wanted: Look again, with the table read by these InvoiceWays.
    """

    reading_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.reading = ReadingFields()
        self.columns = ColumnsView(InvoiceField)
        self.currency = LineField("", longest=_CODE)
        self.terms = NumberField(-1, -1, _MOST_DAYS)
        self.terms.setSpecialValueText(_("Not known"))
        self.questions = AskStep()
        self._mapping: MappingTo[Any] = InvoiceMapping(())
        self._guessed: MappingTo[Any] = InvoiceMapping(())
        self._ways = InvoiceWays()
        self._asked: tuple[Question, ...] = ()
        self._told = label("", "body", colour="text_2", wrap=True)
        self._notes = column(gap=4)
        self.problem = label("", "body", colour="act", wrap=True)
        self._lay_out()
        self._listen()

    def show_look(self, name: str, look: InvoiceLook, ways: InvoiceWays) -> None:
        """Ask about the table ``name``.

        Args:
            name: Of the file.
            look: What a first look at it told.
            ways: What was chosen before; its currency is the business's where nothing was.
        """
        table = look.first.table
        self._ways, self._guessed = ways, look.first.mapping
        self._mapping = look.first.mapping
        if ways.mapping and set(ways.mapping) <= set(table.header):
            self._mapping = invoice_mapping_of(ways.mapping)
        told = _("This is how “{name}” begins. Say what each column is, and change what is read wrongly.")
        if look.first.mapping.tool:
            told = _("“{name}” is an export of {tool}. Say what each column is.")
        self._told.setText(told.format(name=name, tool=look.first.mapping.tool))
        clear(self._notes)
        for note in table.notes:
            self._notes.addWidget(bullet("none", note))
        read = replace(table.format, date_format=ways.date_format, decimal_sign=ways.decimal_sign)
        self.reading.show_format(read, table.sheets)
        self.columns.show_table(table, self._mapping)
        self._ask(look.questions)
        self.currency.setText(ways.currency)
        self.terms.setValue(-1 if ways.terms_days is None else ways.terms_days)
        self.problem.hide()
        self._offer()
        asks = self.questions.radios[0] if self.questions.radios else self.columns.choices
        self.setFocusProxy(asks[0] if asks else self.reading.header_row)

    def ask_first(self, name: str, look: InvoiceLook, ways: InvoiceWays) -> None:
        """Ask what the columns that were chosen leave open, before anything can be read."""
        self.show_look(name, look, ways)
        self._refuse(_("Say first which of the readings is meant."))

    def show_reading(self) -> None:
        """Show how the rows on screen are read, after another way was refused."""
        self.reading.show_again()

    def ways(self) -> InvoiceWays | None:
        """Return what was chosen, or None where something of it cannot be; the step then says what."""
        answers = self.questions.answers()
        if not InvoiceMapping(self._mapping.fields).is_enough:
            self._refuse(_("Say which columns hold the number, the day and the amount of the invoices."))
            return None
        if answers is None:
            self._refuse(_("Say first which of the readings is meant."))
            self.questions.take_focus()
            return None
        try:
            currency = checked_currency(self.currency.cleaned())
        except InvalidEntryError as error:
            self.show_error(error)
            return None
        return replace(self._so_far(), currency=currency, **answers)  # type: ignore[arg-type]

    def show_error(self, error: InvalidEntryError) -> None:
        """Show what a service refused under the field it is about."""
        self.currency_field.show_error(error.message)
        self.currency.setFocus()

    def _so_far(self) -> InvoiceWays:
        """Return what is chosen by now, whether or not it is enough."""
        terms = self.terms.value()
        has_due = InvoiceField.DUE_ON in InvoiceMapping(self._mapping.fields).taken()
        is_own = self._mapping.fields != self._guessed.fields
        return replace(
            self._ways,
            mapping=self._mapping.as_names() if is_own else {},
            date_format=self.reading.format.date_format,
            decimal_sign=self.reading.format.decimal_sign,
            terms_days=None if terms < 0 or has_due else terms,
            currency=self.currency.cleaned(),
        )

    def _ask(self, questions: tuple[Question, ...]) -> None:
        """Ask those questions that nothing chosen answers yet."""
        self._asked, told = questions, self.reading.format
        known = {told.date_format, told.decimal_sign} - {""}
        open_ones = [one for one in questions if not known & set(one.asked.candidates)]
        self.questions.ask(open_ones, may_leave=False)
        self.questions.setVisible(bool(open_ones))

    def _look_again(self, wanted: CsvFormat) -> None:
        """Ask for a look with another sign between the cells, or other headings."""
        now = self.reading.format
        if wanted.delimiter != now.delimiter:
            self._want(delimiter=wanted.delimiter)
        elif wanted.header_row != now.header_row:
            told = replace(self._so_far(), header_row=wanted.header_row, sheet=now.sheet)
            self.reading_wanted.emit(told)

    def _refuse(self, message: str) -> None:
        self.problem.setText(message)
        self.problem.show()

    def _map(self, mapping: MappingTo[Any]) -> None:
        self._mapping = mapping
        self.problem.hide()
        self._offer()

    def _offer(self) -> None:
        """Show the fields that only tables without such a column need."""
        taken = {field for _heading, field in self._mapping.fields}
        self.terms_field.setVisible(InvoiceField.DUE_ON not in taken)

    def _lay_out(self) -> None:
        self.currency_field = FormField(
            _("C&urrency of amounts that name none"), self.currency, note=_("Such as NOK, SEK, GBP or EUR.")
        )
        self.terms_field = FormField(
            _("Days &given for paying"), self.terms,
            note=_("No column says when the invoices are due. Unless you know, none of them counts as late."),
        )  # fmt: skip
        controls = QWidget()
        flow = FlowLayout(14)
        flow.addWidget(self.currency_field)
        flow.addWidget(self.terms_field)
        controls.setLayout(flow)
        parts = (self._told, self._notes, self.reading, self.problem, self.questions, self.columns, controls)
        stack(self, *parts, None, gap=12)
        self.setTabOrder(self.currency, self.terms)

    def _listen(self) -> None:
        self.reading.format_wanted.connect(self._look_again)
        self.reading.encoding_wanted.connect(lambda one: self._want(encoding=one, delimiter=""))
        self.reading.sheet_wanted.connect(lambda name: self._want(sheet=name))
        self.reading.told.connect(lambda: self._ask(self._asked))
        self.columns.changed.connect(self._map)
        self.currency.textChanged.connect(lambda _text: self.currency_field.show_error(""))

    def _want(self, **told: str) -> None:
        """Ask for a look at the table read otherwise, its headings found anew."""
        self.reading_wanted.emit(replace(self._so_far(), header_row=None, **told))  # type: ignore[arg-type]
