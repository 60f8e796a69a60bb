from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retention_journal import paths
from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.events import EventKind
from retention_journal.services import contacts, promises
from retention_journal.services.clients import client_names
from retention_journal.services.contacts import ContactEntry
from retention_journal.services.engagements import EngagementEntry, add_engagement, edit_engagement
from retention_journal.services.events import EventEntry, note_event
from retention_journal.services.invoices import InvoiceEntry, add_invoice, dispute, pay
from retention_journal.services.lessons import add_lesson, lessons
from retention_journal.services.light_history import keep_lights
from retention_journal.services.own_rules import NineOClock, add_days_off, set_nine_oclock
from retention_journal.services.planned_calls import plan_call, planned_calls, snooze
from retention_journal.services.portfolio import client_facts
from retention_journal.services.reflections import LossEntry, record_loss
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Interaction, Lesson
from retention_journal.ui.buttons import Button
from retention_journal.ui.dialogs.quick_log import QuickLog
from retention_journal.ui.dialogs.set_call import SetCall
from retention_journal.ui.dialogs.snooze_form import SnoozeForm
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.pages.today import TodayPage
from retention_journal.ui.pages.today_done import DoneLine
from retention_journal.ui.pages.today_side import AnswerLine, PaymentLine
from retention_journal.ui.text_labels import Label
from tests.builders import TODAY, a_call, a_client, a_person, a_promise

NINE = datetime(2026, 3, 10, 9, 0)


@pytest.fixture(autouse=True)
def _nothing_put_off_by_others():
    yield
    for name in ("later", "drafts"):
        (paths.state_folder() / f"{name}.json").unlink(missing_ok=True)


@pytest.fixture
def clock():
    return [NINE]


@pytest.fixture
def open_page(qtbot, journal, clock):
    def open_one():
        keep_lights(journal, clock[0])  # as the window does
        page = TodayPage(journal, lambda: clock[0])
        journal.on_change(page.on_change)
        qtbot.add_widget(page)
        page.resize(1200, 840)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.take_focus()
        return page

    return open_one


def silent(journal, name, days, person=""):
    client = a_client(journal, name)
    a_call(journal, client, NINE - timedelta(days=days), summary=f"About {name}")
    if person:
        a_person(journal, client, person, tel="+47 12 34 56 01")
    return client


def names(page):
    return [item.one.facts.name for item in page.items]


def at_hand(page):
    return [item.one.facts.name for item in page.items if item.is_at_hand()]


def done(page):
    return page.view.done


def label_texts(widget):
    return [one.text() for one in widget.findChildren(Label) if one.isVisible()]


def type_in(words):
    QTest.keyClicks(QApplication.focusWidget(), words)


def choose_later(qtbot, page, words):
    """Open the menu of L and choose by its arrow keys, whether or not the menu holds the key back."""
    chosen = []

    def choose():
        menu = QApplication.activePopupWidget()
        if menu is None:  # it opens in a moment
            QTimer.singleShot(0, choose)
            return
        while menu.activeAction() is None or menu.activeAction().text() != words:
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        chosen.append(words)

    def is_chosen():
        if QApplication.activePopupWidget() is None and not chosen:
            press(Qt.Key.Key_L)  # again, where a window that came to the front late closed the menu
        return bool(chosen) and QApplication.activePopupWidget() is None

    QTimer.singleShot(0, choose)
    qtbot.waitUntil(is_chosen, timeout=30_000)
    page.activateWindow()  # no window manager here to do so
    qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def test_the_next_call_is_the_only_card_and_has_the_focus(journal, open_page):
    silent(journal, "Late", 30)
    silent(journal, "Later", 40)
    page = open_page()
    assert at_hand(page) == names(page)[:1]
    assert QApplication.focusWidget() is page.items[0]
    assert page.header.subtitle.text() == "Two calls before the day takes over."


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_from_nine_to_an_empty_list_by_keyboard_alone(qtbot, journal, open_page, clock):
    """Four calls: one talk with three answers, one nobody took, one later, one not until next month."""
    clients = [silent(journal, f"Client {n}", 30 + n, f"Person {n}") for n in range(4)]
    page = open_page()
    first, second, third, fourth = names(page)

    press(Qt.Key.Key_Return)  # the first call was held
    for answer in (Qt.Key.Key_Y, Qt.Key.Key_U, Qt.Key.Key_N):
        press(answer)
    type_in("Wants new opening hours")
    press(Qt.Key.Key_Return)
    assert names(page) == [second, third, fourth]
    logged = contacts.contact(journal, done(page)[0].interaction_id)
    assert logged.client_name == first
    assert (logged.entry.all_ok, logged.entry.delivery_as_expected, logged.entry.else_answer) == (
        Answer.YES,
        Answer.UNSURE,
        Answer.NO,
    )
    assert (logged.entry.summary, logged.entry.outcome) == ("Wants new opening hours", Outcome.REACHED)
    assert len(logged.entry.contact_ids) == 1

    assert at_hand(page) == [second]
    press(Qt.Key.Key_N)  # nobody took the second
    assert names(page) == [third, fourth, second]
    assert at_hand(page) == [third]

    choose_later(qtbot, page, "Tomorrow")
    assert at_hand(page) == [fourth]
    choose_later(qtbot, page, "Not until…")
    form = page.findChild(SnoozeForm)
    qtbot.waitUntil(lambda: form.isAncestorOf(QApplication.focusWidget() or page))
    type_in("On leave")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(page) == [second])

    qtbot.waitUntil(page.isActiveWindow)
    press(Qt.Key.Key_Return)  # and the second calls back
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert names(page) == []
    assert page.header.subtitle.text() == "Both called. The day is yours."
    assert {one.client_id for one in page.view.morning.snoozed} < set(clients)
    assert QApplication.focusWidget() is not None


def test_the_answers_are_not_asked_until_a_key_says_so(journal, open_page):
    late = silent(journal, "Late", 30)
    page = open_page()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Y)
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_Return)
    [line] = done(page)
    entry = contacts.contact(journal, line.interaction_id).entry
    assert line.client_id == late
    assert (entry.all_ok, entry.delivery_as_expected, entry.else_answer) == (Answer.YES, None, None)


def test_the_toast_tells_the_next_talk_and_undo_brings_the_card_back(qtbot, journal, open_page):
    silent(journal, "Late", 30, "Elsa Lie")
    page = open_page()
    press(Qt.Key.Key_R)
    with qtbot.waitSignal(page.undoable) as said:
        press(Qt.Key.Key_Return)
    assert said.args == ["Call with Elsa logged. Next talk 24 March."]
    journal.undo()
    assert names(page) == ["Late"]


def test_a_line_that_begins_with_a_mark_is_a_promise(journal, open_page):
    silent(journal, "Late", 30)
    page = open_page()
    press(Qt.Key.Key_Return)
    page.items[0].card().strip.words.setFocus()
    type_in("! New menu")
    press(Qt.Key.Key_Return)
    assert [row.text for row in promises.open_rows(journal)] == ["New menu"]
    assert page.items == []


def test_what_was_written_stays_when_the_card_is_left(journal, open_page):
    silent(journal, "Late", 30)
    silent(journal, "Other", 30)
    page = open_page()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Y)
    page.items[0].card().strip.words.setFocus()
    type_in("Half a thought")
    press(Qt.Key.Key_Escape)
    assert not page.items[0].is_logging()
    assert QApplication.focusWidget() is page.items[0]
    press(Qt.Key.Key_Return)
    strip = page.items[0].card().strip
    assert (strip.words.text(), strip.draft().all_ok) == ("Half a thought", Answer.YES)
    press(Qt.Key.Key_Escape)


def test_a_change_elsewhere_does_not_take_away_what_is_being_written(journal, open_page):
    silent(journal, "Late", 30)
    other = silent(journal, "Other", 30)
    page = open_page()
    press(Qt.Key.Key_Return)
    page.items[0].card().strip.words.setFocus()
    type_in("Half a")
    a_promise(journal, other, "Something else")
    assert page.items[0].is_logging()
    assert page.items[0].card().strip.words.text() == "Half a"
    press(Qt.Key.Key_Escape)


def test_letters_that_mean_something_to_the_card_are_only_letters_while_a_talk_is_written(journal, open_page):
    silent(journal, "Late", 30)
    page = open_page()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_L)
    press(Qt.Key.Key_O)
    press(Qt.Key.Key_M)
    assert page.items[0].is_logging()
    assert QApplication.activePopupWidget() is None
    press(Qt.Key.Key_Escape)


def test_more_goes_on_in_the_quick_log_with_what_was_answered(qtbot, journal, open_page):
    late = silent(journal, "Late", 30)
    page = open_page()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_U)
    with qtbot.waitSignal(page.log_wanted) as asked:
        page.items[0].card().strip.more_button.click()
    assert asked.args == [late]
    dialog = QuickLog(journal, lambda: NINE, client_id=late, parent=page)
    assert dialog.fields.draft().all_ok is Answer.UNSURE
    dialog.start_over.click()
    dialog.close()


@pytest.mark.parametrize(
    ("key", "outcome", "words"),
    [
        (Qt.Key.Key_N, Outcome.NO_ANSWER, "No answer from Elsa, noted."),
        (Qt.Key.Key_M, Outcome.LEFT_MESSAGE, "Message left for Elsa, noted."),
    ],
)
def test_one_key_notes_a_try_and_keeps_the_client_on_the_list(qtbot, journal, open_page, key, outcome, words):
    late = silent(journal, "Late", 30, "Elsa Lie")
    page = open_page()
    with qtbot.waitSignal(page.undoable) as said:
        press(key)
    assert said.args == [words]
    assert page.items[0].one.tried_at == NINE
    assert (
        journal.value(Interaction.select(Interaction.outcome).where(Interaction.occurred_at == NINE))
        is outcome
    )
    journal.undo()
    assert page.items[0].one.tried_at is None
    assert page.items[0].one.call.client_id == late


def test_a_card_makes_nothing_that_it_does_not_show(journal, open_page):
    """What belongs to nothing is never let go of: each card that was shown would leave a button behind."""
    silent(journal, "Late", 30)
    before = set(QApplication.topLevelWidgets())
    page = open_page()
    made = set(QApplication.topLevelWidgets()) - before
    assert {one for one in made if one.parent() is None} == {page.window()}


def test_after_three_tries_another_channel_is_offered(qtbot, journal, open_page):
    late = silent(journal, "Late", 30)
    for days in (5, 3, 1):
        a_call(journal, late, NINE - timedelta(days=days), outcome=Outcome.NO_ANSWER)
    page = open_page()
    assert page.items[0].card().write_button.isVisible()
    with qtbot.waitSignal(page.write_wanted) as asked:
        press(Qt.Key.Key_W)
    assert asked.args == [late]


def test_o_opens_the_client_and_a_reason_opens_its_record(qtbot, journal, open_page):
    late = silent(journal, "Late", 3)
    promised = a_promise(
        journal, late, "Send it", made_on=date(2026, 3, 1), due_at=promises.end_of(date(2026, 3, 6))
    )
    page = open_page()
    with qtbot.waitSignal(page.client_opened) as opened:
        press(Qt.Key.Key_O)
    assert opened.args == [late]
    [reason, *_rest] = page.items[0].card().findChildren(LineToOpen)
    assert "It is 2 working days late." in reason.accessibleName()
    reason.setFocus()
    with qtbot.waitSignal(page.record_wanted) as shown:
        press(Qt.Key.Key_Return)
    assert shown.args == ["promise", promised, late]


def test_the_number_is_dialled_only_by_a_click(qtbot, journal, open_page, monkeypatch):
    silent(journal, "Late", 30, "Elsa Lie")
    dialled = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: dialled.append(url.toString()) or True)
    page = open_page()
    assert dialled == []
    buttons = {button.accessibleName(): button for button in page.findChildren(type(page.log_button))}
    buttons["Dial the number"].click()
    assert dialled == ["tel:+4712345601"]


def test_up_and_down_move_the_card(journal, open_page):
    silent(journal, "Late", 30)
    silent(journal, "Later", 40)
    page = open_page()
    first, second = names(page)
    press(Qt.Key.Key_Down)
    assert at_hand(page) == [second]
    press(Qt.Key.Key_Up)
    assert at_hand(page) == [first]


def test_a_logged_call_shrinks_to_a_line(journal, open_page):
    late = silent(journal, "Late", 30, "Elsa Lie")
    silent(journal, "Other", 20)
    page = open_page()
    contacts.log_contact(journal, late, ContactEntry(duration_min=6, summary="Fine"), now=NINE)
    assert names(page) == ["Other"]
    assert page.header.subtitle.text() == "Two calls before the day takes over. One is done."
    [line] = page.findChildren(DoneLine)
    assert line.accessibleName() == "Elsa Lie, Late, Spoke 09:00. Fine, 6 min"
    assert QApplication.focusWidget() is page.items[0]
    journal.undo()
    assert sorted(names(page)) == ["Late", "Other"]


def test_later_hides_the_call_until_then_and_survives_a_restart(qtbot, journal, open_page, clock):
    silent(journal, "Late", 30)
    page = open_page()
    menu = page.items[0].later_menu()
    offered = [action.text() for action in menu.actions() if action.text()]
    assert offered == ["This afternoon", "Tomorrow", "Next week", "Not until…"]
    with qtbot.waitSignal(page.toast) as said:
        menu.actions()[0].trigger()
    assert said.args == ["Late is back on the list this afternoon."]
    assert names(page) == []
    clock[0] = datetime(2026, 3, 10, 13, 0)
    assert names(open_page()) == ["Late"]


def test_on_a_friday_tomorrow_is_monday(journal, open_page, clock):
    silent(journal, "Late", 30)
    clock[0] = datetime(2026, 3, 13, 9)
    page = open_page()
    offered = [action.text() for action in page.items[0].later_menu().actions() if action.text()]
    assert offered == ["This afternoon", "Monday", "Not until…"]
    assert "If the day takes over, what is left moves to Monday." in label_texts(page.below)
    page.calls.put_off(page.items[0].one, "tomorrow")
    clock[0] = datetime(2026, 3, 16, 9)
    assert names(open_page()) == ["Late"]


def test_of_a_client_nobody_has_talked_to_there_is_no_since(journal, open_page):
    for name in ("Ada", "Bo", "Cy"):
        a_client(journal, name, start_date=None)
    page = open_page()
    assert "Ada   Too little known" in label_texts(page.items[0])


def test_who_was_put_off_can_be_put_back(journal, open_page):
    silent(journal, "Late", 30)
    page = open_page()
    page.calls.put_off(page.items[0].one, "tomorrow")
    assert names(page) == []
    [back] = [one for one in page.below.findChildren(type(page.log_button)) if one.text() == "Put back"]
    assert back.accessibleName() == "Put back: Late is back tomorrow."
    back.click()
    assert names(page) == ["Late"]


def test_who_was_left_off_stands_below_with_the_reason_until_put_back(journal, open_page):
    late = silent(journal, "Late", 30)
    snooze(journal, late, "On leave", date(2026, 4, 7), today=TODAY)
    page = open_page()
    assert names(page) == []
    [back] = [one for one in page.below.findChildren(type(page.log_button)) if one.text() == "Put back"]
    assert back.accessibleName() == "Put back: Late: not until after 7 April. On leave"
    back.click()
    assert names(page) == ["Late"]


def test_a_call_that_is_set_leads_the_list_and_says_why(qtbot, journal, open_page):
    for n in range(4):
        silent(journal, f"Late {n}", 30)
    quiet = silent(journal, "Quiet", 1)
    page = open_page()
    assert "Quiet" not in names(page)
    page.calls.set_call(quiet)
    form = page.findChild(SetCall)
    form.why.setText("The new logo")
    form.accept()
    assert names(page)[0] == "Quiet"
    assert page.items[0].one.call.reasons[0].text == "You set this call: The new logo"


def test_the_list_stays_as_it_was_made_until_it_is_made_anew(journal, open_page):
    for n in range(5):
        silent(journal, f"Late {n}", 30)
    page = open_page()
    before = names(page)
    owed = next(client.id for client in client_names(journal) if client.name not in before)
    a_promise(journal, owed, made_on=date(2026, 2, 1), due_at=promises.end_of(date(2026, 2, 2)))
    assert names(page) == before
    page.calls.make_anew()
    assert len(names(page)) == 4
    assert names(page) != before


def test_who_waits_for_tomorrow_is_counted_and_named(journal, open_page):
    for n in range(6):
        silent(journal, f"Late {n}", 30)
    page = open_page()
    texts = [one.text() for one in page.below.findChildren(type(page.log_button))]
    assert "Waiting for tomorrow: 2" in texts


def test_what_was_not_called_says_so_the_next_day_without_reproach(journal, open_page, clock):
    silent(journal, "Late", 30)
    open_page()
    clock[0] = NINE + timedelta(days=1)
    page = open_page()
    assert "Something changed  Still here from yesterday." in label_texts(page.items[0])


def test_a_renewal_that_is_near_is_a_quiet_line_with_the_way_to_its_terms(qtbot, journal, open_page):
    ada = silent(journal, "Hansen & co", 30)
    terms = EngagementEntry(renewal_date=date(2026, 4, 20), notice_days=30)
    wanted = add_engagement(journal, ada, terms)
    page = open_page()
    told = "Hansen & co’s agreement renews on 20 April; notice until 21 March."
    assert told in label_texts(page.below)
    [link] = [one for one in page.below.findChildren(Button) if told in one.accessibleName()]
    link.setFocus()
    with qtbot.waitSignal(page.record_wanted) as opened:
        press(Qt.Key.Key_Space)
    assert opened.args == ["engagement", wanted, ada]
    edit_engagement(journal, wanted, replace(terms, renewal_date=date(2027, 4, 20)))
    assert told not in label_texts(page.below)
    journal.undo()
    assert told in label_texts(page.below)


def test_many_renewals_are_counted(journal, open_page):
    ada = silent(journal, "Hansen", 30)
    for _n in range(5):
        add_engagement(journal, ada, EngagementEntry(renewal_date=date(2026, 3, 20)))
    shown = label_texts(open_page().below)
    assert sum("renews on 20 March" in one for one in shown) == 3
    assert "2 more agreements renew soon." in shown


def payments(page):
    return [line for line in page.side.lines if isinstance(line, PaymentLine)]


def test_late_payments_stand_at_the_side_until_they_are_paid_or_disputed(qtbot, journal, open_page):
    late = silent(journal, "Late", 30)
    due = {"today": TODAY}
    entry = InvoiceEntry(TODAY - timedelta(30), TODAY - timedelta(9), 125_000, "NOK", number="1187")
    wanted = add_invoice(journal, late, entry, **due)
    other = add_invoice(journal, late, replace(entry, number="1188", due_on=TODAY - timedelta(1)), **due)
    add_invoice(journal, late, replace(entry, number="1189", due_on=TODAY), **due)
    page = open_page()
    lines = payments(page)
    assert [line.accessibleName() for line in lines] == [
        "Late, NOK 1,250 · invoice 1187, 9 days late",
        "Late, NOK 1,250 · invoice 1188, 1 day late",
    ]
    lines[0].setFocus()
    with qtbot.waitSignal(page.record_wanted) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == ["invoice", wanted, late]
    pay(journal, wanted, TODAY, **due)
    dispute(journal, other)
    assert payments(page) == []
    journal.undo()
    assert len(payments(page)) == 1


def test_an_answer_owed_stands_at_the_side_until_it_needs_none(qtbot, journal, open_page):
    late = silent(journal, "Late", 30)
    letter = {"kind": Kind.EMAIL, "direction": Direction.INBOUND, "outcome": Outcome.NO_REPLY_YET}
    wrote = a_call(journal, late, NINE - timedelta(days=5), client_words="Where is it?", **letter)
    page = open_page()
    [line] = page.side.findChildren(AnswerLine)
    assert "3 working days" in line.accessibleName()
    line.setFocus()
    with qtbot.waitSignal(page.entry_wanted) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == [wrote]
    with qtbot.waitSignal(page.undoable) as said:
        press(Qt.Key.Key_N)
    assert said.args == ["Noted: it needs no answer."]
    assert not [one for one in page.side.lines if isinstance(one, AnswerLine)]


def test_a_talk_that_was_held_can_be_followed_by_a_call_on_a_day_of_your_own(journal, open_page):
    late = silent(journal, "Late", 30)
    page = open_page()
    contacts.log_contact(journal, late, ContactEntry(), now=NINE)
    [line] = page.findChildren(DoneLine)
    line.setFocus()
    press(Qt.Key.Key_S)
    form = page.findChild(SetCall)
    form.day.set_day(date(2026, 3, 12))
    form.hour.setText("14")
    form.asked.setChecked(True)
    form.accept()
    [planned] = planned_calls(journal, TODAY)
    assert (planned.client_id, planned.due_at) == (late, datetime(2026, 3, 12, 14))
    assert planned.asked_by_client


def test_a_client_is_not_left_off_without_a_reason(journal, open_page):
    late = silent(journal, "Late", 30)
    page = open_page()
    page.calls.snooze(late, "Late")
    form = page.findChild(SnoozeForm)
    form.accept()
    assert form.isVisible()
    assert form.form.field("reason").error().startswith("Write why")
    form.reason.setText("On leave")
    form.until.set_day(date(2026, 3, 1))
    form.accept()
    assert form.isVisible()
    form.until.set_day(date(2026, 3, 31))
    form.accept()
    assert names(page) == []


def test_fewer_won_than_lost_is_said_once_a_month_and_can_be_hidden(journal, open_page, clock):
    for n in range(3):
        lost = silent(journal, f"Lost {n}", 60)
        record_loss(journal, lost, LossEntry(date(2026, 3, 2)), today=TODAY)
    clock[0] = datetime(2026, 4, 1, 9)
    page = open_page()
    told = "Fewer won than lost: 0 won and 3 lost in the last 12 months. That is worth watching."
    assert told in label_texts(page)
    [hide] = [one for one in page.findChildren(type(page.log_button)) if one.text() == "Hide"]
    hide.click()
    assert not [text for text in label_texts(open_page()) if "Fewer won" in text]
    (paths.state_folder() / "month_alarm.json").unlink()


def test_who_turned_red_is_offered_below_and_can_be_added(journal, open_page):
    for n in range(4):
        silent(journal, f"Late {n}", 30)
    page = open_page()
    new = silent(journal, "New", 1)
    note_event(journal, new, EventEntry(EventKind.NOTICE, TODAY), now=NINE)
    keep_lights(journal, NINE)  # as the window does after a change
    page.make_stale()
    [offered] = [one for one in page.below.findChildren(LineToOpen) if one.isVisible()]
    assert offered.accessibleName().startswith("Also today: New. On 10 March they gave notice.")
    [add] = offered.findChildren(type(page.log_button))
    add.click()
    assert names(page)[0] == "New"


def test_at_the_weekend_nobody_is_called(journal, open_page, clock):
    silent(journal, "Late", 30)
    clock[0] = datetime(2026, 3, 14, 10)
    page = open_page()
    assert page.header.subtitle.text() == "No calls today. The list is back on Monday."
    assert page.items == []


def test_on_a_public_holiday_the_day_is_named(journal, open_page, clock):
    set_nine_oclock(journal, NineOClock(country="NO"))
    silent(journal, "Late", 30)
    clock[0] = datetime(2026, 5, 14, 10)
    page = open_page()
    assert page.header.subtitle.text() == "14 May, Ascension Day: no calls today. The list is back on Friday."


def test_on_a_day_off_of_your_own_only_what_you_set_is_there(journal, open_page):
    add_days_off(journal, TODAY, TODAY)
    late = silent(journal, "Late", 30)
    silent(journal, "Other", 30)
    page = open_page()
    assert page.header.subtitle.text() == "Your day off. The list is back on Wednesday."
    assert page.items == []
    plan_call(journal, late, datetime(2026, 3, 10), now=NINE)
    assert names(page) == ["Late"]
    told = "Your day off. The list is back on Wednesday. You set one call yourself."
    assert page.header.subtitle.text() == told


def test_the_list_is_fixed_only_when_it_is_known_since_when_lights_are_so(qtbot, journal, clock):
    silent(journal, "Late", 30)
    page = TodayPage(journal, lambda: clock[0])
    qtbot.add_widget(page)
    page.show()
    assert names(page) == ["Late"]
    assert journal.counts()["call_list_entry"] == 0
    keep_lights(journal, clock[0])
    page.make_stale()
    assert journal.counts()["call_list_entry"] == 1


def test_before_nine_it_says_when_the_calls_begin(journal, open_page, clock):
    silent(journal, "Late", 30)
    clock[0] = datetime(2026, 3, 10, 8, 0)
    assert "The calls begin at 09:00." in label_texts(open_page())


def test_mornings_in_a_row_are_counted_and_none_is_not_mentioned(journal, open_page):
    clients = [silent(journal, f"Client {n}", 30) for n in range(3)]
    assert not [text for text in label_texts(open_page()) if "in a row" in text]
    for days in (1, 4):
        for client in clients:
            a_call(journal, client, NINE - timedelta(days=days), outcome=Outcome.NO_ANSWER)
    assert "2 mornings in a row" in label_texts(open_page())


def test_a_journal_to_be_read_only_shows_the_list_and_notes_nothing(qtbot, journal):
    silent(journal, "Late", 30)
    path = journal.path
    journal.close()
    with Journal.open_read_only(path) as opened:
        page = TodayPage(opened, lambda: NINE)
        qtbot.add_widget(page)
        page.show()
        assert names(page) == ["Late"]


def test_a_new_journal_asks_whom_you_would_hate_to_lose(qtbot, journal, open_page):
    page = open_page()
    assert page.names.isVisible()
    assert QApplication.focusWidget() is page.names.line
    for name in ("Fjordlys Tannklinikk, Marte Eide", "Harbour & Hale", "Hardanger Eplegård"):
        QTest.keyClicks(page.names.line, name)
        press(Qt.Key.Key_Return)
    assert [(client.name, client.people) for client in client_names(journal)] == [
        ("Fjordlys Tannklinikk", ("Marte Eide",)),
        ("Harbour & Hale", ()),
        ("Hardanger Eplegård", ()),
    ]
    page.names.rhythm_chosen.emit(client_names(journal)[0].id, 30)
    assert client_facts(journal, client_names(journal)[0].id, TODAY).rhythm.ideal_days == 30
    page.names.make_list.click()
    assert page.names.isHidden()
    assert len(page.items) == 3


def test_two_names_are_not_enough_and_the_same_name_is_said_to_be_here(journal, open_page):
    page = open_page()
    for name in ("Ada", "Bo", "ada"):
        QTest.keyClicks(page.names.line, name)
        press(Qt.Key.Key_Return)
    assert page.names.problem.text() == "Ada is already here."
    assert page.names.line.text() == "ada"
    assert not page.names.make_list.isEnabled()
    assert page.names.left.text() == "1 more name to go."


def test_a_name_taken_back_is_gone_from_the_card(journal, open_page):
    page = open_page()
    QTest.keyClicks(page.names.line, "Ada")
    press(Qt.Key.Key_Return)
    journal.undo()
    assert client_names(journal) == []
    assert page.names.isVisible()


def test_a_ticked_promise_stays_struck_through_and_can_be_undone(qtbot, journal, open_page):
    ada = silent(journal, "Ada", 3)
    a_promise(journal, ada, "Send it", made_on=date(2026, 3, 1), due_at=promises.end_of(date(2026, 3, 8)))
    page = open_page()
    page.side.lines[0].setFocus()
    with qtbot.waitSignal(page.undoable) as said:
        press(Qt.Key.Key_Space)
    assert said.args == ["Kept, 2 working days late."]
    assert page.side.lines[0].box.isChecked()
    assert promises.open_promises(journal, TODAY).count == 0
    journal.undo()
    assert not page.side.lines[0].box.isChecked()
    assert promises.open_promises(journal, TODAY).count == 1


@pytest.mark.slow
def test_a_struck_promise_leaves_after_a_while(qtbot, journal, open_page):
    ada = silent(journal, "Ada", 3)
    made = a_promise(journal, ada, due_at=promises.end_of(TODAY))
    page = open_page()
    page.acts.tick(made)
    promised = [line for line in page.side.lines if hasattr(line, "promised")]
    assert len(promised) == 1
    qtbot.waitUntil(lambda: not [line for line in page.side.lines if hasattr(line, "promised")], timeout=8000)


def test_three_promises_are_shown_and_the_way_to_all(qtbot, journal, open_page):
    ada = silent(journal, "Ada", 3)
    for day in range(5):
        a_promise(journal, ada, f"Promise {day}", due_at=promises.end_of(TODAY + timedelta(days=day)))
    page = open_page()
    assert [line.promised.text for line in page.side.lines if hasattr(line, "promised")] == [
        "Promise 0",
        "Promise 1",
        "Promise 2",
    ]


def test_a_lesson_that_still_holds_comes_back_later(journal, open_page):
    a_client(journal)
    add_lesson(journal, "Call the new one", today=TODAY - timedelta(days=60))
    with journal.change("Due") as change:
        change.update(Lesson, lessons(journal)[0].id, next_review_on=TODAY)
    page = open_page()
    lesson = lessons(journal)[0]
    buttons = {button.text(): button for button in page.findChildren(type(page.log_button))}
    buttons["Still true"].click()
    assert lessons(journal)[0].next_review_on > TODAY
    journal.undo()
    assert lessons(journal)[0] == lesson


def test_a_new_day_makes_a_new_list(journal, open_page, clock):
    silent(journal, "Soon late", 12)
    page = open_page()
    clock[0] = NINE + timedelta(days=3)
    page.make_stale()
    assert page.header.title.text() == "Friday 13 March"


def test_names_with_markup_are_shown_as_they_are(journal, open_page):
    silent(journal, "<b>Ada</b> & Co", 30, "<i>Elsa</i>")
    page = open_page()
    assert "<b>Ada</b> & Co" in page.items[0].accessibleName()


@pytest.mark.slow
def test_every_text_survives_two_hundred_per_cent(journal, open_page):
    from retention_journal.settings import Settings
    from retention_journal.ui import theme

    silent(journal, "Late " * 40, 30, "Elsa " * 30)
    theme.apply(Settings(text_scale=200))
    try:
        page = open_page()
        assert page.minimumSizeHint().width() <= 1200
    finally:
        theme.apply(Settings())
