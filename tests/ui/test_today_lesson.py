"""Today: a lesson that applies to somebody on the list stands below the calls and is answered there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from retention_journal.core.lessons import TriggerKind
from retention_journal.services.lessons import add_lesson
from retention_journal.services.today import today_view
from retention_journal.ui.pages.lesson_now import NowLine
from retention_journal.ui.pages.today_lesson import LessonPart
from tests.builders import NOON, TODAY, a_client


@pytest.fixture
def part(qtbot, journal):
    part = LessonPart(journal, lambda: NOON)
    qtbot.addWidget(part)

    def show(*_changed):
        view = today_view(journal, NOON)
        part.show_lesson(view.lesson, begins=False, applies=view.applies)
        QApplication.processEvents()

    journal.on_change(show)
    part.show()
    show()
    return part


def lines(part):
    return [one for one in part.findChildren(NowLine) if one.isVisible()]


def test_a_lesson_for_a_client_of_today_is_answered_and_undo_shows_it_again(qtbot, journal, part):
    lunde = a_client(journal, "Lunde", start_date=TODAY - timedelta(days=40))
    add_lesson(journal, "Meet a second.", today=TODAY, trigger_kind=TriggerKind.NEW_CLIENT)
    (line,) = lines(part)
    assert line.why.text() == "Applies now: Lunde, month 2, no contact written down."
    with qtbot.waitSignal(part.client_wanted) as opened:
        qtbot.keyClick(line.open, Qt.Key.Key_Return)
    assert opened.args == [lunde]
    with qtbot.waitSignal(part.undoable) as said:
        qtbot.keyClick(line.done, Qt.Key.Key_Return)
    assert said.args == ["Noted. It is good news to bring them."]
    assert lines(part) == []
    journal.undo()
    assert len(lines(part)) == 1


def test_a_lesson_for_somebody_who_is_not_on_the_list_is_not_shown(journal, part):
    add_lesson(
        journal, "In March.", today=TODAY, trigger_kind=TriggerKind.MONTH, trigger_value=str(TODAY.month)
    )
    assert lines(part) == []
