"""The nine o'clock list: whom to call this morning and why.

It is made once a morning and then stands, so that it does not shift while one calls; what turns red during
the day is offered below it. The places of a morning are the journal's own notes, so that whoever was not
called can stand first in their lane the next.

Source: rules, sections 5 and 6; DESIGN, section 6.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property

from retention_journal.core.call_windows import is_open
from retention_journal.core.capacity import CapacityCheck
from retention_journal.core.clients import GONE
from retention_journal.core.lanes import Lane
from retention_journal.core.light import Light
from retention_journal.core.nine import Candidate, Place, make_list
from retention_journal.i18n import language
from retention_journal.services import judging
from retention_journal.services.answers_owed import AnswerOwed
from retention_journal.services.capacity import check_capacity
from retention_journal.services.judging import Judged, judged
from retention_journal.services.light_facts import Asked
from retention_journal.services.light_history import turns
from retention_journal.services.morning_facts import Gathered, candidate_of, run_so_far
from retention_journal.services.morning_words import Why, reasons_of
from retention_journal.services.own_rules import NineOClock, light_rules, nine_oclock, working_days_of
from retention_journal.services.planned_calls import Planned, Snoozed
from retention_journal.services.winbacks import candidate_again, judged_as_lost, winbacks_due
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import CallListEntry, Client, key_of

#: The list of a day is made from this hour on; what is looked at in the night is still yesterday's.
EARLIEST = time(5, 0)
#: The name under which a journal remembers what the list asks of everybody.
ANSWER = "morning"
_NAMES = uuid.UUID("6b0a2d0e-53d3-4d0c-8b6f-9f2f2a7c8d41")


@dataclass(frozen=True)
class Call:
    """A client on the list, or waiting for a later morning.

    Attributes:
        told: Puts the reasons in words, which is done for those who are looked at only.
        light_since: Since when the light is as it is; None where that is not known.
        rolled_from: The first morning they stood here and were not called; None where this is the first.
        other_channel: Whether to write instead: three tries without an answer, or they asked for it.
        opens_at: When they like to be called, where that is not yet.
        last_try_on: Day of the newest try without an answer since the last talk.
        is_lost: Whether they left, and may be called on again.
    """

    client_id: int
    uid: str
    lane: Lane
    light: Light
    told: Callable[[], tuple[Why, ...]] = field(repr=False, compare=False)
    light_since: date | None
    rolled_from: date | None
    other_channel: bool
    opens_at: datetime | None
    by_hand: bool
    last_try_on: date | None
    is_lost: bool = False

    @cached_property
    def reasons(self) -> tuple[Why, ...]:
        """Why, the weightiest first; never empty."""
        return self.told()


@dataclass(frozen=True)
class Morning:
    """The nine o'clock list of a day, and what belongs beside it.

    Attributes:
        is_working_day: On other days nobody is called but who was set by hand.
        calls: Who is left to call, in order.
        done: How many of the list were reached.
        later: Who is on the list and was put off for hours or days.
        waiting: Who waits for a later morning, in order.
        offered: Who is not on the list and turned red today, or waits for what is due today.
        snoozed: Who is left off the list for a while, and why.
        run: Working days in a row with three tries or more.
        check: Whether the mornings hold what the rhythms need.
        answers: What clients wrote that waits for your answer, the oldest first.
        back_on: The next working day.
    """

    today: date
    nine: NineOClock
    is_working_day: bool
    calls: tuple[Call, ...]
    done: int
    later: tuple[Call, ...]
    waiting: tuple[Call, ...]
    offered: tuple[Call, ...]
    snoozed: tuple[Snoozed, ...]
    run: int
    check: CapacityCheck
    answers: tuple[AnswerOwed, ...]
    back_on: date

    def without(self, reached: Collection[int], put_off: Collection[str]) -> Morning:
        """Return the list without those reached or put off since it was gathered, by id and by uid."""
        left = [call for call in (*self.calls, *self.later) if call.client_id not in reached]
        return replace(
            self,
            calls=tuple(call for call in left if call.uid not in put_off),
            later=tuple(call for call in left if call.uid in put_off),
            offered=tuple(call for call in self.offered if call.client_id not in reached),
            waiting=tuple(call for call in self.waiting if call.client_id not in reached),
        )


def morning(journal: JournalReader, now: datetime, put_off: Mapping[str, datetime] | None = None) -> Morning:
    """Return the nine o'clock list at ``now``; it is only read.

    Args:
        journal: Where to look.
        now: The moment on the wall clock here; a past one is answered as the log stood then.
        put_off: By a client's uid, until when not to show it.
    """
    put_off_uids = put_off_now(put_off, now)
    question = (now.replace(second=0, microsecond=0), put_off_uids, language())
    return journal.remembered("morning as shown", question, lambda: _morning(journal, now, put_off_uids))


def put_off_now(put_off: Mapping[str, datetime] | None, now: datetime) -> frozenset[str]:
    """Return the uids of those who are still put off at ``now``."""
    return frozenset(uid for uid, until in (put_off or {}).items() if now < until)


def _morning(journal: JournalReader, now: datetime, put_off_uids: Collection[str]) -> Morning:
    made = _Made.at(journal, now)
    kept = _kept(journal, now.date())
    places = made.places(kept)
    reached = made.reached_today
    left = [made.call(place) for place in places.calls if made.is_to_call(place)]
    listed = {place.client_id for place in places.calls}
    waiting = [made.call(place) for place in places.waiting if place.client_id not in listed | reached]
    offered = {call.client_id: call for call in waiting if made.is_of_today(call)}
    return Morning(
        today=now.date(),
        nine=made.nine,
        is_working_day=made.asked.working.is_working(now.date()),
        calls=tuple(call for call in left if call.uid not in put_off_uids),
        done=sum(place.client_id in reached for place in places.calls),
        later=tuple(call for call in left if call.uid in put_off_uids),
        waiting=tuple(call for call in waiting if call.client_id not in offered),
        offered=tuple(offered.values()),
        snoozed=tuple(made.snoozed[number] for number in made.snoozed if number in made.everyone),
        run=made.run,
        check=made.check,
        answers=tuple(made.answers.values()),
        back_on=made.asked.working.add(now.date(), 1),
    )


def keep_morning(journal: Journal, now: datetime) -> None:
    """Fix today's list, or fill what is free of it; called when Today is shown.

    Before five in the morning, and in a journal that takes no changes, nothing is fixed.

    Raises:
        JournalError: The disk is full or fails; nothing was noted.
    """
    if journal.is_read_only or now.time() < EARLIEST:
        return
    made = _Made.at(journal, now)
    fresh = made.fresh(_kept(journal, now.date()))
    if not fresh:
        return
    with journal.note() as note:
        note.insert_many(
            CallListEntry,
            [
                {
                    "uid": str(uuid.uuid5(_NAMES, f"{now.date()} {uid}")),
                    "day": now.date(),
                    "client_uid": uid,
                    "position": entry.position,
                    "lane": entry.lane,
                    "rolled_from": entry.rolled_from,
                }
                for uid, entry in fresh.items()
            ],
        )
    journal.remember(ANSWER, question_of(journal, now), made)  # it asks of the mornings before today only


def make_anew(journal: Journal, now: datetime) -> None:
    """Drop today's places of who was not called yet, so that the list is made again.

    Raises:
        JournalError: The disk is full or fails; nothing was changed.
    """
    reached = _Made.at(journal, now).reached_today
    uids = [uid for number, uid in _uids(journal).items() if number in reached]
    with journal.note() as note:
        note.delete_where(
            CallListEntry, (CallListEntry.day == now.date()) & CallListEntry.client_uid.not_in(uids)
        )
    keep_morning(journal, now)


def gather(journal: JournalReader, now: datetime) -> object:
    """Return what the list asks of every client, to be remembered as ``ANSWER``; it takes its time.

    The places of the list are known in it, those of the list as it is fixed next as well.
    """
    made = _Made.at(journal, now)
    kept = _kept(journal, now.date())
    made.places({**kept, **made.fresh(kept)})
    return made


def question_of(journal: JournalReader, now: datetime) -> tuple[object, str]:
    """Return the question that what was gathered at ``now`` answers."""
    return judging.question_of(journal, now), language()


def calls_left(journal: JournalReader, now: datetime, put_off: Mapping[str, datetime] | None = None) -> int:
    """Return how many calls of today's list are left."""
    return len(morning(journal, now, put_off).calls)


@dataclass(frozen=True)
class _Entry:
    position: int
    lane: Lane
    rolled_from: date | None


@dataclass(frozen=True)
class _Places:
    calls: list[Place]
    waiting: list[Place]


@dataclass(frozen=True)
class _Made:
    """Every client as far as the list asks, on one day."""

    asked: Asked
    nine: NineOClock
    everyone: Mapping[int, Judged]
    candidates: Mapping[int, Candidate]
    uids: Mapping[int, str]
    snoozed: Mapping[int, Snoozed]
    planned: Mapping[int, list[Planned]]
    answers: Mapping[int, AnswerOwed]
    reached_today: frozenset[int]
    run: int
    check: CapacityCheck
    _known: dict[tuple[tuple[str, _Entry], ...], _Places] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def at(cls, journal: JournalReader, now: datetime) -> _Made:
        """Gather what the list asks of every client, in a fixed number of statements, anew every hour."""
        minute = now.replace(second=0, microsecond=0)
        made = journal.remembered(ANSWER, question_of(journal, now), lambda: cls._at(journal, minute))
        return made if made.asked.now == minute else replace(made, asked=replace(made.asked, now=minute))

    @classmethod
    def _at(cls, journal: JournalReader, now: datetime) -> _Made:
        today = now.date()
        asked = Asked(now, light_rules(journal), working_days_of(journal, today))
        everyone = judged(journal, now)
        uids = _uids(journal)
        names = {uids[number]: number for number in everyone}
        histories = turns(journal, asked, names)
        gathered = Gathered.of(journal, asked, everyone, histories, uids)
        candidates = {
            number: candidate_of(one, uids[number], histories.get(uids[number], ()), gathered)
            for number, one in everyone.items()
        }
        then = {number: one.known.status for number, one in everyone.items()}
        for back in winbacks_due(journal, today):
            if back.client_id not in everyone:
                candidates[back.client_id] = candidate_again(back, uids[back.client_id], gathered, today)
                everyone = {**everyone, back.client_id: judged_as_lost(back)}
        reached = frozenset(number for number, day in gathered.talked.items() if day == today)
        return cls(
            asked, nine_oclock(journal), everyone, candidates, uids,
            gathered.snoozed, gathered.planned, gathered.unanswered, reached,
            run_so_far(journal, asked), check_capacity(journal, today, then=then),
        )  # fmt: skip

    def places(self, kept: Mapping[str, _Entry]) -> _Places:
        """Return today's list: as it was fixed, with what is set by hand, and filled where it has room."""
        question = tuple(kept.items())
        if question not in self._known:
            self._known[question] = self._places(kept)
        return self._known[question]

    def fresh(self, kept: Mapping[str, _Entry]) -> dict[str, _Entry]:
        """Return by uid what is to be noted of today's list beside what was fixed, in its order."""
        places = [place for place in self.places(kept).calls if self.uids[place.client_id] not in kept]
        return {
            self.uids[place.client_id]: _Entry(n, place.lane, place.rolled_from)
            for n, place in enumerate(places, len(kept) + 1)
        }

    def _places(self, kept: Mapping[str, _Entry]) -> _Places:
        numbers = {uid: number for number, uid in self.uids.items() if number in self.candidates}
        fixed = self._held([numbers[uid] for uid in kept if uid in numbers])
        today = self.asked.today
        among = [one for number, one in self.candidates.items() if number not in fixed]
        room = max(0, self.nine.capacity - len(fixed))
        set_now = sum(one.by_hand_today for one in among) if kept else 0
        rest = make_list(
            among, max(room, set_now), today, self.asked.working, at=self.nine.at
        )  # fmt: skip
        if not kept:
            return _Places([*rest.calls], [*rest.waiting])
        stays = [self._stays(number, kept[self.uids[number]]) for number in fixed]
        filling = [place for place in rest.calls if not _leads(place)]
        together = [*(place for place in rest.calls if _leads(place)), *stays, *filling]
        together.sort(key=lambda place: not _leads(place))
        return _Places(together, [*rest.waiting])

    def _held(self, fixed: list[int]) -> list[int]:
        """Return who stays on a list that was fixed, as many as the morning holds now, the last left out."""
        surplus = len(fixed) - self.nine.capacity
        left = [n for n in fixed if n not in self.reached_today and not self.candidates[n].by_hand_today]
        out = set(left[len(left) - surplus :]) if surplus > 0 else set()
        return [number for number in fixed if number not in out]

    def _stays(self, number: int, entry: _Entry) -> Place:
        """Return the place of who stands on the fixed list, with the reasons of now."""
        one = self.candidates[number]
        asked = replace(one, by_hand_today=True, snoozed_until=None)
        (place,) = make_list([asked], 1, self.asked.today, self.asked.working, at=self.nine.at).calls
        lane = entry.lane if entry.lane in place.lanes or not place.lanes else place.lanes[0]
        return replace(
            place, position=entry.position, lane=lane, by_hand=one.by_hand_today,
            rolled_from=entry.rolled_from or one.rolled_from,
        )  # fmt: skip

    def is_to_call(self, place: Place) -> bool:
        """Say whether a place of the list is still open: nobody talked to yet, and not snoozed since."""
        number = place.client_id
        return number not in self.reached_today and (place.by_hand or number not in self.snoozed)

    def call(self, place: Place) -> Call:
        """Return a place with its reasons in words."""
        one = self.everyone[place.client_id]
        uid = self.uids[place.client_id]
        window = self.candidates[place.client_id].call_window
        opens = place.opens_at
        if opens is not None and (is_open(window, self.asked.now) or opens <= self.asked.now):
            opens = None
        return Call(
            client_id=place.client_id,
            uid=uid,
            lane=place.lane,
            light=one.light,
            told=lambda: reasons_of(place, one, self.planned.get(place.client_id, ()), self.asked),
            light_since=self.candidates[place.client_id].light_since,
            rolled_from=place.rolled_from,
            other_channel=place.other_channel,
            opens_at=opens,
            by_hand=place.by_hand,
            last_try_on=one.known.last_try_on,
            is_lost=one.known.status in GONE,
        )

    def is_of_today(self, call: Call) -> bool:
        """Say whether somebody turned red today, or waits for what is due today."""
        turned = call.light is Light.RED and call.light_since == self.asked.today
        owed = self.candidates[call.client_id].reasons_owed
        return turned or (
            call.lane is Lane.YOU_OWE and any(one.due.date() == self.asked.today for one in owed)
        )


def _leads(place: Place) -> bool:
    """Say whether a call that was set comes first: not before the hour they like to be called at."""
    return place.by_hand and place.opens_at is None


def _uids(journal: JournalReader) -> dict[int, str]:
    query = Client.select(key_of(Client), Client.uid).where(Client.trashed_at.is_null())
    return {number: uid for number, uid in journal.tuples(query)}


def _kept(journal: JournalReader, today: date) -> dict[str, _Entry]:
    """Return by uid the places of today's list as it was fixed, in their order."""
    query = (
        CallListEntry.select(
            CallListEntry.client_uid, CallListEntry.position, CallListEntry.lane, CallListEntry.rolled_from
        )
        .where(CallListEntry.trashed_at.is_null() & (CallListEntry.day == today))
        .order_by(CallListEntry.position)
    )
    return {uid: _Entry(position, lane, rolled) for uid, position, lane, rolled in journal.tuples(query)}
