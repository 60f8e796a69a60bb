from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retention_journal import paths
from retention_journal.services import contacts, promises
from retention_journal.services.clients import client_names
from retention_journal.services.contacts import ContactEntry
from retention_journal.services.lessons import add_lesson, lessons
from retention_journal.services.portfolio import client_facts
from retention_journal.storage.tables import Lesson
from retention_journal.ui.pages.today import TodayPage
from retention_journal.ui.pages.today_calls import DoneLine
from tests.builders import TODAY, a_call, a_client, a_person, a_promise

NINE = datetime(2026, 3, 10, 9, 0)


@pytest.fixture(autouse=True)
def _nothing_put_off_by_others():
    yield
    (paths.state_folder() / "later.json").unlink(missing_ok=True)


@pytest.fixture
def clock():
    return [NINE]


@pytest.fixture
def open_page(qtbot, journal, clock):
    def open_one():
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
    return [item.call.facts.name for item in page.items]


def at_hand(page):
    return [item.call.facts.name for item in page.items if item.is_at_hand()]


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def test_the_next_call_is_the_only_card_and_has_the_focus(journal, open_page):
    silent(journal, "Late", 30)
    silent(journal, "Later", 40)
    page = open_page()
    assert names(page) == ["Later", "Late"]
    assert at_hand(page) == ["Later"]
    assert QApplication.focusWidget() is page.items[0]
    assert page.header.subtitle.text() == "Two calls before the day takes over."


def test_enter_asks_to_log_the_call_and_o_opens_the_client(qtbot, journal, open_page):
    late = silent(journal, "Late", 30)
    page = open_page()
    with qtbot.waitSignal(page.log_wanted) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == [late]
    with qtbot.waitSignal(page.client_opened) as opened:
        press(Qt.Key.Key_O)
    assert opened.args == [late]


def test_up_and_down_move_the_card(journal, open_page):
    silent(journal, "Late", 30)
    silent(journal, "Later", 40)
    page = open_page()
    press(Qt.Key.Key_Down)
    assert at_hand(page) == ["Late"]
    press(Qt.Key.Key_Up)
    assert at_hand(page) == ["Later"]


def test_a_logged_call_shrinks_to_a_line_and_undo_brings_the_card_back(journal, open_page):
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
    assert names(page) == ["Late", "Other"]


def test_the_last_call_done_leaves_the_day_to_you(journal, open_page):
    late = silent(journal, "Late", 30)
    page = open_page()
    contacts.log_contact(journal, late, ContactEntry(), now=NINE)
    assert page.header.subtitle.text() == "The one call is made. The day is yours."
    assert page.items == []


def test_n_notes_that_nobody_answered_and_keeps_the_client_on_the_list(qtbot, journal, open_page):
    silent(journal, "Late", 30, "Elsa Lie")
    page = open_page()
    with qtbot.waitSignal(page.undoable) as said:
        press(Qt.Key.Key_N)
    assert said.args == ["No answer from Elsa, noted."]
    assert page.items[0].call.tried_at == NINE
    journal.undo()
    assert page.items[0].call.tried_at is None


def test_later_hides_the_call_until_then_and_survives_a_restart(qtbot, journal, open_page, clock):
    silent(journal, "Late", 30)
    page = open_page()
    menu = page.items[0].later_menu()
    assert [action.text() for action in menu.actions()] == ["This afternoon", "Tomorrow", "Next week"]
    with qtbot.waitSignal(page.toast) as said:
        menu.actions()[0].trigger()
    assert said.args == ["Late is back on the list this afternoon."]
    assert names(page) == []
    clock[0] = datetime(2026, 3, 10, 13, 0)
    assert names(open_page()) == ["Late"]


def test_at_the_weekend_nobody_is_called(journal, open_page, clock):
    silent(journal, "Late", 30)
    clock[0] = datetime(2026, 3, 14, 10)
    page = open_page()
    assert page.header.subtitle.text() == "No calls today. The list is back on Monday."
    assert page.items == []


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
    assert said.args == ["Kept, 2 days late."]
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
