"""Beside an outside reason stand the facts of the last ninety days, and nothing where there are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core import excuse_words
from retention_journal.core.cadence import Rhythm
from retention_journal.core.excuse_check import (
    LOOKED_AT_DAYS,
    OUTSIDE,
    Before,
    Message,
    OpenComplaint,
    Promised,
    excuse_check,
)
from retention_journal.core.losses import LossReason

NOTICE = date(2026, 3, 10)
CLIENT_SINCE = date(2024, 3, 1)
RHYTHM = Rhythm(14, 21)
NEVER_NEGLECTED = Before(
    NOTICE, CLIENT_SINCE, RHYTHM, tuple(NOTICE - timedelta(days=n) for n in range(7, 141, 14))
)


def ago(days):
    return NOTICE - timedelta(days=days)


def with_(**facts):
    return replace(NEVER_NEGLECTED, **facts)


def promised(due, *, ended=None, moved=()):
    dues = [(ago(on), ago(away)) for on, away in moved] + [(None if due is None else ago(due), None)]
    return (Promised(5, "Send the list", tuple(dues), None if ended is None else ago(ended)),)


@pytest.mark.parametrize(
    ("before", "facts"),
    [
        pytest.param(with_(talks=(ago(71),)), "last talk 71 days before notice (rhythm 14)", id="silence"),
        pytest.param(
            with_(talks=(ago(22),)), "last talk 22 days before notice (rhythm 14)", id="a day too long"
        ),
        pytest.param(with_(talks=(ago(21),)), None, id="the longest rhythm itself is no silence"),
        pytest.param(
            with_(talks=(ago(60), ago(20), ago(5))),
            "no talk for 40 days until 18 Feb (rhythm 14)",
            id="a silence that ended before the notice",
        ),
        pytest.param(
            with_(talks=(ago(130), ago(89), ago(75), ago(60), ago(45), ago(30), ago(15))),
            "no talk for 41 days until 11 Dec (rhythm 14)",
            id="a silence that reached a day into the ninety",
        ),
        pytest.param(
            with_(talks=(ago(130), ago(90), ago(75), ago(60), ago(45), ago(30), ago(15))),
            None,
            id="a silence that ended ninety days before",
        ),
        pytest.param(with_(talks=()), None, id="nothing was ever noted, so nothing is known"),
        pytest.param(
            with_(talks=(ago(200),), since=ago(20)), None, id="a silence before they were a client is none"
        ),
        pytest.param(with_(promises=promised(8)), "1 promise late", id="an overdue promise"),
        pytest.param(with_(promises=promised(1)), "1 promise late", id="due on the day before the notice"),
        pytest.param(with_(promises=promised(0)), None, id="due on the day of the notice"),
        pytest.param(with_(promises=promised(None)), None, id="a promise without a date"),
        pytest.param(with_(promises=promised(30, ended=20)), "1 promise late", id="kept late"),
        pytest.param(with_(promises=promised(30, ended=30)), None, id="kept on its day"),
        pytest.param(with_(promises=promised(30, ended=-5)), "1 promise late", id="kept after the notice"),
        pytest.param(
            with_(promises=promised(100, ended=89)), "1 promise late", id="late until within ninety"
        ),
        pytest.param(with_(promises=promised(100, ended=90)), None, id="kept ninety days before"),
        pytest.param(with_(promises=promised(-5, moved=[(20, 25)])), None, id="moved in time"),
        pytest.param(with_(promises=promised(-5, moved=[(20, 20)])), None, id="moved on the day it was due"),
        pytest.param(with_(promises=promised(-5, moved=[(20, 15)])), "1 promise late", id="moved too late"),
        pytest.param(
            with_(messages=(Message(1, ago(9)),)), "a message 9 days without an answer", id="unanswered"
        ),
        pytest.param(with_(messages=(Message(1, ago(91)),)), None, id="unanswered, but long ago"),
        pytest.param(
            with_(complaints=(OpenComplaint(1, "Late", ago(120)),)),
            "1 complaint not put right",
            id="complaint",
        ),
        pytest.param(NEVER_NEGLECTED, None, id="none"),
        pytest.param(with_(since=NOTICE, promises=promised(8)), None, id="lost on the first day"),
        pytest.param(
            with_(since=NOTICE + timedelta(days=9), promises=promised(8)), None, id="lost before the start"
        ),
        pytest.param(
            with_(since=None, talks=(ago(71),)), "last talk 71 days before notice (rhythm 14)", id="no start"
        ),
    ],
)
def test_each_fact_is_found_alone_and_at_its_bounds(before, facts):
    found = excuse_check(LossReason.COMPETITOR, before)
    assert (found and excuse_words.facts(found)) == (facts and f"Facts: {facts}.")


def test_the_sentence_is_the_one_of_the_story():
    due = (*promised(12), Promised(6, "Call the printer", ((ago(30), None),), ago(4)))
    found = excuse_check(LossReason.COMPETITOR, with_(talks=(ago(71),), promises=due))
    assert excuse_words.chosen(found) == "You chose “Went to a competitor”."
    assert excuse_words.facts(found) == "Facts: last talk 71 days before notice (rhythm 14); 2 promises late."
    assert excuse_words.sources(found) == (
        "Last talk before the silence: 29 December 2025",
        "Promise “Call the printer”, due 8 February 2026: 26 days late",
        "Promise “Send the list”, due 26 February 2026: 12 days late",
    )


@pytest.mark.parametrize("reason", LossReason)
def test_only_a_reason_outside_is_asked_about(reason):
    neglected = with_(talks=(ago(71),))
    assert (excuse_check(reason, neglected) is not None) == (reason in OUTSIDE)


DAYS = st.integers(-60, 300).map(ago)
PROMISES = st.builds(
    Promised,
    st.integers(1, 99),
    st.just("Send it"),
    st.tuples(st.tuples(st.none() | DAYS, DAYS), st.tuples(st.none() | DAYS, st.none())),
    st.none() | DAYS,
)
HISTORIES = st.builds(
    Before,
    st.just(NOTICE),
    st.none() | DAYS,
    st.builds(Rhythm, st.integers(1, 60), st.integers(60, 90)),
    st.lists(DAYS, max_size=12).map(tuple),
    st.lists(PROMISES, max_size=4).map(tuple),
    st.lists(st.builds(Message, st.integers(1, 9), DAYS), max_size=3).map(tuple),
    st.lists(st.builds(OpenComplaint, st.integers(1, 9), st.just("Late"), DAYS), max_size=3).map(tuple),
)


@given(st.sampled_from(sorted(LossReason)), HISTORIES)
def test_no_finding_is_without_a_fact_and_no_fact_is_from_after_the_notice(reason, before):
    found = excuse_check(reason, before)
    if found is None:
        return
    assert reason in OUTSIDE
    assert excuse_words.sources(found)
    assert excuse_words.facts(found) != "Facts: ."
    days = [one.due_on + timedelta(days=one.days_late) for one in found.late]
    assert all(one.days_late >= 1 and one.due_on < NOTICE for one in found.late)
    if found.silence:
        days.append(found.silence.until)
        assert found.silence.last_talk_on in before.talks
        assert found.silence.days > before.rhythm.max_days
    assert all(ago(LOOKED_AT_DAYS) < day <= NOTICE for day in days)
    assert all(one.written_on < NOTICE for one in found.messages)
    assert all(one.received_on < NOTICE for one in found.complaints)


@given(HISTORIES, st.lists(st.integers(0, 200), min_size=1))
def test_what_came_after_the_notice_changes_nothing(before, later):
    days = tuple(NOTICE + timedelta(days=n) for n in later)
    more = replace(
        before,
        talks=(*before.talks, *days),
        messages=(*before.messages, Message(50, days[0])),
        complaints=(*before.complaints, OpenComplaint(50, "After", days[0])),
        promises=(*before.promises, Promised(100, "After", ((days[0], None),))),
    )
    assert excuse_check(LossReason.MOVED, more) == excuse_check(LossReason.MOVED, before)
