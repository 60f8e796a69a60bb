from __future__ import annotations

import json
import stat
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal import i18n, paths
from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.moments import instant
from retention_journal.services import contacts, promises
from retention_journal.services.clients import client_names
from retention_journal.services.contacts import ContactEntry
from retention_journal.services.effort import efforts
from retention_journal.services.incidents import incidents
from retention_journal.services.listening import Listening, listening_words, mark_listening
from retention_journal.services.portfolio import client_facts
from retention_journal.settings import Settings
from retention_journal.storage.tables import Interaction
from retention_journal.ui import theme
from retention_journal.ui.dates_typed import time_typed
from retention_journal.ui.dialogs.log_draft import By
from retention_journal.ui.dialogs.quick_log import open_entry, open_quick_log
from tests.builders import NOON, TODAY, a_call, a_client, a_person

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def _no_drafts_of_others():
    yield
    (paths.state_folder() / "drafts.json").unlink(missing_ok=True)


@pytest.fixture
def lindqvist(journal):
    client = a_client(journal, "Lindqvist Arkitekter")
    a_person(journal, client, "Elsa Lindqvist")
    a_call(journal, client, NOON - timedelta(days=25))
    return client


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(1200, 800)
    qtbot.add_widget(window)
    window.show()
    return window


@pytest.fixture
def open_log(qtbot, journal, window):
    def open_one(client_id=None):
        dialog = open_quick_log(window, journal, lambda: NOON, client_id=client_id)
        dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or window))
        return dialog

    return open_one


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def entries(journal):
    ids = journal.tuples(Interaction.select(Interaction.id).where(Interaction.trashed_at.is_null()))
    return [contacts.contact(journal, number).entry for (number,) in ids]


def test_four_keystrokes_after_ctrl_l_reach_a_saved_entry(journal, lindqvist, open_log):
    dialog = open_log()
    with_undo = []
    dialog.undoable.connect(with_undo.append)
    write("li")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, CTRL)
    entry = entries(journal)[-1]
    assert (entry.kind, entry.outcome, entry.occurred_at) == (Kind.CALL, Outcome.REACHED, NOON)
    assert len(entry.contact_ids) == 1
    assert with_undo == ["Call with Elsa logged. Next talk 24 March."]
    assert not dialog.isVisible()
    journal.undo()
    assert len(entries(journal)) == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Telefon med Elsa er ført inn. Neste samtale 24. mars."),
        ("sv", "Samtal med Elsa antecknat. Nästa samtal den 24 mars."),
    ],
)
def test_the_next_talk_is_said_in_the_language_of_the_program(journal, lindqvist, open_log, language, said):
    i18n.use(language)
    try:
        dialog = open_log(lindqvist)
        with_undo = []
        dialog.undoable.connect(with_undo.append)
        press(Qt.Key.Key_Return, CTRL)
    finally:
        i18n.use("en")
    assert with_undo == [said]


def test_nothing_that_was_not_asked_is_made_up(journal, lindqvist, open_log):
    open_log(lindqvist)
    press(Qt.Key.Key_Return, CTRL)
    entry = entries(journal)[-1]
    assert (entry.all_ok, entry.delivery_as_expected, entry.else_answer) == (None, None, None)
    assert (entry.tone, entry.duration_min, entry.summary) == (None, None, "")


def test_words_answers_tone_and_a_promise_are_kept(journal, lindqvist, open_log):
    dialog = open_log(lindqvist)
    write("Glad I rang.")
    dialog.fields.all_ok.set_value(Answer.YES)
    dialog.fields.works.set_value(Answer.NO)
    dialog.fields.tone.set_value(4)
    dialog.fields.promise.setText("Compare hosts")
    dialog.fields.by.set_value(By.FRIDAY)
    dialog.fields.minutes.setText("6")
    dialog.do_button.click()
    entry = entries(journal)[-1]
    assert (entry.summary, entry.all_ok, entry.delivery_as_expected) == (
        "Glad I rang.",
        Answer.YES,
        Answer.NO,
    )
    assert (entry.tone, entry.duration_min) == (4, 6)
    [row] = promises.client_promises(journal, lindqvist).open
    assert (row.text, row.due_at) == ("Compare hosts", promises.end_of(date(2026, 3, 13)))
    journal.undo()
    assert promises.client_promises(journal, lindqvist).open == ()


@pytest.mark.parametrize(
    ("talks_before", "days", "asked"), [(0, 0, False), (2, 0, True), (2, 89, False), (2, 90, True)]
)
def test_how_easy_you_are_is_asked_of_those_you_know_every_three_months(
    journal, lindqvist, open_log, talks_before, days, asked
):
    for days_ago in range(talks_before):
        a_call(journal, lindqvist, NOON - timedelta(days=30 + days_ago))
    if days:
        entry = ContactEntry(occurred_at=NOON - timedelta(days=days), effort=2)
        contacts.log_contact(journal, lindqvist, entry, now=NOON)
    dialog = open_log(lindqvist)
    assert dialog.fields.effort.isVisible() is asked


def test_how_easy_you_are_is_kept_and_never_made_up(journal, lindqvist, open_log):
    for days_ago in (30, 31):
        a_call(journal, lindqvist, NOON - timedelta(days=days_ago))
    dialog = open_log(lindqvist)
    dialog.accept()
    assert entries(journal)[-1].effort is None
    dialog = open_log(lindqvist)
    dialog.fields.effort.button(4).click()
    dialog.accept()
    assert [(one.answer, one.asked_on) for one in efforts(journal, lindqvist, NOON)] == [(4, NOON.date())]
    journal.undo()
    assert efforts(journal, lindqvist, NOON) == []


def test_a_line_with_a_mark_is_a_promise_due_in_a_day(journal, lindqvist, open_log):
    open_log(lindqvist)
    write("Glad I rang.")
    press(Qt.Key.Key_Return)
    write("! hosting comparison")
    press(Qt.Key.Key_Return, CTRL)
    [row] = promises.client_promises(journal, lindqvist).open
    assert (row.text, row.due_at) == ("hosting comparison", NOON + timedelta(hours=24))
    assert entries(journal)[-1].summary == "Glad I rang."


def test_questions_are_answered_with_one_letter(journal, lindqvist, open_log):
    dialog = open_log(lindqvist)
    dialog.fields.all_ok.answers.focus()
    press(Qt.Key.Key_Y)
    assert dialog.fields.all_ok.value() is Answer.YES
    press(Qt.Key.Key_N)
    assert dialog.fields.all_ok.value() is Answer.NO
    press(Qt.Key.Key_X)
    assert dialog.fields.all_ok.value() is None


def test_something_else_to_help_with_leads_to_the_promise(lindqvist, open_log):
    dialog = open_log(lindqvist)
    dialog.fields.other.answers.focus()
    press(Qt.Key.Key_Y)
    assert QApplication.focusWidget() is dialog.fields.promise


def test_alt_and_a_number_choose_the_channel(lindqvist, open_log):
    dialog = open_log(lindqvist)
    kinds = (Kind.CALL, Kind.EMAIL, Kind.MESSAGE, Kind.MEETING)
    for key, kind in zip((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4), kinds, strict=True):
        press(key, ALT)
        assert dialog.fields.channel.value() is kind


def test_a_letter_asks_who_wrote_and_whether_it_was_answered(journal, lindqvist, open_log):
    dialog = open_log(lindqvist)
    dialog.fields.channel.set_value(Kind.EMAIL)
    assert dialog.fields.outcome.isHidden()
    assert dialog.fields.direction.isVisible()
    assert dialog.fields.answered.isVisible()
    dialog.fields.answered.setChecked(True)
    dialog.do_button.click()
    entry = entries(journal)[-1]
    assert (entry.direction, entry.outcome) == (Direction.OUTBOUND, Outcome.REPLIED)


def test_a_letter_from_them_needs_no_answer(journal, lindqvist, open_log):
    dialog = open_log(lindqvist)
    dialog.fields.channel.set_value(Kind.MESSAGE)
    dialog.fields.direction.set_value(Direction.INBOUND)
    assert dialog.fields.answered.isHidden()
    dialog.do_button.click()
    assert entries(journal)[-1].direction is Direction.INBOUND
    assert client_facts(journal, lindqvist, TODAY).last_contact_on == TODAY


def test_no_answer_hides_the_questions_and_does_not_move_the_next_talk(journal, lindqvist, open_log):
    dialog = open_log(lindqvist)
    assert dialog.fields.next_talk() == "Tuesday 24 March"
    dialog.fields.outcome.set_value(Outcome.NO_ANSWER)
    assert dialog.fields.all_ok.isHidden() or not dialog.fields.all_ok.isVisible()
    assert dialog.fields.next_talk() == "Friday 27 February"


def test_the_tone_can_be_taken_back(lindqvist, open_log):
    dialog = open_log(lindqvist)
    assert dialog.fields.tone.value() is None
    dialog.fields.tone.button(2).click()
    assert dialog.fields.tone.value() == 2
    dialog.fields.tone.button(4).click()
    assert dialog.fields.tone.value() == 4
    dialog.fields.tone.button(4).click()
    assert dialog.fields.tone.value() is None


def test_escape_keeps_a_draft_that_a_restart_does_not_lose(qtbot, journal, lindqvist, open_log):
    dialog = open_log(lindqvist)
    said = []
    dialog.toast.connect(said.append)
    write("Half a sent")
    dialog.fields.tone.set_value(2)
    press(Qt.Key.Key_Escape)
    assert said == ["Draft kept. Ctrl+L brings it back."]
    file = paths.state_folder() / "drafts.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = open_log()
    assert again.client_id == lindqvist
    assert (again.fields.note.toPlainText(), again.fields.tone.value()) == ("Half a sent", 2)
    press(Qt.Key.Key_Return, CTRL)
    assert entries(journal)[-1].summary == "Half a sent"
    assert open_log().client_id is None


def test_a_draft_of_one_client_does_not_appear_for_another(journal, lindqvist, open_log):
    other = a_client(journal, "Other AS")
    open_log(lindqvist)
    write("About Lindqvist")
    press(Qt.Key.Key_Escape)
    dialog = open_log(other)
    assert dialog.fields.note.toPlainText() == ""
    dialog.close()
    assert open_log(lindqvist).fields.note.toPlainText() == "About Lindqvist"


def test_a_draft_can_be_thrown_away(lindqvist, open_log):
    open_log(lindqvist)
    write("Nonsense")
    press(Qt.Key.Key_Escape)
    dialog = open_log(lindqvist)
    dialog.start_over.click()
    assert dialog.fields.note.toPlainText() == ""
    dialog.close()
    assert open_log().client_id is None


@pytest.mark.parametrize("broken", ["", "[]", '{"a": 1', '{"%s": {"": {"kind": "shouting", "at": "x"}}}'])
def test_a_broken_draft_is_as_if_it_had_never_been(journal, lindqvist, open_log, broken):
    paths.state_folder().mkdir(parents=True, exist_ok=True)
    text = broken.replace("%s", json.dumps(str(journal.path))[1:-1])
    (paths.state_folder() / "drafts.json").write_text(text, encoding="utf-8")
    assert open_log().fields.note.toPlainText() == ""


def test_an_unknown_name_becomes_a_new_client_in_the_same_step(journal, lindqvist, open_log):
    open_log()
    write("Nordlys")
    press(Qt.Key.Key_Return)
    write("They rang me.")
    press(Qt.Key.Key_Return, CTRL)
    assert [client.name for client in client_names(journal)] == ["Lindqvist Arkitekter", "Nordlys"]
    journal.undo()
    assert [client.name for client in client_names(journal)] == ["Lindqvist Arkitekter"]
    assert len(entries(journal)) == 1


def test_a_person_is_found_by_name_and_is_the_one_talked_to(journal, lindqvist, open_log):
    kari = a_person(journal, lindqvist, "Kari Moe", is_primary=False)
    open_log()
    write("ka")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, CTRL)
    assert entries(journal)[-1].contact_ids == (kari,)


def test_another_client_can_be_chosen_by_typing(journal, lindqvist, open_log):
    bo = a_client(journal, "Bo AS")
    dialog = open_log(lindqvist)
    dialog.fields.chosen.setFocus()
    write("b")
    press(Qt.Key.Key_Return)
    assert dialog.client_id == bo


def test_without_a_client_it_says_so_and_stays(journal, open_log):
    dialog = open_log()
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert dialog.fields.error("client_id") == "Choose a client first."


def test_the_future_is_refused_at_its_field(journal, lindqvist, open_log):
    dialog = open_log(lindqvist)
    dialog.fields.when_day.set_day(TODAY + timedelta(days=1))
    dialog.do_button.click()
    assert dialog.fields.error("occurred_at") == "That is in the future. Did you mean to set the next talk?"
    assert len(entries(journal)) == 1


@pytest.mark.parametrize("minutes", ["-5", "six", "6001"])
def test_minutes_that_cannot_be_are_refused_at_their_field(lindqvist, open_log, minutes):
    dialog = open_log(lindqvist)
    dialog.fields.minutes.setText(minutes)
    dialog.do_button.click()
    assert dialog.fields.error("duration_min")


def test_a_contact_of_yesterday_is_logged_as_of_yesterday(journal, lindqvist, open_log):
    dialog = open_log(lindqvist)
    dialog.fields.when_day.set_day(TODAY - timedelta(days=1))
    dialog.fields.when_time.setText("9.05")
    dialog.do_button.click()
    assert entries(journal)[-1].occurred_at == datetime(2026, 3, 9, 9, 5)


def test_there_is_only_one_at_a_time(window, lindqvist, open_log):
    first = open_log(lindqvist)
    assert open_log() is first
    assert open_log(lindqvist) is first


def test_an_entry_is_corrected_in_the_same_dialog(qtbot, journal, lindqvist, window):
    entry = ContactEntry(
        kind=Kind.VIDEO_CALL, direction=Direction.INBOUND, summary="Hm", all_ok=Answer.UNSURE, tone=1
    )
    logged = contacts.log_contact(journal, lindqvist, entry, now=NOON)
    before = contacts.contact(journal, logged.id).entry
    dialog = open_entry(window, journal, lambda: NOON + timedelta(days=1), logged.id)
    dialog.do_button.click()
    assert contacts.contact(journal, logged.id).entry == before
    dialog = open_entry(window, journal, lambda: NOON + timedelta(days=1), logged.id)
    dialog.fields.note.setPlainText("Better words")
    dialog.do_button.click()
    assert contacts.contact(journal, logged.id).entry.summary == "Better words"
    journal.undo()
    assert contacts.contact(journal, logged.id).entry == before


@pytest.mark.parametrize(
    ("typed", "read"),
    [("9", (9, 0)), ("09:05", (9, 5)), ("9.05", (9, 5)), ("0905", (9, 5)), ("24:00", None), ("nine", None)],
)
def test_times_are_read_as_people_type_them(typed, read):
    moment = time_typed(typed)
    assert (moment and (moment.hour, moment.minute)) == read


def test_every_field_has_a_name_for_screen_readers(lindqvist, open_log):
    form = open_log(lindqvist).fields
    for widget in (form.note, form.promise, form.when_time, form.minutes, form.channel, form.tone):
        assert widget.accessibleName()
    assert "Elsa Lindqvist" in form.chosen.accessibleName()


def test_a_text_size_changed_while_it_is_open_leaves_room_for_every_text(qtbot, open_log, lindqvist):
    dialog = open_log(lindqvist)
    fields, before = dialog.fields, dialog.width()
    theme.apply(Settings(text_scale=140))
    try:
        qtbot.waitUntil(lambda: dialog.width() > before)
        wanted = QFontMetrics(fields.when_day.line.font()).horizontalAdvance(fields.when_day.line.text())
        assert fields.when_day.line.width() > wanted + theme.px(18)
        qtbot.waitUntil(lambda: fields.chosen.who.x() >= theme.px(36))
    finally:
        theme.apply(Settings())


def test_a_no_offers_a_complaint_and_a_yes_opens_it_in_the_same_step(journal, lindqvist, open_log):
    made = open_log(lindqvist)
    assert made.fields.complaint.isHidden()
    made.fields.works.set_value(Answer.NO)
    assert not made.fields.complaint.isHidden()
    made.fields.complaint.opens.button(True).click()
    made.fields.complaint.repeated.button(True).click()
    made.fields.note.setPlainText("We waited eleven days for two pictures.\n! swap the pictures")
    made.accept()
    (one,) = incidents(journal, lindqvist)
    assert (one.client_words, one.channel) == ("We waited eleven days for two pictures.", Kind.CALL)
    assert one.answer_due_at == instant(NOON) + timedelta(hours=24)
    row = journal.tuples(
        Interaction.select(Interaction.incident, Interaction.did_defend, Interaction.did_repeat_back)
    )
    assert row[1:] == [(one.incident_id, None, True)]
    journal.undo()
    assert incidents(journal, lindqvist) == []
    assert len(entries(journal)) == 1  # the call before it


def test_a_complaint_needs_their_words_and_says_so_at_the_note(journal, lindqvist, open_log):
    made = open_log(lindqvist)
    made.fields.all_ok.set_value(Answer.NO)
    made.fields.complaint.opens.button(True).click()
    made.accept()
    assert made.fields.error("note").startswith("Write it the way it was said")
    assert incidents(journal, lindqvist) == []


def test_not_now_opens_none_and_a_yes_to_the_question_takes_the_offer_away(journal, lindqvist, open_log):
    made = open_log(lindqvist)
    made.fields.all_ok.set_value(Answer.NO)
    made.fields.complaint.opens.button(True).click()
    made.fields.all_ok.set_value(Answer.YES)
    assert made.fields.complaint.isHidden()
    made.accept()
    assert incidents(journal, lindqvist) == []


def test_a_draft_remembers_that_a_complaint_was_wanted(journal, lindqvist, open_log):
    made = open_log(lindqvist)
    made.fields.all_ok.set_value(Answer.NO)
    made.fields.complaint.opens.button(True).click()
    made.fields.complaint.defended.button(False).click()
    made.fields.note.setPlainText("Eleven days")
    made.reject()
    again = open_log(lindqvist)
    assert again.fields.complaint.wants_complaint()
    assert again.fields.complaint.listening() == Listening(did_defend=False)


def test_how_one_listened_is_told_from_three_hard_talks_on(journal, lindqvist):
    for at, mark in enumerate((Listening(True, False), Listening(False, True), Listening(None, True))):
        assert listening_words(journal, TODAY) == ""
        mark_listening(journal, a_call(journal, lindqvist, NOON - timedelta(days=at)), mark)
    told = "Of 3 hard talks you defended yourself in 1 and said back what you heard in 2."
    assert listening_words(journal, TODAY) == told
