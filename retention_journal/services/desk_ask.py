"""What is asked when the journal gathers what it can show about a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import Texts
from retention_journal.services.incidents import IncidentView
from retention_journal.services.own_rules import working_days_of
from retention_journal.storage.journal import JournalReader


@dataclass(frozen=True)
class DeskAsk:
    """A complaint, the day it is looked at, and the language in which is told what there is.

    Attributes:
        today: The day of asking; what is not done yet is told as of then.
        language: BCP 47 tag.
    """

    journal: JournalReader
    one: IncidentView
    today: date
    language: str
    working: WorkingDays

    @classmethod
    def of(
        cls, journal: JournalReader, one: IncidentView, now: datetime, language: str | None = None
    ) -> DeskAsk:
        """Return what is asked at ``now``, in the program's language where none is named."""
        today = on_the_wall(instant(now)).date()
        return cls(journal, one, today, language or i18n.language(), working_days_of(journal, today))

    @property
    def received_on(self) -> date:
        """The day the complaint came."""
        return self.one.received_on

    @property
    def texts(self) -> Texts:
        """The words of the language."""
        return i18n.texts_in(self.language)

    def day(self, day: date) -> str:
        """Return a day as it is told here: without its year where that is this one."""
        if day.year == self.today.year:
            return formats.day_of_month(day, self.language)
        return formats.day(day, self.language)

    def days(self, days: list[date]) -> str:
        """Return days, one at least, in a line: "7 and 10 October", "2, 7 and 10 October"."""
        told = [self.day(day) for day in days]
        if len({(day.year, day.month) for day in days}) == 1:
            dot = "." if self.language == "nb" else ""
            told = [f"{day.day}{dot}" for day in days[:-1]] + told[-1:]
        *first, last = told
        if not first:
            return last
        return self.texts.gettext("{days} and {day}").format(days=", ".join(first), day=last)

    def working_days(self, n: int) -> str:
        """Return "6 working days"."""
        return self.texts.ngettext("{n} working day", "{n} working days", n).format(n=n)
