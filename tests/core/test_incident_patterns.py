"""What incidents have in common, told from few of them only where few are enough."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.incident_pattern_words import (
    gap_words,
    load_words,
    mood_words,
    saved_words,
    wait_words,
)
from retention_journal.core.incident_patterns import Wait, WentWrong, patterns
from retention_journal.core.incidents import CauseKind, IncidentKind, IncidentOutcome

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
    assert wait_words(*three.waits[0]) == "Half of 3 waited 2 h 00 min or less for an answer."


def test_currencies_are_never_added_together():
    spent = [("NOK", 100, None), ("GBP", 50, None), ("NOK", 25, 30)]
    told = [
        wrong(n, outcome=IncidentOutcome.RECOVERED, cost_minor=minor, currency=currency, cost_minutes=minutes)
        for n, (currency, minor, minutes) in enumerate(spent)
    ]
    saved = patterns(told, TODAY).saved
    assert (saved.money, saved.minutes) == ((("GBP", 50), ("NOK", 125)), 30)
    assert "30 min, £0.50 and NOK 1.25" in saved_words(patterns(told, TODAY))


def test_gaps_without_a_change_come_first():
    told = [wrong(1, process_gap="a", process_change="b"), wrong(2, process_gap="c"), wrong(3)]
    assert [one.incident_id for one in patterns(told, TODAY).gaps] == [2, 1]


@pytest.mark.parametrize(
    ("loads", "words"),
    [((5, 4), ""), ((5, 4, 3), "2 of 3 came on days you noted as full."), ((None,) * 9, "")],
)
def test_own_load_is_told_and_never_judged(loads, words):
    assert load_words(patterns([wrong(n, own_load=load) for n, load in enumerate(loads)], TODAY)) == words


@pytest.mark.parametrize(
    ("moods", "words"),
    [((1, 2), ""), ((1, 2, 3), "2 of 3 came on days you noted as bad ones."), ((None,) * 9, "")],
)
def test_own_mood_is_told_and_never_judged(moods, words):
    assert mood_words(patterns([wrong(n, own_mood=mood) for n, mood in enumerate(moods)], TODAY)) == words


OUT = IncidentOutcome


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ((), ""),
        ((OUT.RECOVERED, OUT.TOLERATED, None), ""),
        ((OUT.RECOVERED, OUT.TOLERATED, OUT.LOST), "1 of 3 that have ended were recovered."),
        (
            (OUT.RECOVERED, OUT.RECOVERED_STRONGER, OUT.UNRESOLVED),
            "2 of 3 that have ended were recovered. 1 of them stands stronger than before.",
        ),
    ],
)
def test_what_was_saved_is_told_of_three_that_have_ended(outcomes, words):
    assert saved_words(patterns([wrong(n, outcome=one) for n, one in enumerate(outcomes)], TODAY)) == words


def test_what_it_took_is_told_of_those_that_were_saved():
    days = {1: 1, 2: 47, 3: 240}
    told = [
        wrong(n, outcome=OUT.RECOVERED, resolved_at=AT + timedelta(hours=hours), cost_minutes=60)
        for n, hours in days.items()
    ]
    told.append(wrong(4, outcome=OUT.LOST, cost_minutes=6000, cost_minor=99, currency="NOK"))
    words = saved_words(patterns(told, TODAY))
    assert words.endswith("That took 3 h in all. Half were put right within 2 days.")


def test_gaps_and_changes_on_ones_own_side_are_counted():
    told = [
        wrong(1, process_gap="a", process_change="b", began_with_them=True), wrong(2, process_gap="c"),
        wrong(3, began_with_them=True), wrong(4, process_change="b"),
    ]  # fmt: skip
    assert gap_words(patterns(told, TODAY)) == (
        "2 gaps found; 1 led to a change. 2 began on the clients’ side; 1 led to a change on yours."
    )
    assert gap_words(patterns([wrong()], TODAY)) == ""


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
    assert sum(found.of_the_year) == found.total
    assert sum(one.times for one in found.again) <= found.total
