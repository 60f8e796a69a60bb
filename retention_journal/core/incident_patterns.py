"""Patterns over what went wrong: which kind, which cause, which month, which client again (capability E8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from typing import TypeVar

from retention_journal.core.incidents import CauseKind, IncidentKind, IncidentOutcome
from retention_journal.core.terms import Term
from retention_journal.i18n import N_

T = TypeVar("T", bound=Term)

#: A median of fewer says nothing. Source: figures, "Recovery".
FEWEST = 3
_MONTHS = 12
#: A day noted as this or more was full; one noted as this or less was a bad one. Source: capability E26.
_FULL, _BAD = 4, 2
_DAY_SECONDS = 86_400
_SAVED = frozenset({IncidentOutcome.RECOVERED, IncidentOutcome.RECOVERED_STRONGER})


class Wait(Term):
    """What they waited for."""

    ACKNOWLEDGE = "acknowledge", N_("to hear that you heard")
    ANSWER = "answer", N_("for an answer")
    DECIDE = "decide", N_("for a decision")
    RESOLVE = "resolve", N_("until it was put right")


@dataclass(frozen=True)
class WentWrong:
    """What is known of one incident, as far as patterns ask."""

    incident_id: int
    client_id: int
    client_name: str
    title: str
    kind: IncidentKind
    causes: tuple[CauseKind, ...]
    received_at: datetime
    received_on: date
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    decided_at: datetime | None = None
    resolved_at: datetime | None = None
    outcome: IncidentOutcome | None = None
    cost_minutes: int | None = None
    cost_minor: int | None = None
    currency: str = ""
    own_load: int | None = None
    own_mood: int | None = None
    process_gap: str = ""
    process_change: str = ""
    began_with_them: bool = False


@dataclass(frozen=True)
class Again:
    """A client something went wrong at more than once."""

    client_id: int
    client_name: str
    times: int


@dataclass(frozen=True)
class Saved:
    """Those that were recovered, and what that took (capability E20).

    Attributes:
        count: How many; ``stronger`` of them stand stronger than before.
        minutes: Time that was written down, all together.
        money: What they cost by currency, in minor units; currencies are never added together.
        days: Half of them were put right within so many days, one begun counts; None under three.
    """

    count: int
    stronger: int
    minutes: int
    money: tuple[tuple[str, int], ...]
    days: int | None


@dataclass(frozen=True)
class Patterns:
    """What incidents have in common.

    Attributes:
        months: The first day of each of the last twelve months, the oldest first, and how many came in it.
        of_the_year: How many came in each January to December, of all years together.
        waits: What was waited for, the median, and of how many; those under three are left out.
        ended: How many have an outcome.
        saved: What those took that were recovered.
        gaps: Those that showed a gap in how one works; the ones without a change first.
        noted_load: In how many one noted how much one had on; in ``full`` of them it was much.
        noted_mood: In how many one noted what day one had; in ``bad`` of them it was a bad one.
        began_with_them: How many began on the client's side; ``made_ours`` of them led to a change here.
    """

    total: int
    kinds: tuple[tuple[IncidentKind, int], ...]
    causes: tuple[tuple[CauseKind, int], ...]
    months: tuple[tuple[date, int], ...]
    of_the_year: tuple[int, ...]
    again: tuple[Again, ...]
    waits: tuple[tuple[Wait, timedelta, int], ...]
    ended: int
    saved: Saved
    gaps: tuple[WentWrong, ...]
    noted_load: int
    full: int
    noted_mood: int
    bad: int
    began_with_them: int
    made_ours: int


def patterns(all_told: Iterable[WentWrong], today: date) -> Patterns:
    """Return the patterns over incidents, as of ``today``."""
    told = list(all_told)
    return Patterns(
        total=len(told),
        kinds=_most_first(one.kind for one in told),
        causes=_most_first(cause for one in told for cause in set(one.causes)),
        months=_by_month(told, today),
        of_the_year=_of_the_year(told),
        again=_again(told),
        waits=tuple(_waits(told)),
        ended=sum(one.outcome is not None for one in told),
        saved=_saved([one for one in told if one.outcome in _SAVED]),
        gaps=tuple(sorted((one for one in told if one.process_gap), key=_unmended_first)),
        noted_load=sum(one.own_load is not None for one in told),
        full=sum((one.own_load or 0) >= _FULL for one in told),
        noted_mood=sum(one.own_mood is not None for one in told),
        bad=sum(one.own_mood is not None and one.own_mood <= _BAD for one in told),
        began_with_them=sum(one.began_with_them for one in told),
        made_ours=sum(one.began_with_them and bool(one.process_change) for one in told),
    )


def _most_first(values: Iterable[T]) -> tuple[tuple[T, int], ...]:
    counted = Counter(values)
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].value)))


def _by_month(told: Sequence[WentWrong], today: date) -> tuple[tuple[date, int], ...]:
    counted = Counter((one.received_on.year, one.received_on.month) for one in told)
    last = today.year * 12 + today.month - 1
    months = [divmod(last - back, 12) for back in range(_MONTHS - 1, -1, -1)]
    return tuple((date(year, month + 1, 1), counted[year, month + 1]) for year, month in months)


def _of_the_year(told: Sequence[WentWrong]) -> tuple[int, ...]:
    counted = Counter(one.received_on.month for one in told)
    return tuple(counted[month] for month in range(1, _MONTHS + 1))


def _saved(told: Sequence[WentWrong]) -> Saved:
    taken = [
        (one.resolved_at - one.received_at).total_seconds() for one in told if one.resolved_at is not None
    ]
    return Saved(
        count=len(told),
        stronger=sum(one.outcome is IncidentOutcome.RECOVERED_STRONGER for one in told),
        minutes=sum(one.cost_minutes or 0 for one in told),
        money=_money(told),
        days=ceil(median(taken) / _DAY_SECONDS) if len(taken) >= FEWEST else None,
    )


def _again(told: Sequence[WentWrong]) -> tuple[Again, ...]:
    counted = Counter((one.client_id, one.client_name) for one in told)
    more = [Again(number, name, times) for (number, name), times in counted.items() if times > 1]
    return tuple(sorted(more, key=lambda one: (-one.times, one.client_name)))


def _waits(told: Sequence[WentWrong]) -> Iterable[tuple[Wait, timedelta, int]]:
    for wait, name in (
        (Wait.ACKNOWLEDGE, "acknowledged_at"),
        (Wait.ANSWER, "answered_at"),
        (Wait.DECIDE, "decided_at"),
        (Wait.RESOLVE, "resolved_at"),
    ):
        taken = [
            (getattr(one, name) - one.received_at).total_seconds()
            for one in told
            if getattr(one, name) is not None
        ]
        if len(taken) >= FEWEST:
            yield wait, timedelta(seconds=median(taken)), len(taken)


def _money(told: Sequence[WentWrong]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for one in told:
        if one.cost_minor:
            found[one.currency] += one.cost_minor
    return tuple(sorted(found.items()))


def _unmended_first(one: WentWrong) -> tuple[bool, float]:
    return bool(one.process_change), -one.received_at.timestamp()
