"""Promises as lines with a tick box, on every page that shows them, and what one can do with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core import formats
from retention_journal.core.late_words import came_late
from retention_journal.core.promises import PromiseDirection, PromiseState, state_when_delivered
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import _, ngettext
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.promises import (
    PromiseRow,
    break_promise,
    end_of,
    keep_promise,
    move_promise,
    promise,
    release_promise,
    reopen_promise,
    trash_promise,
    turn_promise,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import icon_button
from retention_journal.ui.layouts import column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.lines import FocusLine
from retention_journal.ui.text_labels import caption, label, shortened, tooltip
from retention_journal.ui.toggles import TickBox

#: How long a promise just ticked stays in sight, struck through. Source: design, section 7.2.
STRUCK_MS = 5000
#: Room at the left of the tick box, so that the frame of the focus stands clear of it.
_INSET = 5
# Letters of a promise that are shown where there is little room: some three lines.
_LONGEST_BRIEF = 90
_LONGEST_NAME = 60


def due_in_words(row_: PromiseRow, today: date, working: WorkingDays) -> str:
    """Return until when it is promised: "2 working days late", "today", "Thursday"; "" without a date."""
    if row_.due_on is None:
        return ""
    return row_.how_late(today, working) or formats.days_ahead(row_.due_on, today)


def kept_in_words(row_: PromiseRow, today: date, working: WorkingDays) -> str:
    """Return what is said once of a promise just ticked; late is said plainly, and only here."""
    late = "" if row_.due_on is None else came_late(row_.due_on, today, working)
    return _("Kept, {late}.").format(late=late) if late else _("Kept.")


class PromiseActs(QObject):
    """What one can do with a promise, each act one step to undo.

    Signals:
        undoable: What to say of an act, beside an Undo.
        edit_wanted: The id of a promise to open.
        faded: A promise that was ticked has been in sight long enough.
    """

    undoable = Signal(str)
    edit_wanted = Signal(int)
    faded = Signal()

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._just_kept: dict[int, PromiseRow] = {}

    def today(self) -> date:
        """Return the day it is."""
        return self._now().date()

    def working(self) -> WorkingDays:
        """Return the days one works, by which a promise is late."""
        today = self.today()
        return self._journal.remembered("working days", today, lambda: working_days_of(self._journal, today))

    def with_just_kept(self, rows: Iterable[PromiseRow]) -> list[PromiseRow]:
        """Return ``rows`` and those ticked a moment ago, which stay where they stood."""
        shown = list(rows)
        for known in shown:
            self._just_kept.pop(known.promise_id, None)
        merged = [*shown, *self._just_kept.values()]
        return sorted(
            merged, key=lambda one: (one.due_at is None, one.due_at or end_of(one.made_on), one.promise_id)
        )

    def tick(self, promise_id: int) -> None:
        """Keep an open promise, or open a kept one again."""
        before = promise(self._journal, promise_id)
        if before.state is not PromiseState.OPEN:
            self._just_kept.pop(promise_id, None)
            reopen_promise(self._journal, promise_id)
            self.undoable.emit(_("The promise is open again."))
            return
        now = self._now()
        state = state_when_delivered(before.due_at, now)
        self._just_kept[promise_id] = replace(before, state=state, delivered_at=now)
        keep_promise(self._journal, promise_id, now=now)
        QTimer.singleShot(STRUCK_MS, self, partial(self._fade, promise_id))
        self.undoable.emit(kept_in_words(before, self.today(), self.working()))

    def is_just_kept(self, promise_id: int) -> bool:
        """Say whether a promise was ticked a moment ago."""
        return promise_id in self._just_kept

    def edit(self, promise_id: int) -> None:
        """Ask for the form of a promise."""
        self.edit_wanted.emit(promise_id)

    def to_tomorrow(self, promise_id: int) -> None:
        """Move a promise to tomorrow."""
        tomorrow = end_of(self.today() + timedelta(days=1))
        if move_promise(self._journal, promise_id, tomorrow, today=self.today()):
            self.undoable.emit(_("Moved to tomorrow."))

    def turn(self, promise_id: int) -> None:
        """Wait for the client, or no longer."""
        theirs = turn_promise(self._journal, promise_id) is PromiseDirection.THEIRS
        self.undoable.emit(_("Waiting for the client.") if theirs else _("It is yours again."))

    def release(self, promise_id: int) -> None:
        """Note that the other one no longer expects it."""
        release_promise(self._journal, promise_id, now=self._now())
        self.undoable.emit(_("No longer expected."))

    def break_off(self, promise_id: int) -> None:
        """Note that it was not kept and will not be."""
        break_promise(self._journal, promise_id, now=self._now())
        self.undoable.emit(_("Marked as not kept."))

    def trash(self, promise_id: int) -> None:
        """Put a promise in the trash."""
        trash_promise(self._journal, promise_id, now=self._now())
        self.undoable.emit(_("Promise moved to the trash."))

    def _fade(self, promise_id: int) -> None:
        if self._just_kept.pop(promise_id, None):
            self.faded.emit()


class PromiseLine(FocusLine):
    """One promise: a box to tick, what was promised, to whom, and by when.

    Keys: Space ticks, E or Enter edits, T moves to tomorrow, W waits for the client, Delete throws away.
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
        self._lay_out(full=full)
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
            told += [
                (_("Move to tomorrow"), "T", acts.to_tomorrow),
                (_("It is yours again") if theirs else _("Wait for the client"), "W", acts.turn),
                (_("No longer expected"), "", acts.release),
                (_("Not kept"), "", acts.break_off),
            ]
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
            act = {Qt.Key.Key_T: acts.to_tomorrow, Qt.Key.Key_W: acts.turn}.get(key, act)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is None or held != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        act(self.promised.promise_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def _tick(self) -> None:
        self._acts.tick(self.promised.promise_id)

    def _lay_out(self, *, full: bool) -> None:
        due = self._due()
        told = [due] if due else []
        above = row(self.words, *(told if not full else []), gap=8)  # where it is narrow, all below is wide
        above.setStretch(0, 1)
        pad = 5 if full else 3
        around = (_INSET, pad, _INSET, pad)
        words = column(above, self.below, gap=0)
        line = row(self.box, words, *(told if full else []), gap=8, margins=around)
        line.setStretch(1, 1)
        line.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        if due:
            (line if full else above).setAlignment(due, Qt.AlignmentFlag.AlignTop)
        if full:
            more = icon_button("more", _("More"), small=True)
            more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            more.clicked.connect(lambda: self.menu().popup(more.mapToGlobal(more.rect().bottomLeft())))
            line.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

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
            day = formats.short_day(told.made_on, today=self._acts.today())
            ours = told.direction is PromiseDirection.OURS
            parts.append(
                _("promised {day}").format(day=day) if ours else _("they promised {day}").format(day=day)
            )
        if full and told.is_small_request:
            parts.append(_("small request"))
        if full and not self._is_open:
            parts.append(self._ended())
        return " · ".join(part for part in parts if part)

    def _ended(self) -> str:
        told = self.promised
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
        return ", ".join(part for part in (told.text, told.client_name, due) if part)


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
