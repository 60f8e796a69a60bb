"""On a client's page: the complaint that waits for something, with how long there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.services.complaint_rows import ComplaintRow
from retention_journal.ui.buttons import link_button
from retention_journal.ui.incident_watch import LIGHTS
from retention_journal.ui.layouts import row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.pages.today_complaints import clock_words
from retention_journal.ui.text_labels import label, literal, shortened

_LONGEST = 60


class ClientClock(QWidget):
    """The complaint of a client whose end is nearest; hidden where none waits.

    Signals:
        opened: Show it, by id.
    """

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._now: Callable[[], datetime] | None = None
        self._row: ComplaintRow | None = None
        self.calm = label("", "ui_strong")
        self.badge = LightBadge("watch", size=12)
        self.link = link_button("", icon="complaints")
        self.link.clicked.connect(lambda _checked: self._open())
        self.setLayout(row(self.link, self.calm, self.badge, None, gap=8))
        self.hide()

    def show_rows(self, rows: Sequence[ComplaintRow], now: Callable[[], datetime]) -> None:
        """Show the first of ``rows`` that waits for something; they come in the order of their ends."""
        self._now = now
        self._row = next((one for one in rows if one.clock is not None), None)
        self.setVisible(self._row is not None)
        self.tick()

    def tick(self) -> None:
        """Say how long there is by now."""
        if self._now is None or self._row is None or self._row.clock is None:
            return
        now, clock = self._now(), self._row.clock
        left, light = clock_words(clock, now), LIGHTS[clock.urgency(now)]
        name = shortened(self._row.name, _LONGEST)
        told = _("{complaint}: {what}").format(complaint=name, what=clock.waits.label.lower())
        self.link.setText(literal(told))
        self.calm.setText(left)
        self.calm.setVisible(not light)
        self.badge.setVisible(bool(light))
        if light:
            self.badge.set_state(light, left)
        self.link.setAccessibleName(f"{told}, {left}")

    def _open(self) -> None:
        if self._row is not None:
            self.opened.emit(self._row.incident_id)
