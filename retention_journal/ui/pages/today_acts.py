"""What one can do with a call on Today; every act that changes the journal is one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.contacts import Kind, Outcome
from retention_journal.core.light_facts import RecordRef
from retention_journal.i18n import _
from retention_journal.services.contacts import ContactEntry, log_contact, needs_no_answer
from retention_journal.services.morning import Call, make_anew
from retention_journal.services.people import first_name, short_name
from retention_journal.services.planned_calls import plan_call, wake
from retention_journal.services.portfolio import ClientFacts
from retention_journal.services.today import CallToMake
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.log_draft import LogDraft, draft_for, drop_draft, keep_draft
from retention_journal.ui.put_off import put_back, put_off, put_off_until

AFTERNOON, _MORNING = time(13, 0), time(5, 0)
_DIALLED = frozenset("+0123456789")


class CallActs(QObject):
    """The acts of Today's calls.

    Attributes:
        back_on: The next working day, to which "tomorrow" puts off.

    Signals:
        undoable: What to say of an act, beside an Undo.
        toast: What to say of an act that the journal does not know.
        moved: The list is another one, though the journal did not change.
        log_wanted: Log a contact with a client, by id, with all the fields.
        write_wanted: Write to a client, by id, instead of calling.
        client_opened: Open a client, by id.
        record_wanted: Show the record a reason stands in: its type, its id, and the id of the client.
    """

    undoable = Signal(str)
    toast = Signal(str)
    moved = Signal()
    log_wanted = Signal(int)
    write_wanted = Signal(int)
    client_opened = Signal(int)
    record_wanted = Signal(str, int, int)

    def __init__(self, journal: Journal, now: Callable[[], datetime], window: QWidget) -> None:
        super().__init__(window)
        self._journal, self._now, self._widget = journal, now, window
        self.back_on = now().date() + timedelta(days=1)

    def today(self) -> date:
        """Return the day it is."""
        return self._now().date()

    def is_afternoon(self) -> bool:
        """Say whether "this afternoon" has begun."""
        return self._now().time() >= AFTERNOON

    # -- the talk -----------------------------------------------------------------------------------------

    def log(self, one: CallToMake, draft: LogDraft) -> None:
        """Log the talk and say when the next is due."""
        now, person = self._now(), one.person
        if person is not None and draft.person is None:
            draft = replace(draft, person=person.contact_id)
        with_it = draft.promised(now)
        logged = log_contact(self._journal, one.call.client_id, draft.entry(), now=now, promise=with_it)
        if self.draft(one) is not None:
            drop_draft(self._journal.path, one.facts.uid)
        said = _("Call with {name} logged.").format(name=called(one.facts))
        if logged.next_contact_on is not None:
            following = _("Next talk {day}.").format(day=formats.day_of_month(logged.next_contact_on))
            said = f"{said} {following}"
        self.undoable.emit(said)

    def log_in_full(self, one: CallToMake, draft: LogDraft | None = None) -> None:
        """Go on in the quick log, with what was answered so far."""
        if draft is not None:
            self.keep(one, draft)
        self.log_wanted.emit(one.call.client_id)

    def keep(self, one: CallToMake, draft: LogDraft) -> None:
        """Keep what was written but not saved."""
        if draft.is_worth_keeping:
            keep_draft(self._journal.path, replace(draft, client=one.facts.uid), self._now())

    def draft(self, one: CallToMake) -> LogDraft | None:
        """Return what was written of a talk with a client but not saved, where the card can show it."""
        kept = draft_for(self._journal.path, one.facts.uid)
        is_talk = kept is not None and (kept.kind, kept.outcome) == (Kind.CALL, Outcome.REACHED)
        return kept if kept is not None and is_talk and "\n" not in kept.note.strip() else None

    def tried(self, one: CallToMake, outcome: Outcome) -> None:
        """Note that nobody answered, or that a message was left."""
        people = (one.person.contact_id,) if one.person else ()
        entry = ContactEntry(outcome=outcome, contact_ids=people)
        log_contact(self._journal, one.call.client_id, entry, now=self._now())
        said = (
            _("Message left for {name}, noted.")
            if outcome is Outcome.LEFT_MESSAGE
            else _("No answer from {name}, noted.")
        )
        self.undoable.emit(said.format(name=called(one.facts)))

    def write(self, one: CallToMake) -> None:
        """Write to the client instead."""
        self.write_wanted.emit(one.call.client_id)

    def copy(self, number: str) -> None:
        """Put a telephone number on the clipboard."""
        QGuiApplication.clipboard().setText(number)
        self.toast.emit(_("{number} is copied.").format(number=number))

    def dial(self, number: str) -> None:
        """Let the telephone of this computer dial a number."""
        if not QDesktopServices.openUrl(QUrl(tel_link(number))):
            self.toast.emit(_("No program on this computer takes telephone numbers."))

    def next_week(self) -> date:
        """Return the Monday after today."""
        return self.today() + timedelta(days=7 - self.today().weekday())

    # -- the list -----------------------------------------------------------------------------------------

    def put_off(self, one: CallToMake, until: str) -> None:
        """Put a call off until "afternoon", "tomorrow" (the next working day) or "next_week"."""
        now = self._now()
        today = now.date()
        moment = {
            "afternoon": datetime.combine(today, AFTERNOON),
            "tomorrow": datetime.combine(self.back_on, _MORNING),
            "next_week": datetime.combine(self.next_week(), _MORNING),
        }[until]
        put_off(self._journal.path, one.facts.uid, moment, now=now)
        when = _("this afternoon") if until == "afternoon" else formats.days_ahead(moment.date(), today)
        self.toast.emit(
            _("{name} is back on the list {when}.").format(name=short_name(one.facts.name), when=when)
        )
        self.moved.emit()

    def put_back(self, call: Call) -> None:
        """Put a call back that was put off."""
        put_back(self._journal.path, call.uid)
        self.moved.emit()

    def until(self, call: Call) -> datetime | None:
        """Return until when a call was put off."""
        return put_off_until(self._journal.path).get(call.uid)

    def snooze(self, client_id: int, name: str) -> None:
        """Ask why, and until when, not to call a client."""
        from retention_journal.ui.dialogs.snooze_form import SnoozeForm

        window = self._widget.window()
        form = SnoozeForm(self._journal, self._now, client_id=client_id, name=name, parent=window)
        form.undoable.connect(self.undoable)
        form.open()

    def wake(self, snooze_id: int, name: str) -> None:
        """Put a client back that was left off the list."""
        wake(self._journal, snooze_id)
        self.undoable.emit(_("{name} may be called again.").format(name=name))

    def set_call(self, client_id: int | None = None, day: date | None = None) -> None:
        """Ask for which day to set a call."""
        from retention_journal.ui.dialogs.set_call import SetCall

        window = self._widget.window()
        form = SetCall(self._journal, self._now, client_id=client_id, day=day, parent=window)
        form.undoable.connect(self.undoable)
        form.open()

    def add_to_list(self, client_id: int, name: str) -> None:
        """Put a client on today's list."""
        today = datetime.combine(self.today(), time())
        plan_call(self._journal, client_id, today, now=self._now())
        self.undoable.emit(_("{name} is on today’s list.").format(name=name))

    def make_anew(self) -> None:
        """Make today's list again."""
        make_anew(self._journal, self._now())
        self.toast.emit(_("The list is made anew."))
        self.moved.emit()

    # -- elsewhere ----------------------------------------------------------------------------------------

    def open(self, client_id: int) -> None:
        """Open a client."""
        self.client_opened.emit(client_id)

    def show_record(self, record: RecordRef, client_id: int) -> None:
        """Show the record a reason stands in."""
        self.record_wanted.emit(record.type, record.id, client_id)

    def needs_no_answer(self, interaction_id: int) -> None:
        """Note that what a client wrote needs no answer."""
        needs_no_answer(self._journal, interaction_id)
        self.undoable.emit(_("Noted: it needs no answer."))


def called(facts: ClientFacts) -> str:
    """Return what a client is called in a short sentence: the person's first name, or the firm."""
    return first_name(facts.primary_contact) or short_name(facts.name)


def tel_link(number: str) -> str:
    """Return the link that dials ``number``."""
    return "tel:" + "".join(sign for sign in number if sign in _DIALLED)
