"""What a person does about the passphrase of the open journal."""

from __future__ import annotations

from PySide6.QtCore import Signal

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _, ngettext
from retention_journal.services.passphrases import Relocked, recovery_sheet
from retention_journal.ui.desk_files import FilesDesk
from retention_journal.ui.messages import show_error


class LockDesk(FilesDesk):
    """The part of the desk that locks the journal and says who can open it.

    Signals:
        lock_wanted: Close the journal, and show nothing but that it is locked.
        passphrase_given: Write the journal anew with this passphrase; "" takes it off.
    """

    lock_wanted = Signal()
    passphrase_given = Signal(str)

    def lock_now(self) -> None:
        """Lock the journal; where it has no passphrase, lead to setting one."""
        if self.journal.is_locked_with_passphrase:
            self.lock_wanted.emit()
            return
        from retention_journal.ui.dialogs.passphrase import PassphraseAct

        self.say(_("This journal has no passphrase yet."))
        self.ask_passphrase(PassphraseAct.SET)

    def ask_passphrase(self, act: object) -> None:
        """Set, change or remove the passphrase, a ``PassphraseAct``."""
        from retention_journal.ui.dialogs.passphrase import PassphraseAct, PassphraseDialog

        if self.journal.is_read_only:
            self.say(_("This journal is open to read only, so nothing here can be changed."))
            return
        dialog = PassphraseDialog(self.journal.path, PassphraseAct(str(act)), self)
        dialog.given.connect(self.passphrase_given)
        dialog.open()

    def show_recovery_sheet(self) -> None:
        """Show what opens the journal when the passphrase is forgotten."""
        from retention_journal.ui.dialogs.recovery_sheet import RecoverySheetDialog

        try:
            sheet = recovery_sheet(self.journal.path, self.now().date())
        except JournalError as error:
            show_error(error, self)
            return
        RecoverySheetDialog(sheet, self.tasks, self).open()

    def say_relocked(self, done: object) -> None:
        """Say how setting, changing or removing the passphrase ended: a ``Relocked``, or what was raised."""
        if isinstance(done, Relocked):
            self.say(_("The journal is locked.") if done.encrypted else _("The passphrase is removed."))
            if done.encrypted:
                self.show_recovery_sheet()
            if done.left_behind:
                show_error(_left_behind(done), self)
        elif isinstance(done, Exception):
            show_error(done, self)


def _left_behind(done: Relocked) -> JournalError:
    count = len(done.left_behind)
    told = ngettext(
        "{n} backup could not be brought along and stays as it was.",
        "{n} backups could not be brought along and stay as they were.",
        count,
    )
    names = ", ".join(path.name for path in done.left_behind)
    advice = _("In “{folder}”: {names}. Delete them there if nobody is to read them.")
    folder = done.left_behind[0].parent.name
    return JournalError(told.format(n=count), advice.format(folder=folder, names=names))
