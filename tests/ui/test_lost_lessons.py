"""Lost & lessons: a lesson is re-read, a loss is written down, and every act can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from retention_journal.core.clients import Status
from retention_journal.core.lessons import LessonState
from retention_journal.core.losses import LossReason, ReasonCertainty, ReasonSource
from retention_journal.services.closings import mark_lost
from retention_journal.services.lessons import add_lesson, lessons
from retention_journal.services.light_history import keep_lights
from retention_journal.services.reflections import ClosingEntry, LossEntry, lost_clients, reflection_of
from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog
from retention_journal.ui.dialogs.lesson_form import LessonDialog
from retention_journal.ui.dialogs.loss_form import Talk
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.pages.lesson_parts import LessonLine
from retention_journal.ui.pages.lost_lessons import LostLessonsPage
from retention_journal.ui.pages.lost_side import LostCard
from tests.builders import NOON, TODAY, a_call, a_client, a_person

LEFT = Qt.MouseButton.LeftButton
LAST_WEEK = TODAY - timedelta(days=8)


@pytest.fixture
def page(qtbot, journal):
    page = LostLessonsPage(journal, lambda: NOON)
    journal.on_change(page.on_change)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    return page


def shown(page):
    page.show()
    return page


def in_front(qtbot, window):
    """Wait until keys reach the shortcuts of ``window``."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def parts(layout, kind):
    found = [layout.itemAt(number).widget() for number in range(layout.count())]
    return [widget for widget in found if isinstance(widget, kind)]


def lines(page):
    return [line.lesson.text for line in parts(page.lines, LessonLine)]


def card(page):
    return parts(page.side.cards, LostCard)[0]


def line(page):
    return parts(page.lines, LessonLine)[0]


def lose(journal, name="Ada Ltd", entry=None, closing=None):
    client = a_client(journal, name)
    loss = mark_lost(journal, client, entry or LossEntry(TODAY), closing or ClosingEntry(), today=TODAY)
    return client, loss


def test_an_empty_journal_says_how_to_begin(page):
    shown(page)
    assert page.write_first.isVisible()
    assert not page.re_reading.isVisible()
    assert not page.side.alarm.isVisible()


def test_still_true_shows_the_next_lesson_and_undo_brings_the_first_back(qtbot, journal, page):
    add_lesson(journal, "Ask what matters most.", today=LAST_WEEK - timedelta(days=1))
    add_lesson(journal, "Call the quiet ones first.", today=LAST_WEEK)
    shown(page)
    assert page.re_reading.words.text() == "Ask what matters most."
    assert page.re_reading.place.text() == "To re-read today, 1 of 2"
    with qtbot.waitSignal(page.undoable) as said:
        qtbot.mouseClick(page.re_reading.still_true_button, LEFT)
    assert said.args == ["Still true. It comes back 9 April 2026."]
    assert page.re_reading.words.text() == "Call the quiet ones first."
    assert page.re_reading.place.text() == "To re-read today, 2 of 2"
    journal.undo()
    assert page.re_reading.words.text() == "Ask what matters most."


def test_keys_one_and_three_press_the_buttons_but_not_while_somebody_types(qtbot, journal, page):
    add_lesson(journal, "Call 3 times.", today=LAST_WEEK)
    add_lesson(journal, "Write.", today=LAST_WEEK)
    in_front(qtbot, shown(page))
    page.find()
    qtbot.keyClicks(page.find_line, "3")
    assert page.find_line.text() == "3"
    assert lines(page) == ["Call 3 times."]
    qtbot.keyClick(page.find_line, Qt.Key.Key_Escape)
    assert not page.find_line.isVisible()
    page.take_focus()
    qtbot.keyClick(page.re_reading.still_true_button, Qt.Key.Key_1)
    qtbot.keyClick(page.re_reading.still_true_button, Qt.Key.Key_3)
    assert [lesson.state for lesson in lessons(journal)].count(LessonState.RETIRED) == 1
    assert not page.re_reading.isVisible()
    assert "Nothing to re-read today" in page.nothing_due.text()


def test_a_retired_lesson_is_found_under_retired_and_used_again(qtbot, journal, page):
    add_lesson(journal, "Call.", today=TODAY)
    shown(page)
    menu = line(page).menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Rewrite…",
        "Retire",
        "Move to the trash",
    ]
    next(a for a in menu.actions() if a.text() == "Retire").trigger()
    assert page.counts.text() == "0 in use, 1 retired"
    assert lines(page) == []
    qtbot.mouseClick(page.chips.button(LessonState.RETIRED), LEFT)
    assert lines(page) == ["Call."]
    next(a for a in line(page).menu().actions() if a.text() == "Use again").trigger()
    assert page.counts.text() == "1 in use"


def test_delete_puts_a_lesson_in_the_trash_and_undo_takes_it_out(qtbot, journal, page):
    add_lesson(journal, "Call.", today=TODAY)
    shown(page)
    qtbot.keyClick(line(page), Qt.Key.Key_Delete)
    assert lessons(journal) == []
    assert page.write_first.isVisible()
    journal.undo()
    assert lines(page) == ["Call."]


def test_a_lesson_is_written_rewritten_and_taken_back(qtbot, journal, page):
    lose(journal)
    shown(page)
    qtbot.mouseClick(page.write_first, LEFT)
    dialog = page.findChild(LessonDialog)
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert "Write it, or leave it for now" in dialog.form.field("text").error()
    qtbot.keyClicks(dialog.words, "Say it early.")
    dialog.loss.set_value(lost_clients(journal)[0].loss_id)
    qtbot.mouseClick(dialog.do_button, LEFT)
    (lesson,) = lessons(journal)
    assert (lesson.text, lesson.client) == ("Say it early.", "Ada Ltd")
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    dialog = page.findChildren(LessonDialog)[-1]
    dialog.words.setPlainText("Say it the same day.")
    in_front(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert lines(page) == ["Say it the same day."]
    journal.undo()
    assert lines(page) == ["Say it early."]


def test_a_half_written_lesson_is_there_again_after_escape(qtbot, journal, page):
    shown(page)
    qtbot.mouseClick(page.write_first, LEFT)
    dialog = page.findChild(LessonDialog)
    qtbot.keyClicks(dialog.words, "Next time")
    with qtbot.waitSignal(page.toast):
        qtbot.keyClick(dialog.words, Qt.Key.Key_Escape)
    assert lessons(journal) == []
    qtbot.mouseClick(page.write_first, LEFT)
    assert page.findChildren(LessonDialog)[-1].words.toPlainText() == "Next time"


def test_marking_a_client_as_lost_plans_the_talk_and_undo_takes_it_back(qtbot, journal, page):
    client = a_client(journal, "Nordvik & Sønn")
    shown(page)
    qtbot.mouseClick(page.side.mark, LEFT)
    dialog = page.findChild(MarkLostDialog)
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert "Which client?" in dialog.fields.field("client_id").error()
    qtbot.keyClicks(dialog.client.line, "nord")
    qtbot.keyClick(dialog.client.line, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.fields.words, "A cheaper offer.")
    dialog.fields.reason.set_value(LossReason.OVERLOOKED)
    qtbot.mouseClick(dialog.fields.talk.button(Talk.PLANNED), LEFT)
    qtbot.mouseClick(dialog.do_button, LEFT)
    (lost,) = lost_clients(journal)
    assert (lost.client_id, lost.status, lost.their_words) == (client, Status.LOST, "A cheaper offer.")
    assert lost.closing_planned_on == TODAY + timedelta(days=3)
    assert card(page).go_on.text() == "Start"
    journal.undo()
    assert lost_clients(journal) == []
    assert parts(page.side.cards, LostCard) == []


def test_only_the_clients_own_words_can_confirm_a_reason(qtbot, journal, page):
    a_client(journal)
    shown(page)
    qtbot.mouseClick(page.side.mark, LEFT)
    fields = page.findChild(MarkLostDialog).fields

    def offered():
        QApplication.processEvents()
        return [b.text() for b in fields.certainty.findChildren(QAbstractButton) if not b.isHidden()]

    assert offered() == ["A guess", "Likely"]
    qtbot.mouseClick(fields.source.button(ReasonSource.CLIENT_SAID), LEFT)
    assert offered() == ["A guess", "Likely", "Confirmed"]
    qtbot.mouseClick(fields.certainty.button(ReasonCertainty.CONFIRMED), LEFT)
    qtbot.mouseClick(fields.source.button(ReasonSource.THIRD_PARTY), LEFT)
    assert offered() == ["A guess", "Likely"]
    assert fields.certainty.value() is ReasonCertainty.GUESS


def test_a_day_that_is_none_and_a_day_to_come_are_said_at_the_field(qtbot, journal, page):
    client = a_client(journal)
    shown(page)
    page.mark_client_lost(client)
    dialog = page.findChild(MarkLostDialog)
    dialog.fields.notice.line.setText("31 September")
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert dialog.fields.field("notice_on").error()
    dialog.fields.notice.set_day(TODAY + timedelta(days=2))
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert "still to come" in dialog.fields.field("notice_on").error()
    assert lost_clients(journal) == []


def test_what_was_typed_about_a_loss_is_there_again_after_escape(qtbot, journal, page):
    client = a_client(journal)
    shown(page)
    page.mark_client_lost(client)
    dialog = page.findChild(MarkLostDialog)
    qtbot.keyClicks(dialog.fields.words, "We stop.")
    dialog.fields.reason.set_value(LossReason.MOVED)
    qtbot.keyClick(dialog.fields.words, Qt.Key.Key_Escape)
    assert lost_clients(journal) == []
    page.mark_client_lost(client)
    dialog = page.findChildren(MarkLostDialog)[-1]
    assert dialog.fields.words.toPlainText() == "We stop."
    assert dialog.fields.reason.value() is LossReason.MOVED
    dialog.reject()
    qtbot.mouseClick(page.side.mark, LEFT)
    dialog = page.findChildren(MarkLostDialog)[-1]
    assert dialog.fields.words.toPlainText() == ""
    qtbot.keyClicks(dialog.client.line, "ada")
    qtbot.keyClick(dialog.client.line, Qt.Key.Key_Return)
    assert dialog.fields.words.toPlainText() == "We stop."


def test_a_talk_held_already_opens_the_closing_conversation(qtbot, journal, page):
    client = a_client(journal)
    shown(page)
    page.mark_client_lost(client)
    dialog = page.findChild(MarkLostDialog)
    qtbot.mouseClick(dialog.fields.talk.button(Talk.HELD), LEFT)
    qtbot.mouseClick(dialog.do_button, LEFT)
    talk = page.findChild(ClosingConversationDialog)
    assert talk.theirs.state.value() is Talk.HELD
    assert talk.theirs.on.day() == TODAY


def test_the_closing_conversation_keeps_their_words_a_look_back_and_a_lesson(qtbot, journal, page):
    client, _loss = lose(journal)
    shown(page)
    qtbot.mouseClick(card(page).go_on, LEFT)
    dialog = page.findChild(ClosingConversationDialog)
    qtbot.mouseClick(dialog.theirs.state.button(Talk.HELD), LEFT)
    qtbot.keyClicks(dialog.theirs.good, "You knew us.")
    qtbot.keyClicks(dialog.theirs.advice[1], "Call.")
    qtbot.mouseClick(dialog.theirs.seen.marks.button(2), LEFT)
    qtbot.keyClicks(dialog.own.seen_earlier, "Yes.")
    qtbot.keyClicks(dialog.lesson, "Call sooner.")
    qtbot.mouseClick(dialog.do_button, LEFT)
    (loss,) = reflection_of(journal, client).losses
    assert (loss.closing.held_on, loss.closing.what_was_good) == (TODAY, "You knew us.")
    assert (loss.closing.advice_2, loss.closing.felt_seen) == ("Call.", 2)
    assert loss.look_back.seen_earlier == "Yes."
    assert [lesson.text for lesson in loss.lessons] == ["Call sooner."]
    assert card(page).go_on.text() == "Look again"
    journal.undo()
    assert reflection_of(journal, client).losses[0].closing == ClosingEntry()


def test_escape_saves_the_closing_conversation_and_asks_nothing(qtbot, journal, page):
    client, loss = lose(journal)
    shown(page)
    qtbot.mouseClick(card(page).go_on, LEFT)
    dialog = page.findChild(ClosingConversationDialog)
    qtbot.keyClicks(dialog.theirs.better, "Silence.")
    with qtbot.waitSignal(page.undoable):
        qtbot.keyClick(dialog.theirs.better, Qt.Key.Key_Escape)
    assert reflection_of(journal, client).losses[0].closing.what_could_be_better == "Silence."
    before = journal.undo_label
    again = ClosingConversationDialog(journal, lambda: NOON, page, client_id=client, loss_id=loss)
    again.open()
    again.reject()
    assert journal.undo_label == before


def test_fewer_won_than_lost_warns(journal, page):
    for name in ("Ada", "Bob", "Cy"):
        lose(journal, name)
    shown(page)
    assert page.side.alarm.isVisible()
    assert page.side.alarm.words.text() == (
        "Fewer won than lost. 0 won and 3 lost in the last 12 months. That is worth watching."
    )
    assert page.side.since.text() == "3 since 2026"


def test_long_words_and_hostile_names_are_shown_as_they_are(qtbot, journal, page):
    name = "<b>Ada</b> & " + "x" * 300
    _client, loss = lose(journal, name, LossEntry(TODAY, their_words="<img src=x>" + "å" * 5000))
    add_lesson(journal, "<script>" + "ord " * 400, today=LAST_WEEK, loss_id=loss)
    shown(page)
    page.resize(1024, 700)
    assert page.re_reading.words.text().startswith("<script>ord")
    assert card(page).name.accessibleName() == name
    with qtbot.waitSignal(page.client_opened):
        qtbot.mouseClick(card(page).name, LEFT)


def test_in_a_narrow_window_the_lost_stand_below_the_lessons(page):
    shown(page)
    page.resize(960, 600)
    assert page.main.parentWidget().isAncestorOf(page.side)
    page.resize(1440, 900)
    assert not page.main.parentWidget().isAncestorOf(page.side)


def test_each_loss_says_what_the_light_said_before_it(journal, page):
    client = a_client(journal)
    a_person(journal, client)
    for days_ago in range(60, 300, 7):
        a_call(journal, client, NOON - timedelta(days=days_ago))
    mark_lost(journal, client, LossEntry(TODAY), ClosingEntry(), today=TODAY)
    keep_lights(journal, NOON)
    shown(page)
    texts = [part.text() for part in card(page).findChildren(QLabel)]
    assert "Watch 45 days before, and no talk after" in texts
    assert page.side.worth.text().startswith("1 of 1 loss was amber or red 14 days or more before notice (")


def test_without_any_note_of_lights_nothing_is_said_of_them(journal, page):
    lose(journal)
    shown(page)
    assert not page.side.worth.isVisible()
    assert not page.side.worth_title.isVisible()
