"""How lights turned: a note for every client and every day on which something about a light changed.

Notes are added and never changed, so that thresholds moved today do not rewrite last Tuesday. Days on which
the journal was not opened are worked out from the log as it stood on each of them.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from retention_journal.core import light_words
from retention_journal.core.light import Assessment, Light
from retention_journal.core.light_facts import Known
from retention_journal.core.light_warned import LOOK_BACK_DAYS
from retention_journal.core.progress import Progress, silent
from retention_journal.core.signals import assess
from retention_journal.services.judging import asked_now, judged
from retention_journal.services.light_facts import Asked, known_clients
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, HealthSnapshot, Loss, Setting, key_of

#: So many lights at most are worked out to fill a gap; with many clients the look goes back less far.
_MOST_LIGHTS = 40_000
#: A reader who only asks since when does not work out more days than this.
_ASKED_BACK_DAYS = 60
_UNTIL = "lights_until"
_NAMES = uuid.UUID("0c1d6bb2-6a0e-4d39-8f53-f1f5f1a6f0aa")
_EPOCH = date(1970, 1, 1)
_DAY = timedelta(days=1)
_NO_LONGER = "gone"


@dataclass(frozen=True, slots=True)
class Turn:
    """The day a client's light became another, with the reasons in the words of that day."""

    on: date
    light: Light
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Note:
    """What is kept of a client's light from a day on; ``signals`` tells two notes apart, not their words."""

    day: date
    light: Light
    shown: Light
    signals: tuple[tuple[str, str], ...]

    def says_the_same(self, other: _Note | None) -> bool:
        return other is not None and replace(other, day=self.day) == self


def turns(journal: JournalReader, asked: Asked, uids: Mapping[str, int]) -> dict[str, tuple[Turn, ...]]:
    """Return by uid how the shown light of each client turned, the oldest first, up to the day asked about.

    A journal open to write has its notes, or will have them in a moment, see ``keep_lights``. For a reader,
    which may not write, days that nobody has noted yet are worked out.
    """
    noted = _turns_noted(journal, asked.today, uids)
    if isinstance(journal, Journal):
        return {uid: tuple(history) for uid, history in noted.items()}
    until = _noted_until(journal)
    first = max(until + _DAY, asked.today - _ASKED_BACK_DAYS * _DAY) if until else None
    first = first or asked.today - _back(len(uids), _ASKED_BACK_DAYS)
    by_number = {number: uid for uid, number in uids.items()}
    for day in _days(first, asked.today):
        for known, found in _lights_on(journal, asked, day):
            uid = by_number.get(known.client_id)
            if uid is None:
                continue  # not asked about: a client on that day who is none any more
            history = noted[uid]
            if not history or history[-1].light is not found.light:
                history.append(Turn(day, found.light))
    return {uid: tuple(history) for uid, history in noted.items()}


def are_noted(journal: JournalReader, today: date) -> bool:
    """Say whether the lights of ``today`` and of the days before it have been noted."""
    until = _noted_until(journal)
    return until is not None and until >= today


def client_turns(journal: JournalReader, client_id: int, today: date) -> list[Turn]:
    """Return how one client's light turned as it was noted, the oldest first, with the reasons."""
    found = journal.tuples(Client.select(Client.uid).where(key_of(Client) == client_id))
    if not found:
        return []
    return _turns_noted(journal, today, {found[0][0]: client_id})[found[0][0]]


def all_turns(journal: JournalReader) -> dict[str, list[tuple[date, Light | None]]]:
    """Return by uid every turn of the shown lights that was noted, the oldest first; None is no client."""
    rows = journal.sql(
        "SELECT client_uid, day, coalesce(override, light), json_extract(reasons, '$[0].id')"
        " FROM health_snapshot WHERE trashed_at IS NULL ORDER BY client_uid, day"
    )
    found: defaultdict[str, list[tuple[date, Light | None]]] = defaultdict(list)
    for uid, day, shown, reason in rows:
        light = None if reason == _NO_LONGER else Light(shown)
        if not found[uid] or found[uid][-1][1] is not light:
            found[uid].append((_EPOCH + timedelta(day), light))
    return found


def keep_lights(journal: Journal, now: datetime, progress: Progress = silent) -> int:
    """Note today's lights, and those of the days since the journal was last open; return how many notes.

    Called at the start, after changes and at midnight. A journal that takes no changes is left alone.

    Raises:
        JournalError: The disk is full or fails; nothing was noted.
        CancelledError: ``progress`` asked to stop; nothing was noted.
    """
    if journal.is_read_only:
        return 0
    return write_lights(journal, lights_to_keep(journal, now, progress))


@dataclass(frozen=True)
class ToKeep:
    """Notes that were worked out and wait to be written."""

    today: date
    notes: tuple[dict[str, Any], ...]
    replaced: tuple[str, ...]  # uids of notes of today that hold no longer


def lights_to_keep(journal: JournalReader, now: datetime, progress: Progress = silent) -> ToKeep:
    """Work out which notes are missing up to ``now``; it only reads, so any thread will do."""
    today = now.date()
    uids = {number: uid for number, uid in journal.tuples(Client.select(key_of(Client), Client.uid))}
    last = _newest_notes(journal, before=today)
    of_today = _newest_notes(journal, before=today + _DAY, since=today)
    until = _noted_until(journal)
    first = min(until + _DAY, today) if until else today - _back(len(uids), LOOK_BACK_DAYS)
    first = max(first, today - _back(len(uids), LOOK_BACK_DAYS))
    asked = asked_now(journal, now)
    notes: list[dict[str, Any]] = []
    settled: set[str] = set()
    days = list(_days(first, today))
    for count, day in enumerate(days):
        progress(count, len(days))
        then = replace(asked, now=_moment(day, asked))
        found = {uids[known.client_id]: (known, one) for known, one in _lights_on(journal, asked, day)}
        for uid, (known, one) in found.items():
            note = _note(day, one)
            if note.says_the_same(last.get(uid)):
                if day == today and uid in of_today:
                    settled.add(uid)
                continue
            if day < today:
                last[uid] = note
            if day < today or not note.says_the_same(of_today.get(uid)):
                notes.append(_row(uid, note, known, one, then))
        notes += _of_the_gone(found, last, day)
    if until is None:
        notes += _before_losses(journal, asked, uids, days[0], progress)
    written = {row["client_uid"] for row in notes if row["day"] == today}
    replaced = tuple(_uid(uid, today) for uid in {*settled, *(written & of_today.keys())})
    return ToKeep(today, tuple(notes), replaced)


def write_lights(journal: Journal, found: ToKeep) -> int:
    """Write notes that were worked out, and return how many were written or taken back.

    Raises:
        JournalError: The disk is full or fails; nothing was noted.
    """
    until = _noted_until(journal)
    if not found.notes and not found.replaced and until == found.today:
        return 0
    with journal.note() as note:
        for uid in found.replaced:
            note.delete_where(HealthSnapshot, HealthSnapshot.uid == uid)
        note.insert_many(HealthSnapshot, found.notes)
        kept = str(uuid.uuid5(_NAMES, _UNTIL))
        note.delete_where(Setting, Setting.uid == kept)
        note.insert(Setting, uid=kept, name=_UNTIL, value=found.today.isoformat())
    return len(found.notes) + len(found.replaced)


def _lights_on(journal: JournalReader, asked: Asked, day: date) -> Iterator[tuple[Known, Assessment]]:
    """Yield how everybody asked about stood at the end of a day, or stands now."""
    if day == asked.today and asked.only is None:
        for one in judged(journal, asked.now).values():
            yield one.known, one.assessment
        return
    then = replace(asked, now=_moment(day, asked))
    for known in known_clients(journal, then):
        yield known, assess(known, then.now, then.rules, then.working)


def _moment(day: date, asked: Asked) -> datetime:
    """Return the end of a past day, or now."""
    return asked.now if day == asked.today else datetime.combine(day, time(23, 59))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _back(clients: int, most: int) -> timedelta:
    return timedelta(days=max(1, min(most, _MOST_LIGHTS // max(1, clients))))


def _noted_until(journal: JournalReader) -> date | None:
    kept = journal.tuples(Setting.select(Setting.value).where(Setting.name == _UNTIL))
    return date.fromisoformat(kept[0][0]) if kept else None


def _note(day: date, one: Assessment) -> _Note:
    signals = tuple((signal.id.value, signal.level.value) for signal in one.reasons)
    return _Note(day, one.facts_light, one.light, signals)


def _row(uid: str, note: _Note, known: Known, one: Assessment, asked: Asked) -> dict[str, Any]:
    override = one.override if one.light is not one.facts_light else None
    return {
        "uid": _uid(uid, note.day),
        "client_uid": uid,
        "day": note.day,
        "light": note.light,
        "reasons": [
            {
                "id": signal.id.value,
                "level": signal.level.value,
                "text": light_words.told(signal, known, asked.now, asked.rules, asked.working),
            }
            for signal in one.reasons
        ],
        "override": one.light if override else None,
        "override_reason": override.reason if override else "",
        "override_until": override.until if override else None,
    }


def _of_the_gone(found: Collection[str], last: dict[str, _Note], day: date) -> list[dict[str, Any]]:
    """Return the notes that close the history of those who are clients no longer."""
    gone = _Note(day, Light.GREY, Light.GREY, ((_NO_LONGER, ""),))
    rows = []
    for uid, note in last.items():
        if uid in found or gone.says_the_same(note):
            continue
        last[uid] = gone
        rows.append(
            {
                "uid": _uid(uid, day), "client_uid": uid, "day": day, "light": Light.GREY,
                "reasons": [{"id": _NO_LONGER, "level": "", "text": ""}],
                "override": None, "override_reason": "", "override_until": None,
            }
        )  # fmt: skip
    return rows


def _before_losses(
    journal: JournalReader, asked: Asked, uids: Mapping[int, str], noted_from: date, progress: Progress
) -> list[dict[str, Any]]:
    """Return the notes of the 180 days before each loss that the look back over everybody does not reach.

    Source: rules, section 7.
    """
    query = Loss.select(Loss.client, Loss.notice_on).where(Loss.trashed_at.is_null())
    rows: dict[str, dict[str, Any]] = {}
    losses = journal.tuples(query.order_by(Loss.client, Loss.notice_on))
    for count, (client, notice) in enumerate(losses):
        progress(count, len(losses))
        last: dict[str, _Note] = {}
        one_client = replace(asked, only=(client,))
        for day in _days(notice - timedelta(days=LOOK_BACK_DAYS), min(notice, noted_from) - _DAY):
            lights = list(_lights_on(journal, one_client, day))
            for known, one in lights:
                note = _note(day, one)
                if not note.says_the_same(last.get(uids[client])):
                    last[uids[client]] = note
                    then = replace(one_client, now=_moment(day, asked))
                    row = _row(uids[client], note, known, one, then)
                    rows.setdefault(row["uid"], row)
        if last and notice < noted_from:
            for row in _of_the_gone((), last, notice):
                rows.setdefault(row["uid"], row)
    return list(rows.values())


def _uid(client_uid: str, day: date) -> str:
    return str(uuid.uuid5(_NAMES, f"{client_uid} {day}"))


def _newest_notes(journal: JournalReader, *, before: date, since: date | None = None) -> dict[str, _Note]:
    """Return by client the newest note of the days before one day, and since another."""
    rows = journal.sql(
        "SELECT client_uid, max(day), light, override, reasons FROM health_snapshot"
        " WHERE trashed_at IS NULL AND day < ? AND day >= ? GROUP BY client_uid",
        day_number(before),
        day_number(since or date(1970, 1, 1)),
    )
    return {
        uid: _Note(
            _EPOCH + timedelta(day),
            Light(light),
            Light(override or light),
            tuple((reason["id"], reason["level"]) for reason in json.loads(reasons)),
        )
        for uid, day, light, override, reasons in rows
    }


def _turns_noted(journal: JournalReader, today: date, uids: Iterable[str]) -> defaultdict[str, list[Turn]]:
    wanted = list(uids)
    query = (
        HealthSnapshot.select(
            HealthSnapshot.client_uid, HealthSnapshot.day, HealthSnapshot.light, HealthSnapshot.override,
            HealthSnapshot.reasons,
        )
        .where(HealthSnapshot.trashed_at.is_null() & (HealthSnapshot.day <= today))
        .order_by(HealthSnapshot.client_uid, HealthSnapshot.day)
    )  # fmt: skip
    if len(wanted) <= _FEW:
        query = query.where(HealthSnapshot.client_uid.in_(wanted))
    found: defaultdict[str, list[Turn]] = defaultdict(list)
    for uid, notes in groupby(journal.tuples(query), itemgetter(0)):
        for _client, day, light, override, reasons in notes:
            shown = override or light
            if any(reason["id"] == _NO_LONGER for reason in reasons):
                found[uid].clear()  # what was before they left is another story
            elif not found[uid] or found[uid][-1].light is not shown:
                found[uid].append(Turn(day, shown, tuple(reason["text"] for reason in reasons)))
    return found


#: Up to so many clients are asked for by name, beyond that all notes are read.
_FEW = 200

#: The notes by which the shown light of client ?1 became another, each with the end of its day: how it stood
#: first is no turn, nor how they stood after they had been gone.
TURNS = (
    "SELECT id, day * 86400 + 86399 FROM (SELECT id, day, shown,"  # noqa: S608 - our own words
    " lag(shown) OVER (ORDER BY day) AS before"
    f" FROM (SELECT id, day, CASE json_extract(reasons, '$[0].id') WHEN '{_NO_LONGER}' THEN '{_NO_LONGER}'"
    " ELSE coalesce(override, light) END AS shown FROM health_snapshot WHERE trashed_at IS NULL"
    " AND client_uid = (SELECT uid FROM client WHERE id = ?1)))"
    f" WHERE before <> shown AND '{_NO_LONGER}' NOT IN (before, shown)"
)
