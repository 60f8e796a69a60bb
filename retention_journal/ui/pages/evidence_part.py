"""What you could show tomorrow: how well each ledger of one client is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.services.coverage import coverage
from retention_journal.storage.journal import Journal
from retention_journal.ui.layouts import clear, column, stack
from retention_journal.ui.panels import bullet
from retention_journal.ui.text_labels import caption, section_title


class EvidencePart(QWidget):
    """A line a ledger, with the light's shapes; a part of the tab "Hours & money"."""

    watches = frozenset({"kpi_agreement", "kpi_line", "measurement", "interaction", "promise", "time_entry"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._lines = column(gap=6)
        stack(
            self,
            section_title(_("What you could show tomorrow")),
            caption(_("Evidence is gathered before a rift, not after it."), wrap=True),
            self._lines,
            gap=8,
        )

    def show_client(self, client_id: int) -> None:
        """Show what is kept of ``client_id``."""
        self._client_id = client_id

    def refresh(self) -> None:
        """Show what the journal holds now."""
        clear(self._lines)
        if self._client_id is None:
            return
        for one in coverage(self._journal, self._client_id, self._now().date()):
            line = bullet(one.kept.value, one.text)
            line.setAccessibleName(one.text)
            self._lines.addWidget(line)
