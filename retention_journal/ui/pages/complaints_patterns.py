"""Patterns over complaints: which kind, which cause, which month, which client again, and who stayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.count_bars import LINE_HEIGHT, count_bars
from retention_journal.core.incident_pattern_words import (
    gap_words,
    load_words,
    mood_words,
    saved_words,
    wait_words,
)
from retention_journal.core.incident_patterns import Patterns, WentWrong
from retention_journal.core.month_counts_chart import month_counts, months_of_all_years
from retention_journal.core.reach import MOST_LISTENERS, reach_words
from retention_journal.core.recovery import AFTER_MONTHS, recovery_words, research_words, severity_words
from retention_journal.core.recovery_dots import ComplaintDots, dots_chart, dots_words
from retention_journal.core.terms import Term
from retention_journal.i18n import _, ngettext
from retention_journal.services.claims import show_claims, shows_claims
from retention_journal.services.incident_patterns import incident_patterns
from retention_journal.services.listening import listening_words
from retention_journal.services.reach import Reach, Unhappy, reach, set_listeners
from retention_journal.services.recovery import complaint_dots, recovery
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button
from retention_journal.ui.fields import NumberField
from retention_journal.ui.layouts import Pane, box, clear, column, row, stack
from retention_journal.ui.page import empty_state
from retention_journal.ui.panels import section
from retention_journal.ui.readable_chart import ChartFrame, ReadableChart
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import Label, caption, label, literal
from retention_journal.ui.two_columns import TwoColumns

_YEAR = 12
_AT_LEFT = 5
_NUMBER_WIDTH = 92
_CHART_WIDTH, _CHART_HEIGHT, _DOTS_HEIGHT = 360, 190, 190


class PatternsPart(QWidget):
    """What one can get a grip on, over all complaints.

    Signals:
        undoable: What to say of an act, beside an Undo.
        toast: What else to say.
        client_opened: Open a client, by id.
        incident_opened: Open a complaint, by id.
    """

    undoable = Signal(str)
    toast = Signal(str)
    client_opened = Signal(int)
    incident_opened = Signal(int)
    watches = frozenset({"incident", "cause", "loss", "client", "contact_link", "setting", "interaction"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        spans = [Option(_YEAR, _("12 months")), Option(None, _("All time"))]
        self.span = Segmented(spans, _YEAR, name=_("How far back"), small=True)
        self.span.changed.connect(lambda _value: self.refresh())
        self.empty = empty_state("complaints", _("No complaints. Ask, so that it is not silence."))
        self.none_lately = label(_("Nothing went wrong in these 12 months."), "body", colour="text_2")
        self.chart, self.dots = _chart(_CHART_HEIGHT), _chart(_DOTS_HEIGHT)
        self.dots.resized.connect(self._draw_dots)
        self.dots.opened.connect(lambda at: self.incident_opened.emit(self._dot_ids[at]))
        self._complaints: Sequence[ComplaintDots] = ()
        self._dot_ids: Sequence[int] = ()
        self.listeners = NumberField(1, 1, MOST_LISTENERS)
        self.listeners.setFixedWidth(theme.px(_NUMBER_WIDTH))
        self.listeners.setAccessibleName(_("How many each unhappy client tells"))
        self.listeners.editingFinished.connect(self._keep_listeners)
        self.reach_words = label("", "ui", wrap=True)
        self._known = column(gap=2)
        self._left, self._right = column(gap=22), column(gap=22)
        self._make_lasting()
        self._columns = TwoColumns(box(self._left), box(self._right))
        content = QWidget()
        stack(
            content,
            row(self.span, None),
            self.empty,
            self.none_lately,
            self._columns,
            None,
            gap=18,
            margins=(0, 0, 12, 24),
        )
        self.setLayout(column(Pane(content), gap=0))

    def refresh(self) -> None:
        """Show what the journal holds now."""
        today = self._now().date()
        found = incident_patterns(self._journal, today, self.span.value())
        ever = found.total or incident_patterns(self._journal, today, None).total
        self.empty.setVisible(not ever)
        self.none_lately.setVisible(bool(ever) and not found.total)
        self.span.setVisible(bool(ever))
        self._show_counts(found)
        self._show_times(found)
        self._complaints = complaint_dots(self._journal, self._now())
        self._draw_dots()
        self._show_recovery()
        self._show_reach(reach(self._journal, today))
        for section_, parts in self._sections.items():
            section_.setVisible(bool(ever) and self._is_shown(parts, found))
        self._columns.setVisible(bool(ever))

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.listeners.setFixedWidth(theme.px(_NUMBER_WIDTH))
        self._draw_dots()

    def _is_shown(self, parts: object, found: Patterns) -> bool:
        """Say whether a part has anything to tell: the counts are of a span, the rest of all time."""
        if parts in {self._known, self._stayed}:
            return True
        return bool(self._complaints) if parts is self._became else bool(found.total)

    # -- making it ----------------------------------------------------------------------------------------

    def _make_lasting(self) -> None:
        self.kinds, self.causes, self._again = _chart(0), _chart(0), column(gap=2)
        self.no_causes = _told(_("No cause is noted. Causes are noted in the last step of a complaint."))
        self._times, self._gaps, self._stayed = column(gap=4), column(gap=6), column(gap=6)
        frame, self._became = ChartFrame(self.chart), ChartFrame(self.dots)
        self.became_words, self.all_years = _told(""), caption(_("All years together"))
        who = row(caption(_("Each tells")), self.listeners, caption(_("others")), None, gap=6)
        who_told = box(column(self.reach_words, who, self._known, gap=6))
        self._sections: dict[QWidget, object] = {
            section(_("What went wrong"), self.kinds): self.kinds,
            section(_("Why"), self.no_causes, self.causes): self.causes,
            section(_("By month"), self.all_years, frame): frame,
            section(_("Hit again"), box(self._again)): self._again,
            section(_("What became of them"), self.became_words, self._became): self._became,
            section(_("How long it took"), box(self._times)): self._times,
            section(_("Gaps in how you work"), box(self._gaps)): self._gaps,
            section(_("Still a client?"), box(self._stayed)): self._stayed,
            section(_("How far it carries"), who_told): self._known,
        }
        for at, part in enumerate(self._sections):
            (self._left if at < _AT_LEFT else self._right).addWidget(part)

    def _show_counts(self, found: Patterns) -> None:
        _show_bars(self.kinds, found.kinds, _("What went wrong"), found.total)
        _show_bars(self.causes, found.causes, _("Why"), found.total)
        self.no_causes.setVisible(not found.causes)
        spans_all, what = self.span.value() is None, _("Complaints and failures")
        self.all_years.setVisible(spans_all)
        drawn = (
            months_of_all_years(found.of_the_year, what) if spans_all else month_counts(found.months, what)
        )
        told = ngettext("{n} in this time", "{n} in this time", found.total).format(n=found.total)
        self.chart.show_chart(drawn.marks, drawn.points, drawn.table, told)
        clear(self._again)
        if not found.again:
            self._again.addWidget(_told(_("Nobody was hit twice.")))
        for one in found.again:
            link = link_button(literal(f"{one.client_name} · {one.times}"))
            link.clicked.connect(lambda _checked=False, number=one.client_id: self.client_opened.emit(number))
            self._again.addLayout(row(link, None))

    def _show_times(self, found: Patterns) -> None:
        clear(self._times)
        told = [wait_words(*wait) for wait in found.waits] or [_("Too few for a median; it takes three.")]
        heard = listening_words(self._journal, self._now().date())
        told += [saved_words(found), load_words(found), mood_words(found), heard]
        for words in filter(None, told):
            self._times.addWidget(_told(words))
        clear(self._gaps)
        if not found.gaps:
            self._gaps.addWidget(_told(_("None noted. They are noted in the last step of a complaint.")))
        if words := gap_words(found):
            self._gaps.addWidget(_told(words))
        for gap in found.gaps:
            self._gaps.addWidget(self._gap(gap))

    def _gap(self, gap: WentWrong) -> QWidget:
        link = link_button(literal(f"{gap.client_name}: {gap.title}"))
        link.clicked.connect(lambda: self.incident_opened.emit(gap.incident_id))
        changed = gap.process_change or _("Nothing changed yet.")
        below = caption(changed, wrap=True)
        return box(column(label(gap.process_gap, "ui", wrap=True), below, row(link, None), gap=2))

    def _draw_dots(self) -> None:
        told, width = dots_words(self._complaints), max(self.dots.width(), 1) / theme.scale()
        drawn = dots_chart(self._complaints, width=width, height=_DOTS_HEIGHT)
        self._dot_ids = drawn.incident_ids
        self.became_words.setText(told)
        self.dots.show_chart(drawn.marks, drawn.points, drawn.table, told)

    def _show_recovery(self) -> None:
        clear(self._stayed)
        today = self._now().date()
        for months in AFTER_MONTHS:
            title = ngettext("After {n} month", "After {n} months", months).format(n=months)
            found = recovery(self._journal, today, months)
            parts = [caption(title, strong=True), _told(recovery_words(found))]
            if grave := severity_words(found):
                parts.append(_told(grave))
            self._stayed.addWidget(box(column(*parts, gap=2)))
        shown = shows_claims(self._journal)
        if shown:
            self._stayed.addWidget(caption(research_words(), wrap=True))
        self.claims = link_button(
            _("Hide what is said of others") if shown else _("Show what is said of others")
        )
        self.claims.clicked.connect(lambda: self._turn_claims(shown=not shown))
        self._stayed.addLayout(row(self.claims, None))

    def _turn_claims(self, *, shown: bool) -> None:
        show_claims(self._journal, shown=shown)
        self.undoable.emit(
            _("What is said of others is shown.") if shown else _("What is said of others is hidden.")
        )

    def _show_reach(self, found: Reach) -> None:
        if not self.listeners.hasFocus():
            self.listeners.setValue(found.listeners)
        self.reach_words.setText(reach_words(len(found.unhappy), found.listeners, found.known))
        clear(self._known)
        for one in found.unhappy:
            self._known.addWidget(self._unhappy(one))

    def _unhappy(self, one: Unhappy) -> QWidget:
        """Return who is unhappy, and below it the clients that know them, each with the persons."""
        lines: list[QWidget] = [self._client_link(one.client_id, one.client_name)]
        for other in one.known_to:
            who = caption(_("{person} knows {known}").format(person=other.person, known=other.known))
            line = row(16, self._client_link(other.client_id, other.client_name), who, gap=4)
            line.setStretch(2, 1)
            lines.append(box(line))
        if not one.known_to:
            lines.append(box(row(18, caption(_("Nobody of yours is noted as knowing them."), wrap=True))))
        return box(column(*lines, gap=0))

    def _client_link(self, client_id: int, name: str) -> QWidget:
        link = link_button(literal(name))
        link.clicked.connect(lambda: self.client_opened.emit(client_id))
        return box(row(link, None))

    def _keep_listeners(self) -> None:
        count = self.listeners.value()
        if count != reach(self._journal, self._now().date()).listeners:
            set_listeners(self._journal, count)
            self.undoable.emit(_("Each is now taken to tell {n}.").format(n=formats.number(count)))


def _chart(height: int) -> ReadableChart:
    made = ReadableChart(width=_CHART_WIDTH, height=height)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def _show_bars(chart: ReadableChart, counted: Sequence[tuple[Term, int]], what: str, total: int) -> None:
    drawn = count_bars([(term.label, count) for term, count in counted], what, total)
    chart.set_height(LINE_HEIGHT * len(counted))
    chart.setVisible(bool(counted))
    chart.show_chart(drawn.marks, drawn.points, drawn.table, what)


def _told(words: str) -> Label:
    return label(words, "ui", wrap=True)
