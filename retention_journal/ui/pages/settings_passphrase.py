"""The settings of the passphrase: whether there is one, its sheet, and when the journal locks itself."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _, ngettext
from retention_journal.services import remembered_key
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.dialogs.passphrase import PassphraseAct
from retention_journal.ui.fields import Choice
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import FlowLayout, box, column, row, stack
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toggles import TickBox

_MINUTES = (1, 2, 5, 10, 15, 30, 60, 0)


class PassphraseFields(QWidget):
    """Says whether the journal has a passphrase, and leads to what can be done about it.

    Signals:
        act_wanted: Do this with the passphrase, a ``PassphraseAct``.
        sheet_wanted: Show the recovery sheet.
        lock_wanted: Lock the journal now.

    Attributes:
        has_keyring: Whether the system has a keyring that can keep the key; None until it was asked.
    """

    act_wanted = Signal(object)
    sheet_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, journal: Journal, settings: SettingsFile) -> None:
        super().__init__()
        self._journal, self._settings = journal, settings
        self._told = label("", "body", wrap=True)
        self.set_button = outlined_button(_("Set a passphrase…"), icon="lock", small=True)
        self.change_button = outlined_button(_("Change it…"), small=True)
        self.sheet_button = outlined_button(_("Recovery sheet…"), icon="printer", small=True)
        self.lock_button = outlined_button(_("Lock now"), icon="lock", small=True)
        self.remove_button = quiet_button(_("Remove it…"), small=True)
        for button, act in (
            (self.set_button, PassphraseAct.SET),
            (self.change_button, PassphraseAct.CHANGE),
            (self.remove_button, PassphraseAct.REMOVE),
        ):
            button.clicked.connect(lambda _checked=False, act=act: self.act_wanted.emit(act))
        self.sheet_button.clicked.connect(self.sheet_wanted)
        self.lock_button.clicked.connect(self.lock_wanted)
        self.minutes = Choice()
        self.minutes.chosen.connect(lambda minutes: settings.change(lock_after_minutes=minutes))
        self._when = Field(
            _("Lock it when nothing is &touched for"),
            self.minutes,
            note=_("It also locks when the computer sleeps, and on Ctrl+Shift+L."),
        )
        buttons = FlowLayout(8)
        for button in (
            self.set_button,
            self.lock_button,
            self.sheet_button,
            self.change_button,
            self.remove_button,
        ):
            buttons.addWidget(button)
        line = row(self._when, None)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.keyring = TickBox(_("Open it on this computer without asking"))
        self.keyring.toggled.connect(self._keep_key)
        note = _(
            "The keyring of your system then keeps its key too, until the journal is locked. Whoever is"
            " signed in here as you can open it. The passphrase and the recovery sheet open it as before."
        )
        self._keyring_part = box(column(self.keyring, caption(note, wrap=True), gap=4))
        self._keyring_part.hide()
        self.has_keyring: bool | None = None  # nobody knows yet
        self._tasks = Tasks(self, on_error=lambda _error: None)
        self._line = box(line)
        stack(self, self._told, box(buttons), self._line, self._keyring_part, gap=10)
        self.refresh()

    def refresh(self) -> None:
        """Show how it stands."""
        is_locked = self._journal.is_locked_with_passphrase
        self._told.setText(
            _("This journal and its backups are locked with a passphrase.")
            if is_locked
            else _("This journal has no passphrase: whoever has the file or the computer can read it.")
        )
        self.set_button.setVisible(not is_locked)
        for widget in (
            self.change_button,
            self.sheet_button,
            self.lock_button,
            self.remove_button,
            self._line,
        ):
            widget.setVisible(is_locked)
        for button in (self.set_button, self.change_button, self.remove_button):
            button.setEnabled(not self._journal.is_read_only)
        self._show_keyring(is_locked)
        now = self._settings.current.lock_after_minutes
        self.minutes.set_options([(n, _after(n)) for n in [*sorted({*_MINUTES, now} - {0}), 0]], now)

    def look_for_keyring(self) -> None:
        """Offer the keyring of the system where there is one; asked beside the window, once."""

        def found(is_there: bool) -> None:
            self.has_keyring = is_there
            self._show_keyring(self._journal.is_locked_with_passphrase)

        if self.has_keyring is None and self._journal.is_locked_with_passphrase and not self._tasks.busy():
            self._tasks.start(lambda _progress: remembered_key.is_there(), on_success=found)

    def showEvent(self, event: QShowEvent) -> None:
        self.look_for_keyring()
        super().showEvent(event)

    def _show_keyring(self, is_locked: bool) -> None:
        self._keyring_part.setVisible(is_locked and self.has_keyring is True)
        if is_locked:
            name = remembered_key.name_of(self._journal.path)
            with QSignalBlocker(self.keyring):
                self.keyring.setChecked(name in self._settings.current.kept_keys)

    def _keep_key(self, on: bool) -> None:
        name = remembered_key.name_of(self._journal.path)
        others = [one for one in self._settings.current.kept_keys if one != name]
        self._settings.change(kept_keys=(*others, *([name] if on else [])))


def _after(minutes: int) -> str:
    if not minutes:
        return _("never")
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
