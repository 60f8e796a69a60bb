"""The charts of Insights as marks: what is drawn, what is read at each point, and what is silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.chart import Line, Polygon, Rect, Role, Text
from retention_journal.core.losses import LossReason
from retention_journal.core.mornings_chart import Morning, mornings_chart
from retention_journal.core.periods import DayRange
from retention_journal.core.reasons_chart import reasons_chart
from retention_journal.core.survival import Followed, drawn, kaplan_meier
from retention_journal.core.survival_chart import survival_chart
from retention_journal.core.won_lost_chart import MOST_DRAWN, QuarterMoves, won_lost_chart

#: Source: figures, the test vector of Kaplan and Meier.
KNOWN = [
    Followed(months, bool(lost))
    for months, lost in (
        (2, 1), (5, 1), (7, 0), (9, 1), (12, 0), (14, 1),
        (18, 0), (20, 0), (24, 1), (30, 0), (36, 0), (40, 0),
    )
]  # fmt: skip
LATELY = DayRange(date(2025, 7, 1), date(2026, 6, 30))


def a_curve(followed, width=640, height=300):
    return survival_chart(kaplan_meier(followed), followed, width=width, height=height)


def a_line(chart):
    return next(mark for mark in chart.marks if isinstance(mark, Line) and mark.role is Role.CHART_1)


def texts(chart):
    return [mark.text for mark in chart.marks if isinstance(mark, Text)]


def test_the_curve_says_each_step_that_is_drawn_with_its_range_and_how_many_were_followed():
    chart = a_curve(KNOWN)
    assert chart.months == (2, 5, 9, 14)
    assert chart.points[0].text == (
        "After 2 months 92 % are still clients (likely 54–99 %); 12 were followed until then, 1 left."
    )
    assert chart.table[-1] == ("14", "63 %", "29–85 %", "7", "1")


def test_how_many_were_followed_stands_under_each_year():
    chart = a_curve([Followed(months, is_lost=months % 7 == 0) for months in range(1, 61)])
    assert {"start", "1", "2", "3", "4"} <= {*texts(chart)}
    assert {"60", "49", "37", "25", "13"} <= {*texts(chart)}


def test_half_is_marked_only_where_the_curve_comes_down_to_it():
    assert "half are still here" not in texts(a_curve(KNOWN))
    assert "half are still here" in texts(a_curve([Followed(n, n < 9) for n in range(1, 15)]))


@pytest.mark.parametrize(
    ("followed", "told"),
    [
        ([Followed(50, is_lost=True)] * 6 + [Followed(60, is_lost=False)] * 5,
         "Half of your clients stay 4 years or longer"),
        ([Followed(14, is_lost=True)] * 6 + [Followed(60, is_lost=False)] * 6,
         "Half of your clients stay 14 months or longer"),
        ([Followed(1, is_lost=True)] * 6 + [Followed(60, is_lost=False)] * 6,
         "Half of your clients stay 1 month or longer"),
        ([Followed(0, is_lost=True)] * 7 + [Followed(60, is_lost=False)] * 6,
         "Half of your clients leave within a month"),
        ([Followed(14, is_lost=True)] * 5 + [Followed(60, is_lost=False)] * 6,
         "More than half of your clients stay 5 years or longer"),
        ([Followed(3, is_lost=True)] * 5 + [Followed(9, is_lost=False)] * 6,
         "More than half of your clients stay 9 months or longer"),
    ],
)  # fmt: skip
def test_the_heading_says_how_long_half_stay_in_whole_years_or_months(followed, told):
    assert a_curve(followed).told == told


def test_nothing_is_drawn_where_too_few_are_followed():
    assert not a_curve([Followed(3, is_lost=True), Followed(4, is_lost=False)]).marks
    assert not a_curve([]).marks


@given(
    st.lists(st.builds(Followed, st.integers(0, 200), st.booleans()), min_size=5, max_size=60),
    st.integers(200, 1400),
)
def test_the_curve_never_rises_lies_in_its_band_and_in_its_box(followed, width):
    points = drawn(kaplan_meier(followed))
    chart = a_curve(followed, width)
    assert bool(chart.marks) == bool(points)
    if not chart.marks:
        return
    heights = [y for _x, y in a_line(chart).points]
    assert heights == sorted(heights)
    (band,) = (mark for mark in chart.marks if isinstance(mark, Polygon))
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in (*band.points, *a_line(chart).points))
    assert len(chart.points) == len(points) == len(chart.table) - 1


def a_quarter(first, last, won=(), lost=()):
    return QuarterMoves(first, last, tuple(won), tuple(lost))


YEAR = [
    a_quarter(date(2025, 7, 1), date(2025, 9, 30), ["Ada"], ["Bo", "Cy"]),
    a_quarter(date(2025, 10, 1), date(2025, 12, 31)),
    a_quarter(date(2026, 1, 1), date(2026, 3, 31), ["Di"]),
    a_quarter(date(2026, 4, 1), date(2026, 6, 30)),
]


def blocks(chart, role):
    return [mark for mark in chart.marks if isinstance(mark, Rect) and mark.role is role]


def a_balance(quarters, year_start=1, width=450, height=260):
    return won_lost_chart(quarters, LATELY, year_start, width=width, height=height)


def test_one_block_is_one_client_won_above_the_line_and_lost_below():
    chart = a_balance(YEAR)
    line = next(mark for mark in chart.marks if isinstance(mark, Line)).points[0][1]
    assert [one.bottom <= line for one in blocks(chart, Role.CHART_1)] == [True, True]
    assert [one.top >= line for one in blocks(chart, Role.ACT)] == [True, True]
    assert chart.points[0].text == "1 July 2025 to 30 September 2025: won Ada; lost Bo, Cy."
    assert chart.points[1].text == "1 October 2025 to 31 December 2025: nobody came or left."


@pytest.mark.parametrize(
    ("year_start", "named"), [(1, ["Q3 25", "Q4", "Q1 26", "Q2 26"]), (7, ["Q1 25", "Q2", "Q3", "Q4 26"])]
)
def test_quarters_are_those_of_the_business_year(year_start, named):
    assert [text for text in texts(a_balance(YEAR, year_start)) if text.startswith("Q")] == named


def test_the_last_twelve_months_stand_out_only_beside_older_ones():
    older = a_quarter(date(2025, 4, 1), date(2025, 6, 30), ["Eva"])
    assert len(blocks(a_balance([older, *YEAR]), Role.LATELY)) == 1
    assert not blocks(a_balance(YEAR), Role.LATELY)


def test_the_last_twelve_months_begin_on_their_day_within_a_quarter():
    half_in = DayRange(date(2025, 8, 16), date(2026, 8, 15))
    chart = won_lost_chart(YEAR, half_in, 1, width=450, height=260)
    (tint,) = blocks(chart, Role.LATELY)
    won, *_others = blocks(chart, Role.CHART_1)
    assert tint.left == pytest.approx((won.left + won.right) / 2)


def test_nothing_is_drawn_where_nobody_came_or_left():
    assert not a_balance([YEAR[1]]).marks
    assert not a_balance([]).marks


def quarters_of(counts):
    return [a_quarter(date(2026, 1, 1), date(2026, 3, 31), ["x"] * won, ["y"] * lost) for won, lost in counts]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=20))
def test_each_client_has_one_block_while_they_can_be_counted(counts):
    chart = a_balance(quarters_of(counts))
    shown = counts[-MOST_DRAWN:] if chart.marks else []
    assert len(blocks(chart, Role.CHART_1)) == sum(won for won, _lost in shown)
    assert len(blocks(chart, Role.ACT)) == sum(lost for _won, lost in shown)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=1, max_size=20))
def test_every_block_and_every_number_lies_in_the_box_however_many_there_are(counts):
    chart = a_balance(quarters_of(counts))
    line = next((mark.points[0][1] for mark in chart.marks if isinstance(mark, Line)), 0)
    for one in blocks(chart, Role.CHART_1) + blocks(chart, Role.ACT) + blocks(chart, Role.SURFACE):
        assert 0 <= one.left < one.right <= 1
        assert 0 <= one.top < one.bottom <= 1
        assert one.bottom <= line or one.top >= line
    assert all(0 < mark.place[1] < 1 for mark in chart.marks if isinstance(mark, Text))


def test_over_twenty_in_a_quarter_a_bar_with_its_number_stands_for_the_blocks():
    chart = a_balance(quarters_of([(21, 2), (0, 3)]))
    (won,) = blocks(chart, Role.CHART_1)
    two, three = blocks(chart, Role.ACT)
    assert {"21", "2", "3"} <= {*texts(chart)}
    assert "one block is one client" not in texts(chart)
    assert (three.bottom - three.top) / (two.bottom - two.top) == pytest.approx(1.5)
    assert (won.bottom - won.top) / (two.bottom - two.top) == pytest.approx(10.5)
    assert "one block is one client" in texts(a_balance(quarters_of([(12, 2), (0, 3)])))


REASONS = [
    *[LossReason.OVERLOOKED] * 3,
    LossReason.DISSATISFIED_SERVICE,
    LossReason.PRICE_OR_BUDGET,
    LossReason.UNKNOWN,
]


def of_reasons(reasons, *, quoted=True, width=450):
    return reasons_chart(reasons, quoted=quoted, width=width)


def test_own_reasons_stand_beside_the_quoted_figures_each_with_its_range():
    chart = of_reasons(REASONS)
    assert chart.told == "3 of 6 left because they felt overlooked"
    assert chart.points[0].text == ("Felt overlooked: 3 of 6 losses (likely 19–81 %). Often quoted: 68 %.")
    assert chart.table[0] == ("Reason", "Losses", "Likely", "Often quoted")
    assert chart.table[-1] == ("Not known", "1", "3–56 %", "")
    assert chart.table[-2][0] == "Price or budget"


def test_the_quoted_figures_can_be_left_out():
    chart = of_reasons(REASONS, quoted=False)
    assert "68 %" not in texts(chart)
    assert chart.table[0] == ("Reason", "Losses", "Likely")
    assert "quoted" not in chart.points[0].text


def test_under_five_losses_nothing_is_said_of_reasons():
    assert not of_reasons(REASONS[:4]).marks
    assert not of_reasons([]).told


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ([LossReason.MOVED] * 3 + [LossReason.COMPETITOR] * 3, "No reason stands out among 6 losses"),
        ([LossReason.PRICE_OR_BUDGET] * 5, "Price or budget: 5 of 5 losses"),
        (
            [LossReason.UNKNOWN] * 4 + [LossReason.MOVED],
            "Of 4 of 5 losses the reason is not known",
        ),
    ],
)
def test_the_heading_names_the_reason_only_where_one_stands_out(reasons, told):
    assert of_reasons(reasons).told == told


@given(st.lists(st.sampled_from(LossReason), min_size=5, max_size=80))
def test_every_loss_has_its_line_and_every_line_lies_in_the_box(reasons):
    chart = of_reasons(reasons)
    assert sum(int(line[1]) for line in chart.table[1:]) == len(reasons)
    assert all(0 <= mark.left < mark.right <= 1 for mark in chart.marks if isinstance(mark, Rect))
    assert all(0 < point.place[1] < 1 for point in chart.points)


MONDAY = date(2026, 3, 2)


def a_week(*called):
    """Make a week from Monday; a number is so many called, None a day that does not count."""
    days = (*called, *[None] * (7 - len(called)))
    return [
        Morning(MONDAY + timedelta(days=at), None if count is None else tuple("abcdefg"[:count]))
        for at, count in enumerate(days)
    ]


def of_mornings(mornings):
    return mornings_chart(mornings, width=355, height=156)


def test_a_morning_is_kept_with_three_and_each_is_read_with_its_names():
    chart = of_mornings(a_week(3, 2, 0, None, 4))
    assert chart.told == "Nine o’clock kept on 2 of 4 mornings"
    assert [one.text for one in chart.points] == [
        "Monday 2 March: 3 called, a, b, c.",
        "Tuesday 3 March: 2 called, a, b.",
        "Wednesday 4 March: nobody called.",
        "Friday 6 March: 4 called, a, b, c, d.",
    ]
    assert chart.table == (
        ("Week from", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
        ("2 March 2026", "3", "2", "0", "–", "4"),
    )


def four_weeks(*called):
    week = a_week(*called)
    return [Morning(one.day + timedelta(days=7 * at), one.called) for at in range(4) for one in week]


@pytest.mark.parametrize(
    ("weeks", "note"),
    [
        (four_weeks(3, 3, 3, 3, 0), "4 of the 4 missed mornings were Fridays."),
        (four_weeks(2), "4 of the 4 missed mornings were Mondays."),
        (four_weeks(3, 0, 3, 0, 3), ""),  # as many on Tuesdays as on Thursdays
        (four_weeks(0, 0, 0, 3, 3), ""),
        (four_weeks(3, 3, 3, 3, 0)[:21], ""),  # three missed are too few
        ([*four_weeks(3, 3, 3, 3, 0), *a_week(0, 0, 0, 0, 3)], "4 of the 8 missed mornings were Fridays."),
    ],
)
def test_a_weekday_is_named_where_half_of_the_missed_mornings_were_on_it(weeks, note):
    assert of_mornings(weeks).note == note


def test_no_morning_that_counts_draws_nothing():
    assert not of_mornings(a_week(None)).marks
    assert not of_mornings([]).told
