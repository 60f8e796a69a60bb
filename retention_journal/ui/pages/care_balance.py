"""Hunt and care: what went to new clients beside what went to those one has, in a sentence, then by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core.care_chart import care_chart
from retention_journal.core.hours import Bucket, MonthHours, care_words
from retention_journal.core.won_lost import WonLost
from retention_journal.i18n import _
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.readable_chart import ChartFrame, ReadableChart
from retention_journal.ui.text_labels import caption, label, section_title

_HEIGHT = 220


class CareBalance(QWidget):
    """The sentence, and the bars for whoever asks for them; hidden while no such hours are known."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "ui", wrap=True)
        self.chart = ReadableChart(width=280, height=_HEIGHT)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.frame = ChartFrame(self.chart)
        self.frame.hide()
        self.by_month = link_button(_("By month"), icon="down")
        self.by_month.clicked.connect(lambda _checked: self._turn())
        stack(
            self,
            row(section_title(_("Hunt and care")), None, caption(_("in 12 months"))),
            self.words,
            row(self.by_month, None),
            self.frame,
            gap=6,
        )
        self.hide()

    def show_balance(
        self, minutes: Mapping[Bucket, int], months: Sequence[MonthHours], balance: WonLost
    ) -> None:
        """Show the ``minutes`` of the last year beside who was won and lost in it, and each of ``months``."""
        told = care_words(minutes, won=balance.won, lost=balance.lost)
        drawn = care_chart(months)
        self.words.setText(told)
        self.chart.show_chart(drawn.marks, drawn.points, drawn.table, told)
        self.by_month.setVisible(bool(drawn.points))
        self.frame.setVisible(bool(drawn.points) and self._is_open())
        self.setVisible(bool(told))

    def _is_open(self) -> bool:
        return not self.frame.isHidden()

    def _turn(self) -> None:
        shown = not self._is_open()
        self.frame.setVisible(shown)
        self.by_month.set_icon("up" if shown else "down")
