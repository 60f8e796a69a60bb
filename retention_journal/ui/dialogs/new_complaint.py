"""A complaint caught while on the phone: whose, their words, how they sounded, what they want."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.contacts import Kind
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.clients import client_names
from retention_journal.services.incidents import HeardEntry, record_incident
from retention_journal.services.people import people
from retention_journal.storage.journal import Journal
from retention_journal.ui.client_field import ClientField
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Form
from retention_journal.ui.pages.complaint_cut_out import CutOut, RestOffer, WordsField
from retention_journal.ui.pages.complaint_feeling import Feeling
from retention_journal.ui.text_labels import label

_LINES = 3


class NewComplaint(KeptDialog):
    """Writes a complaint down; everything else is asked later, the clock runs at once.

    Signals:
        recorded: Its number.
    """

    recorded = Signal(int)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        client_id: int | None = None,
        parent: QWidget,
    ) -> None:
        note = _("Everything else can wait. The clock runs from now.")
        super().__init__(_("New complaint"), _("Write it down"), parent, width=560, note=note)
        self._journal, self._now, self._client_id = journal, now, client_id
        self._names = client_names(journal)
        self.client = None if client_id else ClientField(self._names, may_add=False, parent=self)
        self.words = WordsField(lines=_LINES)
        self.offer = RestOffer()
        self._cut: CutOut | None = None
        self.sounded = Feeling(_("How they sounded"))
        self.wanted = LineField()
        self._form = self.use_form(Form())
        self._lay_out()
        self.keep_as(journal.path, f"complaint of {client_id or ''}")
        (self.client or self.words).setFocus()

    def submit(self) -> None:
        """Write it down.

        Raises:
            InvalidEntryError: There is no client or there are no words.
            NotFoundError: The client is not in the journal any more.
        """
        if self._client_id is None:
            raise InvalidEntryError("client_id", _("Choose a client first."))
        entry = HeardEntry(
            client_words=self.words.cleaned(),
            felt_at=self.sounded.value(),
            remedy_sought=self.wanted.cleaned(),
            reported_by=self._who(self._client_id),
            **self._of_message(),
        )
        number = record_incident(self._journal, self._client_id, entry, now=self._now())
        self.drop_draft()
        self.undoable.emit(_("Written down. The clock runs."))
        self.recorded.emit(number)

    def _lay_out(self) -> None:
        form = self._form
        if self.client is not None:
            self.client.chosen.connect(lambda fit: self._take(fit.client.id, fit.client.name))
            self.client.line.textEdited.connect(lambda _text: self._forget())
            form.add("client_id", _("&Client"), self.client)
        else:
            name = next((one.name for one in self._names if one.id == self._client_id), "")
            form.add_part(label(name, "body_strong", elide=True))
        said = _("Write it the way it was said.")
        form.add("client_words", _("Their own &words"), self.words, note=said)
        form.add_part(self.offer)
        self.words.message_pasted.connect(self._take_cut)
        self.offer.put_back_wanted.connect(self._put_back)
        form.add("felt_at", _("How did they sound?"), self.sounded, optional=True)
        form.add("remedy_sought", _("What do they w&ant?"), self.wanted, optional=True)

    def _take(self, client_id: int, name: str) -> None:
        self._client_id = client_id
        if self.client is not None:
            self.client.line.setText(name)
        self.words.setFocus()

    def _forget(self) -> None:
        self._client_id = None

    def _who(self, client_id: int) -> int | None:
        """Return whom one most likely spoke with: the first person; it can be changed in the next step."""
        known = people(self._journal, client_id, self._now().date())
        here = [one for one in known if one.is_current]
        sender = self._cut.sender(known) if self._cut else None
        return sender or (here[0].contact_id if here else None)

    def _of_message(self) -> dict[str, Any]:
        """Return what a pasted message says itself: that it is one, the rest of it, and when it came."""
        if self._cut is None:
            return {}
        return {
            "channel": Kind.EMAIL,
            "received_at": self._cut.sent_at(self._now()),
            "rest_of_message": self._cut.mail.rest,
        }

    def _take_cut(self, cut: CutOut) -> None:
        self._cut = cut
        self.offer.show_rest(cut.mail.rest, may_put_back=True)
        self._make_room()

    def _put_back(self) -> None:
        cut, self._cut = self._cut, None
        if cut is not None:
            self.words.put_back(cut)
            self.offer.show_rest("", may_put_back=False)
            self.words.setFocus()
