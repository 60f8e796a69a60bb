from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from retention_journal.importers.columns import Field
from retention_journal.services.clients import client_names, trash_client
from retention_journal.ui.dialogs.import_clients import ImportClients, Step
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, a_client

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
LIST = "Company;Contact;E-mail;Since\nAda Ltd;Ada Byron;ada@ada.example;2024-03-31\nBob plc;;;\n"


@pytest.fixture
def tasks(qapp):
    shared = Tasks(on_error=print)
    yield shared
    assert shared.stop()


@pytest.fixture
def assistant(qtbot, journal, tasks):
    window = QWidget()
    qtbot.add_widget(window)
    window.resize(1200, 800)
    window.show()
    assert QTest.qWaitForWindowActive(window)
    dialog = ImportClients(journal, lambda: NOON, tasks=tasks, parent=window)
    dialog.open()
    yield dialog
    window.close()


@pytest.fixture
def take(qtbot, tmp_path, assistant):
    def take_one(content, name="clients.csv", until=Step.LOOK):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        assistant.take_file(path)
        reach(qtbot, assistant, until)

    return take_one


def reach(qtbot, assistant, step):
    qtbot.wait_until(lambda: assistant.step is step and not settling(assistant), timeout=10_000)


def settling(assistant):
    return assistant.step in {Step.LOOK, Step.ASK} and not assistant.do_button.isEnabled()


def go_on(qtbot, assistant, until):
    qtbot.mouseClick(assistant.do_button, LEFT)
    reach(qtbot, assistant, until)


def shown(assistant):
    return " ".join(label.text() for label in assistant.findChildren(QLabel) if label.isVisible())


def names(journal):
    return [client.name for client in client_names(journal)]


def lines(assistant):
    return [(line.name, line.told) for line in assistant.review.list.records()]


def test_a_list_is_looked_at_looked_through_and_brought_in_as_one_step(qtbot, journal, assistant, take):
    take(LIST)
    assert [choice.value() for choice in assistant.look.columns.choices] == [
        Field.NAME,
        Field.CONTACT_NAME,
        Field.EMAIL,
        Field.START_DATE,
    ]
    go_on(qtbot, assistant, Step.REVIEW)
    assert lines(assistant) == [
        ("Ada Ltd", "Ada Byron · ada@ada.example"),
        ("Bob plc", "Nobody to call yet."),
    ]
    assert names(journal) == []
    assert assistant.do_button.text() == "Bring 2 clients in"
    go_on(qtbot, assistant, Step.DONE)
    assert names(journal) == ["Ada Ltd", "Bob plc"]
    assert "2 clients brought in." in shown(assistant)
    journal.undo()
    assert names(journal) == []


def test_closing_tells_what_was_done_so_that_the_window_can_offer_to_undo_it(qtbot, assistant, take):
    take(LIST)
    go_on(qtbot, assistant, Step.REVIEW)
    go_on(qtbot, assistant, Step.DONE)
    with qtbot.wait_signal(assistant.undoable) as said:
        qtbot.mouseClick(assistant.cancel_button, LEFT)
    assert said.args == ["2 clients brought in."]


def test_undo_in_the_assistant_takes_all_back_and_nothing_is_offered_later(qtbot, journal, assistant, take):
    take(LIST)
    go_on(qtbot, assistant, Step.REVIEW)
    go_on(qtbot, assistant, Step.DONE)
    qtbot.mouseClick(assistant.done_step.undo_button, LEFT)
    assert names(journal) == []
    assert "Taken back." in shown(assistant)
    with qtbot.assert_not_emitted(assistant.undoable):
        assistant.reject()


def test_who_is_here_already_is_told_apart(qtbot, journal, assistant, take):
    a_client(journal, "Ada Ltd")
    trash_client(journal, a_client(journal, "Bob plc"), now=NOON)
    take(LIST + "Carl AB;;;\n")
    go_on(qtbot, assistant, Step.REVIEW)
    assert [name for name, _told in lines(assistant)] == ["Carl AB"]
    qtbot.mouseClick(assistant.review.chips.button("here"), LEFT)
    assert lines(assistant) == [
        ("Ada Ltd", "Only what is blank is filled in."),
        ("Bob plc", "In the trash. It is left there."),
    ]


def test_rows_that_cannot_be_read_are_shown_at_their_place_with_the_reason(qtbot, assistant, take):
    take("Company;Days between contacts\nAda Ltd;many\n;7\nBob plc;14\nCarl AB;\n")
    go_on(qtbot, assistant, Step.REVIEW)
    qtbot.mouseClick(assistant.review.chips.button("left"), LEFT)
    (left,) = assistant.review.list.records()
    assert (left.place, left.told) == ("row 3", "It has no name. Left out.")
    qtbot.mouseClick(assistant.review.chips.button("mended"), LEFT)
    (mended,) = assistant.review.list.records()
    assert mended.name == "Ada Ltd"
    assert mended.told.startswith("Days between contacts: “many” is not a number of days")


def test_dates_that_may_be_two_days_are_asked_about_with_both_readings(qtbot, journal, assistant, take):
    take("Company;Since\nAda Ltd;03/04/2024\nBob plc;05/06/2023\n")
    go_on(qtbot, assistant, Step.ASK)
    assert [radio.text() for radio in assistant.ask.radios[0]] == [
        "3 April 2024",
        "4 March 2024",
        "Leave these empty",
    ]
    qtbot.mouseClick(assistant.do_button, LEFT)
    assert "Choose one of each." in shown(assistant)
    qtbot.mouseClick(assistant.ask.radios[0][1], LEFT)
    go_on(qtbot, assistant, Step.REVIEW)
    go_on(qtbot, assistant, Step.DONE)
    assert [
        str(day) for (day,) in journal.sql("SELECT date(start_date * 86400, 'unixepoch') FROM client")
    ] == [
        "2024-03-04",
        "2023-05-06",
    ]


def test_a_question_can_be_left_open(qtbot, assistant, take):
    take("Company;Since\nAda Ltd;03/04/2024\n")
    go_on(qtbot, assistant, Step.ASK)
    qtbot.mouseClick(assistant.ask.radios[0][2], LEFT)
    go_on(qtbot, assistant, Step.REVIEW)
    assert assistant.do_button.text() == "Bring 1 client in"


def test_a_column_can_mean_something_else(qtbot, journal, assistant, take):
    take("A;B\nAda Ltd;Voss\nBob plc;Os\n")
    go_to_error = assistant.do_button
    qtbot.mouseClick(go_to_error, LEFT)
    qtbot.wait_until(lambda: "No column is known to hold the client’s name." in shown(assistant))
    assert assistant.step is Step.LOOK
    assistant.look.columns.choices[0].setFocus()
    QTest.keyClick(assistant.look.columns.choices[0], Qt.Key.Key_Down)
    assert assistant.look.mapping.field_of("A") is Field.NAME
    go_on(qtbot, assistant, Step.REVIEW)
    assert [name for name, _told in lines(assistant)] == ["Ada Ltd", "Bob plc"]


def test_what_is_read_wrongly_can_be_said_otherwise(qtbot, assistant, take):
    take("Company|Town\nNygård|Voss\n".encode("cp1252"))
    look = assistant.look
    assert look.encoding.value() == "cp1252"
    look.encoding.chosen.emit("mac_roman")
    qtbot.wait_until(lambda: look.format.encoding == "mac_roman")
    look.delimiter.chosen.emit(",")
    qtbot.wait_until(lambda: len(look.columns.choices) == 1)
    look.delimiter.chosen.emit("|")
    qtbot.wait_until(lambda: len(look.columns.choices) == 2)
    look.header_row.setValue(0)
    look.header_row.editingFinished.emit()
    qtbot.wait_until(lambda: look.format.header_row == 0)


def test_letters_that_do_not_fit_are_told_and_another_choice_goes_on(qtbot, assistant, take):
    take(LIST)
    assistant.look.encoding.chosen.emit("utf-32")
    qtbot.wait_until(lambda: "The letters of this file are not UTF-32" in shown(assistant))
    assert assistant.look.encoding.value() == "utf-8"
    go_on(qtbot, assistant, Step.REVIEW)


def test_address_cards_go_straight_to_looking_through(qtbot, journal, assistant, take):
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Byron\r\nORG:Ada Ltd\r\nEMAIL:ada@ada.example\r\nEND:VCARD\r\n"
    )
    take(card, "people.vcf", Step.REVIEW)
    assert lines(assistant) == [("Ada Ltd", "Ada Byron · ada@ada.example")]
    go_on(qtbot, assistant, Step.DONE)
    assert names(journal) == ["Ada Ltd"]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"%PDF-1.4", "is a PDF"), (b"", "empty"), (b"\x89PNG\r\n\x1a\n", "is a picture")],
)
def test_a_file_of_another_kind_is_refused_in_words_with_a_way_back(qtbot, assistant, take, content, told):
    take(content, until=Step.CHOOSE)
    qtbot.wait_until(lambda: told in shown(assistant))
    assert assistant.choose.button.isVisible()
    take(LIST)
    assert told not in shown(assistant)


def test_a_file_that_is_gone_is_told(qtbot, tmp_path, assistant):
    assistant.take_file(tmp_path / "gone.csv")
    qtbot.wait_until(lambda: "gone.csv" in shown(assistant))


def test_going_back_keeps_what_was_chosen(qtbot, assistant, take):
    take("A;B\nAda Ltd;Voss\n")
    assistant.look.columns.choices[0].setFocus()
    QTest.keyClick(assistant.look.columns.choices[0], Qt.Key.Key_Down)
    go_on(qtbot, assistant, Step.REVIEW)
    qtbot.mouseClick(assistant.back_button, LEFT)
    assert assistant.step is Step.LOOK
    assert assistant.look.columns.choices[0].value() is Field.NAME


def test_what_was_said_of_the_columns_is_offered_for_the_next_file_like_it(qtbot, journal, assistant, take):
    take("A;B\nAda Ltd;Voss\n")
    assistant.look.columns.choices[0].setFocus()
    QTest.keyClick(assistant.look.columns.choices[0], Qt.Key.Key_Down)
    go_on(qtbot, assistant, Step.REVIEW)
    go_on(qtbot, assistant, Step.DONE)
    take("A;C\nBob plc;Os\n")
    assert assistant.look.columns.choices[0].value() is None
    take("A;B\nBob plc;Os\n")
    assert assistant.look.columns.choices[0].value() is Field.NAME


def test_the_same_file_again_brings_nothing_in(qtbot, journal, assistant, take):
    take(LIST)
    go_on(qtbot, assistant, Step.REVIEW)
    go_on(qtbot, assistant, Step.DONE)
    take(LIST)
    go_on(qtbot, assistant, Step.REVIEW)
    assert assistant.do_button.text() == "Fill in what is blank"
    go_on(qtbot, assistant, Step.DONE)
    assert "Nothing in it was new." in shown(assistant)
    assert not assistant.done_step.undo_button.isVisible()


def test_a_file_can_be_dropped(qtbot, tmp_path, assistant):
    path = tmp_path / "dropped.csv"
    path.write_text(LIST)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, dragged, LEFT, Qt.KeyboardModifier.NoModifier)
    assistant.choose.dropEvent(event)
    reach(qtbot, assistant, Step.LOOK)


def test_cells_of_a_million_letters_and_markup_are_shown_as_they_are(qtbot, assistant, take):
    take(f"Company;Notes\n<b>Ada</b> & Co;{'x' * 1_000_000}\n")
    go_on(qtbot, assistant, Step.REVIEW)
    assert lines(assistant)[0][0] == "<b>Ada</b> & Co"


def test_a_journal_that_cannot_be_written_says_so_and_stays_as_it_is(qtbot, journal, assistant, take):
    take(LIST)
    go_on(qtbot, assistant, Step.REVIEW)
    (pages,) = journal.sql("PRAGMA page_count")[0]
    journal.sql(f"PRAGMA max_page_count = {pages}")
    assistant.review.list.setFocus()
    journal.is_read_only = True
    qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: "cannot be changed" in shown(assistant))
    journal.is_read_only = False
    assert names(journal) == []
    assert assistant.step is Step.REVIEW
    assert assistant.back_button.isEnabled()


def test_every_choice_has_a_name_to_be_read_out(assistant, take):
    take(LIST)
    look = assistant.look
    assert look.columns.choices[0].accessibleName() == "What “Company” means"
    for field in (look.encoding, look.delimiter, look.header_row, look.dates, look.decimal):
        assert field.accessibleName()
