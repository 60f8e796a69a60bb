"""Won against lost: the alarm where fewer clients came than went, and whether that may be chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core import formats
from retention_journal.core.client_lives import Life
from retention_journal.core.periods import JANUARY, DayRange, quarter_of
from retention_journal.core.retention_figures import Figure
from retention_journal.core.sign_test import chance_of_so_few, chance_words
from retention_journal.core.wilson import wilson
from retention_journal.i18n import _

#: Fewer wins and losses together say nothing. Source: figures, "Won vs lost".
FEWEST = 3


@dataclass(frozen=True)
class Quarter:
    """What was won and lost in a quarter, or in the part of it that was asked about."""

    first: date
    last: date
    won: int
    lost: int


@dataclass(frozen=True, kw_only=True)
class WonLost(Figure):
    """The share of wins among both.

    Attributes:
        won_names: Who was won; who came, left and came back stands there twice.
        lost_names: Who was lost, once for every loss.
        alarm: Whether fewer were won than lost, of three or more.
        chance: Of so few wins, if both were equally likely; None without the alarm.
    """

    won: int
    lost: int
    won_names: tuple[str, ...]
    lost_names: tuple[str, ...]
    alarm: bool
    chance: float | None
    quarters: tuple[Quarter, ...]


def won_lost(lives: Iterable[Life], period: DayRange, year_start: int = JANUARY) -> WonLost:
    """Return how often a client came or came back in a period, and how often one left in it.

    One who leaves, comes back on a day and leaves again is lost twice. The lamp
    lights whatever chance says; only the words differ.

    Source: figures, "Won vs lost" and "Wording"; capability D9.

    Args:
        lives: All clients.
        period: First and last day.
        year_start: The month in which the business year begins, 1 to 12; its quarters begin with it.
    """
    known = list(lives)
    won, lost = _counted(known, period)
    both, is_silent = won + lost, won + lost < FEWEST
    alarm = lost > won and not is_silent
    chance = chance_of_so_few(won, lost) if alarm else None
    low, high = (None, None) if is_silent else wilson(won, both)
    return WonLost(
        value=None if is_silent else won / both, low=low, high=high, n=both, silent=is_silent,
        text=_words(won, lost, chance), won=won, lost=lost,
        won_names=tuple(one.name for one in known for _time in range(one.won_in(period))),
        lost_names=tuple(one.name for one in known for _time in range(one.losses_in(period))),
        alarm=alarm, chance=chance,
        quarters=tuple(_quarters(known, period, year_start)),
    )  # fmt: skip


def alarm_words(balance: WonLost) -> str:
    """Return how many came and went in the last twelve months, and what an alarm over it may mean."""
    told = _("{won} won and {lost} lost in the last 12 months.").format(
        won=formats.number(balance.won), lost=formats.number(balance.lost)
    )
    return told if balance.chance is None else f"{told} {chance_words(balance.chance)}"


def _counted(lives: Iterable[Life], period: DayRange) -> tuple[int, int]:
    known = list(lives)
    return sum(one.won_in(period) for one in known), sum(one.losses_in(period) for one in known)


def _quarters(lives: list[Life], period: DayRange, year_start: int) -> Iterator[Quarter]:
    first = period.first
    while first <= period.last:
        last = min(quarter_of(first, year_start).last, period.last)
        yield Quarter(first, last, *_counted(lives, DayRange(first, last)))
        first = last + timedelta(days=1)


def _words(won: int, lost: int, chance: float | None) -> str:
    told = _("Won {won}, lost {lost}.").format(won=formats.number(won), lost=formats.number(lost))
    if won + lost < FEWEST:
        return _("{counts} Too few to compare.").format(counts=told)
    if chance is None:
        return told
    return _("{counts} Fewer won than lost. {chance}").format(counts=told, chance=chance_words(chance))
