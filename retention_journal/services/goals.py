"""How a client's goals stand: value, target as it was on each date, and which way it goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from retention_journal.core.agreement import LineEntry
from retention_journal.core.kpis import (
    Aggregation,
    AgreementStatus,
    GoalDirection,
    ImportanceSource,
    KpiStatus,
    Trend,
    period_before,
    status_of,
    trend_of,
)
from retention_journal.core.periods import DayRange, previous_month
from retention_journal.core.report import GoalPoint, Target
from retention_journal.services.business_year import year_start
from retention_journal.services.goal_readings import (
    POINTS,
    Asked,
    Figures,
    SmallRequest,
    base_period,
    figures_of,
    reading,
    wanted_of,
)
from retention_journal.services.kpis import Agreement, agreements, in_force, last_changed
from retention_journal.storage.journal import JournalReader

#: How far back small requests are shown, in days before the first day of the period asked about.
_REQUEST_DAYS = 62


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
        leads_to: Name of the goal that this smaller one leads to; "" for one that stands by itself.
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
    leads_to: str = ""

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
        goals: In the client's order of importance, smaller ones after the goal they lead to.
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
    figures = figures_of(journal, client_id, period)
    asked = Asked(history, figures, period, today, year_start(journal))
    shown = agreement or draft
    return Goals(
        period, agreement, draft, _goals(shown, asked), tuple(history), tuple(_lately(figures, period))
    )


def goals_in(journal: JournalReader, client_id: int, period: DayRange, *, today: date) -> Goals:
    """Return the goals as they held at the end of ``period``, as a report about it shows them."""
    history = agreements(journal, client_id)
    agreement = in_force(history, min(period.last, max(today, period.first)))
    figures = figures_of(journal, client_id, period)
    asked = Asked(history, figures, period, today, year_start(journal))
    lately = [request for request in _lately(figures, period) if request.done_on <= period.last]
    return Goals(period, agreement, None, _goals(agreement, asked), tuple(history), tuple(lately))


def _goals(agreement: Agreement | None, asked: Asked) -> tuple[Goal, ...]:
    """Return the goals of an agreement, what means most to the client first."""
    if agreement is None:
        return ()
    lines = _in_order(agreement.lines)
    names = {line.line_key: line.name for line in lines}
    theirs = [line for line in lines if _is_theirs(line)]
    first = next((line for line in theirs if line.parent_key not in names), next(iter(theirs), None))
    return tuple(
        _goal(line, asked, is_first=line is first, leads_to=names.get(line.parent_key or "", ""))
        for line in lines
    )


def _in_order(lines: Iterable[LineEntry]) -> list[LineEntry]:
    """Return lines by what they mean to the client, ties as they were written, each with its smaller ones."""
    lines = sorted(lines, key=lambda line: -(line.importance_client or 0))
    known = {line.line_key for line in lines}
    made = []
    for line in lines:
        if line.parent_key not in known:
            made += [line, *(one for one in lines if one.parent_key == line.line_key)]
    return made


def _is_theirs(line: LineEntry) -> bool:
    return line.importance_client is not None and line.importance_source is ImportanceSource.SAID


def _goal(line: LineEntry, asked: Asked, *, is_first: bool, leads_to: str) -> Goal:
    base = base_period(line.period, asked.period, asked.year_start)
    periods = [base]
    while len(periods) < POINTS:
        periods.append(period_before(periods[-1]))
    readings = [reading(line, period, asked) for period in reversed(periods)]
    last = readings[-1]
    good = wanted_of(last.target)
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
        leads_to=leads_to,
    )  # fmt: skip


def _lately(figures: Figures, period: DayRange) -> list[SmallRequest]:
    since = period.first - timedelta(days=_REQUEST_DAYS)
    return [request for request in figures.requests if request.asked_on >= since]
