from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.chart import Circle, Line, Role, Text
from retention_journal.core.goal_chart import ToldPoint, goal_chart
from retention_journal.core.kpis import GoalDirection
from retention_journal.core.periods import add_months, month_of
from retention_journal.core.report import GoalPoint, Target
from retention_journal.core.shapes import Shape

JANUARY = date(2026, 1, 1)
FIGURES = st.none() | st.decimals(-(10**9), 10**9, places=3)


def told(*figures, targets=(), notes=None):
    made = []
    for number, figure in enumerate(figures):
        target = targets[number] if number < len(targets) else None
        point = GoalPoint(
            month_of(add_months(JANUARY, number)),
            None if figure is None else Decimal(figure),
            None if target is None else Target(GoalDirection.HIGHER, Decimal(target)),
        )
        made.append(ToldPoint(point, Shape.STEADY, f"point {number}", (notes or {}).get(number, "")))
    return made


def places(marks):
    for mark in marks:
        if isinstance(mark, Line):
            yield from mark.points
        elif isinstance(mark, Circle):
            yield mark.centre
        elif isinstance(mark, Text):
            yield mark.place


@given(st.lists(FIGURES, min_size=1, max_size=30), st.lists(FIGURES, max_size=30))
def test_every_period_is_read_and_nothing_lies_outside_the_box(figures, targets):
    marks, points = goal_chart(told(*figures, targets=targets))
    assert [point.text for point in points] == [f"point {number}" for number in range(len(figures))]
    assert all(-0.001 <= x <= 1.001 and -0.001 <= y <= 1.001 for x, y in places(marks))
    assert sum(isinstance(mark, Circle) for mark in marks) == sum(figure is not None for figure in figures)


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=2, max_size=12))
def test_a_larger_figure_is_never_drawn_lower(figures):
    _marks, points = goal_chart(told(*figures))
    pairs = sorted(zip(figures, (point.place[1] for point in points), strict=True))
    heights = [y for _figure, y in pairs]
    assert heights == sorted(heights, reverse=True)


def test_the_target_is_a_dashed_line_that_steps_with_the_versions():
    marks, _points = goal_chart(told(30, 35, 45, 46, targets=[40, 40, 50, 50]))
    (target,) = (mark for mark in marks if isinstance(mark, Line) and mark.role is Role.TARGET)
    heights = [y for _x, y in target.points]
    assert target.dashed
    assert len(set(heights)) == 2
    assert heights[0] > heights[-1]
    assert target.points[1][0] == target.points[2][0], "it steps straight up"


def test_a_missing_figure_is_a_gap_that_can_be_read_all_the_same():
    marks, points = goal_chart(told(1, 2, None, 4, 5))
    assert sum(isinstance(mark, Line) and mark.role is Role.CHART_1 for mark in marks) == 2
    assert len(points) == 5


def test_notes_stand_above_their_figures_and_do_not_run_into_each_other():
    marks, points = goal_chart(told(1, 2, 3, 4, notes={1: "Summer campaign", 2: "New form"}))
    first, second = (m for m in marks if isinstance(m, Text) and m.text in {"Summer campaign", "New form"})
    assert (first.place[0], second.place[0]) == (points[1].place[0], points[2].place[0])
    assert first.place[0] + first.room < second.place[0]


def test_nothing_has_no_chart():
    assert goal_chart([]) == ((), ())
