"""The parts of the quick log that are more than a plain field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from retention_journal.core.contacts import Answer
from retention_journal.i18n import _
from retention_journal.services.people import Person
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, paint_focus
from retention_journal.ui.layouts import FlowLayout, row
from retention_journal.ui.light import paint_light
from retention_journal.ui.quotes import spoken
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import Span, caption, literal, spans

NOT_ASKED = ""


class SpreadLayout(FlowLayout):
    """Two widgets at the two ends of a line; the second goes below where there is no room."""

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        shown = [
            item for number in range(self.count()) if (item := self.itemAt(number)) and not item.isEmpty()
        ]
        if len(shown) > 1 and shown[0].geometry().top() == shown[-1].geometry().top():
            last = shown[-1].geometry()
            last.moveRight(rect.right())
            shown[-1].setGeometry(last)


class OptionalSegmented(Segmented):
    """A segmented control in which nothing is taken until somebody says so; a second click takes it back."""

    def __init__(self, options: Sequence[Option], *, name: str = "", small: bool = False) -> None:
        super().__init__(options, name=name, small=small)
        self._group.setExclusive(False)
        for option in options:
            button = self.button(option.value)
            button.setChecked(False)
            button.clicked.connect(lambda checked, value=option.value: self._take(value, checked=checked))

    def value(self) -> Any:
        """Return what is taken, or None."""
        return next((value for value in self._values if self.button(value).isChecked()), None)

    def set_value(self, value: Any) -> None:
        """Take ``value``, or nothing for None."""
        for option in self._values:
            self.button(option).setChecked(option == value)

    def _take(self, value: Any, *, checked: bool) -> None:
        self.set_value(value if checked else None)


class Question(QWidget):
    """One of the three questions, as it is asked, and its answer: Not asked until somebody says otherwise.

    Signals:
        changed: The answer, or None.
        answered: It was answered with a single key.
    """

    changed = Signal(object)
    answered = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        options = [
            Option(Answer.YES, _("Yes")),
            Option(Answer.UNSURE, Answer.UNSURE.label),
            Option(Answer.NO, _("No")),
            Option(NOT_ASKED, _("Not asked")),
        ]
        self.answers = Segmented(options, NOT_ASKED, name=text, small=True)
        self.answers.changed.connect(lambda value: self.changed.emit(value or None))
        self._keys = {
            "Y": Answer.YES,
            "U": Answer.UNSURE,
            "N": Answer.NO,
            "X": NOT_ASKED,
            Answer.UNSURE.label[:1].upper(): Answer.UNSURE,
            _("Yes")[:1].upper(): Answer.YES,
            _("No")[:1].upper(): Answer.NO,
        }
        words = spoken(text)
        line = row(words, self.answers, gap=12)
        line.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)

    def value(self) -> Answer | None:
        """Return the answer, or None where it was not asked."""
        return self.answers.value() or None

    def set_value(self, answer: Answer | None) -> None:
        """Show ``answer``."""
        self.answers.set_value(answer or NOT_ASKED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answer = self._keys.get(event.text().upper())
        if answer is None:
            super().keyPressEvent(event)
            return
        self.answers.button(answer).setFocus(Qt.FocusReason.OtherFocusReason)
        self.answers.set_value(answer)
        self.answered.emit()


class ChosenClient(QWidget):
    """The client the entry is about: whom you called, and how long you had not. Typing chooses another."""

    other_wanted = Signal(str)
    person_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shape = "none"
        self._fixed = False
        self.who = spans()
        self.since = caption("")
        self.people = icon_button("down", _("Whom you were in touch with"), small=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.who, 1)
        self._line.addWidget(self.since)
        self._line.addWidget(self.people)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._line.setContentsMargins(theme.px(36), theme.px(7), theme.px(8), theme.px(7))

    def show_client(self, person: str, client: str, shape: str, since: str) -> None:
        """Show whom the entry is about."""
        self._shape = shape
        first = [Span(person, "body_strong"), Span("  " + client, "body", "text_2")]
        self.who.show_spans(first if person else [Span(client, "body_strong")])
        self.since.setText(since)
        self.setAccessibleName(" ".join(part for part in (person, client, since) if part))
        self.update()

    def offer_people(self, people: Sequence[Person]) -> None:
        """Let one of ``people`` be chosen, or nobody; hidden where there is nobody to choose from."""
        self.people.setVisible(len(people) > 0)
        menu = QMenu(self)
        for person in people:
            told = _("{name}, {title}").format(name=person.display_name, title=person.title)
            action = menu.addAction(literal(told if person.title else person.display_name))
            action.triggered.connect(lambda _checked=False, one=person: self.person_chosen.emit(one))
        menu.addSeparator()
        nobody = menu.addAction(_("Nobody in particular"))
        nobody.triggered.connect(lambda: self.person_chosen.emit(None))
        self.people.setMenu(menu)

    def fix(self) -> None:
        """Let the client not be changed any more."""
        self._fixed = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        again = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if self._fixed or held or not (again or (typed and typed.isprintable())):
            super().keyPressEvent(event)
            return
        self.other_wanted.emit("" if again else typed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self._fixed:
            self.other_wanted.emit("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 6, 6)
        side = theme.px(16)
        mark = QRectF(theme.px(12), (self.height() - side) / 2, side, side)
        paint_light(painter, mark, self._shape, theme.colour("surface"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 6)
