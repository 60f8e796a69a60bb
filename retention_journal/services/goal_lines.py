"""The goals that were agreed, as the journal holds them: read for all clients at once, not yet judged.

A goal comes with the figures of the period that runs and of the last one; what lies further back is asked for
by itself, of those goals for which it can make a difference.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from retention_journal.core.kpis import (
    Aggregation,
    AgreementStatus,
    GoalDirection,
    Period,
    Wanted,
    Yardstick,
    period_of,
    wanted,
    yardstick,
)
from retention_journal.core.periods import DayRange
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader

_EPOCH = date(1970, 1, 1)
#: How far back earlier versions are read: two finished years and the one that runs.
_FAR_BACK_DAYS = 3 * 366
_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400
#: Makes a named tuple of a tuple in half the time that its own constructor takes.
_new = tuple.__new__
_BINDING = f"('{AgreementStatus.AGREED}', '{AgreementStatus.SUPERSEDED}')"
_IS_BINDING = f"a.trashed_at IS NULL AND a.status IN {_BINDING}"
_DIRECTION = {kind.value: kind for kind in GoalDirection}
_AGGREGATION = {kind.value: kind for kind in Aggregation}


class Held(NamedTuple):
    """The agreement in force with a client.

    Attributes:
        gap: The widest gap between their and your importance of a goal; None where it was not asked.
        gap_goal: That goal's name, where there is a gap.
        weighed: Of how many goals it is known how much they matter to them.
    """

    client: int
    id: int
    confirmed_on: int
    gap: int | None
    gap_goal: str | None
    weighed: int


class Line(NamedTuple):
    """A goal as one version of an agreement has it, with its figures in the file's words.

    Attributes:
        running: Of the period that runs; None where there is none, or it is an earlier version.
        last: Of the last finished one.
    """

    terms: Terms
    id: int
    key: str
    name: str
    valid_from: int
    valid_to: int | None
    is_turnaround: bool
    running: str | None
    last: str | None


@dataclass(slots=True)
class Terms:
    """What was agreed about a goal; many goals have the same, so that each is read once.

    Attributes:
        periods: Those in which its values are due.
        running: What the value of the period that runs is held against.
        last: What the value of the last finished one is held against.
        yardsticks: What values are held against, by the first and last day of their period.
    """

    goal: Wanted
    tolerance_pct: int
    aggregation: Aggregation
    periods: Periods
    running: Yardstick = field(init=False)
    last: Yardstick = field(init=False)
    yardsticks: dict[tuple[int, int], Yardstick] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.running = self.yardstick(self.periods, 0)
        self.last = self.yardstick(self.periods, 1)

    def yardstick(self, periods: Periods, number: int) -> Yardstick:
        """Return what a value of one of ``periods``, which may be another version's, is held against."""
        days = periods.days[number]
        found = self.yardsticks.get(days)
        if found is None:
            found = self.yardsticks[days] = yardstick(
                self.goal, periods.ranges[number], periods.today, self.aggregation, self.tolerance_pct
            )
        return found


@dataclass(frozen=True, slots=True)
class Periods:
    """The period of a kind that runs and the finished ones before it, the newest first.

    Attributes:
        days: The number of the first and last day of each.
    """

    today: date
    ranges: tuple[DayRange, ...]
    days: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, kind: Period, today: date, finished: int, year_start: int) -> Periods:
        """Return the period of a kind around ``today`` and so many finished ones.

        Args:
            kind: Which kind.
            today: The day asked about.
            finished: How many, 1 or more.
            year_start: The month in which the business year begins, 1 to 12.
        """
        ranges = [period_of(kind, today, year_start)]
        while len(ranges) <= finished:
            ranges.append(period_of(kind, ranges[-1].first - _DAY, year_start))
        return cls(
            today, tuple(ranges), tuple((day_number(one.first), day_number(one.last)) for one in ranges)
        )


def held_on(journal: JournalReader, today: date, among: str) -> list[Held]:
    """Return the agreements in force; of two with one client the newer version comes last."""
    rows = journal.sql(
        "SELECT a.client_id, a.id, max(coalesce(a.agreed_on, a.valid_from),"  # noqa: S608 - our own words
        f" iif(a.importance_asked_on <= {day_number(today)}, a.importance_asked_on, 0)),"
        " max(abs(l.importance_client - l.importance_own)), l.name, count(l.importance_client)"
        " FROM kpi_agreement a LEFT JOIN kpi_line l ON l.agreement_id = a.id AND l.trashed_at IS NULL"
        f" WHERE {_IS_BINDING}{_in_force(today)}{among} GROUP BY a.id ORDER BY a.version"
    )
    return [Held._make(row) for row in rows]


def _in_force(today: date) -> str:
    day = day_number(today)
    return f" AND a.valid_from <= {day} AND coalesce(a.valid_to, {day}) >= {day}"


#: The periods of each kind, by its word.
AllPeriods = Mapping[str, Periods]
#: Terms by the words they are written in.
ReadTerms = dict[tuple[Any, ...], Terms]
_LINE = (
    "SELECT l.agreement_id, l.direction, l.target, l.target_high, l.tolerance_pct, l.aggregation,"
    " l.period, l.id, l.line_key, l.name, a.valid_from, a.valid_to, l.turnaround_days IS NOT NULL"
)
_LINES = " FROM kpi_agreement a CROSS JOIN kpi_line l ON l.agreement_id = a.id AND l.trashed_at IS NULL"


def goals_in_force(
    journal: JournalReader,
    today: date,
    importance: int,
    among: str,
    periods: AllPeriods,
    read: ReadTerms,
) -> dict[int, list[Line]]:
    """Return by agreement in force, in its order, the goals that matter from ``importance`` on, with figures.

    Args:
        journal: Where to look.
        today: The day asked about.
        importance: To the client, 1 to 5; 0 is every goal.
        among: A condition on ``client_id`` that narrows the clients.
        periods: The periods of each kind.
        read: Terms that were read before, to which others are added.
    """
    rows = journal.sql(
        f"{_LINE}, {_figure(0, periods)}, {_figure(1, periods)}{_LINES}"
        f" WHERE {_IS_BINDING}{_in_force(today)}{among} AND coalesce(l.importance_client, 0) >= {importance}"
        " ORDER BY a.id, l.position"
    )
    found: dict[int, list[Line]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(_line(row, periods, read))
    return found


def _figure(number: int, periods: AllPeriods) -> str:
    """Return the question for the figure of the goal ``l`` in the period that runs, 0, or the last one, 1."""

    def bound(end: int) -> str:
        days = " ".join(f"WHEN '{kind}' THEN {found.days[number][end]}" for kind, found in periods.items())
        return f"CASE l.period {days} END"

    return (
        "(SELECT m.value FROM measurement m WHERE m.trashed_at IS NULL AND m.line_key = l.line_key"  # noqa: S608
        f" AND m.period_start = {bound(0)} AND m.period_end = {bound(1)})"
    )


def changed_goals(
    journal: JournalReader, today: date, among: str, periods: AllPeriods, read: ReadTerms
) -> dict[str, list[Line]]:
    """Return by key the versions, the oldest first, of the goals of clients whose agreement was changed."""
    day = day_number(today)
    rows = journal.sql(
        f"{_LINE}, NULL, NULL{_LINES} WHERE {_IS_BINDING}"  # noqa: S608 - our own words
        f" AND a.valid_from <= {day} AND coalesce(a.valid_to, {day}) >= {day - _FAR_BACK_DAYS}"
        f" AND a.client_id IN (SELECT client_id FROM kpi_agreement WHERE status IN {_BINDING}{among}"
        " GROUP BY client_id HAVING count(*) > 1) ORDER BY a.version, l.position"
    )
    found: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        line = _line(row, periods, read)
        found[line.key].append(line)
    return found


def _line(row: tuple[Any, ...], periods: AllPeriods, read: ReadTerms) -> Line:
    words = row[1:7]
    terms = read.get(words)
    if terms is None:
        direction, low, high, tolerance, aggregation, period = words
        goal = wanted(_DIRECTION[direction], _number(low), _number(high))
        terms = read[words] = Terms(goal, tolerance, _AGGREGATION[aggregation], periods[period])
    return _new(Line, (terms, *row[7:]))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def earlier_figures(journal: JournalReader, lines: Iterable[Line]) -> dict[tuple[str, int, int], str]:
    """Return the figures of goals before the last finished period, by key, first and last day."""
    firsts, lasts, keys = set(), set(), []
    for line in lines:
        days = line.terms.periods.days
        firsts.add(days[-1][0])
        lasts.add(days[1][0])
        keys.append(line.key)
    if not keys:
        return {}
    rows = journal.sql(
        "SELECT line_key, period_start, period_end, value FROM measurement WHERE trashed_at IS NULL"
        " AND line_key IN (SELECT value FROM json_each(?)) AND period_start >= ? AND period_start < ?",
        json.dumps(keys), min(firsts), max(lasts),
    )  # fmt: skip
    return {(key, start, end): value for key, start, end, value in rows}


def small_requests_done(
    journal: JournalReader, today: date, among: str
) -> dict[int, list[tuple[date, date]]]:
    """Return by client the small requests that were done: asked on, done on."""
    end = (day_number(today) + 1) * _DAY_SECONDS
    done = journal.sql(
        "SELECT client_id, coalesce(asked_on, made_on), delivered_at FROM promise"  # noqa: S608
        " WHERE is_small_request = 1 AND direction = 'ours' AND trashed_at IS NULL"
        f" AND delivered_at >= {end - _FAR_BACK_DAYS * _DAY_SECONDS} AND delivered_at < {end}{among}"
    )
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for client, asked, at in done:
        found[client].append((_EPOCH + timedelta(asked), _EPOCH + timedelta(at // _DAY_SECONDS)))
    return found
