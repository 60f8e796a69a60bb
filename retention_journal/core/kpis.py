"""KPIs and expectations: what was agreed, and how a value stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from retention_journal.core.periods import (
    JANUARY,
    DayRange,
    add_months,
    month_of,
    quarter_of,
    whole_months,
    year_of,
)
from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class LineKind(Term):
    """A measured goal, or a "non-KPI" the client judges by all the same (capability B6)."""

    KPI = "kpi", N_("KPI")
    EXPECTATION = "expectation", N_("Expectation")


class GoalDirection(Term):
    """Which way is better."""

    HIGHER = "higher", N_("Higher is better")
    LOWER = "lower", N_("Lower is better")
    EQUAL = "equal", N_("Exactly this")
    RANGE = "range", N_("Within a range")


class Aggregation(Term):
    """How the values of a longer period become one."""

    SUM = "sum", N_("Sum")
    MEAN = "mean", N_("Mean")
    LAST = "last", N_("Last value")


class Period(Term):
    """How often a value is due."""

    WEEK = "week", N_("Week")
    MONTH = "month", N_("Month")
    QUARTER = "quarter", N_("Quarter")
    YEAR = "year", N_("Year")


class AgreementStatus(Term):
    """Where an agreement stands; once agreed it is never edited, only replaced."""

    DRAFT = "draft", N_("Draft")
    AGREED = "agreed", N_("Agreed")
    SUPERSEDED = "superseded", N_("Replaced")
    WITHDRAWN = "withdrawn", N_("Withdrawn")


class AgreedHow(Term):
    """How it was agreed."""

    MEETING = "meeting", N_("in a meeting")
    CALL = "call", N_("by phone")
    EMAIL = "email", N_("by e-mail")
    SIGNED = "signed", N_("signed")


class ImportanceSource(Term):
    """How it is known what a goal means to the client."""

    SAID = "said", N_("They said so")
    ASSUMED = "assumed", N_("You assume so")


class KpiStatus(Term):
    """How a goal stands in its period. Source: vocabulary, section 5."""

    ACHIEVED = "achieved", N_("Achieved")
    ON_TRACK = "on_track", N_("On target")
    AT_RISK = "at_risk", N_("Just under")
    OFF_TRACK = "off_track", N_("Off target")
    NO_DATA = "no_data", N_("No number yet")


class Trend(Term):
    """Which way a goal moves, seen from the target: better is better, whichever way the figure goes."""

    BETTER = "better", N_("Getting better")
    WORSE = "worse", N_("Getting worse")
    SAME = "same", N_("As before")


@dataclass(frozen=True)
class Wanted:
    """The figures that are good enough: from ``low`` to ``high``; None is open to that side."""

    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What the values of one period are held against on one day; many values can be held against one.

    Attributes:
        floor: The least that keeps the target so far; None where less is not worse.
        floor_slack: How far under it is only at risk.
        reached: From here on the target of the whole period is reached early; None where it cannot be.
        ceiling: The most that keeps the target; None where more is not worse.
        ceiling_slack: How far over it is only at risk.
        ceiling_so_far: The ceiling's share of the days begun; None where it is not shared out.
    """

    floor: Decimal | None
    floor_slack: Decimal
    reached: Decimal | None
    ceiling: Decimal | None
    ceiling_slack: Decimal
    ceiling_so_far: Decimal | None

    def status(self, value: Decimal | None) -> KpiStatus:
        """Say how ``value`` stands; None is no value."""
        floor, ceiling = self.floor, self.ceiling
        if value is None or (floor is None and ceiling is None):
            return KpiStatus.NO_DATA
        if self.reached is not None and value >= self.reached:
            return KpiStatus.ACHIEVED
        risky = False
        if floor is not None and value < floor:
            if floor - value > self.floor_slack:
                return KpiStatus.OFF_TRACK
            risky = True
        if ceiling is not None and value > ceiling:
            if value - ceiling > self.ceiling_slack:
                return KpiStatus.OFF_TRACK
            risky = True
        so_far = self.ceiling_so_far
        risky = risky or (so_far is not None and value > so_far)
        return KpiStatus.AT_RISK if risky else KpiStatus.ON_TRACK


_NOTHING = Decimal(0)
_WHOLE = Decimal(1)
_PERCENT = Decimal(100)
#: Share of the target by which a value must move to be more than noise.
_NOTABLE = Decimal("0.05")
_TWO_STEPS = 3
_WEEK_DAYS = 7
_STALE_MONTHS = 12
_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def wanted(direction: GoalDirection, target: Decimal | None, target_high: Decimal | None = None) -> Wanted:
    """Return which figures keep a target.

    Args:
        direction: Which way is better.
        target: The figure agreed, or the lower end of a range.
        target_high: Upper end of a range; read for a range only.
    """
    match direction:
        case GoalDirection.HIGHER:
            return Wanted(low=target)
        case GoalDirection.LOWER:
            return Wanted(high=target)
        case GoalDirection.EQUAL:
            return Wanted(target, target)
    return Wanted(target, target_high)


def status_of(
    value: Decimal | None,
    goal: Wanted,
    *,
    period: DayRange,
    today: date,
    aggregation: Aggregation = Aggregation.SUM,
    tolerance_pct: int = 20,
) -> KpiStatus:
    """Say how a value stands against its target on ``today``.

    Args:
        value: The figure so far in the period, in the goal's own unit; None where there is none.
        goal: The figures that keep the target of the whole period.
        period: The days the value is about.
        today: Inside the period a *sum* is held against the target's share of the days gone by: a floor
            against the days that are over, a ceiling against the days begun, and a ceiling that still
            holds is never worse than at risk. Means and last values are never pro-rated.
        aggregation: How the values of the period become one.
        tolerance_pct: Per cent of the pro-rated target that may be missed before it is off track.

    A floor that is reached before the period is over is achieved; in a finished period it is on target.

    Source: rules, section 2, S3 ("misses up to 20 % of pro-rated target"; more is off track).
    """
    return yardstick(goal, period, today, aggregation, tolerance_pct).status(value)


def yardstick(
    goal: Wanted, period: DayRange, today: date, aggregation: Aggregation, tolerance_pct: int
) -> Yardstick:
    """Return what the values of a period are held against on ``today``; see ``status_of``."""
    running = aggregation is Aggregation.SUM and today <= period.last
    tolerance = Decimal(tolerance_pct) / _PERCENT
    floor = goal.low
    if floor is not None and running:
        floor = _prorated(floor, period, today, begun=False)
    return Yardstick(
        floor=floor,
        floor_slack=_NOTHING if floor is None else abs(floor) * tolerance,
        reached=goal.low if running and goal.high is None else None,
        ceiling=goal.high,
        ceiling_slack=_NOTHING if goal.high is None else abs(goal.high) * tolerance,
        ceiling_so_far=(
            _prorated(goal.high, period, today, begun=True) if running and goal.high is not None else None
        ),
    )


def trend_of(values: Sequence[Decimal | None], goal: Wanted) -> Trend:
    """Say which way a goal moves.

    Args:
        values: The figures of the periods, oldest first; None where there is none.
        goal: The figures that keep the target; the way is judged by it.

    One step of at least 5 % of the target towards it is better; worse takes two such steps running, since
    one slower month is not a trend.
    """
    known = [value for value in values[-_TWO_STEPS:] if value is not None]
    if values and values[-1] is None:
        return Trend.SAME
    gaps = [_gain(before, after, goal) for before, after in pairwise(known)]
    notable = _NOTABLE * abs(goal.low or goal.high or _WHOLE)
    if gaps and gaps[-1] >= notable and gaps[-1] > 0:
        return Trend.BETTER
    if len(gaps) == _TWO_STEPS - 1 and all(gap <= -notable and gap < 0 for gap in gaps):
        return Trend.WORSE
    return Trend.SAME


def combined(values: Sequence[Decimal], aggregation: Aggregation) -> Decimal | None:
    """Return the values of shorter periods, oldest first, as the one of the longer; None for none."""
    if len(values) <= 1:
        return values[0] if values else None
    match aggregation:
        case Aggregation.SUM:
            return sum(values, Decimal(0))
        case Aggregation.MEAN:
            return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01")).normalize() + 0
    return values[-1]


def period_of(kind: Period, day: date, year_start: int = JANUARY) -> DayRange:
    """Return the week (Monday to Sunday), month, quarter or year that ``day`` lies in.

    Args:
        kind: Which of them.
        day: Any of its days.
        year_start: The month in which the business year begins, 1 to 12; quarters and years follow it.
    """
    match kind:
        case Period.WEEK:
            monday = day - timedelta(days=day.weekday())
            return DayRange(monday, monday + timedelta(days=_WEEK_DAYS - 1))
        case Period.MONTH:
            return month_of(day)
        case Period.QUARTER:
            return quarter_of(day, year_start)
    return year_of(day, year_start)


def kind_of(period: DayRange) -> Period | None:
    """Return whether a range of days is a whole week, month, quarter or year; None for any other.

    Three whole months are a quarter and twelve a year, in whichever month the business year begins.
    """
    if period == period_of(Period.WEEK, period.first):
        return Period.WEEK
    months = whole_months(period)
    return next((kind for kind, n in _MONTHS.items() if n == months), None)


def period_before(period: DayRange) -> DayRange:
    """Return the period of the same kind before ``period``; for other ranges as many days before."""
    kind = kind_of(period)
    last = period.first - timedelta(days=1)
    if kind in _MONTHS:
        return DayRange(add_months(period.first, -_MONTHS[kind]), last)
    return DayRange(last - (period.last - period.first), last)


def is_stale(agreed_on: date, today: date) -> bool:
    """Say whether an agreement is 12 months old or older, so that it is time to ask again.

    Source: design, 7.5, "Not agreed for 12 months".
    """
    return months_since(agreed_on, today) >= _STALE_MONTHS


def months_since(day: date, today: date) -> int:
    """Return the whole months from ``day`` to ``today``; 0 where it lies ahead."""
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return max(0, months)


def next_review(agreed_on: date) -> date:
    """Return the day to ask whether the goals are still the right ones: three months on.

    Source: capability B14, the quarterly question.
    """
    month = add_months(agreed_on, _MONTHS[Period.QUARTER])
    return min(month + timedelta(days=agreed_on.day - 1), month_of(month).last)


def _prorated(bound: Decimal, period: DayRange, today: date, *, begun: bool) -> Decimal:
    """Return the part of ``bound`` that falls on the days that are over, or that have begun."""
    days = (period.last - period.first).days + 1
    gone = (today - period.first).days + begun
    return bound * min(max(gone, 0), days) / days


def _gain(before: Decimal, after: Decimal, goal: Wanted) -> Decimal:
    """Return by how much the second figure is better than the first; negative where it is worse."""
    if goal.high is None:
        return after - before
    if goal.low is None:
        return before - after
    return _distance(before, goal) - _distance(after, goal)


def _distance(value: Decimal, goal: Wanted) -> Decimal:
    below = (goal.low or Decimal(0)) - value
    above = value - (goal.high or Decimal(0))
    return max(below, above, Decimal(0))
