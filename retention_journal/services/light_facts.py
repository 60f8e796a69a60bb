"""What the light may know of each client on a day, gathered for all of them in a fixed number of statements.

A past day is answered as the log stood on it: what happened later is left out, a promise kept later was
still open, a client lost later was still one. What was since put in the trash is left out on every day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeVar

from retention_journal.core.cadence import rhythm_of
from retention_journal.core.clients import LIVING, EngagementType, Status, Tier
from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.events import EventKind
from retention_journal.core.light_facts import (
    CheckIn,
    Event,
    Known,
    Meeting,
    OpenPromise,
    Override,
    PrimaryLeft,
    Reply,
    Tone,
)
from retention_journal.core.light_rules import LightRules
from retention_journal.core.working_days import WorkingDays
from retention_journal.services.light_goals import agreements_on
from retention_journal.services.promises import LEEWAY
from retention_journal.storage.fields import WallTime, day_number, wall_seconds
from retention_journal.storage.journal import JournalReader

#: Of tones, answers and meetings no more than this many are read, the newest.
_NEWEST = 12
_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400
#: The ordinal of 1970-01-01, from which days are counted in the file.
_EPOCH = date(1970, 1, 1).toordinal()
_date = date.fromordinal
_moment = WallTime().python_value
T = TypeVar("T")
_first = itemgetter(0)


@dataclass(frozen=True)
class Asked:
    """Which clients are asked about, when, and by which rules.

    Attributes:
        now: The moment; what comes later is left out.
        only: Ids of the clients; None is all of them.
    """

    now: datetime
    rules: LightRules
    working: WorkingDays
    only: Collection[int] | None = None

    @property
    def today(self) -> date:
        """The day asked about."""
        return self.now.date()

    @property
    def end(self) -> int:
        """The first second of the wall clock that lies ahead; another clock may be a little fast."""
        return min(wall_seconds(self.now + LEEWAY) + 1, self._midnight)

    def among(self, column: str) -> str:
        """Return the condition that narrows ``column`` to the clients asked about, "" for all."""
        if self.only is None:
            return ""
        return f" AND {column} IN ({', '.join(str(int(one)) for one in self.only)})"

    def first_second(self, days: int) -> int:
        """Return the first second of the day that lies ``days`` back."""
        return self._midnight - (days + 1) * _DAY_SECONDS

    @property
    def _midnight(self) -> int:
        return wall_seconds(datetime.combine(self.today + _DAY, time.min))


def known_clients(journal: JournalReader, asked: Asked) -> list[Known]:
    """Return what is known of each client you had on the day asked about, in the order of their ids."""
    promises = _promises(journal, asked)
    left = _primary_left(journal, asked)
    events = _events(journal, asked)
    agreed = agreements_on(journal, asked.today, asked.rules, asked.among("client_id"))
    check_ins, tones = _check_ins(journal, asked), _tones(journal, asked)
    replies, meetings = _replies(journal, asked), _meetings(journal, asked)
    overrides = _overrides(journal, asked)
    then = _status_then(journal, asked)
    rhythms = asked.rules.rhythms()
    found = []
    for row in _clients(journal, asked):
        (
            number, status_word, tier_word, engagement, start_day, ideal, longest,
            last_id, last_at, tries, last_try, has_promises, has_roles,
        ) = row  # fmt: skip
        status = then.get(number) or _STATUS[status_word]
        if status not in LIVING:
            continue
        start = None if start_day is None else _date(_EPOCH + start_day)
        tier = _TIER[tier_word]
        found.append(
            Known(
                client_id=number,
                status=status,
                tier=tier,
                rhythm=rhythm_of(
                    _ENGAGEMENT[engagement], status=status, tier=tier, start_date=start,
                    today=asked.today, own_ideal_days=ideal, own_max_days=longest, rhythms=rhythms,
                ),
                engagement=_ENGAGEMENT[engagement],
                start_date=start,
                last_contact_on=_day(last_at),
                last_contact_id=last_id,
                tries_since=tries,
                last_try_on=_day(last_try),
                has_promises=bool(has_promises),
                open_promises=promises.get(number, ()),
                has_roles=bool(has_roles),
                primary_left=left.get(number),
                events=events.get(number, ()),
                agreement=agreed.get(number),
                check_ins=check_ins.get(number, ()),
                tones=tones.get(number, ()),
                replies=replies.get(number, ()),
                meetings=meetings.get(number, ()),
                override=overrides.get(number),
            )
        )  # fmt: skip
    return found


_STATUS = {status.value: status for status in Status}
_TIER = {tier.value: tier for tier in Tier}
_ENGAGEMENT = {kind.value: kind for kind in EngagementType}
_ANSWER: dict[str | None, Answer | None] = {None: None, **{answer.value: answer for answer in Answer}}
_EVENT = {kind.value: kind for kind in EventKind}


def _day(seconds: int | None) -> date | None:
    return None if seconds is None else _date(_EPOCH + seconds // _DAY_SECONDS)


def _clients(journal: JournalReader, asked: Asked) -> list[tuple[Any, ...]]:
    """Return each client with the last contact that counts, the tries since, and what is known at all."""
    today = day_number(asked.today)
    tried = (
        "FROM interaction t WHERE t.client_id = c.id AND t.trashed_at IS NULL"
        f" AND t.outcome IN ('{Outcome.NO_ANSWER}', '{Outcome.LEFT_MESSAGE}')"
        f" AND t.occurred_at < {asked.end} AND t.occurred_at > coalesce(l.occurred_at, 0)"
    )
    return journal.sql(
        "SELECT c.id, c.status, c.tier, c.engagement_type, c.start_date, c.ideal_interval_days,"  # noqa: S608
        " c.max_interval_days, l.id, l.occurred_at,"
        f" (SELECT count(*) {tried}), (SELECT max(t.occurred_at) {tried}),"
        " EXISTS (SELECT 1 FROM promise p WHERE p.client_id = c.id AND p.direction = 'ours'"
        f" AND p.trashed_at IS NULL AND p.made_on <= {today}),"
        " EXISTS (SELECT 1 FROM contact_role r WHERE r.client_id = c.id AND r.trashed_at IS NULL)"
        " FROM client c LEFT JOIN interaction l ON l.id ="
        " (SELECT i.id FROM interaction i WHERE i.client_id = c.id AND i.counts_as_contact = 1"
        f" AND i.trashed_at IS NULL AND i.occurred_at < {asked.end} ORDER BY i.occurred_at DESC LIMIT 1)"
        f" WHERE c.trashed_at IS NULL AND coalesce(c.start_date, 0) <= {today}{asked.among('c.id')}"
    )


def _status_then(journal: JournalReader, asked: Asked) -> dict[int, Status]:
    """Return how those stood on the day asked about who gave notice, or were lost, after it."""
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT client_id, status_before FROM loss WHERE trashed_at IS NULL"  # noqa: S608 - our own words
        f" AND notice_on > {today}{asked.among('client_id')} ORDER BY notice_on DESC, id DESC"
    )
    return {number: _STATUS[status] for number, status in rows}


def _promises(journal: JournalReader, asked: Asked) -> dict[int, tuple[OpenPromise, ...]]:
    today, end = day_number(asked.today), asked.end
    columns = "SELECT client_id, id, text, due_at FROM promise WHERE trashed_at IS NULL"
    ours = f" AND direction = 'ours' AND made_on <= {today}{asked.among('client_id')}"
    rows = journal.sql(
        f"{columns} AND state = 'open'{ours}"
        f" UNION ALL {columns} AND delivered_at >= {end}{ours}"
        f" UNION ALL {columns} AND closed_at >= {end} AND delivered_at IS NULL AND state <> 'open'{ours}"
    )
    return _by_client((row[0], OpenPromise(row[1], row[2], _moment(row[3]))) for row in rows)


def _primary_left(journal: JournalReader, asked: Asked) -> dict[int, PrimaryLeft]:
    """Return whose main contact person left, with the first talk with whoever came after."""
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT r.client_id, r.id, p.display_name, r.valid_to, s.display_name, r.contact_id"  # noqa: S608
        " FROM contact_role r JOIN contact p ON p.id = r.contact_id"
        " LEFT JOIN contact s ON s.id = r.successor_id AND s.trashed_at IS NULL"
        f" WHERE r.trashed_at IS NULL AND r.is_primary = 1 AND r.valid_to <= {today}"
        f"{asked.among('r.client_id')} ORDER BY r.valid_to, r.id"
    )
    newest = {row[0]: row for row in rows}
    talked = _talked_with_others(journal, newest.values(), asked) if newest else {}
    return {
        number: PrimaryLeft(
            role, name, _date(_EPOCH + left_on), successor or "", talked.get(number)
        )
        for number, role, name, left_on, successor, _gone in newest.values()
    }  # fmt: skip


def _talked_with_others(
    journal: JournalReader, left: Iterable[tuple[Any, ...]], asked: Asked
) -> dict[int, date]:
    """Return by client the first real talk, since the main person left, with somebody who is there now.

    A contact that names nobody counts where there is somebody to have talked with.
    """
    there = (
        "SELECT o.contact_id FROM contact_role o WHERE o.client_id = i.client_id"  # noqa: S608
        " AND o.trashed_at IS NULL"
        f" AND o.contact_id <> gone.column3 AND coalesce(o.valid_to, {asked.end}) > i.occurred_at / 86400"
    )
    values = ", ".join(f"({row[0]}, {row[3] * _DAY_SECONDS}, {row[5]})" for row in left)
    rows = journal.sql(
        f"SELECT i.client_id, min(i.occurred_at) FROM (VALUES {values}) gone"  # noqa: S608 - numbers
        " JOIN interaction i ON i.client_id = gone.column1 AND i.counts_as_contact = 1"
        f" AND i.trashed_at IS NULL AND i.occurred_at >= gone.column2 AND i.occurred_at < {asked.end}"
        f" WHERE EXISTS ({there}) AND (NOT EXISTS (SELECT 1 FROM interaction_contact w"
        " WHERE w.interaction_id = i.id AND w.trashed_at IS NULL)"
        " OR EXISTS (SELECT 1 FROM interaction_contact w WHERE w.interaction_id = i.id"
        f" AND w.trashed_at IS NULL AND w.contact_id IN ({there})))"
        " GROUP BY i.client_id"
    )
    return {number: _date(_EPOCH + seconds // _DAY_SECONDS) for number, seconds in rows}


def _events(journal: JournalReader, asked: Asked) -> dict[int, tuple[Event, ...]]:
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT client_id, id, kind, happened_on, note FROM client_event"  # noqa: S608 - our own words
        f" WHERE trashed_at IS NULL AND happened_on <= {today}"
        f" AND (settled_on IS NULL OR settled_on > {today}){asked.among('client_id')}"
        " ORDER BY happened_on DESC, id DESC"
    )
    return _by_client((row[0], Event(row[1], _EVENT[row[2]], _date(_EPOCH + row[3]), row[4])) for row in rows)


def _check_ins(journal: JournalReader, asked: Asked) -> dict[int, tuple[CheckIn, ...]]:
    first = asked.first_second(asked.rules.check_in_window_days)
    rows = journal.sql(
        "SELECT i.client_id, i.id, i.occurred_at, k.all_ok, k.delivery_as_expected"  # noqa: S608
        " FROM check_in k CROSS JOIN interaction i ON i.id = k.interaction_id"
        f" WHERE k.trashed_at IS NULL AND i.trashed_at IS NULL AND i.occurred_at >= {first}"
        f" AND i.occurred_at < {asked.end}{asked.among('i.client_id')} ORDER BY i.occurred_at DESC"
    )
    return _by_client(
        (number, CheckIn(record, _date(_EPOCH + at // _DAY_SECONDS), _ANSWER[all_ok], _ANSWER[works]))
        for number, record, at, all_ok, works in rows
    )


def _tones(journal: JournalReader, asked: Asked) -> dict[int, tuple[Tone, ...]]:
    rows = _newest(
        journal, asked, "tone", "tone IS NOT NULL", "interaction_toned", asked.rules.check_in_window_days
    )
    return {
        number: tuple(Tone(record, _date(_EPOCH + at // _DAY_SECONDS), tone) for record, at, tone in newest)
        for number, newest in rows
    }


def _meetings(journal: JournalReader, asked: Asked) -> dict[int, tuple[Meeting, ...]]:
    kinds = f"kind IN ('{Kind.MEETING}', '{Kind.VIDEO_CALL}')"
    days = asked.rules.meeting_window_days
    rows = _newest(journal, asked, "outcome", kinds, "interaction_met", days)
    return {
        number: tuple(
            Meeting(record, _date(_EPOCH + at // _DAY_SECONDS), outcome == Outcome.CANCELLED_BY_CLIENT)
            for record, at, outcome in newest
        )
        for number, newest in rows
    }


def _newest(
    journal: JournalReader, asked: Asked, column: str, condition: str, index: str, days: int
) -> Iterator[tuple[int, list[tuple[int, int, Any]]]]:
    """Return by client the newest few contacts of the last ``days`` that fit ``condition``, newest first.

    The index holds all that is asked for, and lies in the order that is asked for.
    """
    rows = journal.sql(
        f"SELECT client_id, id, occurred_at, {column} FROM interaction INDEXED BY {index}"  # noqa: S608
        f" WHERE {condition} AND trashed_at IS NULL AND occurred_at >= {asked.first_second(days)}"
        f" AND occurred_at < {asked.end}{asked.among('client_id')} ORDER BY client_id, occurred_at DESC"
    )
    for number, found in groupby(rows, _first):
        yield number, [row[1:] for row in islice(found, _NEWEST)]


def _replies(journal: JournalReader, asked: Asked) -> dict[int, tuple[Reply, ...]]:
    """Return what each client wrote, the newest first, with how long you waited for it."""
    first = asked.first_second(asked.rules.reply_window_days)
    rows = journal.sql(
        "SELECT client_id, id, occurred_at, direction, word_count FROM interaction"  # noqa: S608
        f" INDEXED BY interaction_written WHERE kind IN ('{Kind.EMAIL}', '{Kind.MESSAGE}')"
        f" AND trashed_at IS NULL AND occurred_at >= {first} AND occurred_at < {asked.end}"
        f"{asked.among('client_id')} ORDER BY client_id, occurred_at"
    )
    found: dict[int, list[Reply]] = defaultdict(list)
    waiting: tuple[int, int] | None = None  # client and moment of what you wrote and they have not answered
    for number, record, at, direction, words in rows:
        if waiting is not None and waiting[0] != number:
            waiting = None
        if direction == Direction.OUTBOUND:
            waiting = waiting or (number, at)
        elif direction == Direction.INBOUND:
            waited = None if waiting is None else _working_time(waiting[1], at, asked.working)
            found[number].append(Reply(record, _date(_EPOCH + at // _DAY_SECONDS), waited, words))
            waiting = None
    return {number: tuple(reversed(replies)) for number, replies in found.items()}


def _working_time(start: int, end: int, working: WorkingDays) -> timedelta:
    """Return the time between two moments without the days that are not worked."""
    seconds = end - start
    first, last = start // _DAY_SECONDS, end // _DAY_SECONDS
    if last > first + 1:
        days = last - first - 1
        worked = working.between(_date(_EPOCH + first), _date(_EPOCH + last - 1))
        seconds -= (days - worked) * _DAY_SECONDS
    return timedelta(seconds=seconds)


def _overrides(journal: JournalReader, asked: Asked) -> dict[int, Override]:
    today = day_number(asked.today)
    rows = journal.sql(
        "SELECT client_id, id, light, reason, set_on, until, facts FROM light_override"  # noqa: S608
        f" WHERE trashed_at IS NULL AND set_on <= {today} AND until >= {today}"
        f" AND (ended_on IS NULL OR ended_on > {today}){asked.among('client_id')} ORDER BY set_on, id"
    )
    return {
        row[0]: Override(
            row[1], row[2], row[3], _date(_EPOCH + row[4]), _date(_EPOCH + row[5]), row[6]
        )
        for row in rows
    }  # fmt: skip


def _by_client(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = defaultdict(list)
    for number, one in pairs:
        found[number].append(one)
    return {number: tuple(many) for number, many in found.items()}
