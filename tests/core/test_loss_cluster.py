"""Losses close together: three in sixty days, or more than twice the usual."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.loss_cluster import WITHIN_DAYS, Left, clusters, listed, told, usual_before

FIRST = date(2026, 1, 1)


def left(*days):
    return [
        Left(FIRST + timedelta(days=day), number, number, "ABCDEFGH"[number - 1])
        for number, day in enumerate(days, 1)
    ]


def found(days, known_since=None):
    return [[one.name for one in each.losses] for each in clusters(left(*days), known_since)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), []),
        ((0,), []),
        ((0, 10), []),
        ((0, 10, 59), [["A", "B", "C"]]),
        ((0, 10, 60), []),
        ((0, 0, 0), [["A", "B", "C"]]),
        ((0, 50, 70, 80), [["B", "C", "D"]]),
        ((0, 1, 2, 100, 101, 102), [["A", "B", "C"], ["D", "E", "F"]]),
    ],
)
def test_three_within_sixty_days_are_a_cluster(days, expected):
    assert found(days) == expected


def test_two_are_a_cluster_where_the_two_years_before_had_next_to_none():
    assert found((0, 10), FIRST - timedelta(days=800)) == [["A", "B"]]


def test_what_is_usual_is_not_asked_of_a_journal_that_is_too_young():
    assert found((0, 10), FIRST - timedelta(days=700)) == []


def test_two_are_no_cluster_where_one_in_sixty_days_is_usual():
    usual = [-700 + 50 * n for n in range(14)]  # one in every fifty days
    losses = [Left(FIRST + timedelta(days=day), n, n) for n, day in enumerate([*usual, 0, 10], 1)]
    since = FIRST - timedelta(days=4000)
    assert usual_before(losses, FIRST, since) == pytest.approx(14 * 60 / 730)
    last = [each for each in clusters(losses, since) if each.newest.on >= FIRST]
    assert last == []


@given(st.lists(st.integers(0, 600), max_size=30))
def test_no_loss_is_in_two_clusters_and_each_lies_within_sixty_days(days):
    losses = [Left(FIRST + timedelta(days=day), number) for number, day in enumerate(days, 1)]
    together = clusters(losses)
    ids = [one.loss_id for each in together for one in each.losses]
    assert len(ids) == len(set(ids))
    for each in together:
        assert len(each.losses) >= 3
        assert (each.newest.on - each.losses[0].on).days < WITHIN_DAYS


@given(st.lists(st.integers(0, 300), max_size=20))
def test_three_within_sixty_days_never_pass_unseen(days):
    losses = [Left(FIRST + timedelta(days=day), number) for number, day in enumerate(days, 1)]
    taken = {one.loss_id for each in clusters(losses) for one in each.losses}
    left_over = sorted(one for one in losses if one.loss_id not in taken)
    for one in left_over:
        near = [other for other in left_over if 0 <= (other.on - one.on).days < WITHIN_DAYS]
        assert len(near) < 3


def test_it_is_told_by_number_days_and_names():
    (cluster,) = clusters(left(0, 1, 2))
    assert told(cluster) == "Three clients left within 60 days: A, B and C."
    assert listed(["A"]) == "A"
