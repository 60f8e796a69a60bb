"""What a person does with whole files: write everything out, keep copies, open another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.attachments import forget_opened_copies
from retention_journal.services.backups import (
    Backup,
    Standing,
    make_backup,
    standing,
)
from retention_journal.services.business import own_business
from retention_journal.services.check import Checked
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.backup_words import trouble_in_words
from retention_journal.ui.check_watch import CheckWatch
from retention_journal.ui.desk_intake import IntakeDesk
from retention_journal.ui.messages import show_error
from retention_journal.ui.wishes import listen

if TYPE_CHECKING:
    from retention_journal.services.erasure_preview import Subject
    from retention_journal.ui.dialogs.export_choices import Offer
    from retention_journal.ui.dialogs.export_journal import ExportDialog
    from retention_journal.ui.pages.settings_files import FileFields


class FilesDesk(IntakeDesk):
    """The part of the desk that deals in whole files.

    Signals:
        in_place_wanted: Let the journal at this path, a backup brought back, take the place of this one.
        repair_wanted: Close the journal and show how it can be repaired.
    """

    in_place_wanted = Signal(object)
    repair_wanted = Signal()

    def __init__(self, journal: Journal, settings: SettingsFile, now: Callable[[], datetime]) -> None:
        super().__init__(journal, settings, now)
        self.check_watch = CheckWatch(journal, settings, now, self.tasks.beside(self), self)
        self.check_watch.found.connect(self._tell_of_check)
        self.sidebar.status.wanted.connect(self._show_why)
        self.backup_watch.looked.connect(self.say_how_safe)
        self.backup_watch.failed.connect(self._tell_of_failure)

    def mend_letters(self) -> None:
        """Look for letters that were read wrongly once, and mend those that are chosen."""
        from retention_journal.ui.dialogs.mend_letters import MendLetters

        listen(self, MendLetters(self.journal, tasks=self.tasks, parent=self)).open()

    def choose_journal(self) -> None:
        """Choose another journal to open."""
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Journals ({patterns})").format(patterns="*.rjournal")
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Open a journal"), str(self.journal.path.parent), kinds
        )
        if name:
            self.open_wanted.emit(Path(name))

    def export(self, offer: Offer | None = None) -> ExportDialog:
        """Ask what is to be taken out of the journal and where to, beginning with what ``offer`` says."""
        from retention_journal.ui.dialogs.export_choices import Offer
        from retention_journal.ui.dialogs.export_journal import ExportDialog

        dialog = ExportDialog(
            self.journal,
            self.now,
            tasks=self.tasks,
            settings=self.settings,
            parent=self,
            offer=offer or Offer(),
        )
        dialog.open()
        return dialog

    def export_client(self, client_id: int) -> None:
        """Ask where to all about one client is to be taken out."""
        from retention_journal.services.transfer.taking_out import What
        from retention_journal.ui.dialogs.export_choices import Offer

        self.export(Offer(What.CLIENT, client=client_id))

    def export_person(self, contact_id: int) -> None:
        """Ask where to all about one person is to be taken out."""
        from retention_journal.services.transfer.taking_out import What
        from retention_journal.ui.dialogs.export_choices import Offer

        self.export(Offer(What.PERSON, contact=contact_id))

    def erase_client(self, client_id: int) -> None:
        """Ask whether a client is to be erased for good, and do it."""
        from retention_journal.services.erasure_preview import Subject

        self._erase(Subject(client=client_id))

    def erase_person(self, contact_id: int) -> None:
        """Ask whether a person is to be erased for good, and do it."""
        from retention_journal.services.erasure_preview import Subject

        self._erase(Subject(contact=contact_id))

    def take_everything_out(self, number: int, is_client: bool) -> None:
        """Take everything about a client, or else a person, out as one folder."""
        from retention_journal.services.erasure_preview import Subject
        from retention_journal.ui.dialogs.everything_about import EverythingDialog

        whom = Subject(client=number) if is_client else Subject(contact=number)
        EverythingDialog(self.journal, whom, self.now, parent=self).open()

    def look_through_due(self) -> None:
        """Show what is past its time, to be looked through and confirmed."""
        from retention_journal.ui.dialogs.erase_due import DueDialog

        dialog = DueDialog(self.journal, self.now, settings=self.settings, parent=self)
        dialog.erased.connect(lambda: self.stack.forget(but=self.current_page()))
        dialog.erased.connect(forget_opened_copies)
        dialog.open()

    def open_privacy(self) -> None:
        """Show the settings of privacy."""
        self.go_to("settings", part="privacy")

    def _erase(self, whom: Subject) -> None:
        from retention_journal.ui.dialogs.erase import EraseDialog

        dialog = EraseDialog(self.journal, whom, self.now, settings=self.settings, parent=self)
        dialog.beginning.connect(lambda: self.go_to("clients"))
        dialog.erased.connect(lambda: self.stack.forget(but="clients"))
        dialog.erased.connect(forget_opened_copies)
        dialog.open()

    def save_list(self) -> None:
        """Take the list that is shown out as a table."""
        from retention_journal.services.transfer.taking_out import What
        from retention_journal.ui.dialogs.export_choices import Offer

        listed = self.page(self.current_page()).list_shown()
        if listed is None:
            self.say(_("There is no list here. Clients, promises, hours and invoices have one."))
            return
        self.export(Offer(What.LIST, listed=listed))

    def back_up_now(self) -> None:
        """Make a verified copy now, beside the window."""
        from retention_journal.ui.dialogs.progress import TaskDialog

        path, today, written = self.journal.path, self.now().date(), self.journal.times_written

        def work(progress: Progress) -> Backup:
            with JournalReader.open(path) as reader:
                return make_backup(reader, today=today, progress=progress)

        task = self.tasks.start(
            work, on_success=partial(self._backed_up, written), on_error=self._could_not_back_up
        )
        TaskDialog(task, _("Backing up"), self)

    def back_up_changes(self) -> None:
        """Back up what changed since the newest backup, beside the window."""
        self.backup_watch.look()

    def show_backups(self) -> None:
        """Show the copies that were kept."""
        from retention_journal.ui.dialogs.backups import BackupsDialog

        may_replace = not self.journal.is_read_only
        dialog = BackupsDialog(self.journal.path, self.now, self, self.settings, may_replace=may_replace)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.in_place_wanted.connect(self.in_place_wanted)
        dialog.made.connect(self.say_how_safe)
        listen(self, dialog).open()

    def say_brought_back(self, aside: Path | None) -> None:
        """Say that a backup took the journal's place, and where the one that was there is now."""
        if aside is None:
            self.say(_("The backup was brought back."))
            return
        told = _("The backup was brought back. What was here before is kept as “{name}”.")
        self.say(told.format(name=aside.name))

    def say_how_safe(self) -> None:
        """Say at the foot of the sidebar whether all is saved and backed up."""
        status = self.sidebar.status
        if self.journal.is_read_only:
            status.show_lines(_("Read only"), _("Nothing can be changed"), trouble=True)
            return
        today, found = self.now().date(), standing(self.journal.path)
        first = _("Sample journal") if own_business(self.journal).is_sample else _("Saved on this computer")
        if wrong := self._what_is_wrong(found, today):
            status.show_lines(first, wrong, trouble=True, more=_("Press it to see why and what helps."))
        elif found.newest is None:
            status.show_lines(first, _("Not backed up yet"))
        else:
            made = found.newest
            is_today = made.made_on == today == made.made_at.date()
            when = formats.clock(made.made_at) if is_today else formats.days_ago(made.made_on, today)
            more = " · ".join(filter(None, (_second_in_words(found), self._checked_in_words(today))))
            status.show_lines(first, _("Backed up {when}").format(when=when), more=more)

    def _what_is_wrong(self, found: Standing, today: date) -> str:
        """Return what needs to be done about the file or its backups, "" where all is well."""
        if self.check_watch.problems:
            return _("The check found something")
        return trouble_in_words(found, today)

    def stop_files(self) -> None:
        """Wait for nothing any more that is done to files by itself."""
        self.backup_watch.stop()
        self.check_watch.stop()

    def tell_of_checks(self, files: FileFields) -> None:
        """Show in the settings of files what checks find, and take note of those asked for there."""
        files.checked.connect(self.note_check)
        files.repair_wanted.connect(self.repair_wanted)
        files.show_problems(self.check_watch.problems)
        self.check_watch.found.connect(files.show_found)
        self.backup_watch.looked.connect(files.refresh)

    def note_check(self, found: Checked) -> None:
        """Take note of a check that was asked for; who asked is shown what it found."""
        self.check_watch.note(found)
        self.say_how_safe()

    def _tell_of_check(self, found: Checked) -> None:
        self.say_how_safe()
        if not found.ok:
            told = ngettext(
                "The check of the month found {n} thing that is not as it should be.",
                "The check of the month found {n} things that are not as they should be.",
                len(found.problems),
            )
            self.say(told.format(n=len(found.problems)), _("Show"), self._show_why)

    def _show_why(self) -> None:
        """Show what the foot of the sidebar speaks of: what a check found, else the backups."""
        if self.check_watch.problems:
            self.go_to("settings", part="files")
        else:
            self.show_backups()

    def _checked_in_words(self, today: date) -> str:
        last = self.check_watch.last()
        return _("Checked {when}").format(when=formats.days_ago(last, today)) if last is not None else ""

    def _backed_up(self, written: int, made: Backup) -> None:
        self.backup_watch.kept(written)
        self.say(_("Backed up and read back: {name}.").format(name=made.path.name))

    def _could_not_back_up(self, error: BaseException) -> None:
        self.say_how_safe()
        show_error(error, self, retry=self.back_up_now)

    def _tell_of_failure(self, error: JournalError) -> None:
        self.say(error.message, _("Backups…"), self.show_backups)


def _second_in_words(found: Standing) -> str:
    """Return what is to be said of the second place to who asks."""
    if found.second is None:
        return ""
    if not found.second.is_there:
        return _("The second place is not there; the next copy goes there when it is back.")
    return _("A copy is in the second place too.") if found.second_newest else ""
