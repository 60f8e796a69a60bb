"""One whole working day in the window, on a real file, closed and opened again in the middle of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from retention_journal.app import Program
from retention_journal.core.clients import Status
from retention_journal.services import kept_reports
from retention_journal.services.backups import backups
from retention_journal.services.clients import client_entry, find_client, trash_client
from retention_journal.services.kpis import current_agreement
from retention_journal.services.lessons import lessons
from retention_journal.services.portfolio import portfolio
from retention_journal.services.promises import open_promises
from retention_journal.services.reflections import reflection_of
from retention_journal.services.trash import in_trash
from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog
from retention_journal.ui.dialogs.client_form import ClientForm
from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog
from retention_journal.ui.dialogs.enter_numbers import NumbersDialog
from retention_journal.ui.dialogs.lesson_form import LessonDialog
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.dialogs.promise_form import PromiseForm
from retention_journal.ui.dialogs.quick_log import QuickLog
from retention_journal.ui.palette import Palette

NOW = datetime(2026, 3, 10, 9, 12)
TODAY = NOW.date()
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def program(qtbot, qapp, tmp_path):
    program = Program(qapp, SettingsFile(tmp_path / "settings.json"), now=lambda: NOW)
    yield program
    program.end()


def press(window: QWidget, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, as a person does."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def opened(qtbot, window, kind):
    """Return the dialog of ``kind`` once it is on the screen and has the focus."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    dialog = next(one for one in window.findChildren(kind) if one.isVisible())
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or window))
    return dialog


def at_the_desk(qtbot, program) -> Desk:
    desk = program.window
    assert isinstance(desk, Desk)
    desk.activateWindow()
    qtbot.waitUntil(lambda: desk.isActiveWindow() and QApplication.focusWidget() is not None)
    return desk


@pytest.mark.slow
def test_a_day_from_the_first_client_to_the_backup_at_night(program, qtbot, tmp_path):
    path = tmp_path / "Solheim.rjournal"
    program.begin(None)
    program.create(path)
    desk = at_the_desk(qtbot, program)
    client = take_on_a_client(qtbot, desk)
    log_a_call(qtbot, at_the_desk(qtbot, program))
    promise_something(qtbot, at_the_desk(qtbot, program))
    agree_on_a_goal(qtbot, desk, client)
    enter_a_number(qtbot, desk, client)
    save_the_report(qtbot, desk, client, tmp_path / "report.pdf")

    program.end()
    assert {kept.made_on for kept in backups(path)} == {TODAY}
    program.begin(path)
    desk = at_the_desk(qtbot, program)
    take_all_back_and_do_it_again(desk)
    find_by_typing(qtbot, desk)
    lose_and_learn(qtbot, desk, client)
    throw_away_and_bring_back(qtbot, desk, client)


def take_on_a_client(qtbot, desk) -> int:
    press(desk, Qt.Key.Key_N, CTRL)
    form = opened(qtbot, desk, ClientForm)
    qtbot.keyClicks(QApplication.focusWidget(), "Harbour & Hale")
    press(form, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "Tom Hale")
    press(form, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.current_page() == "client")
    return find_client(desk.journal, "Harbour & Hale").id


def log_a_call(qtbot, desk) -> None:
    press(desk, Qt.Key.Key_L, CTRL)
    log = opened(qtbot, desk, QuickLog)
    qtbot.keyClicks(QApplication.focusWidget(), "All well with the new page")
    press(log, Qt.Key.Key_Return, CTRL)
    (facts,) = portfolio(desk.journal, TODAY)
    assert (facts.last_contact_on, facts.last_summary) == (TODAY, "All well with the new page")


def promise_something(qtbot, desk) -> None:
    press(desk, Qt.Key.Key_P, CTRL | SHIFT)
    promise = opened(qtbot, desk, PromiseForm)
    qtbot.keyClicks(promise.words, "Opening hours in the footer")
    press(promise, Qt.Key.Key_Return, CTRL)
    assert open_promises(desk.journal, TODAY).count == 1


def agree_on_a_goal(qtbot, desk, client) -> None:
    desk.agree(client)
    agree = opened(qtbot, desk, AgreeDialog)
    agree.ask.words.setPlainText("Small things done while I remember them.")
    agree.accept()
    agree.goals.cards[0].name.setText("Enquiries")
    agree.goals.cards[0].target.setText("40")
    agree.accept()
    agree.scope.nothing.setChecked(True)
    agree.accept()
    agree.accept()
    assert current_agreement(desk.journal, client, TODAY).lines[0].name == "Enquiries"


def enter_a_number(qtbot, desk, client) -> None:
    desk.enter_numbers(client)
    numbers = opened(qtbot, desk, NumbersDialog)
    numbers.table.setFocus()
    press(numbers, Qt.Key.Key_4)  # opens the cell; the rest goes into it
    qtbot.waitUntil(lambda: numbers.table.state() is QAbstractItemView.State.EditingState)
    press(numbers, Qt.Key.Key_8)
    press(numbers, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: numbers.table.state() is not QAbstractItemView.State.EditingState)
    press(numbers, Qt.Key.Key_Return, CTRL)
    assert desk.journal.undo_label == "Enter numbers"


def save_the_report(qtbot, desk, client, path) -> None:
    desk.make_report(client)
    page = desk.page("report")
    qtbot.keyClicks(page.words.headline, "More people asked.")
    page.save_to(path)
    qtbot.waitUntil(lambda: kept_reports.reports(desk.journal, client) != [] and path.exists())
    assert path.read_bytes().startswith(b"%PDF")


def take_all_back_and_do_it_again(desk) -> None:
    journal, taken_back = desk.journal, []
    while (label := journal.undo_label) is not None:
        desk.undo()
        taken_back.append(label)
    assert portfolio(journal, TODAY) == []
    assert len(taken_back) >= 6
    while journal.redo_label is not None:
        desk.redo()
    assert open_promises(journal, TODAY).count == 1
    assert journal.undo_label == taken_back[0]


def find_by_typing(qtbot, desk) -> None:
    desk.open_palette()
    palette = opened(qtbot, desk, Palette)
    qtbot.keyClicks(palette.field, "harb")
    qtbot.waitUntil(lambda: palette.list.model().rowCount() > 0)
    press(palette, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.current_page() == "client")


def lose_and_learn(qtbot, desk, client) -> None:
    desk.mark_lost(client)
    lost = opened(qtbot, desk, MarkLostDialog)
    lost.fields.words.setPlainText("Somebody cheaper")
    lost.accept()
    assert client_entry(desk.journal, client).status is Status.LOST
    (loss,) = reflection_of(desk.journal, client).losses
    closing = ClosingConversationDialog(
        desk.journal, lambda: NOW, desk, client_id=client, loss_id=loss.loss_id
    )
    closing.open()
    closing.theirs.good.setPlainText("You listened")
    closing.theirs.better.setPlainText("Call more often")
    closing.accept()
    lesson = LessonDialog(desk.journal, lambda: NOW, desk, loss_id=loss.loss_id)
    lesson.open()
    lesson.words.setPlainText("Call the quiet ones first.")
    lesson.accept()
    assert [lesson.text for lesson in lessons(desk.journal)] == ["Call the quiet ones first."]


def throw_away_and_bring_back(qtbot, desk, client) -> None:
    trash_client(desk.journal, client, now=NOW)
    assert [item.title for item in in_trash(desk.journal)] == ["Harbour & Hale"]
    desk.open_trash()
    qtbot.mouseClick(desk.page("trash").put_back_button, Qt.MouseButton.LeftButton)
    assert in_trash(desk.journal) == []
