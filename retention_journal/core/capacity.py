"""Whether the calls one makes are enough for the rhythms one wants, and what would help.

Source: rules, section 6.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from retention_journal.core import formats
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays
from retention_journal.i18n import _, ngettext

_WEEK = 7
#: From this rhythm on a client is not worked for right now, and notices a longer one least.
_SLOW_DAYS = 30
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class RhythmGroup:
    """Clients who share a rhythm.

    Attributes:
        name: The group as people read it: "Between jobs".
        ideal_days: Calendar days from talk to talk, 1 to 3,650.
        clients: How many there are.
    """

    name: str
    ideal_days: int
    clients: int


@dataclass(frozen=True)
class Suggestion:
    """What would bring the calls down.

    Attributes:
        group: Whose rhythm to lengthen.
        to_days: To how many days, at most double.
        needed: Calls a working day that the rhythms would need then.
        is_enough: Whether the mornings hold them then; it takes more than one step where they do not.
    """

    group: RhythmGroup
    to_days: int
    needed: Decimal
    is_enough: bool

    @property
    def text(self) -> str:
        """The suggestion in words."""
        if self.is_enough:
            words = _("Lengthen “{group}” to {days} days, or make them letter-clients.")
        else:
            words = _("Lengthen “{group}” to {days} days, or make them letter-clients. Then it is {needed}.")
        return words.format(group=self.group.name, days=self.to_days, needed=formats.number(self.needed))


@dataclass(frozen=True)
class CapacityCheck:
    """Whether the calls one makes are enough for the rhythms one wants.

    Attributes:
        needed: Calls a working day that the rhythms need, to one decimal and as people say it, 6 or 6.1.
        capacity: Calls a working day that are made.
        suggestion: What would help; None where they are enough, or nothing can be lengthened.
    """

    needed: Decimal
    capacity: int
    suggestion: Suggestion | None = None

    @property
    def is_enough(self) -> bool:
        """Whether one makes as many calls as are needed."""
        return self.needed <= self.capacity

    @property
    def text(self) -> str:
        """The check in one sentence, the suggestion left out."""
        if self.is_enough:
            words = ngettext(
                "Your rhythms need {needed} call a day, and you make {capacity}: fine.",
                "Your rhythms need {needed} calls a day, and you make {capacity}: fine.",
                1 if self.needed == 1 else 2,
            )
        else:
            words = _("Your rhythms need {needed} calls a day; you make {capacity}.")
        return words.format(needed=formats.number(self.needed), capacity=formats.number(self.capacity))


def needed_per_day(ideal_days: Iterable[int], working: WorkingDays = MONDAY_TO_FRIDAY) -> Decimal:
    """Return how many calls a working day the rhythms need, to one decimal.

    Args:
        ideal_days: The ideal interval of each client, in calendar days from 1.
        working: Its week spreads the calls: 7/5 of a call a day where five days are worked.

    Source: rules, section 6.
    """
    return _rounded(_needed(sum((Fraction(1, days) for days in ideal_days), Fraction()), working))


def capacity_check(
    groups: Collection[RhythmGroup], capacity: int, working: WorkingDays = MONDAY_TO_FRIDAY
) -> CapacityCheck:
    """Return whether ``capacity`` calls a working day are enough, and what would help where they are not.

    The suggestion lengthens one group, at most to double: the least that is enough, first among those who
    are not worked for right now (30 days or more); where none is enough, the one that helps most.
    """
    load = sum((_load(group) for group in groups), Fraction())
    needed = _rounded(_needed(load, working))
    if needed <= capacity:
        return CapacityCheck(needed, capacity)
    offers = [_lengthened(group, load, capacity, working) for group in groups if group.clients]
    return CapacityCheck(needed, capacity, min(offers, key=_by_help, default=None))


def _lengthened(group: RhythmGroup, load: Fraction, capacity: int, working: WorkingDays) -> Suggestion:
    """Return the least lengthening of one group that is enough, or its rhythm doubled."""
    others = load - _load(group)
    room = Fraction(capacity * len(working.weekdays), _WEEK) - others
    days = 2 * group.ideal_days
    if room > 0:
        step = 5 if group.ideal_days >= _SLOW_DAYS else _WEEK
        days = min(days, ceil(group.clients / room / step) * step)
    needed = _needed(others + Fraction(group.clients, days), working)
    return Suggestion(group, days, _rounded(needed), is_enough=needed <= capacity)


def _by_help(offer: Suggestion) -> tuple[Any, ...]:
    slower = Fraction(offer.to_days, offer.group.ideal_days)
    least = slower if offer.is_enough else offer.needed
    is_quick = offer.group.ideal_days < _SLOW_DAYS
    return not offer.is_enough, is_quick, least, -offer.group.ideal_days, offer.group.name


def _load(group: RhythmGroup) -> Fraction:
    return Fraction(group.clients, group.ideal_days)


def _needed(load: Fraction, working: WorkingDays) -> Fraction:
    return load * Fraction(_WEEK, len(working.weekdays))


def _rounded(calls: Fraction) -> Decimal:
    """Return a figure as people say it: to one decimal, and whole where that is 0."""
    exact = (Decimal(calls.numerator) / Decimal(calls.denominator)).quantize(_TENTH, ROUND_HALF_UP)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
