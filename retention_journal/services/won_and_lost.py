"""Won and lost: whether fewer clients came than went lately, said once a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from peewee import fn

from retention_journal.core.losses import LossKind
from retention_journal.services.own_rules import working_days_of
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Loss, key_of

_YEAR_DAYS = 365


@dataclass(frozen=True)
class MonthAlarm:
    """Fewer clients won than lost in the last twelve months."""

    won: int
    lost: int


def month_alarm(journal: JournalReader, today: date) -> MonthAlarm | None:
    """Return how many came and went where fewer came; only on the first working day of a month.

    Source: DESIGN, section 7.2.
    """
    first = today.replace(day=1)
    if working_days_of(journal, today).add(first - timedelta(days=1), 1) != today:
        return None
    since = today - timedelta(days=_YEAR_DAYS)
    won = Client.select(fn.COUNT(key_of(Client))).where(
        Client.trashed_at.is_null() & Client.start_date.between(since, today)
    )
    ended = fn.COALESCE(Loss.ended_on, Loss.notice_on)  # a number: the day's own converter is lost in it
    lost = (
        Loss.select(fn.COUNT(fn.DISTINCT(Loss.client)))
        .join(Client)
        .where(Loss.trashed_at.is_null() & Client.trashed_at.is_null() & (Loss.kind == LossKind.FULL))
        .where(ended.between(day_number(since), day_number(today)))
    )
    alarm = MonthAlarm(int(journal.value(won)), int(journal.value(lost)))
    return alarm if alarm.won < alarm.lost else None
