"""Hours: how long, for what, and whom it served."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class Bucket(Term):
    """What time went to. Source: vocabulary, "TimeEntry"; ideas, 3.9."""

    SERVE = "serve", N_("Paid work")
    CARE = "care", N_("Care for clients")
    HUNT = "hunt", N_("Hunt for new ones")
    ADMIN = "admin", N_("Office work")
