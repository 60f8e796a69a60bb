from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.chart import Circle, Line, Polygon, Role, Text
from retention_journal.core.request_chart import ChartWords, RequestStem, request_chart, request_places

stems = st.builds(
    RequestStem, st.dates(date(2025, 1, 1), date(2026, 1, 1)), st.integers(min_value=0, max_value=400)
)


def drawn(*days, goal=Decimal(2)):
    asked = [RequestStem(date(2025, 9, 1 + place), took) for place, took in enumerate(days)]
    return request_chart(asked, goal_days=goal, words=ChartWords("Tom’s goal"), width=600, height=130)


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
    for mark in request_chart(
        asked,
        goal_days=goal,
        words=ChartWords("x", [(date(2025, 5, 1), "told"), (date(2025, 5, 9), "told again")]),
        width=600,
        height=130,
    ):
        match mark:
            case Line(points=places) | Polygon(points=places):
                pass
            case Circle(centre=place) | Text(place=place):
                places = (place,)
        assert all(-0.01 <= x <= 1 and -0.01 <= y <= 1 for x, y in places)


def test_each_request_is_reached_where_its_stem_ends():
    asked = [RequestStem(date(2025, 9, 1), 3), RequestStem(date(2025, 9, 8), 0)]
    places = request_places(asked, Decimal(2))
    marks = request_chart(asked, goal_days=Decimal(2), words=ChartWords("Goal"), width=600, height=160)
    tops = [mark.points[1] for mark in marks if isinstance(mark, Line) and mark.role is Role.CHART_3]
    discs = [mark.centre for mark in marks if isinstance(mark, Circle)]
    assert places == (tops[0], discs[0])
    assert request_places([], None) == ()


def told_in(*days, last=date(2025, 9, 20)):
    """Return the lines of days told, and the words at them."""
    asked = [RequestStem(date(2025, 7, 2), 5), RequestStem(last, 2)]
    words = ChartWords("Goal", [(on, f"told on {on.day}") for on in days])
    marks = request_chart(asked, goal_days=Decimal(2), words=words, width=600, height=130)
    lines = [
        one.points[0][0] for one in marks if isinstance(one, Line) and one.dashed and one.points[0][1] == 0
    ]
    return lines, [one for one in marks if isinstance(one, Text) and one.text.startswith("told")]


def test_the_day_they_told_of_waiting_is_a_line_with_its_words_above_all_stems():
    lines, words = told_in(date(2025, 9, 2))
    assert (len(lines), [one.text for one in words]) == (1, ["told on 2"])
    assert lines[0] < words[0].place[0] < lines[0] + 0.05
    assert words[0].place[1] < 0.1


def test_near_the_right_edge_the_words_stand_left_of_their_line():
    (line,), (words,) = told_in(date(2025, 9, 28))
    assert (words.anchor, words.place[0] < line) == ("end", True)


def test_words_never_stand_on_one_another():
    lines, words = told_in(date(2025, 7, 20), date(2025, 7, 22), date(2025, 7, 24))
    assert (len(lines), [one.text for one in words]) == (3, ["told on 20"])


def test_a_day_before_the_chart_begins_or_after_it_ends_is_left_out():
    assert told_in(date(2025, 6, 30), date(2025, 10, 1)) == ([], [])


def test_the_words_and_all_marks_go_with_their_size_and_speak_the_language_asked_for():
    asked = [RequestStem(date(2025, 10, 2), 12), RequestStem(date(2025, 10, 20), 2)]
    words = ChartWords("mål", language="nb", size=6.0)
    marks = request_chart(asked, goal_days=Decimal("2.5"), words=words, width=600, height=130)
    texts = [one for one in marks if isinstance(one, Text)]
    assert {"Oktober", "2,5", "mål"} <= {one.text for one in texts}
    assert {one.size for one in texts} == {6.0}
