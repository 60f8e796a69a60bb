from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from retention_journal.services.goal_history import goal_history
from retention_journal.services.goals import goals_now
from retention_journal.ui.dialogs.goal_view import GoalView
from tests.services.kpi_samples import TODAY, harbour

NOON = datetime(2025, 10, 14, 12, 0)


@pytest.fixture
def client(journal):
    return harbour(journal)


@pytest.fixture
def key(journal, client):
    return goals_now(journal, client, today=TODAY).goals[1].line.line_key


@pytest.fixture
def view(journal, client, key, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = GoalView(journal, client, key, lambda: NOON, window)
    made.show()
    QApplication.processEvents()
    yield made


def test_it_says_what_was_agreed_when_and_reads_the_last_point_first(view):
    said = [label.text() for label in view.findChildren(QLabel)]
    assert "Harbour & Hale Surveyors, 40 a month or more" in said
    assert "Since 3 Feb 2025: 40 a month or more. Tom Hale, by e-mail." in said
    assert view.frame.told.text() == "September 2025: 48; agreed: 40 a month or more; On target"


def test_arrow_keys_reach_every_point(view, qtbot):
    read = []
    for _step in view.chart.points():
        read.append(view.frame.told.text().split(":")[0])
        qtbot.keyClick(view.chart, Qt.Key.Key_Left)
    assert read[:2] == ["September 2025", "August 2025"]
    assert read[-1] == "February 2025"


def test_a_note_is_written_on_the_point_that_is_read(view, qtbot, journal, client, key):
    qtbot.keyClick(view.chart, Qt.Key.Key_Left)
    qtbot.keyClick(view.chart, Qt.Key.Key_Return)
    qtbot.keyClicks(view.note_on_number, "Fair in Bath")
    qtbot.keyClick(view.chart, Qt.Key.Key_Right)
    assert view.note_on_number.text() == ""
    with qtbot.waitSignal(view.undoable) as told:
        view.accept()
    assert told.args == ["1 note saved."]
    notes = [one.note for one in goal_history(journal, client, key, today=TODAY).points]
    assert notes[-2:] == ["Fair in Bath", ""]


def test_a_month_without_a_number_takes_no_note(view, qtbot):
    qtbot.keyClick(view.chart, Qt.Key.Key_Home)
    assert not view.note_on_number.isEnabled()
    assert "no number" in view.frame.told.text()


def test_ctrl_c_copies_every_figure(view, qtbot):
    qtbot.keyClick(view.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:2] == ["Period", "Figure"]
    assert lines[-1].split("\t")[:3] == ["September 2025", "48", "40 a month or more"]
