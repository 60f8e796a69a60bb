"""The step of an agreement that says what is included, and what is not. Source: design, flow 8.4, step 4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.expectations import LONGEST_TEXT, ItemState
from retention_journal.i18n import _, ngettext
from retention_journal.services.expectation_items import Item, in_state
from retention_journal.services.scope_ledger import LedgerLine
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import column, row, stack
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toggles import TickBox


class LineColumn(QWidget):
    """Lines of one kind, each in a field; the last one is empty and waits for more.

    A line that is emptied is left out. Enter goes to the next one.

    Signals:
        changed: Something was written.
    """

    changed = Signal()

    def __init__(self, state: ItemState, title: str, placeholder: str) -> None:
        super().__init__()
        self._state, self._placeholder, self._title = state, placeholder, title
        self.fields: list[LineField] = []
        self._held: list[LedgerLine] = []
        self._lines = column(gap=6)
        stack(self, label(title, "ui_medium"), self._lines, None, gap=6)
        self._add()

    def show_items(self, items: Sequence[Item]) -> None:
        """Show the lines of this kind that are kept."""
        for item in in_state(items, self._state):
            last = self.fields[-1]
            if item.answer:
                self._lines.insertWidget(self._lines.count() - 1, caption(item.question, wrap=True))
                last.setAccessibleDescription(item.question)
            last.setText(item.answer or item.question)
            last.setCursorPosition(0)
            self._held[-1] = LedgerLine("", self._state, item.item_id)
            self._add()

    def lines(self) -> list[LedgerLine]:
        """Return what is written; emptied lines too where they change one that is kept."""
        written = zip(self._held, self.fields, strict=True)
        found = [replace(held, text=field.cleaned()) for held, field in written]
        return [line for line in found if line.text or line.item_id is not None]

    def is_empty(self) -> bool:
        """Say whether nothing is written."""
        return not any(line.text for line in self.lines())

    def take_focus(self) -> None:
        """Put the focus on the line that waits."""
        self.fields[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> LineField:
        field = LineField(longest=LONGEST_TEXT)
        field.setPlaceholderText(self._placeholder if not self.fields else "")
        field.setAccessibleName(self._title)
        self.fields.append(field)
        self._held.append(LedgerLine("", self._state))
        self._lines.addWidget(field)
        field.textEdited.connect(lambda _text: self._written(field))
        field.returnPressed.connect(lambda: self._go_on(field))
        return field

    def _written(self, field: LineField) -> None:
        if field is self.fields[-1] and field.cleaned():
            QWidget.setTabOrder(field, self._add())
        self.changed.emit()

    def _go_on(self, field: LineField) -> None:
        place = self.fields.index(field)
        if place + 1 < len(self.fields):
            self.fields[place + 1].setFocus(Qt.FocusReason.TabFocusReason)


class ScopeStep(QWidget):
    """What is included, and at least one thing that is not, or that nothing comes to mind.

    Signals:
        changed: Something was written or ticked.
    """

    changed = Signal()

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self._items = tuple(items)
        self.included = LineColumn(ItemState.INCLUDED, _("Included"), _("Small changes, 4 hours a month"))
        self.left_out = LineColumn(
            ItemState.NOT_INCLUDED, _("Not included, and said so"), _("Photographs, work at weekends")
        )
        self.nothing = TickBox(_("Nothing comes to mind"))
        self._error = label("", "caption_medium", colour="act_text", wrap=True)
        self._error.hide()
        how = caption(
            _("What one side takes for granted and the other never heard of: say it here, before it costs."),
            wrap=True,
        )
        lists = row(self.included, self.left_out, gap=24)
        lists.setStretch(0, 1)
        lists.setStretch(1, 1)
        open_ones = caption(self._open(), wrap=True)
        if not open_ones.text():
            open_ones.hide()
        stack(self, how, lists, self._error, row(None, self.nothing, gap=0), open_ones, gap=10)
        for part in (self.included, self.left_out):
            part.show_items(items)
            part.changed.connect(self._forgive)
        self.nothing.toggled.connect(self._forgive)

    def lines(self) -> list[LedgerLine]:
        """Return what is written of what is included and what is not."""
        return [*self.included.lines(), *self.left_out.lines()]

    def check(self) -> bool:
        """Say whether something is left out, or nothing comes to mind; show what is missing."""
        if not self.left_out.is_empty() or self.nothing.isChecked():
            return True
        self._error.setText(
            _("Name at least one thing that is not included, or tick “Nothing comes to mind”.")
        )
        self._error.show()
        self.left_out.take_focus()
        return False

    def error(self) -> str:
        """Return the error shown, or ""."""
        return "" if self._error.isHidden() else self._error.text()

    def take_focus(self) -> None:
        """Put the focus where to begin."""
        (self.left_out if not self.included.is_empty() else self.included).take_focus()

    def _forgive(self) -> None:
        self._error.hide()
        self.changed.emit()

    def _open(self) -> str:
        n = len(in_state(self._items, ItemState.OPEN))
        if not n:
            return ""
        return ngettext(
            "{n} question of the start is still open. It stands in the agreement as open.",
            "{n} questions of the start are still open. They stand in the agreement as open.",
            n,
        ).format(n=n)
