from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from retention_journal.core.kpis import KpiStatus, Period
from retention_journal.core.periods import month_of, year_of
from retention_journal.services.business_year import set_year_start
from retention_journal.services.goals import goals_now
from retention_journal.services.goals_standing import goals_standing
from retention_journal.services.kpis import agree, withdraw
from retention_journal.services.light_goals import goals_on
from retention_journal.services.numbers import enter_numbers
from tests.builders import a_client, a_person
from tests.services.kpi_samples import FEBRUARY, FORMS, TODAY, VISITS, an_entry, harbour

KEPT = frozenset({KpiStatus.ACHIEVED, KpiStatus.ON_TRACK})


def test_every_goal_counts_whether_its_importance_was_asked_or_not(journal):
    client = harbour(journal)
    standing = goals_on(journal, TODAY)[client]
    assert len(standing) == 4
    assert sum(status in KEPT for status in standing) == 3
    assert goals_on(journal, TODAY, [client]) == {client: standing}


def test_who_has_agreed_nothing_is_left_out(journal):
    a_client(journal)
    assert goals_on(journal, TODAY) == {}
    assert goals_on(journal, FEBRUARY.replace(year=2024)) == {}


def test_what_is_kept_follows_every_change(journal):
    client, other = harbour(journal), a_client(journal, "Bea AS")
    person = a_person(journal, other, "Bo Berg")
    assert other not in goals_standing(journal, TODAY)
    agree(journal, other, an_entry(FORMS, VISITS, by=person), today=TODAY)
    assert goals_standing(journal, TODAY)[other] == (KpiStatus.NO_DATA, KpiStatus.NO_DATA)
    keys = [goal.line.line_key for goal in goals_now(journal, other, today=TODAY).goals]
    enter_numbers(journal, other, month_of(TODAY), {keys[0]: "99"}, language="en")
    assert goals_standing(journal, TODAY)[other][0] in KEPT
    for act in (journal.undo, lambda: withdraw(journal, client, today=TODAY), journal.undo):
        act()
        assert goals_standing(journal, TODAY) == goals_on(journal, TODAY)
    assert len(goals_standing(journal, TODAY)[client]) == 4


def test_what_is_kept_follows_the_business_year(journal):
    client = a_client(journal, "Bea AS")
    yearly = replace(FORMS, period=Period.YEAR, target=Decimal(100))
    agree(journal, client, an_entry(yearly, by=a_person(journal, client)), today=FEBRUARY)
    key = goals_now(journal, client, today=TODAY).goals[0].line.line_key
    enter_numbers(journal, client, year_of(TODAY, 10), {key: "99"})
    assert goals_standing(journal, TODAY)[client] == (KpiStatus.NO_DATA,)
    set_year_start(journal, 10)
    assert goals_standing(journal, TODAY) == goals_on(journal, TODAY)
    assert goals_standing(journal, TODAY)[client][0] in KEPT
    journal.undo()
    assert goals_standing(journal, TODAY)[client] == (KpiStatus.NO_DATA,)
