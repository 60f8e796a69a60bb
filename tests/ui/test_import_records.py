"""Bringing anything in: one door, the assistant for boards and mail, the history, and taking a file back."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from retention_journal.core.batches import BatchState, Fate
from retention_journal.importers.recognise import Source
from retention_journal.services.transfer.batches import batches
from retention_journal.settings import SettingsFile
from retention_journal.storage.tables import Client, Promise, key_of
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_anything import ImportAnything
from retention_journal.ui.dialogs.import_clients import ImportClients
from retention_journal.ui.dialogs.import_export import ImportExport
from retention_journal.ui.dialogs.import_history import ImportHistory
from retention_journal.ui.dialogs.import_hours import HoursStep, ImportHours
from retention_journal.ui.dialogs.import_records import ImportRecords, RecordsStep
from retention_journal.ui.dialogs.typed_confirmation import TypedConfirmation
from retention_journal.ui.panels import Notice
from tests.builders import NOON, a_client
from tests.importers.trello_boards import board, card

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(made)
    made.show()
    yield made
    made.finish()


@pytest.fixture
def board_file(tmp_path):
    def write(*names, name="work.json"):
        path = tmp_path / name
        cards = [card(text, number=number) for number, text in enumerate(names, 1)]
        path.write_text(json.dumps(board(*cards)))
        return path

    return write


def texts(journal):
    return [text for (text,) in journal.tuples(Promise.select(Promise.text).order_by(key_of(Promise)))]


def edit(journal, number, text):
    with journal.change("edit") as change:
        change.update(Promise, number, text=text)


def found_by(qtbot, desk, path):
    """Bring a file to the door and go on; return the assistant it leads to."""
    before = set(desk.findChildren(ImportRecords))
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    qtbot.mouseClick(door.do_button, LEFT)
    (assistant,) = set(desk.findChildren(ImportRecords)) - before
    return assistant


def reach(qtbot, assistant, step):
    qtbot.wait_until(lambda: assistant.step is step and assistant.do_button.isEnabled())


def go_on(qtbot, assistant, *steps):
    for step in steps:
        reach(qtbot, assistant, step)
        qtbot.mouseClick(assistant.do_button, LEFT)


def bring(qtbot, desk, path):
    assistant = found_by(qtbot, desk, path)
    go_on(qtbot, assistant, RecordsStep.WAYS, RecordsStep.WHO, RecordsStep.REVIEW)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    return assistant


def test_a_board_is_told_looked_through_and_brought_in_as_one_step(qtbot, journal, desk, board_file):
    assistant = bring(qtbot, desk, board_file("Draw the plan", "Build it"))
    assert texts(journal) == ["Draw the plan", "Build it"]
    assert assistant.done_step.words.text() == "Brought in: 1 client, 2 promises."
    qtbot.mouseClick(assistant.done_step.undo_button, LEFT)
    assert texts(journal) == []
    assistant.reject()


def test_the_door_says_what_a_file_looks_like_and_that_it_came_before(qtbot, journal, desk, board_file):
    path = board_file("Draw the plan")
    bring(qtbot, desk, path).reject()
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    said = door_words(door)
    assert "looks like a Trello board" in said
    assert "very same file came in on" in said
    door.reject()


def door_words(door):
    return " ".join(one.text() for one in door.findChildren(QLabel))


def test_what_is_none_of_it_is_refused_with_what_to_do(qtbot, desk, tmp_path):
    path = tmp_path / "card.json"
    path.write_text('{"id": "1", "idBoard": "2", "idList": "3", "name": "One card"}')
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(lambda: "Trello card, not a board" in door_words(door))
    assert not door.do_button.isVisible()
    door.reject()


def test_where_both_sides_changed_mine_stays_unless_theirs_is_taken(qtbot, journal, desk, board_file):
    bring(qtbot, desk, board_file("Draw", "Build")).reject()
    edit(journal, 1, "Draw mine")
    edit(journal, 2, "Build mine")
    assistant = found_by(qtbot, desk, board_file("Draw theirs", "Build theirs", name="later.json"))
    go_on(qtbot, assistant, RecordsStep.WAYS, RecordsStep.WHO)
    reach(qtbot, assistant, RecordsStep.REVIEW)
    assert assistant.review.chips.value() == Fate.CONFLICT.value
    (choice,) = assistant.review.choices.values()
    qtbot.mouseClick(choice.button("theirs"), LEFT)
    reach(qtbot, assistant, RecordsStep.REVIEW)
    qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    assert texts(journal) == ["Draw theirs", "Build mine"]
    assistant.reject()


def test_a_file_is_taken_back_from_the_history_and_what_was_edited_stays(qtbot, journal, desk, board_file):
    bring(qtbot, desk, board_file("Draw", "Build")).reject()
    edit(journal, 1, "Draw mine")
    desk.show_import_history()
    history = desk.findChildren(ImportHistory)[-1]
    assert history.list.current().file_name == "work.json"
    qtbot.mouseClick(history.back_button, LEFT)
    assert len(history.ticks) == 1
    qtbot.mouseClick(history.do_it, LEFT)
    assert texts(journal) == ["Draw mine"]
    assert batches(journal)[0].state is BatchState.UNDONE
    assert not history.back_button.isEnabled()
    history.reject()
    journal.undo()
    assert texts(journal) == ["Draw mine", "Build"]


@pytest.mark.promise(19)
def test_a_file_that_brought_much_is_taken_back_by_its_number(qtbot, journal, desk, board_file):
    """Reliability, promise 19."""
    bring(qtbot, desk, board_file(*(f"Draw {one}" for one in range(12)))).reject()
    desk.show_import_history()
    history = desk.findChildren(ImportHistory)[-1]
    qtbot.mouseClick(history.back_button, LEFT)
    qtbot.mouseClick(history.do_it, LEFT)
    (question,) = history.findChildren(TypedConfirmation)
    question.typed.setText("1")
    question.accept()
    assert len(texts(journal)) == 12
    question.typed.setText(str(question.count))
    question.accept()
    assert texts(journal) == []
    history.reject()
    journal.undo()
    assert len(texts(journal)) == 12


def test_an_empty_history_says_what_it_is_for(qtbot, desk):
    desk.show_import_history()
    history = desk.findChildren(ImportHistory)[-1]
    assert history.empty.isVisible()
    history.reject()


def test_any_file_can_be_dropped_on_the_window(qtbot, desk, board_file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(board_file("Draw")))])
    event = QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    desk.dropEvent(event)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    door.reject()


def test_pasted_rows_lead_to_the_hours(qtbot, desk):
    door = desk.choose_import()
    door.choose.rows.setPlainText("2026-03-02\t1:30\tDesign")
    qtbot.mouseClick(door.choose.read_button, LEFT)
    (assistant,) = desk.findChildren(ImportHours)
    qtbot.wait_until(lambda: assistant.step is HoursStep.LOOK)
    assistant.reject()


def test_a_list_of_clients_leads_to_that_for_clients(qtbot, desk, tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text("Company;Phone\nAda Ltd;12345678\n")
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    qtbot.mouseClick(door.do_button, LEFT)
    (assistant,) = desk.findChildren(ImportClients)
    qtbot.wait_until(assistant.do_button.isEnabled)
    assistant.reject()


def test_an_export_of_a_journal_comes_back_into_another(qtbot, journal, desk, tmp_path):
    from retention_journal.services.transfer.exporting import export
    from tests.builders import an_empty_journal

    with an_empty_journal(tmp_path / "other.rjournal") as other:
        a_client(other, "Ada AS")
        export(other, tmp_path / "out", today=NOON.date())
    desk.bring_in(tmp_path / "out")
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    qtbot.mouseClick(door.do_button, LEFT)
    (dialog,) = desk.findChildren(ImportExport)
    qtbot.mouseClick(dialog.do_button, LEFT)
    qtbot.wait_until(lambda: dialog.do_button.text() == "Close")
    assert journal.value(Client.select(Client.name)) == "Ada AS"
    dialog.reject()


def test_stopping_while_it_is_read_leaves_the_journal_as_it_was(qtbot, journal, desk, board_file):
    assistant = ImportRecords(journal, lambda: NOON, tasks=desk.tasks, parent=desk, kind=Source.TRELLO)
    assistant.open()
    assistant.take_file(board_file("Draw"))
    assistant.stop_work()
    qtbot.wait_until(assistant.do_button.isEnabled)
    assert (texts(journal), batches(journal)) == ([], [])
    assistant.reject()


def test_many_rows_are_searched_and_saved_as_a_table(qtbot, journal, desk, board_file, tmp_path):
    assistant = found_by(qtbot, desk, board_file(*(f"Card {n:02}" for n in range(40)), "=Sum of it"))
    go_on(qtbot, assistant, RecordsStep.WAYS, RecordsStep.WHO)
    reach(qtbot, assistant, RecordsStep.REVIEW)
    assistant.review.wanted.setText("card 1")
    assert [one.line.title for one in assistant.review.list.records()] == [f"Card {n}" for n in range(10, 20)]
    assistant.review.wanted.setText("sum of")
    assistant.review.save(tmp_path / "rows.csv")
    assert "'=Sum of it" in (tmp_path / "rows.csv").read_text(encoding="utf-8-sig")
    assistant.reject()


def test_what_was_chosen_is_still_chosen_after_going_back(qtbot, journal, desk, board_file):
    a_client(journal, "Ada")
    assistant = found_by(qtbot, desk, board_file("Draw"))
    go_on(qtbot, assistant, RecordsStep.WAYS)
    reach(qtbot, assistant, RecordsStep.WHO)
    (choice,) = assistant.who.who.names.values()
    choice.setFocus()
    QTest.keyClicks(choice, "Ada")
    assert choice.currentText() == "Ada"
    qtbot.mouseClick(assistant.back_button, LEFT)
    assert assistant.step is RecordsStep.WAYS
    go_on(qtbot, assistant, RecordsStep.WAYS)
    reach(qtbot, assistant, RecordsStep.WHO)
    (choice,) = assistant.who.who.names.values()
    assert choice.currentText() == "Ada"
    assistant.take_file(board_file("Draw", name="other.json"))
    go_on(qtbot, assistant, RecordsStep.WAYS)
    reach(qtbot, assistant, RecordsStep.WHO)
    (choice,) = assistant.who.who.names.values()
    assert choice.currentText() == "New client"
    assistant.reject()


def test_the_sentence_above_the_rows_tells_what_changed_where(qtbot, journal, desk, board_file):
    bring(qtbot, desk, board_file("Draw", "Build")).reject()
    edit(journal, 1, "Draw mine")
    later = board_file("Draw theirs", "Build theirs", "New one", name="later.json")
    assistant = found_by(qtbot, desk, later)
    go_on(qtbot, assistant, RecordsStep.WAYS, RecordsStep.WHO)
    reach(qtbot, assistant, RecordsStep.REVIEW)
    said = " ".join(one.text() for one in assistant.review.findChildren(QLabel) if one.isVisible())
    assert (
        "1 row is new. 1 row was changed there. 1 row was changed on both sides: yours is kept unless you"
        " take theirs."
    ) in said
    assistant.reject()


def test_why_a_file_is_refused_stands_above_the_choice_of_another(qtbot, desk, tmp_path):
    path = tmp_path / "song.bin"
    path.write_bytes(b"\x00\x01" * 400)
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(lambda: bool(door.findChildren(Notice)) and door.findChildren(Notice)[0].isVisible())
    (told,) = door.findChildren(Notice)
    below = told.mapTo(door, QPoint(0, told.height())).y()
    assert below <= door.choose.mapTo(door, QPoint(0, 0)).y()
    assert not told.visibleRegion().isEmpty()
    door.reject()


def test_tab_goes_through_the_history_as_it_stands(qtbot, journal, desk, board_file):
    bring(qtbot, desk, board_file("Draw", "Build")).reject()
    desk.show_import_history()
    history = desk.findChildren(ImportHistory)[-1]
    qtbot.wait_until(lambda: any(one.isVisible() for one in history.chips.findChildren(QAbstractButton)))
    assert QTest.qWaitForWindowActive(history)
    history.back_button.setFocus()
    QTest.keyClick(history.back_button, Qt.Key.Key_Tab)
    assert history.chips.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is history.back_button
    history.reject()
