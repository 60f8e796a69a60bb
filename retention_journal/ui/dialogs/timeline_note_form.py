"""The form of a line in the timeline before a loss that no record tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.known_before import NoteEntry
from retention_journal.i18n import _
from retention_journal.services.timeline_notes import (
    add_timeline_note,
    change_timeline_note,
    timeline_note,
    trash_timeline_note,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import row
from retention_journal.ui.toggles import TickBox


class TimelineNoteForm(Dialog):
    """Adds what one did not know then, or changes it.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        parent: QWidget,
        *,
        loss_id: int,
        notice_on: date,
        note_id: int | None = None,
    ) -> None:
        title, do = (_("Add to the timeline"), _("Add")) if note_id is None else (_("Change it"), _("Save"))
        super().__init__(title, do, parent, width=560)
        self._journal, self._now, self._loss_id, self._note_id = journal, now, loss_id, note_id
        entry = NoteEntry(notice_on, "") if note_id is None else timeline_note(journal, note_id)
        self.on = DateField(entry.happened_on, lambda: now().date(), past=True)
        self.text = TextField(entry.text, lines=2)
        self.source = LineField(entry.source, placeholder=_("Geir told me in the closing conversation"))
        self.known_then = TickBox(_("I &knew it at the time"))
        self.known_then.setChecked(entry.known_then)
        form = self.use_form(Form())
        form.add("text", _("&What happened"), self.text)
        form.add("happened_on", _("W&hen"), self.on)
        form.add("source", _("&From whom you know it"), self.source, optional=True)
        form.add_part(self.known_then)
        if note_id is not None:
            self.away = link_button(_("Take it out of the timeline"))
            self.away.clicked.connect(lambda _checked: self._trash())
            form.add_part(row(self.away, None))
        self.text.setFocus()

    def submit(self) -> None:
        """Keep it.

        Raises:
            JournalError: It cannot be kept so.
        """
        if (problem := self.on.problem()) or (day := self.on.day()) is None:
            raise InvalidEntryError("happened_on", problem or _("Choose a day."))
        today = self._now().date()
        entry = NoteEntry(day, self.text.cleaned(), self.source.cleaned(), self.known_then.isChecked())
        if self._note_id is None:
            add_timeline_note(self._journal, self._loss_id, entry, today=today)
            self.undoable.emit(_("It is in the timeline."))
        else:
            change_timeline_note(self._journal, self._note_id, entry, today=today)
            self.undoable.emit(_("It is changed."))

    def _trash(self) -> None:
        if self._note_id is not None:
            trash_timeline_note(self._journal, self._note_id, now=self._now())
            self.undoable.emit(_("It is in the trash."))
            self.done(0)
