"""What the figures of a goal were, period by period, each with the target of its day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from peewee import fn

from retention_journal.core.agreement import LineEntry
from retention_journal.core.kpis import Aggregation, GoalDirection, Period, Wanted, combined, period_of
from retention_journal.core.periods import JANUARY, DayRange
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.report import Target
from retention_journal.core.working_days import WorkingDays
from retention_journal.services.kpis import Agreement, in_force
from retention_journal.services.own_rules import working_days_of
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Measurement, Promise

#: How many periods the small chart of a goal shows, the asked one last.
POINTS = 6


@dataclass(frozen=True)
class SmallRequest:
    """Something small the client asked for, and how long it took.

    Attributes:
        working_days: Monday to Friday from the day it was asked to the day it was done; 0 is the same day.
    """

    text: str
    asked_on: date
    done_on: date
    working_days: int


class Measured(NamedTuple):
    """A figure as it was entered, or counted from small requests."""

    value: Decimal
    note: str = ""
    is_counted: bool = False


@dataclass(frozen=True)
class Figures:
    """Every figure of a client: entered ones by goal, first and last day; and small requests."""

    measured: Mapping[tuple[str, date, date], Measured]
    requests: tuple[SmallRequest, ...]


@dataclass(frozen=True)
class Asked:
    """What is asked about: a client's versions and figures, a period, and the day one asks.

    Attributes:
        history: The newest first.
        year_start: The month in which the business year begins, 1 to 12.
    """

    history: list[Agreement]
    figures: Figures
    period: DayRange
    today: date
    year_start: int = JANUARY


class Reading(NamedTuple):
    """One figure with the target of its days."""

    value: Decimal | None
    target: Target | None
    note: str = ""
    is_counted: bool = False
    is_total: bool = False


def base_period(kind: Period, period: DayRange, year_start: int = JANUARY) -> DayRange:
    """Return the period asked about, or the longer one of the goal's own kind that it ends in."""
    return period if parts_of(kind, period, year_start) else period_of(kind, period.last, year_start)


def parts_of(kind: Period, period: DayRange, year_start: int = JANUARY) -> list[DayRange]:
    """Return the goal's own periods that make up ``period``; a week belongs to where it ends."""
    part = period_of(kind, period.first, year_start)
    found = []
    while part.last <= period.last:
        if kind is Period.WEEK or part.first >= period.first:
            found.append(part)
        part = period_of(kind, part.last + timedelta(days=1), year_start)
    return found


def reading(line: LineEntry, period: DayRange, asked: Asked) -> Reading:
    """Return the figure of a goal in a period; a sum is held against the targets of the parts it has."""
    known = []
    for part in parts_of(line.period, period, asked.year_start):
        found = _figure(line, part, asked.figures)
        if found is not None:
            known.append((found, line_on(line.line_key, part, asked)))
    now = line_on(line.line_key, period, asked)
    if not known:
        return Reading(None, _target(now))
    values = [found.value for found, _line in known]
    value = combined(values, line.aggregation)
    newest, _line = known[-1]
    target, is_total = _target(now), line.aggregation is Aggregation.SUM and len(known) > 1
    if is_total:
        target = _summed([then for _found, then in known], target)
    return Reading(value, target, newest.note, newest.is_counted, is_total)


def _figure(line: LineEntry, part: DayRange, figures: Figures) -> Measured | None:
    """Return what was entered; for an expectation about small requests else their median turnaround."""
    found = figures.measured.get((line.line_key, part.first, part.last))
    if found is not None or line.turnaround_days is None:
        return found
    took = [request.working_days for request in figures.requests if request.done_on in part]
    return Measured(Decimal(str(median(took))).normalize() + 0, is_counted=True) if took else None


def line_on(line_key: str, period: DayRange, asked: Asked) -> LineEntry | None:
    """Return the goal as it was agreed at the end of a period, today at the latest."""
    held = in_force(asked.history, min(period.last, max(asked.today, period.first)))
    if held is None:
        return None
    return next((line for line in held.lines if line.line_key == line_key), None)


def _target(line: LineEntry | None) -> Target | None:
    if line is None or line.target is None:
        return None
    if line.direction is GoalDirection.RANGE:
        return Target(line.direction, None, line.target, line.target_high)
    return Target(line.direction, line.target)


def _summed(lines: Iterable[LineEntry | None], usual: Target | None) -> Target | None:
    """Return the target of several parts together: the sum of what held in each."""
    targets = [_target(line) for line in lines]
    known = [target for target in targets if target is not None]
    if usual is None or len(known) != len(targets):
        return usual
    if usual.direction is GoalDirection.RANGE:
        low = sum((target.low or Decimal(0) for target in known), Decimal(0))
        return Target(
            usual.direction, None, low, sum((target.high or Decimal(0) for target in known), Decimal(0))
        )
    return Target(usual.direction, sum((target.value or Decimal(0) for target in known), Decimal(0)))


def wanted_of(target: Target | None) -> Wanted:
    """Return the figures that keep a target."""
    if target is None:
        return Wanted()
    low, high = target.bounds
    match target.direction:
        case GoalDirection.HIGHER:
            return Wanted(low=low)
        case GoalDirection.LOWER:
            return Wanted(high=high)
    return Wanted(low, high)


def figures_of(journal: JournalReader, client_id: int, period: DayRange) -> Figures:
    """Return every figure that the small charts of a period can need: six years back at the most."""
    earliest = date(max(period.first.year - POINTS, 1), 1, 1)
    query = Measurement.select(
        Measurement.line_key, Measurement.period_start, Measurement.period_end, Measurement.value,
        Measurement.note,
    ).where(
        (Measurement.client == client_id)
        & Measurement.trashed_at.is_null()
        & (Measurement.period_end >= earliest)
    )  # fmt: skip
    measured = {
        (key, first, last): Measured(value, note) for key, first, last, value, note in journal.tuples(query)
    }
    return Figures(
        measured, tuple(_requests(journal, client_id, earliest, working_days_of(journal, period.last)))
    )


def _requests(
    journal: JournalReader, client_id: int, earliest: date, working: WorkingDays
) -> list[SmallRequest]:
    asked_on = fn.coalesce(Promise.asked_on, Promise.made_on)
    query = (
        Promise.select(Promise.text, asked_on.converter(Promise.made_on.python_value), Promise.delivered_at)
        .where(
            (Promise.client == client_id)
            & Promise.is_small_request
            & (Promise.direction == PromiseDirection.OURS)
            & Promise.delivered_at.is_null(False)
            & ~Promise.date_unknown
            & Promise.trashed_at.is_null()
            & (Promise.made_on >= earliest)
        )
        .order_by(asked_on, Promise.delivered_at)
    )
    return [
        SmallRequest(text, asked, done.date(), working.between(asked, done.date()))
        for text, asked, done in journal.tuples(query)
    ]
