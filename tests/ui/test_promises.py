from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from retention_journal import i18n
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.services import promises
from retention_journal.services.promises import end_of
from retention_journal.ui.dialogs.promise_form import PromiseForm
from retention_journal.ui.pages.client_promises import PromisesTab
from retention_journal.ui.pages.promises import PromisesPage
from tests.builders import NOON, TODAY, a_client, a_promise


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


@pytest.fixture
def show(qtbot, journal):
    def show_one(made):
        journal.on_change(made.on_change)
        qtbot.add_widget(made)
        made.resize(1100, 800)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.take_focus()
        return made

    return show_one


@pytest.fixture
def page(journal, ada, show):
    for text, due in (("late", date(2026, 3, 8)), ("today", TODAY), ("later", None)):
        a_promise(journal, ada, text, made_on=date(2026, 3, 1), due_at=due and end_of(due))
    return show(PromisesPage(journal, lambda: NOON))


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def texts(page):
    return [line.promised.text for line in page.lines]


def test_open_promises_stand_the_most_urgent_first(page):
    assert texts(page) == ["late", "today", "later"]
    assert page.header.subtitle.text() == "3 open. 1 is late."


def test_space_ticks_and_undo_opens_again(qtbot, journal, page):
    with qtbot.waitSignal(page.undoable) as said:
        press(Qt.Key.Key_Space)
    assert said.args == ["Kept, 2 working days late."]
    kept = page.lines[0].promised
    assert (kept.text, kept.state) == ("late", PromiseState.KEPT_LATE)
    journal.undo()
    assert page.lines[0].promised.state is PromiseState.OPEN


def test_a_second_tick_takes_the_first_back(journal, page):
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    assert page.lines[0].promised.state is PromiseState.OPEN


def test_t_moves_to_tomorrow_and_w_waits_for_the_client(journal, page):
    press(Qt.Key.Key_T)
    assert texts(page) == ["today", "late", "later"]
    page.lines[0].setFocus()
    press(Qt.Key.Key_W)
    assert texts(page) == ["late", "later", "today"]
    assert page.lines[2].promised.direction is PromiseDirection.THEIRS
    journal.undo()
    journal.undo()
    assert texts(page) == ["late", "today", "later"]


def test_delete_throws_away_and_keeps_the_focus_in_the_list(journal, page):
    press(Qt.Key.Key_Delete)
    assert texts(page) == ["today", "later"]
    assert QApplication.focusWidget() is page.lines[0]
    journal.undo()
    assert texts(page) == ["late", "today", "later"]


def test_up_and_down_go_from_line_to_line(page):
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.lines[2]
    press(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is page.lines[1]


def test_e_opens_the_form_and_saving_changes_the_promise(journal, page):
    press(Qt.Key.Key_E)
    form = page.window().findChild(PromiseForm)
    form.words.setText("late, but better")
    form.due.set_day(TODAY + timedelta(days=1))
    form.do_button.click()
    assert texts(page) == ["today", "late, but better", "later"]


def test_without_promises_the_page_says_so(journal, ada, show):
    page = show(PromisesPage(journal, lambda: NOON))
    assert page.lines == []
    assert QApplication.focusWidget() is page.new_button


@pytest.mark.slow
def test_hundreds_are_shown_in_bites(journal, ada, show):
    for number in range(80):
        a_promise(journal, ada, f"Promise {number}", due_at=end_of(TODAY))
    page = show(PromisesPage(journal, lambda: NOON))
    assert len(page.lines) == 60
    [more] = [one for one in page.findChildren(QPushButton) if one.text() == "Show all 80"]
    more.click()
    assert len(page.lines) == 80


def test_the_tab_tells_how_many_were_kept_in_time(journal, ada, show):
    a_promise(journal, ada, "open", due_at=end_of(TODAY))
    for state in (PromiseState.KEPT, PromiseState.KEPT, PromiseState.KEPT_LATE):
        a_promise(journal, ada, state.value, state=state, delivered_at=NOON, due_at=end_of(TODAY))
    other = a_client(journal, "Other")
    a_promise(journal, other, "of another")
    tab = PromisesTab(journal, lambda: NOON)
    tab.show_client(ada)
    show(tab)
    assert tab.kept.text() == "Kept in time 2 of 3."
    assert tab.lines[0].promised.text == "open"
    assert len(tab.lines) == 4


def test_a_tick_on_the_tab_stays_in_sight_and_is_counted(journal, ada, show):
    a_promise(journal, ada, "open", due_at=end_of(TODAY))
    tab = PromisesTab(journal, lambda: NOON)
    tab.show_client(ada)
    show(tab)
    press(Qt.Key.Key_Space)
    assert tab.kept.text() == "Kept in time 1 of 1."
    assert [line.promised.state for line in tab.lines] == [PromiseState.KEPT]


@pytest.fixture
def open_form(qtbot, journal):
    parent = QWidget()
    qtbot.add_widget(parent)
    parent.show()

    def open_one(**about):
        form = PromiseForm(journal, lambda: NOON, parent=parent, **about)
        form.open()
        return form

    return open_one


def test_a_new_promise_needs_a_client_and_words(journal, ada, open_form):
    form = open_form()
    form.do_button.click()
    assert form.isVisible()
    form.client.show_text("ad")
    QTest.keyClick(form.client.line, Qt.Key.Key_Return)
    form.do_button.click()
    assert form.isVisible()
    form.words.setText("Send the list")
    form.due.set_day(date(2026, 3, 13))
    form.do_button.click()
    [row] = promises.client_promises(journal, ada).open
    assert (row.text, row.due_at) == ("Send the list", end_of(date(2026, 3, 13)))


def test_a_form_saved_unchanged_changes_nothing(journal, ada, open_form):
    due = datetime(2026, 3, 11, 9, 30)
    number = a_promise(journal, ada, "Send it", due_at=due, is_small_request=True, remark="They asked")
    before = promises.promise(journal, number)
    open_form(promise_id=number).do_button.click()
    assert promises.promise(journal, number) == before


def test_a_day_before_the_promise_is_refused_at_its_field(journal, ada, open_form):
    form = open_form(client_id=ada)
    form.words.setText("x")
    form.due.set_day(TODAY - timedelta(days=1))
    form.do_button.click()
    assert form.isVisible()
    assert promises.client_promises(journal, ada).open == ()


def test_what_is_late_is_told_in_the_language_of_the_program(journal, page):
    i18n.use("nb")
    try:
        page.refresh()
        assert page.header.subtitle.text() == "3 åpne. 1 er forsinket."
    finally:
        i18n.use("en")
