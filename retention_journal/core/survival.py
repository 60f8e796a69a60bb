"""How long clients stay: the Kaplan-Meier curve with its band and how many were still followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from math import exp, log, sqrt

from retention_journal.core.wilson import Z_95

#: With fewer clients, or fewer of them lost, there is no curve. Source: figures, "Survival".
FEWEST_CLIENTS, FEWEST_LOST = 10, 5
#: The curve is drawn while so many are followed. Source: figures, "Survival".
FEWEST_AT_RISK = 5
_HALF = 0.5


@dataclass(frozen=True)
class Followed:
    """How long one client was followed.

    Attributes:
        months: From the first day until it left, or until now; 0 or more.
        is_lost: Whether it left; else it is still here.
    """

    months: float
    is_lost: bool


@dataclass(frozen=True)
class Point:
    """A step of the curve: after so many months this share was still here.

    Attributes:
        months: When somebody left.
        share: Who was still here after that, 0 to 1; ``low`` to ``high`` is its 95 % band.
        at_risk: How many were followed until then, those who left then among them.
        is_drawn: Whether enough are followed to draw it.
    """

    months: float
    share: float
    low: float
    high: float
    at_risk: int
    is_drawn: bool


@dataclass(frozen=True)
class Median:
    """The month by which half have left, and its range; ``high`` is None where nobody can say."""

    months: float
    low: float
    high: float | None


def kaplan_meier(followed: Iterable[Followed]) -> tuple[Point, ...]:
    """Return the curve, a point wherever somebody left; of equal months losses come before those still here.

    The variance is Greenwood's and the band that of log(-log S), which stays between 0 and 1. Where all who
    were left go at once there is no variance: the band is then all that the step before left open.

    Source: E. L. Kaplan and P. Meier, 1958; J. D. Kalbfleisch and R. L. Prentice, 1980; figures, "Survival",
    with its test vector.
    """
    told = list(followed)
    lost = Counter(one.months for one in told if one.is_lost)
    points: list[Point] = []
    share, variance = Fraction(1), 0.0  # a half must be a half
    for months in sorted(lost):
        at_risk, gone = sum(one.months >= months for one in told), lost[months]
        share *= Fraction(at_risk - gone, at_risk)
        if gone == at_risk:
            low, high = 0.0, points[-1].high if points else 1.0
        else:
            variance += gone / (at_risk * (at_risk - gone))
            low, high = _band(float(share), variance)
        points.append(Point(months, float(share), low, high, at_risk, at_risk >= FEWEST_AT_RISK))
    return tuple(points)


def drawn(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the part of a curve that is drawn."""
    return tuple(takewhile(lambda point: point.is_drawn, points))


def median(points: Sequence[Point]) -> Median | None:
    """Return by which month half have left; None where the curve does not come down to a half.

    Its range is from where the lower edge of the band does to where the upper one does.

    Source: R. Brookmeyer and J. Crowley, 1982; figures, "median only if the curve crosses a half".
    """

    def crossed(name: str) -> float | None:
        return next((point.months for point in points if getattr(point, name) <= _HALF), None)

    months, low = crossed("share"), crossed("low")
    if months is None or low is None:
        return None
    return Median(months, low, crossed("high"))


def _band(share: float, variance: float) -> tuple[float, float]:
    """Return the 95 % band about a share between 0 and 1, neither included."""
    reach = exp(Z_95 * sqrt(variance) / abs(log(share)))
    return share**reach, share ** (1 / reach)
