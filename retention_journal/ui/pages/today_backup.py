"""That the last backup failed, or that there was none for a month: one line on Today, with the way on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.services.backups import standing
from retention_journal.storage.journal import Journal
from retention_journal.ui.backup_words import trouble_in_words
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import clear, column
from retention_journal.ui.panels import Notice
from retention_journal.ui.text_labels import Span


class BackupNotice(QWidget):
    """Says what is wrong with the backups, as long as it is; nothing where all is well.

    Signals:
        backup_help_wanted: Show the backups, and what helps.
    """

    backup_help_wanted = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._shown = ""
        self._column = column(gap=0)
        self.setLayout(self._column)
        self.hide()

    def refresh(self, today: date) -> None:
        """Look how well the journal is backed up."""
        found = standing(self._journal.path)
        trouble = "" if self._journal.is_read_only else trouble_in_words(found, today)
        why = f"{found.failed.message} {found.failed.advice}".strip() if found.failed else ""
        self.setVisible(bool(trouble))
        if not trouble or self._shown == trouble + why:
            return
        self._shown = trouble + why
        clear(self._column)
        see = link_button(_("See the backups"))
        see.clicked.connect(self.backup_help_wanted)
        told = Span(_("{trouble}.").format(trouble=trouble), "ui_strong", "watch_text")
        notice = Notice("watch", told, Span(f" {why}".rstrip(), "ui"), buttons=[see])
        self._column.addWidget(notice)
        notice.show()
