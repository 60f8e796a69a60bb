"""What was agreed: what is included, what is not and was said so, what is assumed and what is still open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from retention_journal.storage.journal import Journal
from retention_journal.ui.page import Page


class AgreedPart(Page):
    """What one client may expect, as it was said; a part of the tab "Agreement & KPIs"."""

    watches = frozenset({"expectation_item", "intake_question", "kpi_agreement", "contact", "client"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None

    def show_client(self, client_id: int) -> None:
        """Show what was agreed with ``client_id``."""
        self._client_id = client_id
        self.make_stale()
