from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.care_chart import care_chart
from retention_journal.core.hours import Bucket, MonthHours
from retention_journal.core.periods import add_months, month_of

FIRST = date(2026, 1, 1)


def a_month(number, care=0, hunt=0, serve=0):
    minutes = {Bucket.CARE: care, Bucket.HUNT: hunt, Bucket.SERVE: serve}
    return MonthHours(month_of(add_months(FIRST, number)), minutes, agreed_minutes=600)


def test_each_month_says_what_went_to_care_and_to_hunt():
    drawn = care_chart([a_month(0, 240, 1860, 9000), a_month(1, serve=60), a_month(2, care=30)])
    assert [point.text for point in drawn.points] == [
        "January 2026: care for clients 4 h, hunt for new ones 31 h; care is 11 %.",
        "February 2026: no hours.",
        "March 2026: care for clients 30 min, hunt for new ones 0 min; care is 100 %.",
    ]
    assert drawn.table == (
        ("Month", "Care for clients", "Hunt for new ones", "Care’s share"),
        ("January 2026", "4 h", "31 h", "11 %"),
        ("February 2026", "0 min", "0 min", ""),
        ("March 2026", "30 min", "0 min", "100 %"),
    )


def test_paid_work_alone_draws_nothing():
    assert care_chart([a_month(0, serve=600)]).marks == ()


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 20_000)), max_size=12))
def test_every_month_is_one_point_and_one_line_of_the_table(pairs):
    drawn = care_chart([a_month(number, care, hunt) for number, (care, hunt) in enumerate(pairs)])
    worked = any(care + hunt for care, hunt in pairs)
    assert len(drawn.points) == (len(pairs) if worked else 0)
    assert len(drawn.table) == (len(pairs) + 1 if worked else 0)
    assert all(0 <= side <= 1 for point in drawn.points for side in point.place)
