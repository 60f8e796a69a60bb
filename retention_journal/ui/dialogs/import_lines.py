"""Looking an import through, line by line, whether its lines are clients or hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from retention_journal.core.intake import Problem
from retention_journal.i18n import _
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.layouts import clear, column, stack
from retention_journal.ui.panels import Bar, bullet
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.text_labels import caption, label

_NAMED = 12  # names or headings that a note lists
_LEAST_LINES = 6


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
        self.list: RecordView[L] = RecordView(columns, lambda line: line.number, name=_("What was read"))
        self.list.setMinimumHeight(self.list.verticalHeader().defaultSectionSize() * _LEAST_LINES)
        self.bar = Bar()
        kept = self.bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(kept)
        self.bar.hide()
        stack(self, self._told, self._notes, self.chips, self.list, *below, self.bar, gap=10)

    def show_lines(self, told: str, lines: Sequence[L], kinds: Sequence[tuple[str, str]]) -> None:
        """Show lines under a sentence, with a chip for each of ``kinds`` that there is."""
        self._told.setText(told)
        self._lines = lines
        counts = {kind: sum(line.kind == kind for line in lines) for kind, _text in kinds}
        self.chips.show_chips([Chip(kind, text, count=counts[kind]) for kind, text in kinds if counts[kind]])
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
        kind = self.chips.value()
        self.list.show_records([line for line in self._lines if line.kind == kind])

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
