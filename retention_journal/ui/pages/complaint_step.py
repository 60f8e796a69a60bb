"""What the five steps of a complaint have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.services.incidents import IncidentView
from retention_journal.storage.journal import Journal


class ComplaintStep(QWidget):
    """One of the five steps; always open to come back to, and saved as one writes.

    Signals:
        undoable: What to say of an act, beside an Undo.
        toast: What else to say.
        go_to: The number of the step to show, 0 to 4.
        open_record: Type and id of a record to open.
        primary_changed: What the one filled button says is something else now.
    """

    undoable = Signal(str)
    toast = Signal(str)
    go_to = Signal(int)
    open_record = Signal(str, int)
    primary_changed = Signal()

    #: Names of the tables whose change makes what is shown old, besides the incident itself.
    watches: frozenset[str] = frozenset()

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.journal, self.now = journal, now
        self.incident: IncidentView | None = None

    def show_incident(self, one: IncidentView) -> None:
        """Show a complaint; what is being typed about the same one is left alone."""
        self.incident = one

    def primary(self) -> str:
        """Return what the one filled button of this step says; "" where there is nothing to do here."""
        return ""

    def go_on(self) -> None:
        """Do what that button says."""

    def keep(self) -> None:
        """Save what was typed; called when a field or the step is left."""

    def forget(self) -> None:
        """Let go of the complaint; what was typed is saved, or a draft."""
        self.incident = None

    def take_focus(self) -> None:
        """Put the cursor where one begins."""
        self.setFocus()
