"""Ticking several reports that are due, to make them at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.layouts import row
from retention_journal.ui.pages.report_lines import ReportLine
from retention_journal.ui.text_labels import label


class TickBar(QWidget):
    """How many are ticked, and what to do with them.

    Signals:
        all_wanted: Tick all, or none for False.
    """

    all_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "ui", colour="text_2")
        self.all_button = link_button(_("Tick all"))
        self.drafts_button = outlined_button(_("Make drafts"), icon="reports")
        self.save_button = outlined_button(_("Save all as PDF…"), icon="save")
        self._all = False
        parts = (self.all_button, self.words, None, self.drafts_button, self.save_button)
        self.setLayout(row(*parts, gap=12, margins=(12, 10, 12, 14)))
        self.all_button.clicked.connect(lambda _checked: self.all_wanted.emit(not self._all))

    def show_count(self, ticked: Sequence[ReportLine], shown: Sequence[ReportLine]) -> None:
        """Show how many of those ``shown`` are ticked."""
        n, many = len(ticked), len(shown)
        self._all = n == many > 0
        told = ngettext("{n} of {many} ticked", "{n} of {many} ticked", n)
        self.words.setText(told.format(n=formats.number(n), many=formats.number(many)))
        self.all_button.setText(_("Tick none") if self._all else _("Tick all"))
        for button in (self.drafts_button, self.save_button):
            button.setEnabled(n > 0)
