"""Five lessons of others, to begin with: each can be taken over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.lesson_triggers import told
from retention_journal.i18n import _
from retention_journal.services.general_lessons import GeneralLesson
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label


class GeneralPart(QWidget):
    """The lessons that were not taken over yet.

    Signals:
        taken: Keep this ``GeneralLesson`` as one's own.
    """

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines = column(gap=0)
        self.setLayout(self.lines)

    def show_lessons(self, offered: Sequence[GeneralLesson]) -> None:
        """Show ``offered``, each with a button that takes it over."""
        clear(self.lines)
        for lesson in offered:
            self.lines.addWidget(self._line(lesson))

    def _line(self, lesson: GeneralLesson) -> QWidget:
        button = outlined_button(_("Take over"), small=True)
        button.setAccessibleName(_("Take over: {lesson}").format(lesson=lesson.text))
        button.clicked.connect(lambda: self.taken.emit(lesson))
        when = told(lesson.trigger_kind, lesson.trigger_value)
        said = box(column(label(lesson.text, "people", wrap=True), *([caption(when)] if when else []), gap=1))
        line = row(said, button, gap=12, margins=(0, 10, 0, 11))
        line.setStretch(0, 1)
        return box(column(box(line), Rule(), gap=0))
