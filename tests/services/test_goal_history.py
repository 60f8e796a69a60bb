from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.periods import month_of
from retention_journal.services.goal_history import goal_history
from retention_journal.services.kpis import agree, current_agreement
from retention_journal.services.numbers import Cell, annotate, enter_numbers
from tests.services.kpi_samples import TODAY, an_entry, harbour

JULY, SEPTEMBER = month_of(date(2025, 7, 1)), month_of(date(2025, 9, 1))


@pytest.fixture
def client(journal):
    return harbour(journal)


def key_of_goal(journal, client, name="Enquiries from the form"):
    lines = current_agreement(journal, client, TODAY).lines
    return next(line.line_key for line in lines if line.name == name)


def history(journal, client, **values):
    return goal_history(journal, client, key_of_goal(journal, client, **values), today=TODAY)


def test_a_goal_is_shown_from_its_first_target_with_each_figure_and_how_it_stood(journal, client):
    points = history(journal, client).points
    assert [one.period.first.month for one in points] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert [one.point.value for one in points][2:] == [32, 38, 34, 43, 46, 48]
    assert points[2].status is KpiStatus.AT_RISK
    assert points[-1].target_words == "40 a month or more"


def test_the_running_month_is_shown_once_it_has_a_figure(journal, client):
    key = key_of_goal(journal, client)
    enter_numbers(journal, client, month_of(TODAY), {key: "20"})
    last = goal_history(journal, client, key, today=TODAY).points[-1]
    assert (last.period, last.status) == (month_of(TODAY), KpiStatus.ON_TRACK)


def test_the_target_of_each_day_is_kept_and_the_changes_are_told(journal, client):
    held = current_agreement(journal, client, TODAY)
    key = key_of_goal(journal, client)
    lines = [replace(one, target=Decimal(60)) if one.line_key == key else one for one in held.lines]
    agree(journal, client, an_entry(*lines, by=held.agreed_by, on=TODAY), today=TODAY)
    found = goal_history(journal, client, key, today=date(2025, 12, 1))
    targets = {one.period.first.month: one.point.target.value for one in found.points}
    assert (targets[9], targets[10], targets[11]) == (40, 60, 60)
    assert [line.target for _agreement, line in found.versions] == [60, 40]


def test_each_point_says_figure_target_status_and_note(journal, client):
    cell = Cell(key_of_goal(journal, client), JULY)
    assert annotate(journal, client, {cell: "Summer campaign"}) == 1
    told = {one.point.period: one.text for one in history(journal, client).told()}
    assert told[JULY] == ("July 2025: 43; agreed: 40 a month or more; On target; note: Summer campaign")
    assert told[month_of(date(2025, 2, 1))] == "February 2025: no number; agreed: 40 a month or more"


def test_a_goal_that_was_not_agreed_then_says_so(journal, client):
    told = history(journal, client, name="Small changes done").told()
    assert told[0].text == "April 2025: 4.6\u00a0days; Not agreed then"


def test_the_table_has_every_point(journal, client):
    head, *rows = history(journal, client).table()
    assert head == ("Period", "Figure", "Agreed target", "Status", "Note")
    assert rows[-1] == ("September 2025", "48", "40 a month or more", "On target", "")
    assert rows[0] == ("February 2025", "", "40 a month or more", "", "")


def test_a_note_undoes_and_needs_a_number(journal, client):
    cell = Cell(key_of_goal(journal, client), SEPTEMBER)
    assert annotate(journal, client, {cell: " Six from one fair "}) == 1
    assert history(journal, client).points[-1].note == "Six from one fair"
    assert annotate(journal, client, {cell: "Six from one fair"}) == 0
    assert journal.undo() == "Write a note on a number"
    assert history(journal, client).points[-1].note == ""
    empty = Cell(cell.line_key, month_of(date(2025, 1, 1)))
    with pytest.raises(InvalidEntryError) as refused:
        annotate(journal, client, {cell: "kept?", empty: "no"})
    assert refused.value.field.endswith("/2025-01")
    assert history(journal, client).points[-1].note == ""


def test_a_goal_of_nobody_is_not_found(journal, client):
    with pytest.raises(NotFoundError):
        goal_history(journal, client, "nothing", today=TODAY)
