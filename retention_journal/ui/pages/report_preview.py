"""The preview of a report: your words at the left, the pages in the middle, what to see to at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError, NotFoundError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange
from retention_journal.core.report import StatusReport
from retention_journal.i18n import _
from retention_journal.services import status
from retention_journal.services.report_checks import CheckKind
from retention_journal.services.report_sheet import ReportSheet, printed_again, report_sheet, usual_period
from retention_journal.services.status import ReportRow
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialogs.enter_numbers import NumbersDialog
from retention_journal.ui.dialogs.report_answer import ReportAnswerDialog
from retention_journal.ui.layouts import box, column
from retention_journal.ui.messages import show_error
from retention_journal.ui.page import Page, action, empty_state
from retention_journal.ui.pages.report_head import ReportHead
from retention_journal.ui.pages.report_panes import Part, ReportPanes, Room
from retention_journal.ui.pages.report_printing import Print, ReportPrinting
from retention_journal.ui.pages.report_sending import ReportSending
from retention_journal.ui.pages.report_side import ReportSide
from retention_journal.ui.pages.report_words import ReportWordsPane
from retention_journal.ui.panels import Rule
from retention_journal.ui.pdf_view import Fit, PdfPane
from retention_journal.ui.tasks import Tasks


class ReportPreviewPage(Page):
    """One report on its way to the client, or one that was sent, exactly as it was sent.

    A draft says so across its pages; only what is saved and kept goes without.

    Signals:
        reports_wanted: The list of all reports.
        client_opened: The client's page.
        client_reports_wanted: The client's own reports.
        goals_wanted: The client's agreement and KPIs.
        promises_wanted: The client's promises.
        log_wanted: Log a contact with the client.
        business_wanted: What stands on every report, in Settings.
    """

    reports_wanted = Signal()
    client_opened = Signal(int)
    client_reports_wanted = Signal(int)
    goals_wanted = Signal(int)
    promises_wanted = Signal(int)
    log_wanted = Signal(int)
    business_wanted = Signal()

    watches = frozenset(
        {
            "business", "client", "contact", "contact_role", "expectation_item", "interaction",
            "kpi_agreement", "kpi_line", "measurement", "promise", "report",
        }
    )  # fmt: skip

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        settings: SettingsFile,
        tasks: Tasks,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._period: DayRange | None = None
        self._language: str | None = None
        self._sheet: ReportSheet | None = None
        self._sent: ReportRow | None = None
        self._anew = False
        self._printing = ReportPrinting(tasks, self)
        self._sending = ReportSending(journal, now, settings, self._printing, open_url, self)
        self.words, self.pages, self.side = ReportWordsPane(), PdfPane(), ReportSide()
        self.columns = ReportPanes(self.words, self.pages, self.side)
        self.head = ReportHead(self.columns.switch)
        lines = column(self.head, Rule(), gap=0)
        lines.addWidget(self.columns, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(box(lines))
        self._whole.addWidget(self._make_gone())
        self.setLayout(column(self._whole))
        self._actions = [
            action(self, _("&Save PDF…"), self.save, icon="save"),
            action(self, _("Draft &e-mail"), self.draft_mail, icon="email"),
            action(self, _("Open the &client"), self._open_client, icon="clients"),
        ]
        self._connect()

    # What is shown

    def open_place(self, **place: object) -> None:
        """Show the report of ``client_id`` about ``period`` (None: the last whole one), or ``report_id``."""
        report_id, client_id, period = place.get("report_id"), place.get("client_id"), place.get("period")
        if isinstance(report_id, int):
            self.show_kept(report_id)
        elif isinstance(client_id, int):
            self.show_report(client_id, period if isinstance(period, DayRange) else None)

    def show_report(self, client_id: int, period: DayRange | None = None) -> None:
        """Show the report for a client; ``period`` None is the last whole one of its rhythm."""
        today = self._now().date()
        self._go(client_id, period or usual_period(self._journal, client_id, today))

    def show_kept(self, report_id: int) -> None:
        """Show a report as it was sent; one that was not sent is shown as the draft it is."""
        for one in status.reports(self._journal):
            if one.report_id == report_id:
                is_sent = one.state in (ReportState.ISSUED, ReportState.ACKNOWLEDGED)
                self._go(one.client_id, one.period, sent=one if is_sent else None)

    def current_client_id(self) -> int | None:
        """Return the client at hand, for Ctrl+L and the menu bar."""
        return self._client_id

    def refresh(self) -> None:
        if self._client_id is None or self._period is None:
            return
        today, language = self._now().date(), self._language
        try:
            sheet = report_sheet(self._journal, self._client_id, self._period, today=today, language=language)
        except NotFoundError:
            self._sheet = None
            self._whole.setCurrentIndex(1)
            return
        self._whole.setCurrentIndex(0)
        self._sheet, self._sent = sheet, self._sent_in(sheet)
        self.head.show_sheet(sheet, self._sent, today)
        self.words.show_sheet(sheet, self._sent, _told(self._sent))
        self.side.show_sheet(sheet, self._sent, today)
        if self._sent is not None and self._sent.has_pdf:
            self._printing.forget()
            self.pages.view.show_pdf(status.report_pdf(self._journal, self._sent.report_id))
        else:
            self._print()

    def _sent_in(self, sheet: ReportSheet) -> ReportRow | None:
        """Return which sent report to show: the one asked for, else the period's own; None for a draft."""
        if self._anew:
            return None
        if self._sent is not None:
            asked = next((one for one in sheet.earlier if one.report_id == self._sent.report_id), None)
            if asked is not None:
                return asked
        return sheet.sent if sheet.draft.is_offered else None

    # What a person does

    def save(self) -> bool:
        """Ask where the PDF goes, or for the headline where there is none yet."""
        if self._sheet is None:
            return False
        if self._sent is None and not self.words.words().headline:
            self.columns.show_part(Part.WORDS)
            needed = _("Say the period in one sentence: the headline.")
            self.words.show_error(InvalidEntryError("headline", needed))
            return True
        self._sending.ask_where(self._report_shown(), self.save_to)
        return True

    def suggested_path(self) -> Path:
        """Return where the PDF would be saved, and under which name."""
        return self._sending.suggested_path(self._report_shown())

    def save_to(self, path: Path) -> None:
        """Write the PDF to ``path``; a report that was not sent before is sent by that."""
        if self._sent is not None:
            self._sending.copy(self._sent, path)
        elif self._keep_words():
            client_id, period = self._shown()
            today, language = self._now().date(), self._language
            report = status.status_report(
                self._journal, client_id, period, today=today, language=language, draft=False
            )
            self._sending.send(client_id, report, path)

    def draft_mail(self) -> None:
        """Begin the e-mail in the mail program and open the folder; the PDF is saved before."""
        if self._sheet is None:
            return
        path = self._sending.place_of(self._sent.report_id) if self._sent else None
        if self._sent is not None and path is not None:
            self._sending.mail(self._sent, path)
        else:
            self._sending.mail_when_saved()
            self.save()

    def go_to_words(self) -> None:
        """Put the focus on the headline."""
        self.columns.show_part(Part.WORDS)
        self.words.headline.setFocus()

    def panes(self) -> Sequence[QWidget]:
        return [self.head, self.columns.left, self.pages.view, self.columns.right]

    def take_focus(self) -> None:
        if self._sent is None and self.columns.room() is Room.ALL:
            self.words.headline.setFocus()
        else:
            self.pages.view.setFocus()

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        return {"report": self._actions}

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep_words()
        super().hideEvent(event)

    # How it goes

    def _make_gone(self) -> QWidget:
        back = outlined_button(_("All reports"))
        back.clicked.connect(self.reports_wanted)
        text = _("It may be in the trash. Its reports come back with it.")
        return empty_state("reports", _("This client is not in the journal."), text, [back])

    def _connect(self) -> None:
        self.head.back_button.clicked.connect(self.reports_wanted)
        self.head.save_button.clicked.connect(lambda _checked: self.save())
        self.head.mail_button.clicked.connect(lambda _checked: self.draft_mail())
        self.words.period_chosen.connect(lambda period: self._go(self._shown()[0], period))
        self.words.language_chosen.connect(self._use_language)
        self.words.typed.connect(self._print)
        self.words.settled.connect(self._keep_words)
        self.words.anew_wanted.connect(self._write_anew)
        self.words.business_wanted.connect(self.business_wanted)
        self.side.way_wanted.connect(self._mend)
        self.side.report_opened.connect(self.show_kept)
        self.side.all_wanted.connect(lambda: self.client_reports_wanted.emit(self._shown()[0]))
        self.side.answer_wanted.connect(self._note_answer)
        self.columns.room_changed.connect(self._use_room)
        self._use_room(self.columns.room())
        self._printing.printed.connect(self._show_pages)
        self._sending.sent.connect(self._show_as_sent)
        self._sending.said.connect(self.toast)
        self._sending.done.connect(self.undoable)

    def _go(self, client_id: int, period: DayRange, *, sent: ReportRow | None = None) -> None:
        self._keep_words()
        self.words.forget()
        if client_id != self._client_id:
            self._language = None
        self._client_id, self._period = client_id, period
        self._sent, self._anew = sent, False
        self.pages.view.go_to(1)
        self.make_stale()

    def _shown(self) -> tuple[int, DayRange]:
        if self._client_id is None or self._period is None:
            raise LookupError("no report is shown")
        return self._client_id, self._period

    def _report_shown(self) -> StatusReport:
        if self._sheet is None:
            raise LookupError("no report is shown")
        report = self._sheet.report
        return replace(report, language=self._sent.language) if self._sent else report

    def _print(self) -> None:
        """Print the pages anew, unless the file that was sent is shown."""
        if self._sheet is None:
            return
        if self._sent is not None:
            if not self._sent.has_pdf:
                self._printing.show(printed_again(self._journal, self._sent))
            return
        words, report = self.words.words(), self._sheet.report
        self._printing.show(
            replace(
                report,
                headline=words.headline,
                went_well=words.went_well,
                went_not=words.went_not,
                doing=words.doing,
            )
        )

    def _show_pages(self, printed: Print) -> None:
        if self._sent is None or not self._sent.has_pdf:
            self.pages.view.show_pdf(printed.printed.pdf)

    def _use_room(self, room: str) -> None:
        """Show pages as wide as there is room where whole ones would be too small to read."""
        is_small = room == Room.ONE
        self.pages.view.set_fit(Fit.WIDTH if is_small else Fit.PAGE)
        self.head.set_compact(is_small)

    def _keep_words(self) -> bool:
        """Keep what was written in the journal, where there is anything new; False where it is refused."""
        if self._client_id is None or self._period is None or self._sheet is None:
            return True
        if not self.words.has_unkept():
            return True
        words = self.words.words()
        try:
            status.save_words(self._journal, self._client_id, self._period, words, language=self._language)
        except InvalidEntryError as error:
            self.words.show_error(error)
            return False
        except JournalError as error:
            show_error(error, self)
            return False
        self.words.take_kept(words)
        return True

    def _use_language(self, tag: str) -> None:
        self._language = tag
        if not self._keep_words():
            return
        client_id, period = self._shown()
        if self._sheet is not None and not self._sheet.draft.is_offered:
            status.save_words(self._journal, client_id, period, self.words.words(), language=tag)
        self.make_stale()

    def _write_anew(self) -> None:
        self._anew, self._sent = True, None
        self.words.forget()
        self.refresh()
        self.go_to_words()

    def _show_as_sent(self, _report_id: int) -> None:
        self._anew = False
        self.refresh()
        self.pages.view.setFocus()

    def _open_client(self) -> None:
        self.client_opened.emit(self._shown()[0])

    def _mend(self, kind: CheckKind) -> None:
        client_id, _period = self._shown()
        if kind is CheckKind.WORDS:
            self.go_to_words()
        elif kind is CheckKind.NUMBERS:
            dialog = NumbersDialog(self._journal, client_id, self._now, self.window())
            dialog.undoable.connect(self.undoable)
            dialog.open()
        elif kind is CheckKind.SENDER:
            self.business_wanted.emit()
        else:
            {
                CheckKind.AGREEMENT: self.goals_wanted,
                CheckKind.TALK: self.log_wanted,
                CheckKind.PROMISES: self.promises_wanted,
                CheckKind.READER: self.client_opened,
            }[kind].emit(client_id)

    def _note_answer(self, sent: ReportRow) -> None:
        ReportAnswerDialog(self._journal, sent, self).open()


def _told(sent: ReportRow | None) -> str:
    """Return what to say of the pages of a report that was sent."""
    if sent is None or sent.issued_at is None:
        return ""
    day = formats.day(sent.issued_at.date())
    if sent.has_pdf:
        return _("These are the pages exactly as they were sent on {day}.").format(day=day)
    return _(
        "Sent on {day}. The file itself is not in this journal, so the pages are printed again from what"
        " the journal holds today."
    ).format(day=day)
