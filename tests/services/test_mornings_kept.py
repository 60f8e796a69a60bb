"""Mornings kept, read from the log: what counts, what does not, and from when on."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.services.mornings_kept import WEEKS, mornings_kept
from tests.builders import TODAY, a_call, a_client

MONDAY = TODAY - timedelta(days=TODAY.weekday())


def called(journal, client, day, **values):
    values = {"kind": Kind.CALL, "direction": Direction.OUTBOUND, "outcome": Outcome.REACHED, **values}
    return a_call(journal, client, datetime.combine(day, time(9, 5)), **values)


def by_day(journal):
    return {one.day: one.called for one in mornings_kept(journal, TODAY)}


def test_without_any_call_there_are_no_mornings(journal):
    a_client(journal)
    assert not mornings_kept(journal, TODAY)


def test_whole_weeks_are_told_from_a_monday_on(journal):
    called(journal, a_client(journal), MONDAY)
    found = mornings_kept(journal, TODAY)
    assert len(found) == 7 * WEEKS
    assert found[0].day.weekday() == 0
    assert found[-7].day == MONDAY


def test_days_before_the_first_call_days_ahead_and_weekends_do_not_count(journal):
    called(journal, a_client(journal), MONDAY)
    found = by_day(journal)
    assert found[MONDAY] == ("Ada Ltd",)
    assert found[MONDAY - timedelta(days=3)] is None
    assert found[MONDAY + timedelta(days=5)] is None
    assert found[TODAY] is None  # it is not over yet


def test_today_counts_once_it_is_kept(journal):
    for name in ("Ada", "Bo", "Cy"):
        called(journal, a_client(journal, name), TODAY)
    assert by_day(journal)[TODAY] == ("Ada", "Bo", "Cy")


def test_one_client_called_twice_is_one_and_a_try_counts(journal):
    client, other = a_client(journal, "Ada"), a_client(journal, "Bo")
    called(journal, client, MONDAY)
    called(journal, client, MONDAY)
    called(journal, other, MONDAY, outcome=Outcome.NO_ANSWER)
    assert by_day(journal)[MONDAY] == ("Ada", "Bo")
