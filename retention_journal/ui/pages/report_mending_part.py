"""Leads from what is to be seen to in a report to where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.i18n import _
from retention_journal.services.numbers import enter_numbers
from retention_journal.services.report_checks import Check, CheckKind
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.enter_numbers import NumbersDialog
from retention_journal.ui.messages import show_error
from retention_journal.ui.pages.report_number_part import NumberEntry


class ReportMending(QObject):
    """Mends what a check is about, or leads there.

    Signals:
        done: What was done, beside an Undo.
        words_wanted: The headline.
        section_wanted: A section of what is chosen: what kind of check, and which of several it is about.
        report_wanted: A report that was sent, its id.
    """

    done = Signal(str)
    words_wanted = Signal()
    section_wanted = Signal(object, object)
    report_wanted = Signal(int)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        over: QWidget,
        shown: Callable[[], tuple[int, ReportSheet] | None],
        ways: Mapping[CheckKind, Callable[[int], object]],
    ) -> None:
        """Make it.

        Args:
            journal: Where numbers are entered.
            now: The moment.
            over: The page it belongs to.
            shown: Which client's report it is; None while there is none.
            ways: What leads out of the page, by the kind of check; told the client.
        """
        super().__init__(over)
        self._journal, self._now, self._over = journal, now, over
        self._shown, self._ways = shown, ways

    def mend(self, check: Check) -> None:
        """Lead to where ``check`` is mended."""
        shown = self._shown()
        if shown is None:
            return
        client_id, sheet = shown
        if check.kind is CheckKind.WORDS:
            self.words_wanted.emit()
        elif check.kind in (CheckKind.PROMISES, CheckKind.MEANING):
            self.section_wanted.emit(check.kind, check.subject)
        elif check.kind is CheckKind.NUMBERS:
            dialog = NumbersDialog(self._journal, client_id, self._now, self._over.window())
            dialog.undoable.connect(self.done)
            dialog.open()
        elif check.kind is CheckKind.CORRECTS:
            for one in sheet.earlier:
                if str(one.number) == str(check.subject):
                    self.report_wanted.emit(one.report_id)
        else:
            self._ways[check.kind](client_id)

    def enter(self, entry: NumberEntry, text: str) -> None:
        """Enter a figure that was missing; what is no number is said under its field."""
        shown, period = self._shown(), entry.goal.entered_for
        if shown is None or period is None:
            return
        try:
            enter_numbers(self._journal, shown[0], period, {entry.goal.line_key: text})
        except InvalidEntryError as error:
            entry.show_error(f"{error.message} {error.advice}".strip())
        except JournalError as error:
            show_error(error, self._over)
        else:
            self.done.emit(_("Number entered: {goal}.").format(goal=entry.goal.name))
