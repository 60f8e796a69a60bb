"""Looking back on Today: quiet lines for a planned talk, what to re-read, what to do and to check."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.services.look_back_due import Asks, LookBackDue
from retention_journal.ui.layouts import column, row
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.text_labels import caption, label, shortened

_LONGEST_NAME, _LONGEST_WORDS = 60, 90


class LookBackLine(LineToOpen):
    """One thing that looking back asks for. Enter or a click opens it."""

    def __init__(self, one: LookBackDue, today: date) -> None:
        self.one = one
        when = _("today") if one.on >= today else formats.days_ago(one.on, today)
        below = shortened(one.text, _LONGEST_WORDS) if one.text else one.asks.label
        if one.asks is Asks.EFFECT:
            below = _("Did it help? {action}").format(action=below)
        super().__init__(", ".join(part for part in (one.client, below, when) if part))
        name = label(shortened(one.client or _("An action"), _LONGEST_NAME), "ui_medium", wrap=True)
        told = label(when, "ui", colour="text_2")
        above = row(name, told, gap=8)
        above.setStretch(0, 1)
        above.setAlignment(told, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(above, caption(below, wrap=True), gap=0, margins=(5, 3, 5, 3)))
