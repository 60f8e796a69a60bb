"""One client's reports, a tab of its page: what is due, begun and sent, and what the client answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.report_sheet import report_groups, trash_draft
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.dialogs.report_answer import ReportAnswerDialog
from retention_journal.ui.layouts import box, column, row, scrolled
from retention_journal.ui.page import MARGIN_WIDE, Page, empty_state, side_margin
from retention_journal.ui.pages.report_lines import ReportLine, Stage, columns, lines_of
from retention_journal.ui.record_table import RecordView
from retention_journal.ui.text_labels import label

_TABLE_HANGS = 12  # a table's lines begin left of its words


class ReportsTab(Page):
    """The reports of one client; Enter opens one in the preview.

    Signals:
        report_wanted: Write or look through the report of a client's id about a period, a ``DayRange``, or
            about the last whole one for None.
        report_opened: Show the report of this id.
    """

    report_wanted = Signal(int, object)
    report_opened = Signal(int)

    watches = frozenset({"client", "report", "interaction"})

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._told = label("", "body", colour="text_2", wrap=True)
        self.new_button = outlined_button(_("New report"), _("Ctrl+R"), icon="add", small=True)
        self.answer_button = quiet_button(_("Note the answer…"), icon="message", small=True)
        self.table: RecordView[ReportLine] = RecordView(
            columns(lambda: self._now().date(), with_client=False),
            key=lambda line: line.key,
            name=_("Reports of this client"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        nothing = empty_state(
            "reports",
            _("No report yet."),
            _("A report says how the agreed goals stand, what was delivered and what comes next."),
        )
        self._stack.addWidget(scrolled(nothing))
        head = row(self._told, self.answer_button, self.new_button, gap=8)
        head.setStretch(0, 1)
        head.setAlignment(self._told, Qt.AlignmentFlag.AlignVCenter)
        self._head = box(head)
        self._around = column(self._head, self._stack, gap=12, margins=(MARGIN_WIDE - _TABLE_HANGS, 18, 0, 0))
        self._around.setStretch(1, 1)
        self.setLayout(self._around)
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side, hangs = side_margin(self), theme.px(_TABLE_HANGS)
        self._head.setContentsMargins(hangs, 0, side, 0)
        self._around.setContentsMargins(side - hangs, theme.px(18), 0, 0)

    def show_client(self, client_id: int) -> None:
        """Show the reports of this client."""
        self._client_id = client_id
        self.make_stale()

    def refresh(self) -> None:
        """Show the reports as the journal has them now."""
        if self._client_id is None:
            return
        groups = lines_of(report_groups(self._journal, self._now().date(), self._client_id))
        lines = [line for stage in Stage for line in groups[stage]]
        self._told.setText(self._sentence(groups[Stage.SENT]))
        self.table.show_records(lines)
        self.table.select_first()
        self._stack.setCurrentIndex(0 if lines else 1)
        self._offer_answer()

    def open(self, line: ReportLine) -> None:
        """Open a report in the preview."""
        if line.report_id is None:
            self.report_wanted.emit(line.client_id, line.period)
        else:
            self.report_opened.emit(line.report_id)

    def note_answer(self) -> ReportAnswerDialog | None:
        """Ask what the client answered to the report at hand; None where it was not sent."""
        line = self.table.current()
        if line is None or line.stage is not Stage.SENT or line.row is None:
            return None
        dialog = ReportAnswerDialog(
            self._journal, line.row, self._now, self.window(), told=self.undoable.emit
        )
        dialog.open()
        return dialog

    def trash(self, line: ReportLine) -> None:
        """Put a draft in the trash, and offer to undo it."""
        if line.stage is Stage.DRAFT and line.report_id is not None:
            trash_draft(self._journal, line.report_id, now=self._now())
            self.undoable.emit(_("The draft for {client} is in the trash.").format(client=line.client))

    def panes(self) -> Sequence[QWidget]:
        return [self.table if self.table.isVisible() else self.new_button]

    def take_focus(self) -> None:
        (self.table if self.table.isVisible() else self.new_button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.table.current()
        if event.key() == Qt.Key.Key_Delete and line is not None and self.table.hasFocus():
            self.trash(line)
        else:
            super().keyPressEvent(event)

    def menu_for(self, line: ReportLine) -> QMenu:
        """Return what can be done with a report."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open")).triggered.connect(lambda: self.open(line))
        if line.stage is Stage.SENT:
            menu.addAction(_("Note the answer…")).triggered.connect(lambda _on: self.note_answer())
        if line.stage is Stage.DRAFT:
            menu.addAction(_("Move to the trash")).triggered.connect(lambda: self.trash(line))
        return menu

    def _connect(self) -> None:
        self.table.opened.connect(self.open)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.current_changed.connect(lambda _line: self._offer_answer())
        self.new_button.clicked.connect(lambda _checked: self._write())
        self.answer_button.clicked.connect(lambda _checked: self.note_answer())

    def _write(self) -> None:
        if self._client_id is not None:
            self.report_wanted.emit(self._client_id, None)

    def _offer_answer(self) -> None:
        line = self.table.current()
        self.answer_button.setEnabled(line is not None and line.stage is Stage.SENT)
        answered = line is not None and bool(line.answer)
        self.answer_button.setText(_("Change the answer…") if answered else _("Note the answer…"))

    def _sentence(self, sent: list[ReportLine]) -> str:
        last = max((line.sent_on for line in sent if line.sent_on is not None), default=None)
        if last is None:
            return _("Nothing sent yet.")
        n = len(sent)
        return ngettext("{n} report sent, on {day}.", "{n} reports sent, the last on {day}.", n).format(
            n=formats.number(n), day=formats.day(last)
        )

    def _open_menu(self, line: ReportLine, place: QPoint) -> None:
        self.menu_for(line).popup(place)
