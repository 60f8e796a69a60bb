"""What is past its time, to be looked through; what has waited for long enough goes when it is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.erasure_backups import Rewritten, erase_from_backups
from retention_journal.services.erasure_due import erase_due
from retention_journal.services.erasure_traces import forget_traces
from retention_journal.services.retention_periods import Due, KeptKind, confirmable, live_on
from retention_journal.services.trash import is_much
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.dialogs.typed_confirmation import TypedConfirmation
from retention_journal.ui.layouts import stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import Notice
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.state import remember, remembered
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Span, caption, label, shortened
from retention_journal.ui.toggles import TickBox

_MOST_SHOWN, _LONGEST = 10, 80
#: What one record of a kind is called.
_CALLED = {
    KeptKind.INTERACTION: N_("Talk or message"),
    KeptKind.INCIDENT: N_("Complaint or failure"),
    KeptKind.INVOICE: N_("Invoice"),
    KeptKind.TIME_ENTRY: N_("Hours"),
    KeptKind.POST_MORTEM: N_("Look back"),
    KeptKind.REPORT: N_("Report"),
    KeptKind.CLIENT: N_("Client, with all that is theirs"),
}


class DueDialog(Dialog):
    """Lists what is past its time, and erases what may go, once that is ticked.

    Signals:
        beginning: The journal is about to be changed.
        erased: It is done.
    """

    beginning = Signal()
    erased = Signal()

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], *, settings: SettingsFile, parent: QWidget
    ) -> None:
        super().__init__(_("Past its time"), _("Erase for good"), parent, width=760, cancel=_("Close"))
        self._journal, self._now, self._kept_beside = journal, now, settings
        self._tasks = Tasks(self, on_error=lambda failed: show_error(failed, self))
        self.rewritten: Rewritten | None = None
        self.due: list[Due] = []
        self._lay_out()
        self.show_due()

    def show_due(self) -> None:
        """Show what is past its time now."""
        self.due = live_on(self._journal, self._now().date())
        may = confirmable(self.due)
        self.list.show_records(self.due)
        self._told.setText(_told(len(self.due), len(may)))
        asked = ngettext(
            "I have looked through the list: {n} entry may go for good",
            "I have looked through the list: {n} entries may go for good",
            len(may),
        )
        self.confirmed.setText(asked.format(n=formats.number(len(may))))
        self.confirmed.setChecked(False)
        self.confirmed.setVisible(bool(may) and not self._journal.is_read_only)
        line = self.list.verticalHeader().defaultSectionSize()
        self.list.setFixedHeight(line * (min(max(len(self.due), 3), _MOST_SHOWN) + 1))
        self._check()

    def submit(self) -> None:
        """Erase what may go from the journal now, then from the backups; of much its number is typed first.

        Raises:
            InvalidEntryError: It was not confirmed, or the list has changed.
        """
        may = confirmable(self.due)
        if not may or not self.confirmed.isChecked():
            raise InvalidEntryError("due", _("Look through the list and tick that it may go."))
        if not is_much(self._journal, len(may)):
            self._erase(may)
            return
        TypedConfirmation(
            _("Erase what is past its time?"),
            _("It goes from the journal and from its backups. This cannot be undone."),
            len(may),
            _("Erase for good"),
            lambda: self._erase(may),
            self,
        ).open()

    def _erase(self, may: list[Due]) -> None:
        self.beginning.emit()
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            told = erase_due(self._journal, may, now=self._now())
        except InvalidEntryError:
            self.show_due()
            raise
        except JournalError as error:
            show_error(error, self)
            return
        finally:
            self.unsetCursor()
        for one in told:
            forget_traces(self._journal.path, one, self._kept_beside, read=remembered, write=remember)
        self.erased.emit()
        gone = ngettext("{n} entry is erased for good.", "{n} entries are erased for good.", len(may))
        self._done.words.show_spans([Span(gone.format(n=formats.number(len(may))), "ui_strong")])
        self._done.show()
        self.show_due()
        self._erase_from_backups()

    def accept(self) -> None:
        if self._tasks.busy():
            return
        try:
            self.submit()
        except InvalidEntryError as error:
            self.show_invalid(error)

    def _erase_from_backups(self) -> None:
        now, path = self._now(), self._journal.path

        def work(progress: Progress) -> Rewritten:
            return erase_from_backups(path, now=now, progress=progress)

        task = self._tasks.start(work, on_success=self._take)
        TaskDialog(task, _("Erasing from the backups"), self)

    def _take(self, found: Rewritten) -> None:
        self.rewritten = found
        n = len(found.rewritten)
        told = ngettext("{n} backup was written anew.", "{n} backups were written anew.", n)
        self.note.setText(told.format(n=formats.number(n)))

    def _check(self) -> None:
        self.do_button.setEnabled(bool(confirmable(self.due)) and self.confirmed.isChecked())

    def _lay_out(self) -> None:
        self._told = label("", "body", wrap=True)
        self._done = Notice("steady", Span(""))
        self._done.hide()
        self.list: RecordView[Due] = RecordView(
            [
                Column(_("Day"), lambda one: formats.day(one.day), lambda one: one.day, width=140),
                Column(_("What"), _what, _what),
                Column(_("Client"), lambda one: one.client, lambda one: one.client, width=170),
                Column(_("May go"), _when, lambda one: one.days_left, width=150),
            ],
            lambda one: one.uid,
            name=_("Past its time"),
        )
        self.confirmed = TickBox("")
        self.confirmed.toggled.connect(lambda _on: self._check())
        outside = caption(
            _("It goes from the backups too. No backup is made before: it would hold what is to go."),
            wrap=True,
        )
        stack(self.content, self._told, self._done, self.list, self.confirmed, outside, None, gap=12)
        self.setMinimumHeight(min(theme.px(360), self.screen().availableGeometry().height() - 80))


def _what(one: Due) -> str:
    title, kind = shortened(one.title, _LONGEST), _(_CALLED[one.kind])
    return f"{kind}: {title}" if title else kind


def _when(one: Due) -> str:
    if one.ready:
        return _("now, if you confirm")
    told = ngettext("after {n} day of use", "after {n} days of use", one.days_left)
    return told.format(n=formats.number(one.days_left))


def _told(n: int, may: int) -> str:
    if not n:
        return _("Nothing is past its time.")
    told = ngettext("{n} entry is past its time.", "{n} entries are past their time.", n)
    told = told.format(n=formats.number(n))
    if may:
        return told
    return f"{told} " + _("Each stands here for 30 days of use before it may go.")
