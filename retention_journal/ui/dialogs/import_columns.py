"""The first rows of a table, each column under the choice of what it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from retention_journal.core.terms import Term
from retention_journal.core.text import clean
from retention_journal.i18n import _, ngettext
from retention_journal.importers.columns import Field, MappingTo
from retention_journal.importers.csv_rows import Table
from retention_journal.ui import theme
from retention_journal.ui.fields import Choice
from retention_journal.ui.layouts import clear, column, stack
from retention_journal.ui.text_labels import Span, caption, paint_spans

ROWS_SHOWN = 4
_MOST_COLUMNS = 60
_MOST_LETTERS = 120
_COLUMN_WIDTH = 178


class ColumnsView(QWidget):
    """The columns of a table side by side; ``changed`` tells the mapping after a choice."""

    changed = Signal(object)

    def __init__(self, fields: Iterable[Term] = Field) -> None:
        """Make the view; ``fields`` are what a column can mean."""
        super().__init__()
        self.choices: list[Choice] = []
        self._fields = tuple(fields)
        self._mapping: MappingTo[Any] = MappingTo(())
        self._inner = QWidget()
        self._line = QHBoxLayout(self._inner)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inner)
        self._left_out = caption("", wrap=True)
        stack(self, self._area, self._left_out, gap=6)

    def show_table(self, table: Table, mapping: MappingTo[Any]) -> None:
        """Show the columns of ``table`` and what ``mapping`` takes them for."""
        self._mapping = mapping
        clear(self._line)
        self.choices = []
        shown = _shown(table.header, mapping)
        for at in shown:
            self._line.addWidget(self._column(table, at))
        self._line.addStretch(1)
        rest = len(table.header) - len(shown)
        told = ngettext(
            "{n} more column is not shown and not taken in.",
            "{n} more columns are not shown and not taken in.",
            rest,
        )
        self._left_out.setText(told.format(n=rest))
        self._left_out.setVisible(bool(rest))
        self.fit()

    def event(self, event: QEvent) -> bool:
        """Take the height that the columns need once they are seen, or laid out anew."""
        done = super().event(event)
        if event.type() in {QEvent.Type.Show, QEvent.Type.LayoutRequest}:
            self.fit()
        return done

    def fit(self) -> None:
        """Take the height that the columns need; those just made know it only after they are laid out."""
        self._inner.adjustSize()
        bar = self._area.horizontalScrollBar().sizeHint().height()
        self._area.setFixedHeight(self._inner.sizeHint().height() + bar)

    def _column(self, table: Table, at: int) -> QWidget:
        heading = table.header[at]
        choice = Choice(
            [(None, _("Not taken in")), *((field, field.label) for field in self._fields)],
            self._mapping.field_of(heading),
        )
        choice.setAccessibleName(_("What “{heading}” means").format(heading=clean(heading, lines=False)))
        cells = [row.cells[at] for row in table.rows[:ROWS_SHOWN]]
        sample = _Sample(heading, cells, taken=choice.value() is not None)

        def chosen(field: Term | None) -> None:
            sample.set_taken(field is not None)
            self._mapping = self._mapping.saying(heading, field)
            self.changed.emit(self._mapping)

        choice.chosen.connect(chosen)
        self.choices.append(choice)
        made = QWidget()
        stack(made, column(choice, margins=(0, 0, 8, 0)), sample, gap=4)
        made.setFixedWidth(theme.px(_COLUMN_WIDTH))
        return made


def _shown(header: Sequence[str], mapping: MappingTo[Any]) -> list[int]:
    """Return the columns to show: all that mean something, and of the others the first."""
    known = [at for at, heading in enumerate(header) if mapping.field_of(heading)]
    others = [at for at, heading in enumerate(header) if not mapping.field_of(heading)]
    return sorted([*known, *others[: max(_MOST_COLUMNS - len(known), 0)]])


class _Sample(QWidget):
    """A heading and the first cells under it; paler where the column is not taken in."""

    def __init__(self, heading: str, cells: Sequence[str], *, taken: bool) -> None:
        super().__init__()
        self._heading, self._taken = _short(heading), taken
        self._cells = [_short(cell) for cell in cells]
        self.setAccessibleName(", ".join([self._heading, *(cell for cell in self._cells if cell)]))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_taken(self, taken: bool) -> None:
        """Show whether the column is taken in."""
        self._taken = taken
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), _line_height() * (ROWS_SHOWN + 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        height, left = _line_height(), theme.px(10)
        texts = [(self._heading, "ui_strong"), *((cell, "ui") for cell in self._cells)]
        for line, (text, role) in enumerate(texts):
            room = QRectF(left, line * height, self.width() - left - theme.px(8), height)
            paint_spans(painter, room, [Span(text, role, "text" if self._taken else "text_3")])
            painter.fillRect(0, (line + 1) * height - 1, self.width(), 1, theme.colour("border"))


def _line_height() -> int:
    return theme.line("ui") + theme.px(8)


def _short(text: str) -> str:
    return clean(text[: 4 * _MOST_LETTERS], lines=False)[:_MOST_LETTERS]
