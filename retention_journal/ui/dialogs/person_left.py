"""When a contact person leaves: the day, why, and who comes after. The history stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.people import (
    LONGEST_NAME,
    Person,
    PersonEntry,
    person_left,
    short_name,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import Choice, DateField, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import label

_HEIGHT_WITH_SUCCESSOR = 590
_NOBODY, _NEW = "nobody", "new"
_OF_THE_NEW_ONE = ("display_name", "title", "tel", "email")


class PersonLeft(Dialog):
    """Says that a person left, and who comes after.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        person: Person,
        others: Sequence[Person],
        *,
        parent: QWidget,
    ) -> None:
        title = _("{name} left").format(name=short_name(person.display_name))
        super().__init__(title, _("Save"), parent, width=520)
        self._form = self.use_form(Form())
        self._journal, self._now, self._person = journal, now, person
        self.on = DateField(now().date(), lambda: self._now().date())
        self.reason = LineField(placeholder=_("new job, parental leave, retired"))
        self.successor = Choice(
            [
                (_NOBODY, _("Not known yet")),
                (_NEW, _("Somebody new")),
                *((other.contact_id, other.display_name) for other in others),
            ],
            _NOBODY,
        )
        self.successor.chosen.connect(lambda _value: self._show_new_fields())
        self.name = LineField(longest=LONGEST_NAME)
        self.job_title, self.phone, self.email = LineField(person.title), LineField(), LineField()
        self._lay_out()

    def submit(self) -> None:
        """Write it down.

        Raises:
            JournalError: It cannot be kept so.
        """
        on = self.on.day()
        if on is None:
            raise InvalidEntryError("on", self.on.problem())
        person_left(
            self._journal,
            self._person.role_id,
            on=on,
            reason=self.reason.cleaned(),
            successor=self._successor(),
            today=self._now().date(),
        )
        self.undoable.emit(_("{name} left.").format(name=short_name(self._person.display_name)))

    def _successor(self) -> int | PersonEntry | None:
        chosen = self.successor.value()
        if chosen == _NOBODY:
            return None
        if chosen != _NEW:
            return int(chosen)
        return PersonEntry(
            self.name.cleaned(),
            title=self.job_title.cleaned(),
            tel=self.phone.cleaned(),
            email=self.email.cleaned(),
            role=self._person.role,
            valid_from=self.on.day(),
        )

    def _lay_out(self) -> None:
        form = self._form
        text = _("What was said and agreed with {name} stays in the journal.")
        form.add_part(label(text.format(name=self._person.first_name), "ui", colour="text_2", wrap=True))
        form.add("on", _("&Left on"), self.on)
        form.add("end_reason", _("&Why"), self.reason, optional=True)
        note = _("Talk to whoever comes after within a week.")
        form.add("successor", _("Who comes &after"), self.successor, note=note)
        form.add("display_name", _("&Name"), self.name)
        form.add("title", _("&Title"), self.job_title, optional=True)
        form.add_row(("tel", _("&Phone"), self.phone, True), ("email", _("&E-mail"), self.email, True))
        self._show_new_fields()

    def _show_new_fields(self) -> None:
        is_new = self.successor.value() == _NEW
        for name in _OF_THE_NEW_ONE:
            self._form.field(name).setVisible(is_new)
        if is_new:
            room = self.screen().availableGeometry().height() - theme.px(80)
            self.resize(self.width(), min(theme.px(_HEIGHT_WITH_SUCCESSOR), room))
            self.name.setFocus()
