"""Looking an import through, line by line, whether its lines are clients or hours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.intake import Problem
from retention_journal.i18n import _, language
from retention_journal.services.transfer.spreadsheets import TableKind, write_table
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import Bar, bullet
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.text_labels import caption, label

_NAMED = 12  # names or headings that a note lists
_LEAST_LINES = 4
_MANY_LINES = 8  # from so many on they can be searched and saved


class ImportLine(Protocol):
    """One line: what happens to a row, or what there is to say of it."""

    @property
    def number(self) -> int:
        """Its place among all lines, from 0."""

    @property
    def kind(self) -> str:
        """Under which chip it stands."""


L = TypeVar("L", bound=ImportLine)


class ImportLines(QWidget, Generic[L]):
    """What importing would do: a sentence, notes, and under each chip its lines."""

    def __init__(self, columns: Sequence[Column[L]], below: Sequence[QWidget] = ()) -> None:
        """Make the step.

        Args:
            columns: How a line is told.
            below: What stands under the list.
        """
        super().__init__()
        self.chips = Chips(name=_("Show"))
        self.chips.changed.connect(lambda _kind: self.show_kind())
        self._told = label("", "body", wrap=True)
        self._notes = column(gap=4)
        self._lines: Sequence[L] = ()
        self._columns = columns
        self.wanted = LineField(placeholder=_("Find in these rows"))
        self.wanted.setAccessibleName(_("Find in these rows"))
        self.wanted.textChanged.connect(lambda _text: self.show_kind())
        self.save_button = quiet_button(_("Save as a table…"), icon="export", small=True)
        self.save_button.clicked.connect(lambda _checked: self._choose_place())
        self._tools = box(row(self.wanted, None, self.save_button, gap=8))
        self.list: RecordView[L] = RecordView(columns, lambda line: line.number, name=_("What was read"))
        self.list.setMinimumHeight(self.list.verticalHeader().defaultSectionSize() * _LEAST_LINES)
        self.bar = Bar()
        kept = self.bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(kept)
        self.bar.hide()
        stack(self, self._told, self._notes, self.chips, self._tools, self.list, *below, self.bar, gap=10)

    def show_lines(self, told: str, lines: Sequence[L], kinds: Sequence[tuple[str, str]]) -> None:
        """Show lines under a sentence, with a chip for each of ``kinds`` that there is."""
        self._told.setText(told)
        self._lines = lines
        counts = {kind: sum(line.kind == kind for line in lines) for kind, _text in kinds}
        self.chips.show_chips([Chip(kind, text, count=counts[kind]) for kind, text in kinds if counts[kind]])
        self._tools.setVisible(len(lines) > _MANY_LINES)
        self.wanted.clear()
        self.show_kind()

    def show_notes(self, notes: Sequence[str], unmapped: Sequence[str]) -> None:
        """Show what to know of the file as a whole, and which columns are not taken in."""
        clear(self._notes)
        for note in notes:
            self._notes.addWidget(bullet("none", note))
        if unmapped:
            told = _("Not taken in: {columns}.").format(columns=shortened(unmapped))
            self._notes.addWidget(caption(told, wrap=True))

    def show_kind(self) -> None:
        """Show the lines of the chip that is chosen."""
        kind, wanted = self.chips.value(), self.wanted.text().strip().casefold()
        lines = [line for line in self._lines if line.kind == kind]
        self.list.show_records([line for line in lines if self._says(line, wanted)] if wanted else lines)

    def save(self, path: Path) -> None:
        """Write the rows that are shown as a table for a spreadsheet.

        Raises:
            JournalError: It cannot be written there.
        """
        headings = [one.title for one in self._columns]
        rows = [[one.text(line) for one in self._columns] for line in self.list.records()]
        write_table(path, headings, rows, TableKind.SPREADSHEET, language())

    def _says(self, line: L, wanted: str) -> bool:
        return any(wanted in one.text(line).casefold() for one in self._columns)

    def _choose_place(self) -> None:
        kinds = _("Tables ({patterns})").format(patterns="*.csv")
        dialog = QFileDialog(self, _("Save as a table"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda name: self._save(Path(name)))
        dialog.open()

    def _save(self, path: Path) -> None:
        try:
            self.save(path)
        except JournalError as error:
            show_error(error, self)

    def show_written(self, done: int, total: int) -> None:
        """Show at once how much is written; the window does nothing else meanwhile."""
        self.bar.show()
        self.bar.show_share(done / total if total else 0)
        self.bar.repaint()


def shortened(names: Sequence[str]) -> str:
    """Return the first names of a list that may be long."""
    return ", ".join(names[:_NAMED])


def problem_words(problem: Problem) -> str:
    """Return what was wrong, with its column where the rest of the row was kept."""
    if problem.column and not problem.left_out:
        return _("{column}: {message}").format(column=problem.column, message=problem.message)
    return problem.message
