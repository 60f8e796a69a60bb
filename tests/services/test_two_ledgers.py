from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.kpis import Period
from retention_journal.core.promises import PromiseState
from retention_journal.core.two_ledgers import Gap
from retention_journal.services.kpis import agree, current_agreement, withdraw
from retention_journal.services.success_question import still_the_same
from retention_journal.services.two_ledgers import client_ledgers
from tests.builders import a_client, a_person, a_promise
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
