"""One signal of one client, with all that a sentence about it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.light import Level
from retention_journal.core.light_facts import Known, RecordRef
from retention_journal.core.light_rules import LightRules
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import _


@dataclass(frozen=True, slots=True)
class Case:
    """One signal of one client, and all that the sentence about it needs."""

    level: Level
    record: RecordRef | None
    known: Known
    now: datetime
    rules: LightRules
    working: WorkingDays

    @property
    def today(self) -> date:
        """The day asked about."""
        return self.now.date()

    @property
    def is_ok(self) -> bool:
        """Whether the signal has nothing against the client."""
        return self.level is Level.OK

    def day(self, value: date) -> str:
        """Return a day as it stands in a sentence: with its year where that is another one."""
        same_year = value.year == self.today.year
        return formats.day_of_month(value) if same_year else formats.day(value)

    def is_about(self, number: int) -> bool:
        """Say whether the signal stands in the record ``number``."""
        return self.record is not None and self.record.id == number


def both(first: str, second: str) -> str:
    """Return two sentences as they follow each other; the second may be ""."""
    return _("{first} {second}").format(first=first, second=second) if second else first


def plain(value: float) -> str:
    """Return a median without needless digits: 11, or 11.5."""
    return formats.number(int(value) if value == int(value) else Decimal(str(round(value, 1))))
