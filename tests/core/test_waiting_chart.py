"""Small requests as bars: each in its place and height, months that do not run into each other."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.chart import Rect, Role, Text
from retention_journal.core.waiting_chart import WaitingBar, waiting_chart, waiting_places

JULY = date(2025, 7, 3)


def bars(*days, undone=()):
    return [
        WaitingBar(JULY + timedelta(days=12 * place), took, place not in undone)
        for place, took in enumerate(days)
    ]


def of(marks, kind):
    return [mark for mark in marks if isinstance(mark, kind)]


def test_what_took_longer_stands_higher_and_what_is_not_done_is_said():
    shown = of(waiting_chart(bars(3, 6, 9, 7, undone={3})), Rect)
    heights = [round(one.bottom - one.top, 6) for one in shown]
    assert sorted(heights) == [heights[0], heights[1], heights[3], heights[2]]
    assert [one.role for one in shown] == [Role.CHART_2] * 3 + [Role.ACT]
    said = [one.text for one in of(waiting_chart(bars(3, 6, 9, 7, undone={3})), Text) if one.role is Role.ACT]
    assert said == ["not done"]


def test_nothing_asked_draws_nothing():
    assert waiting_chart([]) == waiting_places([]) == ()


def test_each_month_is_named_once():
    told = [one.text for one in of(waiting_chart(bars(3, 6, 9, 7, 1, 2, 8, 3)), Text)]
    assert [name for name in ("July", "August", "September") if told.count(name) != 1] == []


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=60))
def test_every_bar_stays_inside_the_chart_and_ends_where_it_is_read(made):
    asked = [WaitingBar(JULY + timedelta(days=place), took, done) for place, (took, done) in enumerate(made)]
    shown = of(waiting_chart(asked), Rect)
    assert len(shown) == len(waiting_places(asked)) == len(asked)
    for bar, (x, y) in zip(shown, waiting_places(asked), strict=True):
        assert 0 <= bar.left < x < bar.right <= 1
        assert 0 <= bar.top <= y <= bar.bottom <= 1
