"""One question of the start: what it asks, what came of it, and what one may do with it.

Keys on a row: I included, N not included, A assumed, O still open (other letters where the language has
them), Enter writes the answer, Up and Down move on, Alt+Up and Alt+Down move the question, S says that it
saved you, F2 words it anew, Delete throws it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from retention_journal.core import formats
from retention_journal.core.expectations import LONGEST_TEXT, ItemState
from retention_journal.core.intake_questions import because
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.expectation_items import Item
from retention_journal.services.intake_questions import Question
from retention_journal.ui.buttons import icon_button
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.panels import Panel
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import caption, label

#: The key of each state in English, and its word where there is little room.
STATES = {
    ItemState.INCLUDED: (N_("I"), N_("Included")),
    ItemState.NOT_INCLUDED: (N_("N"), N_("Not included")),
    ItemState.ASSUMED: (N_("A"), N_("Assumed")),
    ItemState.OPEN: (N_("O"), N_("Still open")),
}
_SAVED = N_("S")
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class Asked:
    """A question of a client's list, or one that is about to be put on it.

    Attributes:
        item_id: None until something is answered.
        asked_from: The question of the template it is a copy of; None for a client's own.
        times: How many clients were asked, and how often it saved you.
    """

    item_id: int | None
    question: str
    answer: str = ""
    state: ItemState = ItemState.OPEN
    born_from: str = ""
    saved_on: date | None = None
    asked_from: int | None = None
    times: tuple[int, int] = (0, 0)

    @classmethod
    def of_item(cls, item: Item, times: tuple[int, int]) -> Asked:
        """Return what is on a client's list."""
        return cls(
            item.item_id, item.question, item.answer, item.state, item.born_from, item.saved_on,
            item.asked_from, times,
        )  # fmt: skip

    @classmethod
    def of_question(cls, question: Question) -> Asked:
        """Return a question that is not on the list yet."""
        times = (question.asked, question.saved)
        return cls(
            None,
            question.text,
            born_from=question.origin,
            asked_from=question.question_id,
            times=times,
        )

    @property
    def about(self) -> str:
        """Where the question comes from, and what it was good for so far."""
        told = [because(self.born_from)]
        if self.saved_on is not None:
            told.append(_("saved you, {day}").format(day=formats.day(self.saved_on)))
        asked, saved = self.times
        if saved:
            asked_told = ngettext("asked {n} client", "asked {n} clients", asked).format(n=asked)
            saved_told = ngettext("saved you {n} time", "saved you {n} times", saved).format(n=saved)
            told += [asked_told, saved_told]
        return " · ".join(part for part in told if part)


def keys_told(told: Sequence[str], english: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of a language, or the English ones where those are not single and different letters."""
    letters = tuple(one.strip().upper() for one in told)
    fit = all(len(one) == 1 and one.isalpha() for one in letters) and len({*letters}) == len(english)
    return letters if fit else tuple(english)


def keys() -> tuple[dict[str, ItemState], str]:
    """Return the key of each state, and the one that says that a question saved you, in the language."""
    english = [*(letter for letter, _word in STATES.values()), _SAVED]
    *letters, saved = keys_told([_(letter) for letter in english], english)
    return dict(zip(letters, STATES, strict=True)), saved


class IntakeRow(Panel):
    """A question with its answer.

    Signals:
        answered: Its state or its answer was changed.
        done: The answer is written; the next question, please.
        step: Up (-1) or down (1) was pressed.
        moved: The question is to change places, up (-1) or down (1).
        saved: It saved you, or no longer did.
        reworded: Other words for the question.
        dropped: It is not asked of this client.
        never: It is not asked of anybody any more.
    """

    answered = Signal()
    done = Signal()
    step = Signal(int)
    moved = Signal(int)
    saved = Signal()
    reworded = Signal(str)
    dropped = Signal()
    never = Signal()

    def __init__(self, number: int, asked: Asked) -> None:
        super().__init__(padding=(12, 10, 8, 10), gap=6)
        self.asked = asked
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._number = label(f"{number}.", "body", colour="text_3", align=Qt.AlignmentFlag.AlignRight)
        self.question = label(asked.question, "body_medium", wrap=True)
        self.words = LineField(asked.question, longest=LONGEST_TEXT)
        self.words.setAccessibleName(_("Question"))
        self.words.hide()
        self._about = caption(asked.about, wrap=True)
        self._about.setVisible(False)
        self._keys, self._saved_key = keys()
        options = [Option(state, f"{letter}  {_(STATES[state][1])}") for letter, state in self._keys.items()]
        self.state = Segmented(options, asked.state, name=asked.question, small=True)
        self.answer = LineField(asked.answer, placeholder=_("What was said"), longest=LONGEST_TEXT)
        self.answer.setAccessibleName(_("Answer"))
        self.answer.setCursorPosition(0)
        self.more = icon_button("more", _("More"), small=True)
        self.more.open_menu(self._menu())
        self._lay_out()
        self._wire()
        self._name()

    def show_saved(self, asked: Asked) -> None:
        """Take over that the question is on the list now, and what is known of it."""
        self.asked = asked
        self._about.setText(asked.about)
        self._about.setVisible(bool(asked.about))
        self._name()

    def set_state(self, state: ItemState) -> None:
        """Say what came of the question, and go on to what is missing: the answer, or the next question."""
        if self.state.value() is not state:
            self.state.set_value(state)
        if state is ItemState.OPEN or self.answer.cleaned():
            self.done.emit()
        else:
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def reword(self) -> None:
        """Let the question be put in other words."""
        self.question.hide()
        self.words.show()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _STEPS and held in _PLAIN:
            self.step.emit(_STEPS[key])
        elif key in _STEPS and held == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(_STEPS[key])
        elif held not in _PLAIN or not self._take(key, event.text().upper()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear Enter in the fields, which would hand it on to the row after it has done its work."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and _is_enter(cast(QKeyEvent, event)):
            if watched is self.answer:
                self._entered()
            else:
                self.reworded.emit(self.words.cleaned())
            return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.set_edge("focus", bar=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.set_edge("border", bar=False)

    # -- parts ----------------------------------------------------------------------------------------------

    def _take(self, key: Qt.Key, letter: str) -> bool:
        """Do what a key without others means on a row, and say whether it means anything."""
        if letter in self._keys:
            self.set_state(self._keys[letter])
        elif key in _ENTER:
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)
        elif letter == self._saved_key:
            self.saved.emit()
        elif key == Qt.Key.Key_F2:
            self.reword()
        elif key == Qt.Key.Key_Delete:
            self.dropped.emit()
        else:
            return False
        return True

    def _lay_out(self) -> None:
        head = row(self._number, box(column(self.question, self.words, self._about, gap=2)), self.more, gap=8)
        head.setStretch(1, 1)
        for part in (self._number, self.more):
            head.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        below = row(self.state, self.answer, gap=10)
        below.setStretch(1, 1)
        self.setLayout(column(head, below, gap=6, margins=(12, 10, 8, 10)))
        self._about.setVisible(bool(self.asked.about))

    def _wire(self) -> None:
        self.state.changed.connect(lambda _state: self._changed())
        self.answer.editingFinished.connect(self._written)
        for field in (self.answer, self.words):
            field.installEventFilter(self)
        self.words.editingFinished.connect(self._words_left)

    def _changed(self) -> None:
        self._name()
        self.answered.emit()

    def _written(self) -> None:
        if self.answer.cleaned() != self.asked.answer:
            self.answered.emit()

    def _entered(self) -> None:
        """Go on to the next question, or back to this one while it is not said what the answer means."""
        if self.state.value() is ItemState.OPEN and self.answer.cleaned():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.done.emit()

    def _words_left(self) -> None:
        self.words.hide()
        self.question.show()

    def _name(self) -> None:
        state: ItemState = self.state.value()
        self.setAccessibleName(f"{self.asked.question} {state.label}")
        self.setAccessibleDescription(self.asked.about)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        saved = _("This question did not save us") if self.asked.saved_on else _("This question saved us")
        menu.addAction(saved, self.saved.emit)
        menu.addAction(_("Word it anew…"), self.reword)
        menu.addSeparator()
        menu.addAction(_("Move up"), lambda: self.moved.emit(-1))
        menu.addAction(_("Move down"), lambda: self.moved.emit(1))
        menu.addSeparator()
        menu.addAction(_("Take it off this list"), self.dropped.emit)
        if self.asked.asked_from is not None:
            menu.addAction(_("Do not ask it of new clients either"), self.never.emit)
        return menu


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in _ENTER and event.modifiers() in _PLAIN
