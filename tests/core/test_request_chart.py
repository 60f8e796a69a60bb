from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.chart import Circle, Line, Polygon, Role, Text
from retention_journal.core.request_chart import RequestStem, request_chart, request_places

stems = st.builds(
    RequestStem, st.dates(date(2025, 1, 1), date(2026, 1, 1)), st.integers(min_value=0, max_value=400)
)


def drawn(*days, goal=Decimal(2)):
    asked = [RequestStem(date(2025, 9, 1 + place), took) for place, took in enumerate(days)]
    return request_chart(asked, goal_days=goal, goal_label="Tom’s goal", width=600, height=130)


def test_what_kept_the_goal_is_a_disc_and_what_did_not_a_triangle():
    marks = drawn(2, 3)
    assert [mark.role for mark in marks if isinstance(mark, Circle)] == [Role.STEADY]
    assert [mark.role for mark in marks if isinstance(mark, Polygon)] == [Role.WATCH]


def test_without_a_goal_nothing_is_late():
    marks = drawn(2, 9, goal=None)
    assert {mark.role for mark in marks if isinstance(mark, Circle)} == {Role.CHART_1}
    assert not [mark for mark in marks if isinstance(mark, Polygon)]
    assert not [mark for mark in marks if isinstance(mark, Line) and mark.dashed]


def test_nothing_asked_draws_nothing():
    assert drawn() == ()


def test_the_goal_is_named_at_its_line():
    assert "Tom’s goal" in [mark.text for mark in drawn(1) if isinstance(mark, Text)]


@given(asked=st.lists(stems, min_size=1, max_size=30), goal=st.none() | st.integers(0, 50).map(Decimal))
def test_every_mark_lies_in_the_box(asked, goal):
    for mark in request_chart(asked, goal_days=goal, goal_label="x", width=600, height=130):
        match mark:
            case Line(points=places) | Polygon(points=places):
                pass
            case Circle(centre=place) | Text(place=place):
                places = (place,)
        assert all(-0.01 <= x <= 1 and -0.01 <= y <= 1 for x, y in places)


def test_each_request_is_reached_where_its_stem_ends():
    asked = [RequestStem(date(2025, 9, 1), 3), RequestStem(date(2025, 9, 8), 0)]
    places = request_places(asked, Decimal(2))
    marks = request_chart(asked, goal_days=Decimal(2), goal_label="Goal", width=600, height=160)
    tops = [mark.points[1] for mark in marks if isinstance(mark, Line) and mark.role is Role.CHART_2]
    discs = [mark.centre for mark in marks if isinstance(mark, Circle)]
    assert places == (tops[0], discs[0])
    assert request_places([], None) == ()
