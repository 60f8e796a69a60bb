"""How a client's goals stand: value, target as it was on each date, and which way it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from retention_journal.core.agreement import LineEntry
from retention_journal.core.kpis import (
    Aggregation,
    AgreementStatus,
    GoalDirection,
    ImportanceSource,
    KpiStatus,
    Period,
    Trend,
    Wanted,
    combined,
    period_before,
    period_of,
    status_of,
    trend_of,
)
from retention_journal.core.periods import DayRange, previous_month
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.report import GoalPoint, Target
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services.kpis import Agreement, agreements, in_force, last_changed
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Measurement, Promise

#: How many periods the small chart of a goal shows, the asked one last.
POINTS = 6
#: How far back small requests are shown, in days before the first day of the period asked about.
_REQUEST_DAYS = 62


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


@dataclass(frozen=True)
class Goal:
    """One goal in a period.

    Attributes:
        line: What is agreed about it now.
        period: The days its figure is about: the period asked for, or the longer one it is measured by.
        target: As it held in that period; None where nothing was agreed then.
        value: The figure; None where there is none yet.
        previous: The figure of the period before.
        points: The last six periods, oldest first, each with the target as it was.
        agreed: The version in which it got the terms it has; None while it is a draft.
        note: What was written beside the figure.
        is_counted: Whether the figure is counted from small requests instead of entered.
        is_total: Whether value and target are the sums of several shorter periods.
        is_clients_first: Whether it is what matters most to the client.
    """

    line: LineEntry
    period: DayRange
    target: Target | None
    value: Decimal | None
    previous: Decimal | None
    points: tuple[GoalPoint, ...]
    status: KpiStatus
    trend: Trend
    agreed: Agreement | None
    note: str = ""
    is_counted: bool = False
    is_total: bool = False
    is_clients_first: bool = False

    @property
    def is_own_proposal(self) -> bool:
        """Whether it is yours rather than theirs: so said, or it means more to you than to them."""
        own, theirs = self.line.importance_own or 0, self.line.importance_client or 0
        return self.line.importance_source is not ImportanceSource.SAID or own > theirs

    @property
    def stated(self) -> LineEntry:
        """The goal with the target that its figure is held against, to be said in words."""
        if self.target is None:
            return self.line
        low, high = self.target.bounds
        return replace(
            self.line,
            target=low,
            target_high=high if self.line.direction is GoalDirection.RANGE else None,
            turnaround_days=None if self.line.turnaround_days is None else low,
            aggregation=Aggregation.LAST if self.is_total else self.line.aggregation,
        )


@dataclass(frozen=True)
class Goals:
    """What is agreed with a client and how it stands.

    Attributes:
        period: The days asked about.
        agreement: What holds now, or held in the period of a report; None where nothing does.
        draft: What is written down but not agreed; None where there is no draft.
        goals: In the client's order of importance.
        history: Every version, the newest first.
        requests: Small requests done lately, the oldest first.
    """

    period: DayRange
    agreement: Agreement | None
    draft: Agreement | None
    goals: tuple[Goal, ...]
    history: tuple[Agreement, ...]
    requests: tuple[SmallRequest, ...]


def goals_now(
    journal: JournalReader, client_id: int, *, today: date, period: DayRange | None = None
) -> Goals:
    """Return the goals that hold today, or else are to come or drafted, with their figures.

    Args:
        journal: Where to look.
        client_id: Whose goals.
        today: The day asked about.
        period: The days of the figures; None is the last whole month.
    """
    history = agreements(journal, client_id)
    newest = next((old for old in history if old.status is AgreementStatus.AGREED), None)
    draft = next((old for old in history if old.status is AgreementStatus.DRAFT), None)
    agreement = in_force(history, today) or newest
    period = period or previous_month(today)
    figures = _figures(journal, client_id, period)
    asked = _Asked(history, figures, period, today)
    shown = agreement or draft
    return Goals(
        period, agreement, draft, _goals(shown, asked), tuple(history), tuple(_lately(figures, period))
    )


def goals_in(journal: JournalReader, client_id: int, period: DayRange, *, today: date) -> Goals:
    """Return the goals as they held at the end of ``period``, as a report about it shows them."""
    history = agreements(journal, client_id)
    agreement = in_force(history, min(period.last, max(today, period.first)))
    figures = _figures(journal, client_id, period)
    asked = _Asked(history, figures, period, today)
    return Goals(period, agreement, None, _goals(agreement, asked), tuple(history), ())


class _Measured(NamedTuple):
    value: Decimal
    note: str = ""
    is_counted: bool = False


@dataclass(frozen=True)
class _Figures:
    measured: Mapping[tuple[str, date, date], _Measured]
    requests: tuple[SmallRequest, ...]


@dataclass(frozen=True)
class _Asked:
    history: list[Agreement]
    figures: _Figures
    period: DayRange
    today: date


class _Reading(NamedTuple):
    """One figure with the target of its days."""

    value: Decimal | None
    target: Target | None
    note: str = ""
    is_counted: bool = False
    is_total: bool = False


def _goals(agreement: Agreement | None, asked: _Asked) -> tuple[Goal, ...]:
    """Return the goals of an agreement, what means most to the client first."""
    if agreement is None:
        return ()
    lines = sorted(agreement.lines, key=lambda line: -(line.importance_client or 0))  # keeps ties in order
    first = next((line for line in lines if _is_theirs(line)), None)
    return tuple(_goal(line, asked, is_first=line is first) for line in lines)


def _is_theirs(line: LineEntry) -> bool:
    return line.importance_client is not None and line.importance_source is ImportanceSource.SAID


def _goal(line: LineEntry, asked: _Asked, *, is_first: bool) -> Goal:
    base = _base(line.period, asked.period)
    periods = [base]
    while len(periods) < POINTS:
        periods.append(period_before(periods[-1]))
    readings = [_reading(line, period, asked) for period in reversed(periods)]
    last = readings[-1]
    good = _wanted(last.target)
    return Goal(
        line=line,
        period=base,
        target=last.target,
        value=last.value,
        previous=readings[-2].value,
        points=tuple(
            GoalPoint(period, reading.value, reading.target)
            for period, reading in zip(reversed(periods), readings, strict=True)
        ),
        status=status_of(
            last.value, good, period=base, today=asked.today, aggregation=line.aggregation,
            tolerance_pct=line.tolerance_pct,
        ),
        trend=trend_of([reading.value for reading in readings], good),
        agreed=last_changed(asked.history, line),
        note=last.note,
        is_counted=last.is_counted,
        is_total=last.is_total,
        is_clients_first=is_first,
    )  # fmt: skip


def _base(kind: Period, period: DayRange) -> DayRange:
    """Return the period asked about, or the longer one of the goal's own kind that it ends in."""
    return period if _parts(kind, period) else period_of(kind, period.last)


def _parts(kind: Period, period: DayRange) -> list[DayRange]:
    """Return the goal's own periods that make up ``period``; a week belongs to where it ends."""
    part = period_of(kind, period.first)
    found = []
    while part.last <= period.last:
        if kind is Period.WEEK or part.first >= period.first:
            found.append(part)
        part = period_of(kind, part.last + timedelta(days=1))
    return found


def _reading(line: LineEntry, period: DayRange, asked: _Asked) -> _Reading:
    """Return the figure of a goal in a period; a sum is held against the targets of the parts it has."""
    known = []
    for part in _parts(line.period, period):
        found = _figure(line, part, asked.figures)
        if found is not None:
            known.append((found, _line_on(line.line_key, part, asked)))
    now = _line_on(line.line_key, period, asked)
    if not known:
        return _Reading(None, _target(now))
    values = [found.value for found, _line in known]
    value = combined(values, line.aggregation)
    newest, _line = known[-1]
    target, is_total = _target(now), line.aggregation is Aggregation.SUM and len(known) > 1
    if is_total:
        target = _summed([then for _found, then in known], target)
    return _Reading(value, target, newest.note, newest.is_counted, is_total)


def _figure(line: LineEntry, part: DayRange, figures: _Figures) -> _Measured | None:
    """Return what was entered; for an expectation about small requests else their median turnaround."""
    found = figures.measured.get((line.line_key, part.first, part.last))
    if found is not None or line.turnaround_days is None:
        return found
    took = [request.working_days for request in figures.requests if request.done_on in part]
    return _Measured(Decimal(str(median(took))).normalize() + 0, is_counted=True) if took else None


def _line_on(line_key: str, period: DayRange, asked: _Asked) -> LineEntry | None:
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


def _wanted(target: Target | None) -> Wanted:
    if target is None:
        return Wanted()
    low, high = target.bounds
    match target.direction:
        case GoalDirection.HIGHER:
            return Wanted(low=low)
        case GoalDirection.LOWER:
            return Wanted(high=high)
    return Wanted(low, high)


def _figures(journal: JournalReader, client_id: int, period: DayRange) -> _Figures:
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
        (key, first, last): _Measured(value, note) for key, first, last, value, note in journal.tuples(query)
    }
    return _Figures(measured, tuple(_requests(journal, client_id, earliest)))


def _requests(journal: JournalReader, client_id: int, earliest: date) -> list[SmallRequest]:
    query = (
        Promise.select(Promise.text, Promise.made_on, Promise.delivered_at)
        .where(
            (Promise.client == client_id)
            & Promise.is_small_request
            & (Promise.direction == PromiseDirection.OURS)
            & Promise.delivered_at.is_null(False)
            & Promise.trashed_at.is_null()
            & (Promise.made_on >= earliest)
        )
        .order_by(Promise.made_on, Promise.delivered_at)
    )
    return [
        SmallRequest(text, asked, done.date(), MONDAY_TO_FRIDAY.between(asked, done.date()))
        for text, asked, done in journal.tuples(query)
    ]


def _lately(figures: _Figures, period: DayRange) -> list[SmallRequest]:
    since = period.first - timedelta(days=_REQUEST_DAYS)
    return [request for request in figures.requests if request.asked_on >= since]
