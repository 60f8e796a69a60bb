"""The answer: four parts, gentle marks, three ways to leave, and a remedy that becomes a promise."""

from __future__ import annotations

import email
from datetime import UTC, date, datetime
from email.policy import SMTP
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from retention_journal.core.incidents import IncidentKind, IncidentState
from retention_journal.services.answer_desk import choose
from retention_journal.services.incident_feelings import Feelings, save_feelings
from retention_journal.services.incidents import incident, save_words, trash_incident
from retention_journal.services.promise_rows import promises_of_incident
from retention_journal.ui.layouts import scrolled
from retention_journal.ui.pages.complaint_answer import AnswerStep
from retention_journal.ui.pages.complaint_steps_bar import FOLLOW_UP
from retention_journal.ui.state import remember, remembered
from tests.builders import a_client, a_person, a_promise, an_incident

NOW = datetime(2026, 10, 14, 11, 0, tzinfo=UTC)
CAME = datetime(2026, 10, 13, 13, 20, tzinfo=UTC)
PARTS = {
    "answer_heard": "You waited eleven days for two images.",
    "answer_happened": "I promised them for 12 October.",
    "answer_doing": "Both are exchanged today.",
    "answer_when": "Look at three o'clock.",
}


@pytest.fixture(autouse=True)
def own_state():
    remember("wording", {})
    remember("answer", {})


@pytest.fixture
def client(journal):
    return a_client(journal, "Byggmester Rognan", language="en")


@pytest.fixture
def complaint(journal, client):
    tor = a_person(journal, client, "Tor Rognan", email="tor@rognanbygg.example")
    a_promise(journal, client, "Two images", made_on=date(2026, 10, 2), due_at=datetime(2026, 10, 12, 23, 59))
    return an_incident(
        journal, client, received_at=CAME, kind=IncidentKind.SLOW_RESPONSE, title="Private title",
        client_words="Eleven days for two images.", reported_by=tor,
    )  # fmt: skip


@pytest.fixture
def step(qtbot, journal, complaint):
    made = AnswerStep(journal, lambda: NOW)
    made.pane = scrolled(made)
    qtbot.addWidget(made.pane)
    made.pane.resize(960, 800)
    made.listener = lambda _changed: made.show_incident(incident(journal, made.incident.incident_id))
    journal.on_change(made.listener)
    made.show_incident(incident(journal, complaint))
    made.pane.show()
    made.pane.activateWindow()
    qtbot.waitUntil(made.pane.isActiveWindow, timeout=2_000)
    return made


def kept(journal, complaint):
    return incident(journal, complaint)


# --- writing ----------------------------------------------------------------------------------------------


def test_the_four_parts_are_saved_as_one_writes_each_with_its_undo(qtbot, journal, step, complaint):
    for name, words in PARTS.items():
        qtbot.keyClicks(step.fields[name], words)
        step.keep()
    assert {name: getattr(kept(journal, complaint), name) for name in PARTS} == PARTS
    journal.undo()
    assert step.fields["answer_when"].toPlainText() == ""
    assert step.fields["answer_doing"].toPlainText() == PARTS["answer_doing"]


def test_a_ticked_fact_is_added_where_one_wrote_last(qtbot, journal, step, complaint):
    told = "Two images: asked 2 October, promised 12 October, not done."
    step.fields["answer_happened"].setFocus()
    qtbot.keyClicks(step.fields["answer_happened"], "It is so.")
    qtbot.keyClick(step.fields["answer_happened"], Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert step.fields["answer_happened"].toPlainText() == f"It is so. {told}"
    step.fields["answer_heard"].setFocus()
    qtbot.waitUntil(step.fields["answer_heard"].hasFocus, timeout=1_000)
    qtbot.mouseClick(step.adds[0], Qt.MouseButton.LeftButton)
    assert step.fields["answer_heard"].toPlainText() == told
    step.keep()
    assert kept(journal, complaint).answer_heard == told


def test_only_what_is_ticked_is_offered(journal, step, complaint, client):
    assert len(step.adds) > 0
    for fact in list(step.ticked):
        choose(journal, complaint, fact.key, False)
    assert [fact.key for fact in step.ticked if not fact.bears] == []
    before = step.fields["answer_happened"].toPlainText()
    step.add_fact(8)
    assert step.fields["answer_happened"].toPlainText() == before


def test_what_cannot_be_kept_stays_in_its_field_and_is_tried_again(qtbot, journal, step, complaint):
    one = kept(journal, complaint)
    journal.stop_telling(step.listener)
    trash_incident(journal, complaint, now=NOW)
    qtbot.keyClicks(step.fields["answer_heard"], "I heard you")
    step.keep()
    assert "is not in the journal" in step.problem.text()
    journal.undo()
    step.show_incident(one)
    assert step.fields["answer_heard"].toPlainText() == "I heard you"
    step.keep()
    assert kept(journal, complaint).answer_heard == "I heard you"
    assert step.problem.isHidden()


# --- marks ------------------------------------------------------------------------------------------------


def test_words_that_read_badly_are_underlined_and_a_line_leads_to_them(qtbot, step):
    field = step.fields["answer_heard"]
    field.setPlainText("👍 You should have told me.")
    step.marks.look()
    (line, *_more) = step.marks.lines
    assert [selection.cursor.selectedText() for selection in field.extraSelections()] == [
        one.words for one in step.marks.found
    ]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field.textCursor().selectedText() == step.marks.found[0].words
    assert field.hasFocus()


def test_marks_come_while_one_writes(qtbot, step):
    qtbot.keyClicks(step.fields["got_wrong"], "Actually, you never said so.")
    qtbot.waitUntil(lambda: bool(step.marks.found), timeout=3_000)


def test_marks_can_be_switched_off_and_stay_off(qtbot, journal, step, complaint):
    step.fields["answer_heard"].setPlainText("You should have told me.")
    step.marks.look()
    qtbot.mouseClick(step.marks.switch, Qt.MouseButton.LeftButton)
    assert (step.marks.found, step.fields["answer_heard"].extraSelections()) == ([], [])
    assert remembered("wording") == {"shown": False}
    again = AnswerStep(journal, lambda: NOW)
    qtbot.addWidget(again)
    assert not again.marks.is_shown()


def test_marks_that_were_looked_at_are_no_longer_missing(journal, step, complaint):
    save_words(journal, complaint, **(PARTS | {"answer_heard": "You should have told me."}))
    save_feelings(journal, complaint, Feelings(waived=True))
    step.marks.look()
    assert step.state.text() == "It still wants"
    step.marks.agreed.click()
    assert step.state.text() == "Ready to send"
    step.fields["answer_heard"].appendPlainText("You never asked.")
    step.marks.look()
    assert not step.marks.agreed.isChecked()


def test_the_check_speaks_the_clients_language(qtbot, journal):
    client = a_client(journal, "Rognan", language="nb")
    number = an_incident(journal, client, received_at=CAME, answer_heard="Dere burde ha sagt fra.")
    step = AnswerStep(journal, lambda: NOW)
    qtbot.addWidget(step)
    step.show_incident(incident(journal, number))
    assert step.marks.found != []
    assert step.fields["answer_heard"].locale().name() == "nb_NO"


# --- leaving ----------------------------------------------------------------------------------------------


def test_it_is_read_alone_in_large_letters_and_esc_leads_back(qtbot, journal, step):
    step.fields["answer_heard"].setPlainText(PARTS["answer_heard"])
    step.aloud.click()
    assert step.aloud.text() == "Read it aloud as Tor"
    assert step.alone.text().startswith("Hello Tor,")
    assert PARTS["answer_heard"] in step.alone.text()
    assert step.writing.isHidden()
    qtbot.keyClick(step.back, Qt.Key.Key_Escape)
    assert step.reading.isHidden()
    assert step.aloud.hasFocus()


def test_the_answer_is_copied_as_it_stands(journal, step):
    step.fields["answer_heard"].setPlainText(PARTS["answer_heard"])
    step.copy.click()
    assert PARTS["answer_heard"] in QGuiApplication.clipboard().text()
    assert "Private title" not in QGuiApplication.clipboard().text()


def test_a_draft_is_written_where_it_is_asked_for_and_opens_nothing(
    qtbot, journal, step, complaint, tmp_path
):
    save_words(journal, complaint, **PARTS)
    said = []
    step.toast.connect(said.append)
    step.mail.click()
    dialog = step.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Byggmester Rognan – Answer 2026-10-14.eml")
    dialog.fileSelected.emit(str(tmp_path / "to tor"))
    dialog.reject()
    read = email.message_from_bytes((tmp_path / "to tor.eml").read_bytes(), policy=SMTP)
    assert (read["X-Unsent"], read["To"]) == ("1", "Tor Rognan <tor@rognanbygg.example>")
    assert PARTS["answer_doing"] in read.get_content()
    assert said == [f"Draft saved in {tmp_path.name}. Open it to send it."]
    assert not step.open_draft.isHidden()
    assert step.sending.suggested("x.eml") == tmp_path / "x.eml"


def test_the_page_is_printed_to_where_it_is_asked_for(journal, step, complaint, tmp_path):
    save_words(journal, complaint, **PARTS)
    step.sending.write_pdf(kept(journal, complaint), tmp_path / "answer")
    pdf = PdfReader(BytesIO((tmp_path / "answer.pdf").read_bytes()))
    assert PARTS["answer_heard"] in " ".join(pdf.pages[0].extract_text().split())


def test_something_else_in_its_place_is_not_overwritten(qtbot, step, journal, complaint, tmp_path):
    path = tmp_path / "journal.eml"
    path.write_bytes(b"From: a friend")
    step.sending.write_draft(kept(journal, complaint), path)
    box = step.window().findChild(QMessageBox)
    assert box is not None
    box.reject()
    assert path.read_bytes() == b"From: a friend"


def test_sent_stops_the_clock_and_leads_on(journal, step, complaint):
    done, went = [], []
    step.undoable.connect(done.append)
    step.go_to.connect(went.append)
    assert step.primary() == "It is sent"
    step.fields["answer_heard"].setPlainText(PARTS["answer_heard"])
    step.go_on()
    assert done == ["Answered after 21 h 40 min."]
    assert kept(journal, complaint).state is IncidentState.ANSWERED
    assert step.state.text() == "Answered after 21 h 40 min."
    assert step.fields["answer_heard"].isReadOnly()
    assert step.primary() == "Go on to the follow-up"
    step.go_on()
    assert went == [FOLLOW_UP]
    journal.undo()
    assert not step.fields["answer_heard"].isReadOnly()


# --- the remedy -------------------------------------------------------------------------------------------


def test_a_remedy_with_a_day_becomes_a_promise_and_their_yes_is_kept(qtbot, journal, step, complaint):
    part = step.remedy
    qtbot.keyClicks(part.what, "Both images, and a fixed day")
    part.due.set_day(date(2026, 10, 16))
    qtbot.keyClicks(part.hours, "1:30")
    qtbot.keyClicks(part.money, "500")
    step.keep()
    one = kept(journal, complaint)
    assert (one.remedy, one.cost_minutes, one.cost_minor) == ("Both images, and a fixed day", 90, 50_000)
    (promised,) = promises_of_incident(journal, complaint)
    assert promised.due_on == date(2026, 10, 16)
    assert part.promised.text() == "It stands among your promises, due 16 October 2026."
    part.yes.click()
    one = kept(journal, complaint)
    assert (one.state, one.remedy_confirmed_on) == (IncidentState.REMEDY_AGREED, date(2026, 10, 14))
    assert part.agreed.text() == "Tor Rognan said yes on 14 October 2026."


def test_a_cost_that_is_no_time_is_said_at_its_field_and_loses_nothing(qtbot, journal, step, complaint):
    qtbot.keyClicks(step.remedy.what, "Both images")
    qtbot.keyClicks(step.remedy.hours, "many")
    step.keep()
    assert step.remedy.form.field("cost_minutes").error()
    assert kept(journal, complaint).remedy == ""
    step.remedy.hours.clear()
    qtbot.keyClicks(step.remedy.hours, "2 h")
    step.keep()
    assert (kept(journal, complaint).remedy, kept(journal, complaint).cost_minutes) == ("Both images", 120)


def test_they_cannot_have_agreed_on_a_day_that_is_none(qtbot, journal, step, complaint):
    save_words(journal, complaint, remedy="Both images")
    step.remedy.agreed_on.line.setText("some day")
    step.remedy.yes.click()
    assert step.remedy.form.field("remedy_confirmed_on").error().startswith("That is not a day.")
    assert kept(journal, complaint).remedy_confirmed_on is None


def test_nobody_can_agree_to_nothing(journal, step, complaint):
    step.remedy.yes.click()
    assert (
        step.remedy.form.field("what").error()
        or "agreed on" in step.remedy.form.findChildren(object).__str__()
    )
    assert kept(journal, complaint).state is IncidentState.RECEIVED


def test_in_a_narrow_window_it_is_one_column(qtbot, step):
    step.pane.resize(640, 800)
    qtbot.waitUntil(step.columns.is_folded, timeout=2_000)
    assert step.minimumSizeHint().width() <= 640
