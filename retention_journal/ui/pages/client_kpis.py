"""The tab "Agreement & KPIs": what matters most to the client first, then every goal and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.kpis import is_stale, months_since
from retention_journal.core.periods import period_label
from retention_journal.i18n import _, ngettext
from retention_journal.services.goal_summary import Summary, changes, summary
from retention_journal.services.goals import Goals, goals_now
from retention_journal.services.kpis import Agreement
from retention_journal.services.people import first_name
from retention_journal.services.turnaround import days_told_of_waiting
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog, Step
from retention_journal.ui.dialogs.enter_numbers import NumbersDialog
from retention_journal.ui.dialogs.goal_view import GoalView
from retention_journal.ui.dialogs.intake import IntakeDialog
from retention_journal.ui.layouts import Pane, box, clear, column, row, stack
from retention_journal.ui.light import LightBadge
from retention_journal.ui.page import Page, empty_state, side_margin
from retention_journal.ui.pages.agreed_part import AgreedPart
from retention_journal.ui.pages.kpi_parts import GoalTable, HistoryPart
from retention_journal.ui.pages.requests_part import RequestsPart
from retention_journal.ui.pages.two_ledgers_part import TwoLedgersPart
from retention_journal.ui.panels import Notice, Panel
from retention_journal.ui.quotes import quote
from retention_journal.ui.star import Star
from retention_journal.ui.text_labels import Span, caption, label, section_title

_SIDE_BY_SIDE = 800
_SUMMARY_WIDTH = 372
_TABLE_HANGS = 12  # a table's lines begin left of its words


class KpiTab(Page):
    """What is agreed with one client, and how it stands."""

    watches = TwoLedgersPart.watches | AgreedPart.watches | {"client", "business", "setting", "day_off"}

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self.table: GoalTable | None = None
        self.enter_button = outlined_button(_("Enter numbers"), small=True)
        self.agree_button = outlined_button(_("Agree KPIs…"), small=True)
        self.add_button = quiet_button(_("Add a KPI"), small=True)
        self.requests, self.history = RequestsPart(), HistoryPart()
        self.ledgers, self.agreed = TwoLedgersPart(journal, now), AgreedPart(journal, now)
        self.at_start = AgreedPart(journal, now)  # while nothing is agreed yet
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bottom = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._notices, self._goals, self._empty = column(gap=8), column(gap=0), column()
        self._period, self._changes = caption(""), caption("", wrap=True)
        self._lay_out()
        self.enter_button.clicked.connect(self.enter_numbers)
        self.agree_button.clicked.connect(self.agree)
        self.add_button.clicked.connect(lambda: self.agree(Step.GOALS))
        self.ledgers.undoable.connect(self.undoable)
        self.ledgers.agree_wanted.connect(lambda: self.agree(after=self.ledgers.because()))
        for part in (self.agreed, self.at_start):
            part.undoable.connect(self.undoable)
            part.toast.connect(self.toast)

    def show_client(self, client_id: int) -> None:
        """Show what is agreed with ``client_id``."""
        self._client_id = client_id
        for part in (self.ledgers, self.agreed, self.at_start):
            part.show_client(client_id)
        self.make_stale()

    def refresh(self) -> None:
        """Show what the journal holds now."""
        if self._client_id is None:
            return
        today = self._now().date()
        goals = goals_now(self._journal, self._client_id, today=today)
        shown = goals.agreement or goals.draft
        self._whole.setVisible(shown is not None)
        self._none.setVisible(shown is None)
        if shown is not None:
            self._show(goals, shown, today)
        else:
            self.at_start.refresh()

    def agree(self, step: Step | bool = False, *, after: int | None = None) -> AgreeDialog | None:
        """Open the dialog that agrees KPIs, at their words or at ``step``; incident ``after`` led to it."""
        if self._client_id is None:
            return None
        first = step if isinstance(step, Step) else Step.ASK
        dialog = AgreeDialog(
            self._journal, self._client_id, self._now, self.window(), step=first, after=after
        )
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()
        return dialog

    def ask_questions(self) -> IntakeDialog | None:
        """Open the questions of the start."""
        return self.agreed.ask_questions()

    def enter_numbers(self) -> NumbersDialog | None:
        """Open the grid for numbers."""
        if self._client_id is None:
            return None
        dialog = NumbersDialog(self._journal, self._client_id, self._now, self.window())
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()
        return dialog

    def open_goal(self, line_key: str) -> GoalView | None:
        """Show one goal over time."""
        if self._client_id is None:
            return None
        dialog = GoalView(self._journal, self._client_id, line_key, self._now, self.window())
        dialog.undoable.connect(self.undoable)
        dialog.numbers_wanted.connect(self.enter_numbers)
        dialog.open()
        return dialog

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 goes through."""
        return [
            part
            for part in (self.table, self.requests.chart, self.ledgers.chart, self.agreed, self.history)
            if part is not None and part.isVisible()
        ]

    def take_focus(self) -> None:
        """Put the focus on the goals, or on the way to some."""
        if self.table is not None and self.table.isVisible():
            self.table.setFocus()
        else:
            self._first_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._turn()

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._words, self._summary = QWidget(), Panel(fill="inset")
        for line in (self._top, self._head, self._bottom):
            line.setContentsMargins(0, 0, 0, 0)
        self._top.setSpacing(theme.px(32))
        self._top.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self._summary, 0, Qt.AlignmentFlag.AlignTop)
        self._bottom.setSpacing(theme.px(40))
        for parts, share in (((self.requests, self.ledgers), 3), ((self.agreed, self.history), 2)):
            self._bottom.addWidget(box(column(*parts, None, gap=26)), share, Qt.AlignmentFlag.AlignTop)
        self._head.setSpacing(theme.px(4))
        self._head.addLayout(row(section_title(_("KPIs")), self._period, None, gap=8))
        self._head.addLayout(row(None, self.add_button, self.enter_button, self.agree_button, gap=8))
        self._hung = [
            box(part)
            for part in (
                column(self._notices, self._top, gap=4), self._head, column(self._changes), self._bottom
            )
        ]  # fmt: skip
        above, head, changed, below = self._hung
        self._whole = box(column(above, 18, head, self._goals, 4, changed, 16, below, None, gap=4))
        self._first_button = outlined_button(_("Agree KPIs…"))
        self._first_button.clicked.connect(self.agree)
        nothing = empty_state(
            "kpi",
            _("Nothing agreed yet."),
            _("Start with one question: what would make you say this was worth the money?"),
            [self._first_button],
        )
        self._none = box(column(nothing, self.at_start, None, gap=8, margins=(_TABLE_HANGS, 0, 0, 0)))
        self._around = column(self._whole, self._none, gap=0, margins=(0, 18, 0, 24))
        stack(self, Pane(box(self._around)), gap=0)
        self._turn()

    def _turn(self) -> None:
        """Put the parts side by side where there is room, else below each other."""
        wide = self.width() >= _SIDE_BY_SIDE * theme.scale()
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        side, hangs = side_margin(self), theme.px(_TABLE_HANGS)
        self._around.setContentsMargins(side - hangs, theme.px(18), side, theme.px(24))
        for part in self._hung:
            part.setContentsMargins(hangs, 0, 0, 0)
        for line in (self._top, self._head, self._bottom):
            line.setDirection(way)
        if wide:
            self._summary.setFixedWidth(theme.px(_SUMMARY_WIDTH))
        else:
            self._summary.setMinimumWidth(0)
            self._summary.setMaximumWidth(16_777_215)

    def _show(self, goals: Goals, shown: Agreement, today: date) -> None:
        name = first_name(shown.agreed_by_name)
        self._show_notices(goals, today)
        self._show_words(shown, name)
        self._show_summary(summary(goals, name))
        self._period.setText(period_label(goals.period))
        changed = changes(goals)
        self._changes.setText(changed)
        self._changes.setVisible(bool(changed))
        self.agree_button.setText(_("Agree again") if goals.agreement else _("Agree KPIs…"))
        self._show_goals(goals, name)
        complained = days_told_of_waiting(self._journal, self._client_id) if self._client_id else ()
        self.requests.show_requests(goals, name, complained)
        self.ledgers.refresh()
        self.agreed.refresh()
        self.history.show_history(goals.history)

    def _show_notices(self, goals: Goals, today: date) -> None:
        clear(self._notices)
        agreed_on = goals.agreement.agreed_on if goals.agreement else None
        if agreed_on is not None and is_stale(agreed_on, today):
            n = months_since(agreed_on, today)
            text = ngettext("Agreed {n} month ago. Ask again.", "Agreed {n} months ago. Ask again.", n)
            self._notices.addWidget(Notice("watch", Span(text.format(n=n), "ui_medium")))
        if goals.draft is not None:
            go_on = outlined_button(_("Go on with it"), small=True)
            go_on.clicked.connect(self.agree)
            text = _("A draft that nobody has agreed to yet is kept.")
            self._notices.addWidget(Notice("none", Span(text, "ui"), buttons=[go_on]))
        self._notices.setContentsMargins(0, 0, 0, theme.px(10) if self._notices.count() else 0)

    def _show_words(self, agreement: Agreement, name: str) -> None:
        _replace(self._words)
        text = _("What matters most to {name}").format(name=name) if name else _("What matters most")
        title = label(text, "ui_medium", colour="accent")
        head = row(Star(), title, None, gap=6)
        if agreement.client_words:
            words: QWidget = quote(agreement.client_words, large=True)
        else:
            words = label(_("Not asked yet. Ask: what matters most to you in this?"), "body", colour="text_2")
        stack(self._words, head, words, caption(_asked(agreement), wrap=True), gap=6)

    def _show_summary(self, told: Summary) -> None:
        _replace(self._summary)
        mark = LightBadge(told.shape.value, size=16, word_shown=False)
        words = column(
            label(told.text, "body_strong", wrap=True),
            *([label(told.advice, "ui", colour="text_2", wrap=True)] if told.advice else []),
            gap=4,
        )
        line = row(mark, words, gap=10, margins=(16, 12, 16, 14))
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self._summary.setLayout(line)

    def _show_goals(self, goals: Goals, name: str) -> None:
        old = self.table
        current = old.current() if old is not None else None
        focused = old is not None and old.hasFocus()
        clear(self._goals)
        self.table = GoalTable(goals.period, name)
        self.table.opened.connect(lambda goal: self.open_goal(goal.line.line_key))
        self._goals.addWidget(self.table)
        self.table.show_goals(goals.goals)
        if current is not None:
            self.table.select(current.line.line_key)
        if focused:
            self.table.setFocus()


def _asked(agreement: Agreement) -> str:
    """Return who said what matters most, when and how, and when to ask again."""
    if agreement.agreed_on is None:
        return _("Not agreed yet.")
    how = agreement.agreed_how.label if agreement.agreed_how else ""
    told = [agreement.agreed_by_name, how, formats.day(agreement.agreed_on)]
    source = ", ".join(part for part in told if part)
    if agreement.review_on is None:
        return _("{source}.").format(source=source)
    day = formats.day_of_month(agreement.review_on)
    return _("{source}. Ask again by {day}.").format(source=source, day=day)


def _replace(widget: QWidget) -> None:
    """Take the layout of ``widget`` away with everything in it, so that another can take its place."""
    old = widget.layout()
    if old is not None:
        clear(old)
        QWidget().setLayout(old)
