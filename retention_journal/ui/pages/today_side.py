"""The right column of Today: complaints, answers owed, promises, late payments and reports due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core import formats
from retention_journal.core.incident_clock import Clock
from retention_journal.i18n import _
from retention_journal.services.answers_owed import AnswerOwed
from retention_journal.services.incidents import IncidentView
from retention_journal.services.invoices import InvoiceRow
from retention_journal.services.look_back_due import LookBackDue
from retention_journal.services.promises import PromiseRow
from retention_journal.services.reports_due import ReportDue
from retention_journal.services.today import TodayView
from retention_journal.ui.buttons import Button, link_button
from retention_journal.ui.icons import IconMark
from retention_journal.ui.layouts import clear, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.pages.today_complaints import ComplaintLine
from retention_journal.ui.pages.today_look_back import LookBackLine
from retention_journal.ui.panels import section
from retention_journal.ui.promise_acts import PromiseActs
from retention_journal.ui.promise_lines import PromiseLine, UpAndDown, focused
from retention_journal.ui.text_labels import caption, label, shortened

_MOST = 3
_LONGEST_NAME = 60  # letters of a client's name, some two lines
_LONGEST_WORDS = 90
_LATE = 3  # working days


class TodaySide(QWidget):
    """Answers owed, promises to tick and reports to make, three of each, with a way to all of them.

    Signals:
        entry_wanted: Open what a client wrote, by the entry's id.
        no_answer_needed: What a client wrote needs no answer; the entry's id.
        complaint_opened: Show a complaint: its id, and its client's.
        payment_opened: Show a late invoice: its id, and its client's.
        look_back_opened: Show what looking back asks for, a ``LookBackDue``.
        promises_wanted: Show every open promise.
        reports_wanted: Show every report.
        report_wanted: Make the report for a client, by id.
        client_opened: Open a client, by id.
    """

    promises_wanted = Signal()
    reports_wanted = Signal()
    report_wanted = Signal(int)
    client_opened = Signal(int)
    entry_wanted = Signal(int)
    no_answer_needed = Signal(int)
    payment_opened = Signal(int, int)
    complaint_opened = Signal(int, int)
    look_back_opened = Signal(object)

    def __init__(self, acts: PromiseActs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._acts, self._now = acts, now
        self._column = column(gap=24)
        self.setLayout(self._column)
        self.lines: list[QWidget] = []
        self._keys = UpAndDown(lambda: self.lines, self)

    def show_view(self, view: TodayView) -> None:
        """Show what is promised and due."""
        at = focused(self.lines)
        clear(self._column)
        promised = self._acts.with_just_kept(view.promised)
        self.lines = [self._promise(row_) for row_ in _most_urgent(promised, self._acts)]
        parts = [self._promised(view.open_promises)]
        answers = [self._answer(owed, view.today) for owed in view.morning.answers[:_MOST]]
        if answers:
            many = formats.number(len(view.morning.answers))
            aside = _("{n} letters").format(n=many) if len(view.morning.answers) > _MOST else ""
            parts.insert(0, section(_("Answer owed"), column(*answers, gap=2), aside=aside))
            self.lines = [*answers, *self.lines]
        complaints = [self._complaint(*one) for one in view.complaints[:_MOST]]
        if complaints:
            many = formats.number(len(view.complaints))
            aside = _("{n} complaints").format(n=many) if len(view.complaints) > _MOST else ""
            parts.insert(0, section(_("Complaints"), column(*complaints, gap=2), aside=aside))
            self.lines = [*complaints, *self.lines]
        payments = [self._payment(one, view.today) for one in view.late_payments[:_MOST]]
        if payments:
            many = formats.number(len(view.late_payments))
            aside = _("{n} invoices").format(n=many) if len(view.late_payments) > _MOST else ""
            parts.append(section(_("Late payment"), column(*payments, gap=2), aside=aside))
            self.lines += payments
        reports: list[QWidget] = [self._report(one, view.today) for one in view.reports[:_MOST]]
        parts.append(self._due(reports, len(view.reports)))
        self.lines += reports
        if view.look_back:
            looks = [self._look_back(one, view.today) for one in view.look_back[:_MOST]]
            more = len(view.look_back) - len(looks)
            aside = _("{n} more").format(n=formats.number(more)) if more else ""
            parts.append(section(_("Look back"), column(*looks, gap=2), aside=aside))
            self.lines += looks
        for part in parts:
            self._column.addWidget(part)
            part.show()
        self._column.addStretch(1)
        for line in self.lines:
            line.installEventFilter(self._keys)
        if at is not None and self.lines:
            self.lines[min(at, len(self.lines) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self) -> None:
        """Say anew how long there is for each complaint."""
        for line in self.findChildren(ComplaintLine):
            line.tell()

    def _complaint(self, one: IncidentView, clock: Clock) -> ComplaintLine:
        line = ComplaintLine(one, clock, self._now)
        line.opened.connect(lambda: self.complaint_opened.emit(one.incident_id, one.client_id))
        return line

    def _answer(self, owed: AnswerOwed, today: date) -> AnswerLine:
        line = AnswerLine(owed, today)
        line.entry_wanted.connect(self.entry_wanted)
        line.no_answer_needed.connect(self.no_answer_needed)
        line.client_opened.connect(self.client_opened)
        return line

    def _payment(self, one: InvoiceRow, today: date) -> PaymentLine:
        line = PaymentLine(one, today)
        line.opened.connect(lambda: self.payment_opened.emit(one.invoice_id, one.client_id))
        return line

    def _promised(self, count: int) -> QWidget:
        lines = [line for line in self.lines if isinstance(line, PromiseLine)]
        if not lines:
            told = _("Nothing yet. What you promise in a call lands here, with its date.")
            return section(_("Promised"), label(told, "ui", colour="text_3", wrap=True))
        return section(_("Promised"), column(*lines, gap=2), aside=_all(count, self.promises_wanted.emit))

    def _look_back(self, one: LookBackDue, today: date) -> LookBackLine:
        line = LookBackLine(one, today)
        line.opened.connect(lambda: self.look_back_opened.emit(one))
        return line

    def _due(self, reports: list[QWidget], count: int) -> QWidget:
        if not reports:
            told = _("None. A report is due when a month or quarter has ended.")
            return section(_("Reports due"), label(told, "ui", colour="text_3", wrap=True))
        aside = _all(count, self.reports_wanted.emit) if count > _MOST else ""
        return section(_("Reports due"), column(*reports, gap=2), aside=aside)

    def _promise(self, row_: PromiseRow) -> PromiseLine:
        line = PromiseLine(row_, self._acts)
        line.client_opened.connect(self.client_opened)
        return line

    def _report(self, due: ReportDue, today: date) -> ReportLine:
        line = ReportLine(due, today)
        line.chosen.connect(self.report_wanted)
        return line


class AnswerLine(LineToOpen):
    """Something a client wrote that waits. Enter opens it; N notes that it needs no answer.

    Signals:
        entry_wanted: The entry's id.
        no_answer_needed: The entry's id.
        client_opened: The client's id.
    """

    entry_wanted = Signal(int)
    no_answer_needed = Signal(int)
    client_opened = Signal(int)

    def __init__(self, owed: AnswerOwed, today: date) -> None:
        when, what = words.answer_owed(owed), words.answer_below(owed, today)
        super().__init__(", ".join(part for part in (owed.client_name, what, when, owed.words) if part))
        self._owed = owed
        name = label(shortened(owed.client_name, _LONGEST_NAME), "ui_medium", wrap=True)
        clock = LightBadge("act" if owed.working_days > _LATE else "watch", text=when, size=12)
        above = row(name, clock, gap=8)
        above.setStretch(0, 1)
        above.setAlignment(clock, Qt.AlignmentFlag.AlignTop)
        done = link_button(_("Needs no answer"))
        done.clicked.connect(lambda: self.no_answer_needed.emit(owed.interaction_id))
        below = row(told := caption(what, wrap=True), done, gap=8)
        below.setStretch(0, 1)
        below.setAlignment(told, Qt.AlignmentFlag.AlignVCenter)
        words_of = [label(shortened(owed.words, _LONGEST_WORDS), "ui", colour="text_2", wrap=True)]
        self.setLayout(column(above, *(words_of if owed.words else []), below, gap=0, margins=(5, 3, 5, 3)))
        self.opened.connect(lambda: self.entry_wanted.emit(owed.interaction_id))

    def menu(self) -> QMenu:
        """Return what one can do with it."""
        made, owed = QMenu(self), self._owed
        for text, key, wish, number in (
            (_("Open the entry"), _("Enter"), self.entry_wanted, owed.interaction_id),
            (_("Needs no answer"), "N", self.no_answer_needed, owed.interaction_id),
            (_("Open client"), "O", self.client_opened, owed.client_id),
        ):
            action = made.addAction(f"{text}\t{key}")
            action.triggered.connect(lambda _checked=False, wish=wish, number=number: wish.emit(number))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = {
            Qt.Key.Key_N: (self.no_answer_needed, self._owed.interaction_id),
            Qt.Key.Key_O: (self.client_opened, self._owed.client_id),
        }.get(Qt.Key(event.key()))
        if wish is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            wish[0].emit(wish[1])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())


class PaymentLine(LineToOpen):
    """One invoice that is overdue. Enter or a click shows it with how this client pays."""

    def __init__(self, one: InvoiceRow, today: date) -> None:
        when, what = words.payment_late(one, today), words.payment_below(one)
        super().__init__(", ".join((one.client_name, what, when)))
        name = label(shortened(one.client_name, _LONGEST_NAME), "ui_medium", wrap=True)
        clock = LightBadge("watch", text=when, size=12)
        above = row(name, clock, gap=8)
        above.setStretch(0, 1)
        above.setAlignment(clock, Qt.AlignmentFlag.AlignTop)
        mark = IconMark("invoice")
        line = row(mark, column(above, caption(what, wrap=True), gap=0), gap=10, margins=(5, 3, 5, 3))
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)


class ReportLine(LineToOpen):
    """One report that is due. Enter or a click makes it.

    Signals:
        chosen: The client's id.
    """

    chosen = Signal(int)

    def __init__(self, due: ReportDue, today: date) -> None:
        when = words.report_due(due, today)
        super().__init__(", ".join((due.client_name, words.report(due), when)))
        self.opened.connect(lambda: self.chosen.emit(due.client_id))
        name = label(shortened(due.client_name, _LONGEST_NAME), "ui_medium", wrap=True)
        below = caption(_kept_together(words.report(due)), wrap=True)
        late = today > due.ship_by
        told = label(when, "ui_medium" if late else "ui", colour="watch_text" if late else "text_2")
        mark = IconMark("reports")
        above = row(name, told, gap=8)
        above.setStretch(0, 1)
        above.setAlignment(told, Qt.AlignmentFlag.AlignTop)
        line = row(mark, column(above, below, gap=0), gap=10, margins=(5, 3, 5, 3))
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)


def _most_urgent(promised: list[PromiseRow], acts: PromiseActs) -> list[PromiseRow]:
    """Return the promises that have a place: three, and those ticked a moment ago."""
    left = _MOST
    shown = []
    for row_ in promised:
        if acts.is_just_kept(row_.promise_id):
            shown.append(row_)
        elif left > 0:
            shown.append(row_)
            left -= 1
    return shown


def _all(count: int, wanted: Callable[[], object]) -> Button:
    link = link_button(_("All {n}").format(n=formats.number(count)))
    link.clicked.connect(wanted)
    return link


def _kept_together(text: str) -> str:
    """Return ``text`` so that no line begins with the dot between its parts."""
    return text.replace(" · ", "\u00a0· ")
