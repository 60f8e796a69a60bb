"""How late a promise is, in the words that every page uses: counted in the days one works.

Source: rules, section 2, H2, "working days late"; section 4, "it is 4 working days late".
"""

from __future__ import annotations

from datetime import date

from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import _, ngettext


def late_now(due: date, today: date, working: WorkingDays) -> str:
    """Return by how much an open promise is late; "" up to the end of its day.

    Args:
        due: The day it was promised for.
        today: The day it is looked at.
        working: The days that count; on the days off after ``due`` it is only over.
    """
    if today <= due:
        return ""
    return _late(working.between(due, today)) or _("the day is over")


def came_late(due: date, came: date, working: WorkingDays) -> str:
    """Return by how much a promise that was kept came late; "" where it came in time."""
    if came <= due:
        return ""
    return _late(working.between(due, came)) or _("after its day")


def _late(days: int) -> str:
    return ngettext("{n} working day late", "{n} working days late", days).format(n=days) if days else ""
