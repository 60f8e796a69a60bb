from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal import i18n
from retention_journal.core.agreement import LineEntry
from retention_journal.core.kpi_words import (
    amount,
    change_words,
    status_shape,
    status_words,
    target_words,
    unit_of,
)
from retention_journal.core.kpis import Aggregation, GoalDirection, KpiStatus, Period, Trend
from retention_journal.core.shapes import Shape

HIGHER, LOWER = LineEntry("x", target=Decimal(40)), LineEntry("x", direction=GoalDirection.LOWER)
PROMPT = LineEntry("x", direction=GoalDirection.LOWER, turnaround_days=Decimal(2))
RANGE = LineEntry("x", direction=GoalDirection.RANGE, target=Decimal(10), target_high=Decimal(20))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (LineEntry("x", target=Decimal(3200)), "3,200 a month or more"),
        (LineEntry("x", target=Decimal(40), unit="a month"), "40 a month or more"),
        (LineEntry("x", target=Decimal(40), unit="i måneden"), "40\u00a0i måneden a month or more"),
        (LineEntry("x", target=Decimal(9), period=Period.WEEK), "9 a week or more"),
        (LineEntry("x", target=Decimal(9), period=Period.QUARTER, direction=GoalDirection.LOWER),
         "9 a quarter at most"),
        (LineEntry("x", target=Decimal(5), direction=GoalDirection.LOWER, aggregation=Aggregation.LAST),
         "5 or less"),
        (LineEntry("x", target=Decimal("2.5"), unit="%", aggregation=Aggregation.MEAN), "2.5% or more"),
        (LineEntry("x", target=Decimal(5), direction=GoalDirection.EQUAL), "exactly 5"),
        (RANGE, "10 to 20"),
        (PROMPT, "within 2 working days"),
        (LineEntry("x", turnaround_days=Decimal(1)), "within 1 working day"),
        (LineEntry("x", turnaround_days=Decimal("1.5")), "within 1.5 working days"),
        (LineEntry("x"), ""),
    ],
)  # fmt: skip
def test_a_target_is_said_as_one_would_say_it(line, words):
    if line.unit == "i måneden" and i18n.texts_in("nb").gettext("a month") == "i måneden":
        words = "40 a month or more"  # known in every language, once the catalogue has it
    assert target_words(line, "en") == words


@pytest.mark.parametrize(
    ("status", "trend", "line", "words"),
    [
        (KpiStatus.ON_TRACK, Trend.SAME, HIGHER, "On target"),
        (KpiStatus.ACHIEVED, Trend.BETTER, HIGHER, "Achieved"),
        (KpiStatus.ON_TRACK, Trend.WORSE, HIGHER, "On target, but falling"),
        (KpiStatus.ON_TRACK, Trend.WORSE, LOWER, "On target, but rising"),
        (KpiStatus.ON_TRACK, Trend.WORSE, RANGE, "On target, but drifting"),
        (KpiStatus.AT_RISK, Trend.SAME, HIGHER, "Just under"),
        (KpiStatus.AT_RISK, Trend.SAME, LOWER, "Just over"),
        (KpiStatus.AT_RISK, Trend.SAME, RANGE, "Close to target"),
        (KpiStatus.OFF_TRACK, Trend.SAME, HIGHER, "Off target"),
        (KpiStatus.OFF_TRACK, Trend.BETTER, HIGHER, "Off target, but better"),
        (KpiStatus.OFF_TRACK, Trend.BETTER, PROMPT, "Late, but quicker"),
        (KpiStatus.OFF_TRACK, Trend.SAME, PROMPT, "Late"),
        (KpiStatus.NO_DATA, Trend.SAME, HIGHER, "No number yet"),
    ],
)
def test_status_and_trend_become_one_word(status, trend, line, words):
    assert status_words(status, trend, line) == words


def test_a_missed_goal_that_gets_better_is_watched_and_not_alarmed():
    assert status_shape(KpiStatus.OFF_TRACK, Trend.BETTER) is Shape.WATCH
    assert status_shape(KpiStatus.OFF_TRACK, Trend.SAME) is Shape.ACT
    assert status_shape(KpiStatus.ON_TRACK, Trend.WORSE) is Shape.STEADY


def test_figures_are_written_as_the_language_does():
    assert amount(Decimal("3840.5"), "kr", "nb") == "3\u00a0840,5\u00a0kr"
    assert amount(Decimal(12), "%", "en") == "12%"
    assert amount(Decimal(12), "%", "nb") == "12\u00a0%"
    assert unit_of(PROMPT) == "days"
    assert unit_of(LineEntry("x", unit="A month")) == ""


@pytest.mark.parametrize(
    ("value", "before", "line", "words"),
    [
        ("2400", "2000", LineEntry("Traffic"), "Traffic +20%"),
        ("48", "40", LineEntry("Form conversions"), "Form conversions +20%"),
        ("40", "48", LineEntry("Form conversions"), "Form conversions \u221217%"),
        ("4", "4", LineEntry("Ranking", aggregation=Aggregation.LAST), "Ranking stable"),
        ("4.0", "4", LineEntry("Ranking", aggregation=Aggregation.LAST), "Ranking stable"),
        ("3", "5", LineEntry("Ranking", aggregation=Aggregation.LAST), "Ranking from 5 to 3"),
        ("2001", "2000", LineEntry("Traffic"), "Traffic stable"),
        ("5", "0", LineEntry("Calls", unit="calls"), "Calls from 0 to 5\u00a0calls"),
        ("-3", "2", LineEntry("Saldo"), "Saldo from 2 to -3"),
        ("900", "3", LineEntry("Visits"), "Visits from 3 to 900"),
        ("3", "2", LineEntry("Rate", unit="%", aggregation=Aggregation.MEAN), "Rate from 2 to 3%"),
        ("12", "10", LineEntry("Share", unit="%"), "Share from 10 to 12%"),
    ],
)
def test_a_change_is_said_by_per_cent_only_where_that_says_something(value, before, line, words):
    said = change_words(Decimal(value), Decimal(before), line, "en")
    assert said.replace("\u2212", "-") == words.replace("\u2212", "-")


@given(
    st.decimals(-(10**9), 10**9, places=3),
    st.decimals(-(10**9), 10**9, places=3),
    st.sampled_from(Aggregation),
)
def test_every_change_can_be_said_and_none_is_stable(value, before, aggregation):
    line = LineEntry("Goal", aggregation=aggregation)
    said = change_words(value, before, line, "en")
    assert said.startswith("Goal ")
    assert ("stable" in said) or value != before
