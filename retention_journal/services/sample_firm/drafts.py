"""Collects the sample's records before they are written, each with an id and a uid that never vary."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from retention_journal.core.holidays_known import working_days
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays
from retention_journal.storage.journal import Writer
from retention_journal.storage.tables import TABLES, Table, name_of

_SEED = 2017
#: Whose public holidays the sample's firm keeps.
COUNTRY = "NO"
_GENERATED = frozenset({"counts_as_contact"})
_EPOCH = date(1970, 1, 1)
_SUNDAY = 6


@dataclass
class Drafts:
    """The records of a sample made for ``today``, in the order in which they will be written."""

    today: date
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311 - no secret
    working: WorkingDays = field(init=False)
    _rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.working = working_days(MONDAY_TO_FRIDAY.weekdays, COUNTRY, (), (), self.today)

    def add(self, table: type[Table], **values: Any) -> int:
        """Keep a record and return the id it will have; it gets a uid of its own unless one is given."""
        rows = self._rows.setdefault(name_of(table), [])
        made_at = (self.today - _EPOCH).days * 86_400
        values.setdefault("uid", None)
        values["uid"] = values["uid"] or self.uid()
        rows.append({"id": len(rows) + 1, "created_at": made_at, "updated_at": made_at, **values})
        return len(rows)

    def uid(self) -> str:
        """Return the next uid, the same one in every sample."""
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def write(self, change: Writer) -> None:
        """Write everything, the records before those that name them."""
        for table in TABLES:
            rows = self.rows(table)
            names = [name for name in table._meta.fields if name not in _GENERATED]
            defaults = {name: table._meta.fields[name].default for name in names}
            change.insert_many(table, [_whole(row, defaults) for row in rows])

    def day(self, days_ago: int) -> date:
        """Return the working day that lies ``days_ago`` days back, or the last one before it."""
        day = self.today - timedelta(days=days_ago)
        while days_ago > 0 and not MONDAY_TO_FRIDAY.is_working(day):
            day -= timedelta(days=1)
        return day

    def nearest_day(self, days_ago: int) -> date:
        """Return the working day nearest to the one ``days_ago`` days back."""
        day = self.today - timedelta(days=days_ago)
        return day + timedelta(days=1) if day.weekday() == _SUNDAY else self.day(days_ago)

    def working_day(self, days: int) -> date:
        """Return the day that lies ``days`` working days ahead, or back where it is negative; 0 is today."""
        if days >= 0:
            return self.working.add(self.today, days)
        day = self.today
        for _step in range(-days):
            day = self.working.before(day)
        return day

    def late_since(self, days: int) -> date:
        """Return the working day since which ``days`` working days have gone by, as those count who wait."""
        day = self.working.before(self.today)
        while self.working.between(day, self.today) < days:
            day = self.working.before(day)
        return day

    def next_worked(self, days: int) -> date:
        """Return the day ``days`` working days ahead; 0 is today, or the next day worked."""
        day = self.working_day(days)
        return day if self.working.is_working(day) else self.working.add(day, 1)

    def rows(self, table: type[Table]) -> list[dict[str, Any]]:
        """Return the records kept of a table so far."""
        return self._rows.get(name_of(table), [])

    def ahead(self, days: int) -> date:
        """Return the day that lies ``days`` days ahead, on the Monday where it falls on a weekend."""
        day = self.today + timedelta(days=days)
        while days > 0 and not MONDAY_TO_FRIDAY.is_working(day):
            day += timedelta(days=1)
        return day


def moment(day: date, at: str) -> datetime:
    """Return the time written "09:05" on a day."""
    hour, minute = at.split(":")
    return datetime.combine(day, time(int(hour), int(minute)))


class Deck:
    """Deals sentences so that none comes again before all have been dealt."""

    def __init__(self, cards: Sequence[str], chance: random.Random) -> None:
        self._cards = tuple(cards)
        self._chance = chance
        self._left: list[str] = []

    def draw(self) -> str:
        """Return the next one."""
        if not self._left:
            self._left = list(self._cards)
            self._chance.shuffle(self._left)
        return self._left.pop()


def _whole(row: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] if name in row else _value(default) for name, default in defaults.items()}


def _value(default: object | Callable[[], object]) -> object:
    return default() if callable(default) else default
