"""Insights: what can honestly be said of who stays and who leaves, with the names behind every figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core.insight_charts import CHARTS, HEIGHTS, Drawn, draw
from retention_journal.core.insights import Behind, Insight, Insights, Span
from retention_journal.core.periods import last_twelve_months
from retention_journal.i18n import _
from retention_journal.services.claims import show_claims
from retention_journal.services.hours import months_of_all, portfolio_minutes
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, link_button, outlined_button
from retention_journal.ui.layouts import Pane, box, column, row
from retention_journal.ui.page import MARGIN_WIDE, MEDIUM, NARROW, Page, PageHeader, action, empty_state
from retention_journal.ui.pages.care_balance import CareBalance
from retention_journal.ui.pages.insights_behind import ClientsBehind
from retention_journal.ui.pages.insights_block import InsightBlock
from retention_journal.ui.pages.insights_cards import FigureCards
from retention_journal.ui.pages.insights_printing import InsightsPrinting
from retention_journal.ui.pages.insights_reading import InsightsReading
from retention_journal.ui.pages.insights_rows import BlockRows, Row
from retention_journal.ui.panels import Rule, inset
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import caption, label, section_title

_VIEW, _OVERLOOKED = "insights", "overlooked_share"
_WIDE: Sequence[Row] = (((0, 59), (1, 41)), ((2, 42), (3, 33), (4, 25)))
_MIDDLE: Sequence[Row] = (((0, 56), (1, 44)), ((2, 56), (3, 44)), ((4, 56), (-1, 44)))
_ONE: Sequence[Row] = tuple(((at, 1),) for at in range(len(CHARTS)))


class InsightsPage(Page):
    """Shows the figures.

    Signals:
        client_opened: Open this client's page.
        import_wanted: Bring clients in from a file.
        saved: The path of a PDF that was written.
    """

    client_opened = Signal(int)
    import_wanted = Signal()
    saved = Signal(object)
    watches = frozenset(
        {"client", "loss", "incident", "incident_move", "engagement", "invoice", "time_entry", "setting"}
        | {"health_snapshot", "interaction", "promise", "promise_move", "planned_call", "day_off", "cause"}
    )

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        settings: SettingsFile,
        tasks: Tasks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the page.

        Args:
            journal: The journal.
            now: Tells the moment.
            settings: Where the choices are remembered.
            tasks: Work beside the window, to read very many clients; None has none.
            parent: What it stands in.
        """
        super().__init__(parent)
        self._journal, self._now, self._settings = journal, now, settings
        kept = settings.view(_VIEW)
        self._kept: dict[str, Any] = dict(kept) if isinstance(kept, dict) else {}
        self.found: Insights | None = None
        self._drawn: dict[str, Drawn] = {}
        self._as_tables = self._kept.get("tables") is True
        self._reading = InsightsReading(journal, now, tasks, self)
        self.printing = InsightsPrinting(journal, self)
        self.printing.saved.connect(self.saved)
        self._make_head()
        self.blocks = {key: InsightBlock(height=HEIGHTS[key]) for key in CHARTS}
        self.neglect_words = label("", "ui", colour="text_2", wrap=True)
        self.neglect_link = link_button(_("Show them"))
        beside = row(self.neglect_words, self.neglect_link, gap=12)
        beside.setStretch(0, 1)
        self.neglect = inset(beside)
        self.neglect.hide()
        self.blocks["won_lost"].below.addWidget(self.neglect)
        self.claims = link_button(_("Hide what is said of others"))
        self.claims.hide()
        self.blocks["reasons"].below.addLayout(row(self.claims, None))
        self._rows = BlockRows(list(self.blocks.values()))
        self.cards, self.care = FigureCards(), CareBalance()
        self._lay_out()
        self._wire()

    def refresh(self) -> None:
        """Read the figures anew."""
        self._reading.begin(self.span.value())

    def panes(self) -> Sequence[QWidget]:
        return [self.head, self._charts_box, self._figures_box]

    def take_focus(self) -> None:
        self.span.focus() if self.span.isVisibleTo(self) else self.bring_in.setFocus()

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        return {"view": [self._tables_action], "report": [self._pdf_action]}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._arrange()

    # -- making it ----------------------------------------------------------------------------------------

    def _make_head(self) -> None:
        spans = [Option(span, span.label) for span in Span]
        kept = self._kept.get("span")
        chosen = Span(kept) if kept in {span.value for span in Span} else Span.ALL
        self.span = Segmented(spans, chosen, name=_("How far back"))
        self.tables_button = outlined_button(_("As tables"), icon="table")
        self.tables_button.setCheckable(True)
        self.print_button = icon_button("print", _("Print or save as PDF…"))
        self.head = PageHeader(_("Insights"), buttons=[self.span, self.tables_button, self.print_button])
        self.waits = caption(_("The journal is being read."))
        self.stop_button = link_button(_("Stop"))
        self._wait = box(row(self.waits, self.stop_button, None, gap=8))
        self._wait.hide()
        self.bring_in = outlined_button(_("Bring clients in…"), icon="import")
        self.empty = empty_state(
            "insights",
            _("Nothing to look back on yet."),
            _(
                "Who stays and who leaves can be told once there are clients with a first day. "
                "Nothing is told of fewer than it takes."
            ),
            [self.bring_in],
        )
        self.empty.hide()

    def _lay_out(self) -> None:
        self.left_out = caption("", wrap=True)
        self.left_out.hide()
        self._charts_box = box(column(self._rows, gap=0))
        self._figures_box = box(
            column(section_title(_("In figures")), 4, self.cards, 12, self._care_block(), gap=4)
        )
        content = box(
            column(
                self.empty,
                self._charts_box,
                16,
                self._figures_box,
                self.left_out,
                None,
                gap=8,
                margins=(MARGIN_WIDE, 0, MARGIN_WIDE, 28),
            )
        )
        self.pane = Pane(content)
        head = column(self.head, self._wait, gap=4, margins=(MARGIN_WIDE, 24, MARGIN_WIDE, 0))
        self.setLayout(column(head, self.pane, gap=18))

    def _care_block(self) -> QWidget:
        self._care_rule = Rule()
        return box(column(self._care_rule, 6, self.care, gap=0))

    def _wire(self) -> None:
        self.span.changed.connect(lambda _value: self._chosen())
        self._tables_action = action(self, _("As &tables"), self.turn_tables, "T", icon="table")
        self._pdf_action = action(
            self, _("&Print or save Insights as PDF…"), self.save_pdf, "Ctrl+P", icon="print"
        )
        self.tables_button.clicked.connect(self.turn_tables)
        self.print_button.clicked.connect(self.save_pdf)
        self.bring_in.clicked.connect(self.import_wanted)
        self.stop_button.clicked.connect(self._reading.stop)
        self._reading.was_read.connect(self._show)
        self._reading.slow.connect(self._wait.show)
        self._reading.stopped.connect(self._stopped)
        for at, (key, block) in enumerate(self.blocks.items()):
            block.stepped.connect(lambda step, at=at: self._step(at + step, step))
            block.behind_wanted.connect(partial(self._look_behind, key))
            block.resized.connect(partial(self._draw, key))
        self.claims.clicked.connect(self._turn_claims)
        self.neglect_link.clicked.connect(self._look_behind_neglect)
        self.cards.stepped.connect(self._leave_cards)
        self.cards.behind_wanted.connect(self._look_behind_figure)

    def _arrange(self) -> None:
        scale = theme.scale()
        width = self.window().width() / scale
        wide, narrow = width >= MEDIUM, width < NARROW
        self._rows.arrange(_WIDE if wide else _ONE if narrow else _MIDDLE)
        self.cards.arrange(3 if wide else 1 if narrow else 2)

    # -- showing ------------------------------------------------------------------------------------------

    def _show(self, found: Insights) -> None:
        self.found = found
        self._wait.hide()
        self.waits.setText(_("The journal is being read."))
        self.empty.setVisible(found.is_empty)
        for part in (self._charts_box, self._figures_box, self.span, self.tables_button, self.print_button):
            part.setVisible(not found.is_empty)
        self._pdf_action.setEnabled(not found.is_empty)
        self._show_left_out(found.left_out)
        self._show_tables()
        for key in CHARTS:
            self._draw(key)
        self.cards.show_figures(
            {
                key: one
                for key, one in found.told.items()
                if key not in {*CHARTS, "care_share", *self._beside(found)}
            }
        )
        self.claims.setText(
            _("Hide what is said of others") if found.has_claims else _("Show what is said of others")
        )
        self.claims.setVisible(bool(self._drawn["reasons"].marks))
        self._show_care(found)
        self._arrange()

    def _beside(self, found: Insights) -> tuple[str, ...]:
        """Put what the lost had in common under won and lost, and return which figures that is."""
        neglect = found.told.get(_OVERLOOKED)
        is_told = neglect is not None and not neglect.is_silent and bool(neglect.behind)
        self.neglect.setVisible(is_told)
        if neglect is None or not is_told:
            return ()
        self.neglect_words.setText(neglect.told)
        return (_OVERLOOKED,)

    def _show_left_out(self, many: int) -> None:
        self.left_out.setVisible(bool(many))
        self.left_out.setText(
            ""
            if not many
            else _("Clients of whom nobody wrote down when they came or left are left out: {n}.").format(
                n=many
            )
        )

    def _show_care(self, found: Insights) -> None:
        today = found.today
        self.care.show_balance(
            portfolio_minutes(self._journal, last_twelve_months(today)),
            months_of_all(self._journal, today),
            found.balance,
        )
        self._care_rule.setVisible(not self.care.isHidden())

    def _draw(self, key: str) -> None:
        if self.found is None:
            return
        block = self.blocks[key]
        width = max(block.chart.width(), 1) / theme.scale()
        drawn = draw(key, self.found, width=width, height=HEIGHTS[key])
        self._drawn[key] = drawn
        block.setVisible(drawn.is_shown)
        block.show_words(drawn.told, drawn.basis, drawn.note, alarm=drawn.alarm)
        block.chart.set_height(round(drawn.height or HEIGHTS[key]))
        block.show_chart(drawn.marks, drawn.points, drawn.table)

    def _show_tables(self) -> None:
        self.tables_button.setChecked(self._as_tables)
        self.tables_button.setText(_("As charts") if self._as_tables else _("As tables"))
        for block in self.blocks.values():
            block.show_as(table=self._as_tables)

    def _stopped(self) -> None:
        self._wait.hide()
        self._stale = True  # it is read when shown next
        self.toast.emit(_("Stopped. Choose how far back to read it again."))

    # -- acts ---------------------------------------------------------------------------------------------

    def turn_tables(self) -> None:
        """Show every chart as its table, or as a chart again."""
        self._as_tables = not self._as_tables
        self._keep()
        self._show_tables()

    def save_pdf(self) -> None:
        """Save what is shown as a PDF."""
        if self.found is not None and not self.found.is_empty:
            self.printing.ask_where(self.found)

    def _turn_claims(self) -> None:
        shown = self.found is not None and not self.found.has_claims
        show_claims(self._journal, shown=shown)
        self.undoable.emit(
            _("What is said of others is shown.") if shown else _("What is said of others is hidden.")
        )

    def _chosen(self) -> None:
        self._keep()
        self.refresh()

    def _keep(self) -> None:
        self._settings.keep_view(_VIEW, {"span": self.span.value().value, "tables": self._as_tables})

    def _step(self, at: int, step: int) -> None:
        """Go to the block ``at``, or where it takes no focus on to the next in that way."""
        blocks = list(self.blocks.values())
        while 0 <= at < len(blocks):
            if blocks[at].isVisible() and blocks[at].take_focus():
                self.pane.ensureWidgetVisible(blocks[at])
                return
            at += step
        if at >= len(blocks):
            self.cards.take_focus()
        else:
            self.span.focus()

    def _leave_cards(self, step: int) -> None:
        if step < 0:
            self._step(len(self.blocks) - 1, -1)

    def _look_behind(self, key: str, point: int) -> None:
        drawn = self._drawn.get(key, Drawn())
        if 0 <= point < len(drawn.behind):
            self._open_behind(drawn.points[point].text, drawn.behind[point])
        else:
            self._open_behind(drawn.told, drawn.everybody)

    def _look_behind_figure(self, insight: Insight) -> None:
        self._open_behind(insight.told, insight.behind)

    def _look_behind_neglect(self) -> None:
        if self.found is not None:
            self._look_behind_figure(self.found.told[_OVERLOOKED])

    def _open_behind(self, told: str, behind: Sequence[Behind]) -> None:
        if not behind:
            self.toast.emit(_("No client stands behind this."))
            return
        dialog = ClientsBehind(told, behind, self)
        dialog.client_opened.connect(self.client_opened)
        dialog.open()
