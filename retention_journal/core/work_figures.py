"""Figures of the work itself: the care's share of the time, the largest client, and what was put right."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core import formats
from retention_journal.core.hours import Bucket, MonthHours, care_share, care_words
from retention_journal.core.hours import total as all_of
from retention_journal.core.incident_pattern_words import wait_words
from retention_journal.core.incident_patterns import Wait
from retention_journal.core.retention_figures import Figure, per_cent
from retention_journal.core.wilson import wilson
from retention_journal.i18n import _

#: Fewer closed incidents, or fewer that waited, say nothing. Source: figures, "Recovery".
FEWEST = 3


@dataclass(frozen=True)
class CareMonth:
    """Care and hunt in a month, in minutes; the care's share of both, None where there was neither."""

    first: date
    care_minutes: int
    hunt_minutes: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class CareShare(Figure):
    """The care's share of the time for care and hunt; ``n`` months have either."""

    care_minutes: int
    hunt_minutes: int
    months: tuple[CareMonth, ...]


@dataclass(frozen=True)
class Waited:
    """For how long one incident was waited on, in days; None where that step was not taken."""

    acknowledge: float | None
    decide: float | None
    resolve: float | None


@dataclass(frozen=True, kw_only=True)
class Recovery(Figure):
    """The share of the closed incidents that were recovered.

    Attributes:
        recovered: How many of ``n``.
        acknowledge_days: Half were acknowledged within so many days; None under three. So for the others.
    """

    recovered: int
    acknowledge_days: float | None
    decide_days: float | None
    resolve_days: float | None


def care(months: Sequence[MonthHours], won: int, lost: int) -> CareShare:
    """Return the care's share of the time for care and hunt. Source: figures, "Care share"; ideas, 3.9."""
    minutes = all_of(months)
    value = care_share(minutes)
    told = tuple(
        CareMonth(
            one.month.first, one.minutes.get(Bucket.CARE, 0), one.minutes.get(Bucket.HUNT, 0),
            care_share(one.minutes),
        )
        for one in months
    )  # fmt: skip
    return CareShare(
        value=value, n=sum(one.share is not None for one in told), silent=value is None,
        text=care_words(minutes, won, lost) or _("No time for care or hunt was written down."),
        care_minutes=minutes.get(Bucket.CARE, 0), hunt_minutes=minutes.get(Bucket.HUNT, 0), months=told,
    )  # fmt: skip


def recovery_figure(recovered: int, closed: int, waited: Sequence[Waited]) -> Recovery:
    """Return how many of the closed incidents were recovered, and how long was waited, the medians.

    Source: figures, "Recovery".
    """
    is_silent = closed < FEWEST
    low, high = (None, None) if is_silent else wilson(recovered, closed)
    steps = {
        Wait.ACKNOWLEDGE: _known(one.acknowledge for one in waited),
        Wait.DECIDE: _known(one.decide for one in waited),
        Wait.RESOLVE: _known(one.resolve for one in waited),
    }
    days = {wait: statistics.median(known) for wait, known in steps.items() if len(known) >= FEWEST}
    told = [wait_words(wait, timedelta(days=half), len(steps[wait])) for wait, half in days.items()]
    words = " ".join([_recovered_words(recovered, closed), *told])
    return Recovery(
        value=None if is_silent else recovered / closed, low=low, high=high, n=closed, silent=is_silent,
        text=words, recovered=recovered, acknowledge_days=days.get(Wait.ACKNOWLEDGE),
        decide_days=days.get(Wait.DECIDE), resolve_days=days.get(Wait.RESOLVE),
    )  # fmt: skip


def _recovered_words(recovered: int, closed: int) -> str:
    if not closed:
        return _("Nothing that went wrong was closed.")
    counts = {"n": formats.number(recovered), "of": formats.number(closed)}
    if closed < FEWEST:
        return _("{n} of {of} closed incidents recovered; too few to say more.").format(**counts)
    low, high = wilson(recovered, closed)
    told = _("{n} of {of} closed incidents recovered (likely {low}–{high} %).")
    return told.format(low=per_cent(low), high=per_cent(high), **counts)


def _known(days: Iterable[float | None]) -> list[float]:
    return [one for one in days if one is not None]
