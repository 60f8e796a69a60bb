"""The nine o'clock list: whom to call this morning and in which order, in four lanes.

Source: rules, section 5; DESIGN, section 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from retention_journal.core.call_windows import CallWindow, next_open
from retention_journal.core.clients import Tier
from retention_journal.core.lanes import Lane
from retention_journal.core.light import Light
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.working_days import WorkingDays

NINE = time(9)
_LANES = tuple(Lane)
_URGENT = frozenset({Lane.YOU_OWE, Lane.CHANGED})
_FILLING = (Lane.GOOD_NEWS, Lane.KEEP_CLOSE, Lane.CHANGED, Lane.YOU_OWE)


@dataclass(frozen=True, slots=True)
class NineRules:
    """The thresholds of the list.

    Attributes:
        near_percent: Share of the ideal interval from which a silence is worth a call.
        tier_a_percent: How much the silence of tier A weighs; B and C likewise.
        urgent_places: Places for what is owed or has changed, before the others are asked.
        working_days_between_calls: From one call to the next where nothing is owed.
        working_days_lower: For so long a try without an answer puts a client lower.
        tries_until_other_channel: Tries without an answer after which another channel is proposed.
        tries_of_a_run: Tries that make a working day count for the run.

    Source: rules, section 5; section 3 for tries.
    """

    near_percent: int = 80
    tier_a_percent: int = 130
    tier_b_percent: int = 100
    tier_c_percent: int = 80
    urgent_places: int = 3
    working_days_between_calls: int = 2
    working_days_lower: int = 2
    tries_until_other_channel: int = 3
    tries_of_a_run: int = 3

    def weight(self, tier: Tier) -> int:
        """Return how much a tier's silence weighs, in per cent."""
        return {Tier.A: self.tier_a_percent, Tier.B: self.tier_b_percent, Tier.C: self.tier_c_percent}[tier]


DEFAULT_NINE = NineRules()


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

    @property
    def light_calls(self) -> bool:
        """Whether the light alone is a reason: red, or amber newer than the last talk."""
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
    rules: NineRules = DEFAULT_NINE,
) -> CallList:
    """Return the list of ``today``; on a day off it holds only the calls set by hand.

    Args:
        candidates: Every client, each once, in any order.
        capacity: How many calls the morning holds, 3 to 5.
        today: The day of the list.
        working: The days one works.
        at: When the calls begin; who likes it later is moved behind those who may be called then.
        rules: The thresholds of the list.
    """
    morning = _Morning(today, working, rules)
    ranked = sorted(morning.due(candidates), key=lambda due: due.rank)
    chosen = {due.one.client_id for due in _chosen(ranked, max(0, capacity), today, rules.urgent_places)}
    waiting = [due for due in ranked if due.one.client_id not in chosen]
    waiting.sort(key=lambda due: due.not_before is not None)
    return CallList(
        _by_the_hour([due for due in ranked if due.one.client_id in chosen], datetime.combine(today, at)),
        tuple(due.place(n) for n, due in enumerate(waiting, 1)),
    )


def lanes_of(candidate: Candidate, rules: NineRules = DEFAULT_NINE) -> tuple[Lane, ...]:
    """Return every lane that a client enters, the highest first. Source: rules, section 5, "Enters when"."""
    ratio = candidate.silence_ratio
    enters = (
        bool(candidate.reasons_owed),
        bool(candidate.changed) or candidate.light_calls,
        bool(candidate.news),
        ratio is None or float(ratio) >= rules.near_percent / 100,
    )
    return tuple(lane for lane, does_enter in zip(_LANES, enters, strict=True) if does_enter)


def run_of_days(
    tries_by_day: Mapping[date, int],
    working: WorkingDays,
    today: date,
    rules: NineRules = DEFAULT_NINE,
) -> int:
    """Return how many working days in a row, up to today, had three tries or more.

    Days off neither count nor break it, and neither does today while it is not done.
    """
    day = today
    if not (working.is_working(today) and tries_by_day.get(today, 0) >= rules.tries_of_a_run):
        day = working.before(today)
    run = 0
    while tries_by_day.get(day, 0) >= rules.tries_of_a_run:
        run += 1
        day = working.before(day)
    return run


@dataclass(frozen=True)
class _Due:
    """A client who has a reason today, and what the day makes of it; see ``Place`` for the words."""

    one: Candidate
    lane: Lane
    lanes: tuple[Lane, ...]
    rank: tuple[Any, ...]
    may_come: bool
    not_before: date | None
    tried_on: date | None
    other_channel: bool

    @property
    def is_quiet_green(self) -> bool:
        """Whether nothing burns and nothing calls but the rhythm: the easiest to overlook."""
        return self.one.light is Light.GREEN and self.lane is Lane.KEEP_CLOSE

    def place(self, position: int, opens_at: datetime | None = None) -> Place:
        """Return the client's place with its number."""
        return Place(
            self.one.client_id,
            self.lane,
            position,
            light=self.one.light,
            lanes=self.lanes,
            owed=tuple(sorted(self.one.reasons_owed, key=lambda owed: (owed.due, owed.what))),
            changed=tuple(sorted(self.one.changed, key=lambda change: (-change.on.toordinal(), change.what))),
            news=tuple(sorted(self.one.news, key=lambda news: (-news.on.toordinal(), news.what))),
            by_hand=self.one.by_hand_today,
            rolled_from=self.one.rolled_from,
            tried_on=self.tried_on,
            other_channel=self.other_channel,
            opens_at=opens_at,
            not_before=self.not_before,
        )


@dataclass(frozen=True)
class _Morning:
    """The day a list is made for, and what that day makes of each client."""

    today: date
    working: WorkingDays
    rules: NineRules

    def due(self, candidates: Iterable[Candidate]) -> list[_Due]:
        """Return who has a reason today, or was left over, and is not put off; what is set by hand stays."""
        is_worked = self.working.is_working(self.today)
        found: list[_Due] = []
        for one in candidates:
            is_snoozed = one.snoozed_until is not None and self.today <= one.snoozed_until
            lanes = lanes_of(one, self.rules)
            stands_over = one.rolled_from is not None  # though the reason lapsed overnight
            if one.by_hand_today or (not is_snoozed and (lanes or stands_over)):
                found.append(self._due(one, lanes, is_worked=is_worked))
        return found

    def _due(self, one: Candidate, lanes: tuple[Lane, ...], *, is_worked: bool) -> _Due:
        lane = lanes[0] if lanes else Lane.KEEP_CLOSE
        not_before, tried_on = self._not_before(one, lane), self._tried_on(one)
        return _Due(
            one,
            lane,
            lanes,
            rank=(
                not one.by_hand_today,
                _LANES.index(lane),
                tried_on is not None,
                one.rolled_from is None,
                *_within_lane(one, lane, self.rules),
                one.client_id,
            ),
            may_come=one.by_hand_today or (is_worked and not_before is None),
            not_before=not_before,
            tried_on=tried_on,
            other_channel=one.do_not_call or one.tries_without_answer >= self.rules.tries_until_other_channel,
        )

    def _not_before(self, one: Candidate, lane: Lane) -> date | None:
        """Return the first day on which the client may be called again; None where that is today."""
        between = self.rules.working_days_between_calls
        if one.last_called_on is None or one.by_hand_today or lane is Lane.YOU_OWE:
            return None
        if self.working.between(one.last_called_on, self.today) >= between:
            return None
        return self.working.add(one.last_called_on, between)

    def _tried_on(self, one: Candidate) -> date | None:
        """Return the day of a try that puts the client lower today."""
        if one.last_tried_on is None or not one.tries_without_answer:
            return None
        passed = self.working.between(one.last_tried_on, self.today)
        return one.last_tried_on if passed <= self.rules.working_days_lower else None


def _within_lane(one: Candidate, lane: Lane, rules: NineRules) -> tuple[Any, ...]:
    """Return what orders the clients of one lane. Source: rules, section 5, "Order inside"."""
    match lane:
        case Lane.YOU_OWE:
            return (min(owed.due for owed in one.reasons_owed),)
        case Lane.CHANGED:
            turned = [one.light_since] if one.light_calls and one.light_since else []
            newest = max([*turned, *(change.on for change in one.changed)], default=date.min)
            lights = (Light.RED, Light.AMBER)
            burning = lights.index(one.light) if one.light in lights else len(lights)
            return (burning, tuple(Tier).index(one.tier), -newest.toordinal())
        case Lane.GOOD_NEWS:
            return (-max(news.on for news in one.news).toordinal(),)
        case Lane.KEEP_CLOSE:
            ratio = 1.0 if one.silence_ratio is None else float(one.silence_ratio)
            return (-ratio * rules.weight(one.tier), -(one.tenure_days or 0))


def _chosen(ranked: Sequence[_Due], capacity: int, today: date, urgent_places: int) -> list[_Due]:
    """Fill the places. Source: rules, section 5, "Filling"; DESIGN, section 6 for calls set by hand."""
    chosen = [due for due in ranked if due.one.by_hand_today][:capacity]
    rest = [due for due in ranked if due.may_come and not due.one.by_hand_today]
    owed_today = sum(any(owed.due.date() <= today for owed in due.one.reasons_owed) for due in ranked)
    if owed_today >= capacity:
        _take(chosen, [due for due in rest if due.lane is Lane.YOU_OWE], capacity)
    else:
        has_green = any(due.is_quiet_green for due in chosen)
        green = [due for due in rest if due.is_quiet_green][: 0 if has_green else 1]
        urgent = urgent_places - sum(due.lane in _URGENT for due in chosen)
        places = min(len(chosen) + max(0, urgent), capacity - len(green))
        _take(chosen, [due for due in rest if due.lane in _URGENT], places)
        _take(chosen, green, capacity)
    for lane in _FILLING:
        _take(chosen, [due for due in rest if due.lane is lane], capacity)
    return chosen


def _take(chosen: list[_Due], among: Sequence[_Due], places: int) -> None:
    """Move the first of ``among`` who have no place yet to ``chosen``, until it holds ``places``."""
    placed = {due.one.client_id for due in chosen}
    free = [due for due in among if due.one.client_id not in placed]
    chosen.extend(free[: max(0, places - len(chosen))])


def _by_the_hour(chosen: Iterable[_Due], start: datetime) -> tuple[Place, ...]:
    """Move who is not to be called at ``start`` behind the others, by when they may be, and mark them."""
    opening = [(next_open(due.one.call_window, start), due) for due in chosen]
    opening.sort(key=lambda pair: pair[0])
    return tuple(due.place(n, None if opens == start else opens) for n, (opens, due) in enumerate(opening, 1))
