"""Fewer won than lost: one line above the calls, once a month."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.won_lost import WonLost, alarm_words
from retention_journal.i18n import _
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import clear, column
from retention_journal.ui.panels import Notice
from retention_journal.ui.state import remember, remembered
from retention_journal.ui.text_labels import Span

_HIDDEN = "month_alarm"


class MonthNotice(QWidget):
    """Says how many came and went, until it is hidden for the month.

    Signals:
        lost_list_wanted: Show who was lost.
    """

    lost_list_wanted = Signal()

    def __init__(self, journal: Path) -> None:
        super().__init__()
        self._journal = journal
        self._column = column(gap=0)
        self.setLayout(self._column)
        self.hide()

    def show_alarm(self, told: WonLost | None, today: date) -> None:
        """Show what is ``told``, unless it was hidden this month."""
        clear(self._column)
        month = f"{today:%Y-%m}"
        is_hidden = remembered(_HIDDEN).get(str(self._journal)) == month
        self.setVisible(told is not None and not is_hidden)
        if told is None or is_hidden:
            return
        see, hide = link_button(_("See who was lost")), link_button(_("Hide"))
        see.clicked.connect(self.lost_list_wanted)
        hide.clicked.connect(partial(self._hide, month))
        said = Span(_("Fewer won than lost: "), "ui_strong", "watch_text")
        notice = Notice("watch", said, Span(alarm_words(told), "ui"), buttons=[see, hide])
        self._column.addWidget(notice)
        notice.show()

    def _hide(self, month: str) -> None:
        remember(_HIDDEN, {**remembered(_HIDDEN), str(self._journal): month})
        self.hide()
