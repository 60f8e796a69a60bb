"""All reports that are due at once: which, into which folder, how far it is, and what came of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.reports.batch import print_all
from retention_journal.reports.status_report import PrintedReport
from retention_journal.services import report_files
from retention_journal.services.report_batch import (
    Gathered,
    Wanted,
    begin_drafts,
    chosen_of,
    gathered,
    place_of,
    state_of,
)
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.folder_dialog import ask_for_folder
from retention_journal.ui.form import Form
from retention_journal.ui.last_folders import keep_folder, last_folder
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.pages.report_folders import FOLDER_KEY
from retention_journal.ui.panels import bullet
from retention_journal.ui.tasks import Task, Tasks
from retention_journal.ui.text_labels import caption, label, section_title
from retention_journal.ui.toggles import TickBox

__all__ = ["Placed", "ReportBatchDialog", "chosen_of", "make_drafts"]

Made = tuple[Gathered, PrintedReport]


@dataclass(frozen=True)
class Placed:
    """A report that lies in the folder.

    Attributes:
        warnings: What to see to in it.
        is_sent: Whether it went out and is kept as sent; otherwise it is a draft.
    """

    client: str
    path: Path
    warnings: tuple[str, ...]
    is_sent: bool


class ReportBatchDialog(Dialog):
    """Saves the reports that are ticked: those looked through as sent, the others only as drafts.

    Nothing is e-mailed. Closing it in the middle leaves what was saved before, and nothing half-written.
    """

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        wanted: Sequence[Wanted],
        *,
        tasks: Tasks,
        parent: QWidget,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        """Make the dialog.

        Args:
            journal: Where they are kept.
            now: The moment on the wall clock here.
            wanted: The reports to choose from, all ticked.
            tasks: Where the printing goes on.
            parent: The window it belongs to.
            open_url: What shows the folder.
        """
        super().__init__(_("All due at once"), _("Save"), parent, width=620)
        self._journal, self._now, self._tasks = journal, now, tasks
        self._open_url = open_url
        self._task: Task | None = None
        self._is_given_up = False
        self._left: deque[Made] = deque()
        self._taken: set[str] = set()
        self.placed: list[Placed] = []
        self.lines = [(one, state_of(journal, one.client_id, one.period), self._tick(one)) for one in wanted]
        self._lay_out()
        self._show_what()

    def submit(self) -> None:
        """Begin; the dialog stays until all of it is done."""
        folder = Path(self.folder.cleaned())
        if not folder.is_absolute():
            raise InvalidEntryError("folder", _("Write the whole folder, or choose one."))
        if not folder.is_dir():
            raise InvalidEntryError("folder", _("This folder is not there."), _("Choose another folder."))
        chosen = self.chosen()
        if not chosen:
            raise InvalidEntryError("folder", _("Nothing is left to save. Tick a report."))
        self._begin(folder, chosen)

    def accept(self) -> None:
        if self.is_over() or self._task is not None:
            return
        try:
            self.submit()
        except InvalidEntryError as error:
            self.show_invalid(error)

    def reject(self) -> None:
        self._is_given_up = True
        self._left.clear()
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def chosen(self) -> list[Wanted]:
        """Return what would be saved now."""
        return [one for one, state, tick in self.lines if tick.isChecked() and self._goes(state)]

    def is_over(self) -> bool:
        """Say whether it shows what came of it."""
        return self._said.isVisible()

    def choose_folder(self) -> None:
        """Let the system's own dialog find the folder."""
        ask_for_folder(
            self,
            _("Folder of the reports"),
            Path(self.folder.cleaned()),
            lambda path: self.folder.setText(str(path)),
        )

    def open_folder(self) -> None:
        """Show the folder in the system's own window."""
        self._open_url(QUrl.fromLocalFile(self.folder.cleaned()))

    def _tick(self, one: Wanted) -> TickBox:
        tick = TickBox(one.client.replace("&", "&&"))
        tick.setAccessibleName(f"{one.client}, {period_label(one.period)}")
        tick.setChecked(True)
        tick.toggled.connect(lambda _on: self._show_what())
        return tick

    def _lay_out(self) -> None:
        self.asking, self._said = Form(), QWidget()
        self.form = self.asking
        lines = [
            row(tick, None, caption(f"{period_label(one.period)} · {_stands(state)}"), gap=12)
            for one, state, tick in self.lines
        ]
        self.asking.add_part(column(*lines, gap=6))
        self.with_drafts = TickBox(_("Also those not &looked through, with “Draft” across each page"))
        self.with_drafts.toggled.connect(lambda _on: self._show_what())
        self.asking.add_part(self.with_drafts)
        self.folder = LineField(str(self._usual_folder()))
        self.choose_button = outlined_button(_("Choose…"))
        self.choose_button.setAccessibleName(_("Choose another folder"))
        self.choose_button.clicked.connect(self.choose_folder)
        where = box(row(self.folder, self.choose_button, gap=8))
        where.setFocusProxy(self.folder)
        self.asking.add("folder", _("F&older"), where)
        self.told = caption("", wrap=True)
        self.asking.add_part(self.told)
        self._said.hide()
        self.open_button = outlined_button(_("Open the folder"))
        self.open_button.clicked.connect(self.open_folder)
        self.open_button.hide()
        self.buttons.insertWidget(1, self.open_button)
        stack(self.content, self.asking, self._said, None, gap=0)

    def _usual_folder(self) -> Path:
        return last_folder(FOLDER_KEY, self._journal.path)

    def _goes(self, state: ReportState | None) -> bool:
        return state is ReportState.REVIEWED or self.with_drafts.isChecked()

    def _show_what(self) -> None:
        ticked = [state for _one, state, tick in self.lines if tick.isChecked()]
        ready = sum(state is ReportState.REVIEWED for state in ticked)
        drafts = len(ticked) - ready
        told = [_many_kept(ready)] if ready else []
        if drafts:
            told.append(_many_drafts(drafts, saved=self.with_drafts.isChecked()))
        self.told.setText(" ".join([*told, _("Nothing is e-mailed.")]))
        n = len(self.chosen())
        self.do_button.setText(
            ngettext("Save {n} PDF", "Save {n} PDFs", n).format(n=formats.number(n)) if n else _("Save")
        )
        self.do_button.setEnabled(n > 0)

    def _begin(self, folder: Path, chosen: Sequence[Wanted]) -> None:
        keep_folder(FOLDER_KEY, self._journal.path, folder)
        path, today = self._journal.path, self._now().date()

        def work(progress: Progress) -> list[Made]:
            made: list[Made] = []
            with JournalReader.open(path) as reader:
                ready = (gathered(reader, one, today=today, issue=True) for one in chosen)
                wanted = ((one, one.report) for one in ready)
                waiting = lambda: progress(len(made), len(chosen))  # noqa: E731 - said at each wait
                with closing(print_all(wanted, len(chosen), while_waiting=waiting)) as printed:
                    for one in printed:
                        made.append(one)
                        progress(len(made), len(chosen))
            return made

        self.asking.setEnabled(False)
        self.do_button.setEnabled(False)
        self._task = self._tasks.start(
            work, on_success=self._place_all, on_error=self._failed, on_end=self._printed
        )
        TaskDialog(self._task, _("Printing the reports"), self)

    def _printed(self) -> None:
        self._task = None

    def _place_all(self, made: list[Made]) -> None:
        if self._is_given_up:
            return
        self._left.extend(made)
        self._place_next()

    def _place_next(self) -> None:
        """Put one report in its place, then let the window breathe before the next."""
        if not self._left:
            self._show_result()
            return
        one, printed = self._left.popleft()
        try:
            self._place(one, printed)
        except JournalError as error:
            self._failed(error)
            return
        QTimer.singleShot(0, self, self._place_next)

    def _place(self, one: Gathered, printed: PrintedReport) -> None:
        path = place_of(one, Path(self.folder.cleaned()), self._taken)
        if one.report.draft:
            report_files.write_file(printed.pdf, path)
        else:
            report_files.send(
                self._journal, one.wanted.client_id, one.report, pdf=printed.pdf, path=path, now=self._now()
            )
        warnings = tuple(dict.fromkeys((*one.warnings, *printed.warnings)))
        self.placed.append(Placed(one.wanted.client, path, warnings, is_sent=not one.report.draft))

    def _failed(self, error: BaseException) -> None:
        """Say what went wrong; what was saved before is shown, or the question again where nothing was."""
        self._left.clear()
        if self._is_given_up:
            return
        if not isinstance(error, CancelledError):
            show_error(error, self)
        if self.placed:
            self._show_result()
            return
        self.asking.setEnabled(True)
        self._show_what()

    def _show_result(self) -> None:
        sent = sum(one.is_sent for one in self.placed)
        told = [_many_sent(sent)] if sent else []
        if sent < len(self.placed):
            told.append(_many_as_drafts(len(self.placed) - sent))
        parts: list[QWidget] = [section_title(" ".join(told)), caption(self.folder.cleaned(), wrap=True)]
        for one in self.placed:
            if one.warnings:
                parts.append(label(one.client, "ui_medium"))
                parts += [bullet("watch", text, colour="text_2") for text in one.warnings]
        if len(parts) > 2:  # noqa: PLR2004 - more than what was said of all
            parts.insert(2, label(_("Worth a look before you send them:"), "body", wrap=True))
        stack(self._said, *parts, None, gap=8)
        self.asking.hide()
        self._said.show()
        self.do_button.hide()
        self.open_button.show()
        self.cancel_button.setText(_("Close"))
        self.cancel_button.setFocus()
        self._make_room()


def make_drafts(
    journal: Journal,
    today: date,
    chosen: Sequence[tuple[int, DayRange]],
    *,
    done: Callable[[str], object],
    say: Callable[[str], object],
) -> None:
    """Begin the drafts of those chosen of the reports due, and tell ``done``, or ``say`` where none was."""
    begun = begin_drafts(journal, chosen_of(journal, today, chosen))
    told = ngettext(
        "{n} draft is ready to be looked through.", "{n} drafts are ready to be looked through.", begun
    )
    if begun:
        done(told.format(n=formats.number(begun)))
    else:
        say(_("These drafts are begun already. Open one to look it through."))


def _stands(state: ReportState | None) -> str:
    return state.label if state else _("Not begun")


def _many_kept(n: int) -> str:
    told = ngettext(
        "{n} that you have looked through is kept in the journal as sent.",
        "{n} that you have looked through are kept in the journal as sent.",
        n,
    )
    return told.format(n=formats.number(n))


def _many_drafts(n: int, *, saved: bool) -> str:
    if saved:
        told = ngettext("{n} is saved as a draft.", "{n} are saved as drafts.", n)
    else:
        told = ngettext(
            "{n} is left out until you have looked it through.",
            "{n} are left out until you have looked them through.",
            n,
        )
    return told.format(n=formats.number(n))


def _many_sent(n: int) -> str:
    return ngettext("{n} report is saved.", "{n} reports are saved.", n).format(n=formats.number(n))


def _many_as_drafts(n: int) -> str:
    told = ngettext("{n} is a draft, not looked through yet.", "{n} are drafts, not looked through yet.", n)
    return told.format(n=formats.number(n))
