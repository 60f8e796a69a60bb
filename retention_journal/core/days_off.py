"""Days off: what a person says of days that the calendar counts otherwise."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class DayOffKind(Term):
    """Why a day is not worked, or is all the same."""

    LEAVE = "leave", N_("Holiday")
    SICK = "sick", N_("Sick")
    CLOSED = "closed", N_("Closed")
    WORKED = "worked", N_("Worked, though a public holiday")
