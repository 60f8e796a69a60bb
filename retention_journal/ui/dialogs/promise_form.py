"""The form of a promise: what, to whom, by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.promises import PromiseDirection
from retention_journal.i18n import _
from retention_journal.services.clients import client_names
from retention_journal.services.promises import (
    PromiseEntry,
    PromiseRow,
    edit_promise,
    end_of,
    make_promise,
    promise,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.client_field import ClientField
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.dialogs.move_form import moves_box
from retention_journal.ui.dialogs.timed_by import TimedBy
from retention_journal.ui.fields import DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, row
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import label
from retention_journal.ui.toggles import TickBox

_LONGEST = 2000


class PromiseForm(KeptDialog):
    """Writes a promise down, or changes one."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        client_id: int | None = None,
        promise_id: int | None = None,
        parent: QWidget,
    ) -> None:
        title = _("New promise") if promise_id is None else _("Change the promise")
        super().__init__(title, _("Promise it") if promise_id is None else _("Save"), parent, width=560)
        self._journal, self._now = journal, now
        self._before: PromiseRow | None = None if promise_id is None else promise(journal, promise_id)
        self._client_id = self._before.client_id if self._before else client_id
        self._form = self.use_form(Form())
        self._make(self._before.entry() if self._before else PromiseEntry("", made_on=now().date()))
        self._lay_out()
        subject = f"promise {promise_id}" if promise_id else f"promise to {client_id or ''}"
        self.keep_as(journal.path, subject)
        (self.client or self.words).setFocus()

    def entry(self) -> PromiseEntry:
        """Return what the form says.

        Raises:
            InvalidEntryError: A day is none.
        """
        days = (
            ("due_at", self.due),
            ("made_on", self.made),
            ("asked_on", self.asked),
            ("delivered_on", self.kept),
        )
        for name, field in days:
            if problem := field.problem():
                raise InvalidEntryError(name, problem)
        day = self.due.day()
        kept = self._before.due_at if self._before and self._before.due_on == day else None
        return PromiseEntry(
            self.words.cleaned(),
            due_at=kept or (None if day is None else end_of(day)),
            direction=self.direction.value(),
            made_on=self.made.day(),
            is_small_request=self.small.isChecked(),
            remark=self.remark.cleaned(),
            asked_on=self.asked.day(),
            delivered_on=self.kept.day(),
            line_key=self.timed_by.line_key(),
        )

    def submit(self) -> None:
        """Make or change the promise.

        Raises:
            JournalError: It cannot be kept so.
        """
        entry, now = self.entry(), self._now()
        if self._before:
            edit_promise(self._journal, self._before.promise_id, entry, now=now)
            self.drop_draft()
            self.undoable.emit(_("Promise changed."))
            return
        if self._client_id is None:
            raise InvalidEntryError("client_id", _("Choose a client first."))
        make_promise(self._journal, self._client_id, entry, now=now)
        self.drop_draft()
        self.undoable.emit(self._said(entry))

    def _said(self, entry: PromiseEntry) -> str:
        if entry.due_at is None:
            return _("Promise noted.")
        day = formats.days_ahead(entry.due_at.date(), self._now().date())
        return _("Promise noted, due {day}.").format(day=day)

    def _make(self, entry: PromiseEntry) -> None:
        self._names = client_names(self._journal)
        self.client: ClientField | None = None
        if self._client_id is None:
            self.client = ClientField(self._names, may_add=False, parent=self)
            self.client.chosen.connect(lambda fit: self._take_client(fit.client.id, fit.client.name))
            self.client.line.textEdited.connect(lambda _text: self._forget_client())
        self.words = LineField(entry.text, icon="promise", longest=_LONGEST)
        self.due = DateField(entry.due_at.date() if entry.due_at else None, self._today, optional=True)
        self.made = DateField(entry.made_on, self._today, past=True)
        self.asked = DateField(entry.asked_on, self._today, optional=True, past=True)
        self.kept = DateField(entry.delivered_on, self._today, optional=True, past=True)
        options = [Option(direction, direction.label) for direction in PromiseDirection]
        self.direction = Segmented(options, entry.direction, name=_("Who promised"))
        self.small = TickBox(_("A &small request: timed in working days"))
        self.small.setChecked(entry.is_small_request)
        self.timed_by = TimedBy(self._journal, self._today, entry.line_key, small=self.small)
        self.remark = TextField(entry.remark)

    def _lay_out(self) -> None:
        form = self._form
        name = next((one.name for one in self._names if one.id == self._client_id), "")
        if self.client is not None:
            form.add("client_id", _("&Client"), self.client)
        else:
            form.add_part(label(name, "body_strong", elide=True))
        form.add("text", _("What was &promised"), self.words)
        form.add_row(
            ("due_at", _("&Due"), self.due, True),
            ("made_on", _("Promised &on"), self.made),
        )
        asked = ("asked_on", _("&Asked on"), self.asked, True)
        if self._before and self._before.is_kept:
            _asked, kept = form.add_row(asked, ("delivered_on", _("&Kept on"), self.kept, True))
            kept.set_note(_("Leave it empty where nobody wrote it down."))
        else:
            form.add(*asked[:3], optional=True, note=_("Where that was before you promised it."))
        if self._before and self._before.moves:
            form.add_part(moves_box(self._before.moves, self._today()))
        form.add_part(row(self.direction, None))
        form.add_part(box(row(self.small, None)))
        form.add("line_key", _("By &which it is timed"), self.timed_by)
        self._offer_timings()
        note = _("Why it is late or moved. Fit for the client to read.")
        form.add("remark", _("&Remark"), self.remark, optional=True, note=note)

    def _today(self) -> date:
        return self._now().date()

    def _take_client(self, client_id: int, name: str) -> None:
        self._client_id = client_id
        if self.client is not None:
            self.client.line.setText(name)
        self._offer_timings()
        self._make_room()
        self.words.setFocus()

    def _forget_client(self) -> None:
        self._client_id = None
        self._offer_timings()

    def _offer_timings(self) -> None:
        self.timed_by.show_client(self._client_id)
        self._form.field("line_key").setVisible(self.timed_by.has_any)
