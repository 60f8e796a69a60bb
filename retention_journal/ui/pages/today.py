"""Today: who to call and why, what is owed, and a lesson to read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.contacts import Outcome
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services.lessons import LessonView, retire_lesson, still_true
from retention_journal.services.portfolio import client_facts, portfolio
from retention_journal.services.today import Call, TodayView, today_view
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.page import MARGIN_NARROW, MARGIN_WIDE, MEDIUM, Page, PageHeader, TwoPanes
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.pages.lost_words import came_from
from retention_journal.ui.pages.today_calls import CallItem, DoneLine
from retention_journal.ui.pages.today_side import TodaySide
from retention_journal.ui.panels import Dashes, Rule
from retention_journal.ui.promise_lines import PromiseActs, UpAndDown, focused
from retention_journal.ui.put_off import put_off, put_off_until
from retention_journal.ui.quotes import quote
from retention_journal.ui.text_labels import caption, label, section_title

if TYPE_CHECKING:
    from retention_journal.ui.pages.today_names import NamesCard, SampleHint

_AFTERNOON, _MORNING = time(13, 0), time(5, 0)
_CHECK_CLOCK_MS = 60_000


class TodayPage(Page):
    """Whom to call at nine, what is promised, which reports are due.

    Signals:
        log_wanted: Log a contact with a client, by id; 0 asks for the client.
        client_opened: Open a client, by id.
        entry_wanted: Open an entry of the log, by id.
        report_wanted: Make the report for a client, by id.
        promises_wanted: Show every open promise.
        reports_wanted: Show the reports.
        import_wanted: Bring clients in from a file.
        sample_wanted: Open the sample journal.
    """

    log_wanted = Signal(int)
    client_opened = Signal(int)
    entry_wanted = Signal(int)
    report_wanted = Signal(int)
    promises_wanted = Signal()
    reports_wanted = Signal()
    import_wanted = Signal()
    sample_wanted = Signal()
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
            "report",
        }
    )

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._is_beginning: bool | None = None
        self._shown_on: date | None = None
        self.items: list[CallItem] = []
        self._rules: list[Rule] = []
        self._keys = UpAndDown(lambda: self.items, self)
        self.acts = PromiseActs(journal, now, self)
        self.acts.undoable.connect(self.undoable)
        self.acts.edit_wanted.connect(self._edit_promise)
        self.acts.faded.connect(self.make_stale)
        self._build()
        self._wire()
        clock = QTimer(self)
        clock.setInterval(_CHECK_CLOCK_MS)
        clock.timeout.connect(self._watch_clock)
        clock.start()

    def refresh(self) -> None:
        """Show the day as the journal has it now."""
        now = self._now()
        view = today_view(self._journal, now, put_off_until(self._journal.path))
        self._shown_on = view.today
        if self._is_beginning is None or view.client_count == 0:
            self._is_beginning = view.client_count < words.ENOUGH and view.is_untouched
        elif not view.is_untouched:
            self._is_beginning = False
        begins = view.client_count < words.ENOUGH and self._is_beginning
        told = _("A new journal. Three names are enough to begin.") if begins else words.sentence(view)
        self.header.set_texts(formats.weekday_day(view.today), told)
        self._show_beginning(shown=self._is_beginning)
        self._calls.setVisible(not self._is_beginning)
        self.side.show_view(view)
        if self._is_beginning:
            self.names.show_clients(portfolio(self._journal, view.today))
        else:
            self._show_calls(view)
        self._show_lesson(view.lesson)

    def panes(self) -> Sequence[QWidget]:
        """Return the calls and the right column."""
        return [self._main, self.side]

    def take_focus(self) -> None:
        """Put the focus on the next call, or where the names are written."""
        if self._stale:
            self._freshen()
        if self._is_beginning:
            self.names.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.items:
            self._at_hand().setFocus(Qt.FocusReason.OtherFocusReason)
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
        self._called = caption("")
        self._title = row(section_title(_("Nine o’clock")), self._dashes, self._called, None, gap=12)
        self._above_calls = column(gap=6)
        self._lines = column(gap=0)
        self._quiet = label("", "body", colour="text_2", wrap=True)
        self._left_over = caption("", wrap=True)
        self._left_over.setContentsMargins(theme.px(16), theme.px(8), 0, 0)
        self._calls = box(column(self._lines, self._quiet, self._left_over, gap=0))
        self._lesson = column(gap=8)
        self._main = box(
            column(
                self._title,
                self._above_calls,
                self._calls,
                28,
                None,
                box(self._lesson),
                gap=6,
                margins=(0, 0, 2, 24),
            )
        )
        self.side = TodaySide(self.acts)
        self._around = column(self.header, TwoPanes(self._main, self.side), gap=20)
        self.setLayout(self._around)

    def _wire(self) -> None:
        self.log_button.clicked.connect(lambda: self.log_wanted.emit(0))
        self.side.promises_wanted.connect(self.promises_wanted)
        self.side.reports_wanted.connect(self.reports_wanted)
        self.side.report_wanted.connect(self.report_wanted)
        self.side.client_opened.connect(self.client_opened)

    # -- the calls ----------------------------------------------------------------------------------------

    def _show_calls(self, view: TodayView) -> None:
        had_focus = focused(self.items) is not None
        before = self._at_hand().call.facts.client_id if self.items else None
        clear(self._lines)
        for done in view.done:
            line = DoneLine(done)
            line.entry_wanted.connect(self.entry_wanted)
            self._lines.addWidget(line)
        afternoon = self._now().time() < _AFTERNOON
        self.items = [self._item(call, view.today, afternoon=afternoon) for call in view.calls]
        self._rules = [Rule() for _item in self.items[1:]]
        for item, rule in zip_longest(self.items, self._rules):
            item.installEventFilter(self._keys)
            self._lines.addWidget(item)
            item.show()
            if rule is not None:
                self._lines.addWidget(rule)
        if self.items:
            kept = next((item for item in self.items if item.call.facts.client_id == before), self.items[0])
            self._take_at_hand(kept)
        if had_focus:
            self.take_focus()
        self._say_how_far(view)

    def _say_how_far(self, view: TodayView) -> None:
        self._dashes.show_done(len(view.done), view.call_count)
        self._called.setText(words.called(view) if view.call_count else "")
        self._left_over.setText(words.left_over(view))
        self._left_over.setVisible(bool(view.calls))
        quiet = words.quiet(view)
        self._quiet.setText(quiet)
        self._quiet.setVisible(bool(quiet))

    def _item(self, call: Call, today: date, *, afternoon: bool) -> CallItem:
        item = CallItem(call, today, afternoon=afternoon)
        item.log_wanted.connect(self.log_wanted)
        item.no_answer.connect(self._no_answer)
        item.put_off.connect(self._put_off)
        item.client_opened.connect(self.client_opened)
        item.taken.connect(self._take_at_hand)
        return item

    def _at_hand(self) -> CallItem:
        return next((item for item in self.items if item.is_at_hand()), self.items[0])

    def _take_at_hand(self, taken: CallItem) -> None:
        for item in self.items:
            item.show_at_hand(at_hand=item is taken)
        for rule, above, below in zip(self._rules, self.items, self.items[1:], strict=False):
            rule.setVisible(taken not in {above, below})

    def _no_answer(self, client_id: int) -> None:
        from retention_journal.services.contacts import ContactEntry, log_contact
        from retention_journal.services.people import first_name, short_name

        facts = client_facts(self._journal, client_id, self._now().date())
        entry = ContactEntry(outcome=Outcome.NO_ANSWER)
        log_contact(self._journal, client_id, entry, now=self._now())
        name = first_name(facts.primary_contact) or short_name(facts.name)
        self.undoable.emit(_("No answer from {name}, noted.").format(name=name))

    # -- putting off --------------------------------------------------------------------------------------

    def _put_off(self, call: Call, until: str) -> None:
        from retention_journal.services.people import short_name

        now = self._now()
        today = now.date()
        next_week = today + timedelta(days=7 - today.weekday())
        moment = {
            "afternoon": datetime.combine(today, _AFTERNOON),
            "tomorrow": datetime.combine(today + timedelta(days=1), _MORNING),
            "next_week": datetime.combine(next_week, _MORNING),
        }[until]
        put_off(self._journal.path, call.facts.uid, moment, now=now)
        name = short_name(call.facts.name)
        when = _("this afternoon") if until == "afternoon" else formats.days_ahead(moment.date(), today)
        self.toast.emit(_("{name} is back on the list {when}.").format(name=name, when=when))
        self.make_stale()

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

    def _show_lesson(self, lesson: LessonView | None) -> None:
        clear(self._lesson)
        if lesson is None and not self._is_beginning:
            return
        self._lesson.addWidget(section_title(_("A lesson to re-read")))
        if lesson is None:
            told = _("Call three or four clients at nine, before the day’s work takes all your attention.")
            self._lesson.addWidget(quote(told, large=True))
            self._lesson.addWidget(
                caption(_("This one comes with the journal. Yours take its place."), wrap=True)
            )
            return
        self._lesson.addWidget(quote(lesson.text, large=True))
        origin = caption(came_from(lesson), wrap=True)
        holds = outlined_button(_("Still true"), small=True)
        holds.clicked.connect(lambda: self._still_true(lesson))
        rewrite = quiet_button(_("Rewrite"), small=True)
        rewrite.clicked.connect(lambda: self._rewrite(lesson))
        retire = quiet_button(_("Retire"), small=True)
        retire.clicked.connect(lambda: self._retire(lesson))
        line = row(origin, holds, rewrite, retire, gap=6, margins=(16, 0, 0, 0))
        line.setStretch(0, 1)
        self._lesson.addWidget(box(line))

    def _still_true(self, lesson: LessonView) -> None:
        again = still_true(self._journal, lesson, today=self._now().date())
        self.undoable.emit(_("Read again. It comes back {day}.").format(day=formats.day_of_month(again)))

    def _rewrite(self, lesson: LessonView) -> None:
        from retention_journal.ui.dialogs.lesson_form import LessonDialog

        dialog = LessonDialog(self._journal, self._now, self.window(), lesson=lesson)
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()

    def _retire(self, lesson: LessonView) -> None:
        retire_lesson(self._journal, lesson.id)
        self.undoable.emit(_("The lesson rests in the archive."))


def fit_margins(page: Page, around: QLayout) -> None:
    """Give a page the margins of its window's width."""
    wide = page.window().width() >= MEDIUM * theme.scale()
    side = theme.px(MARGIN_WIDE if wide else MARGIN_NARROW)
    around.setContentsMargins(side, theme.px(24 if wide else 16), side, 0)
