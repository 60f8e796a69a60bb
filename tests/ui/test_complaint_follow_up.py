"""The last step of a complaint: put right, sorry said, called, and then why it happened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from retention_journal.core.incidents import CauseKind, IncidentOutcome, IncidentState, Verdict
from retention_journal.core.moments import instant
from retention_journal.services.account import account
from retention_journal.services.causes import causes, questions_born
from retention_journal.services.incident_steps import step
from retention_journal.services.incidents import HeardEntry, incident, record_incident
from retention_journal.services.lessons import lessons
from retention_journal.storage.tables import Promise
from retention_journal.ui.dialogs.cause_form import CauseForm
from retention_journal.ui.pages.complaint_causes import CauseLine
from retention_journal.ui.pages.complaint_follow_up import FollowUpStep
from retention_journal.ui.toggles import TickBox
from tests.builders import NOON, a_client, a_promise


@pytest.fixture
def number(journal):
    client = a_client(journal, "Byggmester Rognan")
    found = record_incident(
        journal,
        client,
        HeardEntry("Vi ventet elleve dager på å få byttet to bilder."),
        now=NOON - timedelta(days=2),
    )
    step(journal, found, IncidentState.ANSWERED, now=NOON - timedelta(days=1))
    return found


@pytest.fixture
def shown(qtbot, journal, number):
    made = FollowUpStep(journal, lambda: NOON)
    qtbot.add_widget(made)
    made.show_incident(incident(journal, number))
    journal.on_change(lambda _changed: made.show_incident(incident(journal, number)))
    made.resize(900, 700)
    made.show()
    return made


def button(shown, text):
    return [one for one in shown.findChildren(QPushButton) if one.text() == text][-1]


def write(field, text):
    field.setFocus()
    QTest.keyClicks(field, text)


def test_from_put_right_to_closed_by_its_one_button(qtbot, journal, number, shown):
    assert shown.primary() == "It is put right"
    shown.go_on()
    one = incident(journal, number)
    assert (one.state, one.follow_up_on) == (IncidentState.RESOLVED, NOON.date() + timedelta(days=7))
    assert "Put right on" in shown.care.put_right.text()
    assert shown.primary() == "Called, and heard how it is"
    shown.go_on()
    assert incident(journal, number).followed_up_at == instant(NOON)
    assert shown.primary() == "Close it"
    shown.care.fault.button(Verdict.PARTLY).click()
    write(shown.care.sorry_for, "Elleve dager er for lenge.")
    shown.care.outcome.set_value(IncidentOutcome.RECOVERED_STRONGER)
    shown.care.outcome.chosen.emit(IncidentOutcome.RECOVERED_STRONGER)
    shown.go_on()
    one = incident(journal, number)
    assert (one.state, one.outcome) == (IncidentState.CLOSED, IncidentOutcome.RECOVERED_STRONGER)
    assert one.apology_given == "Elleve dager er for lenge."
    assert shown.primary() == ""


def test_what_closing_lacks_is_shown_at_its_field(journal, number, shown):
    shown.go_on()
    shown.go_on()
    shown.go_on()
    assert incident(journal, number).state is IncidentState.FOLLOWED_UP
    assert "real mistake" in shown.care.form.field("our_fault").error()


def test_the_remedy_is_ticked_where_it_was_promised(journal, number, shown):
    client = incident(journal, number).client_id
    promise = a_promise(journal, client, "Bytte bildene")
    with journal.change("Belongs to it") as change:
        change.update(Promise, promise, incident=number)
    ticks = shown.care.findChildren(TickBox)
    assert [tick.text().startswith("Bytte bildene") for tick in ticks] == [True]
    ticks[0].click()
    assert journal.value(Promise.select(Promise.delivered_at)) == NOON


def test_a_promise_of_the_remedy_keeps_its_ampersands(journal, number, shown):
    promise = a_promise(journal, incident(journal, number).client_id, "Text & pictures for Harbour &Hale")
    with journal.change("Belongs to it") as change:
        change.update(Promise, promise, incident=number)
    (tick,) = shown.care.findChildren(TickBox)
    assert tick.text().startswith("Text && pictures for Harbour &&Hale")


@pytest.mark.parametrize(
    ("typed", "minutes", "is_wrong"),
    [("1:30", 90, False), ("90 min", 90, False), ("2.5", 150, False), ("soon", None, True)],
)
def test_what_it_cost_is_read_as_people_write_it(journal, number, shown, typed, minutes, is_wrong):
    write(shown.care.hours, typed)
    shown.keep()
    assert incident(journal, number).cost_minutes == minutes
    assert bool(shown.care.form.field("cost_minutes").error()) == is_wrong


def test_words_survive_another_complaint_being_looked_at(journal, number, shown):
    other = record_incident(
        journal, incident(journal, number).client_id, HeardEntry("Og regningen var feil."), now=NOON
    )
    write(shown.gap, "Ingen ser e-posten på fredager")
    write(shown.account.text, "Levert fredag, uten beskjed")
    shown.show_incident(incident(journal, other))
    assert shown.gap.toPlainText() == ""
    assert incident(journal, number).process_gap == "Ingen ser e-posten på fredager"
    shown.show_incident(incident(journal, number))
    assert shown.account.text.toPlainText() == "Levert fredag, uten beskjed"


def test_a_cause_that_a_question_would_have_caught_asks_for_it(qtbot, journal, number, shown):
    shown.causes.add.click()
    form = shown.findChild(CauseForm)
    form.kind.set_value(CauseKind.EXPECTATION_GAP)
    write(form.evidence, "Ingen frist var avtalt")
    form.accept()
    assert [row.entry.kind for row in causes(journal, number)] == [CauseKind.EXPECTATION_GAP]
    assert shown.causes.question.isVisible()
    shown.causes.keep_question.click()
    assert shown.causes.form.field("text").error() == "Write down the question."
    write(shown.causes.question, "Hvor fort skal bilder byttes?")
    shown.causes.keep_question.click()
    assert questions_born(journal, number) == ["Hvor fort skal bilder byttes?"]
    assert not shown.causes.question.isVisible()
    journal.undo()
    assert shown.causes.question.isVisible()


def test_a_cause_is_changed_and_taken_away_from_the_keyboard(qtbot, journal, number, shown):
    shown.causes.add.click()
    form = shown.findChild(CauseForm)
    write(form.evidence, "Tre leveranser samme uke")
    form.accept()
    line = shown.findChild(CauseLine)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert causes(journal, number) == []


def test_the_account_is_locked_and_a_correction_stands_beside_it(journal, number, shown):
    write(shown.account.text, "Levert fredag")
    write(shown.account.source, "loggen min")
    shown.account.write.click()
    shown.account.lock.click()
    assert not shown.account.lock.isVisible()
    entry = account(journal, number)[0]
    button(shown, "Correct it").click()
    write(shown.account.text, "Levert torsdag")
    shown.account.write.click()
    told = account(journal, number)
    assert [row.text for row in told] == ["Levert fredag", "Levert torsdag"]
    assert (told[0].is_corrected, told[1].corrects) == (True, entry.entry_id)


def test_a_lesson_is_kept_with_where_it_comes_from(journal, number, shown):
    shown.keep_lesson.click()
    assert shown.gaps.field("lesson").error()
    write(shown.lesson, "Si fra samme dag når noe drøyer.")
    shown.keep_lesson.click()
    (kept,) = lessons(journal)
    assert (kept.text, kept.origin) == (
        "Si fra samme dag når noe drøyer.", "Byggmester Rognan, Vi ventet elleve dager på å …",
    )  # fmt: skip


def test_two_columns_fold_where_there_is_no_room(qtbot, shown):
    assert not shown.columns.is_folded()
    shown.resize(560, 700)
    qtbot.waitUntil(shown.columns.is_folded)


def test_a_moment_typed_wrong_is_said_at_its_field_and_nothing_is_lost(journal, number, shown):
    shown.go_on()
    write(shown.care.good, "Fast tirsdagsmøte")
    shown.care.call_on.line.setText("some day")
    shown.care.call_on.changed.emit()
    shown.keep()
    assert shown.care.form.field("follow_up_on").error()
    shown.care.call_on.set_day(date(2026, 4, 1))
    shown.keep()
    assert incident(journal, number).good_that_came == "Fast tirsdagsmøte"
