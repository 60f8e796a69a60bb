"""Broken letters are mended after a look at each text, in the journal and on the way in."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from retention_journal.importers.recognise import Source
from retention_journal.services.letters import broken_texts
from retention_journal.storage.tables import Client, Promise, key_of
from retention_journal.ui.dialogs.import_clients import ImportClients, Step
from retention_journal.ui.dialogs.import_hours import HoursStep, ImportHours
from retention_journal.ui.dialogs.import_records import ImportRecords, RecordsStep
from retention_journal.ui.dialogs.letters_panel import excerpt
from retention_journal.ui.dialogs.mend_letters import MendLetters
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, a_client
from tests.importers.trello_boards import board, card
from tests.importers.workbook_files import Sheet, xlsx

BROKEN = "Firma;Notat\nBlÃ¥bÃ¦r AS;kundrelationer nÃ¤r\nÆrlig & Sønn;alt bra\n"


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.add_widget(window)
    window.resize(1000, 760)
    window.show()
    assert QTest.qWaitForWindowActive(window)
    yield window
    window.close()


@pytest.fixture
def tasks(qapp):
    shared = Tasks(on_error=print)
    yield shared
    assert shared.stop()


def name_of(journal, client):
    return journal.value(Client.select(Client.name).where(key_of(Client) == client))


def all_text(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_the_journal_is_mended_after_a_look_and_one_undo_takes_it_back(qtbot, journal, window, tasks):
    client = a_client(journal, "BlÃ¥bÃ¦r AS", notes="nÃ¤r")
    dialog = MendLetters(journal, tasks=tasks, parent=window)
    dialog.open()
    qtbot.waitUntil(lambda: len(dialog.panel.list.records()) == 2)
    assert name_of(journal, client) == "BlÃ¥bÃ¦r AS", "nothing is mended by itself"
    assert dialog.do_button.text() == "Mend 2 texts"
    notes = next(line for line in dialog.panel.list.records() if line.before == "nÃ¤r")
    dialog.panel.list.select(notes.key)
    dialog.panel.list.setFocus()
    QTest.keyClick(dialog.panel.list, Qt.Key.Key_Space)
    assert dialog.do_button.text() == "Mend 1 text"
    with qtbot.waitSignal(dialog.undoable) as told:
        qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert told.args == ["The letters of 1 text were mended."]
    assert name_of(journal, client) == "Blåbær AS"
    assert [text.before for text in broken_texts(journal)] == ["nÃ¤r"]
    journal.undo()
    assert name_of(journal, client) == "BlÃ¥bÃ¦r AS"


def test_a_journal_without_broken_letters_says_so(qtbot, journal, window, tasks):
    a_client(journal, "Blåbær AS")
    dialog = MendLetters(journal, tasks=tasks, parent=window)
    dialog.open()
    qtbot.waitUntil(lambda: "All letters are as they should be" in all_text(dialog))
    assert not dialog.do_button.isEnabled()


def test_nothing_ticked_means_nothing_to_mend(qtbot, journal, window, tasks):
    a_client(journal, "BlÃ¥bÃ¦r AS")
    dialog = MendLetters(journal, tasks=tasks, parent=window)
    dialog.open()
    qtbot.waitUntil(lambda: len(dialog.panel.list.records()) == 1)
    qtbot.mouseClick(dialog.panel.all_button, Qt.MouseButton.LeftButton)
    assert dialog.panel.chosen() == []
    assert not dialog.do_button.isEnabled()
    qtbot.mouseClick(dialog.panel.all_button, Qt.MouseButton.LeftButton)
    assert dialog.do_button.isEnabled()


@pytest.mark.parametrize(("ticked", "name"), [(True, "Blåbær AS"), (False, "BlÃ¥bÃ¦r AS")])
def test_clients_on_the_way_in_are_mended_only_on_a_click(
    qtbot, journal, window, tasks, tmp_path, ticked, name
):
    path = tmp_path / "clients.csv"
    path.write_text(BROKEN, encoding="utf-8")
    dialog = ImportClients(journal, lambda: NOON, tasks=tasks, parent=window)
    dialog.open()
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog.step is Step.LOOK and dialog.do_button.isEnabled())
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is Step.LETTERS and dialog.do_button.isEnabled())
    assert [line.after for line in dialog.letters.list.records()] == ["Blåbær AS", "kundrelationer när"]
    dialog.letters.tick_all(on=ticked)
    assert dialog.do_button.text() == ("Mend 2 texts" if ticked else "Leave them as they are")
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is Step.REVIEW and dialog.do_button.isEnabled())
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is Step.DONE)
    assert name in [row[0] for row in journal.tuples(Client.select(Client.name))]


def test_hours_on_the_way_in_are_mended_before_their_clients_are_looked_for(
    qtbot, journal, window, tasks, tmp_path
):
    a_client(journal, "Blåbær AS")
    path = tmp_path / "hours.csv"
    path.write_text("Dato;Kunde;Timer\n2026-03-02;BlÃ¥bÃ¦r AS;1,5\n", encoding="utf-8")
    dialog = ImportHours(journal, lambda: NOON, tasks=tasks, parent=window)
    dialog.open()
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog.step is HoursStep.LOOK and dialog.do_button.isEnabled())
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is HoursStep.LETTERS and dialog.do_button.isEnabled())
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is HoursStep.WHO)
    assert "In your journal" in all_text(dialog.who)


def test_a_workbook_with_several_sheets_offers_them(qtbot, journal, window, tasks, tmp_path):
    path = tmp_path / "clients.xlsx"
    old = Sheet("Gamle", [["Firma", "Sted"], ["Gammel AS", "Oslo"]])
    path.write_bytes(xlsx(Sheet("Kunder", [["Firma", "E-post"], ["Ny AS", "a@x.example"]]), old))
    dialog = ImportClients(journal, lambda: NOON, tasks=tasks, parent=window)
    dialog.open()
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog.step is Step.LOOK and dialog.do_button.isEnabled())
    assert dialog.look.sheet.isVisible()
    assert not dialog.look.encoding.isVisible()
    assert not dialog.look.delimiter.isVisible()
    assert dialog.look.sheet.value() == "Kunder"
    dialog.look.sheet.setFocus()
    QTest.keyClick(dialog.look.sheet, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.look.format.sheet == "Gamle" and dialog.do_button.isEnabled())
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is Step.REVIEW and dialog.do_button.isEnabled())
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is Step.DONE)
    assert journal.tuples(Client.select(Client.name)) == [("Gammel AS",)]


def test_what_cannot_be_read_is_saved_as_a_table_to_mend(qtbot, journal, window, tasks, tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text("Firma,Sted\nAda,Oslo\n,Ås\nBo,Bergen\nCy,x,y,z\nDi,Moss\n", encoding="utf-8")
    dialog = ImportClients(journal, lambda: NOON, tasks=tasks, parent=window)
    dialog.open()
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog.step is Step.LOOK and dialog.do_button.isEnabled())
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is Step.REVIEW and dialog.do_button.isEnabled())
    assert dialog.review.bad_rows.isVisible()
    dialog.review.bad_rows.save(tmp_path / "bad-rows.csv")
    assert "2 rows are in bad-rows.csv" in all_text(dialog.review.bad_rows)
    lines = (tmp_path / "bad-rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Firma,Sted,Column 3,Column 4,reason"
    assert lines[1].startswith(",Ås,,,")
    assert lines[2].startswith("Cy,x,y,z,")


def test_a_long_text_is_shown_from_where_it_differs():
    long = "Dette er en lang tekst som er helt i orden helt til det står kundrelationer "
    assert excerpt(f"{long}nÃ¤r", f"{long}när").startswith("… ")
    assert excerpt(f"{long}nÃ¤r", f"{long}när").endswith("nÃ¤r")
    assert excerpt("nÃ¤r", "när") == "nÃ¤r"


def test_broken_letters_of_a_board_are_mended_before_whom_they_belong_to(
    qtbot, journal, window, tasks, tmp_path
):
    client = a_client(journal, "Bodø")
    path = tmp_path / "board.json"
    told = board(card("kundrelationer nÃ¤r"), name="BodÃ¸")
    path.write_text(json.dumps(told), encoding="utf-8")
    dialog = ImportRecords(journal, lambda: NOON, tasks=tasks, parent=window, kind=Source.TRELLO)
    dialog.open()
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog.step is RecordsStep.WAYS and dialog.do_button.isEnabled())
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is RecordsStep.LETTERS and dialog.do_button.isEnabled())
    dialog.accept()
    for step in (RecordsStep.WHO, RecordsStep.REVIEW):
        qtbot.waitUntil(lambda step=step: dialog.step is step and dialog.do_button.isEnabled())
        dialog.accept()
    qtbot.waitUntil(lambda: dialog.step is RecordsStep.DONE)
    assert journal.tuples(Promise.select(Promise.text, Promise.client)) == [("kundrelationer när", client)]
