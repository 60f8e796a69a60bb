"""How many losses are normal: a range for one year, from how many there were in the years before.

Source: capability D10, "When do the alarm bells ring? How many is normal?".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core import formats
from retention_journal.core.client_lives import Life
from retention_journal.core.periods import DayRange
from retention_journal.core.retention_figures import Figure
from retention_journal.i18n import _, ngettext

#: From fewer earlier years nothing is called normal.
FEWEST_YEARS = 2
#: Longer ago the firm was another.
MOST_YEARS = 5
_TAIL = 0.025
_JEFFREYS = 0.5


@dataclass(frozen=True, kw_only=True)
class ExpectedLosses(Figure):
    """Losses a year: ``value`` on average, ``low`` to ``high`` what 95 of 100 years would hold.

    Attributes:
        n: How many earlier years it was counted in.
        years: Losses of each of them, the newest first.
        now: Losses in the twelve months that were asked about.
    """

    years: tuple[int, ...]
    now: int


def normal_range(losses: int, years: int) -> tuple[int, int]:
    """Return between which numbers the losses of one more year lie with 95 %.

    The losses of a year are taken as a Poisson count of a rate that is only known from ``losses`` in
    ``years``; with the prior of Jeffreys the next year's count is negative binomial with the size
    ``losses + 1/2`` and the chance ``years / (years + 1)``.

    Source: Gelman and others, Bayesian Data Analysis, 3rd edition, section 2.6 (the Poisson model and its
    predictive distribution).

    Args:
        losses: In all the years together, 0 or more.
        years: 1 or more.
    """
    size, stays = losses + _JEFFREYS, years / (years + 1)
    chance = stays**size
    below, number, low = chance, 0, None
    while True:
        if low is None and below >= _TAIL:
            low = number
        if below >= 1 - _TAIL:
            return (0 if low is None else low), number
        chance *= (size + number) / (number + 1) * (1 - stays)
        number += 1
        below += chance


def expected_losses(lives: Iterable[Life], day: date) -> ExpectedLosses:
    """Return how many losses a year are normal, and whether the twelve months up to ``day`` are.

    Args:
        lives: All clients.
        day: The last day of the twelve months asked about; the years before them are looked at as far back
            as one had clients, five at most.
    """
    known = list(lives)
    now, *before = _years(known, day)
    counts = tuple(sum(one.losses_in(year) for one in known) for year in before)
    lost = sum(one.losses_in(now) for one in known)
    if len(counts) < FEWEST_YEARS:
        return ExpectedLosses(n=len(counts), silent=True, text=_few(len(counts)), years=counts, now=lost)
    low, high = normal_range(sum(counts), len(counts))
    return ExpectedLosses(
        value=sum(counts) / len(counts), low=low, high=high, n=len(counts), silent=False,
        text=_words(counts, lost, low, high), years=counts, now=lost,
    )  # fmt: skip


def _years(lives: Sequence[Life], day: date) -> list[DayRange]:
    """Return the twelve months up to ``day``, and the whole years before in which one had clients."""
    first = min((one.start for one in lives), default=day)
    found: list[DayRange] = []
    last = day
    while len(found) <= MOST_YEARS:
        begin = _year_before(last) + timedelta(days=1)
        if found and begin < first:
            break
        found.append(DayRange(begin, last))
        last = begin - timedelta(days=1)
    return found


def _year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _few(years: int) -> str:
    if not years:
        return _("How many losses are normal shows after two whole earlier years; there is none yet.")
    return ngettext(
        "How many losses are normal shows after two whole earlier years; there is {n}.",
        "How many losses are normal shows after two whole earlier years; there are {n}.",
        years,
    ).format(n=formats.number(years))


def _words(counts: Sequence[int], now: int, low: int, high: int) -> str:
    before = ngettext(
        "{lost} lost in the {n} year before, ", "{lost} lost in the {n} years before, ", len(counts)
    ).format(lost=formats.number(sum(counts)), n=formats.number(len(counts)))
    if now > high:
        judged = _("{before}so {low} to {high} in a year are normal; {now} in the last 12 months are more.")
    elif now < low:
        judged = _("{before}so {low} to {high} in a year are normal; {now} in the last 12 months are fewer.")
    else:
        judged = _(
            "{before}so {low} to {high} in a year are normal; {now} in the last 12 months are within it."
        )
    return judged.format(
        before=before, low=formats.number(low), high=formats.number(high), now=formats.number(now)
    )
