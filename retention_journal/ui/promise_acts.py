"""What one can do with promises, on every page that shows them; each act is one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.late_words import came_late
from retention_journal.core.promises import PromiseDirection, PromiseState, state_when_delivered
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import _
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.promises import (
    PromiseRow,
    break_promise,
    end_of,
    keep_promise,
    keep_promise_some_day,
    move_promise,
    promise,
    release_promise,
    reopen_promise,
    take_back_move,
    trash_promise,
    turn_promise,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.move_form import MoveForm

#: How long a promise just ticked stays in sight, struck through. Source: design, section 7.2.
STRUCK_MS = 5000


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

    def __init__(self, journal: Journal, now: Callable[[], datetime], page: QWidget) -> None:
        super().__init__(page)
        self._journal, self._now, self._page = journal, now, page
        self._just_kept: dict[int, PromiseRow] = {}

    def today(self) -> date:
        """Return the day it is."""
        return self._now().date()

    def working(self) -> WorkingDays:
        """Return the days one works, by which a promise is late."""
        today = self.today()
        return working_days_of(self._journal, today)

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

    def to_another_day(self, promise_id: int) -> None:
        """Open the form of another date, with the letter that tells it."""
        form = MoveForm(self._journal, self._now, promise_id, self.working(), parent=self._page.window())
        form.undoable.connect(self.undoable)
        form.open()

    def back_to_the_date_before(self, promise_id: int) -> None:
        """Take the last move of a promise back."""
        due = take_back_move(self._journal, promise_id, now=self._now())
        if due is None:
            self.undoable.emit(_("Moved back: no date."))
            return
        day = formats.days_ahead(due.date(), self.today())
        self.undoable.emit(_("Moved back to {day}.").format(day=day))

    def keep_some_day(self, promise_id: int) -> None:
        """Note that it was kept on a day nobody wrote down."""
        keep_promise_some_day(self._journal, promise_id, now=self._now())
        self.undoable.emit(_("Kept, day unknown."))

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
