"""What the nine o'clock list asks of every client, gathered in a fixed number of statements.

Source: rules, section 5, "Enters when".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from retention_journal.core.call_windows import CallWindow, parse
from retention_journal.core.contacts import TALKS, Direction, Outcome
from retention_journal.core.light import Level, SignalId
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.nine import DEFAULT_NINE, Candidate, Change, Owed, run_of_days
from retention_journal.core.soft_signals import silence_days
from retention_journal.i18n import _, ngettext
from retention_journal.services.answers_owed import AnswerOwed, answers_owed
from retention_journal.services.complaint_calls import complaints_owed
from retention_journal.services.good_news import good_news
from retention_journal.services.incident_facts import FollowUpDue, follow_ups_due
from retention_journal.services.judging import Judged, fact_text
from retention_journal.services.light_facts import Asked
from retention_journal.services.light_history import Turn
from retention_journal.services.planned_calls import Planned, Snoozed, planned_calls, snoozed
from retention_journal.services.unhappy_neighbours import unhappy_neighbours
from retention_journal.services.watch_points import WatchRow, watch_changes, watched
from retention_journal.storage.fields import day_number, wall_seconds
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import CallListEntry

_RUN_DAYS = 400
_DAY_SECONDS = 86_400
_EPOCH = date(1970, 1, 1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Gathered:
    """What the list asks of all clients at once."""

    asked: Asked
    is_noted: bool  # whether it is known since when lights are as they are
    news: Mapping[int, tuple[Any, ...]]
    planned: Mapping[int, list[Planned]]
    unanswered: Mapping[int, AnswerOwed]
    neighbours: Mapping[int, tuple[Change, ...]]
    follow_ups: Mapping[int, list[FollowUpDue]]
    talked: Mapping[int, date]
    called: frozenset[int]
    rolled: Mapping[str, date]
    windows: Mapping[int, tuple[CallWindow | None, bool]]
    snoozed: Mapping[int, Snoozed]
    watched: Mapping[int, tuple[WatchRow, ...]]

    @classmethod
    def of(
        cls,
        journal: JournalReader,
        asked: Asked,
        everyone: Mapping[int, Judged],
        histories: Mapping[str, tuple[Turn, ...]],
        uids: Mapping[int, str],
    ) -> Gathered:
        """Gather it for everyone at once."""
        today = asked.today
        return cls(
            asked=asked,
            is_noted=any(histories.values()),
            news=good_news(journal, [one.known for one in everyone.values()], today),
            planned=_by_client(planned_calls(journal, today)),
            unanswered=answers_owed(journal, asked),
            neighbours=unhappy_neighbours(journal, asked, everyone, histories, uids),
            follow_ups=follow_ups_due(journal, asked),
            talked=_talked(journal, asked),
            called=_called_since(journal, today),
            rolled=_rolled(journal, asked),
            windows=_windows(journal, today),
            snoozed=snoozed(journal, today),
            watched=watched(journal),
        )


def candidate_of(one: Judged, uid: str, history: tuple[Turn, ...], gathered: Gathered) -> Candidate:
    """Return a client as far as the list asks."""
    known, asked = one.known, gathered.asked
    today = asked.today
    since = next((turn.on for turn in reversed(history)), None)
    if (history and history[-1].light is not one.light) or (not history and gathered.is_noted):
        since = today
    planned = gathered.planned.get(known.client_id, [])
    due = [call for call in planned if call.due_at.date() <= today]
    days = silence_days(known, today, asked.rules)
    window, is_do_not_call = gathered.windows.get(known.client_id, (None, False))
    off = gathered.snoozed.get(known.client_id)
    talked = gathered.talked.get(known.client_id)
    return Candidate(
        client_id=known.client_id,
        tier=known.tier,
        light=one.light,
        light_is_newer_than_talk=since is not None and (talked is None or since > talked),
        light_since=since,
        tenure_days=None if known.start_date is None else (today - known.start_date).days,
        silence_ratio=None if days is None else days / known.rhythm.ideal_days,
        reasons_owed=tuple(_owed(one, gathered, due)),
        changed=(
            *_changed(one, gathered),
            *watch_changes(one, gathered.watched.get(known.client_id, ()), since or today),
        ),
        news=gathered.news.get(known.client_id, ()),
        last_called_on=talked,
        last_tried_on=known.last_try_on,
        tries_without_answer=known.tries_since,
        rolled_from=None if known.client_id in gathered.called else gathered.rolled.get(uid),
        by_hand_today=any(call.due_at.date() <= today for call in due),
        call_window=window,
        snoozed_until=None if off is None else off.until,
        do_not_call=is_do_not_call,
    )


def _owed(one: Judged, gathered: Gathered, due: list[Planned]) -> Iterable[Owed]:
    """Yield what they wait for: promises, a complaint or the call after it, an answer, a call asked for."""
    known, asked = one.known, gathered.asked
    end = datetime.combine(asked.today + _DAY, time())
    for promise in known.open_promises:
        if promise.due_at is not None and promise.due_at < end:
            yield Owed(
                promise.due_at, _promised(promise.text, promise.due_at, asked), _record("promise", promise.id)
            )
    yield from complaints_owed(one, asked, gathered.follow_ups.get(known.client_id, ()))
    if known.client_id in gathered.unanswered:
        answer = gathered.unanswered[known.client_id]
        text = ngettext(
            "They wrote {n} working day ago and have no answer yet.",
            "They wrote {n} working days ago and have no answer yet.",
            answer.working_days,
        ).format(n=answer.working_days)
        by = datetime.combine(asked.working.add(answer.written_on, 1), time(23, 59))
        yield Owed(by, text, _record("interaction", answer.interaction_id))
    for call in due:
        if call.asked_by_client:
            why = _("They asked you to call: {why}") if call.why else _("They asked you to call.")
            yield Owed(call.due_at, why.format(why=call.why), _record("planned_call", call.planned_call_id))


def _promised(text: str, due: datetime, asked: Asked) -> str:
    days = asked.working.between(due.date(), asked.today)
    if due.date() >= asked.today:
        return _("You promised “{text}” for today.").format(text=text)
    if not days:
        return _("You promised “{text}”; the day is over.").format(text=text)
    return ngettext(
        "You promised “{text}”. It is {n} working day late.",
        "You promised “{text}”. It is {n} working days late.",
        days,
    ).format(text=text, n=days)


def _changed(one: Judged, gathered: Gathered) -> Iterable[Change]:
    """Yield what changed and was not talked about: an event, a contact who left, an unhappy neighbour."""
    known, asked = one.known, gathered.asked
    by_id = {signal.id: signal for signal in one.assessment.signals}
    for wanted, on in (
        (SignalId.CONTACT_LEFT, known.primary_left.left_on if known.primary_left else asked.today),
        (SignalId.CLIENT_SAID, max((event.on for event in known.events), default=asked.today)),
        (SignalId.EVENT, max((event.on for event in known.events), default=asked.today)),
    ):
        signal = by_id[wanted]
        if signal.level in {Level.AMBER, Level.RED}:
            yield Change(on, fact_text(one, wanted, asked), signal.record)
    for change in gathered.neighbours.get(known.client_id, ()):
        if known.last_contact_on is None or known.last_contact_on < change.on:
            yield change


def _record(type_name: str, number: int) -> RecordRef:
    return RecordRef(type_name, number)


def _by_client(calls: Iterable[Planned]) -> dict[int, list[Planned]]:
    found: defaultdict[int, list[Planned]] = defaultdict(list)
    for call in calls:
        found[call.client_id].append(call)
    return found


def _listed(words: Collection[str]) -> str:
    return "(" + ", ".join(f"'{word}'" for word in sorted(words)) + ")"


def _talked(journal: JournalReader, asked: Asked) -> dict[int, date]:
    """Return by client the day of the last talk; what they wrote is none."""
    rows = journal.sql(
        "SELECT c.id, (SELECT i.occurred_at FROM interaction i WHERE i.client_id = c.id"  # noqa: S608
        f" AND i.counts_as_contact = 1 AND i.trashed_at IS NULL AND i.occurred_at < {asked.end}"
        f" AND i.kind IN {_listed(TALKS)} ORDER BY i.occurred_at DESC LIMIT 1)"
        " FROM client c WHERE c.trashed_at IS NULL"
    )
    return {client: _EPOCH + timedelta(at // _DAY_SECONDS) for client, at in rows if at is not None}


def _windows(journal: JournalReader, today: date) -> dict[int, tuple[CallWindow | None, bool]]:
    """Return by client when whom to call likes it, and whether they asked not to be phoned."""
    rows = journal.sql(
        "SELECT r.client_id, p.call_window, p.do_not_call FROM contact_role r"  # noqa: S608 - numbers
        " JOIN contact p ON p.id = r.contact_id AND p.trashed_at IS NULL"
        " WHERE r.trashed_at IS NULL AND (p.call_window <> '' OR p.do_not_call = 1) AND r.id ="
        " (SELECT o.id FROM contact_role o JOIN contact w ON w.id = o.contact_id AND w.trashed_at IS NULL"
        " WHERE o.client_id = r.client_id AND o.trashed_at IS NULL"
        f" AND (o.valid_to IS NULL OR o.valid_to > {day_number(today)})"
        " ORDER BY o.is_primary DESC, o.id LIMIT 1)"
    )
    return {client: (parse(window), bool(do_not)) for client, window, do_not in rows}


def _called_since(journal: JournalReader, today: date) -> frozenset[int]:
    """Return whom you talked to since the last morning that was noted, today left out.

    A try is none: who did not answer is back the next morning, lower, and it says so (rules, section 5).
    """
    last = _last_morning(journal, today)
    if last is None:
        return frozenset()
    rows = journal.sql(
        "SELECT DISTINCT client_id FROM interaction WHERE occurred_at >= ? AND occurred_at < ?"  # noqa: S608
        f" AND trashed_at IS NULL AND kind IN {_listed(TALKS)} AND counts_as_contact = 1",
        wall_seconds(datetime.combine(last, time())),
        wall_seconds(datetime.combine(today, time())),
    )
    return frozenset(client for (client,) in rows)


def _last_morning(journal: JournalReader, today: date) -> date | None:
    rows = journal.sql("SELECT max(day) FROM call_list_entry WHERE day < ?", day_number(today))
    return None if rows[0][0] is None else _EPOCH + timedelta(rows[0][0])


def _rolled(journal: JournalReader, asked: Asked) -> dict[str, date]:
    """Return by uid since which morning somebody stands on the list, as of the last one that was noted."""
    last = _last_morning(journal, asked.today)
    if last is None:
        return {}
    query = CallListEntry.select(
        CallListEntry.client_uid, CallListEntry.day, CallListEntry.rolled_from
    ).where(CallListEntry.trashed_at.is_null() & (CallListEntry.day == last))  # fmt: skip
    return {uid: rolled or day for uid, day, rolled in journal.tuples(query)}


def run_so_far(journal: JournalReader, asked: Asked) -> int:
    """Return how many working days in a row had three clients called or tried.

    Of each day no more clients are counted than a run asks for, so that a full journal is not read through.
    """
    rows = journal.sql(
        "WITH RECURSIVE past(first) AS (SELECT ?1 UNION ALL"  # noqa: S608 - our own words
        f" SELECT first - {_DAY_SECONDS} FROM past WHERE first > {asked.first_second(_RUN_DAYS)})"
        f" SELECT first / {_DAY_SECONDS}, (SELECT count(*) FROM (SELECT DISTINCT client_id FROM interaction"
        f" WHERE occurred_at >= first AND occurred_at < min(first + {_DAY_SECONDS}, {asked.end})"
        f" AND trashed_at IS NULL AND kind IN {_listed(TALKS)} AND direction = '{Direction.OUTBOUND}'"
        f" AND outcome IN ('{Outcome.REACHED}', '{Outcome.NO_ANSWER}', '{Outcome.LEFT_MESSAGE}')"
        f" LIMIT {DEFAULT_NINE.tries_of_a_run})) FROM past",
        asked.first_second(0),
    )
    tries = {_EPOCH + timedelta(day): int(n) for day, n in rows}
    return run_of_days(tries, asked.working, asked.today)
