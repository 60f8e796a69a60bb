from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.chart import Line, Role, Text
from retention_journal.core.ledger_chart import ledger_chart
from retention_journal.core.two_ledgers import (
    ASK_AGAIN_DAYS,
    Gap,
    LedgerLine,
    ask_again_on,
    gap_of,
    gap_sentence,
    line_words,
    two_ledgers,
)

RANKING = LedgerLine("ranking", "Ranking", theirs=2, own=5, measured=6)
SMALL = LedgerLine("small", "Small changes within two days", theirs=5, own=2, is_said=True)
VISITS = LedgerLine("visits", "Visits", theirs=None, own=4, measured=1)
IMPORTANCE = st.none() | st.integers(1, 5)
LINES = st.lists(st.tuples(IMPORTANCE, IMPORTANCE, st.booleans(), st.integers(0, 99)), max_size=8).map(
    lambda drawn: [LedgerLine(str(n), f"Goal {n}", *values) for n, values in enumerate(drawn)]
)


@pytest.mark.parametrize(
    ("theirs", "own", "gap"),
    [
        (5, 3, Gap.THEY_MORE),
        (5, 4, Gap.ALIKE),
        (3, 3, Gap.ALIKE),
        (3, 4, Gap.ALIKE),
        (3, 5, Gap.YOU_MORE),
        (1, 5, Gap.YOU_MORE),
        (None, 5, Gap.NOT_ASKED),
        (None, None, Gap.NOT_ASKED),
        (5, None, Gap.NOT_RATED),
    ],
)
def test_two_steps_apart_are_a_gap_and_what_is_unknown_is_said_to_be(theirs, own, gap):
    assert gap_of(theirs, own) is gap


def test_each_gap_is_said_in_words():
    assert [gap.label for gap in Gap][:4] == [
        "you have not asked",
        "you have not said what it means to you",
        "they care more than you do",
        "you work on what they do not count",
    ]


@pytest.mark.parametrize(
    ("lines", "person", "sentence"),
    [
        ([], "Hansen", ""),
        (
            [RANKING, SMALL],
            "Hansen",
            "You report “Ranking” first; Hansen puts “Small changes within two days” first. "
            "You have measured that 0 times.",
        ),
        (
            [RANKING, LedgerLine("small", "Small changes", 5, 2, is_said=False, measured=1)],
            "",
            "You report “Ranking” first; as far as you know the client puts “Small changes” first. "
            "You have measured that 1 time.",
        ),
        (
            [LedgerLine("small", "Small changes", 5, 5, is_said=True, measured=3), RANKING],
            "Hansen",
            "You and Hansen both put “Small changes” first. You have measured that 3 times.",
        ),
        ([VISITS], "Hansen", "You have not asked what matters most to Hansen."),
    ],
)
def test_the_gap_is_one_sentence(lines, person, sentence):
    assert gap_sentence(two_ledgers(lines), person) == sentence


def test_a_goal_is_read_with_its_places_and_its_gap():
    ledgers = two_ledgers([RANKING, SMALL, VISITS])
    assert line_words(SMALL, ledgers) == (
        "Small changes within two days: place 1 for them, place 3 for you. It means 5 of 5 to them, "
        "2 of 5 to you: they care more than you do. You have measured that 0 times."
    )
    assert "It means ? of 5 to them, 4 of 5 to you: you have not asked." in line_words(VISITS, ledgers)


def test_who_said_of_one_goal_what_it_means_was_asked():
    assert two_ledgers([SMALL, VISITS]).is_asked
    assert not two_ledgers([VISITS]).is_asked


def test_what_is_not_known_stands_last_and_their_own_goal_before_yours():
    said = LedgerLine("said", "Said", 5, None, is_said=True)
    guessed = LedgerLine("guessed", "Guessed", 5, 1)
    ledgers = two_ledgers([VISITS, guessed, said])
    assert [line.key for line in ledgers.theirs] == ["said", "guessed", "visits"]
    assert [line.key for line in ledgers.yours] == ["visits", "guessed", "said"]
    assert ledgers.crossings == 3


@given(LINES)
def test_both_ledgers_hold_the_same_goals_each_once_in_order(lines):
    ledgers = two_ledgers(lines)
    for ledger, of in ((ledgers.theirs, "theirs"), (ledgers.yours, "own")):
        assert sorted(line.key for line in ledger) == sorted(line.key for line in lines)
        means = [getattr(line, of) or 0 for line in ledger]
        assert means == sorted(means, reverse=True)


@given(LINES)
def test_lines_cross_exactly_where_the_orders_differ(lines):
    ledgers = two_ledgers(lines)
    same = [line.key for line in ledgers.theirs] == [line.key for line in ledgers.yours]
    assert (ledgers.crossings == 0) is same
    assert ledgers.crossings <= len(lines) * (len(lines) - 1) // 2


@given(IMPORTANCE, IMPORTANCE)
def test_a_gap_seen_from_the_other_side_is_the_other_gap(one, other):
    turned = {Gap.THEY_MORE: Gap.YOU_MORE, Gap.YOU_MORE: Gap.THEY_MORE, Gap.ALIKE: Gap.ALIKE}
    if one is None or other is None:
        assert gap_of(one, other) in {Gap.NOT_ASKED, Gap.NOT_RATED}
    else:
        assert gap_of(other, one) is turned[gap_of(one, other)]


@given(LINES.filter(bool))
def test_the_picture_has_a_line_a_point_and_a_row_for_every_goal_inside_its_box(lines):
    ledgers = two_ledgers(lines)
    drawn = ledger_chart(ledgers, "Tom")
    drawn_lines = [mark for mark in drawn.marks if isinstance(mark, Line)]
    assert len(drawn_lines) == len(drawn.points) == len(lines)
    assert [row[0] for row in drawn.table[1:]] == [line.name for line in ledgers.theirs]
    assert {len(row) for row in drawn.table} == {7}
    for mark in drawn_lines:
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in mark.points)
    for point, line in zip(drawn.points, ledgers.theirs, strict=True):
        assert point.text.startswith(line.name)


def test_a_gap_is_told_by_words_too_and_what_is_unknown_is_dashed():
    marks = ledger_chart(two_ledgers([RANKING, SMALL, VISITS]), "Tom").marks
    texts = [mark.text for mark in marks if isinstance(mark, Text)]
    assert texts[:2] == ["Your order", "Tom’s order"]
    assert {"they care more than you do", "you work on what they do not count", "you have not asked"} <= {
        *texts
    }
    roles = {mark.role: mark.dashed for mark in marks if isinstance(mark, Line)}
    assert roles == {Role.WATCH: False, Role.CHART_1: False, Role.NONE: True}


ASKED = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("incident_on", "days"),
    [
        (None, ASK_AGAIN_DAYS),
        (ASKED + timedelta(days=3), 3),
        (ASKED + timedelta(days=119), 119),
        (ASKED + timedelta(days=120), 120),
        (ASKED + timedelta(days=121), 120),
        (ASKED, ASK_AGAIN_DAYS),
        (ASKED - timedelta(days=1), ASK_AGAIN_DAYS),
    ],
)
def test_one_asks_again_after_a_hundred_and_twenty_days_or_after_an_incident(incident_on, days):
    assert ask_again_on(ASKED, incident_on) == ASKED + timedelta(days=days)


@given(st.dates(), st.none() | st.dates())
def test_one_asks_again_after_one_has_asked_and_never_later_than_without_an_incident(asked, incident_on):
    day = ask_again_on(asked, incident_on)
    assert asked < day <= ask_again_on(asked) or asked == day == date.max
    assert (day - asked).days <= ASK_AGAIN_DAYS
