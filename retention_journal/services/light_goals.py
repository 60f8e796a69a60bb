"""How the goals that matter to each client stand on a day, in a fixed number of statements for all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from retention_journal.core.kpis import KpiStatus, Period
from retention_journal.core.light_facts import Agreement, GoalStanding
from retention_journal.core.light_rules import LightRules
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services.goal_lines import (
    Line,
    Periods,
    ReadTerms,
    changed_goals,
    earlier_figures,
    goals_in_force,
    held_on,
    small_requests_done,
)
from retention_journal.storage.journal import JournalReader

_EPOCH = date(1970, 1, 1)
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
    """

    periods: Mapping[str, Periods]
    lines: Mapping[int, list[Line]]
    versions: Mapping[str, list[Line]]
    settled: dict[int, KpiStatus]
    earlier: dict[tuple[str, int, int], str]
    requests: dict[int, list[tuple[date, date]]]

    def standing(self, line: Line, client: int) -> GoalStanding:
        """Return how one goal stands: in the period that runs where it has a figure, else in the last one."""
        last, off, missing = self.settled.get(line.id), 0, 0
        if last is None:
            last, off, missing = self._looked_back(line, client)
        value = self._value(line, 0, client)
        current = line.terms.status(value, self.periods[line.period], 0)
        if current is KpiStatus.NO_DATA:
            current = last
        return _new(GoalStanding, (line.id, line.name, current, off, missing))

    def last_status(self, line: Line) -> KpiStatus | None:
        """Return how the last finished period stood; None where one has to look at more than that."""
        if line.is_turnaround or line.key in self.versions:
            return None
        periods = self.periods[line.period]
        if periods.days[1][0] < line.valid_from:
            return KpiStatus.NO_DATA
        if line.last is None:
            return None
        found = line.terms.status(Decimal(line.last), periods, 1)
        return None if found is KpiStatus.OFF_TRACK else found

    def _looked_back(self, line: Line, client: int) -> tuple[KpiStatus, int, int]:
        """Return how a goal stood last, for how many periods it was off track, and how many are missing."""
        periods, begun = self.periods[line.period], self._begun(line)
        known: list[KpiStatus] = []
        missing = 0
        for number in range(1, len(periods.days)):
            if periods.days[number][0] < begun:
                break
            value = self._value(line, number, client)
            if value is not None or known:
                known.append(self.version_on(line, number).terms.status(value, periods, number))
                if known[-1] is not KpiStatus.OFF_TRACK:
                    break
            else:
                missing += 1
        off = sum(status is KpiStatus.OFF_TRACK for status in known)
        return known[0] if known else KpiStatus.NO_DATA, off, missing

    def _begun(self, line: Line) -> int:
        versions = self.versions.get(line.key)
        return line.valid_from if versions is None else min(one.valid_from for one in versions)

    def version_on(self, line: Line, number: int) -> Line:
        """Return the goal as it was agreed at the end of a period."""
        versions = self.versions.get(line.key)
        if versions is None or len(versions) == 1:
            return line
        day = self.periods[line.period].days[number][1]
        held = [v for v in versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)]
        return held[-1] if held else line

    def _value(self, line: Line, number: int, client: int) -> Decimal | None:
        """Return what was entered; for an expectation about small requests else their median turnaround."""
        if number > 1:
            text = self.earlier.get((line.key, *self.periods[line.period].days[number]))
        else:
            text = line.last if number else line.running
        if text is not None:
            return Decimal(text)
        if not line.is_turnaround:
            return None
        period = self.periods[line.period].ranges[number]
        took = [
            MONDAY_TO_FRIDAY.between(asked, done)
            for asked, done in self.requests.get(client, ())
            if done in period
        ]
        return Decimal(str(median(took))) if took else None


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
    return {
        one.client: Agreement(
            one.id,
            _EPOCH + timedelta(one.confirmed_on),
            one.gap,
            one.gap_goal or "" if one.gap is not None else "",
            None
            if not one.weighed
            else tuple([goals.standing(line, one.client) for line in goals.lines.get(one.id, ())]),
        )
        for one in held
    }


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
    periods = {kind.value: Periods.of(kind, today, finished) for kind in _KINDS}
    read: ReadTerms = {}
    lines = goals_in_force(journal, today, importance, among, periods, read)
    goals = _Goals(periods, lines, changed_goals(journal, today, among, read), {}, {}, {})
    looked_back = []
    for line in (line for many in lines.values() for line in many):
        status = goals.last_status(line)
        if status is None:
            looked_back.append(line)
        else:
            goals.settled[line.id] = status
    goals.earlier.update(earlier_figures(journal, looked_back, periods))
    if any(line.is_turnaround for line in looked_back):
        goals.requests.update(small_requests_done(journal, today, among))
    return goals
