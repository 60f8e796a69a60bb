"""Lost & lessons: a lesson is re-read, a loss is written down, and every act can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from retention_journal.core.clients import Status
from retention_journal.core.incidents import CauseKind
from retention_journal.core.lessons import ActionState, LessonState, TriggerKind
from retention_journal.core.losses import LossReason, ReasonCertainty, ReasonSource
from retention_journal.services.closings import mark_lost
from retention_journal.services.lessons import add_lesson, lessons
from retention_journal.services.light_history import keep_lights
from retention_journal.services.reflections import ClosingEntry, LossEntry, lost_clients, reflection_of
from retention_journal.storage.tables import ActionItem, Lesson, PostMortem
from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog
from retention_journal.ui.dialogs.lesson_form import LessonDialog
from retention_journal.ui.dialogs.lesson_sheet_form import LessonSheetDialog, NamedLesson
from retention_journal.ui.dialogs.loss_form import Talk
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.pages.lesson_now import NowLine
from retention_journal.ui.pages.lesson_parts import LessonLine
from retention_journal.ui.pages.lost_lessons import LostLessonsPage
from retention_journal.ui.pages.lost_side import LostCard
from retention_journal.ui.panels import Bar
from tests.builders import NOON, TODAY, a_call, a_cause, a_client, a_person, an_incident

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
    return [line.lesson.text for line in parts(page.list.lines, LessonLine)]


def card(page):
    return parts(page.side.cards, LostCard)[0]


def line(page):
    return parts(page.list.lines, LessonLine)[0]


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
    qtbot.keyClicks(page.list.find_line, "3")
    assert page.list.find_line.text() == "3"
    assert lines(page) == ["Call 3 times."]
    qtbot.keyClick(page.list.find_line, Qt.Key.Key_Escape)
    assert not page.list.find_line.isVisible()
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
    assert page.list.counts.text() == "0 in use, 1 retired"
    assert lines(page) == []
    qtbot.mouseClick(page.list.chips.button(LessonState.RETIRED), LEFT)
    assert lines(page) == ["Call."]
    next(a for a in line(page).menu().actions() if a.text() == "Use again").trigger()
    assert page.list.counts.text() == "1 in use"


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
    dialog.source.set_value(("loss", lost_clients(journal)[0].loss_id))
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


def test_the_closing_conversation_keeps_their_words_and_ones_own_notes_apart(qtbot, journal, page):
    client, loss = lose(journal)
    shown(page).open_closing(loss)
    dialog = page.findChild(ClosingConversationDialog)
    qtbot.mouseClick(dialog.theirs.state.button(Talk.HELD), LEFT)
    qtbot.keyClicks(dialog.theirs.good, "You knew us.")
    qtbot.keyClicks(dialog.theirs.advice[1], "Call.")
    qtbot.mouseClick(dialog.theirs.seen.marks.button(2), LEFT)
    qtbot.keyClicks(dialog.theirs.situation, "A new owner.")
    qtbot.keyClicks(dialog.theirs.own_notes, "He was kind.")
    qtbot.mouseClick(dialog.do_button, LEFT)
    (loss,) = reflection_of(journal, client).losses
    assert (loss.closing.held_on, loss.closing.what_was_good) == (TODAY, "You knew us.")
    assert (loss.closing.advice_2, loss.closing.felt_seen) == ("Call.", 2)
    assert (loss.closing.situation, loss.closing.own_notes) == ("A new owner.", "He was kind.")
    journal.undo()
    assert reflection_of(journal, client).losses[0].closing == ClosingEntry()


def test_escape_saves_the_closing_conversation_and_asks_nothing(qtbot, journal, page):
    client, loss = lose(journal)
    shown(page).open_closing(loss)
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


def test_a_lesson_is_written_with_what_brings_it_back_by_keyboard(qtbot, journal, page):
    an_incident(journal, a_client(journal, "Harbour & Hale"))
    in_front(qtbot, shown(page))
    page.take_focus()
    qtbot.keyClick(page.write_first, Qt.Key.Key_Return)
    dialog = page.findChild(LessonDialog)
    in_front(qtbot, dialog)
    assert not dialog.form.field("trigger_value").isVisible()
    qtbot.keyClicks(dialog.words, "Say it the day you know it.")
    dialog.kind.setFocus()
    for _press in range(4):
        qtbot.keyClick(dialog.kind, Qt.Key.Key_Down)
    assert dialog.kind.value() is TriggerKind.INCIDENT_KIND
    assert dialog.form.field("trigger_value").isVisible()
    assert not dialog.form.field("trigger").isVisible()
    dialog.value.set_value("missed_deadline")
    dialog.source.setFocus()
    qtbot.keyClicks(dialog.source, "Complaint")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (lesson,) = lessons(journal)
    assert (lesson.trigger_kind, lesson.trigger_value) == (TriggerKind.INCIDENT_KIND, "missed_deadline")
    assert lesson.client == "Harbour & Hale"
    assert "complaint in March 2026" in line(page).accessibleName()
    assert now_lines(page)[0].why.text() == "Harbour & Hale, the list came late, today."
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    dialog = page.findChildren(LessonDialog)[-1]
    assert dialog.source.value()[0] == "incident"
    dialog.kind.set_value(TriggerKind.NONE)
    dialog.kind.chosen.emit(TriggerKind.NONE)
    with qtbot.waitSignal(page.undoable) as said:
        qtbot.mouseClick(dialog.do_button, LEFT)
    assert said.args == ["The lesson is changed."]
    assert now_lines(page) == []


def now_lines(page):
    return parts(page.now_part.lines, NowLine)


def test_what_applies_now_is_answered_by_keyboard_and_undo_asks_again(qtbot, journal, page):
    client = a_client(journal, "Lunde", start_date=TODAY - timedelta(days=40))
    add_lesson(journal, "Meet a second.", today=LAST_WEEK, trigger_kind=TriggerKind.NEW_CLIENT)
    in_front(qtbot, shown(page))
    (now,) = now_lines(page)
    assert now.why.text() == "Lunde, month 2, no contact written down."
    links = page.re_reading.now_at.findChildren(QAbstractButton)
    assert [link.text() for link in links] == ["Lunde"]
    with qtbot.waitSignal(page.client_opened) as opened:
        qtbot.keyClick(links[0], Qt.Key.Key_Return)
    assert opened.args == [client]
    now.done.setFocus()
    with qtbot.waitSignal(page.undoable) as said:
        qtbot.keyClick(now.done, Qt.Key.Key_Return)
    assert said.args == ["Noted. It is good news to bring them."]
    assert not page.now_part.isVisible()
    assert not page.re_reading.now_at.isVisible()
    journal.undo()
    assert page.now_part.isVisible()
    (now,) = now_lines(page)
    qtbot.keyClick(now.not_for_them, Qt.Key.Key_Return)
    assert now_lines(page) == []


def test_lessons_are_grouped_by_what_brings_them_back(qtbot, journal, page):
    add_lesson(journal, "Read me.", today=TODAY)
    add_lesson(journal, "In July.", today=TODAY, trigger_kind=TriggerKind.MONTH, trigger_value="7")
    add_lesson(journal, "A second one.", today=TODAY, trigger_kind=TriggerKind.NEW_CLIENT)
    shown(page)
    (chip,) = page.list.grouping.findChildren(QAbstractButton)
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert lines(page) == ["A second one.", "In July.", "Read me."]
    titles = [one.text() for one in parts(page.list.lines, QLabel)]
    assert titles == ["A new client", "July", "Only by the calendar"]


def test_five_lessons_of_others_can_be_taken_over(qtbot, journal, page):
    shown(page)
    QApplication.processEvents()
    taken = [button for button in page.general.findChildren(QAbstractButton) if button.isVisible()]
    assert len(taken) == 5
    qtbot.keyClick(taken[1], Qt.Key.Key_Return)
    (lesson,) = lessons(journal)
    assert (lesson.text, lesson.when) == (
        "When the contact person changes, call the new one within a week.",
        "A contact person leaves",
    )
    assert not page.general.isVisible()
    journal.undo()
    assert page.general.isVisible()


def test_what_waits_to_be_looked_back_on_leads_to_its_loss(qtbot, journal, page):
    losses = [lose(journal, name)[1] for name in ("Ada", "Bob", "Cy", "Di")]
    shown(page)
    QApplication.processEvents()
    buttons = [one for one in page.looks_back.findChildren(QAbstractButton) if one.isVisible()]
    assert [one.accessibleName() for one in buttons] == [
        "Start: Di",
        "Start: Cy",
        "Start: Bob",
        "To write: Show all 4",
    ]
    with qtbot.waitSignal(page.open_post_mortem) as opened:
        qtbot.keyClick(buttons[0], Qt.Key.Key_Return)
    assert opened.args == [losses[3]]
    qtbot.keyClick(buttons[3], Qt.Key.Key_Return)
    QApplication.processEvents()
    shown_now = [one.accessibleName() for one in page.looks_back.findChildren(QAbstractButton)]
    assert "Start: Ada" in shown_now
    with qtbot.waitSignal(page.open_post_mortem) as opened:
        qtbot.keyClick(card(page).go_on, Qt.Key.Key_Return)
    assert opened.args == [losses[3]]


def test_actions_wait_to_be_done_and_to_be_looked_at(qtbot, journal, page):
    _client, loss = lose(journal)
    incident = an_incident(journal, a_client(journal, "Harbour & Hale"))
    with journal.change("x") as change:
        looked = change.insert(PostMortem, loss=loss)
        change.insert(
            ActionItem, post_mortem=looked, text="Call the new one", due_on=TODAY - timedelta(days=2)
        )
        change.insert(
            ActionItem,
            incident=incident,
            text="Write it down",
            state=ActionState.DONE,
            effect_check_on=LAST_WEEK,
        )
    shown(page)
    told = [one.text() for one in page.looks_back.findChildren(QLabel)]
    assert "Ada Ltd, 2 days late" in told
    assert "Did it help?" in told
    asks = [
        one
        for one in page.looks_back.findChildren(QAbstractButton)
        if "Write it down" in one.accessibleName()
    ]
    with qtbot.waitSignal(page.complaint_opened) as opened:
        qtbot.keyClick(asks[0], Qt.Key.Key_Return)
    assert opened.args == [incident]


def test_causes_are_counted_and_the_alarm_leads_to_insights(qtbot, journal, page):
    incident = an_incident(journal, a_client(journal, "Harbour & Hale"))
    a_cause(journal, incident, CauseKind.TIME_PRESSURE)
    a_cause(journal, incident, CauseKind.TIME_PRESSURE)
    for name in ("Ada", "Bob", "Cy"):
        lose(journal, name)
    shown(page)
    assert page.causes.counts.text() == "2 causes of 1 complaint or loss"
    bars = [one.accessibleName() for one in page.causes.findChildren(Bar)]
    assert bars == ["Time pressure: 2 of 2", "Yours: 2 of 2", "Not known: 2 of 2"]
    with qtbot.waitSignal(page.insights_wanted):
        qtbot.keyClick(page.side.insights, Qt.Key.Key_Return)


def test_retiring_the_first_of_two_shows_the_second_of_two(qtbot, journal, page):
    add_lesson(journal, "First.", today=LAST_WEEK - timedelta(days=1))
    add_lesson(journal, "Second.", today=LAST_WEEK)
    shown(page)
    qtbot.mouseClick(page.re_reading.retire_button, LEFT)
    assert page.re_reading.place.text() == "To re-read today, 2 of 2"


def test_a_lesson_well_read_comes_back_in_about_three_months(qtbot, journal, page):
    number = add_lesson(journal, "Call.", today=LAST_WEEK)
    with journal.change("x") as change:
        change.update(Lesson, number, interval_step=1)
    shown(page)
    assert page.re_reading.next_time.text() == "Next time in about 3 months"


def test_a_sheet_is_saved_only_when_no_name_is_left_on_it(qtbot, journal, page, tmp_path):
    client, loss = lose(journal, "Brygga Reisebyrå")
    a_person(journal, client, "Marte Eide")
    add_lesson(journal, "Call when Brygga gets a new Marte.", today=TODAY, loss_id=loss)
    add_lesson(journal, "Say it early.", today=TODAY)
    in_front(qtbot, shown(page))
    page.make_sheet()
    dialog = page.findChild(LessonSheetDialog)
    in_front(qtbot, dialog)
    assert dialog.counts.text().startswith("2 lessons on one page. 1 of them names somebody.")
    (named,) = dialog.findChildren(NamedLesson)
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert dialog.isVisible()
    QApplication.processEvents()
    for _name in range(2):
        offered = [one for one in named.findChildren(QAbstractButton) if one.text().startswith("Say “")]
        qtbot.keyClick(offered[-1], Qt.Key.Key_Return)
        QApplication.processEvents()
    assert named.words.toPlainText() == "Call when a client gets a new a contact person."
    with qtbot.waitSignal(dialog.sheet_wanted) as wanted:
        dialog.accept()
    page.saving.write(wanted.args[0], tmp_path / "sheet")
    text = PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()
    assert "Brygga" not in text
    assert "Marte" not in text
    assert "Say it early." in text
    assert sorted(one.text for one in lessons(journal))[0] == "Call when Brygga gets a new Marte."


def test_a_sheet_of_one_loss_leaves_the_others_out_and_a_lesson_can_be_left_out(qtbot, journal, page):
    _client, loss = lose(journal, "Brygga Reisebyrå")
    add_lesson(journal, "Brygga was right.", today=TODAY, loss_id=loss)
    add_lesson(journal, "Say it early.", today=TODAY)
    shown(page)
    menu = next(one for one in parts(page.list.lines, LessonLine) if one.lesson.loss_id == loss).menu()
    next(a for a in menu.actions() if "sheet" in a.text()).trigger()
    dialog = page.findChild(LessonSheetDialog)
    assert [one.text for one in dialog.sheet().lessons] == ["Brygga was right."]
    (named,) = dialog.findChildren(NamedLesson)
    named.left_out.setChecked(True)
    dialog.accept()
    assert dialog.isVisible()
