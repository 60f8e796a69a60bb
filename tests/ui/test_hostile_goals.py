"""Goals whose names and notes are markup or very long: shown as they were written, nowhere read as markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from retention_journal.core.agreement import LineEntry
from retention_journal.core.kpis import ImportanceSource, Period
from retention_journal.core.periods import month_of
from retention_journal.services.goals import goals_now
from retention_journal.services.kpis import agree, current_agreement
from retention_journal.services.numbers import Cell, annotate, enter_numbers
from retention_journal.ui.dialogs.all_numbers import AllNumbersDialog
from retention_journal.ui.dialogs.goal_view import GoalView
from retention_journal.ui.pages.client_kpis import KpiTab
from tests.services.kpi_samples import TODAY, an_entry, harbour

NOON = datetime(2025, 10, 14, 12, 0)
HOSTILE = f"<b>&amp;</b><img src=x>{'W' * 200}"
SEPTEMBER = month_of(TODAY.replace(month=9))


@pytest.fixture
def client(journal):
    number = harbour(journal)
    held = current_agreement(journal, number, TODAY)
    said = ImportanceSource.SAID
    first = replace(
        held.lines[0], name=HOSTILE, importance_client=5, importance_own=1, importance_source=said
    )
    small = LineEntry("<i>small</i>", period=Period.WEEK, parent_key=first.line_key)
    agree(journal, number, an_entry(first, *held.lines[1:], small, by=held.agreed_by, on=TODAY), today=TODAY)
    key = first.line_key
    enter_numbers(journal, number, SEPTEMBER, {key: "1"})
    annotate(journal, number, {Cell(key, SEPTEMBER): HOSTILE})
    return number


def plain(widget):
    """Say whether no label of ``widget`` that shows people's words reads them as markup."""
    QApplication.processEvents()
    shown = [label for label in widget.findChildren(QLabel) if "<" in label.text()]
    return all(label.textFormat() is Qt.TextFormat.PlainText for label in shown), len(shown)


def test_the_tab_shows_hostile_goals_as_they_were_written(journal, client, qtbot):
    tab = KpiTab(journal, lambda: NOON)
    qtbot.addWidget(tab)
    tab.resize(1000, 900)
    tab.show_client(client)
    tab.show()
    is_plain, shown = plain(tab)
    assert is_plain
    assert shown > 0
    assert tab.ledgers.chart.points()[0].text.startswith(HOSTILE)
    assert tab.ledgers.chart.width() <= 1000
    assert not tab.ledgers.chart.picture().isNull()


def test_a_goal_and_the_grid_show_them_as_they_were_written(journal, client, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    key = goals_now(journal, client, today=TODAY).goals[0].line.line_key
    for dialog in (
        GoalView(journal, client, key, lambda: NOON, window),
        AllNumbersDialog(journal, lambda: NOON, window),
    ):
        dialog.open()
        assert plain(dialog)[0]
        dialog.reject()


def test_a_tooltip_of_a_point_is_not_read_as_markup(journal, client, qtbot):
    tab = KpiTab(journal, lambda: NOON)
    qtbot.addWidget(tab)
    tab.resize(1000, 900)
    tab.show_client(client)
    tab.show()
    QApplication.processEvents()
    chart = tab.ledgers.chart
    x, y = chart.points()[0].place
    at, none = QPointF(x * chart.width(), y * chart.height()), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, event)
    assert "<b>" not in chart.toolTip()
    assert "&lt;b&gt;" in chart.toolTip()


def test_a_copied_table_keeps_one_line_a_goal(journal, client, qtbot):
    tab = KpiTab(journal, lambda: NOON)
    qtbot.addWidget(tab)
    tab.show_client(client)
    tab.show()
    QApplication.processEvents()
    lines = tab.ledgers.chart.table_text().split("\n")
    assert len(lines) == 1 + len(tab.ledgers.chart.points())
    assert {line.count("\t") for line in lines} == {6}
