"""One goal in the dialog that agrees KPIs: a line when closed, its fields when open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import kpi_words
from retention_journal.core.agreement import LONGEST_NAME, LONGEST_UNIT, NEW_KEY, LineEntry
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.figures import parse_figure, typed
from retention_journal.core.kpis import Aggregation, GoalDirection, ImportanceSource, LineKind, Period
from retention_journal.i18n import _
from retention_journal.ui.buttons import icon_button, quiet_button
from retention_journal.ui.fields import Choice, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, row, stack
from retention_journal.ui.panels import Panel
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.star import Star
from retention_journal.ui.text_labels import label


class Measure(StrEnum):
    """What keeps a goal: a figure one way or another, or small requests done in time."""

    HIGHER = "higher"
    LOWER = "lower"
    EQUAL = "equal"
    RANGE = "range"
    PROMPT = "prompt"


class GoalCard(Panel):
    """The fields of one goal.

    Signals:
        opened: It was opened, so that the others may close.
        removed: It is not to be agreed.
        changed: Something in it was changed.
    """

    opened = Signal()
    removed = Signal()
    changed = Signal()

    def __init__(self, line: LineEntry) -> None:
        super().__init__()
        self._line = line if line.line_key else replace(line, line_key=f"{NEW_KEY}{uuid4()}")
        self._parent_key = line.parent_key
        self.star = Star(on=False)
        self._title = label("", "body_medium", elide=True)
        self._target = label("", "ui", colour="text_2", elide=True)
        self.edit = quiet_button(_("Change"), small=True)
        self.remove = icon_button("trash", _("Leave this goal out"), small=True)
        self.form = Form()
        self._make_fields(line)
        self._lay_out()
        self._wire()
        self._show_measure()
        self._show_head()

    # -- what it says ---------------------------------------------------------------------------------------

    def is_empty(self) -> bool:
        """Say whether nothing has been written here yet."""
        return not self.name.cleaned() and not self.target.cleaned()

    def entry(self) -> LineEntry:
        """Return the goal as it is written.

        Raises:
            InvalidEntryError: A figure is no number; ``field`` is the name of the field in this card.
        """
        measure = Measure(self.measure.value())
        prompt = measure is Measure.PROMPT
        target = parse_figure(self.target.text(), field="target", unit=self.unit.cleaned())
        if prompt and target is None:
            raise InvalidEntryError("target", _("Within how many working days?"))
        high = self.high.text() if measure is Measure.RANGE else ""
        return LineEntry(
            name=self.name.cleaned(),
            line_key=self._line.line_key,
            kind=LineKind.EXPECTATION if prompt else LineKind.KPI,
            unit="" if prompt else self.unit.cleaned(),
            direction=GoalDirection.LOWER if prompt else GoalDirection(measure.value),
            target=target,
            target_high=parse_figure(high, field="target_high", unit=self.unit.cleaned()),
            baseline=self._line.baseline,
            tolerance_pct=self._line.tolerance_pct,
            period=self.period.value(),
            aggregation=Aggregation.MEAN if prompt else self.aggregation.value(),
            importance_client=self.importance_client.value() or None,
            importance_own=self.importance_own.value() or None,
            importance_source=self.source.value(),
            turnaround_days=target if prompt else None,
            parent_key=self.parent_key,
        )

    @property
    def key(self) -> str:
        """What tells the goal from the others; a new one has a key of its own too."""
        return self._line.line_key

    @property
    def parent_key(self) -> str | None:
        """The key of the goal that this smaller one leads to; None for one that stands by itself."""
        return self._parent_key

    def offer_goals(self, goals: Sequence[tuple[str, str]]) -> None:
        """Offer these goals, key and name, as those that this one may lead to."""
        known = {key for key, _name in goals}
        if self._parent_key not in known:
            self._parent_key = None
        self.leads_to.set_options([(None, _("Stands by itself")), *goals], self._parent_key)
        self.form.field("parent_key").setVisible(bool(goals))

    def is_theirs(self) -> bool:
        """Say whether it is the client's own goal."""
        return bool(self.source.value() is ImportanceSource.SAID)

    def drafted(self) -> LineEntry:
        """Return the goal as far as it can be kept: without a figure that is none, with a name for none."""
        try:
            entry = self.entry()
        except InvalidEntryError:
            entry = replace(
                self._line,
                name=self.name.cleaned(),
                unit=self.unit.cleaned(),
                period=self.period.value(),
                importance_client=self.importance_client.value() or None,
                importance_own=self.importance_own.value() or None,
                importance_source=self.source.value(),
                parent_key=self.parent_key,
            )
        return replace(entry, name=entry.name or _("New goal"))

    def show_error(self, error: InvalidEntryError) -> None:
        """Open the card and show ``error`` at its field."""
        self.open()
        self.form.show_error(error)

    def open(self) -> None:
        """Show the fields."""
        self.form.show()
        self.edit.hide()
        self._target.hide()
        self.opened.emit()

    def close_up(self) -> None:
        """Show one line, unless something in the card is wrong or it has no name yet."""
        if self.form.isHidden() or not self.name.cleaned():
            return
        try:
            self.entry()
        except InvalidEntryError:
            return
        self.form.hide()
        self.edit.show()
        self._target.show()
        self._show_head()

    # -- making it ------------------------------------------------------------------------------------------

    def _make_fields(self, line: LineEntry) -> None:
        prompt = line.turnaround_days is not None
        self.name = LineField(
            line.name, longest=LONGEST_NAME, placeholder=_("In their words: “Small changes done”")
        )
        self.measure = Choice(
            [
                (Measure.HIGHER, _("Higher is better")),
                (Measure.LOWER, _("Lower is better")),
                (Measure.EQUAL, _("Exactly this")),
                (Measure.RANGE, _("Within a range")),
                (Measure.PROMPT, _("Small requests, done in time")),
            ],
            Measure.PROMPT if prompt else Measure(line.direction.value),
        )
        self.target = LineField(
            typed(line.turnaround_days if prompt else line.target), longest=40, placeholder=_("no figure")
        )
        self.high = LineField(typed(line.target_high), longest=40)
        self.unit = LineField(line.unit, longest=LONGEST_UNIT, placeholder=_("%, hours, …"))
        self.period = Choice(
            [
                (Period.WEEK, _("Every week")),
                (Period.MONTH, _("Every month")),
                (Period.QUARTER, _("Every quarter")),
                (Period.YEAR, _("Every year")),
            ],
            line.period,
        )
        self.aggregation = Choice(
            [
                (Aggregation.SUM, _("Adds up, like visits")),
                (Aggregation.MEAN, _("An average, like a rate")),
                (Aggregation.LAST, _("Where it stands, like a place")),
            ],
            line.aggregation,
        )
        self.leads_to = Choice([(None, _("Stands by itself"))])
        self.importance_client = _importance(_("Means to them"), line.importance_client)
        self.importance_own = _importance(_("Means to you"), line.importance_own)
        self.source = Segmented(
            [
                Option(ImportanceSource.SAID, _("Theirs")),
                Option(ImportanceSource.ASSUMED, _("Your proposal")),
            ],
            line.importance_source or ImportanceSource.ASSUMED,
            name=_("Whose goal it is"),
            small=True,
        )

    def _lay_out(self) -> None:
        self.form.add("name", _("Goal"), self.name)
        self.form.add_row(
            ("direction", _("What is good"), self.measure),
            ("aggregation", _("The figure"), self.aggregation),
        )
        self.form.add_row(
            ("target", _("Target"), self.target),
            ("target_high", _("up to"), self.high),
            ("unit", _("Unit"), self.unit),
            ("period", _("A number comes in"), self.period),
        )
        self.form.add_row(
            ("importance_source", _("Whose"), _left(self.source)),
            ("importance_client", _("Means to them"), _left(self.importance_client)),
            ("importance_own", _("Means to you"), _left(self.importance_own)),
        )
        self.form.add(
            "parent_key", _("Leads to"), self.leads_to, note=_("A smaller goal, more often, on the way.")
        )
        self.form.field("parent_key").hide()
        head = row(self.star, self._title, self._target, self.edit, self.remove, gap=8)
        head.setStretch(1, 3)
        head.setStretch(2, 2)
        stack(self, head, self.form, gap=10, margins=(14, 10, 10, 12))

    def _wire(self) -> None:
        self.edit.clicked.connect(self.open)
        self.remove.clicked.connect(self.removed)
        self.measure.chosen.connect(lambda _value: self._show_measure())
        self.leads_to.chosen.connect(self._lead_to)
        self.source.changed.connect(lambda _value: self._show_head())
        self.name.textEdited.connect(lambda _text: self._show_head())
        for field in (self.name, self.target, self.high, self.unit):
            field.textEdited.connect(lambda _text: self.changed.emit())
        for choice in (self.measure, self.period, self.aggregation):
            choice.chosen.connect(lambda _value: self.changed.emit())
        for segmented in (self.importance_client, self.importance_own, self.source):
            segmented.changed.connect(lambda _value: self.changed.emit())

    def _lead_to(self, key: str | None) -> None:
        self._parent_key = key
        self.changed.emit()

    def _show_measure(self) -> None:
        measure = Measure(self.measure.value())
        self.form.field("target_high").setVisible(measure is Measure.RANGE)
        prompt = measure is Measure.PROMPT
        self.form.field("unit").setVisible(not prompt)
        self.form.field("aggregation").setVisible(not prompt)
        note = _("working days; counted from promises ticked “small request”") if prompt else ""
        self.form.field("target").set_note(note)

    def _show_head(self) -> None:
        self.star.turn(self.is_theirs())
        self._title.setText(self.name.cleaned() or _("New goal"))
        try:
            self._target.setText(kpi_words.target_words(self.entry()))
        except InvalidEntryError:
            self._target.setText("")


def _importance(name: str, value: int | None) -> Segmented:
    options = [Option(0, "?"), *(Option(number, str(number)) for number in range(1, 6))]
    return Segmented(options, value or 0, name=name, small=True)


def _left(widget: QWidget) -> QWidget:
    made = box(row(widget, None))
    made.setFocusProxy(widget)
    made.setAccessibleName(widget.accessibleName())
    return made
