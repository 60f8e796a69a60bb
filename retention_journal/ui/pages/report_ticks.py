"""Ticking several reports that are due, to make them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, outlined_button, paint_tick
from retention_journal.ui.layouts import row
from retention_journal.ui.pages.report_lines import ReportLine
from retention_journal.ui.record_table import Column
from retention_journal.ui.text_labels import label

_SIDE = 16  # pixels of a tick box


@dataclass(frozen=True)
class TickCell:
    """A box with or without a tick."""

    is_ticked: Callable[[ReportLine], bool]

    def paint(self, painter: QPainter, rect: QRectF, record: ReportLine, _text: str, _behind: QColor) -> None:
        side, on = theme.px(_SIDE), self.is_ticked(record)
        box = QRectF(rect.left() + 0.5, round(rect.center().y() - side / 2) + 0.5, side, side)
        painter.setPen(QPen(theme.colour("accent" if on else "border_strong"), 1))
        painter.setBrush(theme.colour("accent" if on else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            paint_tick(painter, box, theme.colour("on_accent"))


def tick_column(is_ticked: Callable[[ReportLine], bool]) -> Column[ReportLine]:
    """Return the column of boxes, the first of a table."""
    return Column[ReportLine](
        "", lambda _line: "", cell=TickCell(is_ticked), width=44, sortable=False, name="tick",
        accessible=lambda line: _("Ticked") if is_ticked(line) else _("Not ticked"),
    )  # fmt: skip


class TickBar(QWidget):
    """How many are ticked, and what to do with them.

    Signals:
        all_wanted: Tick all, or none for False.
    """

    all_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "ui", colour="text_2")
        self.all_button = link_button(_("Tick all"))
        self.drafts_button = outlined_button(_("Make drafts"), icon="reports")
        self.save_button = outlined_button(_("Save all as PDF…"), icon="save")
        self._all = False
        parts = (self.all_button, self.words, None, self.drafts_button, self.save_button)
        self.setLayout(row(*parts, gap=12, margins=(12, 10, 12, 14)))
        self.all_button.clicked.connect(lambda _checked: self.all_wanted.emit(not self._all))

    def show_count(self, ticked: Sequence[ReportLine], shown: Sequence[ReportLine]) -> None:
        """Show how many of those ``shown`` are ticked."""
        n, many = len(ticked), len(shown)
        self._all = n == many > 0
        told = ngettext("{n} of {many} ticked", "{n} of {many} ticked", n)
        self.words.setText(told.format(n=formats.number(n), many=formats.number(many)))
        self.all_button.setText(_("Tick none") if self._all else _("Tick all"))
        for button in (self.drafts_button, self.save_button):
            button.setEnabled(n > 0)
