"""How a table is read: its sheet, letters and signs, each to be said otherwise where it was guessed wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.importers import dates, encodings
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.ui.fields import Choice, NumberField
from retention_journal.ui.form import Field as FormField
from retention_journal.ui.layouts import FlowLayout

_MOST_HEADING_ROW = 50


class ReadingFields(QWidget):
    """The fields beside each other; ``format`` is how the rows on screen are read.

    Signals:
        format_wanted: Look again with this CsvFormat.
        encoding_wanted: Look again with these letters (a key of ``encodings.NAMES``).
        sheet_wanted: Look at the sheet of this name instead.
        told: How dates and decimals are written was said; the rows on screen stay as they are.
    """

    format_wanted = Signal(object)
    encoding_wanted = Signal(object)
    sheet_wanted = Signal(object)
    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.format = CsvFormat()
        self.sheet = Choice([("", "")])
        self.encoding = Choice([(name, encodings.label(name)) for name in encodings.NAMES])
        self.delimiter = Choice(
            [(",", _("Comma")), (";", _("Semicolon")), ("\t", _("Tab")), ("|", _("Upright bar"))]
        )
        self.header_row = NumberField(1, 0, _MOST_HEADING_ROW)
        self.header_row.setSpecialValueText(_("None"))
        self.dates = Choice(
            [("", _("As each column shows")), *((key, _(text)) for key, text in dates.DATE_FORMATS.items())]
        )
        self.decimal = Choice([("", _("As each column shows")), (",", _("Comma")), (".", _("Point"))])
        self.setAccessibleName(_("How the file is read"))
        self._lay_out()
        self._listen()

    def show_format(self, format: CsvFormat, sheets: tuple[str, ...]) -> None:
        """Show how a table was read that came out of one of ``sheets``, none for a text."""
        self.format = format
        self.sheet.set_options([(sheet, sheet) for sheet in sheets or ("",)])
        self.sheets.setVisible(len(sheets) > 1)
        if sheets:
            self.letters.hide()
        self.between.setVisible(not sheets)
        self.show_again()

    def show_again(self) -> None:
        """Show how the rows on screen were read, after another way was refused."""
        self.sheet.set_value(self.format.sheet)
        self.encoding.set_value(self.format.encoding)
        self.delimiter.set_value(self.format.delimiter)
        self.header_row.setValue(self.format.header_row)
        self.dates.set_value(self.format.date_format)
        self.decimal.set_value(self.format.decimal_sign)

    def _lay_out(self) -> None:
        flow = FlowLayout(14)
        made_of: dict[QWidget, FormField] = {}
        fields = (
            (_("Sh&eet"), self.sheet),
            (_("&Letters"), self.encoding),
            (_("Between &cells"), self.delimiter),
            (_("&Headings in row"), self.header_row),
            (_("&Dates"), self.dates),
            (_("Decimal &sign"), self.decimal),
        )
        for name, field in fields:
            flow.addWidget(made := FormField(name, field))
            made_of[field] = made
        self.sheets, self.letters = made_of[self.sheet], made_of[self.encoding]
        self.between = made_of[self.delimiter]
        self.setLayout(flow)
        for (_before, one), (_after, other) in pairwise(fields):
            self.setTabOrder(one, other)
        self.setFocusProxy(self.encoding)

    def _listen(self) -> None:
        self.encoding.chosen.connect(self.encoding_wanted)
        self.sheet.chosen.connect(self.sheet_wanted)
        self.delimiter.chosen.connect(lambda sign: self._look_again(delimiter=sign))
        self.header_row.editingFinished.connect(lambda: self._look_again(header_row=self.header_row.value()))
        self.dates.chosen.connect(lambda key: self._keep(date_format=key))
        self.decimal.chosen.connect(lambda sign: self._keep(decimal_sign=sign))

    def _look_again(self, **told: object) -> None:
        wanted = replace(self.format, **told)  # type: ignore[arg-type]
        if wanted != self.format:
            self.format_wanted.emit(wanted)

    def _keep(self, **told: object) -> None:
        self.format = replace(self.format, **told)  # type: ignore[arg-type]
        self.told.emit()
