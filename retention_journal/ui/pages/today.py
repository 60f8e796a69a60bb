"""Today: who to call and why, what is owed, and a lesson to read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QMenu, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services.light_history import are_noted
from retention_journal.services.look_back_due import Asks, LookBackDue
from retention_journal.services.loss_clusters import NEAR_DAYS
from retention_journal.services.morning import keep_morning
from retention_journal.services.portfolio import portfolio
from retention_journal.services.today import TodayView, today_view
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.page import MARGIN_NARROW, MARGIN_WIDE, MEDIUM, Page, PageHeader, TwoPanes
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.pages.cluster_offer import ClusterOffer
from retention_journal.ui.pages.today_acts import CallActs
from retention_journal.ui.pages.today_alarm import MonthNotice
from retention_journal.ui.pages.today_backup import BackupNotice
from retention_journal.ui.pages.today_below import BelowCalls
from retention_journal.ui.pages.today_calls import CallItem
from retention_journal.ui.pages.today_due import DueNotice
from retention_journal.ui.pages.today_lesson import LessonPart
from retention_journal.ui.pages.today_list import CallLines
from retention_journal.ui.pages.today_side import TodaySide
from retention_journal.ui.panels import Dashes
from retention_journal.ui.promise_acts import PromiseActs
from retention_journal.ui.put_off import put_off_until
from retention_journal.ui.text_labels import caption, label, section_title

if TYPE_CHECKING:
    from retention_journal.ui.morning_ahead import MorningAhead
    from retention_journal.ui.pages.today_names import NamesCard, SampleHint

_CHECK_CLOCK_MS = 60_000
#: After so long a list that is still gathered says so. Source: DESIGN, "Loading".
_SLOW_MS = 1_000


class TodayPage(Page):
    """Whom to call at nine, what is promised, which reports are due.

    Signals:
        log_wanted: Log a contact with a client, by id; 0 asks for the client.
        write_wanted: Write to a client, by id.
        client_opened: Open a client, by id.
        record_wanted: Show a record: its type, its id, and the id of its client.
        entry_wanted: Open an entry of the log, by id.
        report_wanted: Make the report for a client, by id.
        promises_wanted: Show every open promise.
        reports_wanted: Show the reports.
        import_wanted: Bring clients in from a file.
        sample_wanted: Open the sample journal.
        nine_settings_wanted: Show the settings of the list.
        lost_list_wanted: Show who was lost.
        due_wanted: Look through what is past its time.
        backup_help_wanted: Show the backups, and what helps where one failed.
        post_mortem_wanted: Look back on a loss, by id.

    Attributes:
        view: What is shown.
    """

    log_wanted = Signal(int)
    write_wanted = Signal(int)
    client_opened = Signal(int)
    record_wanted = Signal(str, int, int)
    entry_wanted = Signal(int)
    report_wanted = Signal(int)
    promises_wanted = Signal()
    reports_wanted = Signal()
    import_wanted = Signal()
    sample_wanted = Signal()
    nine_settings_wanted = Signal()
    lost_list_wanted = Signal()
    due_wanted = Signal()
    backup_help_wanted = Signal()
    post_mortem_wanted = Signal(int)
    watches = frozenset(
        {
            "client",
            "contact",
            "contact_role",
            "interaction",
            "check_in",
            "promise",
            "lesson",
            "loss",
            "post_mortem",
            "post_mortem_loss",
            "closing_conversation",
            "action_item",
            "watch_point",
            "firm_look_back",
            "report",
            "client_event",
            "contact_link",
            "light_override",
            "kpi_agreement",
            "kpi_line",
            "measurement",
            "planned_call",
            "snooze",
            "setting",
            "day_off",
            "invoice",
            "engagement",
            "health_snapshot",
            "incident",
            "incident_move",
        }
    )

    view: TodayView

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], ahead: MorningAhead | None = None
    ) -> None:
        """Make the page.

        Args:
            journal: The journal.
            now: Tells the moment.
            ahead: Gathers the list of very many clients beside the window; None gathers it here.
        """
        super().__init__()
        self._journal, self._now, self._ahead = journal, now, ahead
        self._is_beginning: bool | None = None
        self._shown_on: date | None = None
        self._is_waiting = False
        self.acts = PromiseActs(journal, now, self)
        self.acts.undoable.connect(self.undoable)
        self.acts.edit_wanted.connect(self._edit_promise)
        self.acts.faded.connect(self.make_stale)
        self.calls = CallActs(journal, now, self)
        self._build()
        self._wire()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._say_wait)
        if ahead is not None:
            ahead.ready.connect(self.make_stale)
        clock = QTimer(self)
        clock.setInterval(_CHECK_CLOCK_MS)
        clock.timeout.connect(self._watch_clock)
        clock.start()

    def refresh(self) -> None:
        """Show the day as the journal has it now; a list that takes its time as soon as it is gathered."""
        now = self._now()
        is_at_hand = self._ahead is None or self._ahead.is_at_hand()
        if not is_at_hand and self._shown_on != now.date():
            self._wait(now.date())
            return
        waited = self._end_wait()
        view = self.view = self._view(now) if is_at_hand else self._meanwhile(now)
        self._shown_on, self.calls.back_on = view.today, view.morning.back_on
        if self._is_beginning is None or view.client_count == 0:
            self._is_beginning = view.client_count < words.ENOUGH and view.is_untouched
        elif not view.is_untouched:
            self._is_beginning = False
        begins = view.client_count < words.ENOUGH and self._is_beginning
        told = _("A new journal. Three names are enough to begin.") if begins else words.sentence(view)
        self.header.set_texts(formats.weekday_day(view.today), told)
        self._show_beginning(shown=self._is_beginning)
        self._calls.setVisible(not self._is_beginning)
        self.change_button.setVisible(not self._is_beginning)
        self.side.show_view(view)
        self.alarm.show_alarm(view.alarm, view.today)
        self.cluster.refresh()
        self.due.refresh(view.today)
        self.backup.refresh(view.today)
        if self._is_beginning:
            self.names.show_clients(portfolio(self._journal, view.today))
        else:
            self.lines.show_view(view)
            self._say_how_far(view)
        self.lesson.show_lesson(view.lesson, begins=self._is_beginning, applies=view.applies)
        if waited and self.log_button.hasFocus():
            self.take_focus()

    def _wait(self, today: date) -> None:
        """Show the headings of a day whose list is not gathered yet."""
        if self._is_waiting:
            return
        self._is_waiting = True
        self._slow.start()
        self.header.set_texts(formats.weekday_day(today), " ")
        for part in self._not_yet:
            part.hide()
        self._calls.show()
        self._quiet.setText("")
        self._quiet.show()

    def _say_wait(self) -> None:
        self._quiet.setText(_("Reading the journal…"))

    def _end_wait(self) -> bool:
        """Show again what was not there yet; say whether anything was waited for."""
        waited, self._is_waiting = self._is_waiting, False
        if waited:
            self._slow.stop()
            for part in self._not_yet:
                part.show()
        return waited

    def _meanwhile(self, now: datetime) -> TodayView:
        """Return the day by the list gathered last, without those reached since; the new one follows."""
        return today_view(self._journal, now, put_off_until(self._journal.path), self.view.morning)

    def _view(self, now: datetime) -> TodayView:
        if not self._is_beginning:
            with suppress(JournalError):  # it is shown all the same, though it may yet change
                if are_noted(self._journal, now.date()):  # else the list would not know since when
                    keep_morning(self._journal, now)
        return today_view(self._journal, now, put_off_until(self._journal.path))

    def look_at_backups(self) -> None:
        """Look again how well the journal is backed up."""
        self.backup.refresh(self._now().date())

    @property
    def items(self) -> list[CallItem]:
        """The calls to make, in order."""
        return self.lines.items

    def panes(self) -> Sequence[QWidget]:
        """Return the calls and the right column."""
        return [self._main, self.side]

    def take_focus(self) -> None:
        """Put the focus on the next call, or where the names are written."""
        if self._stale:
            self._freshen()
        if self._is_beginning:
            self.names.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (at_hand := self.lines.at_hand()) is not None:
            at_hand.take_focus()
        else:
            self.log_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_margins(self, self._around)

    # -- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.log_button = outlined_button(_("Log a contact"), _("Ctrl+L"), icon="log")
        self.header = PageHeader(" ", " ", [self.log_button])
        self._dashes = Dashes()
        self._called, self._run = caption(""), caption("")
        self.change_button = link_button(_("Change the list"))
        self.change_button.open_menu(self._change_menu())
        self._title = row(
            section_title(_("Nine o’clock")), self._dashes, self._called, self._run, None,
            self.change_button, gap=12,
        )  # fmt: skip
        self._above_calls = column(gap=6)
        self.alarm = MonthNotice(self._journal.path)
        self.cluster = ClusterOffer(self._journal, self._now, within_days=NEAR_DAYS)
        self.due = DueNotice(self._journal)
        self.backup = BackupNotice(self._journal)
        self._early = caption("", wrap=True)
        self._early.setContentsMargins(0, 0, 0, theme.px(8))
        self.lines = CallLines(self.calls)
        self._quiet = label("", "body", colour="text_2", wrap=True)
        self.below = BelowCalls(self.calls)
        self._calls = box(column(self._early, self.lines, self._quiet, self.below, gap=0))
        self.lesson = LessonPart(self._journal, self._now)
        notices = (self.backup, self.alarm, self.cluster, self.due)
        parts = (*notices, self._title, self._above_calls, self._calls, 28, None, self.lesson)
        self._main = box(column(*parts, gap=6, margins=(0, 0, 2, 24)))
        self.side = TodaySide(self.acts, self._now)
        self._not_yet = (
            self._dashes, self._called, self._run, self.change_button, self._early, self.lines, self.below,
            self.lesson,
        )  # fmt: skip
        self._around = column(self.header, TwoPanes(self._main, self.side), gap=20)
        self.setLayout(self._around)

    def _change_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Set a call…")).triggered.connect(lambda _checked=False: self.calls.set_call())
        menu.addAction(_("Make the list anew")).triggered.connect(
            lambda _checked=False: self.calls.make_anew()
        )
        menu.addSeparator()
        settings = menu.addAction(_("Settings of nine o’clock…"))
        settings.triggered.connect(self.nine_settings_wanted)
        return menu

    def _wire(self) -> None:
        self.log_button.clicked.connect(lambda: self.log_wanted.emit(0))
        self.side.promises_wanted.connect(self.promises_wanted)
        self.side.reports_wanted.connect(self.reports_wanted)
        self.side.report_wanted.connect(self.report_wanted)
        self.side.client_opened.connect(self.client_opened)
        self.side.payment_opened.connect(partial(self.record_wanted.emit, "invoice"))
        self.side.complaint_opened.connect(partial(self.record_wanted.emit, "incident"))
        self.side.look_back_opened.connect(self._open_look_back)
        self.side.entry_wanted.connect(self.entry_wanted)
        self.side.no_answer_needed.connect(self.calls.needs_no_answer)
        self.alarm.lost_list_wanted.connect(self.lost_list_wanted)
        self.due.due_wanted.connect(self.due_wanted)
        self.backup.backup_help_wanted.connect(self.backup_help_wanted)
        self.cluster.undoable.connect(self.undoable)
        self.cluster.look_wanted.connect(lambda _client, loss: self.post_mortem_wanted.emit(loss))
        self.lines.entry_wanted.connect(self.entry_wanted)
        self.lines.client_opened.connect(self.client_opened)
        self.calls.undoable.connect(self.undoable)
        self.calls.toast.connect(self.toast)
        self.calls.moved.connect(self.make_stale)
        self.calls.log_wanted.connect(self.log_wanted)
        self.calls.write_wanted.connect(self.write_wanted)
        self.calls.client_opened.connect(self.client_opened)
        self.calls.record_wanted.connect(self.record_wanted)
        self.lesson.undoable.connect(self.undoable)
        self.lesson.toast.connect(self.toast)
        self.lesson.client_wanted.connect(self.client_opened)

    # -- the calls ----------------------------------------------------------------------------------------

    def _say_how_far(self, view: TodayView) -> None:
        self._dashes.show_done(len(view.done), view.call_count)
        self._called.setText(words.called(view) if view.call_count else "")
        self._run.setText(words.in_a_row(view.morning.run))
        early = words.early(view.morning, self._now()) if view.calls else ""
        self._early.setText(early)
        self._early.setVisible(bool(early))
        quiet = words.quiet(view)
        self._quiet.setText(quiet)
        self._quiet.setVisible(bool(quiet))
        self.below.show_view(view)

    def _open_look_back(self, one: LookBackDue) -> None:
        if one.asks is Asks.FIRM:
            self._look_back_on_firm()
        elif one.incident_id is not None:
            self.record_wanted.emit("incident", one.incident_id, one.client_id or 0)
        elif one.loss_id is not None:
            self.post_mortem_wanted.emit(one.loss_id)
        else:
            self.lost_list_wanted.emit()

    def _look_back_on_firm(self) -> None:
        from retention_journal.ui.dialogs.firm_look_back import FirmLookBackDialog

        dialog = FirmLookBackDialog(self._journal, self._now, self.window())
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()

    def _watch_clock(self) -> None:
        """Show the new day when midnight has passed, and who was put off until now."""
        now = self._now()
        back = any(
            timedelta(0) <= now - at < timedelta(milliseconds=2 * _CHECK_CLOCK_MS)
            for at in put_off_until(self._journal.path).values()
        )
        if back or (self._shown_on is not None and now.date() != self._shown_on):
            self.make_stale()

    # -- a new journal ------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> NamesCard:
        """The card a new journal begins with; a journal in use never makes it."""
        from retention_journal.ui.pages.today_names import NamesCard

        made = NamesCard()
        made.named.connect(self._add_client)
        made.rhythm_chosen.connect(self._set_rhythm)
        made.list_wanted.connect(self._make_list)
        made.import_wanted.connect(self.import_wanted)
        self._above_calls.addWidget(made)
        return made

    @cached_property
    def sample(self) -> SampleHint:
        """The way to a full journal, below the card."""
        from retention_journal.ui.pages.today_names import SampleHint

        made = SampleHint()
        made.sample_wanted.connect(self.sample_wanted)
        self._above_calls.addWidget(made)
        return made

    def _show_beginning(self, *, shown: bool) -> None:
        if shown or "names" in vars(self):
            self.names.setVisible(shown)
            self.sample.setVisible(shown)

    def _add_client(self, name: str, person: str) -> None:
        from retention_journal.services.clients import ClientEntry, add_client

        entry = ClientEntry(name, contact_name=person)
        try:
            add_client(self._journal, entry, today=self._now().date())
        except JournalError as error:
            self.names.say(error.message)
            self.names.line.setText(f"{name}, {person}" if person else name)
            return
        self.names.say("")

    def _set_rhythm(self, client_id: int, days: int) -> None:
        from retention_journal.services.clients import client_entry, edit_client

        entry = replace(
            client_entry(self._journal, client_id), ideal_interval_days=days, max_interval_days=None
        )
        edit_client(self._journal, client_id, entry, today=self._now().date())

    def _make_list(self) -> None:
        self._is_beginning = False
        self.refresh()
        self.take_focus()

    # -- the rest -----------------------------------------------------------------------------------------

    def _edit_promise(self, promise_id: int) -> None:
        from retention_journal.ui.dialogs.promise_form import PromiseForm

        form = PromiseForm(self._journal, self._now, promise_id=promise_id, parent=self.window())
        form.undoable.connect(self.undoable)
        form.open()


def fit_margins(page: Page, around: QLayout) -> None:
    """Give a page the margins of its window's width."""
    wide = page.window().width() >= MEDIUM * theme.scale()
    side = theme.px(MARGIN_WIDE if wide else MARGIN_NARROW)
    around.setContentsMargins(side, theme.px(24 if wide else 16), side, 0)
