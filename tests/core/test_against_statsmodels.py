"""Every statistic against implementations that are not ours, on 200 data sets drawn by a fixed seed.

The curve is that of statsmodels and its band that of SciPy; the range of a share is that of statsmodels, the
sign test SciPy's binomial test.
"""

from __future__ import annotations

import random
import warnings

import numpy as np
import pytest
from scipy.stats import CensoredData, binomtest, ecdf
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from retention_journal.core.sign_test import chance_of_so_few
from retention_journal.core.survival import Followed, kaplan_meier, median
from retention_journal.core.wilson import wilson

NEAR = 1e-9
DATA_SETS = 200
#: Theirs is the month by which fewer than half are left, ours that by which half have left.
HALF = 0.5 - 1e-12


def a_data_set(seed: int) -> list[Followed]:
    """Return clients; of every ten sets one is all lost and one has none lost, and many are full of ties."""
    draw = random.Random(seed)
    lost = {0: 1.0, 1: 0.0}.get(seed % 10, draw.uniform(0.1, 0.9))
    longest = draw.choice([6, 40, 40, 400])
    return [
        Followed(draw.randint(0, longest), draw.random() < lost)
        for _client in range(draw.choice([1, 2, 3, 8, 12, 20, 40, 200]))
    ]


SETS = [a_data_set(seed) for seed in range(DATA_SETS)]
WITH_LOSSES = [one for one in SETS if any(client.is_lost for client in one)]


def theirs(followed: list[Followed]) -> SurvfuncRight:
    return SurvfuncRight([one.months for one in followed], [one.is_lost for one in followed])


def their_band(followed: list[Followed]) -> list[tuple[float, float]]:
    """Return the log-log band at each month with a loss; it is no number where the curve is at nothing."""
    told = CensoredData(
        uncensored=[one.months for one in followed if one.is_lost],
        right=[one.months for one in followed if not one.is_lost],
    )
    curve = ecdf(told).sf
    with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
        band = curve.confidence_interval(0.95, method="log-log")
    months = {one.months for one in followed if one.is_lost}
    edges = zip(curve.quantiles, band.low.probabilities, band.high.probabilities, strict=True)
    return [(low, high) for at, low, high in edges if at in months]


def test_the_data_sets_have_ties_and_some_are_all_lost_and_some_without_a_loss():
    assert len(SETS) == DATA_SETS
    assert sum(all(one.is_lost for one in told) for told in SETS) >= 20
    assert len(SETS) - len(WITH_LOSSES) >= 20
    lost = [[one.months for one in told if one.is_lost] for told in SETS]
    assert sum(len(set(months)) < len(months) for months in lost) >= 60
    both = [
        {one.months for one in told if one.is_lost} & {one.months for one in told if not one.is_lost}
        for told in SETS
    ]
    assert sum(bool(months) for months in both) >= 50, "losses and those still here in the same month"


def test_the_curve_is_theirs():
    for followed in WITH_LOSSES:
        points, other = kaplan_meier(followed), theirs(followed)
        assert [point.months for point in points] == list(other.surv_times)
        assert [point.at_risk for point in points] == list(other.n_risk)
        assert [point.share for point in points] == pytest.approx(list(other.surv_prob), abs=NEAR)


def test_the_band_is_theirs_wherever_the_curve_is_above_nothing():
    compared = 0
    for followed in WITH_LOSSES:
        for point, (low, high) in zip(kaplan_meier(followed), their_band(followed), strict=True):
            if point.share > 0:
                compared += 1
                assert (point.low, point.high) == pytest.approx((low, high), abs=NEAR)
    assert compared > 1500


def test_the_median_and_its_range_are_theirs():
    crossed = 0
    for followed in WITH_LOSSES:
        points, other = kaplan_meier(followed), theirs(followed)
        found, months = median(points), other.quantile(HALF)
        assert (found is None) == np.isnan(months)
        if found is None:
            continue
        crossed += 1
        assert found.months == months
        lows, highs = zip(*their_band(followed), strict=True)
        at = [point.months for point in points]
        assert found.low == first_down_to_half(at, lows) or (points[-1].share == 0 and found.low == at[-1])
        assert found.high == first_down_to_half(at, highs)
    assert crossed > 80


def first_down_to_half(at: list[float], edge: tuple[float, ...]) -> float | None:
    """Return the month by which an edge of their band is a half or less; one that is no number is not."""
    return next((months for months, share in zip(at, edge, strict=True) if share <= 0.5), None)


def test_without_a_loss_neither_has_a_step():
    for followed in SETS:
        if followed not in WITH_LOSSES:
            assert kaplan_meier(followed) == ()
            assert list(theirs(followed).surv_times) == []


def test_the_range_of_a_share_is_theirs():
    draw = random.Random(19_27)
    pairs = [(kept, of) for of in (1, 2, 5) for kept in range(of + 1)]
    while len(pairs) < DATA_SETS:
        of = draw.randint(1, 1000)
        pairs.append((draw.choice([0, of, draw.randint(0, of)]), of))
    for kept, of in pairs:
        assert wilson(kept, of) == pytest.approx(proportion_confint(kept, of, method="wilson"), abs=NEAR)


def test_the_chance_of_so_few_wins_is_theirs():
    draw = random.Random(1710)
    pairs = [(won, lost) for won in range(4) for lost in range(4) if won + lost]
    while len(pairs) < DATA_SETS:
        pairs.append((draw.randint(0, 60), draw.randint(1, 200)))
    for won, lost in pairs:
        other = binomtest(won, won + lost, 0.5, alternative="less").pvalue
        assert chance_of_so_few(won, lost) == pytest.approx(other, abs=NEAR)
