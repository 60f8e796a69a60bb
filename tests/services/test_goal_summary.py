from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from retention_journal.core.kpis import ImportanceSource
from retention_journal.core.periods import month_of
from retention_journal.core.shapes import Shape
from retention_journal.services.goal_summary import changes, summary
from retention_journal.services.goals import goals_now
from retention_journal.services.kpis import agree, keep_draft
from retention_journal.services.numbers import enter_numbers
from tests.builders import a_client, a_person
from tests.services.kpi_samples import FEBRUARY, FORMS, SMALL, TODAY, VISITS, an_entry, harbour

SEPTEMBER = month_of(date(2025, 9, 1))


def told(journal, lines, values):
    client = a_client(journal)
    agree(journal, client, an_entry(*lines, by=a_person(journal, client)), today=FEBRUARY)
    keys = {goal.line.name: goal.line.line_key for goal in goals_now(journal, client, today=TODAY).goals}
    enter_numbers(journal, client, SEPTEMBER, {keys[name]: text for name, text in values.items()})
    return summary(goals_now(journal, client, today=TODAY), "Tom")


def test_the_one_they_care_about_is_said_first(journal):
    found = summary(goals_now(journal, harbour(journal), today=TODAY), "Tom")
    assert found.text == "The 3 KPIs you proposed are on target. The one Tom cares about is not."
    assert found.advice == "Speak about “Small changes done” first, and lead with it in the report."
    assert found.shape is Shape.WATCH, "late, but quicker"


OWN = replace(VISITS, target=Decimal(10), importance_client=5, importance_source=ImportanceSource.SAID)


@pytest.mark.parametrize(
    ("lines", "values", "text", "shape"),
    [
        ((FORMS, OWN), {}, "September 2025: no numbers yet.", Shape.NONE),
        ((FORMS, OWN), {FORMS.name: "50"}, "There is no number for what Tom cares about most.", Shape.WATCH),
        ((FORMS, OWN), {FORMS.name: "50", OWN.name: "1"},
         "The KPI you proposed is on target. The one Tom cares about is not.", Shape.ACT),
        ((FORMS, OWN), {FORMS.name: "5", OWN.name: "1"},
         "What Tom cares about most is not on target.", Shape.ACT),
        ((FORMS, OWN), {FORMS.name: "5", OWN.name: "10"},
         "What Tom cares about most is on target. One other goal is not.", Shape.WATCH),
        ((FORMS, OWN), {FORMS.name: "50", OWN.name: "10"},
         "Everything is on target, what Tom cares about most too.", Shape.STEADY),
        ((FORMS, VISITS), {FORMS.name: "50", VISITS.name: "1"}, "1 of 2 goals are on target.", Shape.ACT),
        ((FORMS,), {FORMS.name: "50"}, "The goal is on target.", Shape.STEADY),
    ],
)  # fmt: skip
def test_how_goals_stand_is_one_sentence(journal, lines, values, text, shape):
    found = told(journal, lines, values)
    assert (found.text, found.shape) == (text, shape)


def test_what_is_only_drafted_is_not_agreed(journal):
    client = a_client(journal)
    keep_draft(journal, client, an_entry(SMALL, by=None, on=None), today=FEBRUARY)
    assert summary(goals_now(journal, client, today=TODAY), "").text == "Not agreed yet."


def test_what_changed_since_the_period_before_is_one_sentence(journal):
    client = harbour(journal)
    assert changes(goals_now(journal, client, today=TODAY)) == (
        "Since August 2025: Small changes done from 6.4 to 3.1\u00a0days, Enquiries from the form +4%, "
        "Visits from search +7%, Place for “level 3 survey Bristol” from 4 to 3."
    )
    assert changes(goals_now(journal, client, today=TODAY, period=month_of(FEBRUARY))) == ""
