from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.core.agreement import LineEntry
from retention_journal.core.kpis import Period
from retention_journal.services.kpis import agree, current_agreement
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog, Step
from retention_journal.ui.dialogs.agree_steps import GoalsStep
from retention_journal.ui.pages.client_kpis import KpiTab
from tests.services.kpi_samples import FORMS, TODAY, VISITS, an_entry, harbour

NOON = datetime(2025, 10, 14, 12, 0)


@pytest.fixture
def step(qtbot):
    made = GoalsStep()
    qtbot.addWidget(made)
    made.show_lines(
        [replace(VISITS, line_key="visits", period=Period.QUARTER), replace(FORMS, line_key="forms")]
    )
    made.show()
    return made


def offered(card):
    return [card.leads_to.itemText(number) for number in range(card.leads_to.count())]


def choose(card, text):
    card.leads_to.setCurrentIndex(offered(card).index(text))
    card.leads_to.chosen.emit(card.leads_to.value())


def test_a_goal_can_lead_to_any_other_that_stands_by_itself(step):
    visits, forms = step.cards
    assert offered(forms) == ["Stands by itself", "Visits from search"]
    choose(forms, "Visits from search")
    assert [line.parent_key for line in step.lines()] == [None, "visits"]
    assert offered(visits) == ["Stands by itself"], "a goal that others lead to leads to none"


def test_a_new_smaller_goal_may_lead_to_a_new_goal(step):
    step.add_button.click()
    step.cards[2].name.setText("Sales")
    step.cards[2].name.textEdited.emit("Sales")
    step.add_button.click()
    small = step.cards[3]
    small.name.setText("A call a week")
    small.name.textEdited.emit("A call a week")
    choose(small, "Sales")
    lines = step.lines()
    assert lines[3].parent_key == lines[2].line_key != ""


def test_leaving_a_goal_out_lets_its_smaller_goals_stand_by_themselves(step):
    choose(step.cards[1], "Visits from search")
    step.cards[0].remove.click()
    assert [(line.name, line.parent_key) for line in step.lines()] == [("Enquiries from the form", None)]


def test_a_goal_alone_is_not_asked_where_it_leads(qtbot):
    made = GoalsStep()
    qtbot.addWidget(made)
    made.show_lines([FORMS])
    made.show()
    made.cards[0].open()
    assert not made.cards[0].leads_to.isVisible()


def test_too_seldom_a_rhythm_is_refused_at_its_field(journal, qtbot):
    client = harbour(journal)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = AgreeDialog(journal, client, lambda: NOON, window, step=Step.GOALS)
    dialog.open()
    small = dialog.goals.cards[0]
    small.period.set_value(Period.YEAR)
    choose(small, "Visits from search")
    dialog.go_to(Step.CONFIRM)
    dialog.accept()
    assert dialog.step is Step.GOALS
    assert "comes at least as often" in small.form.field("parent_key").error()


def test_the_table_shows_smaller_goals_under_their_goal(journal, qtbot):
    client = harbour(journal)
    held = current_agreement(journal, client, TODAY)
    parent = next(line for line in held.lines if line.name == "Visits from search")
    small = LineEntry("A page mended", target=Decimal(1), period=Period.WEEK, parent_key=parent.line_key)
    agree(journal, client, an_entry(*held.lines, small, by=held.agreed_by, on=TODAY), today=TODAY)
    tab = KpiTab(journal, lambda: NOON)
    qtbot.addWidget(tab)
    tab.resize(1224, 800)
    tab.show_client(client)
    tab.show()
    QApplication.processEvents()
    goals = tab.table.table.records()
    at = next(number for number, goal in enumerate(goals) if goal.line.name == "A page mended")
    assert goals[at - 1].line.name == "Visits from search"
    read = tab.table.table.columns[0].accessible(goals[at])
    assert read == "A page mended, on the way to “Visits from search”"
