"""All reports: what is due, what is begun, and what was sent, by client and year."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QMetaMethod, QModelIndex, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from retention_journal.core import formats
from retention_journal.core.names import sort_key
from retention_journal.core.periods import DayRange
from retention_journal.core.text import folded
from retention_journal.i18n import _, language, ngettext
from retention_journal.services import kept_reports
from retention_journal.services.report_sheet import report_groups, trash_draft
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, primary_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.dialogs.new_report import NewReportDialog
from retention_journal.ui.dialogs.report_answer import ReportAnswerDialog
from retention_journal.ui.fields import Choice, LineField
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.page import MARGIN_WIDE, Page, action, empty_state
from retention_journal.ui.pages.report_grid import ReportGrid
from retention_journal.ui.pages.report_lines import ReportLine, Stage, columns, lines_of
from retention_journal.ui.pages.report_paper import ReportOnPaper
from retention_journal.ui.pages.report_ticks import TickBar
from retention_journal.ui.pdf_thumbnails import Thumbnails
from retention_journal.ui.record_table import RecordView
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import label, page_title
from retention_journal.ui.tick_column import tick_column

_VIEW = "reports"
_LOOK = "reports.archive"
_EVERY_YEAR = 0


class ReportsPage(Page):
    """Every report in three groups; Enter opens one in the preview.

    The archive is a list or a grid of first pages. Of those due several can be ticked, with Space or a click.

    Signals:
        report_wanted: Write or look through the report of a client's id about a period, a ``DayRange``.
        batch_wanted: Make the drafts of several that are due: a list of (client's id, ``DayRange``).
        batch_saving_wanted: Save several that are due as PDFs: the same.
        report_opened: Show the report of this id.
        client_opened: The client's page.
    """

    report_wanted = Signal(int, object)
    report_opened = Signal(int)
    client_opened = Signal(int)
    batch_wanted = Signal(list)
    batch_saving_wanted = Signal(list)

    watches = frozenset({"client", "report", "interaction"})

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], *, settings: SettingsFile, tasks: Tasks
    ) -> None:
        super().__init__()
        self._journal, self._now, self._settings = journal, now, settings
        self._lines: dict[Stage, list[ReportLine]] = {stage: [] for stage in Stage}
        self._has_chosen = False
        self.new_button = primary_button(_("New report…"), icon="add")
        self.filter = LineField(placeholder=_("Filter"), icon="search")
        self.year = Choice([(_EVERY_YEAR, _("All years"))])
        self.chips = Chips(name=_("Which reports"))
        self._ticked: set[Hashable] = set()
        self.ticks = TickBar()
        self.look = Segmented(
            [Option("list", _("List")), Option("pages", _("Pages"))], settings.view(_LOOK), name=_("Archive")
        )
        self.paper = ReportOnPaper(journal, tasks, self)
        self.thumbnails = Thumbnails(tasks, partial(kept_reports.report_pdf, journal), self)
        self.grid = ReportGrid(self.thumbnails, lambda: now().date(), name=_("First pages of the archive"))
        self.tables = {stage: self._make_table(stage, settings) for stage in Stage}
        self._lay_out()
        self._connect()

    @property
    def shown(self) -> RecordView[ReportLine] | ReportGrid:
        """What shows the group: its list, or the grid of the archive."""
        is_grid = self.chips.value() is Stage.SENT and self.look.value() == "pages"
        return self.grid if is_grid else self.table

    @property
    def table(self) -> RecordView[ReportLine]:
        """The list of the group that is shown."""
        return self.tables[self.chips.value() or Stage.DUE]

    def open_place(self, **place: object) -> None:
        """Show the group ``stage`` ("due", "draft", "sent"), where one is named."""
        stage = place.get("stage")
        if isinstance(stage, str) and stage in set(Stage):
            self.show_stage(Stage(stage))

    def show_stage(self, stage: Stage) -> None:
        """Show one of the groups."""
        self._has_chosen = True
        self.refresh()
        self.chips.set_value(stage)
        self._show_lines()

    def refresh(self) -> None:
        self._lines = lines_of(report_groups(self._journal, self._now().date()))
        self._lines[Stage.SENT].sort(key=lambda line: sort_key(line.client, language()))
        due = len(self._lines[Stage.DUE])
        self._told.setText(
            ngettext("One report is due.", "{n} reports are due.", due).format(n=formats.number(due))
            if due
            else _("No report is due.")
        )
        self.chips.show_chips([Chip(stage, stage.label, count=len(self._lines[stage])) for stage in Stage])
        if not self._has_chosen:
            first = next((stage for stage in Stage if self._lines[stage]), Stage.DUE)
            self.chips.set_value(first)
        self._show_years()
        self._show_lines()

    def current_client_id(self) -> int | None:
        """Return the client at hand, for Ctrl+L and the menu bar."""
        line = self.shown.current() if self.shown.isVisible() else None
        return line.client_id if line else None

    def new_report(self) -> NewReportDialog:
        """Ask for whom and about which period a report is to be."""
        dialog = NewReportDialog(self._journal, self._now, self.window())
        dialog.chosen.connect(self.report_wanted)
        dialog.open()
        return dialog

    def open(self, line: ReportLine) -> None:
        """Open a report in the preview."""
        if line.report_id is None:
            self.report_wanted.emit(line.client_id, line.period)
        else:
            self.report_opened.emit(line.report_id)

    def ticked(self) -> list[ReportLine]:
        """Return the reports that are ticked, of those in the list."""
        return [line for line in self.tables[Stage.DUE].records() if line.key in self._ticked]

    def tick(self, line: ReportLine) -> None:
        """Tick a report that is due, or take its tick away."""
        self._ticked ^= {line.key}
        self._show_ticks()

    def tick_all(self, *, on: bool) -> None:
        """Tick all that are in the list, or none."""
        self._ticked = {line.key for line in self.tables[Stage.DUE].records()} if on else set()
        self._show_ticks()

    def trash(self, line: ReportLine) -> None:
        """Put a draft in the trash, and offer to undo it."""
        if line.stage is Stage.DRAFT and line.report_id is not None:
            trash_draft(self._journal, line.report_id, now=self._now())
            self.undoable.emit(_("The draft for {client} is in the trash.").format(client=line.client))

    def panes(self) -> Sequence[QWidget]:
        return [self._tools, self._stack, self.ticks]

    def take_focus(self) -> None:
        (self.shown if self.shown.isVisible() else self.new_button).setFocus()

    def find(self) -> bool:  # type: ignore[override] # Qt's own is about window numbers
        self.filter.setFocus()
        self.filter.selectAll()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.filter.setMaximumWidth(theme.px(220))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.table.current()
        if event.key() == Qt.Key.Key_Delete and line is not None and self.table.hasFocus():
            self.trash(line)
        elif event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        else:
            super().keyPressEvent(event)

    def menu_for(self, line: ReportLine) -> QMenu:
        """Return what can be done with a report."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open")).triggered.connect(lambda: self.open(line))
        menu.addAction(_("Open the client")).triggered.connect(
            lambda: self.client_opened.emit(line.client_id)
        )
        if line.stage is Stage.SENT and line.row is not None:
            sent = line.row
            menu.addAction(_("Note the answer…")).triggered.connect(
                lambda: ReportAnswerDialog(
                    self._journal, sent, self._now, self.window(), told=self.undoable.emit
                ).open()
            )
            on_paper = menu.addAction(_("Print…"))
            on_paper.setEnabled(sent.has_pdf)
            on_paper.triggered.connect(lambda _on: self.paper.print_kept(sent))
        if line.stage is Stage.DRAFT:
            menu.addSeparator()
            menu.addAction(_("Move to the trash")).triggered.connect(lambda: self.trash(line))
        return menu

    def _make_table(self, stage: Stage, settings: SettingsFile) -> RecordView[ReportLine]:
        shown = columns(lambda: self._now().date(), with_answer=stage is Stage.SENT, due=stage is Stage.DUE)
        if stage is Stage.DUE:
            shown.insert(0, tick_column(lambda line: line.key in self._ticked))
        made: RecordView[ReportLine] = RecordView(
            shown,
            key=lambda line: line.key,
            name=_("Reports: {group}").format(group=stage.label),
        )
        made.remember_in(settings, f"{_VIEW}.{stage.value}")
        made.opened.connect(self.open)
        made.menu_wanted.connect(self._open_menu)
        if stage is Stage.DUE:
            made.toggled.connect(self.tick)
            made.clicked.connect(self._tick_at)
        return made

    def _lay_out(self) -> None:
        self._told = label("", "body", colour="text_2", wrap=True)
        self.filter.setAccessibleName(_("Filter reports by client or headline"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(theme.px(220))
        self.year.setAccessibleName(_("Year"))
        words = column(page_title(_("Reports")), self._told, gap=2)
        title = row(words, None, self.filter, self.new_button, gap=12)
        tools = row(self.chips, self.year, self.look, gap=8)
        tools.setStretch(0, 1)
        for tool in (self.year, self.look):
            policy = self.new_button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the list stays where it is from group to group
            tool.setSizePolicy(policy)
        self._tools = box(column(title, tools, gap=14, margins=(MARGIN_WIDE, 24, MARGIN_WIDE, 4)))
        clear = link_button(_("Clear the filter"))
        clear.clicked.connect(lambda _checked: self.filter.clear())
        self._stack = QStackedWidget()
        for table in (*self.tables.values(), self.grid):
            self._stack.addWidget(table)
        self._empty = {stage: empty_state("reports", *said) for stage, said in _nothing().items()}
        for one in self._empty.values():
            self._stack.addWidget(one)
        self._no_fit = empty_state("search", _("No report fits."), buttons=(clear,))
        self._stack.addWidget(self._no_fit)
        side = MARGIN_WIDE - 12
        below = row(self.ticks, margins=(side, 0, side, 0))
        whole = column(self._tools, row(self._stack, margins=(side, 6, side, 0)), below, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.new_button.clicked.connect(lambda _checked: self.new_report())
        self.filter.textChanged.connect(lambda _text: self._show_lines())
        self.year.chosen.connect(lambda _year: self._show_lines())
        self.chips.changed.connect(self._choose)
        self.look.changed.connect(self._choose_look)
        self.grid.opened.connect(self.open)
        self.grid.menu_wanted.connect(self._open_menu)
        self.ticks.all_wanted.connect(lambda on: self.tick_all(on=on))
        self.ticks.drafts_button.clicked.connect(lambda _on: self.batch_wanted.emit(self._wanted()))
        self.ticks.save_button.clicked.connect(lambda _on: self.batch_saving_wanted.emit(self._wanted()))
        self._actions = [action(self, _("&New report…"), self.new_report, icon="add")]

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        return {"report": self._actions}

    def _choose(self, _stage: Stage) -> None:
        self._has_chosen = True
        self._show_lines()

    def _choose_look(self, look: str) -> None:
        self._settings.keep_view(_LOOK, look)
        self._show_lines()
        self.shown.setFocus()

    def _tick_at(self, index: QModelIndex) -> None:
        table = self.tables[Stage.DUE].table
        if table.columns[index.column()].name == "tick":
            self.tick(table.at(index.row()))

    def _show_ticks(self) -> None:
        lines = self.tables[Stage.DUE].records()
        self._ticked &= {line.key for line in self._lines[Stage.DUE]}
        self.ticks.show_count(self.ticked(), lines)
        self.tables[Stage.DUE].viewport().update()

    def _is_heard(self, signal: SignalInstance) -> bool:
        """Say whether anybody makes several reports at once when asked."""
        return self.isSignalConnected(QMetaMethod.fromSignal(signal))

    def _wanted(self) -> list[tuple[int, DayRange]]:
        return [(line.client_id, line.period) for line in self.ticked()]

    def _show_years(self) -> None:
        years = sorted({line.period.last.year for line in self._lines[Stage.SENT]}, reverse=True)
        self.year.set_options(
            [(_EVERY_YEAR, _("All years")), *((year, str(year)) for year in years)], self.year.value()
        )

    def _show_lines(self) -> None:
        stage = self.chips.value() or Stage.DUE
        every = self._lines[stage]
        for tool in (self.year, self.look):
            tool.setVisible(stage is Stage.SENT)
        shown = [line for line in every if self._fits(line, stage)]
        self.shown.show_records(shown)
        self.shown.select_first()
        self.ticks.setVisible(stage is Stage.DUE and bool(shown))
        self.ticks.drafts_button.setVisible(self._is_heard(self.batch_wanted))
        self.ticks.save_button.setVisible(self._is_heard(self.batch_saving_wanted))
        self._show_ticks()
        if shown:
            self._stack.setCurrentWidget(self.shown)
        else:
            self._stack.setCurrentWidget(self._no_fit if every else self._empty[stage])

    def _fits(self, line: ReportLine, stage: Stage) -> bool:
        year = self.year.value()
        if stage is Stage.SENT and year not in (_EVERY_YEAR, line.period.last.year):
            return False
        needle = folded(self.filter.cleaned())
        return not needle or needle in folded(f"{line.client} {line.headline} {line.answer}")

    def _open_menu(self, line: ReportLine, place: QPoint) -> None:
        self.menu_for(line).popup(place)


def _nothing() -> dict[Stage, tuple[str, str]]:
    """Return what stands in place of an empty group, and the help below it."""
    return {
        Stage.DUE: (
            _("No report is due."),
            _("A client's report is due when its month or quarter has ended."),
        ),
        Stage.DRAFT: (
            _("No drafts."),
            _("A report is a draft from its first word until it is saved as a PDF."),
        ),
        Stage.SENT: (
            _("Nothing sent yet."),
            _("What you save as a PDF is kept here, exactly as it went out."),
        ),
    }
