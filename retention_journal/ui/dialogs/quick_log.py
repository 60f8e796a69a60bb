"""The quick log: a contact written down in under ten seconds. Only the client is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.cadence import next_contact_on
from retention_journal.core.contacts import TALKS, Kind, Outcome, counts_as_contact
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _, ngettext
from retention_journal.services.choices import Fit
from retention_journal.services.clients import ClientEntry, add_client
from retention_journal.services.complaint_log import answer_by, open_complaint
from retention_journal.services.contacts import Logged, SavedContact, contact, edit_contact, log_contact
from retention_journal.services.effort import is_effort_due
from retention_journal.services.listening import Listening, mark_listening
from retention_journal.services.people import Person, first_name, people
from retention_journal.services.portfolio import ClientFacts, client_facts
from retention_journal.services.repeat_guard import repeat
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.log_draft import LogDraft, draft_for, drop_draft, keep_draft
from retention_journal.ui.dialogs.log_form import LogFields
from retention_journal.ui.pages.clients_light import standing

_WIDTH = 620


class QuickLog(Dialog):
    """Writes one contact down, or corrects one. It does not block the window behind it.

    Signals:
        logged: The ``Logged`` that was saved.
        undoable: What to say of it, beside an Undo.
    """

    logged = Signal(object)
    undoable = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        client_id: int | None = None,
        saved: SavedContact | None = None,
        kind: Kind = Kind.CALL,
        parent: QWidget,
    ) -> None:
        title = _("Change the entry") if saved else _("Log a contact")
        super().__init__(title, _("Save") if saved else _("Log it"), parent, width=_WIDTH)
        self._journal, self._now, self._saved = journal, now, saved
        self._facts: ClientFacts | None = None
        self._new_client = ""
        self._person: Person | None = None
        self.start_over = link_button(_("Start over"))
        self.buttons.insertWidget(1, self.start_over)
        self.buttons.setStretch(2, 0)
        self.fields = LogFields(journal, now, saved, self)
        self._wire()
        self._begin(client_id)
        if kind is not Kind.CALL and saved is None:
            self.fields.channel.set_value(kind)

    def restyle(self) -> None:
        super().restyle()
        self.fields.restyle()

    @property
    def client_id(self) -> int | None:
        """The client it is about, if one is chosen."""
        return self._facts.client_id if self._facts else None

    def choose_client(self, client_id: int, person: str = "") -> None:
        """Let the entry be about ``client_id``, and about ``person`` where that one is known there."""
        today = self._now().date()
        self._facts = client_facts(self._journal, client_id, today)
        self._new_client = ""
        known = [one for one in people(self._journal, client_id, today) if one.is_current]
        self.fields.chosen.offer_people(known)
        wanted = person or self._facts.primary_contact
        self._choose_person(next((one for one in known if one.display_name == wanted), None))

    def submit(self) -> None:
        """Save the entry and tell of it."""
        self.fields.clear_errors()
        self.fields.check()
        logged = self._save()
        drop_draft(self._journal.path, self._draft().client)
        self.logged.emit(logged)
        self.undoable.emit(self._said(logged))

    def show_invalid(self, error: InvalidEntryError) -> None:
        """Show what is wrong under its field."""
        if not self.fields.show_error(error):
            super().show_invalid(error)

    def keep_draft(self) -> bool | None:
        """Keep what was written, unless it only corrects an entry."""
        draft = self._draft()
        if self._saved or not draft.is_worth_keeping:
            return None
        return keep_draft(self._journal.path, draft, self._now())

    def told_of_draft(self) -> str:
        return _("Draft kept. Ctrl+L brings it back.")

    # -- opening ------------------------------------------------------------------------------------------

    def _wire(self) -> None:
        form = self.fields
        form.client.chosen.connect(self._take_fit)
        form.client.new_wanted.connect(self._take_new)
        form.chosen.other_wanted.connect(self._choose_again)
        form.chosen.person_chosen.connect(self._choose_person)
        form.changed.connect(self._show_next_talk)
        self.start_over.clicked.connect(self._start_over)

    def _say_hint(self) -> None:
        self.note.setText("" if self._saved else _("Only the client is needed. The rest can wait."))

    def _begin(self, client_id: int | None) -> None:
        self.start_over.hide()
        self._say_hint()
        if self._saved:
            self._show_saved(self._saved)
        elif client_id is not None:
            self.choose_client(client_id)
            self._bring_back()
            self.fields.note.setFocus()
        else:
            self._show_chosen()
            self._bring_back()
            (self.fields.note if self._has_client() else self.fields.client).setFocus()

    def _show_saved(self, saved: SavedContact) -> None:
        entry = saved.entry
        self.choose_client(saved.client_id)
        person = entry.contact_ids[0] if entry.contact_ids else None
        known = people(self._journal, saved.client_id, self._now().date())
        self._choose_person(next((one for one in known if one.contact_id == person), None))
        self.fields.chosen.fix()
        self.fields.show_draft(
            LogDraft(
                kind=entry.kind,
                direction=entry.direction,
                outcome=entry.outcome or Outcome.REACHED,
                occurred_at=entry.occurred_at,
                duration_min=entry.duration_min,
                note=entry.summary,
                tone=entry.tone,
                all_ok=entry.all_ok,
                delivery_as_expected=entry.delivery_as_expected,
                else_answer=entry.else_answer,
            )
        )
        self.fields.note.setFocus()

    def _bring_back(self) -> None:
        """Show the draft for this client, or the newest of all while none is chosen."""
        draft = draft_for(self._journal.path, self._facts.uid if self._facts else None)
        if draft is None or self._saved:
            return
        client = next((one.id for one in self.fields.names if draft.client and one.uid == draft.client), None)
        if client is not None and self._facts is None:
            self.choose_client(client)
        elif draft.new_client:
            self._take_new(draft.new_client)
        if self._facts:
            known = people(self._journal, self._facts.client_id, self._now().date())
            self._choose_person(next((one for one in known if one.contact_id == draft.person), self._person))
        self.fields.show_draft(draft)
        self.note.setText(_("This is the draft you left."))
        self.start_over.show()

    def _start_over(self) -> None:
        drop_draft(self._journal.path, self._draft().client)
        self.fields.show_draft(LogDraft())
        self._say_hint()
        self.start_over.hide()
        self.fields.note.setFocus()

    # -- whom it is about ---------------------------------------------------------------------------------

    def _take_fit(self, fit: Fit) -> None:
        self.choose_client(fit.client.id, fit.person)
        if not self._draft().is_worth_keeping:
            self._bring_back()
        self.fields.note.setFocus()

    def _take_new(self, name: str) -> None:
        self._facts, self._new_client, self._person = None, name, None
        self.fields.chosen.offer_people([])
        self._show_chosen()
        self.fields.note.setFocus()

    def _choose_again(self, typed: str) -> None:
        self._facts, self._new_client, self._person = None, "", None
        self._show_chosen()
        self.fields.client.setFocus()
        self.fields.client.show_text(typed)

    def _choose_person(self, person: Person | None) -> None:
        self._person = person
        self._show_chosen()

    def _has_client(self) -> bool:
        return self._facts is not None or bool(self._new_client)

    def _show_chosen(self) -> None:
        form, facts = self.fields, self._facts
        form.show_client_line(chosen=self._has_client())
        person = self._person.display_name if self._person else ""
        if facts:
            light, _word = standing(self._journal, facts, self._now())
            form.chosen.show_client(person, facts.name, light, self._since(facts))
        elif self._new_client:
            form.chosen.show_client("", self._new_client, "none", _("new client"))
        form.repeat.show_repeat(
            repeat(self._journal, facts.client_id, self._now().date()) if facts and not self._saved else None,
            self._now().date(),
        )
        form.ask_tone(first_name(person) or (facts.name if facts else self._new_client))
        form.ask_effort(asks=facts is not None and is_effort_due(self._journal, facts.client_id, self._now()))
        self._show_next_talk()

    def _since(self, facts: ClientFacts) -> str:
        if facts.last_contact_on is None:
            return _("not talked yet")
        days = (self._now().date() - facts.last_contact_on).days
        if days == 0:
            return _("you spoke today")
        return ngettext("{n} day since you spoke", "{n} days since you spoke", days).format(n=days)

    def _show_next_talk(self) -> None:
        facts, draft = self._facts, self._draft()
        if facts is None:
            self.fields.show_next_talk(None, None)
            return
        last = facts.last_contact_on
        if counts_as_contact(draft.kind, draft.direction, draft.outcome):
            day = (draft.occurred_at or self._now()).date()
            last = max(last, day) if last else day
        next_on = next_contact_on(last, facts.start_date, facts.rhythm)
        self.fields.show_next_talk(next_on, facts.rhythm.ideal_days)

    # -- saving -------------------------------------------------------------------------------------------

    def _draft(self) -> LogDraft:
        person = self._person.contact_id if self._person else None
        uid = self._facts.uid if self._facts else ""
        return replace(self.fields.draft(), client=uid, new_client=self._new_client, person=person)

    def _save(self) -> Logged:
        draft, now = self._draft(), self._now()
        if self._saved:
            entry = draft.entry(self._saved.entry)
            return edit_contact(self._journal, self._saved.interaction_id, entry, now=now)
        if not self._has_client():
            raise InvalidEntryError("client_id", _("Choose a client first."))
        with self._journal.change(_("Log a contact")):
            client = self.client_id
            if client is None:
                client = add_client(self._journal, ClientEntry(self._new_client), today=now.date())
            logged = log_contact(self._journal, client, draft.entry(), now=now, promise=draft.promised(now))
            if draft.opens_complaint:
                open_complaint(self._journal, client, logged.id, draft.complaint(), now=now)
            if draft.listening != Listening():
                mark_listening(self._journal, logged.id, draft.listening)
            return logged

    def _said(self, logged: Logged) -> str:
        if self._saved:
            return _("Entry changed.")
        name = first_name(self._person.display_name) if self._person else ""
        name = name or (self._facts.name if self._facts else self._new_client)
        draft = self._draft()
        if draft.kind in TALKS and draft.outcome is not Outcome.REACHED:
            return _("Noted: {what} with {name}, {outcome}.").format(
                what=draft.kind.label, name=name, outcome=draft.outcome.label
            )
        said = _("{what} with {name} logged.").format(what=draft.kind.label, name=name)
        if draft.opens_complaint and self._facts is not None:
            due = answer_by(self._journal, self._facts.client_id, self._now())
            return _("{said} A thorough answer is promised by {moment}.").format(
                said=said, moment=formats.day_and_time(due)
            )
        if logged.next_contact_on is None:
            return said
        following = _("Next talk {day}.").format(day=formats.day_of_month(logged.next_contact_on))
        return f"{said} {following}"


def open_quick_log(
    parent: QWidget,
    journal: Journal,
    now: Callable[[], datetime],
    *,
    client_id: int | None = None,
    kind: Kind = Kind.CALL,
) -> QuickLog:
    """Open the quick log over ``parent``, or bring the one that is open to the front: there is only one.

    One that is open for another client is closed, and what stood in it kept as a draft.
    """
    for open_one in parent.findChildren(QuickLog):
        if open_one.isVisible() and client_id in {None, open_one.client_id}:
            open_one.activateWindow()
            return open_one
        open_one.close()
    made = QuickLog(journal, now, client_id=client_id, kind=kind, parent=parent)
    made.show()
    return made


def open_entry(
    parent: QWidget, journal: Journal, now: Callable[[], datetime], interaction_id: int
) -> QuickLog:
    """Open an entry of the journal over ``parent`` to correct it."""
    made = QuickLog(journal, now, saved=contact(journal, interaction_id), parent=parent)
    made.show()
    return made
