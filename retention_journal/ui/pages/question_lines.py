"""One question that is asked at the start: its words, where it comes from and what it was good for.

Keys on a line: Up and Down move on, Alt+Up and Alt+Down move the question, Enter or F2 words it anew,
Delete puts it in the trash.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from retention_journal.core.expectations import LONGEST_TEXT
from retention_journal.core.intake_questions import because, tally
from retention_journal.i18n import _
from retention_journal.services.intake_questions import Question
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.lines import FocusLine
from retention_journal.ui.text_labels import caption, label

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_NUMBER_WIDTH = 26
_WORDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}


class QuestionLine(FocusLine):
    """A question of a list.

    Signals:
        step: Up (-1) or down (1) was pressed.
        moved: The question is to change places, up (-1) or down (1).
        reworded: Other words for it; "" leaves it as it is.
        dropped: It is not to be asked any more.
    """

    step = Signal(int)
    moved = Signal(int)
    reworded = Signal(str)
    dropped = Signal()

    def __init__(self, number: int, question: Question) -> None:
        super().__init__()
        self.shown = question
        place = label(f"{number}.", "body", colour="text_3", align=Qt.AlignmentFlag.AlignRight)
        place.setMinimumWidth(theme.px(_NUMBER_WIDTH))
        self.words = label(question.text, "body_medium", wrap=True)
        self.field = LineField(question.text, longest=LONGEST_TEXT)
        self.field.setAccessibleName(_("Question"))
        self.field.hide()
        self.about = caption(_about(question), wrap=True)
        self.about.setVisible(False)
        self.more = icon_button("more", _("More"), small=True)
        self.more.open_menu(self.menu())
        line = row(place, box(column(self.words, self.field, self.about, gap=2)), self.more, gap=8,
                   margins=(0, 7, 4, 7))  # fmt: skip
        line.setStretch(1, 1)
        for part in (place, self.more):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.about.setVisible(bool(self.about.text()))
        self.setAccessibleName(question.text)
        self.setAccessibleDescription(self.about.text())
        self.field.installEventFilter(self)
        self.field.editingFinished.connect(self._written)

    def reword(self) -> None:
        """Let the question be put in other words."""
        self.words.hide()
        self.field.setText(self.shown.text)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def menu(self) -> QMenu:
        """Return what can be done with the question."""
        menu = QMenu(self)
        menu.addAction(_("Word it anew…"), self.reword)
        menu.addSeparator()
        menu.addAction(_("Move up"), lambda: self.moved.emit(-1))
        menu.addAction(_("Move down"), lambda: self.moved.emit(1))
        menu.addSeparator()
        menu.addAction(_("Move to the trash"), self.dropped.emit)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _STEPS and held in _PLAIN:
            self.step.emit(_STEPS[key])
        elif key in _STEPS and held == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(_STEPS[key])
        elif key in _WORDS and held in _PLAIN:
            self.reword()
        elif key == Qt.Key.Key_Delete and held in _PLAIN:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc leave the question in its old words, and keep Enter from the line itself."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape:
                self.field.setText(self.shown.text)
            if key in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.setFocus(Qt.FocusReason.OtherFocusReason)  # leaving the field keeps what it says
                return True
        return super().eventFilter(watched, event)

    def _written(self) -> None:
        """Tell the words that were written, once."""
        if self.field.isHidden():
            return
        self.field.hide()
        self.words.show()
        text = self.field.cleaned()
        if text and text != self.shown.text:
            self.reworded.emit(text)


def _about(question: Question) -> str:
    """Return where a question comes from, of which engagements it is asked, and what it was good for."""
    every = _("asked whatever kind it is") if question.is_of_every_kind else ""
    told = (because(question.origin), every, tally(question.asked, question.saved))
    return " · ".join(part for part in told if part)
