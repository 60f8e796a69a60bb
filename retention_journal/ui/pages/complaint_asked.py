"""A field of a complaint's steps, whose question names a person; and what went wrong in keeping it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from retention_journal.ui.layouts import row, stack
from retention_journal.ui.text_labels import FieldLabel, label, literal


class Asked(QWidget):
    """A question above its field, and under it room for one error; ``aside`` stands at the right."""

    def __init__(self, widget: QWidget, *parts: QWidget, aside: QWidget | None = None) -> None:
        super().__init__()
        self.widget = widget
        self._name = FieldLabel("", widget)
        self._error = label("", "caption_medium", colour="act_text", wrap=True)
        self._error.hide()
        head = row(self._name, None, *([aside] if aside else []), gap=8)
        stack(self, head, widget, *parts, self._error, gap=5)

    def ask(self, question: str) -> None:
        """Ask ``question`` from here on."""
        self._name.setText(literal(question))
        self.widget.setAccessibleName(question)

    def show_error(self, message: str) -> None:
        """Show ``message`` under the field, or nothing for ""."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        self.widget.setAccessibleDescription(message)

    def error(self) -> str:
        """Return the error shown, or ""."""
        return "" if self._error.isHidden() else self._error.text()


class AskedBeside(QWidget):
    """A question with its answer at the right; a long one goes on below."""

    def __init__(self, question: str, widget: QWidget) -> None:
        super().__init__()
        self.widget = widget
        name = label(question, "ui_medium", wrap=True)
        line = row(name, widget, gap=12)
        line.setStretch(0, 1)
        line.setAlignment(name, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)
