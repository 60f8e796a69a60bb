"""The form of a contact person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from retention_journal.core.clients import Role
from retention_journal.core.contacts import Channel
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import LANGUAGES, _
from retention_journal.services.people import (
    LONGEST_NAME,
    Person,
    PersonEntry,
    add_person,
    edit_person,
    is_doubtful_email,
    short_name,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.toggles import TickBox


class PersonForm(KeptDialog):
    """Adds a contact person to a client, or changes one."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        client_id: int,
        person: Person | None = None,
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(
            _("New person") if person is None else _("Edit person"),
            _("Add") if person is None else _("Save"),
            parent,
            width=600,
        )
        self._form = self.use_form(Form())
        self._journal, self._now = journal, now
        self._client_id, self._person = client_id, person
        self._make_fields(PersonEntry("") if person is None else person.entry)
        self._lay_out()
        subject = f"person of {client_id}" if person is None else f"person {person.role_id}"
        self.keep_as(journal.path, subject)
        self.name.setFocus()

    def entry(self) -> PersonEntry:
        """Return what the form says.

        Raises:
            InvalidEntryError: A day is none.
        """
        for name, field in (("valid_from", self.since), ("birthday", self.birthday)):
            if problem := field.problem():
                raise InvalidEntryError(name, problem)
        return PersonEntry(
            self.name.cleaned(),
            email=self.email.cleaned(),
            tel=self.phone.cleaned(),
            title=self.job_title.cleaned(),
            role=self.role.value(),
            is_primary=self.is_primary.isChecked(),
            preferred_channel=self.channel.value(),
            call_window=self.call_window.cleaned(),
            language=self.language.value(),
            do_not_call=self.do_not_call.isChecked(),
            facts=self.facts.cleaned(),
            birthday=self.birthday.day(),
            valid_from=self.since.day(),
        )

    def submit(self) -> None:
        """Add or change the person.

        Raises:
            JournalError: It cannot be kept so.
        """
        entry, today = self.entry(), self._now().date()
        if self._person is None:
            add_person(self._journal, self._client_id, entry, today=today)
            message = _("{name} added.")
        else:
            edit_person(self._journal, self._person.role_id, entry, today=today)
            message = _("{name} saved.")
        self.drop_draft()
        self.undoable.emit(message.format(name=short_name(entry.display_name)))

    def _make_fields(self, entry: PersonEntry) -> None:
        self.name = LineField(entry.display_name, longest=LONGEST_NAME)
        self.job_title = LineField(entry.title)
        self.role = Choice([(role, role.label) for role in Role], entry.role)
        self.phone = LineField(entry.tel)
        self.email = LineField(entry.email)
        self.email.editingFinished.connect(self._doubt_email)
        channels = [(None, _("Not known")), *((channel, channel.label) for channel in Channel)]
        self.channel = Choice(channels, entry.preferred_channel)
        self.call_window = LineField(entry.call_window, placeholder=_("mornings, not on Fridays"))
        languages = [("", _("Not known")), *LANGUAGES.items()]
        self.language = Choice(languages, entry.language)
        self.since = DateField(entry.valid_from, lambda: self._now().date(), optional=True)
        self.birthday = DateField(entry.birthday, lambda: self._now().date(), optional=True)
        self.is_primary = TickBox(_("Call first"))
        self.is_primary.setChecked(entry.is_primary)
        self.do_not_call = TickBox(_("Do not call"))
        self.do_not_call.setChecked(entry.do_not_call)
        self.facts = TextField(entry.facts)

    def _lay_out(self) -> None:
        form = self._form
        form.add("display_name", _("&Name"), self.name)
        form.add_row(("title", _("&Title"), self.job_title, True), ("role", _("What they &do"), self.role))
        form.add_row(("tel", _("&Phone"), self.phone, True), ("email", _("&E-mail"), self.email, True))
        form.add_row(
            ("preferred_channel", _("Best &reached by"), self.channel),
            ("call_window", _("&When to call"), self.call_window, True),
        )
        form.add_row(
            ("language", _("&Language"), self.language),
            ("valid_from", _("There &since"), self.since, True),
        )
        form.add("birthday", _("&Birthday"), self.birthday, optional=True)
        form.add_part(self.is_primary)
        form.add_part(self.do_not_call)
        note = _("Write nothing here you would not show them.")
        form.add("facts", _("&Good to know"), self.facts, optional=True, note=note)

    def _doubt_email(self) -> None:
        doubtful = is_doubtful_email(self.email.cleaned())
        note = _("This address looks mistyped. It is kept as you write it.") if doubtful else ""
        self._form.field("email").set_note(note)
