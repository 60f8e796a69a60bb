"""Won and lost: how many clients came and went lately, and whether that is said on this day."""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core.periods import last_twelve_months
from retention_journal.core.won_lost import WonLost, won_lost
from retention_journal.services.business_year import year_start
from retention_journal.services.client_lives import client_lives
from retention_journal.services.own_rules import working_days_of
from retention_journal.storage.journal import JournalReader


def won_and_lost(journal: JournalReader, today: date) -> WonLost:
    """Return how many clients came and how many were lost in the twelve months up to ``today``."""
    return won_lost(client_lives(journal, today).known, last_twelve_months(today), year_start(journal))


def month_alarm(journal: JournalReader, today: date) -> WonLost | None:
    """Return the same where fewer came than went; only on the first working day of a month.

    Source: DESIGN, section 7.2.
    """
    first = today.replace(day=1)
    if working_days_of(journal, today).add(first - timedelta(days=1), 1) != today:
        return None
    balance = won_and_lost(journal, today)
    return balance if balance.alarm else None
