"""What the sections beside the words of a report have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from retention_journal.core.report_look import ReportPart
from retention_journal.services.report_content import ReportContent
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui.fields import DateField, LineField, TextField
from retention_journal.ui.layouts import column, row
from retention_journal.ui.text_labels import label
from retention_journal.ui.toggles import TickBox


@dataclass(frozen=True)
class Aside:
    """What the head of a section says of it, as a warning where something is to be seen to."""

    text: str = ""
    warns: bool = False


class ReportSection(QWidget):
    """Something that one can choose for a report.

    Signals:
        typed: Something is being written.
        chosen: Something was chosen; it is kept at once.
        left: A field was left.

    Attributes:
        fields: The fields that an error can be about, by the name the content has for them.
        part: The part of the report that it is about, or None.
    """

    typed = Signal()
    chosen = Signal()
    left = Signal()
    fields: Sequence[str] = ()
    part: ReportPart | None = None

    def __init__(self) -> None:
        super().__init__()
        self._is_filling = False
        self.lines = column(gap=10)
        self._error = label("", "caption_medium", colour="act_text", wrap=True)
        self._error.hide()
        self.lines.addWidget(self._error)
        self.setLayout(self.lines)

    def show_sheet(self, sheet: ReportSheet) -> None:
        """Show what was chosen for the report of ``sheet``, else what the journal offers."""
        with self.filling():
            self.fill(sheet)

    @abstractmethod
    def fill(self, sheet: ReportSheet) -> None:
        """Fill in the fields."""

    @abstractmethod
    def content(self, before: ReportContent) -> ReportContent:
        """Return ``before`` with what stands here."""

    def has_something(self, _sheet: ReportSheet) -> bool:
        """Say whether there is anything to choose here in this report."""
        return True

    def aside(self) -> Aside:
        """Return what the head of the section says of it."""
        return Aside()

    def go_to(self, _subject: int | str | None) -> None:
        """Put the focus on what ``subject`` is about, else on the first field."""
        fields: list[QWidget] = [*self.findChildren(TickBox), *self.findChildren(TextField)]
        field = next((one for one in fields if not one.isHidden()), None)
        if field is not None:
            field.setFocus()

    def watch(self, *fields: QWidget) -> None:
        """Tell when something is written or chosen in these fields."""
        for field in fields:
            if isinstance(field, DateField):
                field.changed.connect(self._wrote)
                field.line.installEventFilter(self)
            elif isinstance(field, QPlainTextEdit):
                field.textChanged.connect(self._wrote)
                field.installEventFilter(self)
            elif isinstance(field, QLineEdit):
                field.textEdited.connect(self._wrote)
                field.installEventFilter(self)
            elif isinstance(field, TickBox):
                field.toggled.connect(self._chose)

    def show_error(self, message: str) -> None:
        """Say what is wrong, or nothing for ""."""
        if message != self._error.text():
            self._error.setText(message)
            self._error.setVisible(bool(message))

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
            self.left.emit()
        return super().eventFilter(watched, event)

    def take_over(self) -> None:
        """Take note of what was written, before it is told."""

    def _wrote(self, *_values: object) -> None:
        if not self._is_filling:
            self.take_over()
            self.typed.emit()

    def _chose(self, *_values: object) -> None:
        if not self._is_filling:
            self.take_over()
            self.chosen.emit()


def show_text(field: TextField | LineField, text: str) -> None:
    """Show ``text`` in a field; where it says that already, the cursor stays where it is."""
    if field.cleaned() == text:
        return
    if isinstance(field, TextField):
        field.setPlainText(text)
    else:
        field.setText(text)


def show_day(field: DateField, day: date | None) -> None:
    """Show ``day`` in a field; what is being typed for the same day stays as it is."""
    if field.day() != day or (day is None and not field.line.hasFocus()):
        field.set_day(day)


class WordedTick(QWidget):
    """A tick whose words take as many lines as they need; a click on them ticks it too."""

    def __init__(self, tick: TickBox, words: str) -> None:
        super().__init__()
        self._tick = tick
        self.words = label(words, "ui", wrap=True)
        tick.setAccessibleName(words)
        line = row(tick, column(self.words, margins=(0, 3, 0, 3)), gap=2)
        line.setStretch(1, 1)
        line.setAlignment(tick, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._tick.toggle()
