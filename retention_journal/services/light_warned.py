"""What the light said before each loss, from the lights as they were noted.

A journal in which nobody noted any is worked out from the log for whoever only reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from retention_journal.core.contacts import TALKS, Direction, Outcome
from retention_journal.core.errors import NotFoundError
from retention_journal.core.light import Light
from retention_journal.core.light_warned import (
    LightBefore,
    LightWarned,
    Turns,
    ended_well,
    first_warning,
    light_warned,
    lights_between,
    looked_at_from,
)
from retention_journal.core.periods import DayRange
from retention_journal.core.signals import assess
from retention_journal.i18n import _
from retention_journal.services.judging import asked_now
from retention_journal.services.light_facts import known_clients
from retention_journal.services.light_history import all_turns, are_noted
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Loss, key_of

_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400
_EPOCH = date(1970, 1, 1)
_LAST_MINUTE = time(23, 59)
_Row = tuple[int, int, str, str, date]
#: Of more losses than the newest of these the light is not worked out: each takes a second with many clients.
_MOST_WORKED_OUT = 8


def light_before_losses(journal: JournalReader, period: DayRange) -> LightWarned:
    """Return what the light said before the losses with notice within ``period``."""
    history = all_turns(journal)
    rows = _losses(journal, Loss.notice_on.between(period.first, period.last))
    told = zip(rows, _turns(journal, rows, history), strict=True)
    seen = [_seen(journal, row, turns, period.last) for row, turns in told]
    well = sum(ended_well(turns, period.first, period.last) for turns in history.values())
    return light_warned(seen, well if are_noted(journal, date.min) else None)


def light_before(journal: JournalReader, loss_id: int, today: date) -> LightBefore:
    """Return what the light said before one loss, as far as it is known ``today``.

    Raises:
        NotFoundError: There is no such loss.
    """
    rows = _losses(journal, key_of(Loss) == loss_id)
    if not rows:
        raise NotFoundError(_("This loss is no longer in the journal."), _("Look in the trash."))
    return _seen(journal, rows[0], _turns(journal, rows, all_turns(journal))[0], today)


def _losses(journal: JournalReader, which: Any) -> list[_Row]:
    query = (
        Loss.select(key_of(Loss), Loss.client, Client.name, Client.uid, Loss.notice_on)
        .join(Client)
        .where(Loss.trashed_at.is_null() & Client.trashed_at.is_null() & which)
        .order_by(Loss.notice_on.desc(), key_of(Loss).desc())
    )
    return list(journal.tuples(query))


def _turns(journal: JournalReader, rows: list[_Row], history: Mapping[str, Turns]) -> list[Turns]:
    """Return how the light turned before each loss as it was noted.

    A journal open to write is noted, or will be in a moment.
    """
    is_noted = isinstance(journal, Journal) or are_noted(journal, date.min)
    found: list[Turns] = []
    for number, (_loss, client, _name, uid, notice) in enumerate(rows):
        noted = history.get(uid, [])
        works_out = not noted and not is_noted and number < _MOST_WORKED_OUT
        found.append(list(_worked_out(journal, client, notice)) if works_out else noted)
    return found


def _seen(journal: JournalReader, row: _Row, turns: Turns, today: date) -> LightBefore:
    loss, client, name, _uid, notice = row
    end = min(notice, today + _DAY)
    lights = lights_between(turns, looked_at_from(notice), end)
    amber = next((day for day, light in lights if light is Light.AMBER), None)
    red = next((day for day, light in lights if light is Light.RED), None)
    since = first_warning(amber, red)
    talked = called = None
    if since is not None:
        days = DayRange(since, end - _DAY)
        talked = _first_call(journal, client, days, "counts_as_contact = 1")
        tried = f"direction = '{Direction.OUTBOUND}' AND outcome IN {_TRIES}"
        called = _first_call(journal, client, days, f"(counts_as_contact = 1 OR {tried})")
    return LightBefore(loss, client, name, notice, amber, red, called, talked, is_known=bool(lights))


def _worked_out(journal: JournalReader, client: int, notice: date) -> Iterator[tuple[date, Light | None]]:
    day = looked_at_from(notice)
    rules = asked_now(journal, datetime.combine(notice, _LAST_MINUTE), [client])
    while day < notice:
        asked = replace(rules, now=datetime.combine(day, _LAST_MINUTE))
        lights = [
            assess(known, asked.now, asked.rules, asked.working).light
            for known in known_clients(journal, asked)
        ]
        yield day, lights[0] if lights else None
        day += _DAY


_KINDS = f"({', '.join(repr(str(kind)) for kind in sorted(TALKS))})"
_TRIES = f"('{Outcome.REACHED}', '{Outcome.NO_ANSWER}', '{Outcome.LEFT_MESSAGE}')"


def _first_call(journal: JournalReader, client: int, days: DayRange, which: str) -> date | None:
    rows = journal.sql(
        "SELECT min(occurred_at) FROM interaction WHERE client_id = ? AND trashed_at IS NULL"  # noqa: S608
        f" AND kind IN {_KINDS} AND {which} AND occurred_at >= ? AND occurred_at < ?",
        client,
        wall_seconds(datetime.combine(days.first, time())),
        wall_seconds(datetime.combine(days.last + _DAY, time())),
    )
    seconds = rows[0][0]
    return None if seconds is None else _EPOCH + timedelta(seconds // _DAY_SECONDS)
