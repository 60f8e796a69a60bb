"""One block of Insights: a sentence, its basis, a chart or its table, and the clients behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from retention_journal.core.chart import ChartPoint, Mark
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.panels import Rule
from retention_journal.ui.readable_chart import ReadableChart
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toast import announce

_ROW, _MOST_ROWS = 30, 11
_HEAD = 34
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_NARROWEST, _WIDEST, _PADDING = 56, 230, 26
_NUMBER = re.compile(r"[\d\s.,–-]*%?")


class InsightChart(ReadableChart):
    """A chart among others: left and right go from point to point, up and down from chart to chart.

    Signals:
        stepped: Go to the chart before (-1) or the next (1).
    """

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not event.modifiers():
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in _ENTER and not event.modifiers() and self.current() < 0:
            self.opened.emit(-1)
        else:
            super().keyPressEvent(event)


class LineTable(RecordView[tuple[str, ...]]):
    """The values of a chart, line by line; up and down beyond its ends go to the block before or after.

    Signals:
        stepped: Go to the block before (-1) or the next (1).
    """

    stepped = Signal(int)

    def __init__(self, table: Sequence[Sequence[str]], name: str) -> None:
        super().__init__(
            _columns(table),
            lambda line: line,
            name=name,
            row="hit_min",
        )
        lines = [tuple(line) for line in table[1:]]
        self.show_records(lines)
        self.setFixedHeight(theme.px(_HEAD + _ROW * min(len(lines), _MOST_ROWS)) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, last = self.currentIndex().row(), len(self.records()) - 1
        if (event.key() == Qt.Key.Key_Up and at <= 0) or (event.key() == Qt.Key.Key_Down and at >= last):
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class InsightBlock(QWidget):
    """A chart under its sentence.

    Signals:
        stepped: Go to the block before (-1) or the next (1).
        behind_wanted: Show the clients behind the point of this number; -1 behind all of it.
        resized: Draw it anew, the chart has another size.
    """

    stepped = Signal(int)
    behind_wanted = Signal(int)
    resized = Signal()

    def __init__(self, *, height: int) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.alarm = LightBadge("watch", size=18, word_shown=False)
        self.heading = label("", "section", wrap=True)
        self.basis = caption("", wrap=True)
        self.chart = InsightChart(width=200, height=height)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.point = caption("", wrap=True)
        self.note = label("", "ui", colour="text_2", wrap=True)
        self.below = column(gap=4)
        self.table: LineTable | None = None
        self._place = column(gap=0)
        self._lines: tuple[tuple[str, ...], ...] = ()
        self._as_table = self._is_drawn = False
        self.more = icon_button("more", _("Copy or look behind"), small=True)
        head = row(self.alarm, self.heading, self.more, gap=8)
        head.setStretch(1, 1)
        for part in (self.alarm, self.more):
            head.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(
                Rule(),
                6,
                head,
                self.basis,
                6,
                self._place,
                self.chart,
                self.point,
                self.note,
                box(self.below),
                None,
                gap=2,
            )
        )
        self.more.hide()
        self.alarm.hide()
        self.point.hide()
        self._wire()

    def _wire(self) -> None:
        menu = QMenu(self)
        self.picture_action = menu.addAction(_("Copy as a picture"), self.copy_picture)
        menu.addAction(_("Copy as a table"), self.copy_table)
        self.behind_action = menu.addAction(
            _("Show the clients behind it"), lambda: self.behind_wanted.emit(-1)
        )
        self.more.setMenu(menu)
        self.chart.stepped.connect(self.stepped)
        self.chart.opened.connect(self.behind_wanted)
        self.chart.moved.connect(self._tell)
        self.chart.resized.connect(self.resized)

    def show_words(self, told: str, basis: str, note: str = "", *, alarm: bool = False) -> None:
        """Show the sentence, what it is counted among, and a note; ``alarm`` puts the warning before it."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.heading.setText(told)
        self.basis.setText(basis)
        self.basis.setVisible(bool(basis))
        self.alarm.setVisible(alarm)

    def show_chart(
        self, marks: Sequence[Mark], points: Sequence[ChartPoint], table: Sequence[Sequence[str]]
    ) -> None:
        """Show a chart; one without marks is shown as its table, and without lines as its words alone."""
        self._is_drawn = bool(marks)
        lines = tuple(tuple(line) for line in table)
        self.chart.show_chart(marks, points, lines, self.heading.text())
        if self.chart.current() < 0:
            self.point.hide()
        if lines != self._lines or self.table is None:
            self._lines = lines
            self._make_table()
        self._show_either()

    def show_as(self, *, table: bool) -> None:
        """Show the table instead of the chart, or the chart again."""
        self._as_table = table
        if self.table is None:
            self._make_table()
        self._show_either()

    def has_lines(self) -> bool:
        """Say whether there is anything drawn."""
        return len(self._lines) > 1

    def table_lines(self) -> tuple[tuple[str, ...], ...]:
        """Return every value, the headings first."""
        return self._lines

    def take_focus(self) -> bool:
        """Put the focus on the chart or its table; False where neither is shown."""
        for part in (self.chart, self.table, self.more):
            if part is not None and part.isVisible():
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        self.chart.copy_picture()
        announce(self, _("Copied"))

    def copy_table(self) -> None:
        """Put every value on the clipboard, to be pasted into a sheet."""
        self.chart.copy_table()
        announce(self, _("Copied"))

    def _tell(self, _number: int) -> None:
        self.point.setText(self.chart.text())
        self.point.show()

    def _make_table(self) -> None:
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if self._is_table() and self.has_lines():
            self.table = LineTable(self._lines, self.heading.text())
            self.table.stepped.connect(self.stepped)
            self.table.opened.connect(lambda _line: self.behind_wanted.emit(-1))
            self._place.addWidget(self.table)

    def _show_either(self) -> None:
        has = self.has_lines()
        self.chart.setVisible(has and not self._is_table())
        self.picture_action.setEnabled(has and not self._is_table())
        self.more.setVisible(has)
        if self.table is not None:
            self.table.setVisible(self._is_table())
        if self._is_table():
            self.point.hide()

    def _is_table(self) -> bool:
        return self._as_table or not self._is_drawn


def _columns(table: Sequence[Sequence[str]]) -> list[Column[tuple[str, ...]]]:
    """Return the columns: the first takes the room that is left, numbers stand at the right."""
    heads, lines = (table[0], table[1:]) if table else ((), ())
    return [_column(at, head, [line[at] for line in lines]) for at, head in enumerate(heads)]


def _column(at: int, head: str, texts: Sequence[str]) -> Column[tuple[str, ...]]:
    def text(line: tuple[str, ...]) -> str:
        return line[at]

    is_number = at > 0 and bool(texts) and all(_NUMBER.fullmatch(one) for one in texts)
    name, width = str(at), _needed(head, texts) if at else 0
    return Column(head or " ", text, width=width, name=name, right=is_number)


def _needed(head: str, texts: Sequence[str]) -> int:
    """Return how wide a column is, in pixels at 100 % text size: as its longest text, within limits."""
    words = [(head, "caption_medium"), *((one, "ui") for one in texts)]
    longest = max(QFontMetricsF(theme.font(role)).horizontalAdvance(one) for one, role in words)
    return round(min(max(longest / theme.scale() + _PADDING, _NARROWEST), _WIDEST))
