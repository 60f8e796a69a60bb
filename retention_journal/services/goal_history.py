"""One goal over time: each figure with the target of its day, how it stood, and what was noted beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats, kpi_words
from retention_journal.core.agreement import LineEntry
from retention_journal.core.errors import NotFoundError
from retention_journal.core.goal_chart import ToldPoint
from retention_journal.core.kpis import KpiStatus, Period, Trend, status_of
from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.report import GoalPoint
from retention_journal.i18n import _
from retention_journal.services.business_year import year_start
from retention_journal.services.goal_readings import Asked, Reading, figures_of, line_on, reading, wanted_of
from retention_journal.services.kpis import Agreement, agreements
from retention_journal.services.numbers import last_periods
from retention_journal.storage.journal import JournalReader

#: How many periods of each kind are shown at the most, the running one last.
PERIODS = {Period.WEEK: 26, Period.MONTH: 24, Period.QUARTER: 12, Period.YEAR: 6}


@dataclass(frozen=True)
class PointOfGoal:
    """One period of a goal.

    Attributes:
        point: Its figure, and the target as it held in that period.
        target_words: That target in words; "" where nothing was agreed then.
        is_counted: Whether the figure is counted from small requests, so that no note stands beside it.
    """

    point: GoalPoint
    target_words: str
    status: KpiStatus
    note: str
    is_counted: bool

    @property
    def period(self) -> DayRange:
        """The days it is about."""
        return self.point.period

    @property
    def takes_a_note(self) -> bool:
        """Whether there is a figure that was entered, beside which a note can stand."""
        return self.point.value is not None and not self.is_counted


@dataclass(frozen=True)
class GoalHistory:
    """One goal over time.

    Attributes:
        line: What is agreed about it now, or was last.
        points: The oldest first.
        versions: From when each target held and who agreed it, the newest first.
    """

    line: LineEntry
    points: tuple[PointOfGoal, ...]
    versions: tuple[tuple[Agreement, LineEntry], ...]

    def told(self) -> tuple[ToldPoint, ...]:
        """Return its points as the chart shows and reads them."""
        return tuple(
            ToldPoint(one.point, kpi_words.status_shape(one.status, Trend.SAME), self._read(one), one.note)
            for one in self.points
        )

    def table(self) -> tuple[tuple[str, ...], ...]:
        """Return every figure as a table, the headings first."""
        head = (_("Period"), _("Figure"), _("Agreed target"), _("Status"), _("Note"))
        rows = (
            (
                period_label(one.period),
                "" if one.point.value is None else formats.number(one.point.value),
                one.target_words,
                self._standing(one),
                one.note,
            )
            for one in self.points
        )
        return (head, *rows)

    def _read(self, one: PointOfGoal) -> str:
        value = one.point.value
        unit = kpi_words.unit_of(self.line)
        figure = _("no number") if value is None else kpi_words.amount(value, unit)
        parts = [f"{period_label(one.period)}: {figure}"]
        if one.target_words:
            parts.append(_("agreed: {target}").format(target=one.target_words))
        parts.append(self._standing(one))
        if one.note:
            parts.append(_("note: {text}").format(text=one.note))
        return "; ".join(part for part in parts if part)

    def _standing(self, one: PointOfGoal) -> str:
        if one.point.value is None:
            return ""
        if one.point.target is None:
            return _("Not agreed then")
        return kpi_words.status_words(one.status, Trend.SAME, self.line)


def goal_history(journal: JournalReader, client_id: int, line_key: str, *, today: date) -> GoalHistory:
    """Return a goal over time, from its first figure or target on.

    Raises:
        NotFoundError: The goal was never agreed with the client, nor drafted.
    """
    history = agreements(journal, client_id)
    found = [(old, line) for old in history for line in old.lines if line.line_key == line_key]
    if not found:
        raise NotFoundError(_("This goal is not agreed with the client."))
    line = found[0][1]
    periods = last_periods(line.period, today, PERIODS[line.period], year_start(journal))
    figures = figures_of(journal, client_id, periods[-1])
    asked = Asked(history, figures, periods[-1], today, year_start(journal))
    points = [_point(line, period, asked) for period in periods]
    return GoalHistory(line, tuple(_from_the_first(points)), tuple(_changes(found)))


def _point(line: LineEntry, period: DayRange, asked: Asked) -> PointOfGoal:
    read: Reading = reading(line, period, asked)
    then = line_on(line.line_key, period, asked)
    status = status_of(
        read.value, wanted_of(read.target), period=period, today=asked.today, aggregation=line.aggregation,
        tolerance_pct=line.tolerance_pct if then is None else then.tolerance_pct,
    )  # fmt: skip
    words = "" if then is None else kpi_words.target_words(then)
    point = GoalPoint(period, read.value, read.target)
    return PointOfGoal(point, words, status, read.note, read.is_counted)


def _from_the_first(points: list[PointOfGoal]) -> list[PointOfGoal]:
    """Leave out the periods before the first figure or target, and the running one while it has no figure."""
    known = [number for number, one in enumerate(points) if one.point.value is not None or one.point.target]
    first = min(known, default=len(points) - 1)
    shown = points[first:]
    return shown[:-1] if len(shown) > 1 and shown[-1].point.value is None else shown


def _changes(found: list[tuple[Agreement, LineEntry]]) -> list[tuple[Agreement, LineEntry]]:
    """Return the agreed versions in which the goal got another target, the newest first."""
    made: list[tuple[Agreement, LineEntry]] = []
    for agreement, line in reversed(found):
        if agreement.is_binding and (
            not made or kpi_words.target_words(made[-1][1]) != kpi_words.target_words(line)
        ):
            made.append((agreement, line))
    return made[::-1]
