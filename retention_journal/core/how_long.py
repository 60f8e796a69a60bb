"""How long clients stay, in figures: the median of the present and of the lost, and the curve."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.client_lives import Life
from retention_journal.core.retention_figures import Figure, per_cent
from retention_journal.core.survival import (
    FEWEST_CLIENTS,
    FEWEST_LOST,
    Median,
    Point,
    drawn,
    kaplan_meier,
    median,
)
from retention_journal.i18n import _


@dataclass(frozen=True, kw_only=True)
class Tenure(Figure):
    """Months as a client, the median of those one has.

    Attributes:
        lost_value: The median of those who left; None where nobody did.
        lost_n: How many these are.
    """

    lost_value: float | None
    lost_n: int


@dataclass(frozen=True, kw_only=True)
class Survival(Figure):
    """Months until half have left.

    Attributes:
        lost: How many of ``n`` have left.
        points: The steps of the curve, none where it is silent.
    """

    lost: int
    points: tuple[Point, ...]


def tenure(lives: Iterable[Life], today: date) -> Tenure:
    """Return for how many months one has had clients, the median of the present and that of the lost.

    Source: figures, "Tenure".
    """
    known = [one for one in lives if one.start <= today]
    here = [one.months(today) for one in known if not one.had_gone(today)]
    gone = [one.months(today) for one in known if one.had_gone(today)]
    told = []
    if here:
        told.append(_("Half of your clients have been so for {n} months or more.").format(n=_median(here)))
    if gone:
        told.append(_("Half of those who left had been so for {n} months or more.").format(n=_median(gone)))
    return Tenure(
        value=statistics.median(here) if here else None, n=len(here), silent=not here,
        text=" ".join(told) or _("There are no clients."),
        lost_value=statistics.median(gone) if gone else None, lost_n=len(gone),
    )  # fmt: skip


def survival(lives: Iterable[Life], today: date) -> Survival:
    """Return how long clients stay until they first leave; those who are still here count until ``today``.

    The median is that of the curve as it is drawn, so it is silent where too few are left to draw it.

    Source: figures, "Survival".
    """
    followed = [one.followed(today) for one in lives if one.start <= today]
    lost = sum(one.is_lost for one in followed)
    if len(followed) < FEWEST_CLIENTS or lost < FEWEST_LOST:
        text = _("{n} clients and {lost} losses are too few for a curve; it takes {clients} and {losses}.")
        told = text.format(
            n=formats.number(len(followed)),
            lost=formats.number(lost),
            clients=FEWEST_CLIENTS,
            losses=FEWEST_LOST,
        )
        return Survival(n=len(followed), silent=True, text=told, lost=lost, points=())
    points = kaplan_meier(followed)
    half = median(drawn(points))
    return Survival(
        value=half.months if half else None, low=half.low if half else None, high=half.high if half else None,
        n=len(followed), silent=False, text=_survival_words(drawn(points), half), lost=lost, points=points,
    )  # fmt: skip


def _survival_words(points: Sequence[Point], half: Median | None) -> str:
    if half and half.high is not None:
        return _("Half leave within {n} months (likely {low}–{high}).").format(
            n=_months(half.months), low=_months(half.low), high=_months(half.high)
        )
    if half:
        return _("Half leave within {n} months (likely {low} or more).").format(
            n=_months(half.months), low=_months(half.low)
        )
    if not points:
        return _("Too few were followed long enough to draw a curve.")
    last = points[-1]
    return _("After {n} months {share} % are still clients (likely {low}–{high} %).").format(
        n=_months(last.months), share=per_cent(last.share), low=per_cent(last.low), high=per_cent(last.high)
    )


def _median(months: Sequence[int]) -> str:
    return _months(statistics.median(months))


def _months(months: float) -> str:
    """Return months as they are told, with a half where there is one."""
    return formats.number(Decimal(f"{months:g}"))
