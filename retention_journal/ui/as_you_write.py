"""Saving while one writes: after a pause, and when a field is left; no step to undo per letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from retention_journal.ui.fields import Choice, DateField
from retention_journal.ui.segmented import Segmented

_PAUSE_MS = 1_200


class AsYouWrite(QObject):
    """Calls ``save`` once words rest for a moment, at once when something is chosen or a field is left.

    What is filled in by the program itself belongs inside ``filling()``. Where ``save`` says that it
    could not, what was written is new still, and is tried again whenever it is to be kept.

    Signals:
        saved: What was written is in the journal.
        failed: It is not.
    """

    saved = Signal()
    failed = Signal()

    def __init__(self, save: Callable[[], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._save = save
        self._is_filling = False
        self._is_new = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    def watch(self, *fields: QWidget) -> None:
        """Save what is written or chosen in these fields."""
        for field in fields:
            if isinstance(field, DateField):
                field.changed.connect(self._wrote)
                field.line.editingFinished.connect(self.keep)
            elif isinstance(field, Segmented):
                field.changed.connect(self._chose)
            elif isinstance(field, Choice):
                field.chosen.connect(self._chose)
            elif isinstance(field, QLineEdit):
                field.textEdited.connect(self._wrote)
                field.editingFinished.connect(self.keep)
            elif isinstance(field, QPlainTextEdit):
                field.textChanged.connect(self._wrote)
                field.installEventFilter(self)
            elif isinstance(field, QAbstractButton):
                field.clicked.connect(self._chose)
            elif isinstance(field, QComboBox):
                field.activated.connect(self._chose)

    @property
    def has_new(self) -> bool:
        """Whether something was written that is not saved."""
        return self._is_new

    def keep(self) -> None:
        """Save now what was written and not saved."""
        self._pause.stop()
        if not self._is_new:
            return
        self._is_new = False  # while it is saved, all that is shown is shown anew
        if self._save():
            self.saved.emit()
        else:
            self._is_new = True
            self.failed.emit()

    def wrote(self) -> None:
        """Take what stands in the fields for written just now."""
        self._wrote()

    def forget(self) -> None:
        """Let go of what was written, as after it was undone."""
        self._pause.stop()
        self._is_new = False

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Fill in fields without that being writing."""
        before, self._is_filling = self._is_filling, True
        try:
            yield
        finally:
            self._is_filling = before

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)

    def _wrote(self, *_values: object) -> None:
        if not self._is_filling:
            self._is_new = True
            self._pause.start()

    def _chose(self, *_values: object) -> None:
        if not self._is_filling:
            self._is_new = True
            self.keep()
