from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from retention_journal.core.incidents import IncidentState
from retention_journal.core.kpis import Period
from retention_journal.core.promises import PromiseState
from retention_journal.core.two_ledgers import Gap
from retention_journal.services.kpis import agree, current_agreement, withdraw
from retention_journal.services.success_question import still_the_same
from retention_journal.services.two_ledgers import client_ledgers
from tests.builders import a_client, a_person, a_promise, an_incident
from tests.services.kpi_samples import SEPTEMBER, TODAY, an_entry, harbour


@pytest.fixture
def client(journal):
    return harbour(journal)


def test_the_clients_goal_is_counted_as_often_as_it_was_measured(journal, client):
    found = client_ledgers(journal, client, today=TODAY)
    assert found.person == "Tom"
    first = found.ledgers.theirs[0]
    assert (first.name, first.measured, first.gap) == ("Small changes done", 6, Gap.NOT_RATED)


def test_small_requests_count_since_their_goal_was_agreed(journal, client):
    for made in (SEPTEMBER - timedelta(days=3), SEPTEMBER, SEPTEMBER + timedelta(days=3)):
        a_promise(journal, client, "Hours", made_on=made, is_small_request=True, state=PromiseState.KEPT,
                  delivered_at=datetime(2025, 9, 20))  # fmt: skip
    assert client_ledgers(journal, client, today=TODAY).ledgers.theirs[0].measured == 8


def test_smaller_goals_are_not_in_the_ledgers(journal, client):
    lines = current_agreement(journal, client, TODAY).lines
    tom = current_agreement(journal, client, TODAY).agreed_by
    small = replace(lines[0], line_key="", name="A page a week", period=Period.WEEK)
    entry = an_entry(*lines, replace(small, parent_key=lines[0].line_key), by=tom, on=TODAY)
    agree(journal, client, entry, today=TODAY)
    assert len(client_ledgers(journal, client, today=TODAY).ledgers.theirs) == len(lines)


def test_one_asks_again_after_120_days_and_an_answer_moves_that(journal, client):
    due = SEPTEMBER + timedelta(days=120)
    assert not client_ledgers(journal, client, today=due - timedelta(days=1)).is_due
    assert client_ledgers(journal, client, today=due).is_due
    still_the_same(journal, client, due, today=due)
    found = client_ledgers(journal, client, today=due)
    assert (found.asked_on, found.is_due) == (due, False)
    journal.undo()
    assert client_ledgers(journal, client, today=due).is_due


def test_who_never_was_asked_is_not_asked_again(journal):
    client = a_client(journal)
    ada = a_person(journal, client)
    line = replace(current_agreement(journal, harbour(journal), TODAY).lines[0], line_key="")
    agree(journal, client, an_entry(line, by=ada), today=TODAY)
    found = client_ledgers(journal, client, today=TODAY + timedelta(days=500))
    assert (found.ledgers.is_asked, found.is_due) == (False, False)


def test_nothing_agreed_has_no_ledgers(journal, client):
    assert client_ledgers(journal, a_client(journal, "Bare"), today=TODAY) is None
    withdraw(journal, client, today=TODAY)
    assert client_ledgers(journal, client, today=TODAY + timedelta(days=1)) is None
    assert client_ledgers(journal, client, today=date(2025, 1, 1)) is None


def heard(day, hour=10):
    return datetime(day.year, day.month, day.day, hour).astimezone(UTC)


def test_an_incident_since_one_asked_is_a_reason_to_ask_again_at_once(journal, client):
    day = SEPTEMBER + timedelta(days=20)
    an_incident(journal, client, received_at=heard(day + timedelta(days=5)), title="A second thing")
    incident = an_incident(journal, client, received_at=heard(day), title="Waited for pictures")
    before = client_ledgers(journal, client, today=day - timedelta(days=1))
    assert (before.is_due, before.ask_on) == (False, day)
    found = client_ledgers(journal, client, today=day)
    assert (found.is_due, found.ask_on, found.because.incident_id) == (True, day, incident)
    assert found.because.words(day) == "“Waited for pictures” (23 September)"
    still_the_same(journal, client, day + timedelta(days=6), today=day + timedelta(days=6))
    after = client_ledgers(journal, client, today=day + timedelta(days=6))
    assert (after.is_due, after.because) == (False, None)


@pytest.mark.parametrize(
    "told",
    [
        {"received_at": heard(SEPTEMBER)},
        {"received_at": heard(SEPTEMBER - timedelta(days=9))},
        {"received_at": heard(SEPTEMBER, 23)},
        {"received_at": heard(SEPTEMBER + timedelta(days=9)), "state": IncidentState.WITHDRAWN},
        {"received_at": heard(SEPTEMBER + timedelta(days=9)), "trashed_at": datetime(2025, 9, 20)},
        {"received_at": heard(SEPTEMBER + timedelta(days=121))},
    ],
    ids=["that day", "before", "late that day", "withdrawn", "in the trash", "after 120 days"],
)
def test_other_incidents_are_no_reason(journal, client, told):
    an_incident(journal, client, **told)
    due = SEPTEMBER + timedelta(days=120)
    assert not client_ledgers(journal, client, today=due - timedelta(days=1)).is_due
    found = client_ledgers(journal, client, today=due)
    assert (found.is_due, found.because) == (True, None)


def test_an_incident_with_somebody_else_is_no_reason(journal, client):
    an_incident(journal, a_client(journal, "Other"), received_at=heard(SEPTEMBER + timedelta(days=9)))
    assert not client_ledgers(journal, client, today=SEPTEMBER + timedelta(days=10)).is_due


def test_who_never_was_asked_is_not_asked_after_an_incident(journal):
    client = a_client(journal)
    ada = a_person(journal, client)
    line = replace(current_agreement(journal, harbour(journal), TODAY).lines[0], line_key="")
    agree(journal, client, an_entry(line, by=ada), today=TODAY)
    an_incident(journal, client, received_at=heard(TODAY + timedelta(days=1)))
    found = client_ledgers(journal, client, today=TODAY + timedelta(days=2))
    assert (found.is_due, found.ask_on, found.because) == (False, None, None)
