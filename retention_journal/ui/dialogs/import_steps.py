"""The first steps of bringing a file in: choosing it, its columns, what has to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.terms import Term
from retention_journal.i18n import _
from retention_journal.importers import dates
from retention_journal.importers.columns import ColumnMapping, Field, MappingTo
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.mapped_tables import FirstLook, Question
from retention_journal.ui.buttons import primary_button
from retention_journal.ui.dialogs.import_columns import ColumnsView
from retention_journal.ui.dialogs.import_reading import ReadingFields
from retention_journal.ui.layouts import clear, column, stack
from retention_journal.ui.page import empty_state
from retention_journal.ui.panels import Notice, Panel, bullet
from retention_journal.ui.text_labels import Span, label, section_title
from retention_journal.ui.toggles import Radio, TickBox

PATTERNS = "*.csv *.txt *.tsv *.vcf *.vcard *.xlsx *.xls *.xlsb *.ods"
_LEFT_EMPTY = ""


class ChooseStep(QWidget):
    """Choose the file, or drop it here. ``chosen`` tells its Path."""

    chosen = Signal(object)

    def __init__(
        self,
        question: str = "",
        told: str = "",
        title: str = "",
        kinds: str = "",
        below: Sequence[QWidget] = (),
    ) -> None:
        """Make the step; texts are those of clients unless told.

        Args:
            question: What the panel asks.
            told: What can be chosen, below the question.
            title: Of the dialog that chooses.
            kinds: Name of the kind of files, with ``{patterns}``.
            below: What stands under the panel.
        """
        super().__init__()
        self.setAcceptDrops(True)
        self._title, self._kinds = title or _("Bring clients in"), kinds or _("Clients ({patterns})")
        self.button = primary_button(_("Choose the file…"), icon="folder")
        self.button.clicked.connect(self._choose)
        told = told or _(
            "A workbook or a CSV file from a spreadsheet or another program, or a contacts file (vCard). You"
            " can also drop it here. Nothing is written before you have looked it through."
        )
        question = question or _("Which file are your clients in?")
        self.panel = Panel(empty_state("import", question, told, [self.button]), edge="border_strong")
        stack(self, self.panel, *below, gap=14)
        self.setFocusProxy(self.button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = next((url for url in event.mimeData().urls() if url.isLocalFile()), None)
        if dropped is not None:
            self.chosen.emit(Path(dropped.toLocalFile()))

    def patterns(self) -> str:
        """Return how the names of files end that are offered first."""
        return PATTERNS

    def _choose(self) -> None:
        kinds = self._kinds.format(patterns=self.patterns())
        everything = _("All files ({patterns})").format(patterns="*")
        dialog = QFileDialog(self, self._title, "", f"{kinds};;{everything}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()


class LookStep(QWidget):
    """How a table is read, and what its columns mean.

    Signals:
        format_wanted: Look again with this CsvFormat.
        encoding_wanted: Look again with these letters (a key of ``encodings.NAMES``).
        sheet_wanted: Look at the sheet of this name instead.
    """

    format_wanted = Signal(object)
    encoding_wanted = Signal(object)
    sheet_wanted = Signal(object)

    def __init__(self, nothing: MappingTo[Any] | None = None, fields: Iterable[Term] = Field) -> None:
        """Make the step.

        Args:
            nothing: The mapping of no column at all; that of clients unless told.
            fields: What a column can mean.
        """
        super().__init__()
        self.mapping: MappingTo[Any] = ColumnMapping(()) if nothing is None else nothing
        self._own: dict[str, Any] = {}
        self._recalled: dict[str, str] = {}
        self._fields = tuple(fields)
        self.reading = ReadingFields()
        self.sheet, self.encoding = self.reading.sheet, self.reading.encoding
        self.delimiter, self.header_row = self.reading.delimiter, self.reading.header_row
        self.dates, self.decimal = self.reading.dates, self.reading.decimal
        self.letters = self.reading.letters
        self.columns = ColumnsView(self._fields)
        self.rest = TickBox(_("Keep the other columns as lines of the note"))
        self._told = label("", "body", colour="text_2", wrap=True)
        self._notes = column(gap=4)
        stack(self, self._told, self._notes, self.reading, 4, self.columns, self.rest, None, gap=10)
        self._listen()

    @property
    def format(self) -> CsvFormat:
        """How the rows on screen are read."""
        return self.reading.format

    def show_look(self, name: str, look: FirstLook[Any]) -> None:
        """Show the first rows of the file ``name``."""
        read = replace(look.table.format, **self._recalled)  # type: ignore[arg-type]
        self._recalled = {}
        self.mapping = look.mapping
        for heading, field in self._own.items():
            if heading in look.table.header:
                self.mapping = self.mapping.saying(heading, field)
        self.mapping = replace(self.mapping, rest_as_note=self.rest.isChecked())
        self.reading.show_format(read, look.table.sheets)
        self.columns.show_table(look.table, self.mapping)
        told = _("This is how “{name}” begins. Say what each column is, and change what is read wrongly.")
        if look.mapping.tool:
            told = _("“{name}” is an export of {tool}. Say what each column is.")
        self._told.setText(told.format(name=name, tool=look.mapping.tool))
        clear(self._notes)
        for note in look.table.notes:
            self._notes.addWidget(bullet("none", note))

    def show_format(self) -> None:
        """Show how the rows on screen were read, after another way was refused."""
        self.reading.show_again()

    def recall(self, said: Mapping[str, Any]) -> None:
        """Take over what was said by hand of a table with the same headings, before it is shown."""
        terms = {term.value: term for term in self._fields}
        columns = said.get("columns")
        if isinstance(columns, dict):
            self._own = {heading: terms.get(value) for heading, value in columns.items()}
        self.rest.setChecked(bool(said.get("rest")))
        known = {"date_format": dates.DATE_FORMATS, "decimal_sign": (",", ".")}
        self._recalled = {name: said[name] for name, words in known.items() if said.get(name) in words}

    def said(self, answers: Mapping[str, str]) -> dict[str, Any]:
        """Return what was said by hand, with the ``answers`` to what was asked, for ``recall``."""
        told = {"date_format": self.format.date_format, "decimal_sign": self.format.decimal_sign, **answers}
        columns = {heading: field.value if field else "" for heading, field in self._own.items()}
        return {"columns": columns, "rest": self.rest.isChecked(), **told}

    def forget(self) -> None:
        """Forget what was said of the columns of another file."""
        self._own, self._recalled = {}, {}
        self.letters.show()

    def _listen(self) -> None:
        self.reading.format_wanted.connect(self.format_wanted)
        self.reading.encoding_wanted.connect(self.encoding_wanted)
        self.reading.sheet_wanted.connect(self.sheet_wanted)
        self.columns.changed.connect(self._map)
        self.rest.toggled.connect(lambda on: self._rest(on=on))

    def _map(self, mapping: MappingTo[Any]) -> None:
        for heading in {*(one for one, _field in mapping.fields), *(one for one, _f in self.mapping.fields)}:
            if mapping.field_of(heading) is not self.mapping.field_of(heading):
                self._own[heading] = mapping.field_of(heading)
        self.mapping = replace(mapping, rest_as_note=self.rest.isChecked())

    def _rest(self, *, on: bool) -> None:
        self.mapping = replace(self.mapping, rest_as_note=on)


class AskStep(QWidget):
    """What only the person can know: which of two readings is meant."""

    def __init__(self) -> None:
        super().__init__()
        self.radios: list[list[Radio]] = []
        self._questions: list[Question] = []
        self._may_leave = True
        self._groups: list[QButtonGroup] = []
        self._panels = column(gap=12)
        told = _("These can be read in more than one way, and only you know which is meant.")
        stack(self, label(told, "body", colour="text_2", wrap=True), self._panels, None, gap=12)

    def ask(self, questions: Sequence[Question], *, may_leave: bool = True) -> None:
        """Ask ``questions``; ``may_leave`` offers to leave the values empty."""
        self._may_leave = may_leave
        clear(self._panels)
        self._questions, self.radios, self._groups = list(questions), [], []
        for question in questions:
            self._panels.addWidget(self._panel(question))

    def take_focus(self) -> None:
        """Begin with the first question that is open."""
        for radios, group in zip(self.radios, self._groups, strict=True):
            if group.checkedId() < 0:
                radios[0].setFocus()
                return

    def answers(self) -> dict[str, str] | None:
        """Return what was answered as values of a CsvFormat, or None while something is open."""
        told: dict[str, str] = {}
        for question, group in zip(self._questions, self._groups, strict=True):
            if group.checkedId() < 0:
                return None
            answer = (*question.asked.candidates, _LEFT_EMPTY)[group.checkedId()]
            if answer:
                told["date_format" if answer in dates.DATE_FORMATS else "decimal_sign"] = answer
        return told

    def _panel(self, question: Question) -> QWidget:
        asked = _("Column “{column}”: what does “{example}” mean?").format(
            column=question.column, example=question.asked.example
        )
        group = QButtonGroup(self)
        readings = [
            _spoken(reading, candidate, question.asked.example).replace("&", "&&")
            for candidate, reading in zip(question.asked.candidates, question.asked.readings, strict=True)
        ]
        if self._may_leave:
            readings.append(_("Leave these empty"))
        radios = [Radio(text) for text in readings]
        for number, radio in enumerate(radios):
            group.addButton(radio, number)
        self.radios.append(radios)
        self._groups.append(group)
        return Panel(section_title(asked), *radios, gap=4)


def _spoken(reading: str, candidate: str, example: str) -> str:
    """Return what a candidate makes of an example; of a number, what its sign then is."""
    if candidate in dates.DATE_FORMATS:
        return reading
    if candidate in example:
        told = (
            _("{number}: the comma begins the decimals")
            if candidate == ","
            else _("{number}: the point begins the decimals")
        )
    else:
        told = (
            _("{number}: the comma groups the thousands")
            if candidate == "."
            else _("{number}: the point groups the thousands")
        )
    return told.format(number=reading)


def error_notice(error: JournalError) -> Notice:
    """Return what went wrong and what to do, to stand above a step."""
    return Notice("act", Span(error.message, "ui_strong"), Span(f" {error.advice}", "ui"))
