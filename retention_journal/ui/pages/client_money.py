"""The tab "Hours & money": what was worked for a client, what they paid for it, what else could be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.layouts import Pane, box, column, stack
from retention_journal.ui.page import Page, side_margin
from retention_journal.ui.pages.care_part import CarePart
from retention_journal.ui.pages.evidence_part import EvidencePart
from retention_journal.ui.pages.hours_part import HoursPart
from retention_journal.ui.pages.money_part import MoneyPart


class MoneyTab(Page):
    """Hours, terms and invoices of one client, and ideas for them.

    Signals:
        call_wanted: Log a call with this client rather than remind them of an invoice.
        clock_moved: The clock was started, stopped or thrown away.
        hours_import_wanted: Import hours of this client.
    """

    call_wanted = Signal(int)
    hours_import_wanted = Signal(int)
    clock_moved = Signal()

    watches = HoursPart.watches | MoneyPart.watches | CarePart.watches | EvidencePart.watches

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.hours = HoursPart(journal, now, self)
        self.money = MoneyPart(journal, now, self)
        self.care = CarePart(journal, now, self)
        self.evidence = EvidencePart(journal, now, self)
        self._parts = (self.hours, self.money, self.care, self.evidence)
        self._around = column(*self._parts, None, gap=32, margins=(32, 20, 32, 24))
        self._all = box(self._around)
        self._pane = Pane(self._all)
        stack(self, self._pane, gap=0)
        for part in (self.hours, self.money, self.care):
            part.undoable.connect(self.undoable)
            part.toast.connect(self.toast)
        self.money.call_wanted.connect(self.call_wanted)
        self.hours.import_wanted.connect(self.hours_import_wanted)
        self.hours.clock.moved.connect(self.clock_moved)

    def show_client(self, client_id: int) -> None:
        """Show what there is of ``client_id``."""
        for part in self._parts:
            part.show_client(client_id)
        self.make_stale()

    def refresh(self) -> None:
        """Show what the journal holds now."""
        for part in self._parts:
            part.refresh()

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 goes through."""
        return self._parts

    def take_focus(self) -> None:
        """Put the focus on the hours."""
        self.hours.setFocus()

    def show_clock(self) -> None:
        """Bring the clock into sight, with the focus on what is done next with it."""
        if self._stale:
            self._freshen()
        self.hours.clock.take_focus()
        self._pane.ensureWidgetVisible(self.hours.clock)

    def stand_on(self, table: str, record_id: int) -> bool:
        """Go to an invoice, an entry of hours or terms, however far back; False where it is not here."""
        if self._stale:
            self._freshen()
        shown: QWidget | None = None
        if table != "time_entry":
            shown = self.money.stand_on(table, record_id)
        elif self.hours.stand_on(record_id):
            shown = self.hours.table
        if shown is None:
            return False
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, partial(self._bring_into_sight, shown))  # when all has its place
        return True

    def _bring_into_sight(self, shown: QWidget) -> None:
        """Scroll to a line, or to the current line of a table."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # a layout waits for another
        line = shown.visualRect(shown.currentIndex()) if isinstance(shown, QTableView) else shown.rect()
        inside = shown.viewport() if isinstance(shown, QTableView) else shown
        middle = inside.mapTo(self._all, line.center())
        self._pane.ensureVisible(0, middle.y(), 0, max(line.height(), self._pane.height() // 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = side_margin(self)
        self._around.setContentsMargins(side, theme.px(20), side, theme.px(24))
