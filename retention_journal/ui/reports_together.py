"""Several reports that are due at once: their drafts begun, or all of them saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retention_journal.core.periods import DayRange

if TYPE_CHECKING:
    from retention_journal.ui.desk import Desk


def make_report_drafts(desk: Desk, chosen: list[tuple[int, DayRange]]) -> None:
    """Begin the drafts of several reports that are due, to be looked through one by one."""
    from retention_journal.ui.dialogs.report_batch import make_drafts

    make_drafts(desk.journal, desk.now().date(), chosen, done=desk.say_done, say=desk.say)


def save_reports(desk: Desk, chosen: list[tuple[int, DayRange]]) -> None:
    """Save several reports that are due as PDFs."""
    from retention_journal.ui.dialogs.report_batch import ReportBatchDialog, chosen_of

    wanted = chosen_of(desk.journal, desk.now().date(), chosen)
    ReportBatchDialog(desk.journal, desk.now, wanted, tasks=desk.tasks, parent=desk).open()
