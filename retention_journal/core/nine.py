"""The nine o'clock list: whom to call this morning and in which order, in four lanes.

Source: rules, section 5; DESIGN, section 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from retention_journal.core.call_windows import CallWindow, next_open
from retention_journal.core.clients import Tier
from retention_journal.core.lanes import Lane
from retention_journal.core.light import Light
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.working_days import WorkingDays

NINE = time(9)
#: Share of the ideal interval from which a silence is worth a call. Source: rules, section 5, lane 4.
NEAR = 0.8
#: Places for what is owed or has changed, before the others are asked. Source: rules, section 5, (a).
URGENT_PLACES = 3
#: Working days from one call to the next, where nothing is owed. Source: rules, section 5.
DAYS_BETWEEN_CALLS = 2
#: Working days for which a try without an answer puts a client lower. Source: rules, section 3.
DAYS_LOWER = 2
#: Tries without an answer after which another channel is proposed. Source: rules, section 5.
TRIES_ENOUGH = 3
#: Tries that make a working day count for the run. Source: rules, section 5.
TRIES_OF_A_RUN = 3
_TIER_WEIGHT = {Tier.A: 1.3, Tier.B: 1.0, Tier.C: 0.8}
_LANES = tuple(Lane)
_URGENT = frozenset({Lane.YOU_OWE, Lane.CHANGED})
_FILLING = (Lane.GOOD_NEWS, Lane.KEEP_CLOSE, Lane.CHANGED, Lane.YOU_OWE)


@dataclass(frozen=True, slots=True)
class Owed:
    """What they wait for: an open complaint, a promise due, an answer, a call they asked for.

    Attributes:
        due: By when; for what has no hour the end of its day.
    """

    due: datetime
    what: str
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed and was not talked about: an event, a contact who left, a drift, a neighbour."""

    on: date
    what: str
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class News:
    """Something good they were not told yet; an anniversary may lie ahead."""

    on: date
    what: str
    record: RecordRef | None = None


@dataclass(frozen=True)
class Candidate:
    """A client as far as the list asks.

    Attributes:
        light: The light that is shown, the person's own judgement included.
        light_is_newer_than_talk: Whether it turned after the last real talk.
        light_since: Day it turned.
        tenure_days: How long they have been a client; None is not known.
        silence_ratio: Days of silence by the ideal days of the client's own rhythm (paused and past clients
            have theirs); None where nothing is known to count from: then the first talk is owed now.
        last_called_on: Day of the last call that reached them.
        last_tried_on: Day of the last try without an answer.
        tries_without_answer: How many tries since the last talk.
        rolled_from: First morning they stood on the list without being called, unbroken until the last one.
        by_hand_today: Whether you set this call for today yourself.
        call_window: When they like to be called; None is any time.
        snoozed_until: Last day without a call.
        do_not_call: They asked not to be phoned; another channel is proposed at once.
    """

    client_id: int
    tier: Tier = Tier.B
    light: Light = Light.GREY
    light_is_newer_than_talk: bool = False
    light_since: date | None = None
    tenure_days: int | None = None
    silence_ratio: float | Decimal | Fraction | None = 0.0
    reasons_owed: tuple[Owed, ...] = ()
    changed: tuple[Change, ...] = ()
    news: tuple[News, ...] = ()
    last_called_on: date | None = None
    last_tried_on: date | None = None
    tries_without_answer: int = 0
    rolled_from: date | None = None
    by_hand_today: bool = False
    call_window: CallWindow | None = None
    snoozed_until: date | None = None
    do_not_call: bool = False

    @cached_property
    def lanes(self) -> tuple[Lane, ...]:
        """Every lane that it enters, the highest first. Source: rules, section 5, "Enters when"."""
        enters = (
            bool(self.reasons_owed),
            bool(self.changed) or self._light_calls,
            bool(self.news),
            self.silence_ratio is None or float(self.silence_ratio) >= NEAR,
        )
        return tuple(lane for lane, does_enter in zip(_LANES, enters, strict=True) if does_enter)

    @property
    def lane(self) -> Lane:
        """The highest of them; a call set by hand without any other reason keeps close."""
        return self.lanes[0] if self.lanes else Lane.KEEP_CLOSE

    @property
    def is_quiet_green(self) -> bool:
        """Whether nothing burns and nothing calls but the rhythm: the easiest to overlook."""
        return self.light is Light.GREEN and self.lane is Lane.KEEP_CLOSE

    @property
    def _light_calls(self) -> bool:
        return self.light is Light.RED or (self.light is Light.AMBER and self.light_is_newer_than_talk)


@dataclass(frozen=True)
class Place:
    """A client's place on the list, or among those who wait.

    Attributes:
        lane: The lane it stands in.
        position: 1 is first; those who wait are counted apart.
        lanes: Every lane it has a reason for, the highest first.
        owed: What they wait for, the most overdue first.
        changed: What changed, the newest first.
        news: What is good to tell, the newest first.
        by_hand: Whether you set this call yourself.
        rolled_from: First morning it stood here without being called; None where it is new today.
        tried_on: Day of a try without an answer that puts it lower today.
        other_channel: Whether to write instead: three tries without an answer, or they asked for it.
        opens_at: When they may be called, where that is not yet; None where any moment is good.
        not_before: The first day they are due another call, where you talked too lately for one today.
    """

    client_id: int
    lane: Lane
    position: int
    light: Light
    lanes: tuple[Lane, ...] = ()
    owed: tuple[Owed, ...] = ()
    changed: tuple[Change, ...] = ()
    news: tuple[News, ...] = ()
    by_hand: bool = False
    rolled_from: date | None = None
    tried_on: date | None = None
    other_channel: bool = False
    opens_at: datetime | None = None
    not_before: date | None = None


@dataclass(frozen=True)
class CallList:
    """The list of one morning.

    Attributes:
        calls: Whom to call, in order.
        waiting: Everybody else who has a reason, in the order of the lanes, those talked to lately last.
    """

    calls: tuple[Place, ...] = ()
    waiting: tuple[Place, ...] = ()


def make_list(
    candidates: Iterable[Candidate],
    capacity: int,
    today: date,
    working: WorkingDays,
    *,
    at: time = NINE,
) -> CallList:
    """Return the list of ``today``; on a day off it holds only the calls set by hand.

    Args:
        candidates: Every client, each once, in any order.
        capacity: How many calls the morning holds, 3 to 5.
        today: The day of the list.
        working: The days one works.
        at: When the calls begin; who likes it later is moved behind those who may be called then.
    """
    morning = _Morning(today, working)
    due = [one for one in candidates if morning.is_due(one)]
    ranked = sorted(due, key=morning.rank)
    may_come = [one for one in ranked if morning.may_come(one)]
    numbers = {one.client_id for one in _chosen(may_come, max(0, capacity), today)}
    chosen = [one for one in ranked if one.client_id in numbers]
    waiting = [one for one in ranked if one.client_id not in numbers]
    waiting.sort(key=lambda one: morning.not_before(one) is not None)
    return CallList(
        morning.by_the_hour(chosen, datetime.combine(today, at)),
        tuple(morning.place(one, n) for n, one in enumerate(waiting, 1)),
    )


def run_of_days(tries_by_day: Mapping[date, int], working: WorkingDays, today: date) -> int:
    """Return how many working days in a row, up to today, had three tries or more.

    Days off neither count nor break it, and neither does today while it is not done.
    """
    day = today
    if not (working.is_working(today) and tries_by_day.get(today, 0) >= TRIES_OF_A_RUN):
        day = working.before(today)
    run = 0
    while tries_by_day.get(day, 0) >= TRIES_OF_A_RUN:
        run += 1
        day = working.before(day)
    return run


@dataclass(frozen=True)
class _Morning:
    """The day a list is made for, and what that day makes of each client."""

    today: date
    working: WorkingDays

    def is_due(self, one: Candidate) -> bool:
        """Say whether the client has a reason and is not put off."""
        is_snoozed = one.snoozed_until is not None and self.today <= one.snoozed_until
        return not is_snoozed and (one.by_hand_today or bool(one.lanes))

    def may_come(self, one: Candidate) -> bool:
        """Say whether the client may stand on today's list."""
        return one.by_hand_today or (self.working.is_working(self.today) and self.not_before(one) is None)

    def not_before(self, one: Candidate) -> date | None:
        """Return the first day on which the client may be called again; None where that is today."""
        if one.last_called_on is None or one.by_hand_today or one.lane is Lane.YOU_OWE:
            return None
        if self.working.between(one.last_called_on, self.today) >= DAYS_BETWEEN_CALLS:
            return None
        return self.working.add(one.last_called_on, DAYS_BETWEEN_CALLS)

    def tried_on(self, one: Candidate) -> date | None:
        """Return the day of a try that puts the client lower today."""
        if one.last_tried_on is None or not one.tries_without_answer:
            return None
        lately = self.working.between(one.last_tried_on, self.today) <= DAYS_LOWER
        return one.last_tried_on if lately else None

    def rank(self, one: Candidate) -> tuple[Any, ...]:
        """Return what to sort by: set by hand, the lane, tries, what was left over, the lane's own order."""
        return (
            not one.by_hand_today,
            _LANES.index(one.lane),
            self.tried_on(one) is not None,
            one.rolled_from is None,
            *_within_lane(one),
            one.client_id,
        )

    def by_the_hour(self, chosen: Iterable[Candidate], start: datetime) -> tuple[Place, ...]:
        """Move who is not to be called at ``start`` behind the others, by when they may be, and mark them."""
        opening = sorted(
            ((next_open(one.call_window, start), one) for one in chosen), key=lambda pair: pair[0]
        )
        return tuple(
            self.place(one, n, None if opens == start else opens) for n, (opens, one) in enumerate(opening, 1)
        )

    def place(self, one: Candidate, position: int, opens_at: datetime | None = None) -> Place:
        """Return the client's place with its number."""
        return Place(
            one.client_id,
            one.lane,
            position,
            light=one.light,
            lanes=one.lanes,
            owed=tuple(sorted(one.reasons_owed, key=lambda owed: (owed.due, owed.what))),
            changed=tuple(sorted(one.changed, key=lambda change: (-change.on.toordinal(), change.what))),
            news=tuple(sorted(one.news, key=lambda news: (-news.on.toordinal(), news.what))),
            by_hand=one.by_hand_today,
            rolled_from=one.rolled_from,
            tried_on=self.tried_on(one),
            other_channel=one.do_not_call or one.tries_without_answer >= TRIES_ENOUGH,
            opens_at=opens_at,
            not_before=self.not_before(one),
        )


def _within_lane(one: Candidate) -> tuple[Any, ...]:
    """Return what orders the clients of one lane. Source: rules, section 5, "Order inside"."""
    match one.lane:
        case Lane.YOU_OWE:
            return (min(owed.due for owed in one.reasons_owed),)
        case Lane.CHANGED:
            turned = [one.light_since] if one.light_since else []
            newest = max([*turned, *(change.on for change in one.changed)], default=date.min)
            lights = (Light.RED, Light.AMBER)
            burning = lights.index(one.light) if one.light in lights else len(lights)
            return (burning, tuple(Tier).index(one.tier), -newest.toordinal())
        case Lane.GOOD_NEWS:
            return (-max(news.on for news in one.news).toordinal(),)
        case Lane.KEEP_CLOSE:
            ratio = 1.0 if one.silence_ratio is None else float(one.silence_ratio)
            return (-ratio * _TIER_WEIGHT[one.tier], -(one.tenure_days or 0))


def _chosen(ranked: Sequence[Candidate], capacity: int, today: date) -> list[Candidate]:
    """Fill the places. Source: rules, section 5, "Filling"; DESIGN, section 6 for calls set by hand."""
    chosen = [one for one in ranked if one.by_hand_today][:capacity]
    rest = [one for one in ranked if not one.by_hand_today]
    owed_today = sum(any(owed.due.date() <= today for owed in one.reasons_owed) for one in ranked)
    if owed_today >= capacity:
        _take(chosen, [one for one in rest if one.lane is Lane.YOU_OWE], capacity)
    else:
        has_green = any(one.is_quiet_green for one in chosen)
        green = [one for one in rest if one.is_quiet_green][: 0 if has_green else 1]
        urgent = URGENT_PLACES - sum(one.lane in _URGENT for one in chosen)
        places = min(len(chosen) + max(0, urgent), capacity - len(green))
        _take(chosen, [one for one in rest if one.lane in _URGENT], places)
        _take(chosen, green, capacity)
    for lane in _FILLING:
        _take(chosen, [one for one in rest if one.lane is lane], capacity)
    return chosen


def _take(chosen: list[Candidate], among: Sequence[Candidate], places: int) -> None:
    """Move the first of ``among`` who have no place yet to ``chosen``, until it holds ``places``."""
    placed = {one.client_id for one in chosen}
    free = [one for one in among if one.client_id not in placed]
    chosen.extend(free[: max(0, places - len(chosen))])
