"""Promises as lines with a tick box, on every page that shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core import formats, promise_words
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import _, ngettext
from retention_journal.services.promises import PromiseRow
from retention_journal.ui.buttons import Button, icon_button, link_button
from retention_journal.ui.dialogs.move_form import is_late_and_ours
from retention_journal.ui.layouts import Part, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.lines import FocusLine
from retention_journal.ui.promise_acts import PromiseActs
from retention_journal.ui.text_labels import caption, label, shortened, tooltip
from retention_journal.ui.toggles import TickBox

#: Room at the left of the tick box, so that the frame of the focus stands clear of it.
INSET = 5
# Letters of a promise that are shown where there is little room: some three lines.
_LONGEST_BRIEF = 90
_LONGEST_NAME = 60


def due_in_words(row_: PromiseRow, today: date, working: WorkingDays) -> str:
    """Return until when it is promised: "2 working days late", "today", "Thursday"; "" without a date."""
    if row_.due_on is None:
        return ""
    return row_.how_late(today, working) or formats.days_ahead(row_.due_on, today)


class PromiseLine(FocusLine):
    """One promise: a box to tick, what was promised, to whom, and by when.

    Keys: Space ticks, E or Enter edits, T moves to tomorrow, D gives another day, W waits for the client,
    Delete throws away.
    """

    client_opened = Signal(int)

    def __init__(
        self, promised: PromiseRow, acts: PromiseActs, *, full: bool = False, named: bool = True
    ) -> None:
        """Make the line.

        Args:
            promised: What it shows.
            acts: What its keys and its menu do.
            full: Whether it also says when it was asked, and has a menu.
            named: Whether it says which client it is for.
        """
        super().__init__()
        self.promised, self._acts = promised, acts
        self._is_open = promised.state is PromiseState.OPEN
        self.box = TickBox()
        self.box.setChecked(not self._is_open)
        self.box.setAccessibleName(_("Mark as kept") if self._is_open else _("Open again"))
        self.box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box.clicked.connect(self._tick)
        text = promised.text if full else shortened(promised.text, _LONGEST_BRIEF)
        self.words = label(text, "body" if full else "ui_medium", wrap=True)
        if text.endswith("…"):
            self.words.setToolTip(tooltip(promised.text))
        self.words.set_struck(not self._is_open and acts.is_just_kept(promised.promise_id))
        self.below = caption(self._below(full=full, named=named))
        if not self.below.text():
            self.below.hide()  # shown before it has a parent it would be a window of its own
        self.below.setToolTip(tooltip(promise_words.history(promised.moves, acts.today())))
        self.tell: Button | None = None
        if full and self._is_open and is_late_and_ours(promised, acts.today()):
            self.tell = link_button(_("Tell them a new date"))
            self.tell.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line's own key D does it
            self.tell.clicked.connect(lambda: acts.to_another_day(promised.promise_id))
        self._lay_out(full=full, named=named)
        self.setAccessibleName(self._in_words())

    def menu(self) -> QMenu:
        """Return what one can do with it."""
        made, acts, number = QMenu(self), self._acts, self.promised.promise_id
        theirs = self.promised.direction is PromiseDirection.THEIRS
        told = [
            (_("Mark as kept") if self._is_open else _("Open again"), _("Space"), acts.tick),
            (_("Edit…"), "E", acts.edit),
        ]
        if self._is_open:
            is_late = is_late_and_ours(self.promised, acts.today())
            told += [
                (_("Kept, day unknown"), "", acts.keep_some_day),
                (_("Tell them a new date…") if is_late else _("Change the date…"), "D", acts.to_another_day),
                (_("Move to tomorrow"), "T", acts.to_tomorrow),
                (_("It is yours again") if theirs else _("Wait for the client"), "W", acts.turn),
                (_("No longer expected"), "", acts.release),
                (_("Not kept"), "", acts.break_off),
            ]
        if self.promised.moves:
            told.append((_("Take the last move back"), "", acts.back_to_the_date_before))
        for text, key, act in [*told, (_("Move to the trash"), _("Delete"), acts.trash)]:
            action = made.addAction(f"{text}\t{key}" if key else text)
            action.triggered.connect(partial(_do, act, number))
        if self.promised.client_name:
            made.addSeparator()
            opened = made.addAction(_("Open client"))
            opened.triggered.connect(lambda: self.client_opened.emit(self.promised.client_id))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts, key = self._acts, Qt.Key(event.key())
        act = {
            Qt.Key.Key_Space: acts.tick,
            Qt.Key.Key_E: acts.edit,
            Qt.Key.Key_Return: acts.edit,
            Qt.Key.Key_Enter: acts.edit,
            Qt.Key.Key_Delete: acts.trash,
        }.get(key)
        if self._is_open:
            act = {
                Qt.Key.Key_T: acts.to_tomorrow,
                Qt.Key.Key_D: acts.to_another_day,
                Qt.Key.Key_W: acts.turn,
            }.get(key, act)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is None or held != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        act(self.promised.promise_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def _tick(self) -> None:
        self._acts.tick(self.promised.promise_id)

    def _lay_out(self, *, full: bool, named: bool) -> None:
        due = self._due()
        told = [due] if due else []
        # how late it is takes many words, which stand below where it is narrow
        is_below = bool(due) and not full and self.promised.is_late(self._acts.today())
        above = row(self.words, *([] if full or is_below else told), gap=8)
        above.setStretch(0, 1)
        pad = 5 if full else 3
        around = (INSET, pad, INSET, pad)
        under: list[Part] = [row(due, None)] if is_below else []
        under.append(row(self.below, self.tell, None, gap=10) if self.tell else self.below)
        words = column(above, *under, gap=0)
        if full and not named and self.promised.moves:
            words.addWidget(self._history())
        line = row(self.box, words, *(told if full else []), gap=8, margins=around)
        line.setStretch(1, 1)
        line.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        if due and not is_below:
            (line if full else above).setAlignment(due, Qt.AlignmentFlag.AlignTop)
        if full:
            line.addWidget(self._more_button(), 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def _more_button(self) -> Button:
        more = icon_button("more", _("More"), small=True)
        more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        more.clicked.connect(lambda: self.menu().popup(more.mapToGlobal(more.rect().bottomLeft())))
        return more

    def _history(self) -> QWidget:
        return caption(promise_words.history(self.promised.moves, self._acts.today()), wrap=True)

    def _due(self) -> QWidget | None:
        told, today = self.promised, self._acts.today()
        text = due_in_words(told, today, self._acts.working()) if self._is_open else ""
        if not text:
            return None
        if told.is_late(today) and told.direction is PromiseDirection.OURS:
            return LightBadge("act", text=text, size=12)
        if told.due_on == today and told.direction is PromiseDirection.OURS:
            return LightBadge("watch", text=text, size=12)
        return label(text, "ui", colour="text_2")

    def _below(self, *, full: bool, named: bool) -> str:
        told = self.promised
        # a very long name would push out when it was promised
        parts = [shortened(told.client_name, _LONGEST_NAME) if full else told.client_name] if named else []
        if full:
            parts += [*self._days(), *self._notes()]
        return " · ".join(part for part in parts if part)

    def _days(self) -> list[str]:
        told, today = self.promised, self._acts.today()
        made = formats.short_day(told.made_on, today=today)
        if told.direction is PromiseDirection.THEIRS:
            return [_("they promised {day}").format(day=made)]
        promised = _("promised {day}").format(day=made)
        if told.asked_on == told.made_on:
            return [promised]
        return [_("asked {day}").format(day=formats.short_day(told.asked_on, today=today)), promised]

    def _notes(self) -> list[str]:
        told = self.promised
        notes = [_("small request") if told.is_small_request else "", promise_words.times_moved(told.moves)]
        return [note for note in [*notes, "" if self._is_open else self._ended()] if note]

    def _ended(self) -> str:
        told = self.promised
        if told.date_unknown:
            return _("kept, day unknown")
        if told.delivered_at is None:
            return told.state.label
        day = formats.short_day(told.delivered_at.date(), today=self._acts.today())
        late = told.how_late(self._acts.today(), self._acts.working())
        parts = [_("kept {day}").format(day=day)]
        if late:
            parts.append(late)
        taken = told.working_days_taken(self._acts.working())
        if told.is_small_request and taken is not None:
            parts.append(ngettext("took {n} working day", "took {n} working days", taken).format(n=taken))
        return " · ".join(parts)

    def _in_words(self) -> str:
        told = self.promised
        due = told.state.label
        if self._is_open:
            due = due_in_words(told, self._acts.today(), self._acts.working())
        moved = promise_words.times_moved(told.moves)
        return ", ".join(part for part in (told.text, told.client_name, due, moved) if part)


class UpAndDown(QObject):
    """Lets Up and Down go from line to line, inside panes that would scroll instead."""

    def __init__(self, lines: Callable[[], Sequence[QWidget]], parent: QObject) -> None:
        super().__init__(parent)
        self._lines = lines

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self._go(watched, step):
                return True
        return super().eventFilter(watched, event)

    def _go(self, watched: QObject, step: int) -> bool:
        lines = self._lines()
        at = next((number for number, line in enumerate(lines) if line is watched), None)
        if at is None or not 0 <= at + step < len(lines):
            return False
        lines[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        return True


def focused(lines: Sequence[QWidget]) -> int | None:
    """Return which of ``lines`` has its window's focus, or has it inside; None for none.

    A window keeps its focus while a dialog is in front of it, so that it can return where it was.
    """
    focus = lines[0].window().focusWidget() if lines else None
    if focus is None:
        return None
    return next((n for n, line in enumerate(lines) if line is focus or line.isAncestorOf(focus)), None)


def _do(act: Callable[[int], None], number: int, _checked: bool = False) -> None:
    act(number)
