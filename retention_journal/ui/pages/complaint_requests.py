"""Small requests before a complaint as a small chart: how long each took, and what is not done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint
from retention_journal.core.waiting_chart import WaitingBar, waiting_chart, waiting_places
from retention_journal.i18n import _, ngettext
from retention_journal.services.desk_promises import FEWEST_REQUESTS, AskedFor
from retention_journal.ui.layouts import stack
from retention_journal.ui.readable_chart import ReadableChart
from retention_journal.ui.text_labels import caption

_WIDTH, _HEIGHT = 400, 116


class RequestsChart(QWidget):
    """The chart with its title; hidden where there are fewer than four."""

    def __init__(self) -> None:
        super().__init__()
        self.chart = ReadableChart(width=_WIDTH, height=_HEIGHT)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = caption(_("Small requests, working days to done"), strong=True)
        self.told = caption("", wrap=True)
        self.told.hide()
        self.chart.moved.connect(self._tell)
        stack(self, title, self.chart, self.told, gap=4)
        self.hide()

    def show_requests(self, asked: Sequence[AskedFor]) -> None:
        """Show small requests in the order they were asked."""
        self.setVisible(len(asked) >= FEWEST_REQUESTS)
        bars = [WaitingBar(one.asked_on, one.working_days, one.is_done) for one in asked]
        points = [
            ChartPoint(place, _read(one)) for place, one in zip(waiting_places(bars), asked, strict=True)
        ]
        head = (_("Asked"), _("What"), _("Working days"), _("Done"))
        table = [head] + [
            (formats.day(one.asked_on), one.text, str(one.working_days), _("Yes") if one.is_done else _("No"))
            for one in asked
        ]
        self.chart.show_chart(waiting_chart(bars), points, table, _("Small requests, working days to done"))

    def _tell(self, _number: int) -> None:
        self.told.setText(self.chart.text())
        self.told.show()


def _read(one: AskedFor) -> str:
    days = ngettext("{n} working day", "{n} working days", one.working_days).format(n=one.working_days)
    if not one.is_done:
        days = _("not done after {days}").format(days=days)
    return f"{formats.short_day(one.asked_on)}: {one.text}, {days}"
