"""The calls on Today: those held as a line, the next one as the only card, the rest as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.services.today import Call, DoneCall
from retention_journal.ui import theme
from retention_journal.ui.buttons import (
    icon_button,
    link_button,
    outlined_button,
    paint_focus,
    paint_tick,
    primary_button,
)
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.panels import Panel, Rule, bullet, inset
from retention_journal.ui.quotes import spoken
from retention_journal.ui.rhythm_strip import SPAN_DAYS, RhythmStrip
from retention_journal.ui.text_labels import Span, caption, label, spans

_STRIP, _CARD_STRIP = 120, 270
_MID_MONTH = 10, 20


class CallItem(QWidget):
    """One call to make: a row, or while it is the one at hand a card.

    Keys: Enter logs it, N notes that nobody answered, L puts it off, O opens the client.

    Signals:
        log_wanted: Log this call; the client's id.
        no_answer: Nobody answered; the client's id.
        put_off: Not now; the ``Call`` and one of "afternoon", "tomorrow", "next_week".
        client_opened: The client's id.
        taken: This call is at hand now.
    """

    log_wanted = Signal(int)
    no_answer = Signal(int)
    put_off = Signal(object, str)
    client_opened = Signal(int)
    taken = Signal(object)

    def __init__(self, call: Call, today: date, *, afternoon: bool) -> None:
        super().__init__()
        self.call, self._today, self._afternoon = call, today, afternoon
        facts = call.facts
        self._person, self._client = words.who(facts.primary_contact, facts.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self._in_words())
        self._faces: dict[bool, QWidget] = {}
        self._at_hand = False
        self._layout = column(gap=0)
        self.setLayout(self._layout)
        self.show_at_hand(at_hand=False)

    def show_at_hand(self, *, at_hand: bool) -> None:
        """Show the call as the card, or as a row."""
        if at_hand not in self._faces:
            self._faces[at_hand] = self._card() if at_hand else self._row()
            self._layout.addWidget(self._faces[at_hand])
        self._at_hand = at_hand
        for is_card, face in self._faces.items():
            face.setVisible(is_card == at_hand)

    def is_at_hand(self) -> bool:
        """Say whether it is shown as the card."""
        return self._at_hand

    def later_menu(self) -> QMenu:
        """Return when it can be put off to."""
        menu = QMenu(self)
        until = [("tomorrow", _("Tomorrow")), ("next_week", _("Next week"))]
        if self._afternoon:
            until.insert(0, ("afternoon", _("This afternoon")))
        for name, text in until:
            chosen = menu.addAction(text)
            chosen.triggered.connect(lambda _checked=False, name=name: self.put_off.emit(self.call, name))
        return menu

    def menu(self) -> QMenu:
        """Return everything one can do with it."""
        menu = QMenu(self)
        for text, key, done in (
            (_("Log this call"), _("Enter"), self._log),
            (_("No answer"), "N", self._no_answer),
        ):
            menu.addAction(f"{text}\t{key}").triggered.connect(lambda _checked=False, done=done: done())
        later = self.later_menu()
        later.setTitle(_("Later"))
        menu.addMenu(later)
        menu.addAction(f"{_('Open client')}\tO").triggered.connect(self._open)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = {
            Qt.Key.Key_Return: self._log,
            Qt.Key.Key_Enter: self._log,
            Qt.Key.Key_N: self._no_answer,
            Qt.Key.Key_L: self._later,
            Qt.Key.Key_O: self._open,
        }.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if done is None or held != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        done()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.taken.emit(self)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus() and not self._at_hand:
            paint_focus(QPainter(self), QRectF(self.rect()), 6)

    def _show_focus(self) -> None:
        card = self._faces.get(True)
        if isinstance(card, Panel):
            card.set_edge("focus" if self.hasFocus() else "border_strong")
        self.update()

    # -- the two faces ------------------------------------------------------------------------------------

    def _row(self) -> QWidget:
        call, facts = self.call, self.call.facts
        mark = LightBadge(call.shape, size=16, word_shown=False)
        told = [Span(f"{facts.state.label}. ", "ui_strong", _ink(call.shape))]
        told.append(Span(self._why(), "ui", "text_2"))
        texts = column(_named(self._person, self._client), spans(*told, wrap=True, role="ui"), gap=0)
        strip = RhythmStrip(width=_STRIP)
        strip.setFixedWidth(theme.px(_STRIP))
        strip.show_contacts(facts.talks, facts.notes, facts.days_beyond, call.shape)
        more = icon_button("more", _("More about {name}").format(name=self._person))
        more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        more.clicked.connect(lambda: self.menu().popup(more.mapToGlobal(more.rect().bottomLeft())))
        line = row(mark, texts, strip, more, gap=12, margins=(16, 12, 8, 12))
        line.setStretch(1, 1)
        return box(line)

    def _card(self) -> QWidget:
        card = Panel(strong=True, bar=True)
        mark = LightBadge(self.call.shape, size=18, word_shown=False)
        mark.setFixedHeight(theme.line("name"))
        inner = column(self._head(), self._body(), *self._last_time(), self._buttons(), gap=12)
        line = row(mark, inner, gap=12, margins=(15, 15, 18, 16))
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        card.setLayout(line)
        return card

    def _head(self) -> QWidget:
        facts = self.call.facts
        state = Span(f"   {facts.state.label}", "ui_strong", _ink(self.call.shape))
        parts = [Span(self._person, "name")]
        if self._client:
            parts.append(Span(f"  {self._client}", "body", "text_2"))
        line = row(spans(*parts, state, wrap=True, role="name"), gap=8)
        line.setStretch(0, 1)
        if facts.phone:
            number = label(facts.phone, "section", selectable=True)
            copy = icon_button("copy", _("Copy the number"), small=True)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(facts.phone))
            line.addWidget(number)
            line.addWidget(copy)
        return box(line)

    def _body(self) -> QWidget:
        facts = self.call.facts
        strip = RhythmStrip(width=_CARD_STRIP, legend=(_strip_begins(self._today), "", _("today")))
        strip.show_contacts(facts.talks, facts.notes, facts.days_beyond, self.call.shape)
        tried = [bullet("none", words.tried(self.call.tried_at))] if self.call.tried_at else []
        why = box(
            column(
                caption(_("Why today"), strong=True),
                *(bullet(reason.shape, reason.text) for reason in self.call.reasons),
                *tried,
                6,
                strip,
                None,
                gap=3,
            )
        )
        ask = box(
            column(
                caption(_("Ask, then listen"), strong=True),
                *(spoken(question) for question in _questions(self.call.shape)),
                None,
                gap=1,
            )
        )
        for part in (why, ask):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = row(why, Rule(standing=True), ask, gap=20)
        line.setStretch(0, 11)
        line.setStretch(2, 10)
        return box(line)

    def _last_time(self) -> Sequence[QWidget]:
        facts = self.call.facts
        if not facts.last_summary or facts.last_summary_on is None:
            return []
        day = formats.short_day(facts.last_summary_on, today=self._today)
        when = caption(_("Last time, {day}").format(day=day))
        when.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        told = label(" ".join(facts.last_summary.split()), "ui", colour="text_2", wrap=True)
        line = row(when, told, gap=8)
        line.setAlignment(when, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        return [inset(line)]

    def _buttons(self) -> QWidget:
        self.log_button = primary_button(_("Log this call"), _("Enter"), icon="call")
        self.log_button.clicked.connect(self._log)
        self.no_answer_button = outlined_button(_("No answer"))
        self.no_answer_button.clicked.connect(self._no_answer)
        self.later_button = outlined_button(_("Later"))
        self.later_button.open_menu(self.later_menu())
        opened = link_button(_("Open client"))
        opened.clicked.connect(self._open)
        return box(row(self.log_button, self.no_answer_button, self.later_button, None, opened, gap=8))

    def _why(self) -> str:
        reason = self.call.reasons[0].text
        return f"{words.tried(self.call.tried_at)} {reason}" if self.call.tried_at else reason

    def _in_words(self) -> str:
        told = " ".join(reason.text for reason in self.call.reasons)
        return ", ".join(part for part in (self._person, self._client, told) if part)

    def _log(self) -> None:
        self.log_wanted.emit(self.call.facts.client_id)

    def _no_answer(self) -> None:
        self.no_answer.emit(self.call.facts.client_id)

    def _later(self) -> None:
        if self._at_hand:
            self.later_button.showMenu()
        else:
            self.later_menu().popup(self.mapToGlobal(self.rect().center()))

    def _open(self) -> None:
        self.client_opened.emit(self.call.facts.client_id)


class DoneLine(QWidget):
    """A call that was held, shrunk to a line. Enter opens the entry.

    Signals:
        entry_wanted: The id of the entry.
    """

    entry_wanted = Signal(int)

    def __init__(self, done: DoneCall) -> None:
        super().__init__()
        self._done = done
        person, client = words.who(done.person, done.client_name)
        mark = _DoneMark()
        parts = [Span(person, "body_strong", "text_2")]
        if client:
            parts.append(Span(f" {client}", "body", "text_3"))
        told = label(words.held(done), "ui", colour="text_3", elide=True)
        line = row(mark, column(spans(*parts), told, gap=0), gap=12, margins=(16, 11, 16, 11))
        line.setStretch(1, 1)
        minutes = words.minutes(done)
        if minutes:
            length = caption(minutes)
            length.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(length)
        self.setLayout(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = ", ".join(part for part in (person, client, words.held(done), minutes) if part)
        self.setAccessibleName(said)
        self.setToolTip(_("Enter opens the entry"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E} and not event.modifiers():
            self.entry_wanted.emit(self._done.interaction_id)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.entry_wanted.emit(self._done.interaction_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            paint_focus(QPainter(self), QRectF(self.rect()), 6)


class _DoneMark(QWidget):
    """A disc with a tick."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(18), theme.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        disc = QRectF(self.rect())
        painter.drawEllipse(disc)
        paint_tick(painter, disc, theme.colour("on_accent"))


def _named(person: str, client: str) -> QWidget:
    parts = [Span(person, "body_strong")]
    if client:
        parts.append(Span(f" {client}", "body", "text_2"))
    return spans(*parts)


def _ink(shape: str) -> str:
    return f"{shape}_text"


def _questions(shape: str) -> list[str]:
    """Return what to ask; the fourth where something is not as it was."""
    asked = [
        _("Is all OK?"),
        _("Does the delivery work as expected?"),
        _("Anything else I can help with?"),
    ]
    return [*asked, _("Is there anything I should know?")] if shape in {"act", "watch"} else asked


def _strip_begins(today: date) -> str:
    """Return when the strip begins, roughly: "mid-July"."""
    first = today - timedelta(days=SPAN_DAYS)
    month = formats.month_within(first, year=False)
    early, late = _MID_MONTH
    if first.day <= early:
        return _("early {month}").format(month=month)
    return (
        _("mid-{month}").format(month=month) if first.day <= late else _("late {month}").format(month=month)
    )
