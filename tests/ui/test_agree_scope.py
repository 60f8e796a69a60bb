from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core.expectations import ItemState
from retention_journal.services.expectation_items import expectations, in_state
from retention_journal.services.expectations import add_item, answer
from retention_journal.services.kpis import agreements, current_agreement
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog, Step
from tests.builders import a_client
from tests.services.kpi_samples import harbour

NOON = datetime(2025, 10, 14, 12, 0)
TODAY = NOON.date()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def client(journal):
    return harbour(journal)


def opened(journal, client, window, step=Step.SCOPE):
    dialog = AgreeDialog(journal, client, lambda: NOON, window, step=step)
    dialog.open()
    return dialog


def lines_of(journal, client, state):
    return [item.told for item in in_state(expectations(journal, client), state)]


def type_into(qtbot, column, *texts):
    for text in texts:
        qtbot.keyClicks(column.fields[-1], text)


def test_what_is_included_and_what_is_not_is_agreed_in_one_act(qtbot, journal, client, window):
    dialog = opened(journal, client, window)
    type_into(qtbot, dialog.scope.included, "Small changes", "A call every week")
    type_into(qtbot, dialog.scope.left_out, "Paid adverts")
    dialog.accept()
    assert dialog.step is Step.CONFIRM
    assert "Not included:\n– Paid adverts" in dialog.confirm.text()
    dialog.accept()
    assert lines_of(journal, client, ItemState.INCLUDED) == ["Small changes", "A call every week"]
    (left_out,) = in_state(expectations(journal, client), ItemState.NOT_INCLUDED)
    assert (left_out.told, left_out.confirmed_by_name, left_out.confirmed_on) == (
        "Paid adverts", "Tom Hale", TODAY,
    )  # fmt: skip
    journal.undo()
    assert expectations(journal, client) == []
    assert current_agreement(journal, client, TODAY).version == 2


def test_one_thing_that_is_not_included_is_asked_for_or_that_nothing_comes_to_mind(
    qtbot, journal, client, window
):
    dialog = opened(journal, client, window)
    dialog.accept()
    assert dialog.step is Step.SCOPE
    assert "Name at least one thing" in dialog.scope.error()
    qtbot.mouseClick(dialog.steps.button(Step.CONFIRM), Qt.MouseButton.LeftButton)
    assert (dialog.step, dialog.steps.value()) == (Step.SCOPE, Step.SCOPE)
    dialog.scope.nothing.setChecked(True)
    assert dialog.scope.error() == ""
    dialog.accept()
    assert dialog.step is Step.CONFIRM


def test_agreeing_again_opens_with_the_lines_of_before_and_a_cleared_one_is_gone(
    qtbot, journal, client, window
):
    add_item(journal, client, "Small changes", state=ItemState.INCLUDED)
    add_item(journal, client, "Photographs", state=ItemState.NOT_INCLUDED)
    asked = add_item(journal, client, "Who takes the pictures?")
    answer(journal, asked, ItemState.NOT_INCLUDED, "You do", today=TODAY)
    add_item(journal, client, "Who has the key?")
    dialog = opened(journal, client, window)
    assert [field.text() for field in dialog.scope.left_out.fields] == ["Photographs", "You do", ""]
    dialog.scope.left_out.fields[0].clear()
    dialog.scope.left_out.fields[1].setText("You do, by Friday")
    dialog.accept()
    dialog.accept()
    assert lines_of(journal, client, ItemState.NOT_INCLUDED) == ["Who takes the pictures? You do, by Friday"]
    assert lines_of(journal, client, ItemState.INCLUDED) == ["Small changes"]
    assert lines_of(journal, client, ItemState.OPEN) == ["Who has the key?"]


def test_enter_goes_to_the_next_line_and_a_new_one_waits_after_the_last(qtbot, journal, client, window):
    dialog = opened(journal, client, window)
    included = dialog.scope.included
    included.take_focus()
    qtbot.keyClicks(included.fields[0], "Updates")
    qtbot.waitUntil(included.fields[1].isVisible)
    qtbot.keyClick(included.fields[0], Qt.Key.Key_Return)
    assert dialog.step is Step.SCOPE
    assert dialog.focusWidget() is included.fields[1]
    assert len(included.fields) == 2


def test_leaving_keeps_the_lines_without_making_a_draft_of_the_agreement(qtbot, journal, client, window):
    dialog = opened(journal, client, window)
    told = []
    dialog.undoable.connect(told.append)
    type_into(qtbot, dialog.scope.included, "Updates")
    dialog.reject()
    assert told == ["Noted what is included."]
    assert lines_of(journal, client, ItemState.INCLUDED) == ["Updates"]
    assert len(agreements(journal, client)) == 2
    journal.undo()
    assert expectations(journal, client) == []


def test_leaving_without_a_change_changes_nothing(journal, client, window):
    add_item(journal, client, "Small changes", state=ItemState.INCLUDED)
    dialog = opened(journal, client, window)
    told = []
    dialog.undoable.connect(told.append)
    dialog.reject()
    assert told == []


def test_a_good_result_is_asked_kept_and_shown_again(journal, client, window):
    dialog = opened(journal, client, window, Step.ASK)
    dialog.ask.result.setPlainText("Nobody asks twice.")
    dialog.go_to(Step.CONFIRM)
    assert "A good result:\nNobody asks twice." in dialog.confirm.text()
    dialog.accept()
    assert current_agreement(journal, client, TODAY).good_result == "Nobody asks twice."
    again = opened(journal, client, window, Step.ASK)
    assert again.ask.result.toPlainText() == "Nobody asks twice."


def test_the_lists_can_be_written_before_anything_is_agreed(qtbot, journal, window):
    bare = a_client(journal, "Bare Ltd")
    dialog = opened(journal, bare, window)
    assert dialog.step is Step.SCOPE
    type_into(qtbot, dialog.scope.left_out, "Photographs")
    dialog.reject()
    assert lines_of(journal, bare, ItemState.NOT_INCLUDED) == ["Photographs"]
    assert agreements(journal, bare) == []


def test_whoever_begins_with_the_lists_is_led_back_to_what_was_not_asked(qtbot, journal, window):
    dialog = opened(journal, a_client(journal, "Bare Ltd"), window)
    type_into(qtbot, dialog.scope.left_out, "Photographs")
    dialog.accept()
    assert dialog.step is Step.ASK
    assert dialog.ask.form.field("client_words").error()


def test_the_page_to_sign_holds_what_the_dialog_says(qtbot, journal, client, window, tmp_path):
    dialog = opened(journal, client, window)
    type_into(qtbot, dialog.scope.left_out, "Paid adverts")
    dialog.ask.result.setPlainText("Nobody asks twice.")
    dialog.go_to(Step.CONFIRM)
    told = []
    dialog.toast.connect(told.append)
    assert dialog.confirm.save.isVisible()
    dialog.confirm.save.click()
    chooser = dialog.findChild(QFileDialog)
    assert Path(chooser.selectedFiles()[0]).name == "Harbour & Hale Surveyors – Agreement 2025-10-14.pdf"
    chooser.fileSelected.emit(str(tmp_path / "page"))
    chooser.reject()
    pdf = PdfReader(BytesIO((tmp_path / "page.pdf").read_bytes()))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert "version 3" in text
    assert [word for word in ("Paid adverts", "Nobody asks twice.", "Tom Hale") if word not in text] == []
    assert told == [f"Agreement saved in {tmp_path.name}."]
