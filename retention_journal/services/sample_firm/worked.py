"""The sample's hours: what went to each client, month by month, and what went to the hunt and the office.

Written after all else, with a chance of its own, so that no other story changes by it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from retention_journal.core.hours import AN_HOUR, Bucket
from retention_journal.core.periods import add_months, month_of
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.services.sample_firm.paid import PAYS, Pays
from retention_journal.storage.tables import DayOff, KpiAgreement, KpiLine, TimeEntry

#: Hours are noted for this many months back.
_MONTHS = 12
#: A day holds so much of what is noted; the rest of a day nobody writes down.
_DAY_MINUTES = 8 * AN_HOUR
_QUARTER = 15
#: By how many per cent a month's hours vary around those included.
_VARIES = 12
#: Whose last whole month took more than was included, in minutes.
_MORE = {"Byggmester Rognan": 210, "Kystlinjen Ferie": 90}
#: What a client's time goes to: the task, its share of ten, and whether it works for their first goal.
_TASKS = {
    "nb": (("Søk og synlighet", 4, True), ("Små endringer", 3, False), ("Tekst og bilder", 2, False),
           ("Rapport", 1, False)),
    "sv": (("Sök och synlighet", 4, True), ("Små ändringar", 3, False), ("Text och bilder", 2, False),
           ("Rapport", 1, False)),
    "en": (("Search and visibility", 4, True), ("Small changes", 3, False), ("Words and pictures", 2, False),
           ("Report", 1, False)),
}  # fmt: skip
#: What goes to nobody's account each week: the task, what for, minutes.
_OWN = (
    ("Tilbud til nye kunder", Bucket.HUNT, 150),
    ("Nettverksfrokost", Bucket.HUNT, 60),
    ("Regnskap og post", Bucket.ADMIN, 90),
)
_CARE = {"nb": "Samtale", "sv": "Samtal", "en": "A talk"}
_CARE_MINUTES = (15, 30)


@dataclass
class _Days:
    """What every day holds already, so that none holds more than a person works."""

    drafts: Drafts
    minutes: Counter[date] = field(default_factory=Counter)
    off: frozenset[date] = field(init=False)

    def __post_init__(self) -> None:
        self.off = frozenset(
            row["first_on"] + timedelta(days=n)
            for row in self.drafts.rows(DayOff)
            for n in range((row["last_on"] - row["first_on"]).days + 1)
        )

    def room(self, day: date) -> int:
        worked = self.drafts.working.is_working(day) and day not in self.off
        return _DAY_MINUTES - self.minutes[day] if worked and day <= self.drafts.today else 0

    def add(self, day: date, minutes: int, **values: object) -> None:
        self.minutes[day] += minutes
        self.drafts.add(TimeEntry, worked_on=day, minutes=minutes, **values)


def write(drafts: Drafts, everyone: Iterable[Told]) -> None:
    """Write the hours of the last year."""
    days = _Days(drafts)
    goals = _first_goals(drafts)
    _write_own(days)
    for told in everyone:
        pays = PAYS.get(told.firm.name)
        if pays is not None and pays.hours:
            chance = random.Random(f"hours {told.firm.name}")  # noqa: S311 - no secret
            for month in _months(drafts):
                _write_month(days, told, pays.hours, month, chance, goals.get(told.client))
                _write_care(days, told, month, chance)


def _months(drafts: Drafts) -> list[date]:
    this = drafts.today.replace(day=1)
    return [add_months(this, -back) for back in range(_MONTHS - 1, -1, -1)]


def _write_month(
    days: _Days, told: Told, hours: int, month: date, chance: random.Random, goal: str | None
) -> None:
    """Write a client's paid work of one month, in quarters of an hour."""
    whole = hours * AN_HOUR
    wanted = (whole + whole * chance.randint(-_VARIES, 0) // 100) // _QUARTER * _QUARTER
    if month == add_months(days.drafts.today.replace(day=1), -1):
        wanted = whole + _MORE.get(told.firm.name, 0)
    open_days = _open_days(days, told, month)
    tasks = _TASKS[told.firm.language]
    for task, tenths, works_for_goal in tasks:
        left = wanted * tenths // 10 // _QUARTER * _QUARTER
        if task == tasks[0][0]:
            left += wanted - sum(wanted * part // 10 // _QUARTER * _QUARTER for _task, part, _goal in tasks)
        while left > 0 and open_days:
            day = chance.choice(open_days)
            minutes = min(left, _QUARTER * chance.randint(2, 10), days.room(day))
            if minutes < _QUARTER:
                open_days.remove(day)
                continue
            key = goal if works_for_goal else None
            days.add(day, minutes, client=told.client, task=task, bucket=Bucket.SERVE, line_key=key)
            left -= minutes


def _write_care(days: _Days, told: Told, month: date, chance: random.Random) -> None:
    open_days = _open_days(days, told, month)
    if open_days:
        task, minutes = _CARE[told.firm.language], chance.choice(_CARE_MINUTES)
        day = chance.choice(open_days)
        minutes = min(minutes, days.room(day))
        days.add(day, minutes, client=told.client, task=task, bucket=Bucket.CARE, billable=False)


def _open_days(days: _Days, told: Told, month: date) -> list[date]:
    """Return the days of a month with room on which the client was one."""
    firm, today = told.firm, days.drafts.today
    pays: Pays = PAYS[firm.name]
    ended = firm.ending.ended or firm.ending.notice if firm.ending and not firm.gap else 0
    last = today - timedelta(days=max(pays.until, ended or 0))
    first = today - timedelta(days=firm.gap[1] if firm.gap else firm.since)
    span = month_of(month)
    every = [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    return [day for day in every if first <= day <= last and days.room(day) >= _QUARTER]


def _write_own(days: _Days) -> None:
    """Write what went to nobody's account, on the same days of every week."""
    today = days.drafts.today
    monday = _months(days.drafts)[0] - timedelta(days=_months(days.drafts)[0].weekday())
    while monday <= today:
        for at, (task, bucket, minutes) in enumerate(_OWN):
            day = monday + timedelta(days=at + 1)
            if days.room(day) >= _QUARTER:
                days.add(day, min(minutes, days.room(day)), task=task, bucket=bucket, billable=False)
        monday += timedelta(days=7)


def _first_goals(drafts: Drafts) -> dict[int, str]:
    """Return by client the key of the first goal of the newest agreement."""
    owners = {row["id"]: row["client"] for row in drafts.rows(KpiAgreement)}
    found: dict[int, str] = {}
    for row in reversed(drafts.rows(KpiLine)):
        if row.get("position", 0) == 0:
            found.setdefault(owners[row["agreement"]], row["line_key"])
    return found
