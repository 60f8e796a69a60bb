"""The client's own paying habit: what the page says is what the light sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core import drifts
from retention_journal.core.chart import Circle, Line, Role
from retention_journal.core.light_facts import Invoice
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.core.paying_habit import habit_sentence, late_lines, paying_habit
from retention_journal.core.paying_plot import dots, pay_chart

TODAY = date(2026, 3, 10)


def monthly(*lateness, then=None):
    """Return invoices due a month apart, paid so many days after it; ``then`` is how late one waits now."""
    last = TODAY - timedelta(days=60 if then is None else then)
    made = []
    for back, days in enumerate(reversed(lateness), start=0 if then is None else 1):
        due = last - timedelta(days=30 * back)
        made.append(
            Invoice(100 - back, f"{1100 - back}", due - timedelta(days=14), due, due + timedelta(days=days))
        )
    made.reverse()
    if then is not None:
        made.append(Invoice(100, "1100", last - timedelta(days=14), last))
    return made


def test_the_sentence_of_the_idea_is_told():
    bills = monthly(*[-2] * 13, then=9)
    habit = paying_habit(bills, TODAY, DEFAULT_RULES)
    assert habit_sentence(habit, TODAY) == (
        "Usually pays 2 days early; now 9 days late – the first time in 14 invoices."
    )
    assert late_lines(bills[-1], habit, date(2023, 2, 1), TODAY) == (
        "9 days late. The first in 3 years. Ask before you remind."
    )
    assert late_lines(bills[-1], habit, bills[0].issued_on, TODAY) == (
        "9 days late. The first in a year. Ask before you remind."
    )


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (date(2023, 3, 10), "9 days late. The first in 3 years. Ask before you remind."),
        (date(2025, 3, 11), "9 days late. The first in 14 invoices. Ask before you remind."),
        (None, "9 days late. The first in 14 invoices. Ask before you remind."),
    ],
)
def test_how_unusual_it_is_is_told_in_whole_years(since, told):
    bills = monthly(*[-2] * 13, then=9)
    assert late_lines(bills[-1], paying_habit(bills, TODAY, DEFAULT_RULES), since, TODAY) == told


def test_as_late_as_the_habit_allows_is_no_break_and_a_day_more_is():
    broke = [
        paying_habit(monthly(*[0] * 9, then=days), TODAY, DEFAULT_RULES).is_break for days in range(1, 30)
    ]
    (last,) = (days for days in range(1, 30) if broke[:days] == [False] * days and broke[days])
    now = paying_habit(monthly(*[0] * 9, then=last), TODAY, DEFAULT_RULES).now
    assert now.days == last == now.limit


def test_the_habit_is_made_of_the_invoices_before_the_one_that_is_told():
    habit = paying_habit(monthly(-2, 0, 1, 3, 4, 8, then=40), TODAY, DEFAULT_RULES)
    assert (habit.usual, habit.spread, habit.paid, habit.now.days) == (2, 2, 6, 40)
    paid = paying_habit(monthly(0, 0, 1, 0, 0, 30), TODAY, DEFAULT_RULES)
    assert (paid.usual, paid.spread, paid.paid, paid.now.days) == (0, 0, 5, 30)


def test_too_few_paid_invoices_are_no_habit():
    assert paying_habit(monthly(-2, -2, -2, then=9), TODAY, DEFAULT_RULES) is None
    assert paying_habit([], TODAY, DEFAULT_RULES) is None
    assert late_lines(monthly(0, then=1)[-1], None, None, TODAY) == "1 day late. Ask before you remind."


def test_one_who_always_pays_late_is_not_late_by_the_own_habit():
    bills = monthly(6, 7, 5, 6, 8, then=9)
    habit = paying_habit(bills, TODAY, DEFAULT_RULES)
    assert not habit.is_break
    assert habit_sentence(habit, TODAY) == (
        "Usually pays 6 days late; now 9 days late, which is within the habit."
    )
    assert late_lines(bills[-1], habit, None, TODAY) == "9 days late. That is within the habit."


def test_the_last_time_is_named_where_it_was_not_the_first():
    habit = paying_habit(monthly(0, 0, 20, 0, 0, 0, then=12), TODAY, DEFAULT_RULES)
    assert habit.first_in == 4
    assert habit_sentence(habit, TODAY) == (
        "Usually pays on the due day; now 12 days late – the last time was an invoice due 29 Oct 2025."
    )


def test_one_that_was_just_paid_late_tells_too():
    habit = paying_habit(monthly(0, 0, 1, 0, 0, 30), TODAY, DEFAULT_RULES)
    assert habit_sentence(habit, TODAY) == (
        "Usually pays on the due day; the last one 30 days late – the first time in 6 invoices."
    )


def test_nothing_new_is_told_plainly():
    habit = paying_habit(monthly(1, 2, 1, 2), TODAY, DEFAULT_RULES)
    assert habit_sentence(habit, TODAY) == "Usually pays 1.5 days late."


@given(lateness=st.lists(st.integers(-20, 60), max_size=16), then=st.none() | st.integers(1, 90))
def test_page_and_light_never_disagree(lateness, then):
    bills = monthly(*lateness, then=then)
    judged = drifts.judged_payments(bills, TODAY, DEFAULT_RULES)
    habit = paying_habit(bills, TODAY, DEFAULT_RULES)
    assert (habit is None) == (judged is None)
    if habit is not None:
        assert habit.is_break == any(one.days > one.limit for one in judged)


def test_each_invoice_is_one_dot_across_its_due_day_and_upwards_its_days():
    bills = monthly(*[-2] * 5, then=9)
    told = dots(bills, TODAY)
    assert [one.days for one in told] == [-2, -2, -2, -2, -2, 9]
    assert [one.at[0] for one in told] == sorted(one.at[0] for one in told)
    assert told[-1].at[1] < told[0].at[1]  # later is higher up
    assert all(0 <= place <= 1 for one in told for place in one.at)
    marks = pay_chart(bills, paying_habit(bills, TODAY, DEFAULT_RULES), TODAY).marks
    discs = [mark for mark in marks if isinstance(mark, Circle)]
    assert [mark.role for mark in discs] == [Role.CHART_1] * 5 + [Role.WATCH]
    assert sum(isinstance(mark, Line) and mark.dashed for mark in marks) == 1


def test_what_is_not_due_yet_has_no_dot():
    waiting = Invoice(1, "1", TODAY - timedelta(days=3), TODAY + timedelta(days=11))
    assert dots([waiting], TODAY) == ()
    assert pay_chart([waiting], None, TODAY).marks == ()


@pytest.mark.parametrize("days", [0, 1, 400, 3000])
def test_a_plot_of_any_length_stays_in_its_box(days):
    bills = [
        Invoice(1, "a", TODAY - timedelta(days=days + 20), TODAY - timedelta(days=days + 1), TODAY),
        Invoice(2, "b", TODAY - timedelta(days=20), TODAY - timedelta(days=1)),
    ]
    for one in dots(bills, TODAY):
        assert 0 <= one.at[0] <= 1
        assert 0 <= one.at[1] <= 1


def test_dots_are_told_in_words_and_as_a_table():
    chart = pay_chart(monthly(-2, then=1), None, TODAY)
    assert [point.text for point in chart.points] == [
        "Invoice 1099, due 7 February 2026: paid 2 days early.",
        "Invoice 1100, due 9 March 2026: not paid, 1 day late.",
    ]
    assert chart.table == (
        ("Invoice no.", "Issued", "Due", "Paid", "Days after the due day"),
        ("1099", "2026-01-24", "2026-02-07", "2026-02-05", "-2"),
        ("1100", "2026-02-23", "2026-03-09", "", "1"),
    )
