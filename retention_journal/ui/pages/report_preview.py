"""The preview of a report: your words at the left, the pages in the middle, what to see to at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange
from retention_journal.core.report import StatusReport
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.services import kept_reports, status
from retention_journal.services.kept_reports import ReportRow
from retention_journal.services.report_checks import CheckKind
from retention_journal.services.report_sheet import ReportSheet, report_sheet, usual_period
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.report_answer import ReportAnswerDialog
from retention_journal.ui.dialogs.report_save import ReportSaveDialog
from retention_journal.ui.draft_opening import open_here
from retention_journal.ui.layouts import box, column
from retention_journal.ui.page import Page, action
from retention_journal.ui.pages.report_head import ReportHead, told_of
from retention_journal.ui.pages.report_keeping_part import ReportKeeping
from retention_journal.ui.pages.report_mending_part import ReportMending
from retention_journal.ui.pages.report_panes import Part, ReportPanes, Room, gone
from retention_journal.ui.pages.report_paper import ReportOnPaper
from retention_journal.ui.pages.report_printing import ReportPrinting
from retention_journal.ui.pages.report_sending import ReportSending, SaveChoice
from retention_journal.ui.pages.report_showing_part import ReportShowing
from retention_journal.ui.pages.report_side import ReportSide
from retention_journal.ui.pages.report_states_part import ReportStates
from retention_journal.ui.pages.report_words import ReportWordsPane
from retention_journal.ui.panels import Rule
from retention_journal.ui.pdf_pane import PdfPane
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
        open_url: Callable[[QUrl], bool] = open_here,
    ) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._period: DayRange | None = None
        self._language: str | None = None
        self._sheet: ReportSheet | None = None
        self._sent: ReportRow | None = None
        printing = ReportPrinting(tasks.beside(self), self)
        self._sending = ReportSending(journal, now, settings, printing, open_url, self)
        self.words, self.pages, self.side = self._make_words(), PdfPane(), ReportSide()
        self._showing = ReportShowing(journal, printing, self.words, self.pages.view)
        self._keeping = ReportKeeping(journal, now, self.words)
        self.pages.remember_in(settings, "report")
        self._paper = ReportOnPaper(journal, tasks, self)
        self.columns = ReportPanes(self.words, self.pages, self.side)
        self.head = ReportHead(self.columns.switch)
        lines = column(self.head, Rule(), gap=0)
        lines.addWidget(self.columns, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(box(lines))
        self._whole.addWidget(gone(self.reports_wanted.emit))
        self.setLayout(column(self._whole))
        self._actions = [
            action(self, _("I have &looked it through"), self.look_through, "Ctrl+Shift+Return", icon="tick"),
            action(self, _("&Save PDF…"), self.save, icon="save"),
            action(self, _("Draft &e-mail"), self.draft_mail, icon="email"),
            self._paper.command(self._on_page, self.pages.view.pdf),
            action(self, _("Open the &client"), self._open_client, icon="clients"),
        ]
        self._mending = self._make_mending()
        self._states = ReportStates(journal, now, self)
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
        for one in kept_reports.reports(self._journal):
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
        self.words.show_sheet(sheet, self._sent, told_of(self._sent))
        self.side.show_sheet(sheet, self._sent, today)
        if self._sent is not None:
            self._showing.show_sent(self._sent)
        else:
            self._print()

    def _sent_in(self, sheet: ReportSheet) -> ReportRow | None:
        """Return which sent report to show: the one asked for, else the period's own; None for a draft."""
        if self._sent is not None:
            asked = next((one for one in sheet.earlier if one.report_id == self._sent.report_id), None)
            if asked is not None:
                return asked
        return sheet.sent if sheet.draft.report_id is None else None

    # What a person does

    def save(self) -> bool:
        """Ask where the PDF goes; of a draft also whether it was looked through, and for its headline."""
        if self._sheet is None:
            return False
        if self._sent is None and not (self._has_headline() and self._keep_words()):
            return True
        self._sending.ask_where(self._shown()[0], self._report_shown(), self.save_to, self._sent)
        if self._sent is None and self._sheet.state is not ReportState.REVIEWED:
            for dialog in self.findChildren(ReportSaveDialog):
                self._states.ask_in(dialog)
        return True

    def look_through(self) -> None:
        """Note that the pages were looked through as they stand, so that they can be sent and printed."""
        if self._sheet is None or self._sent is not None or not self._has_headline():
            return
        if self.head.looked_button.hasFocus():
            self.pages.view.setFocus()  # the button goes, and the focus must not fall to the next one
        self.words.take_offered()
        if self._keep_words():
            self._states.look_through(*self._shown())

    def suggested_path(self) -> Path:
        """Return where the PDF would be saved, and under which name."""
        return self._sending.suggested_path(self._shown()[0], self._report_shown(), self._sent)

    def save_to(self, path: Path, choice: SaveChoice | None = None) -> None:
        """Write the PDF to ``path``; a report that was not sent before is sent by that."""
        if self._sent is not None:
            self._sending.copy(self._sent, path, choice or SaveChoice())
        elif self._keep_words():
            client_id, period = self._shown()
            today, language = self._now().date(), self._language
            report = status.status_report(
                self._journal, client_id, period, today=today, language=language, draft=False
            )
            self._sending.send(
                client_id,
                report,
                path,
                choice or SaveChoice(),
                reviewed_now=True,
                follow_up=self.side.wants_call(),
            )

    def draft_mail(self) -> None:
        """Begin the e-mail in the mail program, with the PDF in it; the PDF is saved before."""
        if self._sheet is None:
            return
        path = self._sending.place_of(self._sent.report_id) if self._sent else None
        if self._sent is not None and path is not None:
            self._sending.mail(self._sent, path)
        else:
            self.save()
            self._sending.mail_when_saved()

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

    def _make_words(self) -> ReportWordsPane:
        return ReportWordsPane(lambda: self._now().date())

    def _make_mending(self) -> ReportMending:
        ways = {
            CheckKind.AGREEMENT: self.goals_wanted.emit,
            CheckKind.TALK: self.log_wanted.emit,
            CheckKind.READER: self.client_opened.emit,
            CheckKind.SENDER: lambda _client: self.business_wanted.emit(),
        }
        mending = ReportMending(self._journal, self._now, self, self._at_hand, ways)
        mending.done.connect(self.undoable)
        mending.words_wanted.connect(self.go_to_words)
        mending.section_wanted.connect(self._go_to_section)
        mending.report_wanted.connect(self.show_kept)
        return mending

    def _connect(self) -> None:
        self.head.back_button.clicked.connect(self.reports_wanted)
        self.head.save_button.clicked.connect(lambda _checked: self.save())
        self.head.mail_button.clicked.connect(lambda _checked: self.draft_mail())
        self.head.looked_button.clicked.connect(lambda _checked: self.look_through())
        self._states.done.connect(self.undoable)
        self._states.refused.connect(self.words.show_error)
        self.words.period_chosen.connect(lambda period: self._go(self._shown()[0], period))
        self.words.language_chosen.connect(self._use_language)
        self.words.typed.connect(self._print)
        self.words.settled.connect(self._keep_words)
        self.words.opened.connect(self._bring_into_sight)
        self.words.correction_wanted.connect(self._correct)
        self.words.business_wanted.connect(self.business_wanted)
        self.side.way_wanted.connect(self._mending.mend)
        self.side.number_entered.connect(self._mending.enter)
        self.side.report_opened.connect(self.show_kept)
        self.side.all_wanted.connect(lambda: self.client_reports_wanted.emit(self._shown()[0]))
        self.side.answer_wanted.connect(self._note_answer)
        self.columns.room_changed.connect(self._use_room)
        self._use_room(self.columns.room())
        self._sending.sent.connect(self._show_as_sent)
        self._sending.said.connect(self.toast)
        self._sending.done.connect(self.undoable)

    def _go(self, client_id: int, period: DayRange, *, sent: ReportRow | None = None) -> None:
        self._keep_words()
        if self._keeping.is_refused:  # it would be lost
            self.toast.emit(_("One text is too long to be kept. Make it shorter, then go on."))
            self.make_stale()
            return
        self.words.forget()
        if client_id != self._client_id:
            self._language = None
        self._client_id, self._period = client_id, period
        self._sent = sent
        self.pages.view.go_to(1)
        self.make_stale()

    def _shown(self) -> tuple[int, DayRange]:
        if self._client_id is None or self._period is None:
            raise LookupError("no report is shown")
        return self._client_id, self._period

    def _on_page(self) -> tuple[int, DayRange, ReportRow | None] | None:
        return (*self._shown(), self._sent) if self._sheet is not None else None

    def _at_hand(self) -> tuple[int, ReportSheet] | None:
        return None if self._sheet is None else (self._shown()[0], self._sheet)

    def _report_shown(self) -> StatusReport:
        if self._sheet is None:
            raise LookupError("no report is shown")
        report = self._sheet.report
        return replace(report, language=self._sent.language) if self._sent else report

    def _print(self) -> None:
        """Print the pages anew, with what is being written; what was sent stays as it is."""
        if self._sheet is None or self._sent is not None:
            return
        if self._sheet.state is ReportState.REVIEWED and self.words.has_unkept():
            self.head.show_changed()
        self._showing.show_draft(self._shown()[0], self._sheet)

    def _use_room(self, room: str) -> None:
        """Show pages as wide as there is room where whole ones would be too small to read."""
        is_small = room == Room.ONE
        self.pages.set_narrow(is_small)
        self.head.set_compact(is_small)

    def keep(self) -> None:
        self._keep_words()

    def _keep_words(self) -> bool:
        """Keep what was written in the journal, where there is anything new; False where it is refused."""
        if self._client_id is None or self._period is None or self._sheet is None:
            return True
        return self._keeping.keep(self._client_id, self._period, self._language)

    def _use_language(self, tag: str) -> None:
        self._language = tag
        if not self._keep_words():
            return
        client_id, period = self._shown()
        if self._sheet is not None and not self._sheet.draft.is_offered:
            kept_reports.save_words(self._journal, client_id, period, self.words.words(), language=tag)
        self.make_stale()

    def _correct(self) -> None:
        """Begin the report that corrects the one shown, with what that one said."""
        sent = self._sent
        if sent is not None and self._states.correct(sent):
            self._sent = None
            self.words.forget()
            self.refresh()
            self.go_to_words()

    def _has_headline(self) -> bool:
        """Say whether there is a headline, or none is needed; else ask for it."""
        off = self.words.chosen.parts.off()
        if self.words.words().headline or ReportPart.SUMMARY in off:
            return True
        self.columns.show_part(Part.WORDS)
        needed = _("Say the period in one sentence: the headline.")
        self.words.show_error(InvalidEntryError("headline", needed))
        return False

    def _show_as_sent(self, _report_id: int) -> None:
        self.refresh()
        self.pages.view.setFocus()

    def _bring_into_sight(self, head: QWidget) -> None:
        """Scroll the head of a section that was opened to the top, once it is laid out."""
        bar = self.columns.left.verticalScrollBar()
        QTimer.singleShot(0, head, lambda: bar.setValue(head.mapTo(self.words, QPoint()).y() - 12))

    def _open_client(self) -> None:
        self.client_opened.emit(self._shown()[0])

    def _go_to_section(self, kind: CheckKind, subject: int | str | None) -> None:
        chosen = self.words.chosen
        self.columns.show_part(Part.WORDS)
        chosen.go_to(chosen.promised if kind is CheckKind.PROMISES else chosen.goals, subject)

    def _note_answer(self, sent: ReportRow) -> None:
        ReportAnswerDialog(self._journal, sent, self._now, self, told=self.undoable.emit).open()
