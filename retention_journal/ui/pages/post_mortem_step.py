"""What the steps of looking back have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.post_mortem import Lacking
from retention_journal.services import post_mortems
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.services.reflections import LossView
from retention_journal.storage.journal import Journal
from retention_journal.ui.layouts import stack
from retention_journal.ui.pages.post_mortem_data import LookedAt
from retention_journal.ui.text_labels import Label, label, section_title


class PostMortemStep(QWidget):
    """One of the steps; always open to come back to, and saved as one writes.

    Signals:
        undoable: What to say of an act, beside an Undo.
        toast: What else to say.
        go_to: The number of the step to show.
        open_record: Type and id of a record to open.
        primary_changed: What the one filled button says is something else now.
        leave_wanted: It is enough for today.
    """

    undoable = Signal(str)
    toast = Signal(str)
    go_to = Signal(int)
    open_record = Signal(str, int)
    primary_changed = Signal()
    leave_wanted = Signal()

    #: Names of the tables whose change makes what is shown old, besides those of the page.
    watches: frozenset[str] = frozenset()

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.journal, self.now = journal, now
        self.loss: LossView | None = None
        self.one: PostMortemView | None = None
        self.wanting: tuple[Lacking, ...] = ()

    def show_at(self, at: LookedAt) -> None:
        """Show a loss and how far looking back on it has come; what is being typed is left alone."""
        self.wanting = at.wanting
        self.show_one(at.loss, at.one)

    def show_one(self, loss: LossView, one: PostMortemView) -> None:
        """Show a loss; ``show_at`` calls it."""
        self.loss, self.one = loss, one

    def save(self, **values: Any) -> bool:
        """Keep what was written, by the names of ``services.post_mortems``; say whether it could be kept."""
        if self.loss is None:
            return True
        try:
            post_mortems.save(self.journal, self.loss.loss_id, **values)
        except JournalError as error:  # it stays in the field, and the next pause tries again
            self.toast.emit(f"{error.message} {error.advice}".strip())
            return False
        return True

    def primary(self) -> str:
        """Return what the one filled button of this step says; "" where there is nothing to do here."""
        return ""

    def go_on(self) -> None:
        """Do what that button says."""

    def keep(self) -> None:
        """Save what was typed; called when a field or the step is left."""

    def forget(self) -> None:
        """Let go of the loss."""
        self.loss, self.one = None, None

    def take_focus(self) -> None:
        """Put the cursor where one begins."""
        self.setFocus()

    def today(self) -> date:
        """Return the day it is."""
        return self.now().date()


def heading(title: str, about: str = "") -> QWidget:
    """Return the title of a step and what is meant by it."""
    made = QWidget()
    told: Label = label(about, "ui", colour="text_2", wrap=True)
    stack(made, section_title(title), *([told] if about else []), gap=3)
    return made
