"""The two ledgers on the tab: your order and theirs, lines that cross, and the gap in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.ledger_chart import chart_height, ledger_chart
from retention_journal.core.two_ledgers import gap_sentence
from retention_journal.i18n import _, ngettext
from retention_journal.services.success_question import still_the_same
from retention_journal.services.two_ledgers import ClientLedgers, client_ledgers
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.layouts import clear, column, row, stack
from retention_journal.ui.panels import Notice
from retention_journal.ui.readable_chart import ChartFrame, ReadableChart
from retention_journal.ui.text_labels import Span, caption, label, section_title

_WIDTH = 640


class TwoLedgersPart(QWidget):
    """What the goals mean to the client beside what they mean to you.

    Signals:
        undoable: What to say of an act, beside an Undo.
        agree_wanted: The person wants to agree again.
    """

    undoable = Signal(str)
    agree_wanted = Signal()
    watches = frozenset({"kpi_agreement", "kpi_line", "measurement", "promise", "contact", "incident"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._because: int | None = None
        self._title, self._asked = section_title(""), caption("")
        self.sentence = label("", "body_strong", wrap=True)
        self._due = column(gap=0)
        self._make_buttons()
        self.chart = ReadableChart(width=_WIDTH)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.frame = ChartFrame(self.chart)
        stack(self, row(self._title, self._asked, None, gap=10), self.sentence, self._due, self.frame, gap=6)

    def show_client(self, client_id: int) -> None:
        """Show the ledgers of ``client_id``."""
        self._client_id = client_id
        self.refresh()

    def refresh(self) -> None:
        """Show what the journal holds now; hidden where nothing is agreed."""
        if self._client_id is None:
            return
        found = client_ledgers(self._journal, self._client_id, today=self._now().date())
        self.setVisible(found is not None and bool(found.ledgers.theirs))
        if found is not None:
            self._show(found)

    def because(self) -> int | None:
        """Return the incident that makes it time to ask again; None where none does."""
        return self._because

    def _make_buttons(self) -> None:
        self.same = outlined_button(_("Still the same"), small=True)
        self.again = outlined_button(_("Agree again"), small=True)
        self.same.clicked.connect(self._nothing_changed)
        self.again.clicked.connect(self.agree_wanted)

    def _show(self, found: ClientLedgers) -> None:
        name = found.person
        self._title.setText(
            _("What matters to {name}, and to you").format(name=name)
            if name
            else _("What matters to them, and to you")
        )
        self._asked.setText(_("Asked on {day}.").format(day=formats.day(found.asked_on)))
        self._asked.setVisible(found.ledgers.is_asked and not found.is_due)
        sentence = gap_sentence(found.ledgers, name)
        self.sentence.setText(sentence)
        self._show_due(found)
        drawn = ledger_chart(found.ledgers, name)
        self.chart.set_height(chart_height(found.ledgers))
        self.chart.show_chart(drawn.marks, drawn.points, drawn.table, sentence)

    def _show_due(self, found: ClientLedgers) -> None:
        clear(self._due)
        self._because = found.because.incident_id if found.is_due and found.because else None
        if not found.is_due:
            return
        self._make_buttons()
        text = why_ask_again(found, self._now().date())
        self._due.addWidget(Notice("watch", Span(text, "ui_medium"), buttons=[self.same, self.again]))
        self._due.setContentsMargins(0, theme.px(4), 0, theme.px(4))

    def _nothing_changed(self) -> None:
        if self._client_id is None:
            return
        today = self._now().date()
        still_the_same(self._journal, self._client_id, today, today=today)
        self.undoable.emit(_("Noted: asked today, nothing has changed."))


def why_ask_again(found: ClientLedgers, today: date) -> str:
    """Return why it is time to ask again: what happened since, or how long ago it was asked."""
    if found.because is not None:
        return _("You last asked on {day}, before {incident}. Ask again what each goal means.").format(
            day=formats.day(found.asked_on), incident=found.because.words(today)
        )
    days = (today - found.asked_on).days
    return ngettext(
        "Asked {n} day ago. Ask again what each goal means.",
        "Asked {n} days ago. Ask again what each goal means.",
        days,
    ).format(n=days)
