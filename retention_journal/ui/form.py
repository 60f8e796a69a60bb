"""Forms: a name above each field, and under it what is wrong with what was written there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.text_labels import FieldLabel, Label, caption, label

_COLUMNS = 12


class Field(QWidget):
    """A field with its name above it, a note under it, and room for one error."""

    def __init__(self, title: str, widget: QWidget, *, optional: bool = False, note: str = "") -> None:
        super().__init__()
        self.widget = widget
        self._title = title.replace("&", "")
        name = FieldLabel(title, widget)
        said = caption(_("– optional")) if optional else None
        self._note = caption(note, wrap=True)
        if not note:
            self._note.hide()  # showing it before it has a parent would flash up a window
        self._error = label("", "caption_medium", colour="act_text", wrap=True)
        self._error.hide()
        head = row(name, *([said] if said else []), None, gap=4)
        stack(self, head, widget, self._note, self._error, gap=5)
        if not widget.accessibleName():
            widget.setAccessibleName(self._title)
        proxy = widget.focusProxy()
        if proxy is not None and not proxy.accessibleName():
            proxy.setAccessibleName(self._title)

    def show_error(self, message: str) -> None:
        """Show ``message`` under the field, or nothing for ""."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        marked = self.widget.focusProxy() or self.widget
        marked.setProperty("wrong", bool(message))
        marked.setAccessibleDescription(message)
        marked.style().unpolish(marked)
        marked.style().polish(marked)
        marked.update()

    def set_note(self, note: str) -> None:
        """Show ``note`` under the field."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def note(self) -> str:
        """Return the note shown, or ""."""
        return self._note.text() if not self._note.isHidden() else ""

    def error(self) -> str:
        """Return the error shown, or ""."""
        return self._error.text() if not self._error.isHidden() else ""


class Form(QWidget):
    """Fields by the name of the service's argument they hold.

    ``show_error`` puts an ``InvalidEntryError`` under the field it is about, and above the form where it has
    no such field.
    """

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, Field] = {}
        self._above: Label = label("", "ui_medium", colour="act_text", wrap=True)
        self._above.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(14))
        for number in range(_COLUMNS):  # else an error under one field takes the room of its neighbour
            self._grid.setColumnStretch(number, 1)
        self._grid.addWidget(self._above, 0, 0, 1, _COLUMNS)

    def add(self, name: str, title: str, widget: QWidget, *, optional: bool = False, note: str = "") -> Field:
        """Add a field across the form; returns it, for notes of its own."""
        field = Field(title, widget, optional=optional, note=note)
        self._fields[name] = field
        self._grid.addWidget(field, self._grid.rowCount(), 0, 1, _COLUMNS)
        return field

    def add_row(self, *fields: tuple[str, str, QWidget] | tuple[str, str, QWidget, bool]) -> list[Field]:
        """Add fields beside each other, each (name, title, widget) or (name, title, widget, optional)."""
        at, width = self._grid.rowCount(), _COLUMNS // len(fields)
        made = []
        for number, (name, title, widget, *rest) in enumerate(fields):
            field = Field(title, widget, optional=bool(rest and rest[0]))
            self._fields[name] = field
            self._grid.addWidget(field, at, number * width, 1, width, Qt.AlignmentFlag.AlignTop)
            made.append(field)
        return made

    def add_part(self, part: QWidget | QLayout) -> None:
        """Add anything else across the form."""
        at = self._grid.rowCount()
        if isinstance(part, QWidget):
            self._grid.addWidget(part, at, 0, 1, _COLUMNS)
        else:
            self._grid.addLayout(part, at, 0, 1, _COLUMNS)

    def field(self, name: str) -> Field:
        """Return the field ``name``."""
        return self._fields[name]

    def widgets(self) -> dict[str, QWidget]:
        """Return what is written or chosen in, by the names of the fields."""
        return {name: field.widget for name, field in self._fields.items()}

    def show_error(self, error: InvalidEntryError) -> None:
        """Show ``error`` where it belongs and put the focus there."""
        self.clear_errors()
        message = f"{error.message} {error.advice}".strip()
        field = self._fields.get(error.field)
        if field is None:
            self._above.setText(message)
            self._above.show()
            return
        field.show_error(message)
        field.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        """Take all errors away."""
        self._above.hide()
        for field in self._fields.values():
            field.show_error("")
