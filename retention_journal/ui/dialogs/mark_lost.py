"""Marking a client as lost: what ended, what they said, what you think. No red button; undo works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.clients import GONE
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.excuse_check import Finding
from retention_journal.core.losses import LossKind, LossReason
from retention_journal.i18n import _
from retention_journal.services.business import own_business
from retention_journal.services.choices import Fit
from retention_journal.services.clients import client_names
from retention_journal.services.closings import mark_lost
from retention_journal.services.excuse_check import check_reason
from retention_journal.services.invoices import usual_currency
from retention_journal.services.reflections import LossEntry, LossView, edit_loss
from retention_journal.storage.journal import Journal
from retention_journal.ui.client_field import ClientField
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.dialogs.loss_form import LossForm


class MarkLostDialog(Dialog):
    """Writes a loss down, or corrects what was written.

    Signals:
        marked: The client's id and the loss's id.
        talked: The same, where the closing conversation was held already and can be written down.
        undoable: What to say of it, beside an Undo.
    """

    marked = Signal(int, int)
    talked = Signal(int, int)
    undoable = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        parent: QWidget,
        *,
        client_id: int | None = None,
        loss: LossView | None = None,
    ) -> None:
        super().__init__(
            _("Mark as lost") if loss is None else _("What was lost"),
            _("Mark as lost") if loss is None else _("Save"),
            parent,
        )
        self._journal, self._now, self._loss = journal, now, loss
        clients = client_names(journal)
        self._names = {client.id: client.name for client in clients}
        self._client = client_id
        self.client: ClientField | None = None
        if client_id is None:
            living = [one for one in clients if one.status not in GONE]
            self.client = ClientField(living, may_add=False, parent=self)
            self.client.chosen.connect(self._choose)
            self.client.line.textEdited.connect(lambda _typed: self._choose(None))
        about = self.client or self._names.get(client_id or 0, "")
        own = own_business(journal).currency
        self.fields = LossForm(
            self._today,
            client=about,
            with_talk=loss is None,
            currency=own if client_id is None else usual_currency(journal, client_id),
            check=self._check,
        )
        self.use_form(self.fields)
        self.fields.kind.changed.connect(self._name_button)
        self._begin()

    def submit(self) -> None:
        entry = self.fields.entry()
        if self._loss is not None:
            before = self._loss.entry  # what this form has no fields for stays as it was
            entry = replace(
                entry,
                winback_on=before.winback_on,
                winback_condition=before.winback_condition,
            )
            edit_loss(self._journal, self._loss.loss_id, entry, today=self._today())
            self.undoable.emit(_("What was lost is changed."))
            return
        if self._client is None:
            raise InvalidEntryError("client_id", _("Which client?"), _("Type a few letters, then Enter."))
        closing = self.fields.closing()
        client = self._client
        loss = mark_lost(self._journal, client, entry, closing, today=self._today())
        for name in (_draft_name(None), _draft_name(client)):
            kept_words.drop(self._journal.path, name)
        self.undoable.emit(_told(entry, self._names[client]))
        self.marked.emit(client, loss)
        if closing.held_on:
            self.talked.emit(client, loss)

    def keep_draft(self) -> bool | None:
        if self._loss is not None:
            return None
        return kept_words.keep(self._journal.path, _draft_name(self._client), self.fields.draft())

    def _begin(self) -> None:
        if self._loss is not None:
            self.fields.show_entry(self._loss.entry)
        elif draft := kept_words.kept(self._journal.path, _draft_name(self._client)):
            self.fields.show_draft(draft)
        self._name_button(self.fields.kind.value())
        (self.client or self.fields.words).setFocus()

    def _choose(self, fit: Fit | None) -> None:
        self._client = None if fit is None else fit.client.id
        if self._client is not None:
            self.fields.use_currency(usual_currency(self._journal, self._client))
        if fit is not None and self.client is not None:
            self.client.line.setText(fit.client.name)
            draft = kept_words.kept(self._journal.path, _draft_name(self._client))
            if draft and not self.fields.draft():
                self.fields.show_draft(draft)
            self.fields.words.setFocus()
        self.fields.check_reason()

    def _check(self, reason: LossReason, notice_on: date) -> Finding | None:
        if self._client is None:
            return None
        loss = None if self._loss is None else self._loss.loss_id
        return check_reason(self._journal, self._client, reason, notice_on, loss_id=loss)

    def _name_button(self, kind: LossKind) -> None:
        if self._loss is None:
            self.do_button.setText(_("Mark as lost") if kind is LossKind.FULL else _("Write it down"))

    def _today(self) -> date:
        return self._now().date()


def _told(entry: LossEntry, name: str) -> str:
    if entry.kind is LossKind.FULL:
        return _("{client} is marked as lost.").format(client=name)
    if entry.kind is LossKind.PAUSE:
        return _("{client} is paused.").format(client=name)
    return _("What {client} ended is written down.").format(client=name)


def _draft_name(client_id: int | None) -> str:
    return f"loss {client_id or ''}"
