"""How often something came up, as lying bars."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.chart import Rect
from retention_journal.core.count_bars import count_bars
from retention_journal.core.month_counts_chart import month_counts, months_of_all_years

COUNTS = st.lists(st.tuples(st.text(min_size=1, max_size=20), st.integers(1, 500)), max_size=12)


@given(COUNTS)
def test_bars_are_as_long_as_they_count_and_stay_in_the_box(counted):
    drawn = count_bars(counted, "Why", 500)
    bars = [mark for mark in drawn.marks if isinstance(mark, Rect)]
    assert len(bars) == len(drawn.points) == len(counted)
    assert all(0 <= bar.left < bar.right <= 1 and 0 <= bar.top < bar.bottom <= 1 for bar in bars)
    lengths = [bar.right - bar.left for bar in bars]
    longest = max((count for _name, count in counted), default=1)
    for length, (_name, count) in zip(lengths, counted, strict=True):
        assert abs(length - max(lengths) * count / longest) < 1e-9


def test_a_bar_is_read_with_its_number_and_of_how_many():
    drawn = count_bars([("Quality", 3), ("Tone", 1)], "What went wrong", 4)
    assert [point.text for point in drawn.points] == ["Quality: 3 of 4", "Tone: 1 of 4"]
    assert drawn.table == (("What went wrong", "How often"), ("Quality", "3"), ("Tone", "1"))


@given(st.lists(st.integers(0, 300), min_size=12, max_size=12))
def test_the_months_of_all_years_are_read_by_their_names(counts):
    drawn = months_of_all_years(counts, "Complaints")
    assert bool(drawn.points) == any(counts)
    if drawn.points:
        assert drawn.points[0].text == f"January: {counts[0]}"
        assert drawn.table[-1] == ("December", str(counts[-1]))
        assert all(0 <= y <= 1 for _x, y in (point.place for point in drawn.points))


def test_nothing_is_drawn_of_nothing():
    assert count_bars([], "Why", 0).marks == ()
    assert month_counts([], "Complaints").marks == ()
    assert month_counts([(date(2026, 3, 1), 0)], "Complaints").points == ()
