"""Contact kept up, read from the log as it stood on the last day of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from retention_journal.core.contact_discipline import ContactDiscipline, Kept, Mornings, contact_discipline
from retention_journal.core.contacts import TALKS, Direction, Outcome
from retention_journal.core.nine import DEFAULT_NINE
from retention_journal.core.periods import DayRange
from retention_journal.core.soft_signals import silence_days
from retention_journal.services.judging import asked_now
from retention_journal.services.light_facts import known_clients
from retention_journal.services.own_rules import working_days_of
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, key_of

_LAST_MINUTE = time(23, 59)
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
    asked = asked_now(journal, datetime.combine(day, _LAST_MINUTE))
    names = dict(
        journal.tuples(Client.select(key_of(Client), Client.name).where(Client.trashed_at.is_null()))
    )
    for known in known_clients(journal, asked):
        days = silence_days(known, day, asked.rules)
        if days is not None:
            yield Kept(names[known.client_id], days, known.rhythm.max_days)


def _mornings(journal: JournalReader, period: DayRange, today: date) -> Mornings:
    """Count the working days since the first call or try, and those on which three clients were called.

    Today without three is not over yet, and not counted.
    """
    tried = _clients_tried(journal, period.last)
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


def _clients_tried(journal: JournalReader, last: date) -> dict[date, set[int]]:
    rows = journal.sql(
        f"SELECT DISTINCT occurred_at / {_DAY_SECONDS}, client_id FROM interaction"  # noqa: S608 - our own words
        f" WHERE trashed_at IS NULL AND {_TRIED} AND occurred_at < ?",
        wall_seconds(datetime.combine(last + _DAY, time())),
    )
    found: defaultdict[date, set[int]] = defaultdict(set)
    for day, client in rows:
        found[_EPOCH + timedelta(day)].add(client)
    return dict(found)
