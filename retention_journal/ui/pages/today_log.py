"""Logging a call on its own card: the three answers as single keys, a few words, and Enter saves."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.ui.buttons import primary_button, quiet_button
from retention_journal.ui.dialogs.log_draft import LogDraft
from retention_journal.ui.dialogs.log_fields import Question
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import FlowLayout, box, column
from retention_journal.ui.text_labels import FieldLabel, caption

_LONGEST = 4000


class LogStrip(QWidget):
    """Asks the three questions in turn and takes a few words.

    Keys: Y, U and N answer and go on, X leaves a question unasked; Enter saves, Esc goes back.

    Signals:
        saved: The ``LogDraft`` to save.
        more_wanted: Go on in the quick log; the ``LogDraft`` so far.
        left: Go back; the ``LogDraft`` so far.
    """

    saved = Signal(object)
    more_wanted = Signal(object)
    left = Signal(object)

    def __init__(self, before: LogDraft | None = None) -> None:
        super().__init__()
        self.questions = [
            Question(_("Is all OK?")),
            Question(_("Does the delivery work as expected?")),
            Question(_("Anything else I can help with?")),
        ]
        self.words = LineField(longest=_LONGEST)
        self.save_button = primary_button(_("Log it"), _("Enter"))
        self.more_button = quiet_button(_("More…"))
        self.back_button = quiet_button(_("Back"), _("Esc"))
        self._before = before or LogDraft()
        self._show(self._before)
        self._lay_out()
        self._wire()

    def draft(self) -> LogDraft:
        """Return what was answered and written so far."""
        all_ok, works, other = (question.value() for question in self.questions)
        return replace(
            self._before,
            all_ok=all_ok,
            delivery_as_expected=works,
            else_answer=other,
            note=self.words.text(),
        )

    def take_focus(self) -> None:
        """Put the focus on the first question that is not answered, or on the words."""
        open_one = next((one for one in self.questions if one.value() is None), None)
        if open_one is None:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            open_one.answers.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Enter and go back on Esc; no other key means anything to the card behind."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and held in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ControlModifier,
        }:
            self.saved.emit(self.draft())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit(self.draft())
        elif held:
            super().keyPressEvent(event)

    def _show(self, draft: LogDraft) -> None:
        answers = (draft.all_ok, draft.delivery_as_expected, draft.else_answer)
        for question, answer in zip(self.questions, answers, strict=True):
            question.set_value(answer)
        self.words.setText(" ".join(draft.note.split()))

    def _lay_out(self) -> None:
        keys = caption(
            _("Y yes, U unsure, N no, X not asked. A line that begins with ! is a promise."), wrap=True
        )
        buttons = FlowLayout(gap=8)
        for button in (self.save_button, self.more_button, self.back_button):
            buttons.addWidget(button)
        said = column(FieldLabel(_("In a few &words"), self.words), self.words, gap=5)
        self.setLayout(column(column(*self.questions, gap=4), said, keys, box(buttons), gap=10))

    def _wire(self) -> None:
        for number, question in enumerate(self.questions):
            question.answered.connect(lambda number=number: self._go_on(number + 1))
        self.save_button.clicked.connect(lambda: self.saved.emit(self.draft()))
        self.more_button.clicked.connect(lambda: self.more_wanted.emit(self.draft()))
        self.back_button.clicked.connect(lambda: self.left.emit(self.draft()))

    def _go_on(self, number: int) -> None:
        if number < len(self.questions):
            self.questions[number].answers.focus()
        else:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
