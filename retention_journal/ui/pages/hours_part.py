"""What was worked for one client: by month against what was agreed, where it went, and every entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.hours import duration
from retention_journal.core.hours_chart import finding, hours_chart
from retention_journal.i18n import _
from retention_journal.services.hours import (
    ClientHours,
    HoursEntry,
    HoursRow,
    client_hours,
    hours_entry,
    trash_hours,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button, outlined_button, quiet_button
from retention_journal.ui.dialogs.hours_form import HoursForm
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.page import empty_state
from retention_journal.ui.pages.hours_table import HoursTable
from retention_journal.ui.pages.task_lines import TaskLines
from retention_journal.ui.pages.timer_line import TimerLine
from retention_journal.ui.readable_chart import ChartFrame, ReadableChart
from retention_journal.ui.text_labels import caption, label, section_title

_MONTHS, _ALL_MONTHS = 12, 120
_AT_ONCE = 10
_CHART_HEIGHT = 210


class HoursPart(QWidget):
    """The hours of one client, and the clock.

    Signals:
        undoable: What was done, beside an Undo.
        toast: What to say of something that cannot be undone.
        import_wanted: Import hours of this client.
    """

    undoable = Signal(str)
    toast = Signal(str)
    import_wanted = Signal(int)
    watches = frozenset({"time_entry", "engagement", "client", "kpi_line", "promise", "setting"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._shown, self._is_afresh, self._with_older = _AT_ONCE, True, False
        self.hours: ClientHours | None = None
        self.clock = TimerLine(journal, now)
        self.clock.measured.connect(self._write_measured)
        self.clock.toast.connect(self.toast)
        self.new_button = outlined_button(_("Write down hours…"), icon="add", small=True)
        self.new_button.clicked.connect(lambda _checked: self.add())
        self.import_button = quiet_button(_("Import hours…"), icon="import", small=True)
        self.import_button.clicked.connect(lambda _checked: self._want_import())
        self.finding = label("", "body_strong", wrap=True)
        self.chart = ReadableChart(height=_CHART_HEIGHT)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chart.opened.connect(self._go_to_month)
        self.frame = ChartFrame(self.chart)
        self.tasks = TaskLines()
        self.table = HoursTable(now().date())
        self.table.opened.connect(lambda one: self.change(one.entry_id))
        self.table.trash_wanted.connect(lambda one: self.trash(one.entry_id))
        self.table.menu_wanted.connect(self._open_menu)
        self.more_button = link_button("")
        self.more_button.clicked.connect(lambda _checked: self._show_more())
        self.older = caption("")
        self._lay_out()
        self.setFocusProxy(self.new_button)

    def show_client(self, client_id: int) -> None:
        """Show the hours of ``client_id`` from the next refresh on."""
        if client_id != self._client_id:
            self._client_id = client_id
            self._shown, self._is_afresh, self._with_older = _AT_ONCE, True, False
        self.clock.show_client(client_id)

    def refresh(self) -> None:
        """Show what the journal holds now."""
        if self._client_id is None:
            return
        today = self._now().date()
        lately = client_hours(self._journal, self._client_id, today, _MONTHS)
        if self._with_older or not lately.rows:
            self.hours = client_hours(self._journal, self._client_id, today, _ALL_MONTHS)
            self._with_older = bool(self.hours.rows)
        else:
            self.hours = lately
        self._show_chart(lately)
        self.tasks.show_tasks(lately.tasks, afresh=self._is_afresh)
        self._where.setVisible(bool(lately.tasks))
        self._show_rows(self.hours.rows)
        self._is_afresh = False
        self.clock.refresh()

    def stand_on(self, entry_id: int) -> bool:
        """Make an entry the current line, showing as many lines as that takes; False where it is not here."""
        if not self._has(entry_id):
            self._with_older = True
            self.refresh()
        for at, one in enumerate(self.hours.rows if self.hours else ()):
            if one.entry_id == entry_id:
                if at >= self._shown:
                    self._shown = -(-(at + 1) // _AT_ONCE) * _AT_ONCE
                    self.refresh()
                return self.table.select(entry_id)
        return False

    def _has(self, entry_id: int) -> bool:
        return self.hours is not None and any(one.entry_id == entry_id for one in self.hours.rows)

    # -- acts -----------------------------------------------------------------------------------------------

    def add(self) -> HoursForm | None:
        """Open the form of new hours."""
        return None if self._client_id is None else self._form(client_id=self._client_id)

    def change(self, entry_id: int) -> HoursForm:
        """Open the form of an entry.

        Raises:
            NotFoundError: It is not in the journal, or in its trash.
        """
        return self._form(client_id=hours_entry(self._journal, entry_id).client_id, entry_id=entry_id)

    def trash(self, entry_id: int) -> None:
        """Put an entry in the trash.

        Raises:
            NotFoundError: It is not in the journal, or in its trash.
        """
        trash_hours(self._journal, entry_id, now=self._now())
        self.undoable.emit(_("The hours are in the trash."))

    def menu_for(self, one: HoursRow) -> QMenu:
        """Return what can be done with an entry."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Change…")).triggered.connect(lambda _checked=False: self.change(one.entry_id))
        menu.addSeparator()
        away = menu.addAction(_("Move to the trash"))
        away.triggered.connect(lambda _checked=False: self.trash(one.entry_id))
        return menu

    def _want_import(self) -> None:
        if self._client_id is not None:
            self.import_wanted.emit(self._client_id)

    def _form(
        self, *, client_id: int | None, entry_id: int | None = None, measured: Sequence[HoursEntry] = ()
    ) -> HoursForm:
        form = HoursForm(
            self._journal,
            self._now,
            client_id=client_id,
            entry_id=entry_id,
            measured=measured,
            parent=self.window(),
        )
        form.undoable.connect(self.undoable)
        form.toast.connect(self.toast)
        form.open()
        return form

    def _write_measured(self, client_id: int | None, entries: Sequence[HoursEntry]) -> None:
        form = self._form(client_id=client_id, measured=entries)
        form.finished.connect(lambda _result: self.clock.refresh())

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._head = row(section_title(_("Hours")), None, self.import_button, self.new_button, gap=10)
        self._drawn = box(column(self.finding, self.frame, gap=4))
        where = section_title(_("Where the money went"))
        self._where = box(column(where, caption(_("In the last twelve months")), 2, self.tasks, gap=4))
        self._list = box(column(self.table, box(row(self.more_button, self.older, None)), gap=4))
        self._empty = empty_state(
            "hours",
            _("No hours yet."),
            _("Start the clock, or write them down later. Then you can show where the money went."),
        )
        stack(self, self._head, self.clock, self._empty, self._drawn, self._where, self._list, gap=14)

    def _show_chart(self, hours: ClientHours) -> None:
        drawn = hours_chart(hours.months)
        self.finding.setText(finding(hours.months))
        self.chart.show_chart(drawn.marks, drawn.points, drawn.table, self.finding.text())
        self._drawn.setVisible(bool(drawn.points))

    def _show_rows(self, rows: Sequence[HoursRow]) -> None:
        self.table.show_hours(rows[: self._shown])
        self.table.select_first()
        self._list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        left = len(rows) - self._shown
        if left > 0:
            n = formats.number(min(left, _AT_ONCE))
            self.more_button.setText(_("Show {n} more").format(n=n))
        else:
            self.more_button.setText(_("Look for older ones"))
        self.more_button.setVisible(left > 0 or not self._with_older)
        whole = duration(sum(one.minutes for one in rows))
        self.older.setText(_("{hours} in all").format(hours=whole) if self._with_older else "")

    def _show_more(self) -> None:
        if self.hours is not None and len(self.hours.rows) > self._shown:
            self._shown += _AT_ONCE
        else:
            self._with_older = True
            self._shown += _AT_ONCE
        self.refresh()

    def _go_to_month(self, number: int) -> None:
        """Go to the newest entry of a month of the chart, showing as many lines as that takes."""
        if self.hours is None:
            return
        month = self.hours.months[-_MONTHS:][number].month
        for one in self.hours.rows:
            if month.first <= one.worked_on <= month.last:
                self.stand_on(one.entry_id)
                self.table.setFocus()
                return

    def _open_menu(self, one: HoursRow, place: QPoint) -> None:
        self.menu_for(one).popup(place)
