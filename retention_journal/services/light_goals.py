"""How the goals that matter to each client stand on a day, in a fixed number of statements for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from retention_journal.core.kpis import (
    Aggregation,
    AgreementStatus,
    GoalDirection,
    KpiStatus,
    Period,
    Wanted,
    period_before,
    period_of,
    status_of,
    wanted,
)
from retention_journal.core.light_facts import Agreement, GoalStanding
from retention_journal.core.light_rules import LightRules
from retention_journal.core.periods import DayRange
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader

_EPOCH = date(1970, 1, 1)
#: Two finished periods of the longest kind, a year, and the one that runs.
_FAR_BACK_DAYS = 3 * 366
_DAY_SECONDS = 86_400
_BINDING = f"('{AgreementStatus.AGREED}', '{AgreementStatus.SUPERSEDED}')"


@dataclass(frozen=True, slots=True)
class _Line:
    """A goal as one version of an agreement has it."""

    id: int
    key: str
    name: str
    goal: Wanted
    tolerance_pct: int
    period: Period
    aggregation: Aggregation
    valid_from: int
    valid_to: int | None
    is_turnaround: bool


@dataclass(frozen=True, slots=True)
class _Figures:
    """Values by goal, first and last day; and by client the small requests done: asked on, done on."""

    values: Mapping[tuple[str, int, int], str]
    requests: Mapping[int, list[tuple[date, date]]]


def agreements_on(
    journal: JournalReader, today: date, rules: LightRules, among: str = ""
) -> dict[int, Agreement]:
    """Return by client the agreement in force on ``today``.

    Args:
        journal: Where to look.
        today: The day asked about; values of periods that begin later are left out.
        rules: From which importance on a goal counts.
        among: A condition on ``client_id`` that narrows the clients, " AND …" or "".
    """
    day = day_number(today)
    held = journal.sql(
        "SELECT client_id, id, coalesce(agreed_on, valid_from) FROM kpi_agreement"  # noqa: S608 - our own words
        f" WHERE trashed_at IS NULL AND status IN {_BINDING} AND valid_from <= {day}"
        f" AND coalesce(valid_to, {day}) >= {day}{among} ORDER BY version"
    )
    if not held:
        return {}
    versions, important = _lines(journal, today, rules.goal_importance, among)
    figures = _figures(journal, today, among, versions)
    periods = {kind: _Periods.of(kind, today) for kind in Period}
    gaps = _widest_gaps(journal, day, among)
    found = {}
    for client, number, confirmed in held:
        gap, name = gaps.get(number, (None, ""))
        lines = important.get(number)
        standing = None
        if lines is not None:
            standing = tuple(
                _standing(line, versions[line.key], figures, client, periods[line.period]) for line in lines
            )
        found[client] = Agreement(number, _EPOCH + timedelta(confirmed), gap, name, standing)
    return found


def goals_on(
    journal: JournalReader, today: date, only: Collection[int] | None = None
) -> dict[int, tuple[KpiStatus, ...]]:
    """Return by client how every goal of the agreement in force stands, in the agreement's order.

    Args:
        journal: Where to look.
        today: The day asked about.
        only: Ids of the clients asked about; None is all. Who has no agreement is left out.
    """
    day = day_number(today)
    among = "" if only is None else f" AND client_id IN ({', '.join(str(int(one)) for one in only)})"
    rows = journal.sql(
        "SELECT a.client_id, a.id, l.id FROM kpi_agreement a"  # noqa: S608 - our own words
        " LEFT JOIN kpi_line l ON l.agreement_id = a.id AND l.trashed_at IS NULL"
        f" WHERE a.trashed_at IS NULL AND a.status IN {_BINDING} AND a.valid_from <= {day}"
        f" AND coalesce(a.valid_to, {day}) >= {day}{among.replace('client_id', 'a.client_id')}"
        " ORDER BY a.version, l.position, l.id"
    )
    held: dict[int, tuple[int, list[int]]] = {}
    for client, agreement, line in rows:
        if client not in held or held[client][0] != agreement:  # a newer version takes its place
            held[client] = (agreement, [])
        if line is not None:
            held[client][1].append(line)
    if not held:
        return {}
    versions, _important = _lines(journal, today, 0, among)
    by_id = {line.id: line for lines in versions.values() for line in lines}
    figures = _figures(journal, today, among, versions)
    periods = {kind: _Periods.of(kind, today) for kind in Period}
    return {
        client: tuple(
            _standing(by_id[line], versions[by_id[line].key], figures, client, periods[by_id[line].period])
            .status
            for line in lines
        )
        for client, (_agreement, lines) in held.items()
    }  # fmt: skip


def _lines(
    journal: JournalReader, today: date, importance: int, among: str
) -> tuple[dict[str, list[_Line]], dict[int, list[_Line]]]:
    """Return the versions of each goal that matters, and those goals by the agreement they stand in.

    A goal matters from ``importance`` to the client on; 0 is every goal. An agreement in which nobody asked
    for importance is not among the latter: there one is blind.
    """
    day = day_number(today)
    rows = journal.sql(
        "SELECT l.agreement_id, l.importance_client, l.id, l.line_key, l.name, l.direction, l.target,"  # noqa: S608
        " l.target_high, l.tolerance_pct, l.period, l.aggregation, a.valid_from, a.valid_to,"
        " l.turnaround_days IS NOT NULL FROM kpi_line l JOIN kpi_agreement a ON a.id = l.agreement_id"
        f" WHERE l.trashed_at IS NULL AND a.trashed_at IS NULL AND a.status IN {_BINDING}"
        f" AND a.valid_from <= {day} AND coalesce(a.valid_to, {day}) >= {day - _FAR_BACK_DAYS}"
        f"{among.replace('client_id', 'a.client_id')} ORDER BY a.version, l.position"
    )
    wanted_keys = {row[3] for row in rows if (row[1] or 0) >= importance}
    versions: dict[str, list[_Line]] = defaultdict(list)
    important: dict[int, list[_Line]] = {}
    for agreement, theirs, number, key, *terms in rows:
        matters = important.setdefault(agreement, []) if theirs is not None else None
        if key in wanted_keys:
            line = _line(number, key, *terms)
            versions[key].append(line)
            if matters is not None and theirs >= importance:
                matters.append(line)
    return versions, important


_DIRECTION = {kind.value: kind for kind in GoalDirection}
_PERIOD = {kind.value: kind for kind in Period}
_AGGREGATION = {kind.value: kind for kind in Aggregation}


def _line(number: int, key: str, name: str, *terms: Any) -> _Line:
    direction, low, high, tolerance, period, aggregation, first, last, is_turnaround = terms
    return _Line(
        number, key, name, wanted(_DIRECTION[direction], _number(low), _number(high)), tolerance,
        _PERIOD[period], _AGGREGATION[aggregation], first, last, bool(is_turnaround),
    )  # fmt: skip


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _widest_gaps(journal: JournalReader, day: int, among: str) -> dict[int, tuple[int, str]]:
    """Return by agreement the widest gap between their and your importance of a goal, and the goal."""
    rows = journal.sql(
        "SELECT l.agreement_id, max(abs(l.importance_client - l.importance_own)), l.name"  # noqa: S608
        " FROM kpi_line l JOIN kpi_agreement a ON a.id = l.agreement_id"
        " WHERE l.trashed_at IS NULL AND a.trashed_at IS NULL"
        f" AND a.valid_from <= {day} AND coalesce(a.valid_to, {day}) >= {day}"
        " AND l.importance_client IS NOT NULL AND l.importance_own IS NOT NULL"
        f"{among.replace('client_id', 'a.client_id')} GROUP BY l.agreement_id"
    )
    return {number: (gap, name) for number, gap, name in rows}


def _figures(
    journal: JournalReader, today: date, among: str, versions: Mapping[str, Iterable[_Line]]
) -> _Figures:
    day = day_number(today)
    kinds = {line.period for lines in versions.values() for line in lines}
    back = max((_Periods.of(kind, today).days for kind in kinds), default=0)
    rows = journal.sql(
        "SELECT line_key, period_start, period_end, value FROM measurement WHERE trashed_at IS NULL"  # noqa: S608
        f" AND period_end >= {day - back} AND period_start <= {day}{among}"
    )
    values = {(key, first, last): value for key, first, last, value in rows}
    requests: dict[int, list[tuple[date, date]]] = defaultdict(list)
    if any(line.is_turnaround for lines in versions.values() for line in lines):
        end = _seconds_after(today)
        done = journal.sql(
            "SELECT client_id, made_on, delivered_at FROM promise WHERE is_small_request = 1"  # noqa: S608
            " AND direction = 'ours' AND trashed_at IS NULL"
            f" AND delivered_at >= {end - _FAR_BACK_DAYS * _DAY_SECONDS} AND delivered_at < {end}{among}"
        )
        for client, asked, at in done:
            requests[client].append(
                (_EPOCH + timedelta(asked), _EPOCH + timedelta(at // _DAY_SECONDS))
            )  # fmt: skip
    return _Figures(values, requests)


def _seconds_after(day: date) -> int:
    """Return the first second of the wall clock after ``day``."""
    return (day_number(day) + 1) * _DAY_SECONDS


@dataclass(frozen=True, slots=True)
class _Periods:
    """The period that runs and the finished ones before it, the newest first."""

    today: date
    running: DayRange
    finished: tuple[DayRange, ...]

    @property
    def days(self) -> int:
        """How many days lie between the first of them and today."""
        return (self.today - self.finished[-1].first).days

    @classmethod
    def of(cls, kind: Period, today: date) -> _Periods:
        """Return the periods of a kind around ``today``."""
        running = period_of(kind, today)
        finished = [period_before(running)]
        while len(finished) < _PERIODS:
            finished.append(period_before(finished[-1]))
        return cls(today, running, tuple(finished))


def _standing(
    line: _Line, versions: list[_Line], figures: _Figures, client: int, periods: _Periods
) -> GoalStanding:
    """Return how one goal stands: in the period that runs where it has a figure, else in the last one."""
    begun = min(version.valid_from for version in versions)
    known: list[KpiStatus] = []
    missing = 0
    for period in periods.finished:
        if day_number(period.first) < begun:
            break
        value = _value(line, period, figures, client)
        if value is not None or known:
            known.append(_status(_version_on(versions, period, line), value, period, periods.today))
            if known[-1] is not KpiStatus.OFF_TRACK:
                break
        else:
            missing += 1
    now = _value(line, periods.running, figures, client)
    current = _status(line, now, periods.running, periods.today)
    if current is KpiStatus.NO_DATA and known:
        current = known[0]
    off = next((n for n, status in enumerate(known) if status is not KpiStatus.OFF_TRACK), len(known))
    return GoalStanding(line.id, line.name, current, off, missing)


#: As many finished periods as a threshold can ask for.
_PERIODS = 6


def _value(line: _Line, period: DayRange, figures: _Figures, client: int) -> Decimal | None:
    """Return what was entered; for an expectation about small requests else their median turnaround."""
    found = figures.values.get((line.key, day_number(period.first), day_number(period.last)))
    if found is not None or not line.is_turnaround:
        return _number(found)
    took = [
        MONDAY_TO_FRIDAY.between(asked, done)
        for asked, done in figures.requests.get(client, ())
        if done in period
    ]
    return Decimal(str(median(took))) if took else None


def _version_on(versions: list[_Line], period: DayRange, usual: _Line) -> _Line:
    """Return the goal as it was agreed at the end of a period."""
    if len(versions) == 1:
        return versions[0]
    day = day_number(period.last)
    held = [v for v in versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)]
    return held[-1] if held else usual


def _status(line: _Line, value: Decimal | None, period: DayRange, today: date) -> KpiStatus:
    return status_of(
        value, line.goal, period=period, today=today, aggregation=line.aggregation,
        tolerance_pct=line.tolerance_pct,
    )  # fmt: skip
