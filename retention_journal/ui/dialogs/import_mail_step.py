"""The step of bringing mail in: whose mailbox it is, how much is kept of a mail, and from which day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _, ngettext
from retention_journal.importers.mail import MailWays
from retention_journal.importers.mail_look import MailLook
from retention_journal.ui import theme
from retention_journal.ui.dialogs.import_addresses import OwnAddressesField
from retention_journal.ui.fields import DateField
from retention_journal.ui.form import Field as FormField
from retention_journal.ui.layouts import box, column, stack
from retention_journal.ui.text_labels import caption, label, section_title
from retention_journal.ui.toggles import Radio

_DAY_WIDTH = 260


class MailStep(QWidget):
    """What only the person can say of a mailbox. ``ways()`` is what they said."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Make the step.

        Args:
            today: By which typed days are understood.
        """
        super().__init__()
        self._today = today
        self.addresses = OwnAddressesField()
        self.own, self.own_field = self.addresses.own, self.addresses.field
        self.subject_only = Radio(_("Only its subject"))
        self.with_text = Radio(_("Its subject, and the first 500 characters of what the client wrote"))
        self._kept = QButtonGroup(self)
        for choice in (self.subject_only, self.with_text):
            self._kept.addButton(choice)
        self.subject_only.setChecked(True)
        self.since = DateField(None, today, optional=True, past=True)
        note = _("Leave it empty for all of it.")
        self.since_field = FormField(_("Bring mail in &from this day on"), self.since, note=note)
        self._told = label("", "body", colour="text_2", wrap=True)
        self._lay_out()
        self.since.changed.connect(lambda: self.since_field.show_error(""))
        self.setFocusProxy(self.own)

    def show_look(self, name: str, look: MailLook, ways: MailWays) -> None:
        """Ask about the mailbox ``name``.

        Args:
            name: Of the file or folder.
            look: What a first look at it told.
            ways: What was chosen before; its own addresses are those that are known.
        """
        self._told.setText(_sized(name, look))
        seems = _("This mailbox seems to be that of {address}.")
        self.addresses.show_addresses(ways.own_addresses, look.own_guess, seems)
        (self.with_text if ways.keep_text else self.subject_only).setChecked(True)
        self.since.set_day(ways.first_day)
        self.since_field.show_error("")

    def ways(self) -> MailWays | None:
        """Return what was chosen, or None where something of it cannot be; the field then says what."""
        day = self.since.day()
        late = day is not None and day > self._today()
        problem = _("That day is still to come.") if late else self.since.problem()
        self.since_field.show_error(problem)
        if problem:
            self.since.setFocus()
        is_sound = self.addresses.is_sound(is_needed=True)
        if problem or not is_sound:
            return None
        return MailWays(
            self.addresses.addresses(), self.with_text.isChecked(), day.isoformat() if day else ""
        )

    def show_error(self, error: InvalidEntryError) -> None:
        """Show what a service refused under the field it is about."""
        field = self.since_field if error.field == "since" else self.own_field
        field.show_error(error.message)
        field.widget.setFocus()

    def _lay_out(self) -> None:
        kept = column(section_title(_("What is kept of each mail")), self.subject_only, self.with_text, gap=6)
        said = " ".join(
            (
                _("Only mail with people in your journal comes in; the rest is passed over unread."),
                _("Newsletters, automatic answers, drafts and spam are left out and counted."),
                _("How many words the client wrote is counted; no picture, link or attachment is opened."),
            )
        )
        self.since.setMaximumWidth(theme.px(_DAY_WIDTH))
        parts = (
            self._told,
            self.addresses,
            box(kept),
            self.since_field,
            caption(said, wrap=True),
        )
        stack(self, *parts, None, gap=14)
        for before, after in zip(
            (self.own, self.subject_only, self.with_text),
            (self.subject_only, self.with_text, self.since.line),
            strict=True,
        ):
            self.setTabOrder(before, after)


def _sized(name: str, look: MailLook) -> str:
    n = formats.number(look.mails)
    if look.is_all:
        told = ngettext("“{name}” holds {n} mail.", "“{name}” holds {n} mails.", look.mails)
    else:
        told = ngettext(
            "“{name}” holds more than {n} mail.", "“{name}” holds more than {n} mails.", look.mails
        )
    return told.format(name=name, n=n)
