"""The lanes of the nine o'clock list: why a client is called."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class Lane(Term):
    """Why a client is called today, in the order of the list. Source: rules, section 5."""

    YOU_OWE = "you_owe", N_("You owe them")
    CHANGED = "changed", N_("Something changed")
    GOOD_NEWS = "good_news", N_("Good news to bring")
    KEEP_CLOSE = "keep_close", N_("Keep close")
