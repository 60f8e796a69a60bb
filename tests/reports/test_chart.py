from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.chart import Circle, Line, Role, sparkline
from retention_journal.core.kpis import GoalDirection
from retention_journal.core.report import Target
from retention_journal.core.shapes import Shape
from tests.reports.samples import at_least, points

NUMBERS = st.none() | st.decimals(allow_nan=True, allow_infinity=True, places=None)


def lines(marks, role):
    return [mark for mark in marks if isinstance(mark, Line) and mark.role is role]


def test_values_make_one_line_that_ends_in_a_dot_of_its_status():
    marks = sparkline(points([1, 2, 3]), Shape.STEADY)
    (line,) = lines(marks, Role.CHART_1)
    assert len(line.points) == 3
    assert marks[-1] == Circle(line.points[-1], 2.8, Role.STEADY, rim=Role.SURFACE)


def test_more_is_higher_on_the_page():
    (line,) = lines(sparkline(points([1, 5]), Shape.STEADY), Role.CHART_1)
    assert line.points[0][1] > line.points[1][1]


def test_the_target_steps_where_it_was_changed():
    marks = sparkline(points([1, 2, 3, 4], at_least(2), at_least(2), at_least(3)), Shape.WATCH)
    (line,) = lines(marks, Role.TARGET)
    assert line.dashed
    heights = [y for _x, y in line.points]
    assert heights[0] == heights[1] > heights[2] == heights[3]
    assert line.points[1][0] == line.points[2][0] == 0.5


def test_a_range_has_two_dashed_lines():
    wanted = Target(GoalDirection.RANGE, low=Decimal(1), high=Decimal(2))
    assert len(lines(sparkline(points([1, 2], wanted), Shape.STEADY), Role.TARGET)) == 2


def test_a_missing_value_leaves_a_gap():
    marks = sparkline(points([1, 2, None, 3, 4]), Shape.STEADY)
    assert [len(line.points) for line in lines(marks, Role.CHART_1)] == [2, 2]


def test_a_last_value_that_is_not_the_periods_own_bears_no_status():
    assert sparkline(points([1, 2, None]), Shape.ACT)[-1].role is Role.NONE


def test_no_values_make_no_chart():
    assert sparkline(points([None, None], at_least(2)), Shape.NONE) == ()
    assert sparkline((), Shape.NONE) == ()


def test_one_value_is_a_dot_on_its_target():
    marks = sparkline(points([3], at_least(2)), Shape.STEADY)
    assert isinstance(marks[-1], Circle)
    assert len(lines(marks, Role.TARGET)) == 1


@given(st.lists(NUMBERS, max_size=12), st.decimals(allow_nan=False, allow_infinity=False))
def test_every_mark_lies_in_the_box(values, wanted):
    for mark in sparkline(points(values, at_least(wanted)), Shape.STEADY):
        places = mark.points if isinstance(mark, Line) else (mark.centre,)
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)
