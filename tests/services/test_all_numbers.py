from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from retention_journal.core.clients import Status
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.kpis import Period
from retention_journal.core.periods import DayRange, month_of, year_of
from retention_journal.core.promises import PromiseState
from retention_journal.services.all_numbers import due_numbers, enter_all
from retention_journal.services.business_year import set_year_start
from retention_journal.services.goals import goals_now
from retention_journal.services.kpis import agree, current_agreement
from retention_journal.storage.tables import Client
from tests.builders import a_client, a_person, a_promise
from tests.services.kpi_samples import FEBRUARY, FORMS, SMALL, VISITS, an_entry, harbour

TODAY = date(2025, 10, 14)
AUGUST, SEPTEMBER, OCTOBER = (month_of(date(2025, month, 1)) for month in (8, 9, 10))


def agreed(journal, name, *lines, on=FEBRUARY):
    client = a_client(journal, name)
    agree(journal, client, an_entry(*lines, by=a_person(journal, client), on=on), today=TODAY)
    return client


@pytest.fixture
def berg(journal):
    return agreed(journal, "Berg", FORMS, replace(VISITS, period=Period.QUARTER))


@pytest.fixture
def ada(journal):
    return agreed(journal, "Ada", replace(FORMS, name="Calls", period=Period.WEEK, unit="calls"))


def told(journal, month=SEPTEMBER, today=TODAY):
    return [
        (one.client, one.line.name, one.period.last, one.value)
        for one in due_numbers(journal, month, today=today)
    ]


def test_what_is_missing_stands_first_then_by_client_and_agreement(journal, berg, ada):
    harbour(journal)
    missing = [one for one in told(journal) if one[3] is None]
    assert told(journal)[: len(missing)] == missing
    assert [(client, name) for client, name, *_rest in missing] == [("Ada", "Calls")] * 4 + [
        ("Berg", "Enquiries from the form"), ("Berg", "Visits from search"),
    ]  # fmt: skip
    assert [day.day for _client, _name, day, _value in missing[:4]] == [7, 14, 21, 28]
    assert len(told(journal)) == len(missing) + 4


def test_only_periods_that_end_in_the_month_are_due(journal, berg):
    assert [name for _client, name, *_rest in told(journal, AUGUST)] == ["Enquiries from the form"]
    set_year_start(journal, 3)
    assert [name for _client, name, *_rest in told(journal, AUGUST)] == [
        "Enquiries from the form", "Visits from search",
    ]  # fmt: skip


def test_a_business_year_is_due_in_its_last_month(journal):
    agreed(journal, "Year", replace(FORMS, period=Period.YEAR))
    assert told(journal) == []
    set_year_start(journal, 10)
    ((_client, _name, last, _value),) = told(journal)
    assert last == date(2025, 9, 30)
    assert due_numbers(journal, SEPTEMBER, today=TODAY)[0].period == year_of(SEPTEMBER.last, 10)


def test_periods_to_come_clients_gone_and_goals_not_yet_agreed_are_not_due(journal, berg):
    assert told(journal, month_of(date(2025, 11, 1))) == []
    agreed(journal, "Late", FORMS, on=date(2025, 10, 2))
    with journal.change("x") as change:
        change.update(Client, berg, status=Status.LOST)
    assert told(journal) == []
    assert [client for client, *_rest in told(journal, OCTOBER)] == ["Late"]


def test_what_is_counted_from_small_requests_is_not_asked_for(journal):
    client = agreed(journal, "Small", SMALL)
    assert len(told(journal)) == 1
    a_promise(journal, client, "Hours", made_on=date(2025, 9, 1), is_small_request=True,
              state=PromiseState.KEPT, delivered_at=datetime(2025, 9, 3))  # fmt: skip
    assert told(journal) == []


def test_all_clients_are_entered_as_one_act(journal, berg, ada):
    due = due_numbers(journal, SEPTEMBER, today=TODAY)
    typed = {due[0].cell: "7", due[4].cell: "41", due[5].cell: "1 250,5"}
    assert enter_all(journal, typed, notes={due[4].cell: "a fair"}, source="Analytics") == 3
    assert len([one for one in told(journal) if one[3] is None]) == 3
    goal = goals_now(journal, berg, today=TODAY).goals[0]
    assert (goal.value, goal.note) == (Decimal(41), "a fair")
    assert journal.undo() == "Enter numbers"
    assert all(value is None for *_rest, value in told(journal))


def test_one_wrong_cell_leaves_all_clients_as_they_were(journal, berg, ada):
    due = due_numbers(journal, SEPTEMBER, today=TODAY)
    with pytest.raises(InvalidEntryError) as refused:
        enter_all(journal, {due[0].cell: "7", due[4].cell: "about 41"})
    assert refused.value.field == due[4].cell.field == f"{berg}/{due[4].line.line_key}/2025-09"
    assert all(value is None for *_rest, value in told(journal))


def test_a_goal_of_another_client_takes_no_number(journal, berg, ada):
    cell = due_numbers(journal, SEPTEMBER, today=TODAY)[0].cell
    with pytest.raises(NotFoundError):
        enter_all(journal, {cell._replace(client_id=berg): "7"})


def test_the_figure_before_stands_beside_the_target_of_the_period(journal):
    client = harbour(journal)
    tom = current_agreement(journal, client, TODAY).agreed_by
    lines = [replace(line, target=Decimal(99)) for line in current_agreement(journal, client, TODAY).lines]
    agree(journal, client, an_entry(*lines, by=tom, on=date(2025, 10, 1)), today=TODAY)
    forms = next(one for one in due_numbers(journal, SEPTEMBER, today=TODAY) if "Enquiries" in one.line.name)
    assert (forms.before, forms.value, forms.line.target) == (46, 48, 40)
    assert isinstance(forms.period, DayRange)
