"""A dot for each complaint: answered in time, put right, still a client a year on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.incidents import IncidentOutcome, Severity
from retention_journal.core.recovery_dots import (
    MOST_DRAWN,
    ComplaintDots,
    Dot,
    answered_in_time,
    dots_chart,
    dots_words,
    put_right,
    stayed,
)

DUE = datetime(2026, 3, 10, 9, tzinfo=UTC)
CAME = date(2025, 3, 10)
YES, NO, EARLY = Dot


def hours(number):
    return DUE + timedelta(hours=number)


@pytest.mark.parametrize(
    ("answered", "now", "dot"),
    [
        (hours(-1), hours(5), YES), (DUE, hours(5), YES), (hours(1), hours(5), NO),
        (None, hours(-1), EARLY), (None, hours(1), NO),
    ],
)  # fmt: skip
def test_an_answer_is_in_time_late_or_not_due_yet(answered, now, dot):
    assert answered_in_time(DUE, answered, now) is dot


def test_put_right_is_what_left_them_content():
    assert {one for one in IncidentOutcome if put_right(one) is YES} == {
        IncidentOutcome.RECOVERED,
        IncidentOutcome.RECOVERED_STRONGER,
    }
    assert put_right(None) is EARLY


@pytest.mark.parametrize(
    ("left", "today", "dot"),
    [
        ([], date(2026, 3, 9), EARLY),
        ([], date(2026, 3, 10), YES),
        ([date(2026, 3, 10)], date(2026, 3, 10), NO),
        ([date(2026, 3, 11)], date(2026, 3, 11), YES),
        ([date(2025, 3, 9)], date(2026, 3, 10), YES),  # left before, and came back
        ([date(2025, 6, 1)], date(2025, 5, 31), EARLY),  # not gone yet
    ],
)
def test_a_year_is_counted_from_the_day_it_came(left, today, dot):
    assert stayed(CAME, None, left, today) is dot


def test_whoever_left_over_it_is_gone_though_nobody_wrote_the_loss_down():
    assert stayed(CAME, IncidentOutcome.LOST, [], date(2025, 4, 1)) is NO


def complaint(number, answers):
    return ComplaintDots(number, 1, "Ada", f"Story {number}", CAME, Severity.MINOR, *answers)


@given(st.lists(st.tuples(*[st.sampled_from(Dot)] * 3), max_size=40))
def test_every_complaint_drawn_is_read_three_times_and_all_stand_in_the_table(drawn):
    complaints = [complaint(number, answers) for number, answers in enumerate(drawn)]
    chart = dots_chart(complaints, width=360, height=170)
    shown = complaints[-MOST_DRAWN:]
    assert len(chart.points) == len(chart.incident_ids) == 3 * len(shown)
    assert len(chart.table) == (len(complaints) + 1 if complaints else 0)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in (point.place for point in chart.points))
    assert [point.text.split(". ")[0] for point in chart.points[: len(shown)]] == [
        f"Answered in time: {one.in_time.label}" for one in shown
    ]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([], ""),
        ([YES], "1 of 1 complaint was put right."),
        ([YES, NO, EARLY], "1 of 3 complaints were put right."),
        ([YES] * 25, "25 of 25 complaints were put right. The newest 24 are drawn."),
    ],
)
def test_the_finding_is_a_sentence(answers, words):
    assert dots_words([complaint(n, (YES, one, YES)) for n, one in enumerate(answers)]) == words
