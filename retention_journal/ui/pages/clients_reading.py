"""Reads all clients for their list: few of them at once, very many beside the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from retention_journal.core.progress import Progress
from retention_journal.services.judging import beside
from retention_journal.services.portfolio import ClientFacts, count_living, portfolio
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.pages.clients_light import Lights, lights
from retention_journal.ui.tasks import Tasks

#: With more clients they are read beside the window, first what is known of them and then their lights.
MOST_AT_ONCE = 1_000
#: After so long it is said that they are still read. Source: DESIGN, "Loading".
SLOW_MS = 1_000


class ClientsReading(QObject):
    """Reads the clients of one journal.

    Signals:
        was_read: Every client, a list of ``ClientFacts``, and how everybody stands, ``Lights``; one of them
            None where they are read one after the other.
        slow: The clients take their time.
    """

    was_read = Signal(object, object)
    slow = Signal()

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        tasks: Tasks | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal, self._now, self._tasks = journal, now, tasks
        self._begun = 0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self.slow)

    def begin(self) -> bool:
        """Read the clients anew; say whether it is done already, or under way."""
        now = self._now()
        self._begun += 1
        if self._tasks is None or count_living(self._journal) <= MOST_AT_ONCE:
            self.was_read.emit(portfolio(self._journal, now.date()), lights(self._journal, now))
            return True
        self._slow.start(SLOW_MS)
        for work, take in ((_clients, self._take_clients), (_lights, self._take_lights)):
            self._tasks.start(work(self._journal, now), on_success=partial(take, self._begun))
        return False

    def _take_clients(self, begun: int, found: list[ClientFacts]) -> None:
        if begun == self._begun:  # else something has changed since
            self._slow.stop()
            self.was_read.emit(found, None)

    def _take_lights(self, begun: int, found: Lights) -> None:
        if begun == self._begun:
            self.was_read.emit(None, found)


def _clients(journal: Journal, now: datetime) -> Callable[[Progress], list[ClientFacts]]:
    path = journal.path

    def work(_progress: Progress) -> list[ClientFacts]:
        with JournalReader.open(path) as reader:
            return portfolio(reader, now.date())

    return work


def _lights(journal: Journal, now: datetime) -> Callable[[Progress], Lights]:
    opened = beside(journal)

    def work(_progress: Progress) -> Lights:
        with opened() as reader:
            return lights(reader, now)

    return work
