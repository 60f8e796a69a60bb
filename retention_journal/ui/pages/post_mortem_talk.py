"""Step 2: the closing conversation: a sentence to ask for it, a card to read before, their answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.i18n import _
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.services.reflections import ClosingEntry, LossView
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog
from retention_journal.ui.dialogs.closing_form import prompt_card
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.pages import lost_words
from retention_journal.ui.pages.post_mortem_step import PostMortemStep, heading
from retention_journal.ui.pages.post_mortem_steps_bar import LOOK_BACK
from retention_journal.ui.panels import Rule
from retention_journal.ui.quotes import quote, spoken
from retention_journal.ui.text_labels import caption, label


class TalkStep(PostMortemStep):
    """Their answers, or how to ask for them."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__(journal, now)
        self.state = label("", "ui_medium", wrap=True)
        self.write = outlined_button("", icon="closing")
        self.copy = link_button(_("Copy the sentence"))
        self.sentence = spoken(_("I would like to learn from this. May I have fifteen minutes?"), large=True)
        self._asking = box(
            column(
                label(_("A sentence to ask for it"), "ui_medium"),
                self.sentence,
                row(self.copy, None),
                gap=4,
            )
        )
        self._card = prompt_card()
        self._answers = column(gap=12)
        line = row(self.state, self.write, gap=12)
        line.setStretch(0, 1)
        stack(
            self,
            heading(
                _("Closing conversation"),
                _("Their words first, the way they said them. What you think of them has its own step."),
            ),
            line,
            Rule(),
            self._asking,
            self._card,
            box(self._answers),
            gap=14,
        )
        self.write.clicked.connect(lambda _checked: self.open_dialog())
        self.copy.clicked.connect(lambda _checked: self._copy())

    def show_one(self, loss: LossView, one: PostMortemView) -> None:
        super().show_one(loss, one)
        closing = loss.closing
        is_over = bool(closing.held_on or closing.declined or closing.no_answer)
        told = lost_words.closing_line(loss) or _("Not asked yet. Ask soon, while memory is fresh.")
        self.state.setText(told)
        self.write.setText(_("Write it down…") if closing == ClosingEntry() else _("Change what they said…"))
        self._asking.setVisible(not is_over)
        self._card.setVisible(not is_over)
        clear(self._answers)
        for question, words in _said(closing):
            self._answers.addWidget(_answer(question, words))
        self.primary_changed.emit()

    def open_dialog(self) -> ClosingConversationDialog | None:
        """Write down what they say, or correct it."""
        if self.loss is None or self.one is None:
            return None
        dialog = ClosingConversationDialog(
            self.journal, self.now, self.window(), client_id=self.one.client_id, loss_id=self.loss.loss_id
        )
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()
        return dialog

    def primary(self) -> str:
        return _("Look back")

    def go_on(self) -> None:
        """Go on to look back; the talk may still be to come."""
        self.go_to.emit(LOOK_BACK)

    def take_focus(self) -> None:
        self.write.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.sentence.text())
        self.toast.emit(_("Copied."))


def _said(closing: ClosingEntry) -> list[tuple[str, str]]:
    advice = [text for text in (closing.advice_1, closing.advice_2, closing.advice_3) if text]
    answers = (
        (_("What has been good about working with us?"), closing.what_was_good),
        (_("What could we have been better at?"), closing.what_could_be_better),
        (_("An example"), closing.example),
        (_("When did they first notice?"), closing.first_noticed),
        (_("Three pieces of advice"), "\n".join(f"{n}  {text}" for n, text in enumerate(advice, 1))),
        (_("When did you decide, and what was going on around you then?"), closing.when_decided),
        (_("What was going on around them"), closing.situation),
        (_("Could you imagine coming back? What would it take?"), closing.would_return),
        (_("Who else should we thank or hand over to?"), closing.to_thank),
        (_("What is still open between us?"), closing.still_open),
    )
    return [(question, words) for question, words in answers if words]


def _answer(question: str, words: str) -> QWidget:
    return box(column(caption(question, strong=True, wrap=True), quote(words), gap=3))
