"""What is past its time: one calm line on Today, until it is hidden for the month."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.retention_periods import confirmable, live_on
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import clear, column
from retention_journal.ui.panels import Notice
from retention_journal.ui.state import remember, remembered
from retention_journal.ui.text_labels import Span

_HIDDEN = "month_due"


class DueNotice(QWidget):
    """Says how much may go by its retention period, once a month; nothing where no period is set.

    Signals:
        due_wanted: Look through what is past its time.
    """

    due_wanted = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._shown: tuple[date, int] | None = None
        self._column = column(gap=0)
        self.setLayout(self._column)
        self.hide()

    def refresh(self, today: date) -> None:
        """Note that the journal is in use today, and say what may go unless it was hidden this month."""
        month = f"{today:%Y-%m}"
        n = len(confirmable(live_on(self._journal, today)))
        is_hidden = remembered(_HIDDEN).get(str(self._journal.path)) == month
        self.setVisible(bool(n) and not is_hidden)
        if self._shown == (today, n) or not n or is_hidden:
            return
        self._shown = (today, n)
        clear(self._column)
        see, hide = link_button(_("Look through the list")), link_button(_("Not this month"))
        see.clicked.connect(self.due_wanted)
        hide.clicked.connect(partial(self._hide, month))
        told = ngettext(
            "{n} entry is past the time for which you keep it. It goes only if you confirm it.",
            "{n} entries are past the time for which you keep them. They go only if you confirm it.",
            n,
        )
        notice = Notice("none", Span(told.format(n=formats.number(n)), "ui"), buttons=[see, hide])
        self._column.addWidget(notice)
        notice.show()

    def _hide(self, month: str) -> None:
        remember(_HIDDEN, {**remembered(_HIDDEN), str(self._journal.path): month})
        self.hide()
