"""Fields of one's own firm: what is written is saved when a field is left, one step each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import JournalError
from retention_journal.services.business import OwnBusiness, own_business, save_business
from retention_journal.storage.journal import Journal
from retention_journal.ui.fields import LineField, TextField
from retention_journal.ui.form import Field


class OwnFields(QWidget):
    """Fields that each hold one value of one's own firm."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._written: dict[str, LineField | TextField] = {}
        self.fields: dict[str, Field] = {}

    def refresh(self) -> None:
        """Show what the journal holds; a field that is being written in stays as it is."""
        own = own_business(self._journal)
        for name, field in self._written.items():
            if not (field.hasFocus() and _is_written_in(field)):
                _put(field, getattr(own, name))
                self.fields[name].show_error("")
        self.show_own(own)

    def show_own(self, own: OwnBusiness) -> None:
        """Show what is not simply written."""

    def kept(self, name: str, value: Any) -> None:
        """Take note that a value has been saved."""

    def save(self) -> None:
        """Save what was written and not yet saved."""
        for name, field in self._written.items():
            if _is_written_in(field):
                self.keep(name, field.cleaned())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            for name, field in self._written.items():
                if field is watched and _is_written_in(field):
                    self.keep(name, field.cleaned())
        return super().eventFilter(watched, event)

    def keep(self, name: str, value: Any) -> None:
        """Save a value, or say under its field why it cannot be."""
        own = own_business(self._journal)
        try:
            if getattr(own, name) != value:
                save_business(self._journal, replace(own, **{name: value}))
        except JournalError as error:
            self.show_error(name, error)
            return
        self.fields[name].show_error("")
        if name in self._written:
            _put(self._written[name], value)
        self.kept(name, value)

    def show_error(self, name: str, error: JournalError) -> None:
        """Say under the field ``name`` what is wrong."""
        self.fields[name].show_error(f"{error.message} {error.advice}".strip())

    def _save_when_left(self) -> None:
        for name, field in self._written.items():
            field.installEventFilter(self)
            if isinstance(field, LineField):
                field.returnPressed.connect(self._saver(name, field.cleaned))

    def _saver(self, name: str, value: Callable[[], Any]) -> Callable[[], None]:
        return lambda: self.keep(name, value())


def _is_written_in(field: LineField | TextField) -> bool:
    return field.isModified() if isinstance(field, LineField) else field.document().isModified()


def _put(field: LineField | TextField, text: str) -> None:
    """Show ``text`` as what is saved, where it is not shown already."""
    if isinstance(field, LineField):
        if field.text() != text:
            field.setText(text)
        field.setModified(False)
        return
    if field.toPlainText() != text:
        field.setPlainText(text)
    field.document().setModified(False)
