"""Which clients are asked about, and when: the question that the facts of the light answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from retention_journal.core.light_rules import LightRules
from retention_journal.core.working_days import WorkingDays
from retention_journal.services.promises import LEEWAY
from retention_journal.storage.fields import wall_seconds

_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Asked:
    """Which clients are asked about, when, and by which rules.

    Attributes:
        now: The moment; what comes later is left out.
        only: Ids of the clients; None is all of them.
    """

    now: datetime
    rules: LightRules
    working: WorkingDays
    only: Collection[int] | None = None

    @property
    def today(self) -> date:
        """The day asked about."""
        return self.now.date()

    @property
    def end(self) -> int:
        """The first second of the wall clock that lies ahead; another clock may be a little fast."""
        return min(wall_seconds(self.now + LEEWAY) + 1, self._midnight)

    def among(self, column: str) -> str:
        """Return the condition that narrows ``column`` to the clients asked about, "" for all."""
        if self.only is None:
            return ""
        return f" AND {column} IN ({', '.join(str(int(one)) for one in self.only)})"

    def first_second(self, days: int) -> int:
        """Return the first second of the day that lies ``days`` back."""
        return self._midnight - (days + 1) * _DAY_SECONDS

    @property
    def _midnight(self) -> int:
        return wall_seconds(datetime.combine(self.today + _DAY, time.min))
