"""What incidents have in common, told from few of them only where few are enough."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.incident_patterns import (
    Wait,
    WentWrong,
    load_words,
    patterns,
    saved_words,
    wait_words,
)
from retention_journal.core.incidents import CauseKind, IncidentKind, IncidentOutcome
from retention_journal.core.reach import reach_words

TODAY = date(2026, 3, 10)
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def wrong(number=1, **values):
    known = {
        "client_id": 1, "client_name": "Ada", "title": "Late", "kind": IncidentKind.QUALITY, "causes": (),
        "received_at": AT, "received_on": AT.date(),
    }  # fmt: skip
    return WentWrong(number, **(known | values))


def test_the_most_frequent_come_first_and_a_cause_counts_once_an_incident():
    told = [
        wrong(1, kind=IncidentKind.SLOW_RESPONSE, causes=(CauseKind.TIME_PRESSURE, CauseKind.TIME_PRESSURE)),
        wrong(2, kind=IncidentKind.SLOW_RESPONSE, causes=(CauseKind.TIME_PRESSURE, CauseKind.FORGETFULNESS)),
        wrong(3),
    ]
    found = patterns(told, TODAY)
    assert found.kinds == ((IncidentKind.SLOW_RESPONSE, 2), (IncidentKind.QUALITY, 1))
    assert found.causes == ((CauseKind.TIME_PRESSURE, 2), (CauseKind.FORGETFULNESS, 1))
    assert [(one.client_name, one.times) for one in found.again] == [("Ada", 3)]


def test_twelve_months_end_with_this_one():
    found = patterns(
        [wrong(), wrong(2, received_on=date(2025, 4, 30)), wrong(3, received_on=date(2025, 3, 31))], TODAY
    )
    assert (found.months[0], found.months[-1]) == ((date(2025, 4, 1), 1), (date(2026, 3, 1), 1))
    assert len(found.months) == 12


def test_a_median_wait_needs_three():
    two = [wrong(n, answered_at=AT + timedelta(hours=n)) for n in (1, 2)]
    assert patterns(two, TODAY).waits == ()
    three = patterns([*two, wrong(3, answered_at=AT + timedelta(hours=30))], TODAY)
    assert three.waits == ((Wait.ANSWER, timedelta(hours=2), 3),)
    assert wait_words(*three.waits[0]) == "Half waited 2 h 00 min or less for an answer (3)."


def test_currencies_are_never_added_together():
    told = [
        wrong(1, cost_minor=100, currency="NOK"), wrong(2, cost_minor=50, currency="GBP"),
        wrong(3, cost_minor=25, currency="NOK", cost_minutes=30),
    ]  # fmt: skip
    found = patterns(told, TODAY)
    assert (found.money, found.minutes) == ((("GBP", 50), ("NOK", 125)), 30)


def test_gaps_without_a_change_come_first():
    told = [wrong(1, process_gap="a", process_change="b"), wrong(2, process_gap="c"), wrong(3)]
    assert [one.incident_id for one in patterns(told, TODAY).gaps] == [2, 1]


@pytest.mark.parametrize(
    ("loads", "words"),
    [((5, 4), ""), ((5, 4, 2), "2 of 3 came on days you noted as full."), ((None,) * 9, "")],
)
def test_own_load_is_told_and_never_judged(loads, words):
    assert load_words(patterns([wrong(n, own_load=load) for n, load in enumerate(loads)], TODAY)) == words


def test_what_was_saved_is_counted_of_what_has_ended():
    outcomes = [IncidentOutcome.RECOVERED, IncidentOutcome.TOLERATED, None]
    found = patterns([wrong(n, outcome=one) for n, one in enumerate(outcomes)], TODAY)
    assert saved_words(found) == "1 of 2 that have ended were recovered."
    assert saved_words(patterns([], TODAY)) == ""


@given(st.lists(st.tuples(st.sampled_from(list(IncidentKind)), st.integers(1, 4), st.integers(0, 700))))
def test_every_incident_is_counted_once(drawn):
    told = [
        wrong(
            n, kind=kind, client_id=client, client_name=f"C{client}", received_on=TODAY - timedelta(days=days)
        )
        for n, (kind, client, days) in enumerate(drawn)
    ]
    found = patterns(told, TODAY)
    assert sum(count for _kind, count in found.kinds) == found.total == len(told)
    assert sum(count for _month, count in found.months) <= found.total
    assert sum(one.times for one in found.again) <= found.total


@pytest.mark.parametrize(
    ("unhappy", "listeners", "known", "words"),
    [
        (0, 10, 0, "Nobody is known to be unhappy. Ask, so that it is not silence."),
        (3, 10, 4, "3 unhappy: if each tells 10, about 30 may hear. 4 of your own clients know them."),
        (1, 7, 1, "1 unhappy: if each tells 7, about 7 may hear. 1 of your own clients knows them."),
        (2, 10, 0, "2 unhappy: if each tells 10, about 20 may hear."),
    ],
)
def test_reach_is_told_as_an_if(unhappy, listeners, known, words):
    assert reach_words(unhappy, listeners, known) == words
