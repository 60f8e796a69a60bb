"""What the talks with each client tell the light: answers, tones, meetings, what was written and how soon.

Contacts are many, so that each is read from an index alone and made with as little ado as can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any

from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.light_facts import CheckIn, Meeting, Reply, Tone
from retention_journal.core.soft_signals import WARMEST
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
    """Return how each client sounded, the newest first; of one who sounds warm, no more than that.

    Only beside a cool tone it matters how they sounded before.
    """
    rules = asked.rules
    most = max(_NEWEST, rules.tone_low_running, rules.tone_earlier + 1)
    newest = _Newest(asked, "interaction_toned", "i.tone IS NOT NULL")
    cool = max(rules.tone_low, WARMEST - rules.tone_drop)
    is_warm = f"{newest.value('i.tone', 1)} > {cool}"
    back_to = f"iif({is_warm}, {newest.moment(1)}, {newest.moment(most)})"
    rows = newest.rows(journal, "i.tone", rules.check_in_window_days, back_to)
    return {
        client: tuple([_new(Tone, (record, days[day], tone)) for _client, record, day, tone in many][:most])
        for client, many in groupby(rows, _first)
    }


def meetings(journal: JournalReader, asked: Asked, days: Days) -> dict[int, tuple[Meeting, ...]]:
    """Return the last meetings with each client, held or called off, and those of late; the newest first."""
    rules = asked.rules
    most = max(_NEWEST, rules.cancels_of_last)
    newest = _Newest(asked, "interaction_met", f"i.kind IN ('{Kind.MEETING}', '{Kind.VIDEO_CALL}')")
    back_to = f"min({newest.moment(rules.cancels_of_last)}, {asked.first_second(rules.cancels_window_days)})"
    off = f"i.outcome = '{Outcome.CANCELLED_BY_CLIENT}'"
    rows = newest.rows(journal, off, rules.meeting_window_days, back_to)
    return {
        client: tuple(
            [_new(Meeting, (record, days[day], bool(is_off))) for _client, record, day, is_off in many][:most]
        )
        for client, many in groupby(rows, _first)
    }


@dataclass(frozen=True)
class _Newest:
    """The newest contacts of a kind with each client ``c``, sought in an index.

    The index holds all that is asked for, in the order that is asked for.

    Attributes:
        condition: On the contact ``i``, as the index has it.
    """

    asked: Asked
    index: str
    condition: str

    def value(self, column: str, number: int) -> str:
        """Return the question for a column of the newest contact, 1, or the one before it, 2, and so on."""
        return (
            f"(SELECT {column} FROM interaction i INDEXED BY {self.index} WHERE i.client_id = c.id"  # noqa: S608
            f" AND {self._fits} ORDER BY i.occurred_at DESC LIMIT 1 OFFSET {number - 1})"
        )

    def moment(self, number: int) -> str:
        """Return the question for the moment of one of the newest; 0 where there are not so many."""
        return f"coalesce({self.value('i.occurred_at', number)}, 0)"

    def rows(
        self, journal: JournalReader, column: str, days: int, back_to: str
    ) -> list[tuple[int, int, int, int]]:
        """Return client, id, day and ``column`` of the contacts, the newest first.

        Args:
            journal: Where to look.
            column: What is asked for.
            days: So many days are looked back at most.
            back_to: The question for a client's moment before which nothing matters.
        """
        return journal.sql(
            f"SELECT c.id, i.id, i.occurred_at / {_DAY_SECONDS}, {column}"  # noqa: S608
            f" FROM client c CROSS JOIN interaction i INDEXED BY {self.index} ON i.client_id = c.id"
            f" AND {self._fits} AND i.occurred_at >= max({self.asked.first_second(days)}, {back_to})"
            f" WHERE c.trashed_at IS NULL{self.asked.among('c.id')} ORDER BY c.id, i.occurred_at DESC"
        )

    @property
    def _fits(self) -> str:
        return f"{self.condition} AND i.trashed_at IS NULL AND i.occurred_at < {self.asked.end}"


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
            waited = at - since - between * _DAY_SECONDS
            since = 0
        found.append(_new(Reply, (record, days[day], waited, words)))
    return found


def _days_off_before(first: int, asked: Asked) -> dict[int, int]:
    """Return by number of a day how many days from ``first`` to the one before it are not worked."""
    last = day_number(asked.today) + 1
    is_working = asked.working.is_working
    off = accumulate((not is_working(_date(_EPOCH + number)) for number in range(first, last + 1)), initial=0)
    return dict(enumerate(off, first))
