"""Promises of all clients in columns: what, which client, asked when, due when, and with whom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.services.promises import PromiseRow
from retention_journal.ui import theme
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.promise_acts import PromiseActs
from retention_journal.ui.promise_lines import INSET, PromiseLine
from retention_journal.ui.text_labels import caption, label

_CLIENT, _ASKED, _DUE, _WITH = 148, 62, 158, 104
_GAP = 10
#: Room that the tick box and the button at the end take, their gaps among it.
_TICK, _MORE = 32, 38
#: Widths from which there is room for the columns, and for the last of them too.
_IN_COLUMNS, _IN_ALL = 620, 740
_ANY = 16_777_215  # Qt's own "as wide as it likes"


class PromiseHead(QWidget):
    """What stands in each column; hidden where there is no room for columns."""

    def __init__(self) -> None:
        super().__init__()
        named = [_("Client"), _("Asked"), _("Due"), _("With")]
        self.cells = [caption(text, strong=True) for text in named]
        line = row(_TICK, caption(_("Promise"), strong=True), *self.cells, _MORE, gap=_GAP)
        line.setContentsMargins(theme.px(INSET), 0, theme.px(INSET), 0)
        line.setStretch(1, 1)
        self.setLayout(line)

    def fit(self, width: int) -> None:
        """Take the widths of the columns, or hide where lines as wide as ``width`` have none."""
        self.setVisible(_has_columns(width))
        _fit(self.cells, width)


class ColumnLine(PromiseLine):
    """A promise in columns; where there is little room, as on the other pages."""

    def __init__(self, promised: PromiseRow, acts: PromiseActs, person: str, width: int) -> None:
        """Make the line.

        Args:
            promised: What it shows.
            acts: What its keys and its menu do.
            person: With whom it is; "" for nobody known.
            width: How wide it will be, in pixels.
        """
        self._person = person
        self.cells: list[QWidget] = []
        super().__init__(promised, acts, full=True)
        self.fit(width)
        self.setAccessibleDescription(", ".join(part for part in (*self._days(), person) if part))

    def fit(self, width: int) -> None:
        """Take the widths of the columns, or go without them where ``width`` has no room.

        Never while the page is being laid out: what changes height then is not asked again.
        """
        _fit(self.cells, width)
        told = self._below(full=True, named=True)
        if _has_columns(width):
            told = " · ".join(self._notes())
        self.below.setText(told)
        self.below.setVisible(bool(told))

    def _lay_out(self, *, full: bool, named: bool) -> None:
        told = self.promised
        asked = formats.short_day(told.asked_on, today=self._acts.today())
        client, when, who = (
            label(text, "ui", colour="text_2", elide=True) for text in (told.client_name, asked, self._person)
        )
        due = self._due()
        when_due = column(row(due, None) if due else None, row(self.tell, None) if self.tell else None, gap=0)
        self.cells = [client, when, box(when_due), who]
        words = column(self.words, self.below, gap=0)
        line = row(self.box, words, *self.cells, gap=_GAP, margins=(INSET, 5, INSET, 5))
        line.addWidget(self._more_button(), 0, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        for part in (self.box, *self.cells):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)


def _has_columns(width: int) -> bool:
    return width >= theme.px(_IN_COLUMNS)


def _fit(cells: Sequence[QWidget], width: int) -> None:
    """Give client, asked, due and with their widths; only when it is due is always there."""
    client, asked, due, who = cells
    client.setVisible(_has_columns(width))
    asked.setVisible(_has_columns(width))
    who.setVisible(width >= theme.px(_IN_ALL))
    for cell, at in ((client, _CLIENT), (asked, _ASKED), (who, _WITH)):
        cell.setFixedWidth(theme.px(at))
    due.setMinimumWidth(theme.px(_DUE) if _has_columns(width) else 0)
    due.setMaximumWidth(theme.px(_DUE) if _has_columns(width) else _ANY)
