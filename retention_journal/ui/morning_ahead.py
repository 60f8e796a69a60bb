"""Lets the nine o'clock list of a big journal be gathered beside the window, so that it never freezes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from retention_journal.services.morning_ahead import Gathered, is_at_hand, take, work_ahead
from retention_journal.storage.journal import Journal
from retention_journal.ui.tasks import Tasks


class MorningAhead(QObject):
    """Gathers the list of one journal when it is asked for and not at hand.

    Signals:
        ready: What was missing is at hand now.
    """

    ready = Signal()

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        tasks: Tasks | None = None,
    ) -> None:
        """Watch over ``journal``.

        Args:
            journal: The journal that is open.
            now: Tells the moment.
            parent: Whom it belongs to.
            tasks: Where the work is done; None has a thread of its own, so that it waits for nothing.
        """
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._tasks = tasks or Tasks(self, on_error=self._give_up)
        self._is_gathering = self._could_not = False

    def is_at_hand(self) -> bool:
        """Say whether the list can be shown at once; where not, it is gathered, and ``ready`` tells."""
        if self._could_not or is_at_hand(self._journal, self._now()):
            return True
        if not self._is_gathering:
            self._is_gathering = True
            QTimer.singleShot(0, self, self._begin)  # not while the window is busy with the same change
        return False

    def stop(self) -> None:
        """Gather nothing any more."""
        self._tasks.stop()

    def _begin(self) -> None:
        work = work_ahead(self._journal, self._now())
        self._tasks.start(work, on_success=self._take, on_error=self._give_up)

    def _take(self, found: Gathered) -> None:
        if not take(self._journal, found):
            self._begin()  # something was written meanwhile
            return
        self._is_gathering = False
        self.ready.emit()

    def _give_up(self, _error: BaseException) -> None:
        """Let whoever asks find out for themselves, as in a small journal; they tell what is wrong."""
        self._is_gathering, self._could_not = False, True
        self.ready.emit()
