"""A workspace of several boards goes through the window: the one that is wanted, as it is wanted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from retention_journal.core.promises import PromiseState
from retention_journal.importers.recognise import Source
from retention_journal.services.transfer.sources import remembered
from retention_journal.storage.tables import Promise, key_of
from retention_journal.ui.dialogs.import_records import ImportRecords, RecordsStep
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, a_client
from tests.importers.trello_boards import board, card, packed

LEFT = Qt.MouseButton.LeftButton
ALTA, BODO = "1" * 24, "2" * 24


@pytest.fixture
def assistant(qtbot, journal):
    tasks, window = Tasks(on_error=print), QWidget()
    qtbot.add_widget(window)
    window.resize(1200, 800)
    window.show()
    made = ImportRecords(journal, lambda: NOON, tasks=tasks, parent=window, kind=Source.TRELLO)
    made.open()
    yield made
    assert tasks.stop()
    window.close()


def reach(qtbot, assistant, step):
    qtbot.wait_until(lambda: assistant.step is step and assistant.do_button.isEnabled(), timeout=10_000)


def test_another_board_of_the_archive_is_brought_in_with_what_its_lists_mean(
    qtbot, journal, tmp_path, assistant
):
    a_client(journal, "Bodø")
    path = packed(
        tmp_path / "all.zip",
        a=board(card("Not this"), name="Alta", id=ALTA),
        b=board(card("Plan", idList="l1"), card("Logo", number=2), name="Bodø", id=BODO,
                lists=("To do", "Sent off")),
    )  # fmt: skip
    assistant.take_file(path)
    reach(qtbot, assistant, RecordsStep.WAYS)
    step = assistant.ask
    step.board.setFocus()
    QTest.keyClick(step.board, Qt.Key.Key_Down)
    qtbot.wait_until(lambda: "Bodø" in step.client.currentText())
    reach(qtbot, assistant, RecordsStep.WAYS)
    choice = step.lists.choices["l1"]
    choice.setFocus()
    for _turn in range(2):
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "Delivered"
    for one in (RecordsStep.WAYS, RecordsStep.WHO, RecordsStep.REVIEW):
        reach(qtbot, assistant, one)
        qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    query = Promise.select(Promise.text, Promise.state, Promise.date_unknown).order_by(key_of(Promise))
    assert journal.tuples(query) == [("Plan", PromiseState.KEPT, True), ("Logo", PromiseState.OPEN, False)]
    assert remembered(journal, "trello", BODO)["delivered_lists"] == ["l1"]
    assert remembered(journal, "trello", ALTA) is None
    assistant.reject()
