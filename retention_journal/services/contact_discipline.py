"""Contact kept up, read from the log as it stood on the last day of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from retention_journal.core.cadence import rhythm_of
from retention_journal.core.clients import LIVING, Status
from retention_journal.core.contact_discipline import ContactDiscipline, Kept, Mornings, contact_discipline
from retention_journal.core.contacts import TALKS, Direction, Outcome
from retention_journal.core.nine import DEFAULT_NINE
from retention_journal.core.periods import DayRange
from retention_journal.core.soft_signals import days_of_silence
from retention_journal.services.own_rules import light_rules, working_days_of
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Loss, key_of

_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400
_EPOCH = date(1970, 1, 1)
_TRIED = (
    f"kind IN ({', '.join(repr(str(kind)) for kind in sorted(TALKS))}) AND direction = '{Direction.OUTBOUND}'"
    f" AND outcome IN ('{Outcome.REACHED}', '{Outcome.NO_ANSWER}', '{Outcome.LEFT_MESSAGE}')"
)


def discipline(journal: JournalReader, period: DayRange, today: date) -> ContactDiscipline:
    """Return how well contact is kept up: the rhythms on the last day, the mornings over the period."""
    return contact_discipline(_kept(journal, period.last), _mornings(journal, period, today))


def _kept(journal: JournalReader, day: date) -> Iterator[Kept]:
    """Yield each client one had that day; with one who is new nobody need have talked yet."""
    rules = light_rules(journal)
    rhythms, then, last = rules.rhythms(), _status_then(journal, day), _last_talks(journal, day)
    columns = (Client.engagement_type, Client.tier, Client.ideal_interval_days, Client.max_interval_days)
    rows = Client.select(key_of(Client), Client.name, Client.status, Client.start_date, *columns).where(
        Client.trashed_at.is_null() & (Client.start_date.is_null() | (Client.start_date <= day))
    )
    for number, name, now, start, engagement, tier, ideal, longest in journal.tuples(rows):
        status = then.get(number, now)
        silent = days_of_silence(last.get(number), start, day, rules.new_client_days)
        if status in LIVING and silent is not None:
            rhythm = rhythm_of(
                engagement, status=status, tier=tier, start_date=start, today=day,
                own_ideal_days=ideal, own_max_days=longest, rhythms=rhythms,
            )  # fmt: skip
            yield Kept(name, silent, rhythm.max_days)


def _status_then(journal: JournalReader, day: date) -> dict[int, Status]:
    """Return how those stood that day who gave notice, or were lost, after it."""
    rows = Loss.select(Loss.client, Loss.status_before).where(
        Loss.trashed_at.is_null() & (Loss.notice_on > day)
    )
    return dict(journal.tuples(rows.order_by(Loss.notice_on.desc(), key_of(Loss).desc())))


def _last_talks(journal: JournalReader, day: date) -> dict[int, date]:
    rows = journal.sql(
        f"SELECT id, (SELECT i.occurred_at / {_DAY_SECONDS} FROM interaction i INDEXED BY interaction_real"  # noqa: S608
        " WHERE i.client_id = client.id AND i.counts_as_contact = 1 AND i.trashed_at IS NULL"
        " AND i.occurred_at < ? ORDER BY i.occurred_at DESC LIMIT 1) FROM client WHERE trashed_at IS NULL",
        wall_seconds(datetime.combine(day + _DAY, time())),
    )
    return {client: _EPOCH + timedelta(last) for client, last in rows if last is not None}


def _mornings(journal: JournalReader, period: DayRange, today: date) -> Mornings:
    """Count the working days since the first call or try, and those on which three clients were called.

    Today without three is not over yet, and not counted.
    """
    tried = clients_tried(journal, period.last)
    if not tried:
        return Mornings(0, 0)
    working = working_days_of(journal, period.last)
    day, done, worked = max(period.first, min(tried)), 0, 0
    while day <= period.last:
        is_done = len(tried.get(day, ())) >= DEFAULT_NINE.tries_of_a_run
        if working.is_working(day) and (is_done or day < today):
            done, worked = done + is_done, worked + 1
        day += _DAY
    return Mornings(done, worked)


def clients_tried(journal: JournalReader, last: date) -> dict[date, set[int]]:
    """Return which clients were called or tried on each day up to ``last``."""
    rows = journal.sql(
        f"SELECT DISTINCT occurred_at / {_DAY_SECONDS}, client_id FROM interaction"  # noqa: S608 - our own words
        f" WHERE trashed_at IS NULL AND {_TRIED} AND occurred_at < ?",
        wall_seconds(datetime.combine(last + _DAY, time())),
    )
    found: defaultdict[date, set[int]] = defaultdict(set)
    for day, client in rows:
        found[_EPOCH + timedelta(day)].add(client)
    return dict(found)
