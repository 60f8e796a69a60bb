"""The chart of hours: bars that add up, a line for what was agreed, and words for every month."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from retention_journal.core.chart import Line, Rect, Role, Text
from retention_journal.core.hours import Bucket, MonthHours
from retention_journal.core.hours_chart import finding, hours_chart, month_words
from retention_journal.core.periods import add_months, month_of


def months(*told, agreed=None):
    """Return months until March 2026: what each took, and what was agreed in all or each of them."""
    first = add_months(date(2026, 3, 1), 1 - len(told))
    each = agreed if isinstance(agreed, list) else [agreed] * len(told)
    return [
        MonthHours(month_of(add_months(first, number)), minutes, each[number])
        for number, minutes in enumerate(told)
    ]


def bars(chart):
    """Return the bars left of the names of the colours."""
    return [one for one in chart.marks if isinstance(one, Rect) and one.right < 0.78]


def test_without_any_hours_nothing_is_drawn():
    assert hours_chart(months({}, {}, agreed=600)).marks == ()
    assert hours_chart([]).points == ()


def test_what_a_month_went_to_is_stacked_without_a_gap_and_adds_up():
    whole = {Bucket.SERVE: 120, Bucket.CARE: 60, Bucket.HUNT: 30, Bucket.ADMIN: 30}
    parts = bars(hours_chart(months(whole)))
    assert [one.role for one in parts] == [Role.CHART_1, Role.CHART_2, Role.CHART_3, Role.NONE]
    for below, above in pairwise(parts):
        assert above.bottom == pytest.approx(below.top)
    heights = [one.bottom - one.top for one in parts]
    assert [one / heights[-1] for one in heights] == pytest.approx([4, 2, 1, 1])


def test_everything_lies_in_the_box_even_where_more_was_agreed_than_worked():
    for chart in (
        hours_chart(months({Bucket.SERVE: 1}, agreed=60_000)),
        hours_chart(months(*[{bucket: 44_640 for bucket in Bucket}] * 12, agreed=1)),
    ):
        for one in chart.marks:
            places = one.points if isinstance(one, Line) else ()
            if isinstance(one, Rect):
                places = ((one.left, one.top), (one.right, one.bottom))
            if isinstance(one, Text):
                places = (one.place,)
            assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)


def test_the_agreed_line_steps_with_the_terms_and_ends_where_nothing_is_agreed():
    chart = hours_chart(months(*[{Bucket.SERVE: 600}] * 4, agreed=[None, 600, 900, None]))
    (line, _name) = [one for one in chart.marks if isinstance(one, Line) and one.dashed]
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = line.points
    assert (y1, y3) == (y2, y4)
    assert y3 < y1
    assert x1 < x2 == x3 < x4
    assert bars(chart)[1].top == pytest.approx(y1)


def test_only_what_was_worked_is_named_beside_the_bars():
    chart = hours_chart(months({Bucket.SERVE: 60, Bucket.ADMIN: 30}))
    texts = [one.text for one in chart.marks if isinstance(one, Text) and one.place[0] > 0.78]
    assert texts == ["Office work", "Paid work"]


def test_every_month_is_read_with_what_it_went_to_and_what_was_agreed():
    one, two = months({Bucket.SERVE: 300}, {Bucket.SERVE: 810, Bucket.CARE: 45}, agreed=600)
    assert month_words(one) == (
        "February 2026: 5 h, all of it paid work. 5 hours of those agreed are left in February 2026."
    )
    assert month_words(two) == (
        "March 2026: 14 h 15 min, of it paid work 13 h 30 min, care for clients 45 min. "
        "3.5 hours more than agreed in March 2026."
    )
    assert month_words(months({})[0]) == "March 2026: no hours."
    assert [point.text for point in hours_chart([one, two]).points] == [month_words(one), month_words(two)]


def test_the_finding_tells_of_the_month_before_only_where_it_took_more_than_agreed():
    over, under = {Bucket.SERVE: 810}, {Bucket.SERVE: 300}
    assert finding(months(over, under, agreed=600)) == (
        "3.5 hours more than agreed in February 2026. 5 hours of those agreed are left in March 2026."
    )
    assert finding(months(under, over, agreed=600)) == "3.5 hours more than agreed in March 2026."
    assert finding(months(under, over)) == "13 h 30 min in March 2026, 18 h 30 min in these 2 months."
    assert finding([]) == ""


def test_the_table_holds_every_value_in_hours():
    table = hours_chart(months({Bucket.SERVE: 95}, {}, agreed=[600, None])).table
    assert table[0] == (
        "Month", "Paid work", "Care for clients", "Hunt for new ones", "Office work", "All", "Agreed",
    )  # fmt: skip
    assert table[1] == ("February 2026", "1.58", "0", "0", "0", "1.58", "10")
    assert table[2] == ("March 2026", "0", "0", "0", "0", "0", "")
