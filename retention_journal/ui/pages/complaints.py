"""Complaints: whom an answer is owed at the left, and the one at hand with its clock and its five steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal
from PySide6.QtGui import QAction, QEnterEvent, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from retention_journal.core.errors import NotFoundError
from retention_journal.i18n import _
from retention_journal.services.complaint_rows import complaint_rows
from retention_journal.services.incidents import incident
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, primary_button
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.page import Page, action, empty_state
from retention_journal.ui.pages.complaint_pane import WATCHED, ComplaintPane
from retention_journal.ui.pages.complaints_list import ComplaintsList
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label, page_title

if TYPE_CHECKING:
    from retention_journal.ui.pages.complaints_patterns import PatternsPart

_LIST_WIDTH, _LIST_NARROW = 264, 232
_MEDIUM, _NARROW = 1060, 720  # widths of the page below which the list is narrower, and stands alone
_MINUTE_MS = 60_000
_ONE, _EMPTY, _PATTERNS = range(3)


class _Side(QWidget):
    """The column of the list."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("inset"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("border"))


class _PatternsLine(LineToOpen):
    """The way to the patterns, below the list; it looks chosen while they are shown."""

    def __init__(self) -> None:
        super().__init__(_("Patterns over all complaints"))
        self._on = False
        words = label(_("Patterns"), "ui_medium", colour="text")
        self.setLayout(row(words, None, gap=0, margins=(44, 9, 14, 9)))

    def set_on(self, *, on: bool) -> None:
        """Look chosen, or not."""
        self._on = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._on or self.underMouse():
            painter.fillRect(self.rect(), theme.colour("selected" if self._on else "hover"))
        if self._on:
            painter.fillRect(0, 0, 3, self.height(), theme.colour("accent"))
        place = QRectF(theme.px(20), 0, theme.px(16), self.height())
        paint_icon(painter, place, "insights", "accent" if self._on else "text_2", 16)
        painter.end()
        super().paintEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class ComplaintsPage(Page):
    """Every complaint by its clock, and one of them at one of its steps.

    Signals:
        client_opened: Open a client, by id.
        complaint_wanted: Write down a new complaint.
        complaint_opened: Open a complaint, by id.
        record_wanted: Type and id of a record to open, and its client's.
    """

    client_opened = Signal(int)
    complaint_wanted = Signal()
    complaint_opened = Signal(int)
    record_wanted = Signal(str, int, int)
    watches = frozenset({"incident", "incident_move", "client", "contact", "setting"}) | WATCHED

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._wanted: int | None = None
        self._step: int | None = None
        self._is_in_it = True
        self._shows_patterns = False
        self.patterns: PatternsPart | None = None
        self.list = ComplaintsList(now)
        self.pane = ComplaintPane(journal, now)
        self.add_button = icon_button("add", _("New complaint (Ctrl+Shift+C)"))
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE_MS)
        self._lay_out()
        self._connect()

    def current_client_id(self) -> int | None:
        """Return the client whose complaint is at hand."""
        return self.pane.incident.client_id if self.pane.incident else None

    def current_incident_id(self) -> int | None:
        """Return the complaint at hand."""
        return self._wanted

    def open_place(self, **place: object) -> None:
        """Show the complaint ``incident_id`` at the step ``step``, 0 to 4, where they are named.

        Raises:
            NotFoundError: It is not in the journal, or in its trash.
        """
        number, step = place.get("incident_id"), place.get("step")
        if isinstance(number, int):
            incident(self._journal, number)
            self._wanted, self._is_in_it, self._shows_patterns = number, True, False
            self._step = step if isinstance(step, int) else None
            self.make_stale()

    def refresh(self) -> None:
        """Show what the journal holds now."""
        rows = complaint_rows(self._journal)
        self.list.show_rows(rows)
        shown = {row.incident_id for row in rows}
        if self._wanted not in shown:
            self._wanted = rows[0].incident_id if rows else None
        if self.patterns is not None and self._shows_patterns:
            self.patterns.refresh()
        self.list.stand_on(self._wanted if not self._shows_patterns else None)
        self._show_current()
        self._fit()

    def panes(self) -> Sequence[QWidget]:
        """Return the list, the head, the step and the buttons below."""
        return [self.list, self.pane.head, self.pane.bar, self.pane.step_area(), self.pane.go_button]

    def take_focus(self) -> None:
        """Put the cursor into the step at hand, where there is one."""
        if self._stale:
            self._freshen()
        if self._wanted is None:
            self.empty_button.setFocus()
        elif self.patterns is not None and self._shows_patterns:
            self.patterns.span.focus()
        elif self.pane.isVisibleTo(self):
            self.pane.take_focus()
        else:
            self.list.setFocus()

    def save(self) -> bool:
        """Keep what was typed; all else is saved already."""
        self.keep()
        return False

    def keep(self) -> None:
        """Save what was typed."""
        self.pane.keep()

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        return {"client": [self._trash_action]}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    # -- inside -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        title = page_title(_("Complaints"))
        head = row(title, self.add_button, gap=8, margins=(20, 22, 14, 8))
        head.setStretch(0, 1)
        told = _(
            "People who are met well after a bad experience often stay longer than those who never had one."
        )
        foot = column(caption(told, wrap=True), margins=(20, 12, 16, 14))
        self.side = _Side()
        self.patterns_line = _PatternsLine()
        stack(
            self.side, head, self.list, Rule(), self.patterns_line, Rule(), foot, gap=0, margins=(0, 0, 1, 0)
        )
        self.side.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self.empty_button = primary_button(_("New complaint"), _("Ctrl+Shift+C"), icon="add")
        self._empty = empty_state(
            "complaints",
            _("No complaints. Ask, so that it is not silence."),
            _("What went wrong is written down in their own words, and a clock runs until it is answered."),
            [self.empty_button],
        )
        self._right = QStackedWidget()
        self._right.addWidget(self.pane)
        nothing = column(page_title(_("Complaints")), self._empty, margins=(32, 24, 32, 24))
        nothing.setStretch(1, 1)
        self._right.addWidget(box(nothing))
        self._right.setCurrentIndex(_EMPTY)
        self._line = row(self.side, self._right, gap=0)
        self._line.setStretch(1, 1)
        self.setLayout(self._line)
        self._trash_action = action(self, _("Move the complaint to the &trash"), self.pane.trash)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.list.trash_wanted.connect(lambda _number: self.pane.trash())
        for button in (self.add_button, self.empty_button):
            button.clicked.connect(lambda _checked: self.complaint_wanted.emit())
        self.pane.undoable.connect(self.undoable)
        self.pane.toast.connect(self.toast)
        self.pane.client_opened.connect(self.client_opened)
        self.pane.open_record.connect(self._open_record)
        self.pane.back_wanted.connect(self._to_list)
        self.patterns_line.opened.connect(self.show_patterns)
        self._timer.timeout.connect(self.list.tick)

    def _show_current(self) -> None:
        if self._wanted is None:
            self.pane.forget()
            self._show_part(_EMPTY)
            return
        try:
            one = incident(self._journal, self._wanted)
        except NotFoundError:  # it went between two questions
            self._wanted = None
            self.pane.forget()
            self._show_part(_EMPTY)
            return
        self._show_part(_PATTERNS if self._shows_patterns else _ONE)
        step, self._step = self._step, None
        self.pane.show_incident(one, step)

    def show_patterns(self) -> None:
        """Show what there is to see over all complaints."""
        self.pane.keep()
        if self.patterns is None:
            from retention_journal.ui.pages.complaints_patterns import PatternsPart

            self.patterns = PatternsPart(self._journal, self._now)
            self.patterns.undoable.connect(self.undoable)
            self.patterns.toast.connect(self.toast)
            self.patterns.client_opened.connect(self.client_opened)
            self.patterns.incident_opened.connect(self.complaint_opened)
            title = page_title(_("Patterns"))
            around = column(title, self.patterns, gap=14, margins=(32, 22, 20, 0))
            around.setStretch(1, 1)
            self._right.addWidget(box(around))
        self._shows_patterns, self._is_in_it = True, True
        self.patterns.refresh()
        self.list.stand_on(None)
        self._show_part(_PATTERNS)
        self._fit()

    def _show_part(self, part: int) -> None:
        self._right.setCurrentIndex(part)
        self.patterns_line.set_on(on=part == _PATTERNS)

    def _choose(self, number: int) -> None:
        """Show another complaint while the focus stays on the list."""
        if number != self._wanted or self._shows_patterns:
            self._shows_patterns = False
            self.pane.keep()
            self._wanted = number
            self._show_current()

    def _open(self, number: int) -> None:
        self._choose(number)
        self._is_in_it = True
        self._fit()
        self.pane.take_focus()

    def _open_record(self, type_name: str, record_id: int) -> None:
        if (client_id := self.current_client_id()) is not None:
            self.record_wanted.emit(type_name, record_id, client_id)

    def _to_list(self) -> None:
        self._is_in_it = False
        self._fit()
        self.list.setFocus()

    def _fit(self) -> None:
        """Give the list its room; in a narrow window it stands alone, or the complaint does."""
        width = self.width() / theme.scale()
        has_any = self._wanted is not None
        is_narrow = width < _NARROW
        self.side.setVisible(has_any and (not is_narrow or not self._is_in_it))
        self._right.setVisible(not is_narrow or self._is_in_it or not has_any)
        self.pane.head.back.setVisible(is_narrow)
        wide = theme.px(_LIST_WIDTH if width >= _MEDIUM else _LIST_NARROW)
        self.side.setMinimumWidth(0 if is_narrow else wide)
        self.side.setMaximumWidth(16777215 if is_narrow else wide)
