"""What puts a complaint right: what is done and by when, which is a promise, what it costs, and their yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.hours import duration, parse_minutes
from retention_journal.core.invoices import minor_typed, typed
from retention_journal.i18n import _
from retention_journal.services.incident_promises import (
    RemedyEntry,
    agree_remedy,
    remedy,
    remedy_promise,
    save_remedy,
)
from retention_journal.services.incidents import IncidentView, incident
from retention_journal.services.people import people
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.text_labels import caption, section_title
from retention_journal.ui.unsaved_words import UnsavedWords


class RemedyPart(QWidget):
    """The remedy as it is written, and who agreed to it when.

    Signals:
        undoable: What to say of an act, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._one: IncidentView | None = None
        self._is_wrong = False
        self._make_fields()
        self._lay_out()
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(self.what, self.due, self.hours, self.money)
        self.unsaved = UnsavedWords(self.saving, {"remedy": self.what}, journal.path, "complaint remedy")

    def show_incident(self, one: IncidentView) -> None:
        """Show what puts a complaint right; what is being typed about the same one is left alone."""
        is_other = self._one is None or self._one.incident_id != one.incident_id
        if is_other:
            self.unsaved.leave()
            self._is_wrong = False
            self.form.clear_errors()
        before, self._one = self._one, one
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                self._fill(one)
        self.unsaved.show(one)
        if is_other or before is None or before.remedy_confirmed_on != one.remedy_confirmed_on:
            self.who.set_options(self._persons(one), one.remedy_confirmed_by or one.reported_by)
            self.agreed_on.set_day(one.remedy_confirmed_on or self._today())
        self._tell(one)

    def keep(self) -> None:
        """Save what was typed; what could not be kept is tried again."""
        self.saving.keep()

    def forget(self) -> None:
        """Let go of the complaint; what was typed is saved, or a draft."""
        self.unsaved.leave()
        self._one = None

    def agree(self) -> None:
        """Note that they said yes."""
        if self._one is None:
            return
        self.keep()
        if self._is_wrong:
            return
        try:
            if problem := self.agreed_on.problem():
                raise InvalidEntryError("remedy_confirmed_on", problem)
            agree_remedy(
                self._journal,
                self._one.incident_id,
                confirmed_by=self.who.value(),
                confirmed_on=self.agreed_on.day() or self._today(),
                now=self._now(),
            )
        except InvalidEntryError as error:
            self._show_error(error)
            self._is_wrong = False  # what was typed is saved
            return
        self.undoable.emit(_("Agreed. The complaint waits for what was promised."))

    def _make_fields(self) -> None:
        self.what = TextField(lines=1)
        self.due = DateField(None, self._today, optional=True)
        self.hours = LineField(longest=20)
        self.money = LineField(longest=30)
        self.who = Choice([(None, _("Nobody in particular"))])
        self.agreed_on = DateField(None, self._today, past=True)
        self.yes = outlined_button(_("They said yes"), icon="tick", small=True)
        self.yes.clicked.connect(self.agree)

    def _lay_out(self) -> None:
        self.form = form = Form()
        form.add("what", _("What is done"), self.what)
        form.add("due_on", _("By when"), self.due, optional=True)
        self.promised = caption("", wrap=True)
        form.add_part(self.promised)
        form.add_row(
            ("cost_minutes", _("Hours it costs"), self.hours, True),
            ("cost_minor", _("Money it costs"), self.money, True),
        )
        form.add_row(
            ("remedy_confirmed_by", _("Who agreed"), self.who),
            ("remedy_confirmed_on", _("When"), self.agreed_on),
        )
        self.agreed = caption("", wrap=True)
        about = caption(_("Found together, it holds. Ask whether it is enough."), wrap=True)
        stack(
            self, section_title(_("What puts it right")), about, form, self.agreed, row(self.yes, None), gap=8
        )

    def _fill(self, one: IncidentView) -> None:
        entry = remedy(self._journal, one)
        if self.what.cleaned() != entry.what:
            self.what.setPlainText(entry.what)
        self.due.set_day(entry.due_on)
        self.hours.setText("" if entry.cost_minutes is None else duration(entry.cost_minutes))
        self.money.setText(typed(entry.cost_minor, one.currency))
        self.money.setPlaceholderText(one.currency)

    def _tell(self, one: IncidentView) -> None:
        promised = remedy_promise(self._journal, one)
        told = ""
        if promised is not None and promised.due_on is not None:
            told = _("It stands among your promises, due {day}.").format(day=formats.day(promised.due_on))
            if promised.is_kept:
                told = _("Promised by {day}, and kept.").format(day=formats.day(promised.due_on))
        self.promised.setText(told)
        self.promised.setVisible(bool(told))
        said = ""
        if one.remedy_confirmed_on is not None:
            names = dict(self._persons(one))
            who = names.get(one.remedy_confirmed_by, "") if one.remedy_confirmed_by else one.client_name
            said = _("{who} said yes on {day}.").format(who=who, day=formats.day(one.remedy_confirmed_on))
        self.agreed.setText(said)
        self.agreed.setVisible(bool(said))
        self.yes.setText(_("Change that") if said else _("They said yes"))

    def _persons(self, one: IncidentView) -> list[tuple[int | None, str]]:
        found: dict[int | None, str] = {None: _("Nobody in particular")}
        for person in people(self._journal, one.client_id, self._today()):
            found.setdefault(person.contact_id, person.display_name)
        return list(found.items())

    def _save(self) -> bool:
        if self._one is None:
            return True
        try:
            entry = self._entry(self._one)
            save_remedy(self._journal, self._one.incident_id, entry, now=self._now())
        except InvalidEntryError as error:
            self._show_error(error)
        except JournalError as error:
            self._show_error(InvalidEntryError("what", error.message, error.advice))
        else:
            self._is_wrong = False
            self.form.clear_errors()
            self._tell(incident(self._journal, self._one.incident_id))
        return not self._is_wrong

    def _entry(self, one: IncidentView) -> RemedyEntry:
        if problem := self.due.problem():
            raise InvalidEntryError("due_on", problem)
        hours = self.hours.cleaned()
        return RemedyEntry(
            self.what.cleaned(),
            self.due.day(),
            _spent(hours) if hours else None,
            minor_typed(self.money.text(), one.currency, field="cost_minor"),
        )

    def _show_error(self, error: InvalidEntryError) -> None:
        """Show what is wrong at its field; the focus stays where one writes."""
        self.form.clear_errors()
        self._is_wrong = True
        name = error.field if error.field in self.form.widgets() else "what"
        self.form.field(name).show_error(f"{error.message} {error.advice}".strip())

    def _today(self) -> date:
        return self._now().date()


def _spent(text: str) -> int:
    try:
        return parse_minutes(text)
    except InvalidEntryError as error:
        raise InvalidEntryError("cost_minutes", error.message, error.advice) from error
