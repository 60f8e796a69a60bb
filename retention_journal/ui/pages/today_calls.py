"""The calls on Today: the next one as the only card, the rest as rows."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core import formats
from retention_journal.core.contacts import Outcome
from retention_journal.i18n import _
from retention_journal.services.today import CallToMake
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, paint_focus
from retention_journal.ui.dialogs.log_draft import LogDraft
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.light import LightBadge, role
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.pages.today_acts import CallActs
from retention_journal.ui.pages.today_card import CallCard
from retention_journal.ui.panels import Panel
from retention_journal.ui.rhythm_strip import RhythmStrip
from retention_journal.ui.text_labels import Span, spans, tooltip

_STRIP = 120


class CallItem(QWidget):
    """One call to make: a row, or while it is the one at hand a card.

    Keys: Enter or R logs it, M notes that a message was left, N that nobody answered, L puts it off, S sets
    a call for another day, W writes instead, O opens the client.

    Signals:
        taken: This call is at hand now.
    """

    taken = Signal(object)

    def __init__(self, one: CallToMake, acts: CallActs) -> None:
        super().__init__()
        self.one, self._acts = one, acts
        self._person, self._client = words.who(one.facts.primary_contact, one.facts.name)
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
        if not at_hand and self.is_logging():
            self._leave(self.card().strip_draft())
        self._at_hand = at_hand
        for is_card, face in self._faces.items():
            face.setVisible(is_card == at_hand)
        if at_hand:
            self._order_stops()

    def is_at_hand(self) -> bool:
        """Say whether it is shown as the card."""
        return self._at_hand

    def card(self) -> CallCard:
        """Return the card; only while it is at hand."""
        return cast(CallCard, self._faces[True])

    def is_logging(self) -> bool:
        """Say whether the talk is being written down on the card."""
        card = self._faces.get(True)
        return isinstance(card, CallCard) and card.strip is not None

    def begin_log(self, draft: LogDraft | None = None) -> None:
        """Write the talk down on the card; what was left unsaved is there again."""
        if self.is_logging():
            return
        self.taken.emit(self)
        strip = self.card().begin_log(draft or self._acts.draft(self.one))
        strip.saved.connect(lambda made: self._acts.log(self.one, made))
        strip.more_wanted.connect(self._more)
        strip.left.connect(self._back)
        self._order_stops()
        strip.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the call, or into what is being written down of it."""
        strip = self.card().strip if self.is_logging() else None
        if strip is not None:
            strip.take_focus()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def later_menu(self) -> QMenu:
        """Return when it can be put off to."""
        menu = QMenu(self)
        until = [("tomorrow", words.capital(formats.days_ahead(self._acts.back_on, self._acts.today())))]
        if self._acts.next_week() > self._acts.back_on:
            until.append(("next_week", _("Next week")))
        if not self._acts.is_afternoon():
            until.insert(0, ("afternoon", _("This afternoon")))
        for name, text in until:
            chosen = menu.addAction(text)
            chosen.triggered.connect(lambda _checked=False, name=name: self._acts.put_off(self.one, name))
        menu.addSeparator()
        menu.addAction(_("Not until…")).triggered.connect(self._snooze)
        return menu

    def menu(self) -> QMenu:
        """Return everything one can do with it."""
        menu = QMenu(self)
        for text, key, done in (
            (_("Log this call"), _("Enter"), self.begin_log),
            (_("Message left"), "M", self._message),
            (_("No answer"), "N", self._no_answer),
            (_("Write instead"), "W", self._write),
            (_("Set a call…"), "S", self._set_call),
        ):
            menu.addAction(f"{text}\t{key}").triggered.connect(lambda _checked=False, done=done: done())
        later = self.later_menu()
        later.setTitle(_("Later"))
        menu.addMenu(later)
        menu.addAction(f"{_('Open client')}\tO").triggered.connect(self._open)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = {
            Qt.Key.Key_Return: self.begin_log,
            Qt.Key.Key_Enter: self.begin_log,
            Qt.Key.Key_R: self.begin_log,
            Qt.Key.Key_M: self._message,
            Qt.Key.Key_N: self._no_answer,
            Qt.Key.Key_L: self._later,
            Qt.Key.Key_S: self._set_call,
            Qt.Key.Key_W: self._write,
            Qt.Key.Key_O: self._open,
        }.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if done is None or held != Qt.KeyboardModifier.NoModifier or self.is_logging():
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
        if not self.is_logging():
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

    def _order_stops(self) -> None:
        """Let Tab go from the call into its card, which was made after the calls below it."""
        before: QWidget = self
        for stop in self.card().findChildren(QWidget):
            if stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, stop)
                before = stop

    # -- the two faces ------------------------------------------------------------------------------------

    def _row(self) -> QWidget:
        call, facts = self.one.call, self.one.facts
        shape = words.light_shape(call)
        mark = LightBadge(shape, size=16, word_shown=False)
        mark.setToolTip(tooltip(words.light(call, self._acts.today())))
        told = [
            Span(f"{call.lane.label}. ", "ui_strong", f"{role(shape)}_text"),
            Span(self._why(), "ui", "text_2"),
        ]
        texts = column(self._named(shape), spans(*told, wrap=True, role="ui"), gap=0)
        strip = RhythmStrip(width=_STRIP)
        strip.setFixedWidth(theme.px(_STRIP))
        strip.show_contacts(facts.talks, facts.notes, facts.days_beyond, shape)
        more = icon_button("more", _("More about {name}").format(name=self._person))
        more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        more.clicked.connect(lambda: self.menu().popup(more.mapToGlobal(more.rect().bottomLeft())))
        line = row(mark, texts, strip, more, gap=12, margins=(16, 12, 8, 12))
        line.setStretch(1, 1)
        return box(line)

    def _named(self, shape: str) -> QWidget:
        parts = [Span(self._person, "body_strong")]
        if self._client:
            parts.append(Span(f" {self._client}", "body", "text_2"))
        parts.append(
            Span(f"   {words.light(self.one.call, self._acts.today())}", "caption", f"{role(shape)}_text")
        )
        return spans(*parts)

    def _card(self) -> CallCard:
        card = CallCard(self.one, self._acts, self.later_menu())
        card.log_begun.connect(self.begin_log)
        return card

    def _why(self) -> str:
        call, today = self.one.call, self._acts.today()
        told = [words.tried(self.one.tried_at)] if self.one.tried_at else []
        told += [words.still_here(call, today), call.reasons[0].text, *words.when_to_call(self.one, today)]
        return " ".join(part for part in told if part)

    def _in_words(self) -> str:
        call, today = self.one.call, self._acts.today()
        told = " ".join(reason.text for reason in call.reasons)
        parts = (self._person, self._client, words.light(call, today), call.lane.label, told)
        return ", ".join(part for part in parts if part)

    # -- the acts -----------------------------------------------------------------------------------------

    def _back(self, draft: LogDraft) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # before the strip goes, or Qt looks for the next
        self._leave(draft)

    def _leave(self, draft: LogDraft | None) -> None:
        if draft is not None:
            self._acts.keep(self.one, draft)
        self.card().end_log()

    def _more(self, draft: LogDraft) -> None:
        self.card().end_log()
        self._acts.log_in_full(self.one, draft)

    def _message(self) -> None:
        self._acts.tried(self.one, Outcome.LEFT_MESSAGE)

    def _no_answer(self) -> None:
        self._acts.tried(self.one, Outcome.NO_ANSWER)

    def _later(self) -> None:
        if self._at_hand:
            self.card().later_button.showMenu()
        else:
            self.later_menu().popup(self.mapToGlobal(self.rect().center()))

    def _snooze(self) -> None:
        self._acts.snooze(self.one.call.client_id, self.one.facts.name)

    def _set_call(self) -> None:
        self._acts.set_call(self.one.call.client_id)

    def _write(self) -> None:
        self._acts.write(self.one)

    def _open(self) -> None:
        self._acts.open(self.one.call.client_id)
