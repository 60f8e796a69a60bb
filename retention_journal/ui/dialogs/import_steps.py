"""The steps of bringing clients in: the file, its columns, what has to be asked, looking through, done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.core.intake import ClientRow, Problem
from retention_journal.i18n import _, ngettext
from retention_journal.importers import dates, encodings
from retention_journal.importers.clients import FirstLook, ReadResult
from retention_journal.importers.clients_csv import Question
from retention_journal.importers.columns import ColumnMapping
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.services.transfer.look_through import LookedThrough
from retention_journal.services.transfer.results import ImportResult
from retention_journal.ui.buttons import outlined_button, primary_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.dialogs.import_columns import ColumnsView
from retention_journal.ui.fields import Choice, NumberField
from retention_journal.ui.form import Field as FormField
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row, stack
from retention_journal.ui.page import empty_state
from retention_journal.ui.panels import Bar, Notice, Panel, bullet
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.text_labels import Span, caption, label, section_title
from retention_journal.ui.toggles import Radio, TickBox

PATTERNS = "*.csv *.txt *.tsv *.vcf *.vcard"
_MOST_HEADING_ROW = 50
_LEFT_EMPTY = ""


class ChooseStep(QWidget):
    """Choose the file, or drop it here. ``chosen`` tells its Path."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.button = primary_button(_("Choose the file…"), icon="folder")
        self.button.clicked.connect(self._choose)
        told = _(
            "A CSV file from a spreadsheet or another program, or a contacts file (vCard). You can also drop"
            " it here. Nothing is written before you have looked it through."
        )
        self.panel = Panel(
            empty_state("import", _("Which file are your clients in?"), told, [self.button]),
            edge="border_strong",
        )
        stack(self, self.panel)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = next((url for url in event.mimeData().urls() if url.isLocalFile()), None)
        if dropped is not None:
            self.chosen.emit(Path(dropped.toLocalFile()))

    def _choose(self) -> None:
        kinds = _("Clients ({patterns})").format(patterns=PATTERNS)
        everything = _("All files ({patterns})").format(patterns="*")
        dialog = QFileDialog(self, _("Bring clients in"), "", f"{kinds};;{everything}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()


class LookStep(QWidget):
    """How a table is read, and what its columns mean.

    Signals:
        format_wanted: Look again with this CsvFormat.
        encoding_wanted: Look again with these letters (a key of ``encodings.NAMES``).
    """

    format_wanted = Signal(object)
    encoding_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.mapping = ColumnMapping(())
        self.format = CsvFormat()
        self._own: dict[str, object] = {}
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
        self.columns = ColumnsView()
        self.rest = TickBox(_("Keep the other columns as lines of the note"))
        self._told = label("", "body", colour="text_2", wrap=True)
        self._notes = column(gap=4)
        self._lay_out()
        self._listen()

    def show_look(self, name: str, look: FirstLook) -> None:
        """Show the first rows of the file ``name``."""
        self.format = look.table.format
        self.mapping = look.mapping
        for heading, field in self._own.items():
            if heading in look.table.header:
                self.mapping = self.mapping.saying(heading, field)  # type: ignore[arg-type]
        self.mapping = replace(self.mapping, rest_as_note=self.rest.isChecked())
        self.show_format()
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
        self.encoding.set_value(self.format.encoding)
        self.delimiter.set_value(self.format.delimiter)
        self.header_row.setValue(self.format.header_row)
        self.dates.set_value(self.format.date_format)
        self.decimal.set_value(self.format.decimal_sign)

    def forget(self) -> None:
        """Forget what was said of the columns of another file."""
        self._own = {}

    def _lay_out(self) -> None:
        controls = QWidget()
        flow = FlowLayout(14)
        for name, field in (
            (_("&Letters"), self.encoding),
            (_("Between &cells"), self.delimiter),
            (_("&Headings in row"), self.header_row),
            (_("&Dates"), self.dates),
            (_("Decimal &sign"), self.decimal),
        ):
            flow.addWidget(FormField(name, field))
        controls.setLayout(flow)
        stack(self, self._told, self._notes, controls, 4, self.columns, self.rest, None, gap=10)

    def _listen(self) -> None:
        self.encoding.chosen.connect(self.encoding_wanted)
        self.delimiter.chosen.connect(lambda sign: self._look_again(delimiter=sign))
        self.header_row.editingFinished.connect(lambda: self._look_again(header_row=self.header_row.value()))
        self.dates.chosen.connect(lambda key: self._keep(date_format=key))
        self.decimal.chosen.connect(lambda sign: self._keep(decimal_sign=sign))
        self.columns.changed.connect(self._map)
        self.rest.toggled.connect(lambda on: self._rest(on=on))

    def _look_again(self, **told: object) -> None:
        wanted = replace(self.format, **told)  # type: ignore[arg-type]
        if wanted != self.format:
            self.format_wanted.emit(wanted)

    def _keep(self, **told: object) -> None:
        self.format = replace(self.format, **told)  # type: ignore[arg-type]

    def _map(self, mapping: ColumnMapping) -> None:
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
        self._groups: list[QButtonGroup] = []
        self._panels = column(gap=12)
        told = _("These can be read in more than one way, and only you know which is meant.")
        stack(self, label(told, "body", colour="text_2", wrap=True), self._panels, None, gap=12)

    def ask(self, questions: Sequence[Question]) -> None:
        """Ask ``questions``."""
        clear(self._panels)
        self._questions, self.radios, self._groups = list(questions), [], []
        for question in questions:
            self._panels.addWidget(self._panel(question))

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
        readings = [reading.replace("&", "&&") for reading in question.asked.readings]
        radios = [Radio(text) for text in (*readings, _("Leave these empty"))]
        for number, radio in enumerate(radios):
            group.addButton(radio, number)
        self.radios.append(radios)
        self._groups.append(group)
        return Panel(section_title(asked), *radios, gap=4)


@dataclass(frozen=True)
class Line:
    """One line of looking through: "new", "here", "left" or "mended", where it stands and what happens."""

    number: int
    kind: str
    place: str
    name: str
    told: str


class ReviewStep(QWidget):
    """What taking the file in would do, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.chips = Chips(name=_("Show"))
        self.chips.changed.connect(lambda _kind: self._show_kind())
        self._told = label("", "body", wrap=True)
        self._notes = column(gap=4)
        self._lines: list[Line] = []
        self.list: RecordView[Line] = RecordView(
            [
                Column(_("Where"), lambda line: line.place, lambda line: line.number, width=120),
                Column(_("Client"), lambda line: line.name, cell=TextCell("ui", "text", True), width=240),
                Column(_("What happens"), lambda line: line.told),
            ],
            lambda line: line.number,
            name=_("What was read"),
        )
        self.list.setMinimumHeight(self.list.verticalHeader().defaultSectionSize() * 6)
        self.bar = Bar()
        kept = self.bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(kept)
        self.bar.hide()
        stack(self, self._told, self._notes, self.chips, self.list, self.bar, gap=10)

    def show_read(self, name: str, read: ReadResult, seen: LookedThrough) -> None:
        """Show what was read from the file ``name``, and how it meets the journal."""
        self._lines = _lines(read, seen)
        kinds = (
            ("new", _("New")),
            ("here", _("Already here")),
            ("left", _("Cannot be read")),
            ("mended", _("Worth a look")),
        )
        counts = {kind: sum(line.kind == kind for line in self._lines) for kind, _text in kinds}
        self.chips.show_chips([Chip(kind, text, count=counts[kind]) for kind, text in kinds if counts[kind]])
        self._told.setText(_summary(name, seen))
        clear(self._notes)
        for note in read.notes:
            self._notes.addWidget(bullet("none", note))
        if read.unmapped:
            told = _("Not taken in: {columns}.").format(columns=", ".join(read.unmapped[:12]))
            self._notes.addWidget(caption(told, wrap=True))
        self._show_kind()

    def show_written(self, done: int, total: int) -> None:
        """Show at once how much is written; the window does nothing else meanwhile."""
        self.bar.show()
        self.bar.show_share(done / total if total else 0)
        self.bar.repaint()

    def _show_kind(self) -> None:
        kind = self.chips.value()
        self.list.show_records([line for line in self._lines if line.kind == kind])


class DoneStep(QWidget):
    """What was brought in, and the way back. ``undo_wanted`` takes all of it back."""

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "page", wrap=True)
        self._more = label("", "body", colour="text_2", wrap=True)
        self._problems = column(gap=6)
        self.undo_button = outlined_button(_("Undo"), icon="undo")
        self.undo_button.clicked.connect(self.undo_wanted)
        stack(
            self, 12, self.words, self._more, row(self.undo_button, None), 8, box(self._problems), None, gap=8
        )

    def show_result(self, result: ImportResult) -> None:
        """Show what was taken in."""
        clients, people = result.created.get("client", 0), result.created.get("contact", 0)
        filled = result.updated.get("client", 0) + result.updated.get("contact", 0)
        self.words.setText(brought_in(result))
        said = []
        if people:
            said.append(ngettext("{n} person came with them.", "{n} people came with them.", people))
            said[-1] = said[-1].format(n=formats.number(people))
        if filled:
            told = ngettext("{n} blank entry was filled in.", "{n} blank entries were filled in.", filled)
            said.append(told.format(n=formats.number(filled)))
        if clients:
            said.append(_("Their rhythm begins with the first talk you log."))
        self._more.setText(" ".join(said))
        self._more.setVisible(bool(said))
        self.undo_button.setVisible(changed_anything(result))

    def show_taken_back(self) -> None:
        """Show that all of it was taken back."""
        self.words.setText(_("Taken back."))
        self._more.setText(_("Your journal is as it was before."))
        self._more.show()
        self.undo_button.hide()


def brought_in(result: ImportResult) -> str:
    """Return in one sentence what an import did: "12 clients brought in."."""
    clients = result.created.get("client", 0)
    if clients:
        told = ngettext("{n} client brought in.", "{n} clients brought in.", clients)
        return told.format(n=formats.number(clients))
    if changed_anything(result):
        return _("Clients who were here already were filled in.")
    return _("Nothing in it was new. Nothing was changed.")


def changed_anything(result: ImportResult) -> bool:
    """Say whether an import wrote anything."""
    return any(result.created.values()) or any(result.updated.values())


def error_notice(error: JournalError) -> Notice:
    """Return what went wrong and what to do, to stand above a step."""
    return Notice("act", Span(error.message, "ui_strong"), Span(f" {error.advice}", "ui"))


def _lines(read: ReadResult, seen: LookedThrough) -> list[Line]:
    named = {row.place: row.name for row in read.rows}
    lines: list[tuple[str, str, str, str]] = [("new", one.place, one.name, _who(one)) for one in seen.new]
    for match in seen.here:
        if match.is_trashed:
            told = _("In the trash. It is left there.")
        elif match.name != match.row.name:
            told = _("“{name}” in your journal. Only what is blank is filled in.").format(name=match.name)
        else:
            told = _("Only what is blank is filled in.")
        lines.append(("here", match.row.place, match.row.name, told))
    lines += [
        ("left" if one.left_out else "mended", one.place, named.get(one.place, ""), _problem(one))
        for one in read.problems
    ]
    return [Line(number, *line) for number, line in enumerate(lines)]


def _who(row: ClientRow) -> str:
    parts = (row.contact_name, row.email, row.phone, row.locality)
    return " · ".join(part for part in parts if part) or _("Nobody to call yet.")


def _problem(problem: Problem) -> str:
    if problem.column and not problem.left_out:
        return _("{column}: {message}").format(column=problem.column, message=problem.message)
    return problem.message


def _summary(name: str, seen: LookedThrough) -> str:
    new = ngettext(
        "“{name}” holds {n} client who is not in your journal yet.",
        "“{name}” holds {n} clients who are not in your journal yet.",
        len(seen.new),
    )
    return new.format(name=name, n=formats.number(len(seen.new)))
