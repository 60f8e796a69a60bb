"""Versions of what was agreed: what holds from when, and that the past stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from retention_journal.core.agreement import NEW_KEY, LineEntry
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.kpis import KpiStatus, Period
from retention_journal.core.periods import DayRange, month_of, year_of
from retention_journal.services.business_year import business_year, out_of_step, set_year_start, year_start
from retention_journal.services.goals import goals_now
from retention_journal.services.kpis import agree, agreements, current_agreement, keep_draft
from retention_journal.services.numbers import enter_numbers, number_grids
from retention_journal.services.status import status_report
from tests.builders import a_client, a_person
from tests.services.kpi_samples import FEBRUARY, FORMS, VISITS, an_entry, harbour

MARCH = month_of(date(2025, 3, 1))
MAY = date(2025, 5, 6)


@pytest.fixture
def client(journal):
    return a_client(journal, "Berg Bygg", start_date=date(2025, 1, 15))


@pytest.fixture
def kari(journal, client):
    return a_person(journal, client, "Kari Berg")


def lines_of(journal, client, today):
    return current_agreement(journal, client, today).lines


def test_a_report_for_march_is_the_same_after_a_new_agreement_in_may(journal, client, kari):
    agree(journal, client, an_entry(FORMS, VISITS, by=kari), today=FEBRUARY)
    forms, visits = lines_of(journal, client, FEBRUARY)
    enter_numbers(journal, client, MARCH, {forms.line_key: "41", visits.line_key: "3000"}, language="en")
    before = status_report(journal, client, MARCH, today=MAY)
    stricter = (replace(visits, target=Decimal(9000)), replace(forms, name="Forms", target=Decimal(80)))
    agree(journal, client, an_entry(*stricter, by=kari, on=MAY), today=MAY)
    assert status_report(journal, client, MARCH, today=MAY) == before
    may = status_report(journal, client, month_of(MAY), today=MAY)
    assert [row.target.value for row in may.goals] == [Decimal(9000), Decimal(80)]


def test_of_two_agreements_on_one_day_the_later_one_holds(journal, client, kari):
    agree(journal, client, an_entry(FORMS, by=kari), today=FEBRUARY)
    agree(journal, client, an_entry(VISITS, by=kari), today=FEBRUARY)
    assert [line.name for line in lines_of(journal, client, FEBRUARY)] == ["Visits from search"]
    assert [old.holds_on(FEBRUARY) for old in agreements(journal, client)] == [True, False]


@pytest.mark.parametrize(
    ("agreed_on", "valid_from", "holds_from"),
    [
        (date(2025, 1, 15), None, date(2025, 1, 15)),
        (date(2025, 1, 10), None, date(2025, 1, 15)),
        (date(2025, 1, 10), date(2025, 1, 10), date(2025, 1, 15)),
        (date(2025, 1, 10), date(2025, 2, 1), date(2025, 2, 1)),
        (date(2025, 2, 3), date(2025, 1, 14), None),
        (date(2025, 2, 3), date(2024, 12, 31), None),
    ],
)
def test_an_agreement_begins_with_the_client_at_the_earliest(
    journal, client, kari, agreed_on, valid_from, holds_from
):
    entry = an_entry(FORMS, by=kari, on=agreed_on, valid_from=valid_from)
    if holds_from is None:
        with pytest.raises(InvalidEntryError) as refused:
            agree(journal, client, entry, today=MAY)
        assert refused.value.field == "valid_from"
        assert "15 January 2025" in refused.value.message
        assert agreements(journal, client) == []
        return
    agree(journal, client, entry, today=MAY)
    assert agreements(journal, client)[0].valid_from == holds_from


def test_periods_of_two_versions_never_overlap(journal):
    client = harbour(journal)
    now, before = agreements(journal, client)
    assert before.valid_to is not None
    assert before.valid_to < now.valid_from
    earlier = replace(now.entry, agreed_on=date(2025, 9, 20), valid_from=before.valid_from)
    with pytest.raises(InvalidEntryError) as refused:
        agree(journal, client, earlier, today=date(2025, 10, 1))
    assert refused.value.field == "valid_from"


def test_a_smaller_goal_keeps_its_goal_through_drafts_and_versions(journal, client, kari):
    parent = replace(VISITS, line_key=f"{NEW_KEY}1", period=Period.QUARTER)
    small = LineEntry("A page mended", period=Period.WEEK, parent_key=parent.line_key)
    keep_draft(journal, client, an_entry(parent, small, by=None, on=None), today=FEBRUARY)
    draft = agreements(journal, client)[0]
    assert draft.lines[1].parent_key == draft.lines[0].line_key
    assert not draft.lines[0].line_key.startswith(NEW_KEY)
    agree(journal, client, an_entry(*draft.lines, by=kari), today=FEBRUARY)
    agree(journal, client, an_entry(*lines_of(journal, client, FEBRUARY), by=kari, on=MAY), today=MAY)
    first, second = lines_of(journal, client, MAY)
    assert second.parent_key == first.line_key == draft.lines[0].line_key


def test_smaller_goals_stand_after_their_goal_with_their_own_rhythm(journal, client, kari):
    parent = replace(VISITS, line_key=f"{NEW_KEY}1", period=Period.QUARTER, importance_client=2)
    small = LineEntry("A page mended", period=Period.WEEK, parent_key=parent.line_key, importance_client=5)
    agree(journal, client, an_entry(small, FORMS, parent, by=kari), today=FEBRUARY)
    goals = goals_now(journal, client, today=MAY).goals
    assert [(goal.line.name, goal.leads_to) for goal in goals] == [
        ("Visits from search", ""),
        ("A page mended", "Visits from search"),
        ("Enquiries from the form", ""),
    ]
    kinds = [grid.kind for grid in number_grids(journal, client, today=MAY)]
    assert kinds == [Period.MONTH, Period.WEEK, Period.QUARTER]


def test_what_a_good_result_is_stays_until_it_is_said_otherwise(journal, client, kari):
    agree(journal, client, an_entry(FORMS, by=kari, good_result=" Twenty calls "), today=FEBRUARY)
    agree(journal, client, an_entry(FORMS, by=kari, on=MAY), today=MAY)
    assert agreements(journal, client)[0].good_result == "Twenty calls"
    agree(journal, client, an_entry(FORMS, by=kari, on=MAY, good_result=""), today=MAY)
    assert agreements(journal, client)[0].good_result == ""


def test_quarters_and_years_follow_the_business_year(journal, client, kari):
    yearly = replace(FORMS, period=Period.YEAR, target=Decimal(365))
    quarterly = replace(VISITS, period=Period.QUARTER)
    agree(journal, client, an_entry(yearly, quarterly, by=kari), today=FEBRUARY)
    set_year_start(journal, 8)
    assert year_start(journal) == 8
    assert business_year(journal, MAY) == DayRange(date(2024, 8, 1), date(2025, 7, 31))
    grids = {grid.kind: grid.periods[-1] for grid in number_grids(journal, client, today=MAY)}
    assert grids[Period.YEAR] == year_of(MAY, 8)
    assert grids[Period.QUARTER] == DayRange(date(2025, 5, 1), date(2025, 7, 31))
    key = lines_of(journal, client, MAY)[0].line_key
    enter_numbers(journal, client, year_of(MAY, 8), {key: "278"})
    goal = goals_now(journal, client, today=MAY, period=month_of(MAY)).goals[0]
    assert (goal.period, goal.value, goal.status) == (year_of(MAY, 8), Decimal(278), KpiStatus.ON_TRACK)
    assert goal.points[-2].period == year_of(date(2024, 5, 6), 8)


def test_numbers_of_other_quarters_are_kept_and_counted(journal, client, kari):
    agree(journal, client, an_entry(replace(VISITS, period=Period.QUARTER), by=kari), today=FEBRUARY)
    key = lines_of(journal, client, FEBRUARY)[0].line_key
    enter_numbers(journal, client, DayRange(date(2025, 1, 1), MARCH.last), {key: "9000"}, language="en")
    assert [out_of_step(journal, month) for month in (1, 2, 3, 4, 7, 10)] == [0, 1, 1, 0, 0, 0]
    set_year_start(journal, 2)
    assert goals_now(journal, client, today=MAY, period=MARCH).goals[0].value is None
    journal.undo()
    assert goals_now(journal, client, today=MAY, period=MARCH).goals[0].value == 9000


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_business_year_begins_in_a_month(journal, month):
    with pytest.raises(InvalidEntryError) as refused:
        set_year_start(journal, month)
    assert refused.value.field == "year_start_month"
