"""The right column of Today: what is promised, and which reports are due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.services.promises import PromiseRow
from retention_journal.services.today import ReportDue, TodayView
from retention_journal.ui import theme
from retention_journal.ui.buttons import Button, link_button, paint_focus
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.layouts import clear, column, row
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.panels import section
from retention_journal.ui.promise_lines import PromiseActs, PromiseLine, UpAndDown, focused
from retention_journal.ui.text_labels import caption, label, shortened

_MOST = 3
_LONGEST_NAME = 60  # letters of a client's name, some two lines


class TodaySide(QWidget):
    """Promises to tick and reports to make, three of each, with a way to all of them.

    Signals:
        promises_wanted: Show every open promise.
        reports_wanted: Show every report.
        report_wanted: Make the report for a client, by id.
        client_opened: Open a client, by id.
    """

    promises_wanted = Signal()
    reports_wanted = Signal()
    report_wanted = Signal(int)
    client_opened = Signal(int)

    def __init__(self, acts: PromiseActs) -> None:
        super().__init__()
        self._acts = acts
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
        reports: list[QWidget] = [self._report(one, view.today) for one in view.reports[:_MOST]]
        parts.append(self._due(reports, len(view.reports)))
        for part in parts:
            self._column.addWidget(part)
            part.show()
        self.lines += reports
        self._column.addStretch(1)
        for line in self.lines:
            line.installEventFilter(self._keys)
        if at is not None and self.lines:
            self.lines[min(at, len(self.lines) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _promised(self, count: int) -> QWidget:
        if not self.lines:
            told = _("Nothing yet. What you promise in a call lands here, with its date.")
            return section(_("Promised"), label(told, "ui", colour="text_3", wrap=True))
        return section(
            _("Promised"), column(*self.lines, gap=2), aside=_all(count, self.promises_wanted.emit)
        )

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


class ReportLine(QWidget):
    """One report that is due. Enter or a click makes it.

    Signals:
        chosen: The client's id.
    """

    chosen = Signal(int)

    def __init__(self, due: ReportDue, today: date) -> None:
        super().__init__()
        self._due = due
        when = words.report_due(due, today)
        name = label(shortened(due.client_name, _LONGEST_NAME), "ui_medium", wrap=True)
        below = caption(_kept_together(words.report(due)), wrap=True)
        late = today > due.ship_by
        told = label(when, "ui_medium" if late else "ui", colour="watch_text" if late else "text_2")
        mark = _ReportMark()
        above = row(name, told, gap=8)
        above.setStretch(0, 1)
        above.setAlignment(told, Qt.AlignmentFlag.AlignTop)
        line = row(mark, column(above, below, gap=0), gap=10, margins=(5, 3, 5, 3))
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join((due.client_name, words.report(due), when)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not event.modifiers():
            self.chosen.emit(self._due.client_id)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._due.client_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            paint_focus(QPainter(self), QRectF(self.rect()), 6)


class _ReportMark(QWidget):
    """The picture of a report."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(20), theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), "reports", "text_3", 16)


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
