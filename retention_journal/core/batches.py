"""What happens to the rows of a file that is brought in, and what became of the whole."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class Fate(Term):
    """What happens to one row. Source: imports, 4.1, step 6."""

    NEW = "new", N_("New")
    CHANGED = "changed", N_("Changed there")
    SAME = "same", N_("Here already")
    CONFLICT = "conflict", N_("Changed there and here")
    SKIPPED = "skipped", N_("Left out")
    BAD = "bad", N_("Not readable")


class BatchState(Term):
    """What became of a file that was taken in."""

    APPLIED = "applied", N_("Taken in")
    UNDONE = "undone", N_("Taken back")
