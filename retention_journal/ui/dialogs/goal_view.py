"""One goal by itself: its figures over time, the targets as they were agreed, and notes on the figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats, kpi_words
from retention_journal.core.goal_chart import goal_chart
from retention_journal.core.periods import period_label
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import client_name
from retention_journal.services.goal_history import GoalHistory, PointOfGoal, goal_history
from retention_journal.services.numbers import Cell, annotate
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import Part, row, stack
from retention_journal.ui.readable_chart import ChartFrame, ReadableChart
from retention_journal.ui.text_labels import caption, label, section_title

_WIDTH, _CHART, _HEIGHT = 760, 700, 260
_LONGEST_NOTE = 2_000


class GoalView(Dialog):
    """Shows a goal over time; a note can be written beside each figure.

    Signals:
        undoable: What to say of it, beside an Undo.
        numbers_wanted: The person wants to enter numbers.
    """

    undoable = Signal(str)
    numbers_wanted = Signal()

    def __init__(
        self,
        journal: Journal,
        client_id: int,
        line_key: str,
        now: Callable[[], datetime],
        parent: QWidget,
    ) -> None:
        super().__init__(_("Goal"), _("Save"), parent, width=_WIDTH, cancel=_("Close"))
        self._journal, self._client_id = journal, client_id
        self._goal: GoalHistory = goal_history(journal, client_id, line_key, today=now().date())
        self._notes: dict[Cell, str] = {}
        self.chart = ReadableChart(width=_CHART, height=_HEIGHT)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.frame = ChartFrame(self.chart)
        self.note_on_number = LineField(longest=_LONGEST_NOTE)
        self._note_field = Field(_("&Note on this number"), self.note_on_number, optional=True)
        self.enter = outlined_button(_("Enter numbers"), small=True)
        self._lay_out(client_name(journal, client_id).name)
        self._wire()
        self._draw()
        self.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Save the notes that were written.

        Raises:
            InvalidEntryError: A figure is not there any more.
        """
        if not self._notes:
            return
        n = annotate(self._journal, self._client_id, self._notes)
        if n:
            self.undoable.emit(ngettext("{n} note saved.", "{n} notes saved.", n).format(n=n))

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self, client: str) -> None:
        line = self._goal.line
        target = kpi_words.target_words(line)
        parts: list[Part] = [
            row(section_title(line.name), None, self.enter, gap=10),
            label(f"{client}, {target}" if target else client, "ui", colour="text_2", wrap=True),
            6,
            self.frame,
            self._note_field,
            *(caption(text, wrap=True) for text in self._versions()),
            None,
        ]
        stack(self.content, *parts, gap=8)

    def _versions(self) -> list[str]:
        """Return from when each target held, and who agreed it how."""
        told = []
        for agreement, line in self._goal.versions:
            how = agreement.agreed_how.label if agreement.agreed_how else ""
            whom = ", ".join(part for part in (agreement.agreed_by_name, how) if part)
            target = kpi_words.target_words(line) or _("no figure agreed")
            since = formats.short_day(agreement.valid_from, today=date.min)
            text = _("Since {day}: {target}.").format(day=since, target=target)
            told.append(f"{text} {whom}." if whom else text)
        return told

    def _wire(self) -> None:
        self.chart.moved.connect(lambda _number: self._follow())
        self.note_on_number.textEdited.connect(self._take_note)
        self.chart.opened.connect(lambda _number: self.note_on_number.setFocus())
        self.enter.clicked.connect(self._leave_for_numbers)

    def _draw(self) -> None:
        marks, points = goal_chart(self._goal.told())
        self.chart.show_chart(marks, points, self._goal.table(), self._sentence(), current=len(points) - 1)
        if points:
            self.chart.go_to(len(points) - 1)

    def _sentence(self) -> str:
        """Return what the chart shows, its name for who cannot see it."""
        known = [one for one in self._goal.points if one.point.value is not None]
        if not known:
            return _("{goal}: no number yet.").format(goal=self._goal.line.name)
        n = len(known)
        text = ngettext(
            "{goal}: {n} number, {first} to {last}.", "{goal}: {n} numbers, {first} to {last}.", n
        )
        first, last = period_label(known[0].period), period_label(known[-1].period)
        return text.format(goal=self._goal.line.name, n=n, first=first, last=last)

    def _follow(self) -> None:
        """Show the note of the point that is read."""
        one = self._point()
        if one is None:
            return
        self._note_field.set_note(period_label(one.period))
        self.note_on_number.setText(self._notes.get(self._cell(one), one.note))
        self.note_on_number.setEnabled(one.takes_a_note)

    def _take_note(self, text: str) -> None:
        one = self._point()
        if one is not None:
            self._notes[self._cell(one)] = text

    def _point(self) -> PointOfGoal | None:
        number = self.chart.current()
        return self._goal.points[number] if 0 <= number < len(self._goal.points) else None

    def _cell(self, one: PointOfGoal) -> Cell:
        return Cell(self._goal.line.line_key, one.period)

    def _leave_for_numbers(self) -> None:
        self.accept()
        self.numbers_wanted.emit()
