"""Patterns over complaints: which kind, which cause, which month, which client again, and who stayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.incident_pattern_words import (
    gap_words,
    load_words,
    mood_words,
    saved_words,
    wait_words,
)
from retention_journal.core.incident_patterns import Patterns, WentWrong
from retention_journal.core.month_counts_chart import month_counts
from retention_journal.core.reach import MOST_LISTENERS, reach_words
from retention_journal.core.recovery import AFTER_MONTHS, recovery_words, research_words, severity_words
from retention_journal.core.terms import Term
from retention_journal.i18n import _, ngettext
from retention_journal.services.incident_patterns import incident_patterns
from retention_journal.services.listening import listening_words
from retention_journal.services.reach import Reach, reach, set_listeners
from retention_journal.services.recovery import recovery
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button
from retention_journal.ui.fields import NumberField
from retention_journal.ui.layouts import Pane, box, clear, column, row, stack
from retention_journal.ui.panels import Bar, section
from retention_journal.ui.readable_chart import ChartFrame, ReadableChart
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import Label, caption, label, literal
from retention_journal.ui.two_columns import TwoColumns

_YEAR = 12
_NAME_WIDTH, _NUMBER_WIDTH = 210, 92
_CHART_HEIGHT = 190


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
        self.empty: Label = label(
            _("No complaints. Ask, so that it is not silence."), "body", colour="text_2"
        )
        self.chart = ReadableChart(width=360, height=_CHART_HEIGHT)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
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
        stack(content, row(self.span, None), self.empty, self._columns, None, gap=18, margins=(0, 0, 12, 24))
        self.setLayout(column(Pane(content), gap=0))

    def refresh(self) -> None:
        """Show what the journal holds now."""
        today = self._now().date()
        found = incident_patterns(self._journal, today, self.span.value())
        self.empty.setVisible(not found.total)
        self._show_counts(found)
        self._show_times(found)
        self._show_recovery()
        self._show_reach(reach(self._journal, today))
        for section_, parts in self._sections.items():
            section_.setVisible(bool(found.total) or parts is self._known)

    # -- making it ----------------------------------------------------------------------------------------

    def _make_lasting(self) -> None:
        self._kinds, self._causes, self._again = column(gap=4), column(gap=4), column(gap=2)
        self._times, self._gaps, self._stayed = column(gap=4), column(gap=6), column(gap=6)
        frame = ChartFrame(self.chart)
        who = row(caption(_("Each tells")), self.listeners, caption(_("others")), None, gap=6)
        who_told = box(column(self.reach_words, who, self._known, gap=6))
        self._sections: dict[QWidget, object] = {
            section(_("What went wrong"), box(self._kinds)): self._kinds,
            section(_("Why"), box(self._causes)): self._causes,
            section(_("By month"), frame): frame,
            section(_("Hit again"), box(self._again)): self._again,
            section(_("How long it took"), box(self._times)): self._times,
            section(_("Gaps in how you work"), box(self._gaps)): self._gaps,
            section(_("Still a client?"), box(self._stayed)): self._stayed,
            section(_("How far it carries"), who_told): self._known,
        }
        for at, part in enumerate(self._sections):
            (self._left if at < len(self._sections) // 2 else self._right).addWidget(part)

    def _show_counts(self, found: Patterns) -> None:
        _bars(self._kinds, found.kinds, found.total)
        _bars(self._causes, found.causes, found.total)
        drawn = month_counts(found.months, _("Complaints and failures"))
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
        self._stayed.addWidget(caption(research_words(), wrap=True))

    def _show_reach(self, found: Reach) -> None:
        if not self.listeners.hasFocus():
            self.listeners.setValue(found.listeners)
        self.reach_words.setText(reach_words(len(found.unhappy), found.listeners, found.known))
        clear(self._known)
        for one in found.unhappy:
            names = ", ".join(name for _number, name in one.known_to) or _("nobody of yours that you noted")
            link = link_button(literal(one.client_name))
            link.clicked.connect(lambda _checked=False, number=one.client_id: self.client_opened.emit(number))
            known = caption(_("known to {names}").format(names=names), wrap=True)
            self._known.addLayout(column(row(link, None), known, gap=0))

    def _keep_listeners(self) -> None:
        count = self.listeners.value()
        if count != reach(self._journal, self._now().date()).listeners:
            set_listeners(self._journal, count)
            self.undoable.emit(_("Each is now taken to tell {n}.").format(n=formats.number(count)))


def _bars(into: object, counted: Sequence[tuple[Term, int]], total: int) -> None:
    clear(into)  # type: ignore[arg-type]
    most = max((count for _term, count in counted), default=1)
    for term, count in counted:
        name = label(term.label, "ui", wrap=True)
        name.setFixedWidth(theme.px(_NAME_WIDTH))
        bar = Bar(count / most, "chart_1")
        many = label(formats.number(count), "ui_strong")
        line = row(name, bar, many, gap=10)
        line.setStretch(1, 1)
        made = box(line)
        made.setAccessibleName(_("{name}: {n} of {total}").format(name=term.label, n=count, total=total))
        into.addWidget(made)  # type: ignore[attr-defined]


def _told(words: str) -> Label:
    return label(words, "ui", wrap=True)
