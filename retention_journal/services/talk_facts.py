"""What the talks with each client tell the light: answers, tones, meetings, what was written and how soon.

Contacts are many, so that each is read from an index alone and made with as little ado as can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any

from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.light_facts import CheckIn, Meeting, Reply, Tone
from retention_journal.services.asked import Asked
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader

#: Of tones and meetings no more than this many are read, the newest, unless a threshold asks for more.
_NEWEST = 12
_DAY_SECONDS = 86_400
#: The ordinal of 1970-01-01, from which days are counted in the file.
_EPOCH = date(1970, 1, 1).toordinal()
_date = date.fromordinal
_first = itemgetter(0)
#: Makes a named tuple of a tuple in half the time that its own constructor takes.
_new = tuple.__new__
_ANSWER: dict[str | None, Answer | None] = {None: None, **{answer.value: answer for answer in Answer}}


class Days(dict[int, date]):
    """Days by their number in the file, each made once."""

    def __missing__(self, number: int) -> date:
        found = self[number] = _date(_EPOCH + number)
        return found


def check_ins(journal: JournalReader, asked: Asked, days: Days) -> dict[int, tuple[CheckIn, ...]]:
    """Return what each client answered to the two questions, the newest first."""
    first = asked.first_second(asked.rules.check_in_window_days)
    rows = journal.sql(
        f"SELECT i.client_id, i.id, i.occurred_at / {_DAY_SECONDS}, k.all_ok, k.delivery_as_expected"  # noqa: S608
        " FROM check_in k CROSS JOIN interaction i ON i.id = k.interaction_id"
        f" WHERE k.trashed_at IS NULL AND i.trashed_at IS NULL AND i.occurred_at >= {first}"
        f" AND i.occurred_at < {asked.end}{asked.among('i.client_id')} ORDER BY i.occurred_at DESC"
    )
    found: dict[int, list[CheckIn]] = defaultdict(list)
    for client, record, day, all_ok, works in rows:
        found[client].append(CheckIn(record, days[day], _ANSWER[all_ok], _ANSWER[works]))
    return {client: tuple(many) for client, many in found.items()}


def tones(journal: JournalReader, asked: Asked, days: Days) -> dict[int, tuple[Tone, ...]]:
    """Return how each client sounded, the newest first."""
    rules = asked.rules
    most = max(_NEWEST, rules.tone_low_running, rules.tone_earlier + 1)
    rows = _newest(
        journal, asked, "i.tone", "i.tone IS NOT NULL", "interaction_toned", rules.check_in_window_days, most
    )
    return {
        client: tuple([_new(Tone, (record, days[day], tone)) for _client, record, day, tone in many][:most])
        for client, many in groupby(rows, _first)
    }


def meetings(journal: JournalReader, asked: Asked, days: Days) -> dict[int, tuple[Meeting, ...]]:
    """Return the meetings with each client, held or called off, the newest first."""
    rules = asked.rules
    most = max(_NEWEST, rules.cancels_of_last)
    off = f"i.outcome = '{Outcome.CANCELLED_BY_CLIENT}'"
    kinds = f"i.kind IN ('{Kind.MEETING}', '{Kind.VIDEO_CALL}')"
    rows = _newest(journal, asked, off, kinds, "interaction_met", rules.meeting_window_days, most)
    return {
        client: tuple(
            [_new(Meeting, (record, days[day], bool(is_off))) for _client, record, day, is_off in many][:most]
        )
        for client, many in groupby(rows, _first)
    }


def _newest(
    journal: JournalReader, asked: Asked, column: str, condition: str, index: str, days: int, most: int
) -> list[tuple[int, int, int, int]]:
    """Return client, id, day and ``column`` of the newest few contacts that fit, newest first.

    Each client's newest are sought in an index that holds all that is asked for, in the order that is asked
    for; from the last of the ``most`` on nothing older is read. Contacts at the same moment may make it more.
    """
    fits = f"{condition} AND i.trashed_at IS NULL AND i.occurred_at < {asked.end}"
    last = (
        f"SELECT i.occurred_at FROM interaction i INDEXED BY {index} WHERE i.client_id = c.id AND {fits}"  # noqa: S608
        f" ORDER BY i.occurred_at DESC LIMIT 1 OFFSET {most - 1}"
    )
    return journal.sql(
        f"SELECT c.id, i.id, i.occurred_at / {_DAY_SECONDS}, {column}"  # noqa: S608
        f" FROM client c CROSS JOIN interaction i INDEXED BY {index} ON i.client_id = c.id AND {fits}"
        f" AND i.occurred_at >= max({asked.first_second(days)}, coalesce(({last}), 0))"
        f" WHERE c.trashed_at IS NULL{asked.among('c.id')} ORDER BY c.id, i.occurred_at DESC"
    )


def replies(journal: JournalReader, asked: Asked, days: Days) -> dict[int, tuple[Reply, ...]]:
    """Return what each client wrote, the newest first, with how long you waited for it."""
    first = asked.first_second(asked.rules.reply_window_days)
    rows = journal.sql(
        f"SELECT client_id, id, occurred_at, direction = '{Direction.INBOUND}', word_count"  # noqa: S608
        f" FROM interaction INDEXED BY interaction_written WHERE kind IN ('{Kind.EMAIL}', '{Kind.MESSAGE}')"
        f" AND direction IN ('{Direction.INBOUND}', '{Direction.OUTBOUND}')"
        f" AND trashed_at IS NULL AND occurred_at >= {first} AND occurred_at < {asked.end}"
        f"{asked.among('client_id')} ORDER BY client_id, occurred_at"
    )
    off = _days_off_before(first // _DAY_SECONDS, asked) if rows else {}
    return {client: tuple(_answers(many, days, off)[::-1]) for client, many in groupby(rows, _first)}


def _answers(written: Iterable[tuple[Any, ...]], days: Days, off: Mapping[int, int]) -> list[Reply]:
    """Return the answers among what was written with one client, the oldest first.

    Args:
        written: Client, record, moment, whether it is theirs and its words, the oldest first.
        days: Days by their number.
        off: How many days before a day are not worked, by its number.
    """
    found = []
    since = 0  # when you wrote what waits for an answer; 0 where nothing does
    for _client, record, at, is_theirs, words in written:
        if not is_theirs:
            since = since or at
            continue
        day = at // _DAY_SECONDS
        waited = None
        if since:
            begun = since // _DAY_SECONDS
            between = off[day] - off[begun + 1] if day > begun else 0
            waited = timedelta(0, at - since - between * _DAY_SECONDS)
            since = 0
        found.append(_new(Reply, (record, days[day], waited, words)))
    return found


def _days_off_before(first: int, asked: Asked) -> dict[int, int]:
    """Return by number of a day how many days from ``first`` to the one before it are not worked."""
    last = day_number(asked.today) + 1
    is_working = asked.working.is_working
    off = accumulate((not is_working(_date(_EPOCH + number)) for number in range(first, last + 1)), initial=0)
    return dict(enumerate(off, first))
