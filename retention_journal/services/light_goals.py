"""How the goals that matter to each client stand on a day, in a fixed number of statements for all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from retention_journal.core.kpis import KpiStatus, Period
from retention_journal.core.light_facts import Agreement, GoalStanding
from retention_journal.core.light_rules import LightRules
from retention_journal.core.periods import DayRange
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays
from retention_journal.services.business_year import year_start
from retention_journal.services.goal_lines import (
    Held,
    Line,
    Periods,
    ReadTerms,
    changed_goals,
    earlier_figures,
    goals_in_force,
    held_on,
    small_requests_done,
)
from retention_journal.services.own_rules import working_days_of
from retention_journal.storage.journal import JournalReader

#: The ordinal of 1970-01-01, from which days are counted in the file.
_EPOCH = date(1970, 1, 1).toordinal()
#: The most common kind first, since a goal's kind is compared with each in turn.
_KINDS = (Period.MONTH, Period.WEEK, Period.QUARTER, Period.YEAR)
#: No fewer finished periods than this are looked at, so that one can tell for how long it has been so.
_PERIODS = 6
_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class _Goals:
    """The goals of the agreements in force, and what they are judged by.

    Attributes:
        lines: By agreement, in its order.
        versions: By key, the oldest first, of the goals whose agreement was ever changed.
        settled: How the last finished period stood, by goal, where what lies before makes no difference.
        earlier: Figures by key, first and last day of their period, of the other goals.
        requests: By client the small requests done: asked on, done on.
        working: The days that are worked, by which those are timed.
    """

    lines: Mapping[int, list[Line]]
    versions: Mapping[str, list[Line]]
    settled: dict[int, KpiStatus]
    earlier: dict[tuple[str, int, int], str]
    requests: dict[int, list[tuple[date, date]]]
    working: WorkingDays

    def standing(self, line: Line, client: int) -> GoalStanding:
        """Return how one goal stands: in the period that runs where it has a figure, else in the last one."""
        last, off, missing = self.settled.get(line.id), 0, 0
        if last is None:
            last, off, missing = self._looked_back(line, client)
        value = None if line.running is None else Decimal(line.running)
        if value is None and line.is_turnaround:
            value = self._turnaround(client, line.terms.periods.ranges[0])
        current = line.terms.running.status(value)
        if current is KpiStatus.NO_DATA:
            current = last
        return _new(GoalStanding, (line.id, line.name, current, off, missing))

    def last_status(self, line: Line) -> KpiStatus | None:
        """Return how the last finished period stood; None where one has to look at more than that."""
        terms = line.terms
        if line.is_turnaround or line.key in self.versions:
            return None
        if terms.periods.days[1][0] < line.valid_from:
            return KpiStatus.NO_DATA
        if line.last is None:
            return None
        found = terms.last.status(Decimal(line.last))
        return None if found is KpiStatus.OFF_TRACK else found

    def _looked_back(self, line: Line, client: int) -> tuple[KpiStatus, int, int]:
        """Return how a goal stood last, for how many periods it was off track, and how many are missing."""
        periods = line.terms.periods
        versions = self.versions.get(line.key, [line])
        begun = min(one.valid_from for one in versions)
        known: list[KpiStatus] = []
        missing = 0
        for number, days in enumerate(periods.days[1:], 1):
            if days[0] < begun:
                break
            value = self._finished(line, number, client)
            if value is not None or known:
                terms = _version_on(versions, days[1], line).terms
                known.append(terms.yardstick(periods, number).status(value))
                if known[-1] is not KpiStatus.OFF_TRACK:
                    break
            else:
                missing += 1
        if not known:
            return KpiStatus.NO_DATA, 0, missing
        return known[0], len(known) - (known[-1] is not KpiStatus.OFF_TRACK), missing

    def _finished(self, line: Line, number: int, client: int) -> Decimal | None:
        """Return what was entered; for an expectation about small requests else their median turnaround."""
        periods = line.terms.periods
        text = line.last if number == 1 else self.earlier.get((line.key, *periods.days[number]))
        if text is not None:
            return Decimal(text)
        return self._turnaround(client, periods.ranges[number]) if line.is_turnaround else None

    def _turnaround(self, client: int, period: DayRange) -> Decimal | None:
        took = [
            self.working.between(asked, done)
            for asked, done in self.requests.get(client, ())
            if done in period
        ]
        return Decimal(str(median(took))) if took else None


def _version_on(versions: list[Line], day: int, usual: Line) -> Line:
    """Return the goal as it was agreed on a day."""
    if len(versions) == 1:
        return usual
    held = [v for v in versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)]
    return held[-1] if held else usual


def agreements_on(
    journal: JournalReader, today: date, rules: LightRules, among: str = ""
) -> dict[int, Agreement]:
    """Return by client the agreement in force on ``today``.

    Args:
        journal: Where to look.
        today: The day asked about; values of periods that begin later are left out.
        rules: From which importance on a goal counts, and how many periods they ask for.
        among: A condition on ``client_id`` that narrows the clients, " AND …" or "".
    """
    held = held_on(journal, today, among)
    if not held:
        return {}
    goals = _goals(journal, today, rules.goal_importance, among, _periods_asked(rules))
    return {one.client: _agreement(one, goals) for one in held}


def _agreement(held: Held, goals: _Goals) -> Agreement:
    client, number, confirmed, gap, gap_goal, weighed = held
    important = None
    if weighed:
        important = tuple([goals.standing(line, client) for line in goals.lines.get(number, ())])
    name = gap_goal if gap is not None and gap_goal else ""
    return Agreement(number, date.fromordinal(_EPOCH + confirmed), gap, name, important)


def goals_on(
    journal: JournalReader, today: date, only: Collection[int] | None = None
) -> dict[int, tuple[KpiStatus, ...]]:
    """Return by client how every goal of the agreement in force stands, in the agreement's order.

    Args:
        journal: Where to look.
        today: The day asked about.
        only: Ids of the clients asked about; None is all. Who has no agreement is left out.
    """
    among = "" if only is None else f" AND client_id IN ({', '.join(str(int(one)) for one in only)})"
    held = held_on(journal, today, among)
    if not held:
        return {}
    goals = _goals(journal, today, 0, among, _PERIODS)
    return {
        one.client: tuple(goals.standing(line, one.client).status for line in goals.lines.get(one.id, ()))
        for one in held
    }


def _periods_asked(rules: LightRules) -> int:
    """Return how many finished periods are looked at, so that each threshold can be reached."""
    return max(
        _PERIODS, rules.goal_red_periods, rules.goal_amber_periods, rules.goal_missing_after_periods + 1
    )


def _goals(journal: JournalReader, today: date, importance: int, among: str, finished: int) -> _Goals:
    """Return the goals in force that matter to the clients from ``importance`` on; 0 is every goal."""
    year = year_start(journal)
    periods = {kind.value: Periods.of(kind, today, finished, year) for kind in _KINDS}
    read: ReadTerms = {}
    lines = goals_in_force(journal, today, importance, among, periods, read)
    every = [line for many in lines.values() for line in many]
    is_timed = any(line.is_turnaround for line in every)
    working = working_days_of(journal, today) if is_timed else MONDAY_TO_FRIDAY
    changed = changed_goals(journal, today, among, periods, read)
    goals = _Goals(lines, changed, {}, {}, {}, working)
    looked_back = []
    for line in every:
        status = goals.last_status(line)
        if status is None:
            looked_back.append(line)
        else:
            goals.settled[line.id] = status
    goals.earlier.update(earlier_figures(journal, looked_back))
    if is_timed:
        goals.requests.update(small_requests_done(journal, today, among))
    return goals
