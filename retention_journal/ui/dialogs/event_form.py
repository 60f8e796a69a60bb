"""The form of an event at a client: what happened, when, and whether you have talked about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.events import SAID, EventKind
from retention_journal.i18n import _
from retention_journal.services.events import (
    EventEntry,
    EventRow,
    edit_event,
    event,
    note_event,
    trash_event,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import Choice, DateField, TextField
from retention_journal.ui.form import Form


class EventForm(KeptDialog):
    """Notes an event, or changes one."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        client_id: int,
        *,
        event_id: int | None = None,
        parent: QWidget,
    ) -> None:
        title = _("Note an event") if event_id is None else _("Change the event")
        super().__init__(title, _("Note it") if event_id is None else _("Save"), parent, width=520)
        self._journal, self._now, self._client_id = journal, now, client_id
        self._before: EventRow | None = None if event_id is None else event(journal, event_id)
        self._form = self.use_form(Form())
        self._make(self._before.entry if self._before else EventEntry(EventKind.ACQUIRED, now().date()))
        self.keep_as(journal.path, f"event {event_id or f'at {client_id}'}")
        self.kind.setFocus()

    def entry(self) -> EventEntry:
        """Return what the form says.

        Raises:
            InvalidEntryError: A day is none.
        """
        for name, field in (("happened_on", self.happened), ("settled_on", self.settled)):
            if problem := field.problem():
                raise InvalidEntryError(name, problem)
        return EventEntry(self.kind.value(), self.happened.day(), self.words.cleaned(), self.settled.day())

    def submit(self) -> None:
        """Note or change the event.

        Raises:
            JournalError: It cannot be kept so.
        """
        if self._before:
            edit_event(self._journal, self._before.event_id, self.entry(), now=self._now())
            self.undoable.emit(_("Event changed."))
        else:
            note_event(self._journal, self._client_id, self.entry(), now=self._now())
            self.undoable.emit(_("Event noted."))
        self.drop_draft()

    def trash(self) -> None:
        """Put the event in the trash and close."""
        if self._before is None:
            return
        trash_event(self._journal, self._before.event_id, now=self._now())
        self.undoable.emit(_("The event is in the trash."))
        self.drop_draft()
        self.done(0)

    def _make(self, entry: EventEntry) -> None:
        form = self._form
        self.kind = Choice([(kind, kind.label) for kind in EventKind], entry.kind)
        self.happened = DateField(entry.happened_on, self._today, past=True)
        self.settled = DateField(entry.settled_on, self._today, optional=True)
        self.words = TextField(entry.note, lines=2)
        self.kind.chosen.connect(lambda _kind: self._explain())
        self._kind = form.add("kind", _("&What happened"), self.kind, note=" ")
        if self._before is None:
            form.add("happened_on", _("&When"), self.happened)
        else:
            form.add_row(
                ("happened_on", _("&When"), self.happened),
                ("settled_on", _("&Talked about on"), self.settled, True),
            )
            away = quiet_button(_("Move to the trash"), icon="trash")
            away.clicked.connect(lambda _checked: self.trash())
            self.buttons.insertWidget(1, away)
        form.add("note", _("&In a few words"), self.words, optional=True)
        self._explain()

    def _explain(self) -> None:
        """Say what the kind at hand does to the light."""
        if self.kind.value() in SAID:
            self._kind.set_note(_("It weighs until you have talked about it."))
        else:
            self._kind.set_note(_("Worth a talk: the light says Watch until you have talked about it."))

    def _today(self) -> date:
        return self._now().date()
