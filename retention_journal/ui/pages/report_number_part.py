"""A number that a report lacks, entered where it is missed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.services.report_choices import GoalChoice
from retention_journal.ui import theme
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.text_labels import caption, label

_WIDTH, _LONGEST = 96, 40


class NumberEntry(QWidget):
    """One figure; Enter, or leaving the field, enters it.

    Signals:
        entered: What was typed.
    """

    entered = Signal(str)

    def __init__(self, goal: GoalChoice, typed: str = "") -> None:
        super().__init__()
        self.goal = goal
        self.line = LineField(typed, longest=_LONGEST)
        self.line.setAccessibleName(_("Number for “{goal}”").format(goal=goal.name))
        self.line.setMaximumWidth(theme.px(_WIDTH))
        self._error = label("", "caption_medium", colour="act_text", wrap=True)
        self._error.hide()
        stack(self, row(self.line, caption(goal.unit), None, gap=8), self._error, gap=3)
        self._told = ""
        self.line.editingFinished.connect(self._tell)
        self.line.textEdited.connect(lambda _text: self.show_error(""))

    def show_error(self, message: str) -> None:
        """Say what is wrong with what was typed, or nothing for ""."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        self.line.setAccessibleDescription(message)
        if not message:
            self._told = ""

    def _tell(self) -> None:
        typed = self.line.cleaned()
        if typed and typed != self._told:
            self._told = typed
            self.entered.emit(typed)
